# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # The first line of a manifest of {SwiftsumLines}: the version, the algorithms, and how the list was made.
      #
      # @api private
      class SwiftsumHead
        # What the line is known by.
        MARK = "swiftsum_manifest"
        VERSION = 1
        # What is true or false, or not there.
        FLAGS = %i[follow one_file_system sorted].freeze
        private_constant :FLAGS

        # @return [Hash{String => Algorithm}] by name
        attr_reader :algorithms

        # @return [Hash{Symbol => Object}] frozen
        attr_reader :options

        # @param members [Hash] of the line
        # @raise [ParseError]
        # @raise [UnknownAlgorithmError]
        def initialize(members)
          version = members[MARK]
          raise ParseError, "is not the first line of such a manifest" unless version
          raise ParseError, "is of version #{version}, and only version #{VERSION} is known" unless version == VERSION

          @algorithms = named(members["algorithms"])
          @options = members.except(MARK).to_h { |name, value| [name.to_sym, bytes(value)] }.freeze
          check_flags
          check_patterns
        end

        private

        def check_flags
          flag = FLAGS.find { |name| ![true, false, nil].include?(@options[name]) }
          raise ParseError, "#{flag} is neither true nor false" if flag
        end

        def check_patterns
          patterns = @options.slice(:exclude, :include)
          Tree::Filter.new(**patterns) if patterns.any?
        rescue ArgumentError, TypeError => e
          raise ParseError, "#{patterns.keys.join(', ')}: #{e.message}"
        end

        def named(names)
          raise ParseError, "has no list of algorithms" unless names.is_a?(Array) && names.all?(String)

          names.to_h { |name| [name, Algorithm.fetch(name)] }
        end

        # What is not UTF-8 is there as an object with its Base64.
        def bytes(value)
          return value.map { |each| bytes(each) } if value.is_a?(Array)
          return value unless value.is_a?(Hash)

          value["base64"].is_a?(String) ? value["base64"].unpack1("m0") : value.to_h
        rescue ArgumentError
          raise ParseError, "base64 is not Base64"
        end
      end
    end
  end
end
