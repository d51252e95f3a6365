# frozen_string_literal: true

require "fileutils"
require "open3"
require "rbconfig"
require "tmpdir"

# A folder with no gems but those installed there. Commands know of nothing else of ours: neither the environment
# of this process, nor Swift, nor the code of this checkout, over which something else is mounted where that is allowed.
class EmptyPlace
  CHECKOUT = File.expand_path("../..", __dir__)
  HIDDEN = %w[lib Sources].map { |folder| File.join(CHECKOUT, folder) }.freeze

  # @return [Array<String>] what to put before a command
  def self.hiding
    return [] unless system("unshare", "--mount", "true", err: File::NULL)

    ["unshare", "--mount", "sh", "-euc", <<~SH, "sh"]
      #{HIDDEN.map { |folder| "mount -t tmpfs none '#{folder}'" }.join("\n")}
      exec "$@"
    SH
  end

  attr_reader :folder

  # @param system [String, nil] the root of a system for arm64, whose Ruby qemu runs: that process, not what it starts
  def initialize(system = nil)
    # With permissions for whom specifications take to have none.
    @folder = Dir.mktmpdir.tap { |folder| File.chmod(0o755, folder) }
    @programs = system ? ["qemu-aarch64", "-L", system, File.join(system, "usr/bin/ruby3.1")] : [RbConfig.ruby]
    @scripts = system ? "/usr/bin" : RbConfig::CONFIG["bindir"]
  end

  # Without what is there of a program of Ruby's, such as `gem`.
  #
  # @return [String] what it printed
  def script(name, *arguments, folder: @folder)
    ruby(File.join(@scripts, name), *arguments, folder:)
  end

  # @return [String] what it printed
  # @raise [RuntimeError] unless it succeeded
  def ruby(*arguments, folder: @folder)
    output, status = Open3.capture2e(environment, *EmptyPlace.hiding, *@programs, *arguments,
                                     chdir: folder, unsetenv_others: true)
    raise output unless status.success?

    output
  end

  # @return [String] the folder of the only gem that is installed here
  def installed
    gems = Dir.glob(File.join(@folder, "gems/gems/*"))
    raise "there are #{gems.size} gems" unless gems.size == 1

    gems.first
  end

  def remove
    FileUtils.remove_entry(@folder)
  end

  private

  def environment
    path = ENV.fetch("PATH").split(":").reject { |directory| File.exist?(File.join(directory, "swift")) }
    { "PATH" => path.join(":"), "HOME" => @folder, "LANG" => "C.UTF-8", "GEM_HOME" => File.join(@folder, "gems") }
  end
end
