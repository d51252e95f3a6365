# frozen_string_literal: true

module Swiftsum
  class CLI
    # An option of the command line. The parser and the help are made from these values; nothing else knows an option's
    # name.
    #
    # - `long`, `short`: its names, without hyphens; `short` may be nil;
    # - `argument`: what its argument is called in the help; nil of a flag, which takes none;
    # - `type`: how {Settings} reads the argument, of {Settings::TYPES};
    # - `sets`, `to`: which setting it sets, by default the one of its long name, and what a flag sets it to, by default
    #   true. Of several options that set the same, the last one counts;
    # - `default`: what the setting is where the option is not given, if not nil;
    # - `section`: the heading that it stands under in the help;
    # - `commands`: the names of the commands that have it;
    # - `help`: one String for each line.
    #
    # @api private
    Option = Struct.new(:long, :short, :argument, :type, :sets, :to, :default, :section, :commands, :help,
                        keyword_init: true) do
      def initialize(sets: nil, to: true, **rest)
        super(sets: sets || rest.fetch(:long).tr("-", "_").to_sym, to:, **rest)
        freeze
      end

      # @return [Boolean] whether it takes no argument
      def flag?
        argument.nil?
      end

      # @return [String] both names, as people write them: `-a, --algorithm ALGORITHM`
      def usage
        names = short ? "-#{short}, --#{long}" : "    --#{long}"
        flag? ? names : "#{names} #{argument}"
      end
    end
  end
end
