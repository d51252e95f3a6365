# frozen_string_literal: true

require "fileutils"
require "open3"
require "tmpdir"
require_relative "support/abi"
require_relative "support/lazy_values"

# What all calls share is made when the library is loaded. A first call that makes it could be one that a fork
# interrupts, or one that finds it missing.
RSpec.describe "The first call of a process" do
  include ABI

  before(:context) do
    @folder = Dir.mktmpdir
    @program = compile_c("first_call.c", File.join(@folder, "first_call"))
  end

  after(:context) { FileUtils.rm_rf(@folder) }

  def outcomes(function, *moment)
    output, messages, status = Open3.capture3(@program, function, *moment)
    raise "#{function}: #{status} #{messages}" unless status.success?

    output.split.each_slice(2).to_a
  end

  ABI::FUNCTIONS.each do |function|
    it "may be #{function}, with the result of any later call" do
      first, later = outcomes(function)

      expect(first).to eq later
    end

    it "may be #{function} from another library's constructor", if: RUBY_PLATFORM.include?("linux") do
      first, later = outcomes(function, "before constructors")

      expect(first).to eq later
    end
  end

  it "finds nothing that is still to be made", if: RUBY_PLATFORM.match?(/x86_64-linux/) do
    library = File.expand_path("../.build/release/libswiftsum.so", __dir__)
    tokens = LazyValues.new(library).tokens

    expect(tokens.size).to be > 10
    expect(tokens.select { |_, value| value.zero? }.keys).to eq []
  end
end
