# frozen_string_literal: true

require "rake"

require_relative "../swiftsum"
require_relative "rake/content_file_task"

module Swiftsum
  # Tasks for a Rakefile that run when contents changed, not times.
  module Rake
    # What {.content_file} has of each output, by default: beside the Rakefile. It is a cache: without it, all outputs
    # are made anew.
    STATE_FILE = ".swiftsum-contents"

    @state_file = STATE_FILE

    class << self
      # @return [String, #to_path] for the tasks that are defined from now on; relative to the Rakefile's folder
      attr_accessor :state_file

      # A file task, as `file` of rake defines one, that runs when
      # - the content of a prerequisite changed since the output was made, whatever its time is: not after a fresh
      #   checkout, and not where a prerequisite was made anew as it was before;
      # - the list of prerequisites, or the value of one of the task's arguments, changed;
      # - the output is missing, or is not as the task made it;
      # - rake was called with `--build-all`.
      #
      # A folder as a prerequisite counts with all files, links and folders that are in it, less the output itself.
      # One that `directory` defines only has to be there, and a task that is no file only has to have run; both as
      # with `file`. A task of `file` that depends on an output goes by its time, and by those of what the output is
      # made of.
      #
      # What the block reads and is no prerequisite does not count; nor does the block itself. An output is what the
      # task is called; of other files that the block writes nothing is known.
      #
      # It is safe with `rake -m`, with several rakes at once, and when rake is killed: then an output is made once too
      # often, never too seldom.
      #
      # @example
      #   require "swiftsum/rake"
      #
      #   Swiftsum::Rake.content_file "out.bin" => ["in.txt"] do |t|
      #     sh "compile", t.source, "-o", t.name
      #   end
      #
      # @overload content_file(*arguments)
      #   @param arguments what `file` of rake takes: a name, prerequisites, names of arguments
      #   @yieldparam task [::Rake::FileTask]
      #   @yieldparam values [::Rake::TaskArguments]
      # @return [::Rake::FileTask]
      # @raise [SystemCallError, ChangedError, IrregularFileError] when it runs: for a prerequisite that can't be read
      # @raise [Error] when it runs: if the state file is something else
      def content_file(...)
        ContentFileTask.define_task(...)
      end
    end
  end
end
