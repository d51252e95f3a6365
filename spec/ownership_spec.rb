# frozen_string_literal: true

require_relative "support/ruby_process"

RSpec.describe "Native objects" do
  include RubyProcess

  # A new thread has nothing on its stack that could still be one.
  def collect
    Thread.new { GC.start }.join
  end

  # Meanwhile nothing else is collected, that others left.
  before do
    collect
    GC.disable
  end
  after { GC.enable }

  # Of more input than is kept in Ruby.
  long = "x" * 5_000

  let(:hasher) { Swiftsum::Native::Hasher.new(Swiftsum::Algorithm[:sha256]).tap { |made| made.update(long) } }
  let(:alive) { Swiftsum.live_objects }

  it "live as long as what owns them" do
    made, left = run_ruby(<<~RUBY).split
      require "swiftsum"
      digests = -> { Array.new(1_000) { Swiftsum::SHA256.new.update("x" * 5_000) } }
      Thread.new { digests.call.then { puts Swiftsum.live_objects } }.join
      GC.start
      puts Swiftsum.live_objects
    RUBY

    expect([made, left]).to eq %w[1000 0]
  end

  it "have copies that live by themselves" do
    run_ruby(<<~RUBY)
      require "swiftsum"
      long = "x" * 5_000
      Thread.new { 1_000.times { Swiftsum::SHA256.new.update(long).then { |digest| [digest.dup, digest.clone] } } }.join
      GC.start
      abort "\#{Swiftsum.live_objects} are left" unless Swiftsum.live_objects.zero?
    RUBY
  end

  it "are made by no one-shot, and by no digest of a few KiB" do
    before = alive
    Swiftsum.algorithms.map(&:digest_class).each do |type|
      type.hexdigest("x") && type.digest_all(%w[x y])
      (type.new << "x" << ("y" * 4_000)).dup.reset.hexdigest
    end
    Swiftsum::BLAKE3.hexdigest("x", key: "k" * 32)
    Swiftsum.crc32("x")

    expect(Swiftsum.live_objects).to eq before
  end

  it "are given back after a file, without the garbage collector" do
    before = alive
    Swiftsum.checksums(__FILE__, *Swiftsum.algorithms)
    expect { Swiftsum.checksum("/") }.to raise_error Errno::EISDIR
    expect { Swiftsum.checksum(__FILE__) { raise "stop" } }.to raise_error "stop"

    expect(Swiftsum.live_objects).to eq before
  end

  describe "that are released" do
    it "are given back at once" do
      before = alive
      hasher.release

      expect(Swiftsum.live_objects).to eq before
    end

    it "are given back once, whoever asks, and how often" do
      run_ruby(<<~RUBY)
        require "swiftsum"
        hasher = Swiftsum::Native::Hasher.new(Swiftsum::Algorithm[:sha256])
        hasher.update("x" * 5_000)
        100.times.map { Thread.new { hasher.release } }.each(&:join)
        hasher.state.free
        hasher = nil
        Thread.new { GC.start }.join
        abort "\#{Swiftsum.live_objects} are left" unless Swiftsum.live_objects.zero?
      RUBY
    end

    it "can't be used" do
      hasher.release

      [
        -> { hasher.update("x") }, -> { hasher.update("x" * Swiftsum.gvl_release_bytes) }, -> { hasher.reset },
        -> { hasher.finish }, -> { hasher.dup }, -> { hasher.clone }, -> { hasher.appending { nil } },
        -> { File.open(__FILE__) { |file| Swiftsum::Native::Reader.read(file, [hasher], __FILE__) } }
      ].each { |use| expect(&use).to raise_error Swiftsum::ReleasedError }
    end

    it "can't be used after AutoPointer#free either" do
      hasher.state.free

      expect { hasher.finish }.to raise_error Swiftsum::ReleasedError
    end
  end

  it "have addresses that can't be copied, for a copy would be given back a second time" do
    expect { hasher.state.dup }.to raise_error NoMethodError
    expect { hasher.state.clone }.to raise_error NoMethodError
  end

  describe "when another thread interrupts" do
    # Runs the code again and again, and raises in it from another thread: at its first step, at its second, …
    def run_interrupted(code)
      run_ruby(<<~RUBY)
        require "swiftsum"

        STOP = Class.new(Exception)
        STEPS = %i[line call return c_call c_return b_call b_return].freeze

        def interrupted_at?(step)
          target = Thread.current
          steps = 0
          trace = TracePoint.new(*STEPS) do
            steps += 1 if Thread.current == target
            Thread.new { target.raise(STOP) }.join if steps == step && Thread.current == target
          end
          trace.enable { #{code} }
          false
        rescue STOP
          true
        end

        # A finalizer in between would be interrupted instead.
        GC.disable
        steps = Thread.new { (1..).find { |step| !interrupted_at?(step) } }.value
        GC.enable
        GC.start
        abort "\#{Swiftsum.live_objects} are left after \#{steps} steps" unless Swiftsum.live_objects.zero?
        print steps
      RUBY
    end

    {
      "made" => "Swiftsum::Native::Hasher.new(Swiftsum::Algorithm[:sha256]).state",
      "copied" => "Swiftsum::Native::Hasher.new(Swiftsum::Algorithm[:sha256]).tap(&:state).dup",
      "released" => "Swiftsum::Native::Hasher.new(Swiftsum::Algorithm[:sha256]).tap(&:state).release",
      "used for a digest with a key" => "Swiftsum::BLAKE3.hexdigest('abc', key: 'k' * 32)",
      "read into from a file" => "Swiftsum.checksums(#{__FILE__.inspect}, :sha256, :crc32)"
    }.each do |verb, code|
      it "are neither lost nor given back twice while they are #{verb}" do
        expect(run_interrupted(code).to_i).to be > 20
      end
    end
  end
end
