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
        # @yieldparam file [File] to be written; it is beside the old one, and hidden, so that `pkg/*` does not find it
        # @yieldparam target [String] what it will replace, if there is one
        # @return [void]
        # @raise [OverwriteError] if a device, a FIFO or a socket is there
        # @raise [SystemCallError]
        def write(path)
          target = target(path)
          # A rename does not cross file systems.
          folder = File.dirname(target)
          create_in(folder) do |file|
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

        # Its name is known before it is there: so Ctrl-C leaves nothing behind, whenever it comes.
        def create_in(folder, &block)
          path = File.join(folder, ".swiftsum-#{Random.urandom(12).unpack1('H*')}")
          File.open(path, File::RDWR | File::CREAT | File::EXCL, 0o600, &block)
        ensure
          remove(path) if path
        end

        def remove(path)
          File.unlink(path)
        rescue SystemCallError
          # It was renamed, or never came to be.
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
