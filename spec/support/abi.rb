# frozen_string_literal: true

require "open3"
require "tmpdir"

# The C ABI as a C program sees it: the header, and the library that the gem installs.
module ABI
  FOLDER = File.expand_path("../../lib/swiftsum", __dir__)
  PROGRAMS = File.expand_path("../abi", __dir__)

  DECLARATIONS = File.read(File.expand_path("../../Sources/CSwiftsum/swiftsum.h", __dir__)).gsub(%r{/\*.*?\*/}m, "")
  FUNCTIONS = DECLARATIONS.scan(/(\w+)\(/).flatten.freeze
  STATUSES = DECLARATIONS[/enum swiftsum_status \{(.*?)\}/m, 1].scan(/(\w+) = (\d+)/).to_h.transform_values(&:to_i)

  # Runs a program of spec/abi in a process of its own, which a trap would end, and gives its standard output.
  def run_c(program, *definitions, arguments: [], environment: {})
    Dir.mktmpdir do |folder|
      executable = File.join(folder, "program")
      compile(File.join(PROGRAMS, program), executable, *definitions)
      output, messages, status = Open3.capture3(environment, executable, *arguments, binmode: true)
      raise "#{program} #{definitions.join(' ')}: #{status} #{messages}" unless status.success?

      output
    end
  end

  private

  def compile(source, executable, *definitions)
    messages, status = Open3.capture2e(
      "cc", "-std=gnu11", "-Wall", "-Wno-unused-variable", *definitions, "-I", FOLDER, "-o", executable, source,
      "-L", FOLDER, "-lswiftsum", "-Wl,-rpath,#{FOLDER}"
    )
    raise messages unless status.success?
  end
end
