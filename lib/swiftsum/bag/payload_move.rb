# frozen_string_literal: true

require "tmpdir"

module Swiftsum
  class Bag
    # Moves all that is in a folder to its `data`; or, if not all can be moved, nothing.
    #
    # @api private
    module PayloadMove
      class << self
        # By way of a folder beside `data`, for that may be there and is payload, too.
        #
        # @param folder [String]
        # @return [void]
        # @raise [SystemCallError]
        def call(folder)
          names = Dir.children(folder).map(&:b)
          temporary = Dir.mktmpdir(".bag", folder)
          names.each { |name| File.rename(File.join(folder, name), File.join(temporary, name)) }
          File.chmod(File.stat(folder).mode & 0o777, temporary)
          File.rename(temporary, File.join(folder, PAYLOAD.chomp("/")))
        ensure
          move_back(temporary, folder) if temporary && File.exist?(temporary)
        end

        private

        def move_back(temporary, folder)
          Dir.children(temporary).each { |name| File.rename(File.join(temporary, name), File.join(folder, name)) }
          Dir.rmdir(temporary)
        end
      end
    end
  end
end
