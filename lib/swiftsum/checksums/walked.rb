# frozen_string_literal: true

module Swiftsum
  class Checksums
    # Of the files of a tree. What is there and is no regular file has an error in its place.
    class Walked < Checksums
      private

      def hand_in(&block)
        walker = @sources.walker
        walker.open
        @batch.walk(walker)
        until (results = @batch.run)&.files&.zero?
          give(results, &block) if results
        end
      ensure
        walker&.release
      end

      def give(results)
        each_result(results) { |path, result, _| yield path, result }
      end

      def each_result(results)
        checksums = checksums(results)
        kinds = @batch.kinds unless results.statuses.empty?
        @batch.paths.each_with_index do |path, index|
          status = results.statuses[index] || Native::Status::OK
          result = status == Native::Status::OK ? checksums[index] : other(path, status, *kinds[index])
          yield path, result, index
        end
      end

      def other(path, status, kind, errno)
        return failure(path, status, errno) unless status == Native::Status::AGAIN

        irregular(path, Tree::Entry.kind(kind))
      end
    end
  end
end
