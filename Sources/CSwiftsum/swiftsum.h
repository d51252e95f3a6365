/*
 * swiftsum.h - checksums and digests of memory and of files.
 *
 * The contract of the library: everything else is behind it.
 *
 * Ownership    The caller releases what it makes: each `make` and `copy` has its `release` beside it. A release
 *              takes NULL and does nothing. No other function frees what the caller passes, and none
 *              keeps a pointer to it after it returns.
 * Errors       A function that can fail returns a `swiftsum_status`; SWIFTSUM_OK is 0. With
 *              SWIFTSUM_ERROR_SYSTEM, `errno` says why. On failure no output is written, unless the
 *              function says otherwise.
 * Threads      Every function may be called from any thread at any time. One hasher, reader, walker or batch
 *              is used by one thread at a time; different ones need no lock. The library starts no thread
 *              that outlives a call and keeps no state that a fork could break.
 * Memory       Where the system gives no more for a buffer, a list of names or the results of files, the status is
 *              SWIFTSUM_ERROR_SYSTEM with ENOMEM. A handle, and what an algorithm needs beside it, is some kilobytes that
 *              Swift allocates: where the system refuses those, the process ends. Linux rarely refuses so little.
 * Bytes        Lengths are in bytes, and none may exceed PTRDIFF_MAX. A digest's bytes are in the order that
 *              its standard prints; CRCs are big-endian. Hexadecimal is lower case.
 */
#ifndef SWIFTSUM_H
#define SWIFTSUM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this contract. It grows when a program built against an older header would break. */
#define SWIFTSUM_ABI_VERSION 1

/* No digest of a fixed length is longer than this. */
#define SWIFTSUM_MAX_DIGEST_LENGTH 64

/* ---------------------------------------------------------------------------------------------- */
/* The checksum of a file                                                                           */

/*
 * The SHA-256 (FIPS 180-4) of the file at `filepath`: 64 hexadecimal digits and a NUL, in memory that
 * the caller owns and gives back with `release_checksum`.
 *
 * Returns NULL for a NULL path and for every failure; `errno` then says why (EINVAL for a NULL path,
 * EBUSY for a file that changed while it was read, otherwise what the system said).
 */
char *make_checksum(const char *filepath);

/* Gives back what `make_checksum` or `swiftsum_make_checksum` made. NULL is fine. */
void release_checksum(char *checksum);

/*
 * The same with the algorithm of that name (see the registry below), which gives twice its digest
 * length in hexadecimal digits. Release with `release_checksum`. `errno` is EINVAL for an unknown name.
 */
char *swiftsum_make_checksum(const char *filepath, const char *algorithm);

/* ---------------------------------------------------------------------------------------------- */
/* Status                                                                                           */

typedef enum swiftsum_status {
    SWIFTSUM_OK = 0,
    /* The time slice of `swiftsum_file_options` ran out, or a signal came: call again to go on. */
    SWIFTSUM_AGAIN = 1,
    /* The progress callback asked to stop. */
    SWIFTSUM_CANCELLED = 2,
    /* A pointer that must not be NULL was NULL. */
    SWIFTSUM_ERROR_NULL = 3,
    /* There is no algorithm of that name or number. */
    SWIFTSUM_ERROR_ALGORITHM = 4,
    /* A structure's size field, or the length of an output, is too small. */
    SWIFTSUM_ERROR_SIZE = 5,
    /* The algorithm does not take this parameter, or not with this length or value. */
    SWIFTSUM_ERROR_PARAMETER = 6,
    /* The operating system refused; `errno` says why. */
    SWIFTSUM_ERROR_SYSTEM = 7,
    /* The file changed while it was read: its digest would be of a state that never existed. */
    SWIFTSUM_ERROR_CHANGED = 8,
    /* SWIFTSUM_ISA names an instruction set that is unknown or that this machine lacks, or SWIFTSUM_CPU no known
       processor. */
    SWIFTSUM_ERROR_INSTRUCTION_SET = 9,
    /* The operation does not exist for this algorithm, such as combining two SHA-256. */
    SWIFTSUM_ERROR_UNSUPPORTED = 10
} swiftsum_status;

/* One English sentence for a status, without a full stop. Static: not to be freed. Never NULL. */
const char *swiftsum_status_text(swiftsum_status status);

