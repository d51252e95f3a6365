# frozen_string_literal: true

require "open3"

# What the linker wrote into a shared library, as `readelf` tells it.
class ELFFile
  # @param path [String]
  def initialize(path)
    @path = path
  end

  # @return [Array<String>] the names of its sections
  def sections
    read("--sections").scan(/^\s+\[ *\d+\] (\S+)/).flatten
  end

  # @return [String] the kind of processor that it is for
  def machine
    read("--file-header")[/Machine: +(.*)/, 1]
  end

  # @return [String] the name by which programs that were linked with it ask for it
  def soname
    dynamic("SONAME").first
  end

  # @return [Array<String>] the libraries that it needs
  def needed
    dynamic("NEEDED")
  end

  # @return [Array<String>] the names that others can look up
  def exported
    symbols.reject { |row| row[4] == "LOCAL" || row[6] == "UND" }.map { |row| bare(row[7]) }
  end

  # @return [Array<String>] the names that others must have for it to be loaded; weak ones may be missing
  def imported
    symbols.select { |row| row[4] == "GLOBAL" && row[6] == "UND" }.map { |row| bare(row[7]) }
  end

  # @return [Hash{String => Array<Integer>}] the versions that it needs of each imported name, such as [2, 17]
  def versions
    named = symbols.select { |row| row[6] == "UND" }.filter_map { |row| row[7].match(/\A([^@]+)@+GLIBC_([\d.]+)\z/) }
    named.to_h { |name| [name[1], name[2].split(".").map(&:to_i)] }
  end

  private

  # Number, value, size, type, binding, visibility, section, name.
  def symbols
    read("--dyn-syms").lines.map(&:split).select { |row| row.first&.match?(/\A\d+:\z/) && row.size > 7 }
  end

  def bare(name)
    name[/\A[^@]+/]
  end

  def dynamic(tag)
    read("--dynamic").scan(/\(#{tag}\).*\[(.*)\]/).flatten
  end

  def read(option)
    output, status = Open3.capture2("readelf", "--wide", option, @path)
    raise "readelf failed" unless status.success?

    output
  end
end
