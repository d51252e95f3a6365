# frozen_string_literal: true

require "fileutils"
require "swiftsum"

# A folder `f`, and its manifest `m`.
module AuditedFolder
  # Before anything that may have been written to while it was read.
  LONG_AGO = Time.at(Time.now.to_i - 3600, 123_456_789, :nsec)

  def write(path, content, time = LONG_AGO)
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, content)
    File.utime(time, time, path)
  end

  # Other contents, and the time of the last change set back.
  def rot(path)
    times = File.stat(path).mtime
    File.binwrite(path, File.binread(path).swapcase)
    File.utime(times, times, path)
  end

  def list(folder = "f", **options)
    Swiftsum::Manifest.build(folder, **options).write("m", format: :swiftsum)
  end

  def audit(**options)
    Swiftsum::Audit.new("f", "m", **options)
  end

  # By name: the status, and what it was moved or copied from.
  def findings(report)
    report.findings.to_h { |result| [result.name, [result.status, result.from].compact] }
  end

  def update(**options, &block)
    Swiftsum::Manifest.read("m").update("f", **options, &block)
  end

  def entries
    Swiftsum::Manifest.read("m").to_h { |entry| [entry.name, entry] }
  end
end