/* ---------------------------------------------------------------------------------------------- */
/* The library itself                                                                               */

/* SWIFTSUM_ABI_VERSION of the header that the library was built with. */
uint32_t swiftsum_abi_version(void);

/* The library's version, such as "0.1.0". Static. */
const char *swiftsum_version(void);

/*
 * The instruction set in use: the best that this machine has, or what the environment variable
 * SWIFTSUM_ISA named when the library was loaded. Static. NULL if SWIFTSUM_ISA names none of
 * `swiftsum_instruction_sets`; what takes an algorithm or makes a hasher then fails
 * with SWIFTSUM_ERROR_INSTRUCTION_SET, and what returns a checksum by value computes it portably; `swiftsum_crc`,
 * which does both, returns 0 and sets `errno` to EINVAL.
 */
const char *swiftsum_instruction_set(void);

/* Those that this machine has, slowest first, separated by a space: "portable sse4 sha avx2". Static. */
const char *swiftsum_instruction_sets(void);

/*
 * The row of costs by which kernels are chosen: that of this machine's processor, "other" if it is unknown, or the one
 * that the environment variable SWIFTSUM_CPU named when the library was loaded. Static. Digests never depend on it.
 * NULL if SWIFTSUM_CPU names none of `swiftsum_microarchitectures`; the library then fails as for SWIFTSUM_ISA above.
 */
const char *swiftsum_microarchitecture(void);

/* Those that are known, separated by a space: "zen2 zen3 zen4 other". Static. */
const char *swiftsum_microarchitectures(void);

/* How many objects (checksums, hashers, readers, walkers) were made and not yet released, in this process. */
uint64_t swiftsum_live_objects(void);

/* ---------------------------------------------------------------------------------------------- */
/* The registry of algorithms                                                                       */

/* Numbered from 0. A number holds for the life of the process; across releases go by name. */
typedef uint32_t swiftsum_algorithm;

enum {
    /* Collisions and preimages are meant to be infeasible. */
    SWIFTSUM_CRYPTOGRAPHIC = 1,
    /* The digest is also known as an unsigned integer of digest_length bytes, the most significant first. */
    SWIFTSUM_INTEGER = 2,
    /* The digest of a concatenation follows from those of its parts: see `swiftsum_combine_digests`. */
    SWIFTSUM_COMBINABLE = 4,
    /* A cyclic redundancy check. */
    SWIFTSUM_CRC = 8
};

/* The lengths that a parameter may have, in bytes; of `threads`, the numbers. Both 0: the algorithm does not take it. */
typedef struct swiftsum_limits {
    size_t least;
    size_t most;
} swiftsum_limits;

typedef struct swiftsum_algorithm_description {
    size_t size;          /* sizeof(swiftsum_algorithm_description), set by the caller */
    const char *name;     /* static, such as "sha256" */
    size_t digest_length; /* in bytes; the default one where it is a parameter */
    size_t block_length;  /* in bytes: what the algorithm works through at a time; 1 for a CRC or Adler-32 */
    uint32_t properties;  /* the constants above, or-ed */
    /* What `swiftsum_parameters` may say to it. */
    uint32_t seed_bits; /* 32 or 64, or 0 if it takes no seed */
    uint32_t seek_bits; /* 64, or 0 if its digest always begins where its output does */
    swiftsum_limits digest_length_limits;
    swiftsum_limits key_limits;
    swiftsum_limits context_limits;
    swiftsum_limits secret_limits;
    swiftsum_limits salt_limits;
    swiftsum_limits personalization_limits;
    swiftsum_limits threads_limits;
} swiftsum_algorithm_description;

/* How many algorithms there are. */
size_t swiftsum_algorithm_count(void);

/* Fills `description`, up to its own `size`, for algorithm number `algorithm`. */
swiftsum_status swiftsum_describe_algorithm(swiftsum_algorithm algorithm,
                                            swiftsum_algorithm_description *description);

/* Writes the number of the algorithm called `name` (exactly) to `algorithm`. */
swiftsum_status swiftsum_find_algorithm(const char *name, swiftsum_algorithm *algorithm);

/* ---------------------------------------------------------------------------------------------- */
/* Memory                                                                                           */

