# frozen_string_literal: true

require_relative "../../../swiftsum"
require_relative "../../files/read_failure"
require_relative "../lines"
require_relative "../operands"
require_relative "../output_file"
require_relative "../work"

module Swiftsum
  class CLI
    # `swiftsum sum`
    #
    # @api private
    class Sum
      # Options that say how to go through a folder.
      OF_FOLDERS = %i[exclude include follow one_file_system].freeze

      ONE_DIGEST = %i[gnu sfv].freeze

      # What a folder may have besides files, one and several of them.
      KINDS = {
        link: ["symbolic link", "symbolic links"], fifo: %w[FIFO FIFOs], socket: %w[socket sockets],
        character_device: %w[device devices], block_device: %w[device devices]
      }.freeze
      UNKNOWN = ["entry of another kind", "entries of another kind"].freeze
      private_constant :OF_FOLDERS, :ONE_DIGEST, :KINDS, :UNKNOWN

      # @param console [Console]
      # @param settings [Hash{Symbol => Object}] (see Settings.of)
      # @raise [UsageError]
      def initialize(console, settings)
        @console = console
        @settings = settings
        @algorithms = settings.fetch(:algorithms) { [Algorithm.fetch(:sha256)] }
        @lines = lines
        @output = OutputFile.of(console.output)
        @irregular = Hash.new(0)
        @work = Work.new
        @status = 0
        refuse_options_of_folders unless settings[:recursive]
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        sources = sources(line)
        in_folder do
          @console.progress(@work, @settings[:progress], sources) { print_all(sources) }
        end
        tell_irregular unless @irregular.empty?
        @console.remark(@work.summary) if @settings[:summary] || (@walked && @console.terminal?)
        @status
      end

      private

      # @return [Lines, Listing]
      def lines
        format = @settings.fetch(:format) { @algorithms.one? ? :gnu : :tag }
        if @algorithms.size > 1 && ONE_DIGEST.include?(format)
          raise UsageError, "--format #{format} has one digest of a file: not several"
        end

        type = Lines::FORMATS.include?(format) ? Lines : Listing
        type.new(format, @settings.fetch(:encoding, :hexdigest), @algorithms, zero: @settings[:zero])
      end

      def print_all(sources)
        @console.print(@lines.all { each_group(sources) { |group| add(group) } })
      end

      def refuse_options_of_folders
        given = OF_FOLDERS.find { |name| @settings[name] } or return
        raise UsageError, "--#{given.to_s.tr('_', '-')} is for folders: add -r"
      end

      # @return [Operands, Names]
      def sources(line)
        files = [*line.operands, *line.behind]
        list = @settings[:files0_from]
        return listed(list, files) if list
        raise UsageError, "-r needs a folder, such as ." if files.empty? && @settings[:recursive]

        Operands.new(files.empty? ? [STANDARD_INPUT] : files, folders: @settings[:recursive])
      end

      def listed(list, files)
        raise UsageError, "--files0-from says all FILEs: there is none beside it, as #{files.first}" if files.any?

        Names.new(list) { |reason, status| complain(reason, list, status) }
      end

      def in_folder(&block)
        @settings[:directory] ? Dir.chdir(@settings[:directory], &block) : yield
      end

      def each_group(sources, &block)
        Checksums.of(sources, @algorithms, **@settings.slice(:threads, :settle)).each_group(&block)
      end

      def add(group)
        return walk(group.sources.first) if folder?(group)

        names = group.sources.map { |source| source.is_a?(IO) ? STANDARD_INPUT : source }
        @output&.leave_out(group)
        @work.add(group)
        @console.print(@lines.of(names, group))
        group.errors.each { |index, error| failed(error, names[index]) }
      end

      # It is in a group of its own.
      def folder?(group)
        @settings[:recursive] && group.errors[0].is_a?(Errno::EISDIR)
      end

      def walk(folder)
        @walked = true
        options = OF_FOLDERS.to_h { |name| [name, @settings[name]] }.compact
        each_group(Tree.new(folder, **options, stat: false)) { |group| add(group) }
      rescue SystemCallError => e
        failed(e, folder)
      end

      def failed(error, name)
        case error
        when OutputFile::LeftOutError then complain(error.message, name, 0)
        when IrregularFileError then @irregular[KINDS.fetch(error.kind, UNKNOWN)] += 1
        when Errno::EISDIR then complain("#{ReadFailure.reason(error)}; -r sums the files in it", name, 1)
        when SystemCallError, ChangedError then complain(ReadFailure.reason(error), name, 1)
        else raise error
        end
      end

      def complain(reason, name, status)
        @console.complain(reason, about: name)
        @work.add_problem if status.positive?
        @status = [@status, status].max
      end

      def tell_irregular
        counts = @irregular.map { |(one, several), count| "#{count} #{count == 1 ? one : several}" }
        @console.complain("#{counts.join(', ')} not read#{'; with --follow, links are' if follow?}")
      end

      def follow?
        @irregular.key?(KINDS[:link])
      end
    end
  end
end
