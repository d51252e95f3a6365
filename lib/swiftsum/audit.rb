# frozen_string_literal: true

require "time"

require_relative "manifest"
require_relative "audit/comparison"
require_relative "audit/oldest"
require_relative "audit/report"

module Swiftsum
  # Compares a folder with the manifest that was made of it, and says what became of each file: whether it is as it was,
  # was modified, moved, copied or removed, is new, or may have rotted.
  #
  # The manifest may be of any format; but only Swiftsum's own ({Manifest.build}, `format: :swiftsum`) says when a file
  # was changed, without which rot looks like an edit. Which files there are, it says, too: what was left out when it was
  # made is left out now.
  #
  # @example
  #   Swiftsum::Manifest.build("archive").write("archive.jsonl", format: :swiftsum)
  #   report = Swiftsum::Audit.new("archive", "archive.jsonl").run { |result| puts "#{result.name}: #{result}" }
  #   report.counts      # => {:ok=>998, :moved=>1, :bit_rot=>1}
  #   report.exit_status # => 3
  class Audit
    # How the manifest says that the folder is to be walked.
    WALKING = %i[exclude include follow one_file_system].freeze
    private_constant :WALKING

    # @api private
    # @param entry [Manifest::Entry]
    # @param changes [Hash{Symbol => Object}]
    # @return [Manifest::Entry] the same with these
    def self.entry(entry, **changes)
      members = entry.to_h.except(:name, :checksums, :bytesize)
      Manifest::Entry.new(entry.name, entry.checksums, entry.bytesize, **members, **changes)
    end

    # @return [Manifest::Stored]
    attr_reader :manifest

    # @param folder [String, #to_path]
    # @param manifest [String, #to_path, Manifest::Stored] what to compare with; it does not count as a file of the
    #   folder
    # @param due [Time, nil] what was last checked before that time is read, and otherwise only what does not look as it
    #   is listed; without it, everything is read
    # @param budget [Numeric, nil] in seconds: what is due is read, the longest unread first, until so long
    # @param threads (see Swiftsum.each_checksum)
    # @param settle (see Swiftsum.each_checksum)
    # @raise [UnknownAlgorithmError]
    def initialize(folder, manifest, due: nil, budget: nil, threads: nil, settle: 0)
      @folder = File.path(folder).b
      @manifest = manifest.is_a?(Manifest) ? manifest : Manifest.read(manifest)
      @due = due
      @budget = budget
      @reading = { threads:, settle: Settling.seconds(settle) }
    end

    # Only looks.
    #
    # @yieldparam result [Result] each: in the order of the names, but for those that are new, moved, copied or missing,
    #   which come last
    # @return [Report]
    # @raise [SystemCallError] if the manifest or the folder can't be read
    def run(&block)
      survey(Report.new(@folder), [path], block) { nil }
    end

    # Looks, and then writes the state that was found as the new manifest: what is there now is right, whatever it was.
    #
    # @yieldparam (see #run)
    # @return [Report]
    # @raise (see #run)
    # @raise [ParseError] if the manifest has a malformed line or is not of Swiftsum's own format; it stays as it is
    def accept(&block)
      write(block) { |result| result.entry || result.listed unless result.status == :missing }
    end

    # Looks, and notes in the manifest which files were found as they are listed, and when. Nothing else changes in it.
    #
    # @yieldparam (see #run)
    # @return [Report]
    # @raise (see #accept)
    def record(&block)
      write(block) { |result| result.ok? ? result.entry : result.listed }
    end

    # Looks, and writes what was edited, moved or removed as the new state. A file that may have rotted is listed as it
    # was, and so found again by the next audit.
    #
    # @api private
    # @yieldparam (see #run)
    # @return [Report]
    # @raise (see #accept)
    def update(&block)
      write(block) do |result|
        next if result.status == :missing

        (result.entry unless result.status == :bit_rot) || result.listed
      end
    end

    # @api private
    # @param plan [Plan] in place of what `due` and `budget` say
    # @return [self]
    def by(plan)
      @plan = plan
      self
    end

    # @api private
    # @return [Integer] when the manifest was begun, in nanoseconds since 1970; 0 if it does not say
    def created_ns
      @created_ns ||= nanoseconds(Time.iso8601(manifest.options[:created].to_s))
    rescue ArgumentError
      @created_ns = 0
    end

    private

    def path
      manifest.path
    end

    def write(block)
      raise ParseError, "#{path}: is not of Swiftsum's own format" unless manifest.options.key?(:created)

      options = manifest.options.except(:created).merge(algorithms: algorithms.map(&:name))
      created = Time.now
      report = Report.new(@folder)
      Manifest::Replacement.write(path) do |file, target|
        entries = Enumerator.new do |listed|
          survey(report, [file.path, target], block, created) { |result| (yield result)&.then { |entry| listed << entry } }
          refuse(report.findings.find { |result| result.status == :malformed })
        end
        Manifest::Formats::SwiftsumLines.write(file, entries, options:, created:)
      end
      report
    end

    def refuse(malformed)
      raise ParseError, "#{path}: #{malformed.reason}: nothing was written" if malformed
    end

    def survey(report, own, block, now = Time.now)
      moves = Moves.new
      tell = lambda do |result|
        report.add(result)
        block&.call(result)
      end
      comparison(own, now).each do |result|
        next report.irregular[result] += 1 if result.is_a?(Symbol)

        yield result
        tell.call(result) unless moves.keep?(result)
      end
      moves.each(manifest, &tell)
      report
    end

    def comparison(own, now)
      tree = Tree.new(@folder, **walking)
      pairs = Pairs.new(manifest, tree, own:)
      Comparison.new(pairs, plan, tree, algorithms, now_ns: nanoseconds(now), reading: @reading, done: oldest)
    end

    def plan
      @plan ||= @due || @budget ? Plan.new(created_ns, due: @budget ? nil : due_ns) : Everything.new(created_ns)
    end

    # @return [Hash{String => Array}] what was read of what is due, within the budget
    def oldest
      return {} unless @budget

      Oldest.new(@folder, manifest, Plan.new(created_ns, due: due_ns), algorithms, @reading).read(@budget)
    end

    # Without a time, everything is due.
    def due_ns
      nanoseconds(@due || Time.now)
    end

    def walking
      manifest.options.slice(*WALKING)
    end

    def algorithms
      @algorithms ||= listed_algorithms.map { |algorithm| Algorithm.fetch(algorithm) }
    end

    def listed_algorithms
      manifest.options[:algorithms] || manifest.grep(Manifest::Entry) { |entry| entry.checksums.map(&:algorithm) }.sum([]).uniq
    end

    def nanoseconds(time)
      (time.to_i * 1_000_000_000) + time.nsec
    end
  end
end