/*
 * Writes the digest of the `length` bytes at `input` to `digest`, which has room for `capacity` bytes:
 * at least the algorithm's digest length, or SWIFTSUM_ERROR_SIZE. `input` may be NULL if `length` is 0.
 */
swiftsum_status swiftsum_digest(swiftsum_algorithm algorithm, const void *input, size_t length,
                                void *digest, size_t capacity);

/*
 * Writes the digests of `count` inputs, of lengths[i] bytes at inputs[i], to `digests`: one after another, in
 * the order of the inputs, each as long as the algorithm's digest. `capacity` bytes are there: at least `count`
 * times that length, or SWIFTSUM_ERROR_SIZE. An input may be NULL if its length is 0; with `count` 0 all
 * pointers may be NULL.
 *
 * Inputs of cryptographic hashes go side by side where this machine's vectors are wide enough for the hash: of any and
 * unequal lengths, as many at a time as is fastest; where there are too few for that to pay, one by one. Of BLAKE3 it is
 * chunks of 1024 bytes that do, of one input or of several. ByValue go one by one.
 *
 * `threads` is how many work on it at most, the caller's among them, and no more than there are processors. They are
 * gone when the call returns.
 */
swiftsum_status swiftsum_digest_all(swiftsum_algorithm algorithm, const void *const *inputs,
                                    const size_t *lengths, size_t count, void *digests, size_t capacity,
                                    uint32_t threads);

/*
 * CRCs by value, as zlib's crc32: `crc` is 0 to begin with, or the CRC of all bytes before `input`.
 * A NULL `input` with a length is a mistake: returns 0 and sets `errno` to EINVAL.
 *
 * swiftsum_crc32      CRC-32/ISO-HDLC: gzip, zip, PNG, Ethernet (ISO 3309, RFC 1952)
 * swiftsum_crc32c     CRC-32/ISCSI, Castagnoli (RFC 3720): iSCSI, ext4, object stores
 * swiftsum_crc64nvme  CRC-64/NVME (NVM Command Set Specification): NVMe, object stores
 * swiftsum_crc64xz    CRC-64/XZ (ECMA-182): the .xz format
 */
uint32_t swiftsum_crc32(uint32_t crc, const void *input, size_t length);
uint32_t swiftsum_crc32c(uint32_t crc, const void *input, size_t length);
uint64_t swiftsum_crc64nvme(uint64_t crc, const void *input, size_t length);
uint64_t swiftsum_crc64xz(uint64_t crc, const void *input, size_t length);

/*
 * Any CRC of the registry of up to 64 bits, by its number, in the same way. To begin with, `crc` is the CRC of no bytes,
 * which is 0 for some models only: a NULL `input` with no length gives it, as with zlib. Bits of `crc` above its width do
 * not count. What is no such CRC is a mistake, too.
 */
uint64_t swiftsum_crc(swiftsum_algorithm algorithm, uint64_t crc, const void *input, size_t length);

/* The CRC of a concatenation, from the CRC of either part and the length of the second. O(log length). */
uint32_t swiftsum_crc32_combine(uint32_t first, uint32_t second, uint64_t length_of_second);
uint32_t swiftsum_crc32c_combine(uint32_t first, uint32_t second, uint64_t length_of_second);
uint64_t swiftsum_crc64nvme_combine(uint64_t first, uint64_t second, uint64_t length_of_second);
uint64_t swiftsum_crc64xz_combine(uint64_t first, uint64_t second, uint64_t length_of_second);

/*
 * Adler-32 (RFC 1950) by value, as zlib's adler32: `adler` is 1 to begin with, or the checksum of all
 * bytes before `input`. A mistake as above.
 */
uint32_t swiftsum_adler32(uint32_t adler, const void *input, size_t length);

/* The checksum of a concatenation, as above. O(1). */
uint32_t swiftsum_adler32_combine(uint32_t first, uint32_t second, uint64_t length_of_second);

/*
 * The same for any algorithm that is SWIFTSUM_COMBINABLE and whose digest is 8 bytes at most; `combined` receives the
 * result. SWIFTSUM_ERROR_UNSUPPORTED for one that is not.
 */
swiftsum_status swiftsum_combine(swiftsum_algorithm algorithm, uint64_t first, uint64_t second,
                                 uint64_t length_of_second, uint64_t *combined);

