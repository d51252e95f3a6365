# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A file that takes the place of another, whole or not at all: a reader sees the old one or the new one, also after
    # a crash. A symbolic link stays, and what it leads to is replaced; permissions are kept.
    #
    # @api private
    module Replacement
      class << self
        # @param path [String, #to_path]
        # @yieldparam file [File] to be written; it is beside the old one (see Draft)
        # @yieldparam target [String] what it will replace, if there is one
        # @return [void]
        # @raise [OverwriteError] if a device, a FIFO or a socket is there
        # @raise [SystemCallError]
        def write(path)
          target = target(path)
          # A rename does not cross file systems.
          folder = File.dirname(target)
          Draft.create(folder) do |file|
            yield file.binmode, target
            file.chmod(mode(target))
            file.fsync
            File.rename(file, target)
          end
          File.open(folder) { |names| sync(names) }
        end

        private

        def target(path)
          target = File.realdirpath(path)
          raise Errno::EISDIR, path if File.directory?(target)
          return target if File.file?(target) || !File.exist?(target)

          raise OverwriteError, "#{path}: is there, and not a regular file, which could be replaced"
        end

        def mode(path)
          File.stat(path).mode & 0o7777
        rescue Errno::ENOENT
          0o666 & ~File.umask
        end

        # Some file systems have no such thing for folders.
        def sync(folder)
          folder.fsync
        rescue Errno::EINVAL, Errno::ENOTSUP
          nil
        end
      end
    end
  end
end
