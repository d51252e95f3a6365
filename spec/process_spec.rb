# frozen_string_literal: true

require "digest"
require "zlib"
require_relative "support/ruby_process"

RSpec.describe "The Ruby process" do
  include RubyProcess

  it "may fork: both have the digests that were there, and end as they should" do
    output = run_ruby(<<~RUBY)
      require "swiftsum"
      digests = Array.new(100) { Swiftsum::SHA256.new.update("a") }
      3.times do
        fork do
          digests.each { |digest| digest.update("child") }
          puts digests.map(&:hexdigest).uniq, Swiftsum.checksum(#{__FILE__.inspect})
        end
        Process.wait
        abort "the child ended with \#{$?}" unless $?.success?
      end
      puts digests.map { |digest| digest.update("b").hexdigest }.uniq
      digests = nil
      Thread.new { GC.start }.join
      puts Swiftsum.live_objects
    RUBY

    child = [Digest::SHA256.hexdigest("achild"), Digest::SHA256.file(__FILE__).hexdigest]
    expect(output.split).to eq (child * 3) + [Digest::SHA256.hexdigest("ab"), "0"]
  end

  it "may fork in the middle of a file, which the parent reads to its end" do
    output = run_ruby(<<~RUBY)
      require "swiftsum"
      require "tempfile"
      Tempfile.create do |file|
        file.truncate(128 << 20)
        child = nil
        puts Swiftsum.checksum(file.path) { child ||= fork { exit } }
        Process.wait(child)
        abort "the child ended with \#{$?}" unless $?.success?
      end
    RUBY

    expect(output.chomp).to eq Digest::SHA256.hexdigest("\0" * (128 << 20))
  end

  it "may fork while a thread digests many Strings on several: both have their digests" do
    output = run_ruby(<<~RUBY)
      require "swiftsum"
      Swiftsum.gvl_release_bytes = 1
      strings = Array.new(40) { "x" * (1 << 20) }
      digests = -> { Swiftsum::SHA512.digest_all(strings, threads: 2).uniq }
      thread = Thread.new(&digests)
      Thread.pass until thread.stop?
      fork { exit digests.call == [Swiftsum::SHA512.digest(strings.first)] }
      Process.wait
      abort "the child ended with \#{$?}" unless $?.success?
      puts thread.value.map { |digest| digest.unpack1("H*") }
    RUBY

    expect(output.split).to eq [Digest::SHA512.hexdigest("x" * (1 << 20))]
  end

  # What is made before the fork is a copy of its own in each.
  it "may be loaded before it forks into workers that work at once, as web servers do" do
    output = run_ruby(<<~RUBY)
      require "io/wait"
      require "swiftsum"
      files = Dir.glob("#{RubyProcess::LIB}/**/*.rb").sort
      digest = Swiftsum::SHA256.new.update("parent")
      reading = Swiftsum.each_checksum(files)
      first = Array.new(3) { reading.next }
      work = lambda do |name|
        rest = Array.new(files.size - 3) { reading.next }
        strings = Swiftsum::SHA512.digest_all(["x" * (1 << 20)] * 4, threads: 2).uniq.map { |bytes| bytes.unpack1("H*") }
        threads = Array.new(3) { Thread.new { Swiftsum.each_checksum(files, threads: 2).to_a } }
        whole = threads.map(&:value).uniq == [first + rest]
        [digest.update(name).hexdigest, *strings, whole].join(" ")
      end
      workers = Array.new(4) do |number|
        out, writer = IO.pipe
        [out, fork { out.close; writer.puts work.call(number.to_s) }, writer.close]
      end
      workers.each do |out, worker|
        out.wait_readable(60) or Process.kill(:KILL, worker)
        puts out.read
        Process.wait(worker)
        abort "a worker ended with \#{$?}" unless $?.success?
      end
      puts work.call("parent")
    RUBY

    strings = Digest::SHA512.hexdigest("x" * (1 << 20))
    expect(output.lines(chomp: true)).to eq(
      [*"0".."3", "parent"].map { |name| "#{Digest::SHA256.hexdigest("parent#{name}")} #{strings} true" }
    )
  end

  it "may have Ractors, which share checksums and compute CRCs" do
    output = run_ruby(<<~RUBY)
      require "swiftsum"
      checksum = Swiftsum.checksum(#{__FILE__.inspect}, :crc32)
      ractors = Array.new(4) do
        Ractor.new(checksum) do |shared|
          content = File.binread(#{__FILE__.inspect})
          [1, 2].map { Swiftsum.crc32(content) } << Swiftsum.crc32c("123456789") << shared.to_i << (shared == shared.dup)
        end
      end
      abort "it was copied" unless Ractor.shareable?(checksum)
      p ractors.map(&:take).uniq
    RUBY
    crc = Zlib.crc32(File.binread(__FILE__))

    expect(output.chomp).to eq [[crc, crc, 0xE3069283, crc, true]].inspect
  end

  it "may have Ractors, which compute all that is by value, and short digests" do
    output = run_ruby(<<~RUBY)
      require "swiftsum"
      def all
        ["abc", ("abc" * 2_000).b, "x" * 5_000_000].map do |text|
          [*%i[crc32 crc32c crc64nvme crc64xz adler32].map { |name| Swiftsum.public_send(name, text) },
           *%i[xxh32 xxh64 xxh3_64 xxh3_128].map { |name| Swiftsum.public_send(name, text, seed: -5) },
           Swiftsum.xxh3_128(text), Swiftsum.crc("CRC-16/XMODEM", text), Swiftsum.hexdigest("sha256", text)]
        end + [Swiftsum::MD5.new.update("a").update("b").dup.hexdigest, Swiftsum::BLAKE3.hexdigest("a", key: "k" * 32)]
      end
      print Ractor.new { all }.take == all
    RUBY

    expect(output).to eq "true"
  end

  it "is told, not ended, when a Ractor makes a digest that FFI can't have there" do
    output = run_ruby(<<~RUBY)
      require "swiftsum"
      ractor = Ractor.new do
        Swiftsum::SHA256.new.update("abc" * 2_000).hexdigest
      rescue Ractor::Error, RuntimeError
        "refused"
      end
      puts ractor.take, Swiftsum::SHA256.hexdigest("abc" * 2_000)
    RUBY

    in_ractor, outside = output.split
    expect(in_ractor).to eq("refused").or eq outside
    expect(outside).to eq Digest::SHA256.hexdigest("abc" * 2_000)
  end

  # What a trap handler does, at each step of the program in turn.
  it "may be interrupted in a one-shot by a handler that makes one itself" do
    steps = run_ruby(<<~RUBY)
      require "swiftsum"
      expected = %w[program handler].map { |text| Swiftsum::SHA256.digest(text) }
      last = (1..).find do |step|
        steps = 0
        handled = nil
        handler = TracePoint.new(:line, :call, :return, :c_call, :c_return) do
          steps += 1
          handled = Swiftsum::SHA256.digest("handler") if steps == step
        end
        program = handler.enable { Swiftsum::SHA256.digest("program") }
        abort "at step \#{step} they are mixed up" unless [program, handled || expected.last] == expected
        handled.nil?
      end
      print last
    RUBY

    expect(steps.to_i).to be > 20
  end

  it "is not ended by any argument" do
    output = run_ruby(<<~'RUBY')
      require "swiftsum"
      random = Random.new(9)
      values = [
        nil, true, 0, 1, -1, 64, 2**31, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 1.5, "", "x", "\0",
        "x" * 100_000, :x, [], {}, Object.new, $stdout, Swiftsum::SHA256, Swiftsum::CRC32.new
      ]
      digests = Swiftsum.algorithms.map(&:digest_class)
      calls = [
        *%i[crc32 crc32c crc32_combine crc32c_combine checksum checksums].map { |name| Swiftsum.method(name) },
        *%i[parse new].map { |name| Swiftsum::Checksum.method(name) },
        *%i[fetch []].map { |name| Swiftsum::Algorithm.method(name) }
      ]
      answers = Hash.new(0)
      5_000.times do
        type = digests.sample(random: random)
        call = [*calls, type.method(:digest), type.method(:digest_all), type.method(:hexdigest_all), type.method(:new), type.new.method(:update), type.new.method(:file),
                type.new.method(:hexdigest), type.new.method(:==)].sample(random: random)
        arguments = Array.new(random.rand(4)) { values.sample(random: random) }
        arguments.push(values.sample(random.rand(9), random: random)) if random.rand(9).zero?
        keywords = type.algorithm.parameters.keys.select { random.rand(3).zero? }.to_h do |name|
          [name, values.reject { |value| value.is_a?(Integer) && value > 64 }.sample(random: random)]
        end
        answers[call.call(*arguments, **keywords).class] += 1
      rescue StandardError => error
        answers[error.class] += 1
      end
      puts answers.keys
    RUBY

    expect(output.split).to include("String", "ArgumentError", "TypeError", "RangeError")
    expect(output.split - %w[NoMethodError NameError FrozenError]).to eq output.split
  end
end