/*
 * The same of digests, which may have any length: `first` and `second` are as many bytes as a digest of `algorithm` has,
 * and so are those written to `combined`, of whose `capacity` bytes others stay as they are. It may be one of the two.
 * SWIFTSUM_ERROR_SIZE if `capacity` is less. Bits above a CRC's width do not count.
 */
swiftsum_status swiftsum_combine_digests(swiftsum_algorithm algorithm, const void *first, const void *second,
                                         uint64_t length_of_second, void *combined, size_t capacity);

/*
 * xxHash (specification 0.2.0) by value, of the `length` bytes at `input`; `seed` is 0 unless something
 * else was agreed on. The value is the number whose big-endian bytes are the digest. There is no running
 * value: for input in pieces make a hasher. A mistake as above.
 */
uint32_t swiftsum_xxh32(const void *input, size_t length, uint32_t seed);
uint64_t swiftsum_xxh64(const void *input, size_t length, uint64_t seed);
uint64_t swiftsum_xxh3_64(const void *input, size_t length, uint64_t seed);

/* The number low + 2^64 * high. */
typedef struct swiftsum_uint128 {
    uint64_t low, high;
} swiftsum_uint128;

swiftsum_uint128 swiftsum_xxh3_128(const void *input, size_t length, uint64_t seed);

/* ---------------------------------------------------------------------------------------------- */
/* Hashers: a digest of input that comes in pieces                                                  */

typedef struct swiftsum_hasher swiftsum_hasher;

/*
 * What an algorithm can be told. All zero but `size` means: nothing. A parameter that the algorithm does
 * not take, or not in this length (see its description), is SWIFTSUM_ERROR_PARAMETER. The memory is only
 * read during the call.
 *
 * blake3             `key` (keyed_hash) or `context` (derive_key), not both; `digest_length`, `seek`; `threads`
 * blake2b, blake2s   `key`, `salt`, `personalization` (each padded with zeros), `digest_length`
 * shake128, shake256 `digest_length`
 * xxh32, xxh64       `seed`
 * xxh3_64, xxh3_128  `seed` or `secret`, not both
 */
typedef struct swiftsum_parameters {
    size_t size; /* sizeof(swiftsum_parameters), set by the caller */
    const void *key;
    size_t key_length;
    const void *context;
    size_t context_length;
    size_t digest_length; /* 0: the algorithm's own */
    uint64_t seed;
    const void *secret;
    size_t secret_length;
    const void *salt;
    size_t salt_length;
    const void *personalization;
    size_t personalization_length;
    uint64_t seek;    /* where in the algorithm's output, in bytes, the digest begins */
    uint32_t threads; /* how many work at most on one update that has 1 MiB or more from a multiple of 256 KiB on,
                         which no read of a file has; 0 and 1: the caller's only */
} swiftsum_parameters;

/*
 * A new hasher, in `hasher`. `parameters` may be NULL. Release it with `swiftsum_release_hasher`.
 */
swiftsum_status swiftsum_make_hasher(swiftsum_algorithm algorithm,
                                     const swiftsum_parameters *parameters,
                                     swiftsum_hasher **hasher);

/* A second hasher in the same state, to be released by itself. */
swiftsum_status swiftsum_copy_hasher(const swiftsum_hasher *hasher, swiftsum_hasher **copy);

/* Gives the hasher back. NULL is fine. */
void swiftsum_release_hasher(swiftsum_hasher *hasher);

/* Appends `length` bytes, of any number and alignment. `input` may be NULL if `length` is 0. */
swiftsum_status swiftsum_update_hasher(swiftsum_hasher *hasher, const void *input, size_t length);

/* Back to the state in which it was made: no input, the same parameters. */
swiftsum_status swiftsum_reset_hasher(swiftsum_hasher *hasher);

/* Writes the length of this hasher's digest, in bytes, to `length`. */
swiftsum_status swiftsum_hasher_digest_length(const swiftsum_hasher *hasher, size_t *length);

/*
 * Writes the digest of all input so far to `digest`, which has room for `capacity` bytes. The hasher
 * is not changed by it: more input may follow.
 */
swiftsum_status swiftsum_finish_hasher(const swiftsum_hasher *hasher, void *digest, size_t capacity);

