# frozen_string_literal: true

require "set"

require_relative "listed"
require_relative "result"

module Swiftsum
  class Verification
    # What is in a folder and not listed: files, and whatever else is no folder. A link counts if what it leads to is
    # not looked at by its own name. If names that are listed lead through a link to a folder, that folder is looked
    # through, too.
    #
    # Of each name that is listed it keeps one number, a hash, as {Listed} does.
    #
    # @api private
    class Extras
      UPWARDS = %r{(?:\A|/)\.\.(?:/|\z)}n
      private_constant :UPWARDS

      # @param (see #initialize)
      # @param options (see Verification#initialize)
      # @return [Extras]
      # @raise [ArgumentError] (see #initialize), and if only some files are asked for
      def self.of(lists, exclude:, directory: nil, root: nil, only: nil, **)
        raise ArgumentError, "no_extra is about all files: only is for some" if only

        new(directory || root, exclude:, lists:, confined: !root.nil?)
      end

      # @param folder [String, #to_path, nil] what names are relative to; nil is the current one
      # @param exclude [String, Array<String>] patterns (see Tree::Filter) of what does not count
      # @param lists [Array<String, #to_path>] the lists themselves, which need not be listed
      # @param confined [Boolean] whether no link is followed; what one leads to in the folder is there by its own name
      # @raise [ArgumentError] for a malformed pattern
      def initialize(folder, exclude: [], lists: [], confined: false)
        @folder = File.path(folder || ".").b
        @filter = Tree::Filter.new(exclude:)
        @confined = confined
        @lists = lists.select { |list| File.exist?(list) }
        @listed = Set.new
        @folders = Set.new
      end

      # @param name [String] that is listed
      # @return [void]
      def listed(name)
        path = within(name) or return
        @listed << path.hash
        add_folders(path)
      end

      # @yieldparam result [Result] `:extra`, or `:unreadable` for what could not be looked through
      # @return [void]
      def each(&block)
        walk(@folder, "", &block)
      end

      private

      # @return [String, nil] the name as a walk finds it; nil if it is of nothing in the folder
      def within(name)
        # Links that the name leads through are marked where no `..` leads back over them.
        unless name.match?(UPWARDS)
          return Listed.clean(name) unless name.start_with?("/")

          root = File.join(File.absolute_path(@folder), "").b
          return Listed.clean(name.delete_prefix(root)) if name.start_with?(root)
        end
        resolved(name)
      end

      def resolved(name)
        base, last = File.split(name)
        root = File.join(File.realpath(@folder), "").b
        path = File.join(File.realpath(base, @folder), last).b
        path.delete_prefix(root) if path.start_with?(root)
      rescue SystemCallError
        # There is no such file.
        nil
      end

      # Those of most names are those of the name before.
      def add_folders(path)
        folder = File.dirname(path)
        return if folder == @last

        @last = folder
        folder = File.dirname(folder) while folder != "." && @folders.add?(folder.hash)
      end

      def walk(folder, before, &block)
        open = false
        # What is excluded at the top is not even read.
        tree = Tree.new(folder, exclude: before.empty? ? @filter.exclude : [], stat: false)
        tree.each do |entry|
          open = true
          path = before + tree.relative(entry.path)
          visit(entry, path, &block) if @filter.include?(path)
        end
      rescue SystemCallError => e
        raise if open

        yield Result.new(:unreadable, name: before.empty? ? folder : before, problem: e)
      end

      def visit(entry, path, &block)
        return yield Result.new(:unreadable, name: path, problem: entry.error) if entry.error
        return through(entry, path, &block) if entry.link? && @folders.include?(path.hash)

        yield Result.new(:extra, name: path, problem: problem(entry)) unless entry.folder? || accounted?(entry, path)
      end

      def problem(entry)
        entry.link? ? "is not listed, and leads out of the folder or nowhere" : "is not listed"
      end

      # A link that listed names lead through is not extra.
      def through(entry, path, &block)
        walk(entry.path, "#{path}/", &block) unless @confined
      end

      def accounted?(entry, path)
        @listed.include?(path.hash) || list?(entry.path) || (entry.link? && leads_within?(entry))
      end

      # What it leads to is there under its own name, too, and looked at there, unless that is excluded.
      def leads_within?(link)
        target = File.realpath(link.path).b
        root = File.join(File.realpath(@folder), "").b
        target = File.join(target, "") if File.directory?(target)
        target.start_with?(root) && @filter.include?(target.delete_prefix(root))
      rescue SystemCallError
        false
      end

      def list?(path)
        @lists.any? { |list| File.identical?(path, list) }
      end
    end
  end
end
