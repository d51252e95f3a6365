/*
 * kernels.h - the seam between the engine and the instruction sets.
 *
 * A kernel is the inner loop of an algorithm. Each kernel module is compiled for one instruction set
 * and exports one function, which puts the kernels that it is best at into the table. The engine calls
 * those functions from the slowest set to the fastest that this CPU has: the last one to fill a slot
 * wins. A call through the table is the only way from baseline code into a kernel, so that no code
 * generated for a newer CPU can be inlined where an older one would run it.
 *
 * Kernels check nothing: lengths and pointers were validated above.
 */
#ifndef PLATFORM_KERNELS_H
#define PLATFORM_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Feeds `count` whole blocks to a compression function with chaining value `state`. */
typedef void (*kernel_compress)(void *state, const void *blocks, size_t count);

/*
 * The same for independent messages side by side: lane l takes `count` blocks from blocks[l]. Word w of the
 * chaining value of lane l is word w * lanes + l of `state`. So it is with all kernels for lanes.
 */
typedef void (*kernel_compress_lanes)(void *state, const void *_Nonnull const *_Nonnull blocks, size_t count);

/*
 * What decides which kernel to use for how many messages. A cost is in cycles; 0 if there is no such kernel. Modules
 * state what was measured in one core of a Zen 4 (of arm64, estimated: docs/arm64.md); for other processors see
 * Microarchitecture.swift.
 */
typedef struct kernel_costs {
    uint32_t lanes;   /* of the kernel for many messages */
    uint32_t one;     /* a block of one message */
    uint32_t pair;    /* a block of each of two */
    uint32_t many;    /* a block of each lane */
    uint32_t scratch; /* bytes after the states, a multiple of 8, that the kernel for many writes to */
} kernel_costs;

/* A compression function, for one message, for two whose steps alternate, and for many. */
typedef struct kernel_compression {
    kernel_compress _Nullable one;
    kernel_compress_lanes _Nullable pair;
    kernel_compress_lanes _Nullable many;
    kernel_costs costs;
} kernel_compression;

/* Feeds `length` bytes to the CRC that `constants` describes; takes and returns its state (see CRC.swift). */
typedef uint64_t (*kernel_crc)(const void *constants, uint64_t state, const void *input, size_t length);

/* The same for models that do not reflect their input, and whether it needs bit-reversed folding constants. */
typedef struct kernel_crc_forward {
    kernel_crc _Nullable update;
    _Bool folds_reflected;
} kernel_crc_forward;

/* Feeds `length` bytes to the Adler-32 `adler`. */
typedef uint32_t (*kernel_adler32)(uint32_t adler, const void *input, size_t length);

/*
 * XXH3: takes eight accumulators through `count` stripes, the first of which is number `first` of its block, and
 * then, unless it is NULL, through the last stripe of all. `after` may be `before`.
 */
typedef void (*kernel_xxh3)(const void *before, void *after, const void *secret, size_t secret_length, size_t first,
                            const void *stripes, size_t count, const void *_Nullable last);

/* XXH3: the digest of `length` bytes, more than 240, with the 192 bytes of `secret`. */
typedef uint64_t (*kernel_xxh3_64)(const void *input, size_t length, const void *secret);

/* Adds each of `count` blocks to the 25 words of a Keccak state, and permutes it after each. */
typedef void (*kernel_keccak_absorb)(void *state, const void *blocks, size_t count, size_t block_length);
typedef void (*kernel_keccak_absorb_lanes)(void *state, const void *_Nonnull const *_Nonnull blocks, size_t count,
                                           size_t block_length);

typedef struct kernel_keccak {
    kernel_keccak_absorb _Nullable one;
    kernel_keccak_absorb_lanes _Nullable many;
    kernel_costs costs;
} kernel_keccak;

/*
 * BLAKE2: takes 8 words of chaining value through `count` blocks. `length` is that of the message up to the
 * end of the first of them; `last` is all ones for the last block of all, else 0.
 */