/* ---------------------------------------------------------------------------------------------- */
/* CRCs of any model                                                                                */

/*
 * A CRC by the parameters of the Rocksoft model, as the catalogue of CRC RevEng gives them. Registered
 * algorithms have all those of the catalogue, by its names ("CRC-16/XMODEM").
 */
typedef struct swiftsum_crc_model {
    size_t size;              /* sizeof(swiftsum_crc_model), set by the caller */
    uint32_t width;           /* of the register, in bits: 3 to 64 */
    uint32_t reflects_input;  /* not 0: bytes enter with their least significant bit first */
    uint32_t reflects_output; /* not 0: the register is read with its bits in reverse */
    uint64_t polynomial;      /* bit i is the coefficient of x^i; without the highest term */
    uint64_t initial;         /* the register before the first byte, before any reflection */
    uint64_t xor_output;      /* added (xor) to the register that was read */
} swiftsum_crc_model;

/*
 * The model that the catalogue has under this name (exactly), or SWIFTSUM_ERROR_ALGORITHM. CRC-82/DARC, which is wider
 * than a model here, is an algorithm only.
 */
swiftsum_status swiftsum_find_crc_model(const char *name, swiftsum_crc_model *model);

/*
 * A new hasher of that model, to be released by `swiftsum_release_hasher`. SWIFTSUM_ERROR_PARAMETER for a
 * width out of range or a value that is wider; any polynomial of that width will do, an even one, too. It
 * computes tables; a copy of the hasher shares them.
 */
swiftsum_status swiftsum_make_crc_hasher(const swiftsum_crc_model *model, swiftsum_hasher **hasher);

/* `swiftsum_combine` for that model. */
swiftsum_status swiftsum_combine_crc(const swiftsum_crc_model *model, uint64_t first, uint64_t second,
                                     uint64_t length_of_second, uint64_t *combined);

/* ---------------------------------------------------------------------------------------------- */
/* Files: one read, any number of hashers                                                           */

/*
 * What is noticed of a file that somebody writes to while it is read: a change of its size, its time of modification or
 * of change, an end too early or too late. That is SWIFTSUM_ERROR_CHANGED. If only the time of change moved (chmod, a
 * link more, or a time of modification that was put back), the file is read once more, and counts if nothing moved then
 * and the digests are the same. What is not noticed: a write that is under way when reading begins. Linux stamps a file
 * when a write begins, not when it ends, and writes through a mapping now and then only. `settle_milliseconds` is for
 * files that may still be written: a file younger than that is read again when it is that old, until two readings agree
 * and nothing moved in between, four times at most; then it counts as changed.
 *
 * Files of 4 MiB or more are read on two threads, of which the caller's is one, where there are two processors. The
 * other is gone when the call returns.
 *
 * Called about every 256 KiB, on the caller's thread, and once at the end: bytes done, bytes in all
 * (0 if that is not known, as for a pipe), and the context of the options. Not 0 cancels.
 */
typedef int (*swiftsum_progress)(uint64_t done, uint64_t total, void *context);

typedef struct swiftsum_file_options {
    size_t size;                 /* sizeof(swiftsum_file_options), set by the caller */
    swiftsum_progress progress;  /* NULL: none */
    void *context;               /* handed to `progress` */
    uint32_t slice_milliseconds; /* of `swiftsum_read`: return SWIFTSUM_AGAIN after so long; 0: never */
    uint32_t settle_milliseconds; /* a file younger than that is read again when it is that old; 0: none is */
} swiftsum_file_options;

typedef struct swiftsum_file_result {
    size_t size;          /* sizeof(swiftsum_file_result), set by the caller */
    uint64_t bytes;       /* read so far */
    uint64_t total;       /* to read when the reader was made: the file's size, less the place that a descriptor
                             stood at; 0 if it is not a regular file */
    int32_t system_error; /* the `errno` of SWIFTSUM_ERROR_SYSTEM, else 0 */
} swiftsum_file_result;

/*
 * Appends the contents of the file at `filepath` to each of `count` hashers, in one read. `options`
 * and `result` may be NULL. A size field that is too small, and a reader that is NULL, are refused before anything is
 * read or written; otherwise `result` is filled whatever the status. There is no time slice here. After any other
 * failure the hashers may have had part of the file: reset or release them.
 */
