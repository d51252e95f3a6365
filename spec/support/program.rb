# frozen_string_literal: true

require "io/console"
require "open3"
require "rbconfig"
require "tempfile"
require "tmpdir"

require_relative "ruby_process"

# Runs programs as processes of their own, in a folder of their own.
module Program
  ROOT = File.expand_path("../..", __dir__)
  SWIFTSUM = [RbConfig.ruby, File.join(ROOT, "exe", "swiftsum")].freeze

  Outcome = Struct.new(:output, :messages, :status)

  def self.included(group)
    group.around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }
  end

  def swiftsum(*arguments, input: "", env: {})
    run(*SWIFTSUM, *arguments, input:, env:)
  end

  # In this process, which takes less time.
  def swiftsum_here(*arguments)
    files = Array.new(2) { Tempfile.create.tap { |file| File.unlink(file) } }
    status = Swiftsum::CLI.new(Swiftsum::CLI::Console.new(*files)).run(arguments)
    Outcome.new(*files.map { |file| file.tap(&:rewind).read }, status)
  ensure
    files&.each(&:close)
  end

  def run(*command, input: "", env: {})
    output, messages, status = Open3.capture3(env, *command, stdin_data: input, binmode: true)
    Outcome.new(output, messages, status.exitstatus)
  end

  # By a user whom the permissions of files bind. It is loaded before, for that user may not be able to.
  def swiftsum_unprivileged(*arguments, input: "")
    code = "require 'swiftsum/cli'; Swiftsum::CLI::COMMANDS.each(&:implementation); " \
           "#{RubyProcess::UNPRIVILEGED}; exit Swiftsum::CLI.new.run(ARGV)"
    File.chmod(0o755, ".")
    run(*RubyProcess::COMMAND, "-e", code, "--", *arguments, input:)
  end

  # On a terminal, to which both its output and its messages go.
  #
  # @return [String] what the terminal gets
  def swiftsum_on_terminal(*arguments)
    require "pty"
    terminal, program = PTY.open
    program.raw!
    pid = Process.spawn(*SWIFTSUM, *arguments, in: File::NULL, out: program, err: program)
    program.close
    everything(terminal).tap { Process.wait(pid) }
  end

  # Linux says EIO of a terminal whose other end nobody has any more.
  def everything(terminal)
    text = "".b
    loop { text << terminal.readpartial(4096) }
  rescue EOFError, Errno::EIO
    text
  end

  # Its output goes to `output`, which is a file or an IO.
  def swiftsum_into(output, *arguments)
    messages, writer = IO.pipe
    pid = Process.spawn(*SWIFTSUM, *arguments, in: File::NULL, out: output, err: writer)
    writer.close
    _, status = Process.wait2(pid)
    Outcome.new(nil, messages.read, status.exitstatus)
  end
end
