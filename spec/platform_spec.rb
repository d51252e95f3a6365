# frozen_string_literal: true

require "open3"

RSpec.describe "platform.h" do
  header = File.expand_path("../Sources/CPlatform/platform.h", __dir__)
  # The compiler by which Swift reads headers.
  folder = ENV.fetch("PATH").split(":").find { |path| File.executable?(File.join(path, "swiftc")) }
  clang = folder && File.join(File.dirname(File.realpath(File.join(folder, "swiftc"))), "clang")

  define_method(:messages_of) do |*definitions|
    skip "there is no clang beside swiftc" unless clang && File.executable?(clang)

    Open3.capture2e(clang, "-fsyntax-only", "-Wno-builtin-macro-redefined", "-Wno-nullability-completeness",
                    *definitions, "-x", "c", header).first
  end

  it "is refused on a big-endian machine, where vector kernels would compute wrong digests" do
    expect(messages_of).to eq ""
    expect(messages_of("-D__BYTE_ORDER__=__ORDER_BIG_ENDIAN__")).to match(/error: .*little-endian/)
  end
end
