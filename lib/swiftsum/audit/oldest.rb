# frozen_string_literal: true

module Swiftsum
  class Audit
    # Reads what is due, the longest unread first, for so long.
    #
    # @api private
    class Oldest
      # @param tree [Tree]
      # @param manifest [Enumerable<Manifest::Entry>]
      # @param plan [Plan] which says what is due
      # @param algorithms [Array<Algorithm>]
      # @param reading [Hash{Symbol => Object}]
      def initialize(tree, manifest, plan, algorithms, reading)
        @tree = tree
        @folder = File.realpath(tree.folder).b
        @manifest = manifest
        @plan = plan
        @algorithms = algorithms
        @reading = reading
      end

      # @param seconds [Numeric]
      # @yieldparam group [Checksums::Group] that was read
      # @return [Hash{String => Array(Object, Checksums::WithStates::State)}] by name: a checksum, several or an error,
      #   and what the file was
      def read(seconds)
        deadline = now + seconds
        names = names_by_age.each
        done = {}
        paths = Enumerator.new { |coming| loop { now < deadline ? put(coming, names.next) : break } }
        Checksums.of(paths, @algorithms, **@reading, check: Judge.method(:check)).each_group do |group|
          add(group, done)
          yield group if block_given?
        end
        done
      end

      private

      def names_by_age
        due = @manifest.grep(Manifest::Entry).select { |entry| @plan.due?(entry) }
        due.map { |entry| [@plan.checked_ns(entry), Verification::Listed.clean(entry.name)] }.sort.map(&:last)
      end

      def add(group, done)
        states = Checksums::WithStates::State.all(group.states).each
        group.each { |path, outcome| done[name(path)] = [outcome, states.next] }
      end

      # What the walk would not come to is none of its files.
      def put(coming, name)
        coming << path(name) unless Pairs::OUTSIDE.match?(name) || behind_link?(name)
      end

      # Most are in the folder of the one before.
      def behind_link?(name)
        return false if @tree.follow?

        folder = File.dirname(name)
        folder = folder == "." ? @folder : path(folder)
        @real = File.realpath(folder).b if @last != folder
        @last = folder
        @real != folder || File.symlink?(path(name))
      rescue SystemCallError
        true
      end

      def path(name)
        "#{@folder.delete_suffix('/')}/#{name}".b
      end

      def name(path)
        path.byteslice((@folder.delete_suffix("/").bytesize + 1)..)
      end

      def now
        Process.clock_gettime(Process::CLOCK_MONOTONIC)
      end
    end
  end
end
