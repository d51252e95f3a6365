# frozen_string_literal: true

require_relative "verification"
require_relative "verification/finding"
require_relative "verification/package_report"

module Swiftsum
  # A `.gem`: a tar archive with the digests of its other members in `checksums.yaml.gz`. RubyGems itself takes a gem
  # without them; here every member needs one. Signatures are not checked.
  #
  # @example
  #   report = Swiftsum::GemPackage.new("rake-13.0.6.gem").validate
  #   report.problems.each { |problem| warn problem.reason }
  class GemPackage
    require_relative "gem_package/archive"
    require_relative "gem_package/checksum_list"

    # A gem without them is none.
    NEEDED = %w[metadata.gz data.tar.gz].freeze
    SIGNATURE = ".sig"
    private_constant :NEEDED, :SIGNATURE

    # @param path [String]
    # @return [Boolean] whether its name is that of a gem, and it is a file
    def self.recognise?(path)
      path.end_with?(".gem") && File.file?(path)
    end

    # @return [String] its path
    attr_reader :folder

    # @param path [String, #to_path]
    def initialize(path)
      @folder = File.path(path)
    end

    # Reads it, and compares.
    #
    # @param _options as those of a bag, which make no difference here
    # @yieldparam result [Verification::Result] of a member, or a {Verification::Finding} with what is wrong
    # @return [Verification::PackageReport]
    # @raise [SystemCallError] if it can't be read
    def validate(**_options, &block)
      report = Verification::PackageReport.new(folder)
      File.open(folder, "rb") do |file|
        before = state(file)
        results(file, report) { |result| add(report, result, &block) }
        add(report, finding(:changed, nil, "changed while it was read"), &block) unless state(file) == before
      end
      report.verified!
      report
    end

    private

    def state(file)
      stat = file.stat
      [stat.size, stat.mtime, stat.ctime]
    end

    def add(report, result)
      report.add(result)
      yield result if block_given?
    end

    def finding(status, name, problem, **rest)
      Verification::Finding.new(status, status, name:, problem:, **rest)
    end

    def results(file, report, &block)
      archive = Archive.new(file)
      report.warnings.concat(signature(archive))
      members(archive, ChecksumList.read(archive), &block)
    rescue ParseError, UnknownAlgorithmError => e
      yield finding(:malformed, nil, e.message)
    rescue ChangedError => e
      yield finding(:changed, nil, e.message)
    end

    def members(archive, listed)
      (NEEDED | listed.keys | contents(archive)).each { |name| yield member(archive, name, listed[name]) }
    end

    def signature(archive)
      return [] unless archive.members.each_key.any? { |name| name.end_with?(SIGNATURE) }

      [Manifest::Notice.new(:signature, "signed, but the signature was not checked")]
    end

    # What is to be listed.
    def contents(archive)
      archive.members.keys.reject { |name| name == ChecksumList::NAME || name.end_with?(SIGNATURE) }
    end

    def member(archive, name, checksums)
      member = archive.members[name] or return finding(:missing, name, "is not in the gem")
      return finding(:unlisted, name, "no digest of it is listed") unless checksums

      actual = digests(archive, member, checksums.map(&:algorithm))
      expected = checksums.find { |checksum| checksum != actual.fetch(checksum.algorithm) } or
        return Verification::Result.new(:ok, name:, expected: checksums.first, actual: checksums.first)

      finding(:mismatch, name, nil, expected:, actual: actual.fetch(expected.algorithm))
    end

    def digests(archive, member, algorithms)
      digests = algorithms.to_h { |algorithm| [algorithm, algorithm.digest_class.new] }
      archive.pieces(member) { |piece| digests.each_value { |digest| digest << piece } }
      digests.to_h { |algorithm, digest| [algorithm, Checksum.new(algorithm, digest.digest)] }
    end
  end
end
