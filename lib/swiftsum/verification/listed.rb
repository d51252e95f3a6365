# frozen_string_literal: true

module Swiftsum
  class Verification
    # Which files were listed so far, for what follows from several lines: that they contradict each other, that a size
    # is listed and no digest, and that a name was asked for and is not there.
    #
    # Of a million entries it keeps two small numbers each: a hash of the name and one of the digest. Two names that
    # have the same by chance are not to be expected before 2³¹ of them.
    #
    # @api private
    class Listed
      # What makes two paths of one file: `./a`, `a//b`, `a/./b`. A part `..` may lead anywhere.
      UNCLEAN = %r{(?:\A|/)\.(?:/|\z)|//}n
      private_constant :UNCLEAN

      # @param name [String]
      # @return [String] the shortest that leads to the same file without asking the system
      def self.clean(name)
        return name unless name.match?(UNCLEAN)

        # Most manifests have no such name.
        require "pathname"
        Pathname(name).cleanpath(true).to_s.b
      end

      # @param only [Array<String>, nil] names that are asked for; nil asks for all
      def initialize(only)
        @only = only&.to_h { |name| [Listed.clean(File.path(name).b), File.path(name).b] }
        @wanted = @only&.dup
        @digests = Hash.new { |all, algorithm| all[algorithm] = {} }
        @spelled = {}
        @sizes = {}
      end

      # @param line [Manifest::Entry, Manifest::MalformedLine]
      # @return [Boolean] whether it is to be verified: all but files that were not asked for
      def wanted?(line)
        @only.nil? || !line.is_a?(Manifest::Entry) || @only.key?(Listed.clean(line.name))
      end

      # @param entry [Manifest::Entry]
      # @return [String, nil] what contradicts it
      def add(entry)
        clean = Listed.clean(entry.name)
        return add_size(clean, entry) unless entry.checksum || entry.bytesize.nil?

        @wanted&.delete(clean)
        @sizes.delete(clean.hash)
        entry.checksums.each do |checksum|
          contradiction = contradiction(clean, entry.name, checksum)
          return contradiction if contradiction
        end
        nil
      end

      # The same for many entries, or false if each has to be looked at.
      #
      # @param run [Manifest::Run] of a list of which all files are wanted
      # @param digests [String] of its files, one after another
      # @return [Boolean] whether nothing contradicts any of them; if not, they are to be added one by one
      def add_all(run, digests)
        return false if @sizes.any? || run.names.any? { |name| name.match?(UNCLEAN) }

        all = @digests[run.algorithm]
        run.with(digests) do |name, bytes|
          digest = bytes.hash
          return false unless all.fetch(name.hash) { |key| all[key] = digest } == digest
        end
        true
      end

      # @return [Array<String>] the names without a digest: of those that were asked for, and of those with a size
      def without_digest
        [*@wanted&.values, *@sizes.values].uniq
      end

      private

      def add_size(clean, entry)
        @sizes[clean.hash] ||= entry.name unless @digests.each_value.any? { |digests| digests.key?(clean.hash) }
        nil
      end

      def contradiction(clean, name, checksum)
        digests = @digests[checksum.algorithm]
        digest = checksum.bytes.hash
        return if digests.fetch(clean.hash) { digests[clean.hash] = note_spelling(clean, name, digest) } == digest

        other = @spelled.fetch(clean.hash, clean)
        return "was listed before with another digest" if other == name

        "was listed before as #{Manifest::Escaping.printable(other)}, with another digest: both are one file"
      end

      # Nearly all names are clean, and those need not be kept.
      def note_spelling(clean, name, digest)
        @spelled[clean.hash] ||= name unless clean.equal?(name)
        digest
      end
    end
  end
end
