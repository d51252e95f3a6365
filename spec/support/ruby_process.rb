# frozen_string_literal: true

require "open3"
require "rbconfig"

# Ruby processes of their own, for what may end one.
module RubyProcess
  LIB = File.expand_path("../../lib", __dir__)

  # Ruby code after which the permissions of files count: for root they don't.
  UNPRIVILEGED = "Process::UID.change_privilege(65_534) if Process.uid.zero?"

  COMMAND = [RbConfig.ruby, "-W0", "-I", LIB].freeze

  # @param code [String] Ruby code
  # @return [String] what it printed
  # @raise [RuntimeError] unless it ended well
  def run_ruby(code, environment = {})
    output, messages, status = Open3.capture3(environment, *COMMAND, "-e", code)
    raise "#{status}: #{messages}" unless status.success?

    output
  end
end