swiftsum_status swiftsum_hash_file(const char *filepath, swiftsum_hasher *const *hashers, size_t count,
                                   const swiftsum_file_options *options, swiftsum_file_result *result);

/*
 * The same in steps, for a caller that must look after other things in between: a reader is an open
 * file and a place in it.
 */
typedef struct swiftsum_reader swiftsum_reader;

/* Opens the file. Release with `swiftsum_release_reader`. An open that a signal ended is EINTR. */
swiftsum_status swiftsum_make_reader(const char *filepath, swiftsum_reader **reader);

/*
 * Reads from a descriptor, from where it stands, and leaves it where the reading ended. The reader has a duplicate of its
 * own: to close the descriptor meanwhile does no harm. To move it, or to read from it, is noticed at the end of each
 * slice and counts as a change.
 */
swiftsum_status swiftsum_make_descriptor_reader(int descriptor, swiftsum_reader **reader);

/* Gives the reader back, and closes the file if the reader opened it. NULL is fine. */
void swiftsum_release_reader(swiftsum_reader *reader);

/*
 * Reads on and appends to each of `count` hashers. SWIFTSUM_OK: the end was reached, and the file is
 * what it was when it was opened. SWIFTSUM_AGAIN: call again, with the same hashers, which nothing else changes meanwhile.
 */
swiftsum_status swiftsum_read(swiftsum_reader *reader, swiftsum_hasher *const *hashers, size_t count,
                              const swiftsum_file_options *options, swiftsum_file_result *result);

/*
 * Reads a regular file of less than `capacity` bytes as a whole, in one call and without a handle: the shortest way to a
 * small file. SWIFTSUM_OK: `result->bytes` bytes are in `buffer`. SWIFTSUM_AGAIN: it is another kind of file, which was not
 * opened; or a longer one; or it did not hold still. Such a file is for a reader. `result` is as above and may not be NULL,
 * since it has the count.
 */
swiftsum_status swiftsum_read_small_file(const char *filepath, void *buffer, size_t capacity,
                                         swiftsum_file_result *result);

/* ---------------------------------------------------------------------------------------------- */
/* Trees: a folder, and all that is in it                                                           */

/*
 * A pattern of paths, as those of gitignore are. It is compared byte by byte, so that a character of three bytes takes
 * three `?`.
 *
 *   ?        any byte but `/`
 *   *        any number of them
 *   [abc]    one of these; [a-z] one of a range; [!a-z] or [^a-z] one that is not in it. The first may be `]`.
 *   \        takes from the next byte what it would mean
 *   **       as a whole component: any number of components, none included; at the end of the pattern one or more
 *
 * A pattern that has a `/` before its end is compared with the whole path, from the root of the tree on; a `/` at its
 * beginning says no more than that. One without is compared with the name of each file and folder, at any depth. One that
 * ends in `/` matches folders only. A pattern that matches a folder matches all that is in it. There is no negation: a `!`
 * at the beginning is a `!`.
 *
 * The time to match is bounded by the product of both lengths.
 */

/* NULL if `pattern` is well-formed, otherwise the reason in English, such as "a [ has no ]". Static. */
const char *swiftsum_pattern_error(const char *pattern);

/*
 * Writes to `matches` 1 if the pattern matches `path`, or a folder that it is in, and otherwise 0. The path is relative to
 * the root of the tree, without a `/` at its beginning; one that ends in `/` is a folder. SWIFTSUM_ERROR_PARAMETER for a
 * malformed pattern.
 */
swiftsum_status swiftsum_match_path(const char *pattern, const char *path, int *matches);

/* What an entry of a tree is. */
typedef enum swiftsum_kind {
    SWIFTSUM_KIND_UNKNOWN = 0,
    SWIFTSUM_KIND_FILE = 1,
    SWIFTSUM_KIND_FOLDER = 2,
    SWIFTSUM_KIND_LINK = 3, /* symbolic */
    SWIFTSUM_KIND_FIFO = 4,
    SWIFTSUM_KIND_SOCKET = 5,
    SWIFTSUM_KIND_CHARACTER_DEVICE = 6,
    SWIFTSUM_KIND_BLOCK_DEVICE = 7
} swiftsum_kind;

