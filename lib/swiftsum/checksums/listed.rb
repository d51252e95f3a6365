# frozen_string_literal: true

module Swiftsum
  class Checksums
    # Of what an Enumerable has.
    #
    # It is read as results are taken: an element at first, more at a time while they come fast, and never so many that
    # those under way would fill the memory. Paths go to the batch. Everything else is read by itself, when its turn
    # comes. If it has `waiting?`, which says whether the next element would have to be waited for, it is asked.
    class Listed < Checksums
      # Of paths that are handed in together: as many as take the library ten milliseconds.
      MOST_TOGETHER = 4096
      # Of files under way, some of which may be done while an older one still is read.
      MOST_UNDER_WAY = 4 * MOST_TOGETHER
      # In seconds. Elements that take longer to come are not waited for.
      PATIENCE = 0.002
      # Of many elements together.
      MORE_PATIENCE = 10 * PATIENCE
      private_constant :MOST_TOGETHER, :MOST_UNDER_WAY, :PATIENCE, :MORE_PATIENCE

      # What each source before it has come to, as far as it is done, and what it has itself, if it is to be read by
      # itself.
      #
      # @param source (see Swiftsum.checksum)
      # @yieldparam group [Group]
      # @return [void]
      def put(source, &block)
        return by_itself(source, &block) unless @batch
        return work_on(&block) if add(source)

        finish(&block)
        by_itself(source, &block)
      end

      # The same for many paths, which nobody changes until they are done.
      #
      # @param paths [Array<String>]
      # @yieldparam group [Group]
      # @return [void]
      def put_all(paths, &block)
        return paths.each { |path| put(path, &block) } unless @batch

        [@sources_under_way, @paths_under_way, @paths].each { |all| all.concat(paths) }
        work_on(MORE_PATIENCE, &block)
      end

      # What all sources have come to that were put.
      #
      # @yieldparam group [Group]
      # @return [void]
      def finish(&block)
        work(&block) until @paths_under_way.empty?
      end

      # Must come before the first {#put}, and {#release} after the last.
      #
      # @return [void]
      def start
        super if @algorithms.all?(&:number)
        @sources_under_way = []
        @paths_under_way = []
        @paths = []
        @together = 1
        @since = now
      end

      private

      def hand_in(&block)
        @sources.each do |source|
          put(source, &block)
          finish(&block) if waiting?
        end
        finish(&block)
      end

      def waiting?
        @sources.respond_to?(:waiting?) && @sources.waiting?
      end

      # Unless more elements come at once.
      def work_on(patience = PATIENCE, &block)
        slow = now - @since > patience
        return if @paths.size < @together && !slow

        @together = slow ? @paths.size : [2 * @together, MOST_TOGETHER].min
        work(&block)
        @since = now
      end

      # Keeps the path of what the library can open. Everything else is false.
      def add(source)
        path = path(source) or return false
        @sources_under_way << source
        @paths_under_way << path
        @paths << path
      end

      # One that nobody changes until it is handed in. Nil of what has none, or is open: that is read from its own
      # descriptor.
      def path(source)
        return if source.respond_to?(:read) || !(source.is_a?(String) || source.respond_to?(:to_path))

        Native::Snapshot.of(File.path(source)).freeze
      rescue ArgumentError, TypeError, EncodingError
        nil
      end

      # Until all is done; but if the oldest file takes long, others are taken beside it.
      def work(&block)
        hand_over
        until @paths_under_way.empty?
          results = @batch.run
          results ? give(results, &block) : (break if @paths_under_way.size < MOST_UNDER_WAY)
        end
      end

      def hand_over
        @batch.add(@paths) unless @paths.empty?
        @paths.clear
      end

      # What is no regular file is read as any single one is, after those before it.
      def give(results, &block)
        sources, paths = [@sources_under_way, @paths_under_way].map { |all| all.shift(results.files) }
        group = group(results, sources, paths)
        first = 0
        results.statuses.each_with_index do |status, index|
          next unless status == Native::Status::AGAIN

          part(group, first...index, &block)
          yield alone(sources[index], paths[index])
          first = index + 1
        end
        part(group, first...group.size, &block)
      end

      def part(group, range)
        yield range.size == group.size ? group : group.slice(range) if range.any?
      end

      def by_itself(source)
        return yield alone(source) unless source.is_a?(Tree::Entry)

        yield entry(source) unless source.folder? && source.error.nil?
      end

      def entry(entry)
        return alone(entry.path) if entry.file? && entry.error.nil?

        failed(entry.path, entry.error || irregular(entry.path, entry.kind))
      end

      def now
        Process.clock_gettime(Process::CLOCK_MONOTONIC)
      end
    end
  end
end
