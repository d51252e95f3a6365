# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A manifest that is a file: opened anew whenever it is read. See {Manifest.read}.
    class Stored < Manifest
      # @param path [String, #to_path]
      # @param options (see Manifest#initialize)
      # @raise (see Manifest#initialize)
      def initialize(path, **options)
        super(nil, path:, **options)
      end

      # @return (see Manifest#options)
      # @raise [SystemCallError] where it cannot be read
      def options
        first unless @options
        super
      end

      # @return [String]
      def path
        File.path(@path)
      end

      # Brings a manifest of a folder up to date: reads what has another size, time or inode than is listed, and what
      # was written to so shortly before it was read that its times need not show it; lists what is new, and drops what
      # is gone.
      #
      # What is not read keeps its digests. So content that changes while size and times stay is found by `reread` only.
      # It is suspected bit rot then, and listed as before, unless all is to be accepted.
      #
      # @param folder [String, #to_path] which names are relative to
      # @param reread [Numeric] the share, from 0 to 1, of what need not be read that is read all the same: the longest
      #   unread first
      # @param accept [Boolean] whether what may be rot is listed as it is now
      # @param threads (see Swiftsum.each_checksum)
      # @param settle (see Swiftsum.each_checksum)
      # @yieldparam result [Audit::Result] (see Audit#run)
      # @return [Audit::Report]
      # @raise [SystemCallError] if the manifest or the folder can't be read, or the manifest not be written
      # @raise [ParseError] if the manifest has a malformed line or is not of Swiftsum's own format; it stays as it is
      def update(folder, reread: 0, accept: false, threads: nil, settle: 0, &block)
        audit = Audit.updating(folder, self, reread:, threads:, settle:)
        audit.public_send(accept ? :accept : :update, &block)
      end

      private

      def with_io(&)
        File.open(@path, "rb", &)
      end
    end
  end
end
