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
        WHOLE = /\A#{NAME}\z/n
        private_constant :NAME, :WHOLE

        # @param entry [Entry]
        # @return [String, nil] nil for another kind of entry
        def self.write(entry)
          *, size, mtime_ns, ctime_ns, inode, device, checked_ns = state = entry.to_a
          return if state.first(7).include?(nil) || !WHOLE.match?(entry.name)

          digests = entry.checksums.map { |checksum| "\"#{checksum.algorithm.name}\":\"#{checksum.hexdigest}\"" }
          checked = ",\"checked_ns\":#{checked_ns}" if checked_ns
          "{\"name\":\"#{entry.name}\",\"size\":#{size},\"mtime_ns\":#{mtime_ns},\"ctime_ns\":#{ctime_ns}," \
            "\"inode\":#{inode},\"device\":#{device}#{checked}," \
            "\"digests\":{#{digests.join(',')}}}\n"
        end

        # @param algorithms [Array<Algorithm>] that each line has
        def initialize(algorithms)
          @algorithms = algorithms
          digests = algorithms.map { |each| "\"#{Regexp.escape(each.name)}\":\"(\\h{#{2 * each.digest_length}})\"" }
          @pattern = /\A\{"name":"(#{NAME})","size":(\d+),"mtime_ns":(-?\d+),"ctime_ns":(-?\d+),"inode":(\d+),
                      "device":(\d+),(?:"checked_ns":(\d+),)?"digests":\{#{digests.join(',')}\}\}\z/xn
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
