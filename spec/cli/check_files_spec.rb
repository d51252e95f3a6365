# frozen_string_literal: true

require "digest"
require "zlib"

require_relative "../support/program"

RSpec.describe "swiftsum check: which files, and where they are" do
  include Program

  let(:good) { "#{Digest::SHA256.hexdigest('content')}  a\n" }
  let(:missing) { good.sub("  a", "  missing") }
  let(:crc32) { format("%08x", Zlib.crc32("content")) }

  before do
    File.write("a", "content")
    Dir.mkdir("folder")
  end

  describe "-- NAME" do
    before { File.write("SHA256SUMS", good + missing.sub("missing", "./also") + good.sub("  a", "  ./a")) }

    it "verifies exactly these names, by every line that they have" do
      expect(swiftsum("check", "SHA256SUMS", "--", "a"))
        .to have_attributes(output: "a: OK\n./a: OK\n", messages: "", status: 0)
      expect(swiftsum("check", "SHA256SUMS", "--", ".//a").output).to eq "a: OK\n./a: OK\n"
      expect(swiftsum("check", "SHA256SUMS", "--", "also").status).to eq 1
    end

    it "is 2 for a name that is not listed, and the others are still verified" do
      expect(swiftsum("check", "SHA256SUMS", "--", "nosuch", "a")).to have_attributes(
        output: "a: OK\n./a: OK\n", status: 2,
        messages: "swiftsum: nosuch: no digest of it is listed\nswiftsum: SHA256SUMS: 2 OK, 1 not listed\n"
      )
      expect(swiftsum("check", "SHA256SUMS", "--", "nosuch").status).to eq 2
    end

    it "takes a digest without a name for that of the file that is named" do
      File.write("elsewhere.gem.sha256", good[0, 64])

      expect(swiftsum("check", "elsewhere.gem.sha256", "--", "a")).to have_attributes(output: "a: OK\n", status: 0)
      expect(swiftsum("check", "elsewhere.gem.sha256").status).to eq 1
    end

    it "is of each list, and of one from standard input" do
      File.write("other.sha256", good)

      expect(swiftsum("check", "SHA256SUMS", "other.sha256", "--", "a").output).to eq "a: OK\n./a: OK\na: OK\n"
      expect(swiftsum("check", "SHA256SUMS", "other.sha256", "--", "also").status).to eq 2
      expect(swiftsum("check", "-", "--", "a", input: good)).to have_attributes(output: "a: OK\n", status: 0)
    end

    it "is 2 for a line that can't be read, which may be of that name, and for a list that can't" do
      File.write("SHA256SUMS", "#{good}junk\n")

      expect(swiftsum("check", "SHA256SUMS", "--", "a")).to have_attributes(output: "a: OK\n", status: 2)
      expect(swiftsum("check", "nowhere", "--", "a").status).to eq 2
    end

    it "is of lists where none stands before it, as programs write a name that may begin with a hyphen" do
      File.write("-list", good)

      expect(swiftsum("check", "--", "-list")).to have_attributes(output: "a: OK\n", status: 0)
      expect(swiftsum("check", "--", input: good)).to have_attributes(output: "a: OK\n", status: 0)
    end
  end

  describe "--expect" do
    let(:sha256) { Digest::SHA256.hexdigest("content") }

    it "verifies a file by a digest, in every notation" do
      sri = "sha256-#{Digest::SHA256.base64digest('content')}"
      base64 = Digest::SHA256.base64digest("content")
      [sha256, sha256.upcase, "sha256:#{sha256}", "SHA256:#{sha256.upcase}", sri, base64].each do |digest|
        expect(swiftsum("check", "--expect", digest, "a"))
          .to have_attributes(output: "a: OK\n", messages: "", status: 0)
      end
      expect(swiftsum("check", "-a", "crc32", "--expect", crc32, "a").status).to eq 0
    end

    it "fails for another content, a missing and an unreadable file" do
      other = Digest::SHA256.hexdigest("other")
      expect(swiftsum("check", "--expect", other, "a")).to have_attributes(output: "a: FAILED\n", status: 1)
      expect(swiftsum("check", "--expect", other, "nowhere").status).to eq 1
      expect(swiftsum("check", "--expect", other, "folder").status).to eq 2
    end

    it "says of digits alone what they were taken for, where that did not match, and what else they could be" do
      blake3 = swiftsum("sum", "-a", "blake3", "a").output[/\h+/]
      taken = "swiftsum: --expect: #{blake3} is taken as sha256; use -a to choose\n"

      expect(swiftsum("check", "--expect", blake3, "a").messages).to start_with taken
      expect(swiftsum("check", "-a", "blake3", "--expect", blake3, "a")).to have_attributes(messages: "", status: 0)
      expect(swiftsum("check", "--expect", "0" * 40, "a").messages)
        .to start_with "swiftsum: --expect: sha256 has 64 hexadecimal digits, not 40; try -a sha1 or ripemd160\n"
    end

    it "takes standard input" do
      expect(swiftsum("check", "--expect", sha256, input: "content")).to have_attributes(output: "-: OK\n", status: 0)
      expect(swiftsum("check", "--expect", sha256, input: "other").status).to eq 1
    end

    it "is 2 for what is no digest of that algorithm, and reads nothing" do
      ["00", "md5:#{sha256}", "frobnicate:00", "", sha256.sub(/./, "g")].each do |digest|
        expect(swiftsum("check", "--expect", digest, "a")).to have_attributes(output: "", status: 2)
      end
      expect(swiftsum("check", "-a", "md5", "--expect", "sha256:#{sha256}", "a"))
        .to have_attributes(output: "", status: 2)
      expect(swiftsum("check", "--expect", sha256, "a", "--", "b")).to have_attributes(output: "", status: 2)
    end
  end

  describe "-C" do
    before do
      Dir.mkdir("rel")
      File.rename("a", "rel/a")
      File.write("rel/SUMS", good + missing)
    end

    it "takes names relative to that folder" do
      outcome = swiftsum("check", "-C", "rel", "rel/SUMS")

      expect(outcome).to have_attributes(output: "a: OK\nmissing: FAILED open or read\n", status: 1)
      expect(outcome.messages).to start_with "swiftsum: missing: No such file or directory in #{Dir.pwd}/rel\n"
      expect(swiftsum("check", "--directory=#{Dir.pwd}/rel", "rel/SUMS", "--", "a").status).to eq 0
      expect(swiftsum("check", "-Crel", "--expect", Digest::SHA256.hexdigest("content"), "a").output).to eq "a: OK\n"
    end

    it "leaves absolute names and standard input as they are" do
      File.write("list", good.sub("  a", "  #{Dir.pwd}/rel/a") + good.sub("  a", "  -"))

      expect(swiftsum("check", "-C", "folder", "list", input: "content").status).to eq 0
    end

    it "is named where the names are relative to the list, once" do
      messages = swiftsum("check", "rel/SUMS").messages

      expect(messages.scan("add -C rel")).to eq ["add -C rel"]
      expect(messages).to include "swiftsum: a: No such file or directory in #{Dir.pwd}\n"
      expect(swiftsum("check", "-C", "rel", "rel/SUMS").messages).not_to include "add -C"
    end
  end
end
