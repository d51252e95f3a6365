# frozen_string_literal: true

require "json"
require "swiftsum"

# Pages of audits that found what a specification says.
module AuditPages
  def result(status, name, bytesize = nil, mtime_ns = nil, from: nil, problem: nil)
    entry = Swiftsum::Manifest::Entry.new(name || "", [], bytesize, mtime_ns:)
    Swiftsum::Audit::Result.new(status, name&.b, entry:, from: from&.b, problem:)
  end

  # @param results [Enumerable<Swiftsum::Audit::Result>]
  # @return [void]
  def write_page_of(results, path, folder: "f", irregular: {})
    File.write("m", "")
    audit = Swiftsum::Audit.new(folder, "m")
    Swiftsum::Audit::Page.write(path, audit) do |page|
      report = Swiftsum::Audit::Report.new(folder)
      report.irregular.merge!(irregular)
      results.each { |result| [report, page].each { |each| each.add(result) } }
      report
    end
  end

  # @return [String] the page
  def page_of(results, **options)
    write_page_of(results, "found.html", **options)
    File.read("found.html", encoding: "UTF-8")
  end

  # @return what a page has for its script, less what it says in surrogates
  def json(page, id)
    JSON.parse(page[%r{ id="#{id}">(.*?)</script>}m, 1])
  end
end
