# frozen_string_literal: true

require "digest"
require "fileutils"

# Files, and the lines that `sha256sum` would print for them.
module DigestLines
  def write(path, content = path)
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, content)
  end

  def line(path, content = path)
    "#{Digest::SHA256.hexdigest(content)}  #{path}\n".b
  end

  def lines(*paths)
    paths.map { |path| line(path) }.join
  end
end
