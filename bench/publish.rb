# frozen_string_literal: true

# Writes the figures of `rake bench` into the documents: the tables between `<!-- figures: NAME -->` and
# `<!-- end -->`.
#
#   ruby bench/publish.rb JSON

require "json"

require_relative "contest/size"
require_relative "contest/table"

DOCUMENTS = %w[README.md docs/performance.md].map { |path| File.expand_path("../#{path}", __dir__) }.freeze

def heads(contests)
  contests.values.first["ratios"].values.first.keys.map do |size|
    size.match?(/\A\d+\z/) ? Contest::Size.name(Integer(size)) : size
  end
end

def rows(contest, figures)
  ours = figures["gigabytes_per_second"].keys.first
  figures["ratios"].map do |other, ratios|
    ["#{contest}: #{ours} / #{other}", *ratios.values.map { |ratio| ratio ? format("%.2f", ratio) : "absent" }]
  end
end

def table(contests)
  table = Contest::Table.new("How many times as fast", *heads(contests))
  contests.flat_map { |contest, figures| rows(contest, figures) }.each { |cells| table.row(*cells) }
  table
end

def cycles(contests)
  table = Contest::Table.new("Cycles for a block of one message", *heads(contests))
  contests.each do |contest, figures|
    table.row(contest, *figures["cycles"].values.first.values.map { |cycles| format("%.1f", cycles) })
  end
  table
end

measured = JSON.parse(File.read(ARGV.fetch(0)))
date = File.mtime(ARGV.first).strftime("%F")
machine = [*measured["machine"].values_at("processor", "instruction_set"), date].join(", ")
tables = { "Ruby" => measured["throughput"]["in_ruby"], "C" => measured["throughput"]["in_c"],
           "many" => measured["many"]["in_c"] }.transform_values { |contests| table(contests).to_markdown }
tables["cycles"] = cycles(measured["many"]["in_c"]).to_markdown

DOCUMENTS.each do |path|
  text = File.read(path).gsub(/(?<=<!-- figures: )(\w+) -->\n.*?(?=<!-- end -->)/m) do
    name = Regexp.last_match(1)
    "#{name} -->\n\n#{tables.fetch(name)}\n\nMeasured on: #{machine}.\n\n"
  end
  File.write(path, text)
end