enum {
    /*
     * Symbolic links are what they lead to: that file, or the folder, which is walked under the link's path. One that
     * leads nowhere is a link with an error; one to a folder that it is in is a folder with the error ELOOP.
     * Without this, links are entries of their own.
     */
    SWIFTSUM_WALK_FOLLOW = 1,
    /* Folders of another file system than the root's are entries, and not read. */
    SWIFTSUM_WALK_ONE_FILE_SYSTEM = 2,
    /* Each entry is asked for its size, times, inode and device, which takes a system call more. */
    SWIFTSUM_WALK_STATES = 4
};

typedef struct swiftsum_walk_options {
    size_t size;                /* sizeof(swiftsum_walk_options), set by the caller */
    const char *const *exclude; /* patterns: what matches one of them is left out; a folder is not read then */
    size_t exclude_count;
    const char *const *include; /* patterns: if there are any, only what matches one of them is an entry, and errors */
    size_t include_count;
    uint32_t flags; /* the constants above, or-ed */
} swiftsum_walk_options;

typedef struct swiftsum_entry {
    size_t path_length; /* in bytes, without the NUL */
    uint32_t kind;      /* swiftsum_kind; FOLDER if the path ends in `/`, and never otherwise */
    /*
     * 0, or why it could not be read, looked at, or entered, as in `errno`. A folder that could not be read to its end is an
     * entry with an error, and so is what is left of one that was moved or removed while it was walked (ESTALE).
     */
    int32_t error;
    /* The rest is 0 without SWIFTSUM_WALK_STATES, and if it could not be had. Times are since 1970. */
    uint64_t bytes; /* the file's size */
    uint64_t inode;
    uint64_t device;
    int64_t modified_seconds;
    int64_t changed_seconds;
    uint32_t modified_nanoseconds;
    uint32_t changed_nanoseconds;
} swiftsum_entry;

/* Where entries are put. */
typedef struct swiftsum_entries {
    size_t size;            /* sizeof(swiftsum_entries), set by the caller, as are the following, and left as they are: */
    char *paths;            /* room for `paths_capacity` bytes */
    size_t paths_capacity;
    swiftsum_entry *entries; /* room for `capacity` of them */
    size_t capacity;
    size_t entry_size;      /* sizeof(swiftsum_entry) */
    /* Filled: */
    size_t count;           /* of entries */
    size_t paths_length;    /* of their paths, one after another, each with a NUL behind it */
} swiftsum_entries;

/*
 * A walk through a tree: its root, which must be a folder or a link to one, and all that is in it, at any depth. Hidden
 * files are entries as others are. Nothing but folders is ever opened, and 17 of them at a time at most.
 *
 * Entries come in the order of their paths as bytes, that of `LC_ALL=C sort`. A path is the root as it was given, a `/`
 * unless it ends in one, and the names from there; a folder's ends in `/`. So a folder comes right before what is in it, and
 * the root first. Paths are as long as they are: PATH_MAX is no limit.
 *
 * Names are looked up in their open folder. So a folder that is renamed, or replaced by a link, while it is walked leads
 * nowhere else. A file that is renamed then may be there under both names or none.
 */
typedef struct swiftsum_walker swiftsum_walker;

/*
 * A walk that begins at `folder`, which is opened. `options` may be NULL. Release it with `swiftsum_release_walker`.
 * SWIFTSUM_ERROR_PARAMETER for a malformed pattern or an unknown flag. An open that a signal ended is EINTR.
 */
swiftsum_status swiftsum_make_walker(const char *folder, const swiftsum_walk_options *options, swiftsum_walker **walker);

/* Ends the walk, wherever it is. NULL is fine. */
void swiftsum_release_walker(swiftsum_walker *walker);

/*
 * Walks on. SWIFTSUM_OK: the walk is at its end, after these entries. SWIFTSUM_AGAIN: there are more, or may be: `entries`
 * is full, `slice_milliseconds` are over (0: never), or a signal came; call again. SWIFTSUM_ERROR_SIZE: the next path takes
 * `paths_length` bytes, more than there are in all, and `count` is 0; the walker stands where it stood.
 *
 * `entries` is filled whatever the status, unless it is NULL or a size in it is too small.
 */
