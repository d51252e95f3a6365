# frozen_string_literal: true

require "coverage"

# Which lines of lib/ a process reached, and so all processes that specifications start. To be loaded before anything
# else, with COVERED_LINES naming the folder where each process leaves what it reached.
module CoveredLines
  LIB = "#{File.expand_path('../../lib', __dir__)}/".freeze

  class << self
    def record(folder)
      Coverage.start(oneshot_lines: true)
      # Registered first, it runs last.
      at_exit { leave(folder) }
    end

    # @param folder [String]
    # @return [Array(Hash{String => Array<Integer>}, Float)] by file, the lines of code that no process reached; and how
    #   many of all lines were reached, in percent
    def unreached(folder)
      reached = reached(folder)
      code = Dir.glob("**/*.rb", base: LIB).sort.to_h { |path| [path, lines_of_code(path)] }
      left = code.to_h { |path, lines| [path, lines - reached.fetch(path, [])] }
      [left.reject { |_, lines| lines.empty? }, 100 * (1 - count(left).fdiv(count(code)))]
    end

    private

    # A child has what its parent had, too, when it was forked.
    def leave(folder)
      lines = Coverage.result(stop: false, clear: false).filter_map do |path, result|
        [path.delete_prefix(LIB), result[:oneshot_lines]] if path.start_with?(LIB)
      end
      name = "#{folder}/#{Process.pid}-#{Process.clock_gettime(Process::CLOCK_REALTIME, :nanosecond)}"
      File.binwrite(name, lines.map { |line| "#{line.flatten.join(' ')}\n" }.join)
    end

    def reached(folder)
      Dir.glob("#{folder}/*").flat_map { |file| File.readlines(file) }.each_with_object({}) do |line, all|
        path, *lines = line.split
        all[path] = all.fetch(path, []) | lines.map(&:to_i)
      end
    end

    def count(lines)
      lines.each_value.sum(&:size)
    end

    def lines_of_code(path)
      Coverage.line_stub(LIB + path).each_with_index.filter_map { |count, index| index + 1 if count }
    end
  end

  record(ENV["COVERED_LINES"]) if ENV["COVERED_LINES"]
end
