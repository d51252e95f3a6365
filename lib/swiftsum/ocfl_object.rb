# frozen_string_literal: true

require_relative "verification"

module Swiftsum
  # An object of the Oxford Common File Layout, versions 1.0 and 1.1: a folder with all versions of some files, and an
  # inventory of their digests. Here it is validated, by the specification's rules and with its codes: `E092` is a file
  # that has not the digest that the manifest has of it. Codes that begin with `W` are warnings.
  #
  # Nothing outside of the folder is ever opened, and links are not followed. In memory are the inventories, of
  # {OCFLObject::LARGEST_INVENTORY} at most, and all paths.
  #
  # @example
  #   report = Swiftsum::OCFLObject.new("object").validate
  #   report.problems.each { |problem| warn "#{problem.code} #{problem.name}: #{problem.reason}" } unless report.valid?
  class OCFLObject
    require_relative "ocfl_object/validation"

    # How the name of the file begins that makes a folder an object.
    DECLARATION = "0=ocfl_object_"

    # In bytes.
    LARGEST_INVENTORY = 64 << 20

    # How deep arrays and objects of an inventory may be nested; the specification has four levels.
    DEEPEST_INVENTORY = 16

    # @param folder [String, #to_path]
    # @return [Boolean] whether it says that it is an object
    def self.recognise?(folder)
      Dir.each_child(File.path(folder)).any? { |name| name.b.start_with?(DECLARATION) }
    rescue SystemCallError
      false
    end

    # @return [String] as it was given: binary and frozen
    attr_reader :folder

    # @param folder [String, #to_path]
    def initialize(folder)
      @folder = File.path(folder).b.freeze
    end

    # Compares declaration, inventories and folders with the specification, and each file of the contents with all
    # digests that manifests and fixity blocks have of it; it is read once for that.
    #
    # @param settle [Numeric] (see Swiftsum.checksum)
    # @yieldparam result [Verification::Result, Verification::Finding] each as soon as it is known: of a file that is as
    #   listed, too
    # @return [Verification::PackageReport]
    # @raise [SystemCallError] if the folder can't be opened
    def validate(settle: 0, &block)
      Validation.new(folder, Findings.new(Verification::PackageReport.new(folder), block), settle:).call
    end

    # @return [Boolean]
    # @raise (see #validate)
    def valid?
      validate.valid?
    end

    # @return [String] for people
    def inspect
      "#<#{self.class} #{folder.inspect}>"
    end
  end
end
