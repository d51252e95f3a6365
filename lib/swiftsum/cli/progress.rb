# frozen_string_literal: true

require_relative "terminal"
require_relative "work"

module Swiftsum
  class CLI
    # One line at the bottom of a terminal that says how far a command is, drawn from time to time by a thread of its
    # own. So it moves while a long file is read, too. The gem ruby-progressbar draws it, and knows what time is left.
    #
    # @api private
    class Progress
      # In seconds: how long nothing is shown, and the time between two lines.
      DELAY = 0.5
      INTERVAL = 0.1
      # In columns.
      NARROWEST = 40
      TIME_LEFT = " ETA: 00:00:00".length + 1
      UNITS = %w[B kB MB GB TB PB EB].freeze
      private_constant :DELAY, :INTERVAL, :NARROWEST, :TIME_LEFT, :UNITS

      # @param bytes [Numeric]
      # @return [String] with three digits or more: `830 MB`
      def self.amount(bytes)
        unit = UNITS.each_index.find { |index| bytes < 10**(3 * (index + 1)) } || (UNITS.size - 1)
        value = bytes.fdiv(10**(3 * unit))
        "#{unit.zero? || value >= 99.95 ? value.round : value.round(1)} #{UNITS[unit]}"
      end

      # @param errors [IO]
      # @param work [Work]
      # @param sources [Operands, Names, nil] what there is to read, if that is known
      def initialize(errors, work, sources)
        @errors = errors
        @work = work
        @sources = sources
        @mutex = Mutex.new
      end

      # @return [String, nil] why nothing can be shown
      def obstacle
        return "standard error is not a terminal" unless @errors.tty?

        require "ruby-progressbar"
        nil
      rescue LoadError
        "the gem ruby-progressbar is not installed"
      end

      # @param at_once [Boolean] otherwise once it takes a while, if nothing prevents it
      # @return [void]
      def start(at_once:)
        return unless @errors.tty?

        @thread = Thread.new do
          sleep DELAY unless at_once
          draw unless obstacle
        end
        @thread.report_on_exception = false
      end

      # @return [void]
      def stop
        @thread&.kill&.join
        aside { @bar = nil }
      end

      # Makes room for other lines on the terminal, and keeps away meanwhile.
      def aside
        @mutex.synchronize do
          @bar&.clear
          yield
        end
      end

      private

      # What prevents the terminal from being written to is not what the command is about.
      def draw
        bar = bar(@sources&.length)
        loop do
          @mutex.synchronize { refresh(@bar = bar) }
          sleep INTERVAL
        end
      rescue SystemCallError, IOError
        nil
      end

      # It draws when it is told to, only.
      def bar(total)
        ProgressBar.create(output: @errors, total:, title: "", format: total ? "%t %e" : "%t",
                           autofinish: false, throttle_rate: 3600)
      end

      # Some is read twice, and so it may seem to be all.
      def refresh(bar)
        read = @work.bytes_read
        bar.progress = read.clamp(0, bar.total - 1) if bar.total&.positive?
        width = [@errors.winsize[1], NARROWEST].max - (bar.total ? TIME_LEFT : 1)
        bar.title = title(read, width).ljust(width)
        bar.refresh(force: true)
      end

      def title(read, width)
        counts = "#{Work.grouped(@work.files)} files, #{Progress.amount(read)}, " \
                 "#{Progress.amount(read / @work.seconds)}/s"
        name = @work.name(@sources&.at(@work.count)) or return counts
        "#{counts}, #{shortened(name, width - counts.length - 2)}"
      end

      # The end of a name says more than its beginning. What is not ASCII may take two columns.
      def shortened(name, width)
        name = Terminal.safe(name.tr("\n", "?")).force_encoding(Encoding::UTF_8)
        characters = name.chars.last([width, 0].max)
        characters.shift while characters.sum { |character| character.ascii_only? ? 1 : 2 } > width
        characters.size == name.length ? name : "...#{characters.drop(3).join}"
      end
    end
  end
end
