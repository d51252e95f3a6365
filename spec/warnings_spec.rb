# frozen_string_literal: true

require "open3"
require_relative "support/ruby_process"

# Rake::TestTask turns them on for everybody's tests.
RSpec.describe "Ruby's warnings" do
  define_method(:ruby) { |code| Open3.capture2e(RbConfig.ruby, "-w", "-I", RubyProcess::LIB, "-e", code) }

  # In a process each, for what is loaded first hides what the others lack.
  apart = <<~RUBY
    def apart(name)
      read, write = IO.pipe
      child = fork do
        [$stdout, $stderr].each { |io| io.reopen(write) }
        yield
      end
      write.close
      said = read.read
      Process.wait(child)
      puts name, said unless said.empty? && $?.success?
    end
  RUBY

  ["swiftsum", "swiftsum/cli", "swiftsum/manifest", "swiftsum/rake", "swiftsum/rake_task",
   "swiftsum/rspec"].each do |name|
    it "are of nothing in it: require #{name.inspect}" do
      expect(ruby("require #{name.inspect}")).to match ["", be_success]
    end
  end

  it "are of nothing that is loaded when it is first needed, whichever comes first" do
    said, status = ruby(<<~RUBY)
      require "swiftsum"
      #{apart}
      @seen = []
      def look(space)
        space.constants(false).each do |name|
          (@apart ||= []) << apart("\#{space}::\#{name}") { space.const_get(name) } if space.autoload?(name)
          constant = space.const_get(name)
          next if !constant.is_a?(Module) || !constant.inspect.start_with?("Swiftsum") || @seen.include?(constant)

          @seen << constant
          look(constant)
        end
      end
      look(Swiftsum)
      puts @apart.size > 20
    RUBY

    expect([said, status]).to match ["true\n", be_success]
  end
end
