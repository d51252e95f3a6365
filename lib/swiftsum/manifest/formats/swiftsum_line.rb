# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # Nearly all lines of nearly all manifests of {SwiftsumLines}: all members are there, in the order in which they
      # are written, and the name has nothing that JSON would escape. To read and to write these takes a part of the
      # time that JSON takes.
      #
      # @api private
      class SwiftsumLine
        # Of names that are the same in JSON.
        NAME = /[ !#-\[\]-~]+/n
        # As JSON has them.
        NUMBER = /(?:0|[1-9]\d*)/n
        WHOLE = /\A#{NAME}\z/n
        BEGINNING = '{"name":"'
        private_constant :NAME, :NUMBER, :WHOLE, :BEGINNING

        # @param entry [Entry]
        # @return [String, nil] nil for another kind of entry
        def self.write(entry)
          state = entry.to_a
          return if state.first(7).include?(nil) || !WHOLE.match?(entry.name)

          checked = "\"checked_ns\":#{entry.checked_ns}," if entry.checked_ns
          "#{state(entry.name, entry)}#{checked}#{digests(entry.checksums)}\n"
        end

        # @param name [String] that has nothing to be escaped
        # @param state [#bytesize, #mtime_ns, #ctime_ns, #inode, #device]
        # @return [String] what the line begins with
        def self.state(name, state)
          "{\"name\":\"#{name}\",\"size\":#{state.bytesize},\"mtime_ns\":#{state.mtime_ns}," \
            "\"ctime_ns\":#{state.ctime_ns},\"inode\":#{state.inode},\"device\":#{state.device},"
        end

        # @param checksums [Array<Checksum>]
        # @return [String] what the line ends in
        def self.digests(checksums)
          digests = checksums.map { |checksum| "\"#{checksum.algorithm.name}\":\"#{checksum.hexdigest}\"" }
          "\"digests\":{#{digests.join(',')}}}"
        end

        # @return [Array<Algorithm>] that each line has
        attr_reader :algorithms

        # @param algorithms [Array<Algorithm>] that each line has
        def initialize(algorithms)
          @algorithms = algorithms
          digests = algorithms.map { |each| "\"#{Regexp.escape(each.name)}\":\"(\\h{#{2 * each.digest_length}})\"" }
          @pattern = /\A\{"name":"(#{NAME})","size":(#{NUMBER}),"mtime_ns":(-?#{NUMBER}),"ctime_ns":(-?#{NUMBER}),
                      "inode":(#{NUMBER}),"device":(#{NUMBER}),(?:"checked_ns":(#{NUMBER}),)?
                      "digests":\{#{digests.join(',')}\}\}\z/xn
        end

        # @param line [String]
        # @return [OwnLine, nil] nil for another kind of line
        def line(line)
          return unless @pattern.match?(line)

          name = line.byteslice(BEGINNING.bytesize, line.index('"', BEGINNING.bytesize) - BEGINNING.bytesize)
          OwnLine.new(line, name.freeze, self)
        end

        # @param line [String]
        # @return [Entry, nil] nil for another kind of line
        def read(line)
          match = @pattern.match(line) or return
          name, *numbers = match.captures
          size, mtime_ns, ctime_ns, inode, device = numbers.first(5).map(&:to_i)
          Entry.new(name.freeze, checksums(numbers.drop(6)), size,
                    mtime_ns:, ctime_ns:, inode:, device:, checked_ns: numbers[5]&.to_i)
        end

        private

        def checksums(digests)
          @algorithms.each_with_index.map { |algorithm, index| Checksum.of(algorithm, [digests[index]].pack("H*")) }
        end
      end
    end
  end
end
