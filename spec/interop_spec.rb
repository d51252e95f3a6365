# frozen_string_literal: true

require "open3"
require "openssl"
require "tmpdir"

RSpec.describe "The examples in other languages" do
  # The commands stand at the top of each example: they are run as they stand there.
  def commands(example)
    text = File.read(example).gsub(/^ \* ?/, "")
    text.scan(/^ *\$ ((?:.*\\\n)*.*)$/).flatten.join("\n")
  end

  def run(script)
    Open3.capture3("sh", "-e", "-c", script, chdir: root)
  end

  let(:root) { File.expand_path("..", __dir__) }

  {
    "Python, through ctypes" => "examples/python/checksum.py",
    "C" => "examples/c/checksum.c",
    "C++" => "examples/cpp/checksum.cpp"
  }.each do |language, example|
    describe language do
      let(:script) { commands(File.join(root, example)) }
      let(:readme) { File.join(root, "README.md") }

      it "prints the SHA-256 of a real file" do
        output, messages, status = run(script)

        expect(messages).to eq ""
        expect(status).to be_success
        expect(output).to eq "#{OpenSSL::Digest::SHA256.file(readme).hexdigest}  README.md\n"
      end

      it "says why there is none of a missing file, a folder or an empty name, and goes on" do
        output, messages, status = run(script.sub(/README\.md$/, "missing lib '' LICENSE"))

        expect(output).to end_with "  LICENSE\n"
        expect(messages.lines.map { |line| line[/[^:]+$/].chomp }).to eq [
          " No such file or directory", " Is a directory", " No such file or directory"
        ]
        expect(status.exitstatus).to eq 1
      end
    end
  end
end
