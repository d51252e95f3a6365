# frozen_string_literal: true

require "open3"
require_relative "support/ruby_process"

# The short form of `rake leaks`.
RSpec.describe "Memory" do
  def lines_and_status(environment = {})
    program = File.expand_path("trust/leaks.rb", __dir__)
    lines, status = Open3.capture2e(environment, *RubyProcess::COMMAND, program, "10000", "400")
    [lines.lines, status]
  end

  it "stays flat over many files, abandoned Enumerators and failures" do
    lines, status = lines_and_status

    expect(lines.size).to eq 7
    expect(status).to be_success, lines.join
  end

  it "is seen to grow by some hundred bytes for each of them" do
    lines, status = lines_and_status({ "LEAK" => "600" })

    expect(lines.size).to eq 7
    expect(lines).to all include "too much"
    expect(status).not_to be_success
  end
end
