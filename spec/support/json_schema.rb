# frozen_string_literal: true

require "json"

# As much of JSON Schema (draft 2020-12) as docs/json.schema.json uses. A keyword that it does not know is an error.
class JSONSchema
  TYPES = { "object" => Hash, "array" => Array, "string" => String, "integer" => Integer }.freeze
  ABOUT = %w[$schema $defs title properties].freeze

  def initialize(path)
    @root = JSON.parse(File.read(path))
  end

  def fits?(value, schema = @root)
    schema.all? { |keyword, argument| ABOUT.include?(keyword) || keyword?(keyword, argument, value, schema) } &&
      properties?(value, schema)
  end

  private

  def keyword?(keyword, argument, value, schema)
    case keyword
    when "$ref" then fits?(value, @root.dig(*argument.delete_prefix("#/").split("/")))
    when "oneOf" then argument.one? { |choice| fits?(value, choice) }
    when "type" then value.is_a?(TYPES.fetch(argument))
    when "const", "enum" then [*argument].include?(value)
    when "pattern" then value.match?(Regexp.new(argument))
    else of_parts?(keyword, argument, value, schema)
    end
  end

  def of_parts?(keyword, argument, value, schema)
    case keyword
    when "required" then (argument - value.keys).empty?
    when "items" then value.all? { |item| fits?(item, argument) }
    when "additionalProperties"
      others = value.except(*schema.fetch("properties", {}).keys)
      argument ? others.each_value.all? { |other| fits?(other, argument) } : others.empty?
    else raise ArgumentError, "#{keyword} is not known"
    end
  end

  def properties?(value, schema)
    schema.fetch("properties", {}).all? { |name, part| !value.key?(name) || fits?(value[name], part) }
  end
end
