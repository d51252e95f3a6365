# frozen_string_literal: true

require "fileutils"
require "tmpdir"
require_relative "support/abi"
require_relative "support/elf_file"

# Each system call and each allocation of the library fails, one after another: the first ones of each task always, of
# those behind them a part that the seed chooses, or all of them (`rake faults`).
RSpec.describe "The library, where a call fails" do
  include ABI

  # What the library imports and nothing makes fail, with the reason.
  never_failed = {
    "memory and texts: no system call" => %w[bcmp memcmp memcpy memmove memset strchr strcmp strlen strstr snprintf
                                             getenv],
    "nothing is left to fail, as they are called" => %w[
      clock_gettime sysconf sigfillset pthread_sigmask pthread_join
      pthread_mutex_init pthread_mutex_lock pthread_mutex_unlock pthread_mutex_destroy
      pthread_cond_init pthread_cond_wait pthread_cond_broadcast pthread_cond_destroy
    ],
    "what Swift allocates: see the header" => %w[posix_memalign],
    "called on macOS only" => %w[closedir],
    "the compiler's" => %w[__errno_location __stack_chk_fail]
  }

  it "has each function that may fail made to fail" do
    stands_in = File.read(File.join(ABI::PROGRAMS, "failing_calls.h")).scan(/^\w[\w ]* \*?(\w+)\(.*\{$/).flatten
    imported = ELFFile.new(File.join(ABI::FOLDER, "libswiftsum.so")).imported

    expect(imported).to include("openat", "lseek")
    expect(imported - stands_in - never_failed.values.flatten).to eq []
  end

  it "has for each file its digest or an error, and leaves nothing behind" do
    step = ENV.fetch("FAULT_STEP", "29")
    # A file system in memory, where there is one.
    Dir.mktmpdir(nil, File.writable?("/dev/shm") ? "/dev/shm" : nil) do |folder|
      report = run_c("every_fault.c", "-O1", "-pthread", arguments: [folder, step, RSpec.configuration.seed.to_s])

      expect(report).to match(/\A\d{4,} faults, 0 wrong\n\z/)
    end
  end
end
