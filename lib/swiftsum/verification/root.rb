# frozen_string_literal: true

module Swiftsum
  class Verification
    # A folder outside of which no file is read, whatever names say and links lead to. What counts is where a file is
    # that is open, not where its name led to just before: links that are moved meanwhile make no difference.
    #
    # A hard link has no other place: it is a file of the folder that it is in.
    #
    # @api private
    class Root
      # Linux's O_PATH. A file that is opened so can't be read, and nothing happens to it: no FIFO's writer wakes up, no
      # device begins.
      PLACE_ONLY = 0o10000000
      DESCRIPTORS = "/proc/self/fd"
      private_constant :PLACE_ONLY, :DESCRIPTORS

      # A file that stays what it is, whatever takes its name. To open it by {#to_path} opens that file and no other.
      class Held
        # @param file [File]
        def initialize(file)
          @file = file
        end

        # @return [String] valid until it is closed
        def to_path
          "#{DESCRIPTORS}/#{@file.fileno}"
        end

        # @return [String] binary: where the file is, without links
        # @raise [SystemCallError]
        def place
          File.readlink(to_path).b
        end

        # @return [File::Stat]
        def stat
          @file.stat
        end

        # @return [void]
        def close
          @file.close
        end
      end

      # @param folder [String, #to_path]
      # @raise [SystemCallError] if there is no such folder
      # @raise [UnsupportedError] if the system does not say where an open file is
      def initialize(folder)
        raise UnsupportedError, "root: needs #{DESCRIPTORS}, which is not there" unless File.directory?(DESCRIPTORS)

        held = hold(folder)
        @place = within(held.place)
      ensure
        held&.close
      end

      # @param path [String]
      # @return [Held] which is to be closed
      # @raise [OutsideError]
      # @raise [SystemCallError]
      def open(path)
        held = hold(path)
        raise OutsideError, "leads out of #{self}" unless within(held.place).start_with?(@place)

        held.tap { held = nil }
      ensure
        held&.close
      end

      # @return [String] its path, with a slash at the end
      def to_s
        @place
      end

      private

      def hold(path)
        Held.new(File.open(path, PLACE_ONLY))
      end

      def within(place)
        place.end_with?("/") ? place : "#{place}/"
      end
    end
  end
end
