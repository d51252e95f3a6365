# frozen_string_literal: true

require_relative "content_state"

module Swiftsum
  module Rake
    # See {Rake.content_file}.
    #
    # What the output is made of is digested before the block runs. If it changes meanwhile, the output is made again
    # the next time.
    #
    # @api private
    class ContentFileTask < ::Rake::FileTask
      # (see ::Rake::Task#initialize)
      def initialize(name, application)
        super
        @state = ContentState.at(Rake.state_file)
      end

      # Rake calls it before it asks whether the task is needed, and says the arguments to nobody else by then.
      def invoke_prerequisites(arguments, chain)
        @arguments = arguments
        super
      end

      # With `--trace`, rake asks before the prerequisites are made, too.
      #
      # @return [Boolean]
      def needed?
        @before = @state[name]
        @inputs = inputs
        application.options.build_all || @before.nil? || @before.inputs != @inputs || @before.output != content(name)
      end

      # @param arguments [::Rake::TaskArguments, nil]
      def execute(arguments = nil)
        needed? unless defined?(@inputs)
        super
        remember unless application.options.dryrun
      end

      private

      def remember
        output = content(name)
        @state.replace(name, @before, ContentState::Record.new(@inputs, output)) if @inputs && output
      end

      # @return [String, nil] one digest for all that the output is made of; nil if a prerequisite is missing
      def inputs
        files = prerequisites.map { |name| lookup_prerequisite(name) }.filter_map { |task| task.name if content?(task) }
        contents = contents(files)
        BLAKE3.hexdigest(joined([*files.zip(contents), *arguments])) unless contents.include?(nil)
      end

      # Of a task that makes a folder, only that it is there; and a task that is no file has no content.
      def content?(task)
        task.is_a?(::Rake::FileTask) && !task.is_a?(::Rake::FileCreationTask)
      end

      def arguments
        return [] unless @arguments

        [*arg_names.map { |name| [name, @arguments[name]] }, ["", @arguments.extras]]
      end

      # Two lists that differ have different texts.
      def joined(parts)
        parts.map { |part| part.is_a?(Array) ? "[#{joined(part)}]" : part.to_s.b.inspect }.join(",")
      end

      # Files are read side by side.
      #
      # @return [Array<String, nil>]
      def contents(names)
        files = names.select { |name| File.file?(name) }
        checksums = Swiftsum.each_checksum(files, :blake3).to_h
        names.map do |name|
          checksum = checksums[name] or next content(name)
          checksum.is_a?(Exception) ? raise(checksum) : checksum.to_s
        end
      end

      # @return [String, nil] nil if there is no such file
      def content(name)
        return tree(name) if File.directory?(name)
        return unless File.exist?(name)
        return Swiftsum.checksum(name, :blake3).to_s if File.file?(name)

        raise IrregularFileError, "#{name}: not read, for it is no regular file"
      end

      # An archive of Nix holds all that a folder has, and nothing else.
      def tree(folder)
        own = [name, @state.path].filter_map { |path| pattern(folder, path) }
        Tree.new(folder, exclude: own, stat: false).digest(:nar).to_s
      end

      # @return [String, nil] of what matches this path alone; nil if it is not in the folder
      def pattern(folder, path)
        inside = File.absolute_path(path).b.delete_prefix!("#{File.absolute_path(folder).b.chomp('/')}/")
        inside && "/#{inside.gsub(/[*?\[\]\\]/n) { |character| "\\#{character}" }}"
      end
    end
  end
end
