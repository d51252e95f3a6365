# frozen_string_literal: true

require "open3"
require "pathname"
require "timeout"
require_relative "support/trees"

RSpec.describe Swiftsum::Tree::Filter do
  include Trees

  # By pattern: what it matches, and what it does not.
  matches = {
    "a" => [%w[a a/b b/a b/a/c a/], %w[b ab b/c A]],
    "*.rb" => [%w[x.rb a/x.rb .rb a.rb/x], %w[x.rbx x]],
    "*" => [%w[a .a a/b], []],
    "?" => [%w[a b/c], %W[ab b.c \u00e9]],
    "??" => [%W[ab \u00e9], %w[a abc]],
    "/a" => [%w[a a/b], %w[b/a]],
    "a/b" => [%w[a/b a/b/c], %w[x/a/b a ab b]],
    "/a/*" => [%w[a/b a/b/c], %w[a b/a]],
    "tmp/" => [%w[tmp/ tmp/a a/tmp/b a/tmp/], %w[tmp a/tmp]],
    "/tmp/" => [%w[tmp/ tmp/a], %w[tmp a/tmp/b]],
    "a/*/c" => [%w[a/b/c a/b/c/d], %w[a/c a/b/b/c]],
    "a/**/c" => [%w[a/c a/b/c a/b/b/c a/b/c/d], %w[ac a/bc c x/a/c a]],
    "**/c" => [%w[c a/c a/b/c c/d], %w[ac cd]],
    "a/**" => [%w[a/b a/b/c], %w[a b/a/c a/]],
    "a/**/" => [%w[a/b/ a/b/c], %w[a a/ a/b]],
    "**/a/**/b/**" => [%w[a/b/c x/a/y/b/z a/b/b], %w[a/b b/a/b a/c]],
    "a**b" => [%w[ab axb x/axxb axb/c], %w[a/b]],
    "[abc]" => [%w[a b c x/a], %w[d ab]],
    "[!abc]" => [%w[d x/e], %w[a ad]],
    "[^abc]" => [%w[d], %w[a]],
    "[a-cx-z]1" => [%w[b1 y1], %w[d1 b b2]],
    "[]-]" => [["]", "-"], ["a"]],
    "[!]]" => [["a"], ["]"]],
    "[a\\-c]" => [%w[a - c], %w[b]],
    "\\*" => [%w[*], %w[a ab]],
    "\\[a]" => [["[a]"], %w[a]],
    "!a" => [%w[!a], %w[a]],
    "#a" => [%w[#a], %w[a]],
    "a " => [["a "], %w[a]],
    "[\xFE-\xFF]".b => [["\xFE".b, "\xFF".b], ["\xFD".b]],
    "*a*b" => [%w[ab xaxb aabb], %w[ba a]]
  }

  matches.each do |pattern, (matching, others)|
    it "such as #{pattern.inspect} match what gitignore's match" do
      filter = described_class.new(include: pattern)

      expect(matching.reject { |path| filter.include?(path) }).to eq []
      expect(others.select { |path| filter.include?(path) }).to eq []
    end
  end

  it "are git's, but for what is negated or malformed" do
    skip "git is not installed" unless system("git", "--version", out: File::NULL, err: File::NULL)
    random = Random.new(RSpec.configuration.seed)
    system("git", "init", "-q", ".", exception: true)
    60.times do
      pattern = random_pattern(random) or next
      paths = Array.new(80) { random_path(random) }.uniq
      filter = described_class.new(include: pattern)

      expect([pattern, *paths.select { |path| filter.include?(path) }]).to eq [pattern, *ignored_by_git(pattern, paths)]
    end
  end

  def ignored_by_git(pattern, paths)
    File.binwrite(".git/info/exclude", "#{pattern}\n")
    Open3.capture2(*%w[git check-ignore --no-index -z --stdin], stdin_data: paths.join("\0")).first.split("\0")
  end

  def random_path(random)
    Array.new(random.rand(1..4)) { Array.new(random.rand(1..3)) { %w[a b].sample(random:) }.join }.join("/")
  end

  def random_pattern(random)
    pattern = Array.new(random.rand(1..7)) { %w[a b a b * ? ** / / [ab] [!a] \\a].sample(random:) }.join
    # Of two asterisks that are no whole part, git's manual says that they are as one, and git does not always do so.
    return if pattern.split("/").any? { |part| part.include?("**") && part != "**" }

    described_class.new(include: pattern) && pattern
  rescue ArgumentError
    nil
  end

  it "leave out what is excluded, and all but what is included" do
    Dir.mkdir("tree")
    Dir.chdir("tree") { grow(Random.new(RSpec.configuration.seed), 200, links: false) }
    all = Swiftsum::Tree.new("tree").map(&:path).drop(1)
    [["*a*", []], [[], "*a*"], ["/*0*/", ["*/", "*-*"]], ["*/*/*", []], ["**/-*/**", "/*/**"]].each do |patterns|
      tree = Swiftsum::Tree.new("tree", exclude: patterns[0], include: patterns[1])
      expected = all.select { |path| tree.filter.include?(path.delete_prefix("tree/")) }

      expect(tree.map(&:path) - ["tree/"]).to eq expected
    end
  end

  it "let paths begin with ./ as those of manifests do" do
    filter = described_class.new(exclude: "/a")

    expect(%w[./a .//././a a ./b b .a ./.a].select { |path| filter.include?(path) }).to eq %w[./b b .a ./.a]
    expect(["./a", Pathname("b")].grep(filter)).to eq [Pathname("b")]
  end

  it "are refused with a reason if they are none" do
    { "" => /no name/, "/" => /no name/, "//" => /no name/, "a//b" => /between two slashes/, "./a" => /\. or \.\./,
      "../a" => /\. or/, "a/.." => /\. or/, "[a" => /\[ has no \]/, "[]" => /no \]/, "[a/b]" => /no \]/,
      "a\\" => /behind a/, "[b-a]" => /range/, "[[:alpha:]]" => /classes/ }.each do |pattern, reason|
      %i[exclude include].each do |name|
        expect { Swiftsum::Tree.new(".", name => ["fine", pattern]) }
          .to raise_error(ArgumentError, reason) { |error| expect(error.message).to include pattern.inspect }
      end
    end
    expect { Swiftsum::Tree.new(".", exclude: /a/) }.to raise_error TypeError
    expect { Swiftsum::Tree.new(".", exclude: "a\0") }.to raise_error ArgumentError, /null byte/
  end

  it "take no time that doubles with a star more" do
    name = "a" * 5_000
    path = Array.new(2_000, "a").join("/")

    Timeout.timeout(60) do
      expect(described_class.new(include: "#{'*a' * 50}b")).not_to include(name)
      expect(described_class.new(include: "#{'**/a/' * 50}b")).not_to include(path)
      expect(described_class.new(include: "#{'**/*a*/' * 50}b")).not_to include(path)
    end
  end
end
