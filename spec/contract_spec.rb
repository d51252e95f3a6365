# frozen_string_literal: true

require_relative "support/contract"

# Programs that were compiled with an older header go on working, until SWIFTSUM_ABI_VERSION says that they don't.
RSpec.describe "The C ABI" do
  header = Contract.of_header

  def tool?(name)
    system("which", name, out: File::NULL, err: File::NULL)
  end

  it "keeps what was promised" do
    expect(header.broken(Contract.promised)).to eq []
  end

  it "promises all that there is: `rake abi` writes down what is new" do
    expect(header.lines - Contract.promised.lines).to eq []
  end

  it "lists every function, constant and structure of the header" do
    names = header.lines.join("\n").scan(/\w+/)

    expect(header.lines).to include("SWIFTSUM_OK = 0", "swiftsum_status: 4 bytes", "swiftsum_limits: size_t most at 8",
                                    "char *make_checksum(const char *)", "uint32_t swiftsum_abi_version(void)")
    expect(ABI::FUNCTIONS + ABI::DECLARATIONS.scan(/SWIFTSUM_\w+|swiftsum_\w+/) - names - ["SWIFTSUM_H"]).to eq []
  end

  it "is the same on arm64" do
    skip "it takes gcc-aarch64-linux-gnu and qemu-user" unless tool?("aarch64-linux-gnu-gcc") && tool?("qemu-aarch64")
    arm64 = Contract.of_header(compiler: %w[aarch64-linux-gnu-gcc],
                               emulator: %w[qemu-aarch64 -L /usr/aarch64-linux-gnu])

    expect(arm64.lines).to eq header.lines
  end

  describe "is broken" do
    def broken_by(from, to)
      promise = Contract.promised
      lines = promise.lines.map { |line| line.sub(from, to) }
      raise "there is no #{from}" if lines == promise.lines

      Contract.new(lines.reject(&:empty?)).broken(promise)
    end

    it "by what is missing, has another value or type, or is elsewhere" do
      expect(broken_by(/.*swiftsum_read\(.*/, "")).to contain_exactly(/swiftsum_read\(/)
      expect(broken_by("SWIFTSUM_AGAIN = 1", "SWIFTSUM_AGAIN = 2")).to eq ["SWIFTSUM_AGAIN = 1"]
      expect(broken_by("make_checksum(const char *)", "make_checksum(int)")).to eq ["char *make_checksum(const char *)"]
      expect(broken_by(/threads at 112/, "threads at 104")).to eq ["swiftsum_parameters: uint32_t threads at 112"]
    end

    it "by a structure that shrank, or grew where no program says how long its own is" do
      expect(broken_by("swiftsum_parameters: 120 bytes", "swiftsum_parameters: 112 bytes")).not_to be_empty
      expect(broken_by("swiftsum_limits: 16 bytes", "swiftsum_limits: 24 bytes")).not_to be_empty
      expect(broken_by("swiftsum_parameters: 120 bytes", "swiftsum_parameters: 128 bytes")).to be_empty
      expect(broken_by("swiftsum_entry: 64 bytes", "swiftsum_entry: 72 bytes")).to be_empty
    end

    it "by nothing in a new version" do
      expect(broken_by("SWIFTSUM_ABI_VERSION = 1", "SWIFTSUM_ABI_VERSION = 2")).to be_empty
    end
  end
end
