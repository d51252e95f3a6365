# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A file beside another, whose place it takes when it is whole. It is hidden, so that `pkg/*` does not find it. Who
    # writes it holds a lock on it. So one that nobody holds was left behind when its process was killed, and goes when
    # the next one is written.
    #
    # @api private
    module Draft
      NAME = /\A\.swiftsum-\h{24}\z/n
      FLAGS = File::RDWR | File::CREAT | File::EXCL
      private_constant :NAME, :FLAGS

      class << self
        # Whatever ends the block, the file has another name then, or is gone.
        #
        # @param folder [String]
        # @yieldparam file [File] empty, and nobody else's to read
        # @return what the block returns
        # @raise [SystemCallError]
        def create(folder)
          clear(folder)
          loop do
            path = File.join(folder, ".swiftsum-#{Random.urandom(12).unpack1('H*')}")
            file = new_file(path, folder)
            lock(file)
            return yield file if File.identical?(file, path)
          ensure
            # Its name is known before it is there: so Ctrl-C leaves nothing behind, whenever it comes.
            remove(path) if path
            file&.close
          end
        end

        # @param path [String]
        # @return [Boolean] whether somebody is writing it, or was until just now
        def held?(path)
          return false unless File.basename(path).match?(NAME)

          File.open(path, File::RDONLY | File::NOFOLLOW | File::NONBLOCK) do |file|
            file.stat.file? && !file.flock(File::LOCK_SH | File::LOCK_NB)
          end
        rescue Errno::ENOENT
          true
        rescue SystemCallError
          false
        end

        private

        # Nobody has asked for its name.
        def new_file(path, folder)
          File.open(path, FLAGS, 0o600)
        rescue SystemCallError => e
          raise e.class, folder
        end

        # Who clears or lists the folder may hold it for a moment.
        def lock(file)
          file.flock(File::LOCK_EX)
        rescue SystemCallError
          # Some file systems have no locks: nothing is cleared there.
        end

        def remove(path)
          File.unlink(path)
        rescue SystemCallError
          # It has another name.
        end

        # @param folder [String]
        def clear(folder)
          Dir.each_child(folder, encoding: Encoding::BINARY) do |name|
            remove_abandoned(File.join(folder.b, name)) if name.match?(NAME)
          end
        rescue SystemCallError
          # A folder that can't be read may be written to.
        end

        def remove_abandoned(path)
          File.open(path, File::RDWR | File::NOFOLLOW | File::NONBLOCK) do |file|
            abandoned = file.stat.file? && file.flock(File::LOCK_EX | File::LOCK_NB)
            File.unlink(path) if abandoned && File.identical?(file, path)
          end
        rescue SystemCallError
          # It is somebody else's.
        end
      end
    end
  end
end
