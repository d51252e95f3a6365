# frozen_string_literal: true

require_relative "usage_error"

module Swiftsum
  class CLI
    # What was typed after the command's name: the options with their arguments as text, and the rest. What they mean is
    # for {Settings} to say.
    #
    # The rules are those of GNU programs. Options stand before, between and behind the operands, up to `--`. A long one
    # may be shortened as long as it is clear which is meant, and has its argument behind `=` or in the next word; a
    # short one has it in the same word or in the next. Short flags may share a word.
    #
    # @api private
    class CommandLine
      # @return [Array(Option, String)] as they were typed; nil in place of a flag's argument
      attr_reader :options

      # @return [Array<String>] what is no option, before `--`
      attr_reader :operands

      # @return [Array<String>, nil] what stands behind `--`; nil without one
      attr_reader :behind

      # @param words [Array<String>] binary
      # @param known [Array<Option>]
      # @param habits [Hash{String => String}] options of other programs, and what is to be written here instead
      # @raise [UsageError]
      def initialize(words, known, habits = {})
        @words = words.dup
        @known = known
        @habits = habits
        @options = []
        @operands = []
        read(@words.shift) until @words.empty?
      end

      # @param long [String] an option's name
      # @return [Boolean]
      def typed?(long)
        @options.any? { |option, _| option.long == long }
      end

      # For a command that has no operands.
      #
      # @raise [UsageError]
      def refuse_operands
        first = [*@operands, *@behind].first
        raise UsageError, "no argument is needed: #{first}" if first
      end

      private

      def read(word)
        case word
        when "--" then @behind = @words.slice!(0..)
        when /\A--/n then long(word)
        when /\A-./mn then short(word[1], word[2..], word)
        else @operands << word
        end
      end

      def long(word)
        name, text = word.delete_prefix("--").split("=", 2)
        option = only(candidates(name), name, word)
        raise UsageError, "--#{option.long} takes no argument: #{word}" if option.flag? && text

        add(option, text, "--#{option.long}")
      end

      def short(letter, others, word)
        option = @known.find { |candidate| candidate.short == letter } or raise unknown("-#{letter}", word)
        return add(option, (others unless others.empty?), "-#{letter}") unless option.flag?

        add(option, nil, "-#{letter}")
        short(others[0], others[1..], word) unless others.empty?
      end

      def add(option, text, name)
        text ||= @words.shift unless option.flag?
        raise UsageError, "#{name} needs an argument: #{name} #{option.argument}" unless option.flag? || text

        @options << [option, text]
      end

      # A whole name is that option's, whatever else begins so.
      def candidates(name)
        exact = @known.find { |option| option.long == name }
        return [exact] if exact

        name.empty? ? [] : @known.select { |option| option.long.start_with?(name) }
      end

      def only(options, name, word)
        raise unknown("--#{name}", word) if options.empty?
        return options.first if options.one?

        *names, last = options.map { |option| "--#{option.long}" }
        raise UsageError, "#{word} may be #{names.join(', ')} or #{last}"
      end

      def unknown(name, word)
        habit = @habits[name]
        return UsageError.new("there is no #{name} here: #{habit}") if habit

        nearest = name.start_with?("--") && UsageError.nearest(name[2..], @known.map(&:long))
        UsageError.new("unknown option #{name}#{" in #{word}" unless word.start_with?(name)}" \
                       "#{"; did you mean --#{nearest}?" if nearest}")
      end
    end
  end
end