swiftsum_status swiftsum_walk(swiftsum_walker *walker, uint32_t slice_milliseconds, swiftsum_entries *entries);

/* Many files                                                                                       */

/*
 * A batch reads and digests many files side by side: small ones whole and in groups, whose digests go through vector lanes
 * together, on as many threads as the work is worth and the processors allow. Results come in the order in which the files
 * were added, and all that holds for one file holds for each: what is noticed of a file that changes, and
 * `settle_milliseconds`. A batch is for one thread of the caller at a time. Its own threads are gone when a call returns,
 * so a fork between calls is safe; a batch that is in use while its process forks can only be released in the child.
 */
typedef struct swiftsum_batch swiftsum_batch;

typedef struct swiftsum_batch_options {
    size_t size;                  /* sizeof(swiftsum_batch_options), set by the caller */
    uint32_t threads;             /* at most; 0: as many as there are processors that this process may use */
    uint32_t slice_milliseconds;  /* of `swiftsum_run_batch`: return SWIFTSUM_AGAIN after so long; 0: never */
    uint32_t settle_milliseconds; /* as in swiftsum_file_options */
} swiftsum_batch_options;

/*
 * What came of some files, one element of each array for each of them, in order. The memory is the batch's, until its next
 * call or release.
 */
typedef struct swiftsum_batch_results {
    size_t size;                  /* sizeof(swiftsum_batch_results), set by the caller */
    size_t count;                 /* files */
    size_t ready;                 /* files behind them whose results are there already: the next call will not work */
    const char *paths;            /* as they were added, each with its NUL, one after another */
    size_t paths_length;          /* in bytes, all NULs included */
    const int32_t *statuses;      /* SWIFTSUM_OK; SWIFTSUM_ERROR_SYSTEM, with its number in the entry; SWIFTSUM_ERROR_CHANGED;
                                     SWIFTSUM_AGAIN: it is no regular file, and was not read: use a reader */
    const swiftsum_entry *entries; /* what the files are; the state, when they were read, is 0 if it could not be had */
    size_t entry_size;            /* from one entry to the next, in bytes */
    const void *digests;          /* for each algorithm, in the order given, the digests of all these files one after
                                     another; what they are if the status is not SWIFTSUM_OK means nothing */
} swiftsum_batch_results;

/*
 * A new batch, whose files are digested by each of `count` algorithms, from one read. `options` may be NULL. Release it with
 * `swiftsum_release_batch`.
 */
swiftsum_status swiftsum_make_batch(const swiftsum_algorithm *algorithms, size_t count,
                                    const swiftsum_batch_options *options, swiftsum_batch **batch);

/* Gives the batch back, whatever it had still to do. NULL is fine. */
void swiftsum_release_batch(swiftsum_batch *batch);

/*
 * Adds the files of these paths: `length` bytes, in which each path ends with a NUL. They are copied. SWIFTSUM_ERROR_SIZE
 * if the last one does not end. The batch keeps some 100 bytes for each file more than its path, until its results are
 * taken: to bound that, add no more while many are under way. On failure none is added.
 */
swiftsum_status swiftsum_batch_add(swiftsum_batch *batch, const char *paths, size_t length);

/*
 * Adds what a walker finds, as it is needed, except for folders that have no error. Links, pipes and the like are results of
 * status SWIFTSUM_AGAIN. Nobody else uses the walker from now on but to release it; it needs no SWIFTSUM_WALK_STATES.
 * SWIFTSUM_ERROR_UNSUPPORTED if the walker is not at its beginning, or the batch has one already that is not at its end.
 * Files that were added before come first.
 */
swiftsum_status swiftsum_batch_walk(swiftsum_batch *batch, swiftsum_walker *walker);

/*
 * Works on, and gives the results of the files that were added first, of as many as are ready, at least one.
 * SWIFTSUM_AGAIN: time is up or a signal came, and there are none yet: call again. SWIFTSUM_OK with a `results->count` of
 * 0: nothing is left. SWIFTSUM_ERROR_SYSTEM, after all results: the walk could not go on, and `errno` says why.
 */
swiftsum_status swiftsum_run_batch(swiftsum_batch *batch, swiftsum_batch_results *results);

#ifdef __cplusplus
}
#endif

#endif /* SWIFTSUM_H */
