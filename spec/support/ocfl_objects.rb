# frozen_string_literal: true

require "fileutils"
require "json"
require "timeout"

# OCFL objects in the folder `object`, written by the specification: nothing of them comes from what is tested, but for
# the digests.
module OCFLObjects
  USER = { "name" => "A", "address" => "mailto:a@example.org" }.freeze
  private_constant :USER

  # Nothing may hang: not for a FIFO, not for a line without an end.
  def self.included(group)
    group.around { |example| Timeout.timeout(60) { example.run } }
    group.let(:object) { Swiftsum::OCFLObject.new("object") }
  end

  def codes(report = object.validate)
    report.problems.map(&:code).uniq.sort
  end

  def warned
    object.validate.warnings.map(&:kind).uniq.sort
  end

  def three_versions
    build({ "a.txt" => "1", "same" => "s" }, { "a.txt" => "2", "same" => "s" }, { "a.txt" => "1", "new/x" => "3" })
  end

  def store(path, text)
    path = File.join("object", path)
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, text)
  end

  def digest(text, algorithm = "sha512")
    Swiftsum.hexdigest(algorithm, text)
  end

  # @param states [Array<Hash{String => String}>] of the versions: contents by logical path
  def build(*states, algorithm: "sha512", specification: "1.1", directory: "content")
    FileUtils.rm_rf("object")
    store("0=ocfl_object_#{specification}", "ocfl_object_#{specification}\n")
    @inventory = { "id" => "info:a/b", "type" => "https://ocfl.io/#{specification}/spec/#inventory",
                   "digestAlgorithm" => algorithm, "manifest" => {}, "versions" => {} }
    @inventory["contentDirectory"] = directory unless directory == "content"
    states = [{ "a.txt" => "hello\n", "b/c" => "" }] if states.empty?
    states.each { |state| add_version(state, algorithm, directory) }
  end

  # Writes an inventory and its sidecar.
  def write(inventory, version = nil, text: JSON.pretty_generate(inventory))
    path = [version, "inventory.json"].compact.join("/")
    store(path, text)
    algorithm = inventory["digestAlgorithm"]
    return unless %w[sha512 sha256].include?(algorithm)

    store("#{path}.#{algorithm}", "#{digest(text, algorithm)} inventory.json\n")
  end

  # Changes the object's own inventory and that of the last version, with sidecars that fit.
  def change
    inventory = JSON.parse(File.read("object/inventory.json"))
    head = inventory["head"]
    yield inventory
    write(inventory, head)
    write(inventory)
  end

  private

  def add_version(state, algorithm, directory)
    version = "v#{@inventory['versions'].size + 1}"
    state.each { |path, text| add_content("#{version}/#{directory}/#{path}", text, algorithm) }
    @inventory["head"] = version
    @inventory["versions"][version] = {
      "created" => "2026-01-31T12:00:00Z", "message" => "m", "user" => USER,
      "state" => state.keys.group_by { |path| digest(state[path], algorithm) }
    }
    write(@inventory, version)
    write(@inventory)
  end

  def add_content(path, text, algorithm)
    return if @inventory["manifest"].key?(digest(text, algorithm))

    store(path, text)
    @inventory["manifest"][digest(text, algorithm)] = [path]
  end
end
