# frozen_string_literal: true

require_relative "path"

module Swiftsum
  class Bag
    # What the manifests of a bag list, of one kind: the payload's, or those of tag files. Paths are those of the files
    # that are there; of what is missing, as they are written.
    #
    # @api private
    class Listing
      # @return [Array<ManifestFile>]
      attr_reader :manifests

      # @return [Hash{String => Hash{ManifestFile => Checksum, nil}}] by path; nil if the algorithm is unknown
      attr_reader :files

      # @param manifests [Array<ManifestFile>]
      # @param contents [Contents]
      # @param findings [Findings]
      # @param strict [Boolean] whether a path may stand in a manifest only once
      def initialize(manifests, contents, findings, strict:)
        @manifests = manifests
        @contents = contents
        @findings = findings
        @strict = strict
        @files = {}
      end

      # @param folder [String]
      # @param encoding [Encoding]
      # @return [void]
      def read(folder, encoding)
        manifests.each { |manifest| read_manifest(manifest, folder, encoding) }
      end

      # @return [Array<Algorithm>] of its manifests, less those that are unknown
      def algorithms
        manifests.filter_map(&:algorithm).uniq
      end

      # The path that is meant by what is written, and how sure that is is said.
      #
      # @param text [String]
      # @param where [String] for messages
      # @return [String]
      def resolve(text, where)
        meanings = Path.meanings(text)
        path, code = meanings.find { |meaning, _| @contents.file?(meaning) } || normalized(meanings)
        return plainest(meanings) unless path

        @findings.warn(code, "#{where}: #{warning(code, path)}") if code
        path
      end

      private

      def read_manifest(manifest, folder, encoding)
        unknown(manifest) unless manifest.algorithm
        manifest.each(folder, encoding) do |number, text, checksum|
          where = "#{manifest.name}, line #{number}"
          next @findings.problem(:malformed_line, manifest.name, "line #{number}: #{checksum}") unless text

          path = resolve(text, where)
          code, reason = refusal(manifest, path)
          code ? @findings.problem(code, path, "#{where}: #{reason}") : add(manifest, path, checksum, where)
        end
      rescue SystemCallError, ParseError, IrregularFileError => e
        @findings.problem(:unreadable_tag_file, manifest.name, e)
      end

      def unknown(manifest)
        Algorithm.fetch(manifest.algorithm_name)
      rescue UnknownAlgorithmError => e
        @findings.problem(:unknown_algorithm, manifest.name, e.message)
      end

      # In a manifest, a path is of a file of its kind.
      def refusal(manifest, path)
        return :unsafe_path, "the path may lead out of the bag" if Path.unsafe?(path) && !@contents.file?(path)

        payload = path.start_with?(PAYLOAD)
        return (:not_payload unless payload), "it is not in #{PAYLOAD}" if manifest.payload?
        return :not_a_tag_file, "a tag manifest lists the payload" if payload

        [(:not_a_tag_file if tag_manifest?(path)), "a tag manifest lists a tag manifest"]
      end

      def tag_manifest?(path)
        ManifestFile.named(path)&.payload? == false
      end

      # Of what is not there.
      def plainest(meanings)
        foreign = meanings.find { |_, code| %i[md5sum_format unclean_path].include?(code) }
        (foreign || meanings.first).first
      end

      def add(manifest, path, checksum, where)
        listed = files[path] ||= {}
        return listed[manifest] = checksum unless listed.key?(manifest)

        same = listed[manifest] == checksum
        return @findings.warn(:listed_twice, "#{where}: #{path} was listed before") if same && !@strict

        @findings.problem(:listed_twice, path, "#{where}: was listed before#{', with another digest' unless same}")
      end

      def normalized(meanings)
        path = meanings.filter_map { |meaning, _| @contents.normalized(meaning) }.first
        [path, :normal_form] if path
      end

      def warning(code, path)
        case code
        when :not_encoded then "#{path} is there as it is written, not with its percent sign decoded"
        when :md5sum_format then "written as md5sum does, with an asterisk, which strict validators refuse"
        when :unclean_path then "#{path} is written with parts that mean nothing, such as ./"
        when :normal_form then "#{path} is there in another Unicode normal form than is listed"
        end
      end
    end
  end
end
