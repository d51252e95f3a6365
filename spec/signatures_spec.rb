# frozen_string_literal: true

require "rbs"
require "yard"

RSpec.describe "The public API" do
  root = File.expand_path("..", __dir__)
  signatures = File.read(File.join(root, "sig/swiftsum/digests.rbs"))

  # What .yardopts says too.
  let(:objects) do
    YARD::Registry.clear
    YARD.parse(File.join(root, "lib/**/*.rb"), [%r{lib/swiftsum/native/}], YARD::Logger::ERROR)
    YARD::Registry.all.select { |object| public_object?(object) }
  end

  let(:declared) do
    loader = RBS::EnvironmentLoader.new
    loader.add(library: "digest", version: nil)
    loader.add(path: Pathname(root).join("sig"))
    RBS::DefinitionBuilder.new(env: RBS::Environment.from_loader(loader).resolve_type_names)
  end

  def public_object?(object)
    object.visibility == :public && [object, *namespaces(object)].none? { |each| each.tag(:api)&.text == "private" }
  end

  def namespaces(object)
    object.root? ? [] : [object.namespace, *namespaces(object.namespace)]
  end

  # Whether the method has a signature of its own, not one that it inherits.
  def signature?(method)
    type = type_of(method.namespace)
    of_class = method.scope == :class || method.module_function?
    definition = of_class ? declared.build_singleton(type) : declared.build_instance(type)
    definition.methods[method.name]&.defined_in == type
  end

  def type_of(namespace)
    RBS::TypeName.new(name: namespace.name, namespace: RBS::Namespace.parse("::#{namespace.path}").parent)
  end

  # Which nobody needs.
  def writer_of_struct?(method)
    method.writer? && method.namespace.inheritance_tree.map(&:path).include?("Struct")
  end

  it "has a signature for each class of the registry, and for no other" do
    expect(signatures.scan(/class (\w+) < Digest/).flatten).to eq Swiftsum.algorithms.map(&:const_name)
  end

  it "has a signature for each method" do
    methods = objects.grep(YARD::CodeObjects::MethodObject)
                     .reject { |method| method.name == :initialize_copy || writer_of_struct?(method) }

    expect(methods.size).to be > 70
    expect(methods.reject { |method| signature?(method) }.map(&:path)).to eq []
  end

  it "is documented" do
    expect(objects.select { |object| object.docstring.blank?(false) }.map(&:path)).to eq []
  end
end
