# frozen_string_literal: true

module Swiftsum
  class Manifest
    # The formats that are written, by the name that the command line and the rake task have for them.
    FORMATS = Formats::WRITTEN.to_h { |name, _| [name, Formats.written(name)] }.freeze

    # Those that are read, likewise.
    READABLE = Formats::READ.to_h { |name, _| [name, Formats.read(name)] }.freeze
  end
end
