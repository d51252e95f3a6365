# frozen_string_literal: true

require_relative "../verification/package_report"
require_relative "findings"

module Swiftsum
  class Bag
    # What {Bag#validate} and {Bag#completeness} found out.
    class Report < Verification::PackageReport
      # Of these a bag can be complete nevertheless.
      OF_CONTENTS = %i[checksum_mismatch oxum_mismatch].freeze
      private_constant :OF_CONTENTS

      # @return [Boolean] whether all is there that should be, and nothing else, and all that lists it can be read
      def complete?
        (problems.map(&:code) - OF_CONTENTS).empty?
      end

      # @return [Boolean] whether files that `fetch.txt` has are all that is missing, and nothing else is wrong
      def unfetched?
        problems.any? && problems.all? { |problem| problem.code == :unfetched }
      end
    end
  end
end
