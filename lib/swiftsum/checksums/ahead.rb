# frozen_string_literal: true

module Swiftsum
  class Checksums
    # Of a list that is there as a whole: while the block has the results of some files, the library reads the next.
    #
    # That takes a second thread of Ruby, which a fork would not have. So it is for the command line, whose blocks are
    # nobody else's.
    class Ahead < Listed
      def release
        # It ends with its slice of time, whatever comes of it.
        @running&.join
      rescue StandardError
        nil
      ensure
        super
      end

      private

      def work(&block)
        loop do
          groups = [*@running&.value]
          @running = nil
          hand_over
          run_on if groups.sum(&:files) < @paths_under_way.size
          groups.each { |results| give(results, &block) }
          return if @paths_under_way.size < MOST_UNDER_WAY
        end
      end

      def run_on
        @running = Thread.new { [@batch.run, *@batch.ready].compact }
        @running.report_on_exception = false
        # It needs the GVL to begin.
        Thread.pass
      end
    end
  end
end
