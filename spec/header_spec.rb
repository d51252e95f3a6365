# frozen_string_literal: true

require "open3"
require_relative "support/abi"

RSpec.describe "swiftsum.h" do
  {
    "C11" => %w[cc -x c -std=c11],
    "C++17" => %w[c++ -x c++ -std=c++17]
  }.each do |language, compiler|
    it "compiles alone as #{language}, without a warning" do
      messages, status = Open3.capture2e(
        *compiler, "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-I", ABI::FOLDER, "-",
        stdin_data: "#include <swiftsum.h>\n"
      )

      expect(messages).to eq ""
      expect(status).to be_success
    end
  end

  it "has the length of the longest digest" do
    longest = Swiftsum.algorithms.map(&:digest_length).max

    expect(ABI::DECLARATIONS[/SWIFTSUM_MAX_DIGEST_LENGTH (\d+)/, 1]).to eq longest.to_s
  end

  it "is, beside the library, the one that the library was built with" do
    expect(File.read(File.join(ABI::FOLDER, "swiftsum.h")))
      .to eq File.read(File.expand_path("../Sources/CSwiftsum/swiftsum.h", __dir__))
  end
end
