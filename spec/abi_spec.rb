# frozen_string_literal: true

require_relative "support/abi"

RSpec.describe "The C ABI" do
  include ABI

  # The value that the call returns, errno, the number of objects that it left alive, and whether it wrote.
  def outcome_of(call)
    value, errno, alive, written = run_c("call.c", "-DCALL=#{call}").split.map(&:to_i)
    { value: value, errno: errno, alive: alive, written: written == 1 }
  end

  def self.refuses(status, calls)
    calls.each do |call|
      it "answers #{call} with #{status} and no output" do
        expect(outcome_of(call)).to include(value: ABI::STATUSES.fetch(status), alive: 0, written: false)
      end
    end
  end

  describe "a NULL with a length, or in place of what is required" do
    refuses "SWIFTSUM_ERROR_NULL", [
      "swiftsum_digest(sha256, NULL, 1, out.digest, sizeof out.digest)",
      "swiftsum_digest(sha256, NULL, SSIZE_MAX, out.digest, sizeof out.digest)",
      "swiftsum_digest(sha256, bytes, 1, NULL, 32)",
      "swiftsum_combine(crc32, 1, 2, 3, NULL)",
      "swiftsum_find_algorithm(NULL, &out.number)",
      "swiftsum_find_algorithm(\"sha256\", NULL)",
      "swiftsum_describe_algorithm(sha256, NULL)",
      "swiftsum_make_hasher(sha256, NULL, NULL)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, .key_length = 32}, &made_hasher)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, .context_length = 1}, &made_hasher)",
      "swiftsum_copy_hasher(NULL, &made_hasher)",
      "swiftsum_copy_hasher(hashers[0], NULL)",
      "swiftsum_update_hasher(NULL, bytes, 1)",
      "swiftsum_update_hasher(hashers[0], NULL, 1)",
      "swiftsum_reset_hasher(NULL)",
      "swiftsum_hasher_digest_length(NULL, &out.length)",
      "swiftsum_hasher_digest_length(hashers[0], NULL)",
      "swiftsum_finish_hasher(NULL, out.digest, sizeof out.digest)",
      "swiftsum_finish_hasher(hashers[0], NULL, 32)",
      "swiftsum_make_reader(NULL, &made_reader)",
      "swiftsum_make_reader(__FILE__, NULL)",
      "swiftsum_make_descriptor_reader(0, NULL)",
      "swiftsum_hash_file(NULL, hashers, 2, &options, NULL)",
      "swiftsum_hash_file(__FILE__, NULL, 1, &options, NULL)",
      "swiftsum_hash_file(__FILE__, (swiftsum_hasher *[]){hashers[0], NULL}, 2, &options, NULL)",
      "swiftsum_read(NULL, hashers, 2, &options, NULL)",
      "swiftsum_read(reader, NULL, 1, &options, NULL)",
      "swiftsum_read(reader, (swiftsum_hasher *[]){hashers[0], NULL}, 2, &options, NULL)",
      "swiftsum_match_path(NULL, \"a\", &out.matches)",
      "swiftsum_match_path(\"a\", NULL, &out.matches)",
      "swiftsum_match_path(\"a\", \"a\", NULL)",
      "swiftsum_make_walker(NULL, NULL, &made_walker)",
      "swiftsum_make_walker(\"/\", NULL, NULL)",
      "swiftsum_make_walker(\"/\", &(swiftsum_walk_options){sizeof walk_options, .exclude_count = 1}, &made_walker)",
      "swiftsum_make_walker(\"/\", &(swiftsum_walk_options){sizeof walk_options, " \
      ".include = (const char *[]){\"a\", NULL}, .include_count = 2}, &made_walker)",
      "swiftsum_walk(NULL, 0, &entries)",
      "swiftsum_walk(walker, 0, NULL)",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){sizeof entries, NULL, 10, &out.entry, 1, sizeof out.entry})",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){sizeof entries, out.paths, 10, NULL, 1, sizeof out.entry})",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){8})"
    ]

    it "is an error of the CRCs by value too" do
      %w[swiftsum_crc32 swiftsum_crc32c].each do |crc|
        expect(outcome_of("#{crc}(1, NULL, 1)")).to include(value: 0, errno: Errno::EINVAL::Errno)
      end
    end

    it "is fine where there is nothing to read or to give back" do
      expect(outcome_of("swiftsum_digest(sha256, NULL, 0, out.digest, sizeof out.digest)")).to include(value: 0)
      expect(outcome_of("swiftsum_update_hasher(hashers[0], NULL, 0)")).to include(value: 0)
      expect(outcome_of("swiftsum_crc32(7, NULL, 0)")).to include(value: 7, errno: 0)
      expect(outcome_of("swiftsum_hash_file(__FILE__, NULL, 0, NULL, NULL)")).to include(value: 0)
      expect(outcome_of("(swiftsum_release_hasher(NULL), swiftsum_release_reader(NULL), release_checksum(NULL), " \
                        "swiftsum_release_walker(NULL), 0)"))
        .to include(value: 0, alive: 0)
    end
  end

  describe "a length that no memory has" do
    refuses "SWIFTSUM_ERROR_SIZE", [
      "swiftsum_digest(sha256, bytes, SIZE_MAX, out.digest, sizeof out.digest)",
      "swiftsum_digest(sha256, NULL, SIZE_MAX, out.digest, sizeof out.digest)",
      "swiftsum_digest(crc32, bytes, (size_t)SSIZE_MAX + 1, out.digest, sizeof out.digest)",
      "swiftsum_update_hasher(hashers[0], bytes, SIZE_MAX)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, bytes, SIZE_MAX}, &made_hasher)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, NULL, 0, bytes, SIZE_MAX}, &made_hasher)",
      "swiftsum_hash_file(__FILE__, hashers, SIZE_MAX, NULL, NULL)",
      "swiftsum_hash_file(__FILE__, hashers, SSIZE_MAX, NULL, NULL)",
      "swiftsum_read(reader, hashers, SIZE_MAX, NULL, NULL)",
      "swiftsum_read(reader, hashers, SIZE_MAX / sizeof *hashers + 1, NULL, NULL)",
      "swiftsum_make_walker(\"/\", &(swiftsum_walk_options){sizeof walk_options, .exclude_count = SIZE_MAX}, " \
      "&made_walker)",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){sizeof entries, out.paths, 10, &out.entry, SIZE_MAX, 64})",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){sizeof entries, out.paths, SIZE_MAX, &out.entry, 1, 64})"
    ]

    it "is an error of the CRCs by value too" do
      expect(outcome_of("swiftsum_crc32(1, bytes, SIZE_MAX)")).to include(value: 0, errno: Errno::EINVAL::Errno)
    end

    it "is combined all the same: it is a number only" do
      expect(outcome_of("swiftsum_combine(crc32, 1, 0, UINT64_MAX, &out.combined)"))
        .to include(value: 0, written: true)
      expect(outcome_of("swiftsum_crc32c_combine(1, 0, UINT64_MAX) != 0")).to include(value: 1)
    end
  end

  describe "an output that is too short" do
    refuses "SWIFTSUM_ERROR_SIZE", [
      "swiftsum_digest(sha256, bytes, 1, out.digest, 31)",
      "swiftsum_digest(crc32, bytes, 1, out.digest, 0)",
      "swiftsum_finish_hasher(hashers[0], out.digest, 31)",
      "swiftsum_finish_hasher(hashers[1], out.digest, 0)",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){sizeof entries, out.paths, 1, &out.entry, 1, sizeof out.entry})",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){sizeof entries, out.paths, 10, &out.entry, 0, sizeof out.entry})",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){sizeof entries, out.paths, 10, &out.entry, 1, 7})"
    ]
  end

  describe "a structure whose size cannot be" do
    refuses "SWIFTSUM_ERROR_SIZE", [
      "swiftsum_describe_algorithm(sha256, &(swiftsum_algorithm_description){0})",
      "swiftsum_describe_algorithm(sha256, &(swiftsum_algorithm_description){4})",
      "swiftsum_make_hasher(sha256, &(swiftsum_parameters){0}, &made_hasher)",
      "swiftsum_make_hasher(sha256, &(swiftsum_parameters){4}, &made_hasher)",
      "swiftsum_hash_file(__FILE__, hashers, 2, &(swiftsum_file_options){0}, NULL)",
      "swiftsum_hash_file(__FILE__, hashers, 2, NULL, &(swiftsum_file_result){4})",
      "swiftsum_read(reader, hashers, 2, &(swiftsum_file_options){4}, NULL)",
      "swiftsum_read(reader, hashers, 2, NULL, &(swiftsum_file_result){0})",
      "swiftsum_make_walker(\"/\", &(swiftsum_walk_options){4}, &made_walker)",
      "swiftsum_walk(walker, 0, &(swiftsum_entries){0})"
    ]
  end

  describe "a structure of another release" do
    it "is read and filled as far as the caller has it, and no further" do
      expect(run_c("structures.c")).to eq "as far as they reach\n"
    end
  end

  describe "an algorithm that there is not" do
    refuses "SWIFTSUM_ERROR_ALGORITHM", [
      "swiftsum_digest(swiftsum_algorithm_count(), bytes, 1, out.digest, sizeof out.digest)",
      "swiftsum_digest(UINT32_MAX, bytes, 1, out.digest, sizeof out.digest)",
      "swiftsum_combine(UINT32_MAX, 1, 2, 3, &out.combined)",
      "swiftsum_describe_algorithm(UINT32_MAX, &out.description)",
      "swiftsum_make_hasher(INT32_MAX, NULL, &made_hasher)",
      "swiftsum_find_algorithm(\"\", &out.number)",
      "swiftsum_find_algorithm(\"SHA256\", &out.number)"
    ]
  end

  describe "a parameter that the algorithm does not take" do
    refuses "SWIFTSUM_ERROR_PARAMETER", [
      "swiftsum_make_hasher(sha256, &(swiftsum_parameters){sizeof parameters, bytes, 32}, &made_hasher)",
      "swiftsum_make_hasher(crc32, &(swiftsum_parameters){sizeof parameters, .digest_length = 4}, &made_hasher)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, bytes, 31}, &made_hasher)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, bytes, SSIZE_MAX}, &made_hasher)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, bytes, 32, bytes, 1}, &made_hasher)",
      "swiftsum_make_hasher(blake3, &(swiftsum_parameters){sizeof parameters, .digest_length = SIZE_MAX}, " \
      "&made_hasher)",
      "swiftsum_match_path(\"[a\", \"a\", &out.matches)",
      "swiftsum_make_walker(\"/\", &(swiftsum_walk_options){sizeof walk_options, .flags = 8}, &made_walker)",
      "swiftsum_make_walker(\"/\", &(swiftsum_walk_options){sizeof walk_options, " \
      ".exclude = (const char *[]){\"a\", \"\"}, .exclude_count = 2}, &made_walker)"
    ]
  end

  describe "an operation that the algorithm does not have" do
    refuses "SWIFTSUM_ERROR_UNSUPPORTED", [
      "swiftsum_combine(sha256, 1, 2, 3, &out.combined)",
      "swiftsum_combine(blake3, 1, 2, 3, &out.combined)"
    ]
  end

  describe "a file or folder that cannot be read" do
    let(:system_error) { ABI::STATUSES.fetch("SWIFTSUM_ERROR_SYSTEM") }

    {
      "swiftsum_make_reader(\"/nowhere\", &made_reader)" => Errno::ENOENT,
      "swiftsum_make_reader(\"\", &made_reader)" => Errno::ENOENT,
      "swiftsum_make_reader(__FILE__ \"/x\", &made_reader)" => Errno::ENOTDIR,
      "swiftsum_make_descriptor_reader(-1, &made_reader)" => Errno::EBADF,
      "swiftsum_make_descriptor_reader(INT_MIN, &made_reader)" => Errno::EBADF,
      "swiftsum_make_descriptor_reader(INT_MAX, &made_reader)" => Errno::EBADF,
      "swiftsum_hash_file(\"/nowhere\", hashers, 2, NULL, NULL)" => Errno::ENOENT,
      "swiftsum_hash_file(\"/\", hashers, 2, NULL, NULL)" => Errno::EISDIR,
      "swiftsum_make_walker(\"/nowhere\", NULL, &made_walker)" => Errno::ENOENT,
      "swiftsum_make_walker(\"\", NULL, &made_walker)" => Errno::ENOENT,
      "swiftsum_make_walker(__FILE__, NULL, &made_walker)" => Errno::ENOTDIR
    }.each do |call, error|
      it "answers #{call} with #{error.name.delete_prefix('Errno::')}" do
        expect(outcome_of(call))
          .to include(value: system_error, errno: error::Errno, alive: 0, written: false)
      end
    end

    it "has its errno in the result too" do
      call = "(swiftsum_hash_file(\"/\", hashers, 2, NULL, &out.result), out.result.system_error)"

      expect(outcome_of(call)).to include(value: Errno::EISDIR::Errno)
    end

    it "says so at the first read, where opening it succeeds" do
      call = "swiftsum_make_descriptor_reader(open(\"/dev/null\", O_WRONLY), &made_reader) != SWIFTSUM_OK " \
             "? -1 : (int)swiftsum_read(made_reader, hashers, 2, NULL, NULL)"

      expect(outcome_of(call)).to include(value: system_error, errno: Errno::EBADF::Errno)
    end

    {
      "make_checksum(NULL)" => Errno::EINVAL,
      "make_checksum(\"\")" => Errno::ENOENT,
      "make_checksum(\"/nowhere\")" => Errno::ENOENT,
      "make_checksum(\"/\")" => Errno::EISDIR,
      "swiftsum_make_checksum(NULL, \"sha256\")" => Errno::EINVAL,
      "swiftsum_make_checksum(__FILE__, NULL)" => Errno::EINVAL,
      "swiftsum_make_checksum(__FILE__, \"sha\")" => Errno::EINVAL
    }.each do |call, error|
      it "answers #{call} with NULL and #{error.name.delete_prefix('Errno::')}" do
        expect(outcome_of("#{call} != NULL")).to include(value: 0, errno: error::Errno, alive: 0)
      end
    end
  end

  describe "swiftsum_status_text" do
    def text_of(status)
      run_c("call.c", "-DCALL=puts(swiftsum_status_text(#{status}))").lines.first.chomp
    end

    it "has a sentence of its own for every status, without a full stop" do
      texts = ABI::STATUSES.keys.map { |status| text_of(status) }

      expect(texts.uniq.size).to eq ABI::STATUSES.size
      expect(texts).to all match(/\A\w.*[^.]\z/)
    end

    it "has one for what is no status too" do
      texts = %w[11 -1 INT_MAX INT_MIN].map { |number| text_of("(swiftsum_status)#{number}") }

      expect(texts.uniq).to contain_exactly(/\A\w/)
    end
  end

  describe "hostile arguments in every combination" do
    it "neither end the process nor leave anything alive" do
      expect(run_c("sweep.c").to_i).to be > 1_000_000
    end

    it "go to every function" do
      expect(ABI::FUNCTIONS - File.read(File.join(ABI::PROGRAMS, "sweep.c")).scan(/(\w+)\(/).flatten).to eq []
    end
  end

  describe "reading" do
    Swiftsum.instruction_sets.each do |name|
      it "ends where inputs and buffers do, with SWIFTSUM_ISA=#{name}" do
        expect(run_c("overread.c", environment: { "SWIFTSUM_ISA" => name })).to eq "nothing beyond\n"
      end
    end

    it "goes on with more blocks than a word of the hash counts" do
      expect(run_c("more_blocks.c")).to eq("goes on\n").or eq("no room\n")
    end
  end

  describe "a child that was forked during a first call" do
    it "does not wait for a thread that it doesn't have" do
      expect(run_c("fork.c", "-pthread")).to eq "0 hang\n"
    end
  end

  describe "swiftsum_live_objects" do
    it "counts checksums, hashers, readers and walkers from the making to the release" do
      expect(run_c("ownership.c")).to eq "all given back\n"
    end
  end
end
