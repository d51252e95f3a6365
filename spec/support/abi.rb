# frozen_string_literal: true

require "open3"
require "tmpdir"

# The C ABI as a C program sees it: the header, and the library that the gem installs.
module ABI
  FOLDER = File.expand_path("../../lib/swiftsum", __dir__)
  PROGRAMS = File.expand_path("../abi", __dir__)

  HEADER = File.expand_path("../../Sources/CSwiftsum/swiftsum.h", __dir__)
  DECLARATIONS = File.read(HEADER).gsub(%r{/\*.*?\*/}m, "")
  FUNCTIONS = DECLARATIONS.scan(/(\w+)\(/).flatten.freeze
  STATUSES = DECLARATIONS[/enum swiftsum_status \{(.*?)\}/m, 1].scan(/(\w+) = (\d+)/).to_h.transform_values(&:to_i)

  # Runs a program of spec/abi in a process of its own, which a trap would end, and gives its standard output.
  def run_c(program, *definitions, arguments: [], environment: {})
    Dir.mktmpdir do |folder|
      executable = compile_c(program, File.join(folder, "program"), *definitions)
      output, messages, status = Open3.capture3(environment, executable, *arguments, binmode: true)
      raise "#{program} #{definitions.join(' ')}: #{status} #{messages}" unless status.success?

      output
    end
  end

  # Compiles a program of spec/abi for whoever runs it more than once, and gives its path.
  def compile_c(program, executable, *definitions)
    messages, status = Open3.capture2e(
      "cc", "-std=gnu11", "-Wall", "-Wno-unused-variable", *definitions, "-I", FOLDER, "-o", executable,
      File.join(PROGRAMS, program), "-L", FOLDER, "-lswiftsum", "-ldl", "-Wl,-rpath,#{FOLDER}"
    )
    raise messages unless status.success?

    executable
  end
end
