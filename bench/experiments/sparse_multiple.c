/*
 * CRC-32 above the limit of carry-less multiplication? The account is in docs/performance.md.
 *
 *     cc -O2 -mavx512f -mavx512dq -mvpclmulqdq -o sparse_multiple sparse_multiple.c -lz && ./sparse_multiple
 *
 * With y = x^512, a block of 64 bytes, y^300 = y^155 + y^117 + y^89 + 1 modulo the polynomial of CRC-32: of all
 * relations of five terms the one that reaches least far, found by meeting in the middle over pairs of exponents. So a
 * block may be taken away if it is added (xor) to those 145, 183, 211 and 300 blocks after it. The last 300 blocks, with
 * what was added to them, have the remainder of the whole, and no multiplication was needed.
 *
 * Measured are folding alone, this alone, and both at once on two parts of the input: what is left of either
 * would then be folded together.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

enum { BLOCK = 64, REACH = 300, ROUNDS = 15 };

static __m512i left_over[REACH], accumulators[4];
/* Where one of the four distances begins to point to the start of the ring again. */
static const int turns[] = {0, 145, 183, 211, 300};

static inline __m512i load(const uint8_t *source) { return _mm512_loadu_si512(source); }

static inline __m512i sum(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }

static inline __m512i fold(__m512i a, __m512i multipliers, __m512i next) {
    return sum(_mm512_clmulepi64_epi128(a, multipliers, 0x00), _mm512_clmulepi64_epi128(a, multipliers, 0x11), next);
}

static void fold_all(const uint8_t *input, size_t length) {
    const __m512i multipliers = _mm512_set1_epi64(0x123456789abcdef);
    __m512i a = accumulators[0], b = accumulators[1], c = accumulators[2], d = accumulators[3];
    for (const uint8_t *end = input + length; input < end; input += 4 * BLOCK) {
        a = fold(a, multipliers, load(input));
        b = fold(b, multipliers, load(input + BLOCK));
        c = fold(c, multipliers, load(input + 2 * BLOCK));
        d = fold(d, multipliers, load(input + 3 * BLOCK));
    }
    accumulators[0] = a, accumulators[1] = b, accumulators[2] = c, accumulators[3] = d;
}

/* Places in the ring that are 145, 183 and 211 blocks before `place`; 300 before is the place itself. */
#define PLACES(place) \
    __m512i *const here = left_over + (place), *const a145 = left_over + ((place) + 155) % REACH, \
        *const a183 = left_over + ((place) + 117) % REACH, *const a211 = left_over + ((place) + 89) % REACH

#define TAKE(source, i) here[i] = sum(sum(load(source), a145[i], a183[i]), a211[i], here[i])

static void add_all(const uint8_t *input, size_t length) {
    const uint8_t *end = input + length;
    while (input < end) {
        for (int turn = 0; turn < 4; turn++) {
            PLACES(turns[turn]);
            for (int i = 0; i < turns[turn + 1] - turns[turn]; i++, input += BLOCK) TAKE(input, i);
        }
    }
}

/* The 300 blocks after those that were taken away, with what is added to them: they have the remainder of all. */
static void finish(const uint8_t *input, uint8_t *rest) {
    for (int i = 0; i < REACH; i++) {
        __m512i block = load(input + BLOCK * i);
        for (int turn = 1; turn <= 4; turn++) {
            if (i < turns[turn]) block = _mm512_xor_si512(block, left_over[REACH + i - turns[turn]]);
        }
        _mm512_storeu_si512(rest + BLOCK * i, block);
    }
}

/* Two blocks are added for four that are folded: those lie in the first two thirds of the input. */
static void both(const uint8_t *folded, size_t length) {
    const uint8_t *added = folded + length / 3 * 2, *end = added;
    const __m512i multipliers = _mm512_set1_epi64(0x123456789abcdef);
    __m512i a = accumulators[0], b = accumulators[1], c = accumulators[2], d = accumulators[3];
    while (folded < end) {
        for (int turn = 0; turn < 4; turn++) {
            PLACES(turns[turn]);
            const int count = turns[turn + 1] - turns[turn];
            int i = 0;
            for (; i + 2 <= count; i += 2, folded += 4 * BLOCK, added += 2 * BLOCK) {
                a = fold(a, multipliers, load(folded));
                b = fold(b, multipliers, load(folded + BLOCK));
                TAKE(added, i);
                c = fold(c, multipliers, load(folded + 2 * BLOCK));
                d = fold(d, multipliers, load(folded + 3 * BLOCK));
                TAKE(added + BLOCK, i + 1);
            }
            if (i < count) {
                a = fold(a, multipliers, load(folded));
                b = fold(b, multipliers, load(folded + BLOCK));
                TAKE(added, i);
                folded += 2 * BLOCK, added += BLOCK;
            }
        }
    }
    accumulators[0] = a, accumulators[1] = b, accumulators[2] = c, accumulators[3] = d;
}

/* The remainder alone: neither begun nor ended with ones. */
static uint32_t remainder_of(const void *bytes, size_t length) { return ~crc32(0xffffffff, bytes, length); }

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static double best(void (*way)(const uint8_t *, size_t), const uint8_t *input, size_t length) {
    double least = 1e9;
    const long times = (1 << 26) / length;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = now();
        for (long i = 0; i < times; i++) way(input, length);
        const double seconds = (now() - start) / times;
        if (seconds < least) least = seconds;
    }
    return length / least * 1e-9;
}

int main(void) {
    /* Whole turns of the ring, in each of three parts. */
    static const size_t turns_of_ring[] = {3, 12, 48, 192, 768};
    const size_t most = 768 * REACH * BLOCK;
    uint8_t *input = aligned_alloc(4096, (most + 4095) / 4096 * 4096);
    for (size_t i = 0; i < most; i++) input[i] = rand();

    static uint8_t rest[REACH * BLOCK];
    add_all(input, 3 * REACH * BLOCK);
    finish(input + 3 * REACH * BLOCK, rest);
    if (remainder_of(rest, sizeof rest) != remainder_of(input, 4 * REACH * BLOCK)) return puts("wrong"), 1;

    puts("      KiB  folded   added    both, GB/s");
    for (size_t i = 0; i < sizeof turns_of_ring / sizeof *turns_of_ring; i++) {
        const size_t length = turns_of_ring[i] * REACH * BLOCK;
        printf("%9zu %7.1f %7.1f %7.1f\n", length >> 10, best(fold_all, input, length), best(add_all, input, length),
               best(both, input, length));
    }
    free(input);
    return 0;
}
