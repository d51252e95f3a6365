# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require_relative "audited_folder"

# A folder and its manifest of so many files that many are compared at once, and what comes of that, with the same line
# by line.
module AuditedRuns
  include AuditedFolder

  # There are several runs; and folders, which are not files.
  def names
    @names ||= Array.new(300) { |index| format("%<folder>03d/file %<index>03d", folder: index / 40, index:) }
  end

  def make_files
    names.each { |name| write("f/#{name}", "content of #{name}") }
  end

  def now
    @now ||= Time.at(Time.now.to_i + 1, 5, :nsec)
  end

  def ways
    @ways ||= [[:run, { due: now }], [:record, { due: Time.at(now.to_i - 150) }], [:accept, {}], [:update, {}],
               [:update, { reread: 0.1 }]]
  end

  def lines
    File.readlines("m")
  end

  # The manifest with other lines, whose last one fits.
  def reword
    text = yield(lines[0..-2]).join
    count = text.scan(/^\{ ?"name"/).size
    File.binwrite("m", "#{text}#{JSON.generate({ count:, digest: "sha256:#{Digest::SHA256.hexdigest(text)}" })}\n")
  end

  # Each line as if it had been checked so many seconds before now.
  def checked(*seconds)
    reword do |lines|
      lines.each_with_index.map do |line, index|
        time = (now.to_i - seconds[index % seconds.size]) * 1_000_000_000
        line.sub(/("checked_ns":\d+,)?"digests"/, "\"checked_ns\":#{time},\"digests\"")
      end
    end
  end

  # What comes of it: what the block is told, what the report says, and what is written.
  def outcome
    FileUtils.cp("m", "m.before")
    told = []
    report = yield(told.method(:<<))
    [told.map(&:to_h), report.to_h, report.counts.to_a, report.irregular.to_a, File.binread("m")]
  rescue Swiftsum::Error => e
    [e.message, File.binread("m")]
  ensure
    FileUtils.mv("m.before", "m")
  end

  def outcomes
    allow(Time).to receive(:now).and_return(now)
    ways.map do |way, options|
      outcome { |told| way == :update ? update(**options, &told) : audit(**options).public_send(way, &told) }
    end
  end

  def line_by_line
    allow_any_instance_of(Swiftsum::Manifest::Formats::SwiftsumColumns).to receive(:run).and_return(nil)
    yield
  ensure
    allow_any_instance_of(Swiftsum::Manifest::Formats::SwiftsumColumns).to receive(:run).and_call_original
  end

  def expect_no_difference
    expect(outcomes).to eq(line_by_line { outcomes })
  end

  # In a new list, and in one that has the times of last checks.
  def expect_no_difference_once_listed
    list
    expect_no_difference
    checked(100)
    expect_no_difference
  end
end
