# frozen_string_literal: true

module Swiftsum
  class Audit
    # Reads what is due, the longest unread first, for so long.
    #
    # @api private
    class Oldest
      # @param folder [String]
      # @param manifest [Enumerable<Manifest::Entry>]
      # @param plan [Plan] which says what is due
      # @param algorithms [Array<Algorithm>]
      # @param reading [Hash{Symbol => Object}]
      def initialize(folder, manifest, plan, algorithms, reading)
        @folder = folder
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
        paths = Enumerator.new { |coming| loop { now < deadline ? coming << path(names.next) : break } }
        Checksums.of(paths, @algorithms, **@reading).each_group do |group|
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
