# frozen_string_literal: true

require "open3"
require_relative "support/specifications"

# A part of `rake spec:debian13`, another one with each seed.
RSpec.describe "Debian 13, with Ruby 3.3 and ffi 1.17", :slow do
  project = Specifications::ROOT
  root = "tmp/roots/trixie"
  # Ractors have more to do there.
  part = ["spec/ractor_spec.rb", *Specifications.anywhere.sample(6, random: Random.new(RSpec.configuration.seed))].uniq

  around { |example| Dir.chdir(project) { example.run } }

  # It takes root's permissions and a mirror of Debian's; in a container, root has not all of them.
  def make(root)
    skip "only root can go to #{root}" unless system("unshare", "--mount", "true", err: File::NULL)
    return if File.exist?(root)

    output, status = Open3.capture2e("timeout", "300", "rake", root)
    skip "#{root} can't be made: #{output.lines.last}" unless status.success?
  end

  it "passes #{part.join(', ')}" do
    make(root)
    output, status = Open3.capture2e("bin/in-root", root, "rspec", *part)

    expect(status).to be_success, output
    expect(output).to match(/[1-9]\d* examples?, 0 failures/)
  end
end
