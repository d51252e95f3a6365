# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # Writes one manifest of {SwiftsumLines}: the first line, those of the files, and the last one.
      #
      # @api private
      class SwiftsumList
        CREATED = "%Y-%m-%dT%H:%M:%S.%NZ"
        private_constant :CREATED

        # @param io [#write]
        # @param options [Hash{Symbol => Object}] (see SwiftsumLines.write)
        # @param created [Time]
        # @raise [ArgumentError] (see SwiftsumLines.write)
        def initialize(io, options, created)
          @io = io
          @about = { created: created.getutc.strftime(CREATED), **options.except(:algorithms) }
          @tally = SwiftsumTally.new { |lines| io.write(lines) }
          begin_with(options[:algorithms].map(&:to_s)) if options[:algorithms]
        end

        # @param algorithms [Array<Algorithm>] of the next file
        # @return [Boolean] whether all files have had them
        def of?(algorithms)
          # Lines of one list have one Array.
          return true if algorithms.equal?(@last_algorithms)

          names = algorithms.map(&:name)
          begin_with(names) unless @algorithms
          return false unless names == @algorithms

          @last_algorithms = algorithms
          true
        end

        # @param lines [String] one of each of the next files, with their newlines
        # @return [void]
        def add(lines)
          @tally.add(lines, lines.count("\n"))
        end

        # @return [void]
        def finish
          begin_with([]) unless @algorithms
          @io.write("#{@tally.line}\n")
        end

        private

        def begin_with(algorithms)
          @algorithms = algorithms
          about = @about.transform_values { |value| text(value) }
          line = JSON.generate({ SwiftsumHead::MARK => SwiftsumHead::VERSION, algorithms:, **about })
          raise ArgumentError, "the options are too long for a line" if line.bytesize >= Lines::LONGEST

          @tally.add("#{line}\n", 0)
        end

        # Patterns are bytes.
        def text(value)
          return value.map { |each| text(each) } if value.is_a?(Array)
          return value unless value.is_a?(String)

          text = Escaping.text(value)
          text.encoding == Encoding::UTF_8 ? text : { base64: [text].pack("m0") }
        end
      end
    end
  end
end
