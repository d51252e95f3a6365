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
          @digest = LinesDigest.new { |lines| io.write(lines) }
          @count = 0
          begin_with(options[:algorithms].map(&:to_s)) if options[:algorithms]
        end

        # @param names [Array<String>] of the algorithms of the next file
        # @return [Boolean] whether all files have had them
        def of?(names)
          begin_with(names) unless @algorithms
          names == @algorithms
        end

        # @param line [String] of the next file
        # @return [void]
        def add(line)
          @count += 1
          @digest.add(line)
        end

        # @return [void]
        def finish
          begin_with([]) unless @algorithms
          digest = "sha256:#{@digest.hexdigest}"
          @io.write("#{JSON.generate({ count: @count, digest: })}\n")
        end

        private

        def begin_with(algorithms)
          @algorithms = algorithms
          about = @about.transform_values { |value| text(value) }
          line = JSON.generate({ SwiftsumHead::MARK => SwiftsumHead::VERSION, algorithms:, **about })
          raise ArgumentError, "the options are too long for a line" if line.bytesize >= Lines::LONGEST

          @digest.add(line)
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
