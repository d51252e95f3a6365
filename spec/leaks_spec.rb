# frozen_string_literal: true

require "open3"
require_relative "support/ruby_process"

# The short form of `rake leaks`.
RSpec.describe "Memory" do
  it "stays flat over many files, abandoned Enumerators and failures" do
    lines, status = Open3.capture2e(*RubyProcess::COMMAND, File.expand_path("trust/leaks.rb", __dir__), "10000", "400")

    expect(lines.lines.size).to eq 7
    expect(status).to be_success, lines
  end
end
