# frozen_string_literal: true

module Swiftsum
  class Checksums
    # Of the files of a tree. What is there and is no regular file has an error in its place.
    class Walked < Checksums
      private

      def hand_in
        walker = @sources.walker
        walker.open
        @batch.walk(walker)
        until (results = @batch.run)&.files&.zero?
          yield group(results, @batch.paths) if results
        end
      ensure
        walker&.release
      end

      def error(status, path, _errno, kind)
        status == Native::Status::AGAIN ? irregular(path, Tree::Entry.kind(kind)) : super
      end
    end
  end
end
