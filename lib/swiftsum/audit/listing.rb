# frozen_string_literal: true

require_relative "../verification"

module Swiftsum
  class Audit
    # What a manifest lists, in the order of the names. Only one that does not come so is read as a whole and sorted.
    #
    # @api private
    class Listing
      # @param manifest [Manifest]
      def initialize(manifest)
        @manifest = manifest
      end

      # @yieldparam name [String, nil] its shortest form; nil for what is no entry, and for many lines
      # @yieldparam line [Manifest::Entry, Manifest::OwnLine, Manifest::OwnLines, Manifest::MalformedLine]
      # @return [void]
      # @raise [SystemCallError]
      def each(&block)
        @before = nil
        return sorted.each(&block) unless @manifest.options[:sorted] || sorted?

        @manifest.each_run { |line| line.is_a?(Manifest::OwnLines) ? yield(nil, line) : each_of(line, &block) }
      end

      # @param line [Manifest::Entry, Manifest::OwnLines, Manifest::Run, Manifest::MalformedLine]
      # @yieldparam (see #each)
      # @return [void]
      def each_of(line, &block)
        case line
        when Manifest::OwnLines then line.each_line { |each| named(each, &block) }
        when Manifest::Run then line.each { |each| named(each, &block) }
        else named(line, &block)
        end
      end

      # @param name [String] the shortest form of what is dealt with next
      # @param line [Manifest::Entry, Manifest::OwnLine]
      # @return [void]
      # @raise [ParseError] if it comes too late, and the manifest says that it is sorted
      def check_order(name, line)
        refuse(line) if @before && @before >= name && @manifest.options[:sorted]
        came_to(name)
      end

      # @param name [String] that is known to come in order
      # @return [void]
      def came_to(name)
        @before = name
      end

      private

      def named(line)
        return yield(nil, line) if line.is_a?(Manifest::MalformedLine)

        name = Verification::Listed.clean(line.name)
        # What is listed under another spelling is written as usual.
        yield name, name == line.name ? line : line.entry
      end

      def all(&block)
        return enum_for(:all) unless block

        @manifest.each_run { |line| each_of(line, &block) }
      end

      def sorted?
        before = nil
        all do |name, _|
          return false if name && before && before >= name

          before = name || before
        end
        true
      end

      def refuse(entry)
        name = Manifest::Escaping.printable(entry.name).force_encoding(Encoding::UTF_8).scrub
        raise ParseError, "#{@manifest.path}: is not in the order that its first line says: #{name}"
      end

      # With all digests of a file together, whatever lines they stand on.
      def sorted
        groups = all.to_a.group_by(&:first)
        malformed = groups.delete(nil) || []
        malformed + groups.sort.map { |name, same| [name, together(same.map(&:last))] }
      end

      def together(lines)
        return lines.first if lines.one?

        entries = lines.map(&:entry)
        checksums = entries.flat_map(&:checksums).uniq
        Manifest::Entry.new(entries.first.name, checksums, entries.filter_map(&:bytesize).first)
      end
    end
  end
end
