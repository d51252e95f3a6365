# frozen_string_literal: true

require_relative "../verification/finding"
require_relative "../verification/package_report"
require_relative "../manifest/notice"

module Swiftsum
  class OCFLObject
    # Where all that is found out about an object comes together.
    #
    # @api private
    class Findings
      # @return [Verification::PackageReport]
      attr_reader :report

      # @param report [Verification::PackageReport]
      # @param listener [Proc, nil] is called with each result
      def initialize(report, listener)
        @report = report
        @listener = listener
      end

      # @param code [String] of the specification
      # @param name [String] of the file that it is about, from the object's folder
      # @param problem [String, Exception]
      # @param status [Symbol] (see Verification::Result)
      # @param rest (see Verification::Result#initialize)
      # @return [nil]
      def error(code, name, problem, status: :malformed, **rest)
        add(Verification::Finding.new(code, status, name: name.b.freeze, problem:, **rest))
        nil
      end

      # @param code [String]
      # @param name [String]
      # @param text [String]
      # @return [nil]
      def warn(code, name, text)
        report.notices << Manifest::Notice.new(code, "#{code} #{name}: #{text}")
        nil
      end

      # @param result [Verification::Result]
      # @return [void]
      def add(result)
        report.add(result)
        @listener&.call(result)
      end
    end
  end
end
