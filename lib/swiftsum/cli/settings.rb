# frozen_string_literal: true

require_relative "usage_error"

module Swiftsum
  class CLI
    # What the options that were typed mean: a Hash with the value of each setting. Of two options for one setting the
    # last counts; algorithms add up where there may be several.
    #
    # @api private
    module Settings
      SECONDS = /\A(?:\d+(?:\.\d*)?|\.\d+)\z/n
      # In seconds. Nobody waits longer for a file.
      LONGEST_WAIT = 86_400
      # Of threads. More than any machine has processors.
      MOST = 65_535
      DURATION = /\A(\d+(?:\.\d*)?|\.\d+)([smhdw])\z/n
      # In seconds.
      UNITS = { "s" => 1, "m" => 60, "h" => 3600, "d" => 86_400, "w" => 604_800 }.freeze
      PERCENT = /\A(?:\d+(?:\.\d*)?|\.\d+)%\z/n
      DATE = /\A\d{4}-\d\d-\d\d\z/n
      private_constant :SECONDS, :LONGEST_WAIT, :MOST, :DURATION, :UNITS, :PERCENT, :DATE

      # How the argument of an option is read. Each takes it, the option, and what the setting was before.
      TYPES = {
        text: ->(text, _, _) { text },
        algorithm: ->(text, _, _) { Algorithm.fetch(text) },
        algorithms: ->(text, _, before) { [*before] | algorithms(text) },
        duration: ->(text, option, _) { duration(text, option) },
        file: ->(text, option, _) { file(text, option) },
        folder: ->(text, option, _) { folder(text, option) },
        format: ->(text, option, _) { choice(text, option) },
        written_format: ->(text, option, _) { choice(text, option) },
        kind: ->(text, option, _) { choice(text, option) },
        patterns: ->(text, option, before) { [*before, pattern(text, option)] },
        count: ->(text, option, _) { count(text, option) },
        seconds: ->(text, option, _) { seconds(text, option) },
        share: ->(text, option, _) { share(text, option) },
        time: ->(text, option, _) { time(text, option) }
      }.freeze

      # The types of which there are few arguments, and those.
      CHOICES = {
        format: -> { Manifest::Formats::READ.keys }, written_format: -> { Manifest::Formats::WRITTEN.keys },
        kind: -> { Tree::Digests::KINDS.keys }
      }.freeze
      private_constant :CHOICES

      class << self
        # @param options [Array(Option, String)] as {CommandLine#options} has them
        # @param known [Array<Option>] all that the command has
        # @return [Hash{Symbol => Object}]
        # @raise [UsageError, UnknownAlgorithmError]
        def of(options, known)
          options.each_with_object(defaults(known)) do |(option, text), settings|
            name = option.sets
            settings[name] = option.flag? ? option.to : TYPES.fetch(option.type).call(text, option, settings[name])
          end
        end

        # @param option [Option]
        # @return [Array<String>, nil] all arguments that it may have; nil if they are not few
        def choices(option)
          CHOICES[option.type]&.call&.map { |choice| choice.to_s.tr("_", "-") }
        end

        private

        def defaults(known)
          known.to_h { |option| [option.sets, option.default] }.compact
        end

        # No algorithm has a comma in its name.
        def algorithms(text)
          "#{text},".split(",", -1)[..-2].map { |name| Algorithm.fetch(name) }
        end

        # It is read more than once, or takes the place of another.
        def file(text, option)
          return text unless text == STANDARD_INPUT

          raise UsageError, "--#{option.long} takes a file, and - is none; for one of that name, write ./-"
        end

        def folder(text, option)
          raise UsageError, "--#{option.long}: #{text} is not a folder" unless File.directory?(text)

          text
        end

        # An underscore will do for a hyphen.
        def choice(text, option)
          choices = choices(option)
          return text.tr("-", "_").to_sym if choices.include?(text.tr("_", "-"))

          raise UsageError, "--#{option.long}: #{text} is not one of #{choices.join(', ')}"
        end

        def pattern(text, option)
          Tree::Filter.new(exclude: text)
          text
        rescue ArgumentError => e
          raise UsageError, "--#{option.long}: #{e.message}"
        end

        def count(text, option)
          count = text.match?(/\A\d{1,6}\z/n) ? text.to_i : 0
          return count if count.between?(1, MOST)

          raise UsageError, "--#{option.long} takes a number from 1 to #{MOST}: #{text}"
        end

        def duration(text, option)
          number, unit = DURATION.match(text)&.captures
          return number.to_f * UNITS.fetch(unit) if number

          raise UsageError, "--#{option.long} takes a time with its unit, such as 30m, 4h or 90d: #{text}"
        end

        def share(text, option)
          percent = text.match?(PERCENT) && text.to_f
          return percent / 100 if percent && percent <= 100

          raise UsageError, "--#{option.long} takes a share from 0% to 100%, such as 5%: #{text}"
        end

        def time(text, option)
          require "time"
          text.match?(DATE) ? Time.iso8601("#{text}T00:00:00Z") : Time.iso8601(text)
        rescue ArgumentError
          raise UsageError, "--#{option.long} takes a date, or a time as 2026-11-01T12:00:00Z: #{text}"
        end

        def seconds(text, option)
          seconds = text.match?(SECONDS) && text.to_f
          return seconds if seconds && seconds <= LONGEST_WAIT

          raise UsageError, "--#{option.long} takes a number of seconds, such as 0.05, up to #{LONGEST_WAIT}: #{text}"
        end
      end
    end
  end
end
