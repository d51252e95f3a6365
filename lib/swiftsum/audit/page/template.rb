# frozen_string_literal: true

module Swiftsum
  class Audit
    class Page
      # The files beside this one, of which a page is made. In page.html stands `{{rows}}` on a line of its own: what is
      # above it is written at first, what is below it at last.
      #
      # @api private
      class Template
        SCRIPTS = %w[names.js table.js folder.js treemap.js page.js].freeze
        private_constant :SCRIPTS

        def initialize
          @head, @tail = read("page.html").split("{{rows}}\n")
          @style = read("page.css")
          @script = SCRIPTS.map { |name| read(name) }.join("\n")
        end

        # @return [String] as every page begins, of whatever version
        def beginning
          @head[/\A.*?(?=\{\{)/m]
        end

        # @param values [Hash{Symbol => String}] HTML
        # @return [String]
        def head(**values)
          digests = { style_digest: digest(@style), script_digest: digest(@script) }
          fill(@head, style: @style, **digests, **values)
        end

        # @param (see #head)
        # @return [String]
        def tail(**values)
          fill(@tail, script: @script, **values)
        end

        private

        def read(name)
          File.read("#{__dir__}/#{name}", encoding: Encoding::UTF_8)
        end

        def fill(text, **values)
          text.gsub(/\{\{(\w+)\}\}/) { values.fetch(Regexp.last_match(1).to_sym) }
        end

        # As the Content-Security-Policy has it: of all between the tags.
        def digest(text)
          "sha256-#{SHA256.base64digest("\n#{text}\n")}"
        end
      end
    end
  end
end
