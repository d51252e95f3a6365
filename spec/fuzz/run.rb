# frozen_string_literal: true

require "timeout"
require "tmpdir"

require_relative "mutation"
require_relative "targets"

# Gives damaged texts to all that reads texts of strangers.
module Fuzz
  # No text may take longer, whatever else the machine does.
  MOST_SECONDS = 30

  Finding = Struct.new(:target, :text, :error) do
    def to_s
      "#{target}: #{text.inspect}\n  #{error.class}: #{error.message}\n  #{error.backtrace&.first(6)&.join("\n  ")}"
    end
  end

  module_function

  # @param seed [Integer]
  # @param targets [Array<Target>]
  # @yieldparam inputs [Integer] of each so far
  # @yieldreturn [Boolean] whether to go on
  # @return [Array<Finding>] the first one of each target
  def run(seed, targets = TARGETS, &goes_on)
    Dir.mktmpdir do |folder|
      Dir.chdir(folder) do
        built = Calls.set_up
        corpora = targets.to_h { |target| [target, built.fetch(target.name) { corpus(target.name) }] }
        findings(corpora, Mutation.new(seed), &goes_on)
      end
    end
  end

  def findings(corpora, mutation)
    found = {}
    inputs = 0
    while yield(inputs)
      corpora.each { |target, corpus| found[target] ||= try(target, corpus, mutation) }
      inputs += 1
    end
    found.values.compact
  end

  def try(target, corpus, mutation)
    text = mutation.of(mutation.one_of(corpus))
    Timeout.timeout(MOST_SECONDS) { target.call.call(text.dup, mutation) }
    nil
  rescue *target.errors
    nil
  rescue Exception => e # rubocop:disable Lint/RescueException -- whatever it is, it is to be seen with its text
    raise if e.is_a?(SignalException)

    Finding.new(target.name, text, e)
  end
end

if $PROGRAM_NAME == __FILE__
  seconds = Float(ARGV.fetch(0))
  seed = Integer(ARGV.fetch(1) { Random.rand(1 << 32) })
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  count = 0
  $stdin.reopen(File::NULL)
  findings = Fuzz.run(seed) do |inputs|
    count = inputs
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - start < seconds
  end
  puts "#{count} inputs for each of #{Fuzz::TARGETS.size} targets in #{seconds} s, seed #{seed}", findings
  exit findings.empty?
end
