/*
 * sums.h - vectors of bytes, what they add up to, and the totals of vectors: see vectors.h.
 */
#ifndef PLATFORM_SUMS_H
#define PLATFORM_SUMS_H

#include "vectors.h"

#define INLINE static inline __attribute__((always_inline))

/* The sum of all words. */
INLINE uint64_t u32x4_total(u32x4 a) { return __builtin_reduce_add(((u64x2)a & 0xffffffff) + ((u64x2)a >> 32)); }
INLINE uint64_t u32x8_total(u32x8 a) { return __builtin_reduce_add(((u64x4)a & 0xffffffff) + ((u64x4)a >> 32)); }
INLINE uint64_t u32x16_total(u32x16 a) { return __builtin_reduce_add(((u64x8)a & 0xffffffff) + ((u64x8)a >> 32)); }

/*
 * The sum of all words of a, and in the upper half that of all words of b, both modulo 2^32: words of a and of b take
 * turns in one vector, which is added up by halves.
 */
INLINE uint64_t u32x4_total_of_turns(u32x4 a) { return ((u64x2)(a + __builtin_shufflevector(a, a, 2, 3, 0, 1)))[0]; }
INLINE uint64_t u32x8_total_of_turns(u32x8 a) { return u32x4_total_of_turns(a.lo + a.hi); }
INLINE uint64_t u32x16_total_of_turns(u32x16 a) { return u32x8_total_of_turns(a.lo + a.hi); }
INLINE uint64_t u32x4_totals(u32x4 a, u32x4 b) {
    return u32x4_total_of_turns(
        __builtin_shufflevector(a, b, 0, 4, 1, 5) + __builtin_shufflevector(a, b, 2, 6, 3, 7));
}
INLINE uint64_t u32x8_totals(u32x8 a, u32x8 b) {
    return u32x8_total_of_turns(
        __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
        + __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15));
}
INLINE uint64_t u32x16_totals(u32x16 a, u32x16 b) {
    return u32x16_total_of_turns(
        __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
        + __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31));
}

/* Each word shifted to the left. */
INLINE u32x4 u32x4_shift_left(u32x4 a, uint32_t bits) { return a << bits; }
INLINE u32x8 u32x8_shift_left(u32x8 a, uint32_t bits) { return a << bits; }
INLINE u32x16 u32x16_shift_left(u32x16 a, uint32_t bits) { return a << bits; }

/* `first` has the first `count` bytes and then zeros, `down_from` the numbers from `first` down to 0 and then zeros. */
#define BYTES(vector, ...) \
    typedef uint8_t vector __attribute__((ext_vector_type(sizeof((uint8_t[]){__VA_ARGS__})))); \
    INLINE vector vector##_first(vector a, uint8_t count) { return a & (vector)((vector){__VA_ARGS__} < (vector)count); } \
    INLINE vector vector##_down_from(uint8_t first) { \
        return __builtin_elementwise_sub_sat((vector)first, (vector){__VA_ARGS__}); \
    }
#define COUNT_16(n) n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9, n + 10, n + 11, n + 12, n + 13, n + 14, n + 15

BYTES(u8x16, COUNT_16(0))
BYTES(u8x32, COUNT_16(0), COUNT_16(16))
BYTES(u8x64, COUNT_16(0), COUNT_16(16), COUNT_16(32), COUNT_16(48))

#undef COUNT_16
#undef BYTES

typedef uint16_t u16x8 __attribute__((ext_vector_type(8)));

/* The words of each pair, added up. */
INLINE u32x4 u16x8_pair_sums(u16x8 a) { return ((u32x4)a & 0xffff) + ((u32x4)a >> 16); }
/* Bytes added up by fours, and bytes times their weights, of which no two add up to more than 257. */
INLINE u32x4 u8x16_sums(u8x16 a) { return u16x8_pair_sums(((u16x8)a & 0xff) + ((u16x8)a >> 8)); }
INLINE u32x4 u8x16_weighted_sums(u8x16 a, u8x16 weights) {
    return u16x8_pair_sums(((u16x8)a & 0xff) * ((u16x8)weights & 0xff) + ((u16x8)a >> 8) * ((u16x8)weights >> 8));
}

#undef INLINE

#endif
