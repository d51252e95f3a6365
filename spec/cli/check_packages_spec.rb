# frozen_string_literal: true

require "fileutils"
require "stringio"

require "swiftsum/cli"
require "swiftsum/cli/package_report"

require_relative "../support/ocfl_objects"
require_relative "../support/program"

RSpec.describe "swiftsum check, of a folder" do
  include OCFLObjects
  include Program

  def make_bag
    FileUtils.mkdir("bag")
    File.write("bag/a", "content")
    Swiftsum::Bag.make("bag", algorithms: :md5)
  end

  it "that is a bag, validates it as a whole" do
    make_bag
    outcome = swiftsum("check", "bag")

    expect(outcome).to have_attributes(messages: "", status: 0)
    expect(outcome.output.lines).to match_array(
      %w[data/a bag-info.txt bagit.txt manifest-md5.txt].map { |name| "#{name}: OK\n" }
    )
    expect(swiftsum("check", "--quiet", "bag", "bag/")).to have_attributes(output: "", messages: "", status: 0)
  end

  it "that is a bag, says what is wrong with it, by code" do
    make_bag
    File.write("bag/data/a", "changed")
    File.write("bag/data/new", "")
    outcome = swiftsum("check", "--quiet", "bag")

    expect(outcome.status).to eq 1
    expect(outcome.output.lines).to match_array ["data/a: FAILED\n", "data/new: FAILED\n", "bag-info.txt: FAILED\n"]
    expect(outcome.messages).to match(/: data.a: checksum_mismatch: has md5:\h+, not \h+ as manifest-md5.txt/)
      .and match(/^swiftsum: bag: 3 OK, 2 FAILED, 1 not listed$/)
    expect(swiftsum("check", "--status", "bag")).to have_attributes(output: "", status: 1)
  end

  it "that is a bag in which something can't be verified, ends in 2" do
    make_bag
    FileUtils.rm("bag/manifest-md5.txt")
    expect(swiftsum("check", "bag").status).to eq 2

    File.write("bag/bagit.txt", "junk")
    expect(swiftsum("check", "bag")).to have_attributes(output: "bagit.txt: FAILED\n", status: 2)
  end

  it "that is an OCFL object, validates it, with the specification's codes" do
    build
    expect(swiftsum("check", "object")).to have_attributes(
      output: include("v1/content/a.txt: OK\n", "inventory.json: OK\n"), messages: "", status: 0
    )
    change { |inventory| inventory["id"] = "no-uri" }
    store("v1/content/a.txt", "x")

    expect(swiftsum("check", "--quiet", "object")).to have_attributes(
      output: "v1/content/a.txt: FAILED\n", status: 1,
      messages: %r{^swiftsum: v1/content/a.txt: E092: has sha512:\h+, not \h+ as inventory.json lists\n.*W005}m
    )
  end

  it "that is neither, says that it is a folder" do
    FileUtils.mkdir("folder")

    expect(swiftsum("check", "folder"))
      .to have_attributes(output: "", messages: /folder: is a folder, and neither a bag nor/, status: 2)
  end

  it "takes neither names in it nor a folder for them" do
    make_bag

    expect(swiftsum("check", "bag", "--", "a")).to have_attributes(messages: /as a whole/, status: 2)
    expect(swiftsum("check", "-C", ".", "bag")).to have_attributes(messages: /-C/, status: 2)
  end

  it "counts results of every status, so that the counts add up" do
    statuses = Swiftsum::Verification::Tally::EXIT_STATUSES.keys
    report = double(counts: statuses.to_h { |status| [status, 2] }, warnings: [], valid?: false, exit_status: 2)
    package = double(validate: report)
    messages = StringIO.new
    console = Swiftsum::CLI::Console.new(StringIO.new, messages)
    Swiftsum::CLI::PackageReport.new(console, "bag", :all, nil).validate(package, settle: 0)

    expect(messages.string.scan(/\b2 /).size).to eq statuses.size
  end
end
