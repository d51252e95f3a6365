# frozen_string_literal: true

require_relative "report"

module Swiftsum
  class Verification
    # What became of a package, a folder that says itself what is in it: a bag, an OCFL object. Its results are those of
    # its files, and a {Finding} for each thing that is wrong.
    class PackageReport < Report
      # @return [Boolean] whether the contents were read, too, not only what is there
      attr_reader :verified

      # @param folder [String]
      def initialize(folder)
        super
        @verified = false
      end

      # Says that all contents were read.
      #
      # @api private
      # @return [void]
      def verified!
        @verified = true
      end

      # @return [String] the package's
      def folder
        manifest
      end

      # @return [Array<Finding>] what is wrong
      def problems
        failures
      end

      # @return [Array<Manifest::Notice>] what is not as it should be, and no reason to be invalid; `kind` is the code
      def warnings
        notices
      end

      # @return [Boolean] whether all that is to be there is, nothing else is, and all has been read and was as listed.
      #   A package may have no files
      def valid?
        verified && problems.empty?
      end
      alias ok? valid?

      # @return [Integer] 0 if it is valid; otherwise (see Tally#exit_status)
      def exit_status
        valid? ? 0 : super
      end
    end
  end
end
