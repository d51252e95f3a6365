# frozen_string_literal: true

require_relative "manifest"

module Swiftsum
  # Compares a folder with the manifest that was made of it, and says what became of each file: whether it is as it was,
  # was modified, moved, copied or removed, is new, or may have rotted.
  #
  # The manifest may be of any format; but only Swiftsum's own ({Manifest.build}, `format: :swiftsum`) says when a file
  # was changed, without which rot looks like an edit. It also says what was left out when it was made, which is left
  # out now.
  #
  # @example
  #   Swiftsum::Manifest.build("archive").write("archive.jsonl", format: :swiftsum)
  #   report = Swiftsum::Audit.new("archive", "archive.jsonl").run { |result| puts "#{result.name}: #{result}" }
  #   report.counts      # => {:ok=>998, :moved=>1, :bit_rot=>1}
  #   report.exit_status # => 3
  class Audit
    %w[comparison oldest report terms].each { |part| require_relative "audit/#{part}" }

    autoload :Page, "#{__dir__}/audit/page"

    # @return [String] binary
    attr_reader :folder

    # @return [Manifest::Stored]
    attr_reader :manifest

    # @api private
    # @return [Plan] in place of what `due` and `budget` say
    attr_writer :plan

    # @param folder [String, #to_path]
    # @param manifest [String, #to_path, Manifest::Stored] what to compare with; it does not count as a file of the
    #   folder
    # @param due [Time, nil] what was last checked before that time is read, and otherwise only what does not look as it
    #   is listed; without it, everything is read
    # @param budget [Numeric, nil] in seconds: what is due is read, the longest unread first, until so long
    # @param threads (see Swiftsum.each_checksum)
    # @param settle (see Swiftsum.each_checksum)
    # @raise [UnknownAlgorithmError]
    # @raise [TypeError] for a manifest that is not in a file
    def initialize(folder, manifest, due: nil, budget: nil, threads: nil, settle: 0)
      @folder = File.path(folder).b
      @manifest = manifest.is_a?(Manifest::Stored) ? manifest : Manifest.read(manifest)
      @due = due
      @budget = budget
      @reading = { threads:, settle: Settling.seconds(settle) }
      @left_out = []
      @in_runs = false
    end

    # What brings a manifest up to date (see Manifest::Stored#update).
    #
    # @api private
    # @param folder [String, #to_path]
    # @param manifest [Manifest::Stored]
    # @param reread [Numeric]
    # @param reading [Hash{Symbol => Object}] `threads`, `settle`
    # @return [Audit]
    def self.updating(folder, manifest, reread: 0, **reading)
      audit = new(folder, manifest, **reading)
      audit.plan = Share.new(audit.terms.created_ns, manifest, reread)
      audit
    end

    # Only looks.
    #
    # @yieldparam result [Result] each: in the order of the names, but for those that are new, moved, copied or missing,
    #   which come last
    # @return [Report]
    # @raise [SystemCallError] if the manifest or the folder can't be read
    def run(&block)
      report = Report.new(@folder)
      survey(report, [manifest.path], block, Time.now) { nil }
      report
    end

    # Looks, and then writes the state that was found as the new manifest: what is there now is right, whatever it was.
    #
    # @yieldparam (see #run)
    # @return [Report]
    # @raise (see #run)
    # @raise [ParseError] if the manifest has a malformed line or is not of Swiftsum's own format; it stays as it is
    def accept(&block)
      write(block) { |result| result.now || result.before unless result.status == :missing }
    end

    # Looks, and notes in the manifest which files were found as they are listed, and when. Nothing else changes in it.
    #
    # @yieldparam (see #run)
    # @return [Report]
    # @raise (see #accept)
    def record(&block)
      write(block) { |result| result.ok? ? result.now : result.before }
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

        (result.now unless result.status == :bit_rot) || result.before
      end
    end

    # @api private
    # @yieldparam group [Checksums::Group] that was read
    # @return [self]
    def watch(&block)
      @watch = block
      self
    end

    # Has the block told many results at once, where they are as listed.
    #
    # @api private
    # @return [self]
    def in_runs
      @in_runs = true
      self
    end

    # @api private
    # @param paths [Array<String>] of what does not count as a file of the folder meanwhile, beside the manifest
    # @return what the block returns
    def without(*paths)
      @left_out = paths
      yield
    ensure
      @left_out = []
    end

    # @api private
    # @return [Terms]
    def terms
      @terms ||= Terms.new(manifest)
    end

    private

    # @yieldparam result [Result, ResultRun]
    # @yieldreturn [Manifest::Entry, Manifest::OwnLine, Manifest::OwnRun, nil] what is to be listed
    def write(block, &listed)
      terms.must_be_own!
      report = Report.new(@folder)
      now = Time.now
      Manifest::Replacement.write(manifest.path) do |file, target|
        entries = entries(report, [file.path, target], block, now, &listed)
        Manifest::Formats::SwiftsumLines.write(file, entries, options: terms.options, created: now)
      end
      report
    end

    # What is to be listed, if all lines of the old manifest could be read.
    #
    # @yieldparam (see #write)
    # @yieldreturn (see #write)
    # @return [Enumerator<Manifest::Entry, Manifest::OwnLine, Manifest::OwnRun>]
    def entries(report, own, block, now)
      Enumerator.new do |entries|
        survey(report, own, block, now) do |result|
          (yield result)&.then { |entry| entries << entry }
        end
        report.must_be_well_formed!(manifest)
      end
    end

    # What it gives comes in the order of the names; what is told, as what it turns out to be.
    #
    # @yieldparam result [Result, ResultRun]
    # @return [void]
    def survey(report, own, block, now)
      moves = Moves.new
      comparison([*@left_out, *own], now).each do |result|
        next report.irregular[result] += 1 if result.is_a?(Symbol)

        yield result
        tell(result, report, block) unless moves.keep?(result)
      end
      moves.each(manifest) { |result| tell(result, report, block) }
    end

    def tell(result, report, block)
      report.add(result)
      return unless block

      @in_runs ? block.call(result) : result.each(&block)
    end

    def comparison(own, now)
      tree = Tree.new(@folder, **terms.walking)
      options = { now_ns: Terms.nanoseconds(now), reading: @reading, done: done(tree), watch: @watch }
      Comparison.new(Pairs.new(manifest, tree, own:), plan, tree, terms.algorithms, **options)
    end

    def plan
      @plan ||= Plan.of(terms.created_ns, due: (due_ns if @due), budget: @budget)
    end

    # @return [Hash{String => Array}] what was read of what is due, within the budget
    def done(tree)
      return {} unless @budget

      plan = Plan.new(terms.created_ns, due: due_ns)
      Oldest.new(tree, manifest, plan, terms.algorithms, @reading).read(@budget, &@watch)
    end

    # Without a time, everything is due.
    def due_ns = Terms.nanoseconds(@due || Time.now)
  end
end
