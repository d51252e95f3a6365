# frozen_string_literal: true

require "digest"

require_relative "support/program"

# The commands that stand at the top of each, as they stand there.
RSpec.describe "The examples in other languages" do
  include Program

  # What Python compiles stays in its memory: the examples' folder is the checkout's.
  environment = { "SWIFTSUM_LIBRARY" => "lib/swiftsum/libswiftsum.so", "PYTHONDONTWRITEBYTECODE" => "1",
                  "PYTHONPATH" => "examples/python" }

  root = Program::ROOT
  modules = ["examples/python/swiftsum.py"]
  examples = Dir.glob("examples/*/*.*", base: root) - modules

  before { %w[examples lib README.md].each { |name| File.symlink(File.join(Program::ROOT, name), name) } }

  it "are in C, C++ and Python" do
    expect(examples).to include "examples/c/checksum.c", "examples/c/tree.c", "examples/cpp/checksum.cpp",
                                "examples/python/checksum.py"
  end

  examples.each do |example|
    it "print what sha256sum does: #{example}" do
      commands = File.read(example)[%r{\A.*?(?:\*/|""".*?""")}m].gsub(/^ \*/, "").gsub(/\\\n\s*/, "")
                     .scan(/^\s*\$ (.*)$/).flatten
      outcome = run("sh", "-e", "-c", commands.join("\n"), env: environment)
      listed = outcome.output.lines(chomp: true).to_h { |line| line.split("  ", 2).reverse }

      expect(outcome).to have_attributes(messages: "", status: 0)
      expect(listed).not_to be_empty
      expect(listed).to eq(listed.to_h { |path, _| [path, Digest::SHA256.file(path).hexdigest] })
    end
  end

  describe "the module for Python" do
    define_method(:python) { |*arguments| run("python3", *arguments, env: environment) }

    it "does what its documentation shows" do
      expect(python("-m", "doctest", "-v", *modules))
        .to have_attributes(status: 0, output: /^[1-9]\d* passed(?: and 0 failed)?\.$/)
    end

    it "has types that hold" do
      skip "mypy is not installed: bin/setup test" unless system("which", "mypy", out: File::NULL)

      expect(run("mypy", "--strict", "--cache-dir", File::NULL, *Dir.glob("examples/python/*.py")))
        .to have_attributes(status: 0, output: /\ASuccess/)
    end

    it "takes all that has bytes, and gives back what it made" do
      outcome = python("-c", <<~PYTHON)
        import gc, sys
        from swiftsum import Hasher, live_objects
        hasher = Hasher("sha256", b"a")
        hasher.update(bytearray(b"b"))
        hasher.update(memoryview(b"xcx")[1:2])
        hasher.update(memoryview(bytearray()))
        print(hasher.hexdigest(), hasher.copy().digest() == hasher.digest(), live_objects())
        Hasher.cycle = [Hasher("md5")]
        Hasher.cycle.append(Hasher.cycle)
        del hasher, Hasher.cycle
        gc.collect()
        print(live_objects())
      PYTHON

      expect(outcome).to have_attributes(messages: "", output: "#{Digest::SHA256.hexdigest('abc')} True 1\n0\n")
    end

    it "copies as Python's copy does, and pickles nothing" do
      outcome = python("-c", <<~PYTHON)
        import copy, gc, pickle
        from swiftsum import Hasher, live_objects
        hasher = Hasher("sha256", b"a")
        copies = [copy.copy(hasher), copy.deepcopy([hasher])[0]]
        hasher.update(b"b")
        for other in copies:
            other.update(b"c")
        print(live_objects(), [other.hexdigest() for other in copies] == 2 * [Hasher("sha256", b"ac").hexdigest()])
        for call in (lambda: pickle.dumps(hasher), lambda: hasher.__init__("md5")):
            try:
                print(call())
            except TypeError as error:
                print(error)
        print(hasher.name, hasher.hexdigest() == Hasher("sha256", b"ab").hexdigest())
        del hasher, copies, other
        gc.collect()
        print(live_objects())
      PYTHON

      expect(outcome).to have_attributes(status: 0, output: <<~OUTPUT)
        3 True
        a Hasher can't be pickled: keep its digest
        a Hasher is not made twice
        sha256 True
        0
      OUTPUT
    end

    # The outcome of pieces that are equal is the same in any order.
    it "lets threads share a Hasher" do
      outcome = python("-c", <<~PYTHON)
        import hashlib, threading
        from swiftsum import Hasher
        piece, hasher = bytes(1 << 20), Hasher("sha256")
        def work():
            for _ in range(20):
                hasher.update(piece)
                hasher.copy().digest()
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(hasher.hexdigest() == hashlib.sha256(80 * piece).hexdigest())
      PYTHON

      expect(outcome).to have_attributes(messages: "", status: 0, output: "True\n")
    end

    it "says what is wrong with the caller's own classes of errors" do
      outcome = python("-c", <<~PYTHON)
        import swiftsum
        for call, *arguments in (
            (swiftsum.checksum, "nowhere"), (swiftsum.checksum, "a\\0b"), (swiftsum.checksum, "README.md", "rot13"),
            (swiftsum.Hasher, "sha256\\0"), (swiftsum.digest, "sha256", "text"),
            (swiftsum.digest, "sha256", memoryview(b"abcd")[::2]),
        ):
            try:
                print(call(*arguments))
            except (OSError, ValueError, TypeError, BufferError) as error:
                print(type(error).__name__)
      PYTHON

      expect(outcome.output.split)
        .to eq %w[FileNotFoundError ValueError ValueError ValueError TypeError BufferError]
    end
  end
end