typedef void (*kernel_blake2_compress)(void *chaining, const void *blocks, size_t count, uint64_t length, uint64_t last);

/*
 * The same in lanes. `lengths` has the lower half of each lane's length; its upper half, which these blocks do not
 * change, is in `flags`, where the highest bit stands for `last`.
 */
typedef void (*kernel_blake2_compress_lanes)(void *state, const void *_Nonnull const *_Nonnull blocks, size_t count,
                                             const void *lengths, const void *flags);

typedef struct kernel_blake2 {
    kernel_blake2_compress _Nullable one;
    kernel_blake2_compress_lanes _Nullable many;
    kernel_costs costs;
} kernel_blake2;

/* BLAKE3: the 16 output words of one block. */
typedef void (*kernel_blake3_block)(const uint32_t *chaining, const void *block, uint64_t counter,
                                    uint32_t length, uint32_t flags, uint32_t *output);

/* BLAKE3: takes a chunk's chaining value through `count` blocks, the first of them with the flags `first`. */
typedef void (*kernel_blake3_blocks)(uint32_t *chaining, const void *blocks, size_t count, uint64_t counter,
                                     uint32_t first, uint32_t flags);

/*
 * BLAKE3: the chaining values (8 words each) of `count` consecutive whole chunks. Here and below, `output` has room for
 * a multiple of 16 of them; values after the first `count` have no meaning.
 */
typedef void (*kernel_blake3_chunks)(const uint32_t *key, const void *chunks, size_t count,
                                     uint64_t counter, uint32_t flags, uint32_t *output);

/* BLAKE3: the chaining values of `count` parents, each of two consecutive children. `output` may be `children`. */
typedef void (*kernel_blake3_parents)(const uint32_t *key, const uint32_t *children, size_t count,
                                      uint32_t flags, uint32_t *output);

/*
 * BLAKE3: `count` blocks of a chunk in each lane. `counters` and `flags` have a word for each lane: the chunk's
 * counter; and the flags of all these blocks in the lowest byte, the length of a block in the others.
 */
typedef void (*kernel_blake3_lanes)(void *state, const void *_Nonnull const *_Nonnull blocks, size_t count,
                                    const uint32_t *counters, const uint32_t *flags);

typedef struct kernel_blake3 {
    kernel_blake3_blocks _Nullable one;
    kernel_blake3_lanes _Nullable many;
    kernel_costs costs;
    kernel_blake3_block _Nullable block;
    kernel_blake3_chunks _Nullable chunks;
    kernel_blake3_parents _Nullable parents;
} kernel_blake3;

typedef struct kernel_table {
    kernel_crc _Nullable crc_reflected; /* of any model that reflects its input */
    kernel_crc_forward crc_forward;      /* of any other */
    kernel_crc _Nullable crc32c;        /* of that model only */
    kernel_crc _Nullable crc32;         /* of that model only, where there are instructions for it */
    kernel_adler32 _Nullable adler32;
    kernel_xxh3 _Nullable xxh3;
    kernel_xxh3_64 _Nullable xxh3_64;
    kernel_compression md5;
    kernel_compression sha1;
    kernel_compression sha256;
    kernel_compression sha512;
    kernel_compression ripemd160;
    kernel_compression sm3;
    kernel_keccak keccak;
    kernel_blake2 blake2b;
    kernel_blake2 blake2s;
    kernel_blake3 blake3;
} kernel_table;

void kernels_fill_portable(kernel_table *table);
#if defined(__x86_64__)
void kernels_fill_sse4(kernel_table *table);
void kernels_fill_sha(kernel_table *table);
void kernels_fill_avx2(kernel_table *table);
void kernels_fill_avx512(kernel_table *table);
void kernels_fill_avx512sha(kernel_table *table);
#else
void kernels_fill_neon(kernel_table *table);
void kernels_fill_arm_crc32(kernel_table *table);
void kernels_fill_arm_crypto(kernel_table *table);
void kernels_fill_arm_sha3(kernel_table *table);
#endif

#pragma clang assume_nonnull end

#endif
