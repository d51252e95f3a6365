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
    "ripemd160" => Digest::RMD160, "sha256" => Digest::SHA256, "sha384" => Digest::SHA384, "sha512" => Digest::SHA512
  }.freeze

  # Other than ours.
  OPENSSL_NAMES = { "blake2b" => "BLAKE2b512", "blake2s" => "BLAKE2s256" }.freeze

  shake = lambda do |bits, length|
    code = "for path in sys.argv[1:]: print(hashlib.shake_#{bits}(open(path, 'rb').read()).hexdigest(#{length}))"
    ["python3", "-c", "import hashlib, sys\n#{code}"]
  end

  # Programs that print a line for each file, of which the digest is the last word.
  PROGRAMS = {
    "blake3" => %w[b3sum --no-names],
    "shake128" => shake.call(128, 32), "shake256" => shake.call(256, 64),
    "xxh32" => %w[xxhsum --quiet --tag -H32], "xxh64" => %w[xxhsum --quiet --tag -H64],
    "xxh3_64" => %w[xxhsum --quiet --tag -H3], "xxh3_128" => %w[xxhsum --quiet --tag -H128]
  }.freeze

  class << self
    # @param algorithm [String]
    # @return [Hash{String => Proc}] by their names
    def of(algorithm)
      {
        "Zlib" => zlib(algorithm),
        "Digest" => digest(DIGESTS[algorithm]),
        "OpenSSL" => digest(openssl(algorithm)),
        "cksum" => cksum(algorithm),
        "the definition" => definition(Vectors.crc(algorithm)),
        PROGRAMS.dig(algorithm, 0) => program(PROGRAMS[algorithm])
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

    # @return [Array<Integer>] of a CRC
    def combinations(algorithm)
      model = Vectors.crc(algorithm)
      definition = CRCDefinition.new(model)
      Inputs.combinations(model.width, Inputs.every(algorithm)).map { |arguments| definition.combine(*arguments) }
    end

    private

    def lists(every)
      Inputs.messages(every).merge("splits" => Inputs.splits(every).transform_values(&:join), "copies" => copies(every),
                                   "many" => Inputs.many(every))
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

    def zlib(algorithm)
      return unless %w[crc32 adler32].include?(algorithm)

      ->(messages) { messages.map { |message| format("%08x", Zlib.public_send(algorithm, message)) } }
    end

    def digest(implementation)
      ->(messages) { messages.map { |message| implementation.hexdigest(message) } } if implementation
    end

    def openssl(algorithm)
      OpenSSL::Digest.new(OPENSSL_NAMES.fetch(algorithm) { algorithm.tr("_", "-") }) unless PROGRAMS.key?(algorithm)
    rescue RuntimeError
      nil
    end

    def cksum(algorithm)
      ->(messages) { lines_of(%w[cksum], messages).map { |line| format("%08x", line.to_i) } } if algorithm == "cksum"
    end

    def definition(model)
      ->(messages) { CRCDefinition.new(model).hexdigests(messages) } if model
    end

    def program(command)
      ->(messages) { lines_of(command, messages).map { |line| line.split.last } } if command
    end

    # What a program says of messages as files.
    def lines_of(command, messages)
      Dir.mktmpdir do |folder|
        names = messages.each_index.map(&:to_s)
        names.zip(messages) { |name, message| File.binwrite(File.join(folder, name), message) }
        lines, status = Open3.capture2(*command, *names, chdir: folder)
        raise "#{command.first} failed" unless status.success?

        lines.lines(chomp: true)
      end
    end
  end
end
