# frozen_string_literal: true

require "fileutils"
require "tempfile"

require_relative "contents"
require_relative "fetch"
require_relative "manifest_file"
require_relative "path"
require_relative "payload_move"

module Swiftsum
  class Bag
    # Makes bags: version 1.0, in UTF-8.
    #
    # @api private
    class Writing
      TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
      private_constant :TEXT

      # @param folder [String]
      # @param algorithms [Array<Symbol, String, Algorithm, Class>, Symbol]
      # @param info [Hash, Enumerable]
      # @raise [ArgumentError]
      # @raise [UnknownAlgorithmError]
      def initialize(folder, algorithms, info)
        @folder = folder
        @algorithms = [*algorithms].map { |algorithm| Algorithm.fetch(algorithm) }.uniq
        raise ArgumentError, "a bag needs an algorithm" if @algorithms.empty?

        @info = info.flat_map { |label, values| [*values].map { |value| [label.to_s, value.to_s] } }
        @info.each { |pair| check_info(*pair) }
      end

      # @return [void]
      def make
        raise ArgumentError, "#{@folder} is a bag already: it has a #{DECLARATION}" if Bag.recognise?(@folder)

        check(Contents.new(@folder))
        PayloadMove.call(@folder)
        write
      end

      # @return [void]
      def write
        contents = check(Contents.new(@folder))
        File.stat(join(PAYLOAD))
        payload, tags = ManifestFile.all(contents.tag_files.keys).map { |manifests| manifests.map(&:name) }
        # Until the new ones are written, the old ones would be of other files.
        remove(tags)
        list("manifest", include: "/#{PAYLOAD}")
        remove(payload - names("manifest"))
        write_tag_files(contents)
      end

      private

      def write_tag_files(contents)
        put(Info::NAME, info(contents))
        put(DECLARATION, TEXT)
        list("tagmanifest", exclude: "/#{PAYLOAD}")
      end

      def check_info(label, value)
        unless label.match?(/\A[^:\r\n]+\z/) && label.strip == label
          raise ArgumentError, "a label of #{Info::NAME} has no colon and is one line: #{label.inspect}"
        end
        raise ArgumentError, "a value of #{Info::NAME} is one line: #{label}" if value.match?(/[\r\n]/)
      end

      def check(contents)
        path, error = contents.unreadable.first
        raise error.is_a?(IrregularFileError) ? IrregularFileError.new("#{path} #{error.message}") : error if error

        [contents.payload, contents.tag_files].each { |files| files.each_key { |name| check_name(name) } }
        contents
      end

      def check_name(path)
        return if path.dup.force_encoding(Encoding::UTF_8).valid_encoding?

        raise UnsupportedError, "#{path.inspect}: a bag's manifests are UTF-8, which this name is not"
      end

      # Writes a manifest by each algorithm, from one read of the files.
      def list(kind, include: [], exclude: [])
        replace(*names(kind)) do |*files|
          # They stand in the folder while they are written.
          written = files.map { |file| "/#{File.basename(file.path)}" }
          tree = Tree.new(@folder, include:, exclude: [*exclude, *written])
          Swiftsum.each_checksum(tree, @algorithms) do |path, result|
            raise result if result.is_a?(Exception)

            line(files, tree.relative(path), result)
          end
        end
      end

      def line(files, path, result)
        [*(result.is_a?(Hash) ? result.values : result)].zip(files) do |checksum, file|
          file.write("#{checksum}  #{Path.encode(path)}\n")
        end
      end

      def info(contents)
        pairs = @info.reject { |label, _| label.casecmp?("Payload-Oxum") }
        pairs << ["Bagging-Date", Time.now.strftime("%F")] if pairs.none? { |label, _| label.casecmp?("Bagging-Date") }
        pairs << ["Payload-Oxum", contents.oxum]
        pairs.map { |label, value| "#{label}: #{value}\n" }.join
      end

      # Each whole or not at all.
      def replace(*names)
        files = names.map { Tempfile.create([".swiftsum", ""], @folder).binmode }
        yield(*files)
        names.zip(files) { |name, file| rename(file, name) }
      ensure
        files&.each { |file| file.close.then { FileUtils.rm_f(file.path) } }
      end

      def put(name, text)
        replace(name) { |file| file.write(text) }
      end

      def rename(file, name)
        file.flush
        file.fsync
        file.chmod(0o666 & ~File.umask)
        File.rename(file.path, join(name))
      end

      def remove(names)
        names.each { |name| File.unlink(join(name)) }
      end

      # As RFC 8493 has it: in small letters, without what is between them.
      def names(kind)
        @algorithms.map { |algorithm| "#{kind}-#{algorithm.name.downcase.delete('^a-z0-9')}.txt" }
      end

      def join(name)
        File.join(@folder, name)
      end
    end
  end
end
