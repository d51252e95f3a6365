# frozen_string_literal: true

require "digest"

# Tasks of an application of their own, in a folder with two files to list. After Program, which makes the folder.
module RakeTasks
  def self.included(group)
    group.around { |example| with_application(&example) }
    group.before do
      Dir.mkdir("pkg")
      %w[a b].each { |name| File.write("pkg/#{name}.gem", name) }
      # What it says on success has specifications of its own, which replace it.
      allow($stdout).to receive(:puts)
    end
  end

  def with_application
    before = Rake.application
    Rake.application = Rake::Application.new
    yield
  ensure
    Rake.application = before
  end

  def define(name = :checksums, files: Rake::FileList["pkg/*"], manifest: "SHA256SUMS", **options)
    Swiftsum::RakeTask.new(name) do |task|
      task.files = files
      task.manifest = manifest
      options.each { |option, value| task.public_send("#{option}=", value) }
    end
  end

  # As often as a spec wants to, which rake doesn't do by itself.
  def invoke(name)
    Rake::Task[name].tap(&:reenable).invoke
  end

  def line(name, text = File.read(name))
    "#{Digest::SHA256.hexdigest(text)}  #{name}\n"
  end
end
