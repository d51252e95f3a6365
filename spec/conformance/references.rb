# frozen_string_literal: true

require "digest"
require "open3"
require "openssl"
require "tmpdir"
require "zlib"

require_relative "inputs"
require_relative "../support/crc_definition"
require_relative "../support/vectors"

# Other implementations of our algorithms. Each takes messages and gives their digests in hexadecimal.
module References
  DIGESTS = {
    "md5" => Digest::MD5, "sha1" => Digest::SHA1,
    "sha256" => Digest::SHA256, "sha384" => Digest::SHA384, "sha512" => Digest::SHA512
  }.freeze

  class << self
    # @param algorithm [String]
    # @return [Hash{String => Proc}] by their names
    def of(algorithm)
      {
        "Zlib" => (method(:zlib) if algorithm == "crc32"),
        "Digest" => digest(DIGESTS[algorithm]),
        "OpenSSL" => digest(openssl(algorithm)),
        "b3sum" => (method(:b3sum) if algorithm == "blake3"),
        "cksum" => (method(:cksum) if algorithm == "cksum"),
        "the definition" => definition(Vectors.crc(algorithm))
      }.compact
    end

    # @return [Hash{String => Hash{String => String}}] by list and label
    def digests(algorithm, reference)
      lists = lists(Inputs.every(algorithm))
      messages = lists.values.flat_map(&:values)
      digests = of(algorithm).fetch(reference).call(messages)
      raise "#{reference}: #{digests.size} digests of #{messages.size} messages" unless digests.size == messages.size

      lists.transform_values { |list| list.transform_values { digests.shift } }
    end

    private

    def lists(every)
      Inputs.messages(every).merge("splits" => Inputs.splits(every).transform_values(&:join), "copies" => copies(every))
    end

    def copies(every)
      Inputs.copied_splits(every).each_with_object({}) do |(label, pieces), copies|
        message = "".b
        pieces.each.with_index(1) do |piece, count|
          message << piece
          copies["#{label}, #{count} pieces"] = message + Inputs::TAIL
        end
      end
    end

    def zlib(messages)
      messages.map { |message| format("%08x", Zlib.crc32(message)) }
    end

    def digest(implementation)
      ->(messages) { messages.map { |message| implementation.hexdigest(message) } } if implementation
    end

    def openssl(algorithm)
      OpenSSL::Digest.new(algorithm.tr("_", "-"))
    rescue RuntimeError
      nil
    end

    # The program of the BLAKE3 team.
    def b3sum(messages)
      lines_of("b3sum", "--no-names", messages)
    end

    def cksum(messages)
      lines_of("cksum", messages).map { |line| format("%08x", line.to_i) }
    end

    # What a program says of messages as files.
    def lines_of(*command, messages)
      Dir.mktmpdir do |folder|
        names = messages.each_index.map(&:to_s)
        names.zip(messages) { |name, message| File.binwrite(File.join(folder, name), message) }
        lines, status = Open3.capture2(*command, *names, chdir: folder)
        raise "#{command.first} failed" unless status.success?

        lines.lines(chomp: true)
      end
    end

    def definition(model)
      ->(messages) { CRCDefinition.new(model).hexdigests(messages) } if model
    end
  end
end
