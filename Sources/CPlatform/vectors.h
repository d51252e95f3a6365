/*
 * vectors.h - vectors of words, in the compiler's own notation, for every instruction set.
 *
 * Swift's SIMD types build a shuffle or a splat element by element: the optimiser does not always find the
 * one instruction that does it all, and takes its time. Clang's vector extensions say it in one expression.
 *
 * The shuffles work within every group of four words, as the instructions do: `low` and `high` interleave
 * the first or the last two words of each group of a with those of b; `low_pairs` and `high_pairs` take
 * the first or the last pair of a, then of b; `even` and `odd` take every second word of both. `turn_1` moves each
 * of four words one place down, and the first to the end; `turn_2` and `turn_3` do so twice and three times.
 */
#ifndef PLATFORM_VECTORS_H
#define PLATFORM_VECTORS_H

#include <stdint.h>
#if defined(__AVX512VL__)
#include <immintrin.h>
#endif

typedef uint32_t u32x4 __attribute__((ext_vector_type(4)));
typedef uint32_t u32x8 __attribute__((ext_vector_type(8)));
typedef uint32_t u32x16 __attribute__((ext_vector_type(16)));
typedef uint64_t u64x2 __attribute__((ext_vector_type(2)));
typedef uint64_t u64x4 __attribute__((ext_vector_type(4)));
typedef uint64_t u64x8 __attribute__((ext_vector_type(8)));
typedef uint8_t u8x16 __attribute__((ext_vector_type(16)));
typedef uint8_t u8x32 __attribute__((ext_vector_type(32)));
typedef uint8_t u8x64 __attribute__((ext_vector_type(64)));

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t platform_bit_reversed(uint64_t word) { return __builtin_bitreverse64(word); }

/* Prefetches the cache line at an address, which need not be a valid one. */
INLINE void platform_prefetch(const void *address) { __builtin_prefetch(address, 0, 2); }

/* In each group the words with these four numbers: 0 to 3 are those of a, 4 to 7 those of b. */
#define INDEX(i, g, length) ((i) < 4 ? 4 * (g) + (i) : (length) + 4 * (g) + (i) - 4)
#define INDICES(g, length, i, j, k, l) INDEX(i, g, length), INDEX(j, g, length), INDEX(k, g, length), INDEX(l, g, length)
#define u32x4_SHUFFLED(a, b, ...) __builtin_shufflevector(a, b, INDICES(0, 4, __VA_ARGS__))
#define u32x8_SHUFFLED(a, b, ...) __builtin_shufflevector(a, b, INDICES(0, 8, __VA_ARGS__), INDICES(1, 8, __VA_ARGS__))
#define u32x16_SHUFFLED(a, b, ...) \
    __builtin_shufflevector(a, b, INDICES(0, 16, __VA_ARGS__), INDICES(1, 16, __VA_ARGS__), \
                            INDICES(2, 16, __VA_ARGS__), INDICES(3, 16, __VA_ARGS__))

/*
 * `blake3_columns_x` and so on are the words that go into the columns or diagonals of BLAKE3's next round, x first and
 * y second, from those of this round. Where they come from three vectors, words of two are joined first.
 */
#define SHUFFLES(vector) \
    INLINE vector vector##_low(vector a, vector b) { return vector##_SHUFFLED(a, b, 0, 4, 1, 5); } \
    INLINE vector vector##_high(vector a, vector b) { return vector##_SHUFFLED(a, b, 2, 6, 3, 7); } \
    INLINE vector vector##_low_pairs(vector a, vector b) { return vector##_SHUFFLED(a, b, 0, 1, 4, 5); } \
    INLINE vector vector##_high_pairs(vector a, vector b) { return vector##_SHUFFLED(a, b, 2, 3, 6, 7); } \
    INLINE vector vector##_even(vector a, vector b) { return vector##_SHUFFLED(a, b, 0, 2, 4, 6); } \
    INLINE vector vector##_odd(vector a, vector b) { return vector##_SHUFFLED(a, b, 1, 3, 5, 7); } \
    INLINE vector vector##_turn_1(vector a) { return vector##_SHUFFLED(a, a, 1, 2, 3, 0); } \
    INLINE vector vector##_turn_2(vector a) { return vector##_SHUFFLED(a, a, 2, 3, 0, 1); } \
    INLINE vector vector##_turn_3(vector a) { return vector##_SHUFFLED(a, a, 3, 0, 1, 2); } \
    INLINE vector vector##_blake3_columns_x(vector columns_x, vector columns_y) { \
        return vector##_SHUFFLED(columns_x, columns_y, 1, 5, 7, 2); \
    } \
    INLINE vector vector##_blake3_columns_y(vector columns_x, vector diagonals_x, vector diagonals_y) { \
        vector middle = vector##_SHUFFLED(diagonals_x, diagonals_y, 2, 2, 7, 7); \
        return vector##_SHUFFLED(columns_x, middle, 3, 4, 0, 6); \
    } \
    INLINE vector vector##_blake3_diagonals_x(vector columns_y, vector diagonals_x, vector diagonals_y) { \
        vector middle = vector##_SHUFFLED(columns_y, diagonals_x, 0, 0, 7, 7); \
        return vector##_SHUFFLED(diagonals_y, middle, 0, 4, 6, 1); \
    } \
    INLINE vector vector##_blake3_diagonals_y(vector columns_y, vector diagonals_x, vector diagonals_y) { \
        vector middle = vector##_SHUFFLED(diagonals_y, columns_y, 2, 6, 3, 7); \
        return vector##_SHUFFLED(diagonals_x, middle, 1, 4, 5, 0); \
    }

SHUFFLES(u32x4)
SHUFFLES(u32x8)
SHUFFLES(u32x16)

#undef SHUFFLES
#undef u32x16_SHUFFLED
#undef u32x8_SHUFFLED
#undef u32x4_SHUFFLED
#undef INDICES
#undef INDEX

/* Two groups side by side. */
INLINE u32x8 u32x8_groups(u32x4 a, u32x4 b) { return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7); }
INLINE u64x4 u64x4_groups(u64x2 a, u64x2 b) { return __builtin_shufflevector(a, b, 0, 1, 2, 3); }
/* Of 64-bit words there are two in a group: `low` and `high` are the first or the second of a, then of b. */
INLINE u64x2 u64x2_low(u64x2 a, u64x2 b) { return __builtin_shufflevector(a, b, 0, 2); }
INLINE u64x2 u64x2_high(u64x2 a, u64x2 b) { return __builtin_shufflevector(a, b, 1, 3); }
INLINE u64x4 u64x4_low(u64x4 a, u64x4 b) { return __builtin_shufflevector(a, b, 0, 4, 2, 6); }
INLINE u64x4 u64x4_high(u64x4 a, u64x4 b) { return __builtin_shufflevector(a, b, 1, 5, 3, 7); }
INLINE u64x8 u64x8_low(u64x8 a, u64x8 b) { return __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14); }
INLINE u64x8 u64x8_high(u64x8 a, u64x8 b) { return __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15); }

/* The bytes of each word in the other order. */
#define BYTES4(i) i + 3, i + 2, i + 1, i
#define BYTES8(i) i + 7, i + 6, i + 5, i + 4, i + 3, i + 2, i + 1, i
#define SWAPPED4(i) BYTES4(i), BYTES4(i + 4), BYTES4(i + 8), BYTES4(i + 12)
#define SWAPPED8(i) BYTES8(i), BYTES8(i + 8)
#define SWAP(vector, bytes, ...) \
    INLINE vector vector##_byte_swapped(vector a) { \
        return (vector)__builtin_shufflevector((bytes)a, (bytes)a, __VA_ARGS__); \
    }

SWAP(u32x4, u8x16, SWAPPED4(0))
SWAP(u32x8, u8x32, SWAPPED4(0), SWAPPED4(16))
SWAP(u32x16, u8x64, SWAPPED4(0), SWAPPED4(16), SWAPPED4(32), SWAPPED4(48))
SWAP(u64x2, u8x16, SWAPPED8(0))
SWAP(u64x4, u8x32, SWAPPED8(0), SWAPPED8(16))
SWAP(u64x8, u8x64, SWAPPED8(0), SWAPPED8(16), SWAPPED8(32), SWAPPED8(48))

#undef SWAP
#undef SWAPPED8
#undef SWAPPED4
#undef BYTES8
#undef BYTES4

/* The four words that begin so many after the first of a, where b comes after a. */
INLINE u32x4 u32x4_from_1(u32x4 a, u32x4 b) { return __builtin_shufflevector(a, b, 1, 2, 3, 4); }
INLINE u32x4 u32x4_from_2(u32x4 a, u32x4 b) { return __builtin_shufflevector(a, b, 2, 3, 4, 5); }
INLINE u32x4 u32x4_from_3(u32x4 a, u32x4 b) { return __builtin_shufflevector(a, b, 3, 4, 5, 6); }

/* In each group the second word of a, then the first of b: the two words that begin one word after a. */
INLINE u64x2 u64x2_middle(u64x2 a, u64x2 b) { return __builtin_shufflevector(a, b, 1, 2); }
INLINE u64x4 u64x4_middle(u64x4 a, u64x4 b) { return __builtin_shufflevector(a, b, 1, 4, 3, 6); }

INLINE u64x4 u64x4_turn_1(u64x4 a) { return __builtin_shufflevector(a, a, 1, 2, 3, 0); }
INLINE u64x4 u64x4_turn_2(u64x4 a) { return __builtin_shufflevector(a, a, 2, 3, 0, 1); }
INLINE u64x4 u64x4_turn_3(u64x4 a) { return __builtin_shufflevector(a, a, 3, 0, 1, 2); }

/* Group g of four words goes to target + g * stride words. */
typedef u32x4 u32x4_anywhere __attribute__((aligned(4)));
#define PUT(g) *(u32x4_anywhere *)(target + (g) * stride) = __builtin_shufflevector(a, a, 4 * (g), 4 * (g) + 1, 4 * (g) + 2, 4 * (g) + 3)
INLINE void u32x4_store_groups(u32x4 a, uint32_t *target, long stride) { PUT(0); }
INLINE void u32x8_store_groups(u32x8 a, uint32_t *target, long stride) { PUT(0); PUT(1); }
INLINE void u32x16_store_groups(u32x16 a, uint32_t *target, long stride) { PUT(0); PUT(1); PUT(2); PUT(3); }
#undef PUT

/* A vector of these words, which need not come from consecutive addresses. */
INLINE u32x4 u32x4_of(uint32_t a, uint32_t b, uint32_t c, uint32_t d) { return (u32x4){a, b, c, d}; }
INLINE u64x2 u64x2_of(uint64_t a, uint64_t b) { return (u64x2){a, b}; }
INLINE u64x4 u64x4_of(uint64_t a, uint64_t b, uint64_t c, uint64_t d) { return (u64x4){a, b, c, d}; }

#define ARITHMETIC(vector, word) \
    INLINE vector vector##_splat(word value) { return (vector)value; } \
    INLINE vector vector##_shift_right(vector a, word bits) { return a >> bits; }

ARITHMETIC(u32x4, uint32_t)
ARITHMETIC(u32x8, uint32_t)
ARITHMETIC(u32x16, uint32_t)
ARITHMETIC(u64x2, uint64_t)
ARITHMETIC(u64x4, uint64_t)
ARITHMETIC(u64x8, uint64_t)

#undef ARITHMETIC

/* Rotations by 1 to the width less 1. */
#define TWO_SHIFTS(a, bits) ((a >> bits) | (a << (8 * sizeof a[0] - bits)))
#if defined(__aarch64__)
/*
 * NEON rotates by whole bytes as a shuffle. By any other number it is a shift and one that inserts what it shifts (SRI):
 * on most processors that is two cycles faster than one that adds it (USRA), which the optimiser would choose. Its number
 * of bits is a part of the instruction: where it is not constant, as in code that is never inlined, two shifts are left.
 * FEAT_SHA3 has an instruction for words of 64 bits, which the optimiser finds.
 */
#define INSERTED(a, bits, elements) \
    if (__builtin_constant_p(bits)) { \
        __typeof__(a) rotated = a << (8 * sizeof a[0] - bits); \
        __asm__("sri %0." elements ", %1." elements ", %2" : "+w"(rotated) : "w"(a), "i"(bits)); \
        return rotated; \
    } \
    return TWO_SHIFTS(a, bits);
#define BYTES_TURNED(a, ...) (__typeof__(a))__builtin_shufflevector((u8x16)a, (u8x16)a, __VA_ARGS__)
#define TURNED_4(i, n) i + n, i + (n + 1) % 4, i + (n + 2) % 4, i + (n + 3) % 4
#define TURNED_8(i, n) \
    i + n, i + (n + 1) % 8, i + (n + 2) % 8, i + (n + 3) % 8, i + (n + 4) % 8, i + (n + 5) % 8, i + (n + 6) % 8, \
        i + (n + 7) % 8
INLINE u32x4 u32x4_rotate_right(u32x4 a, uint32_t bits) {
    switch (bits) {
    case 8: return BYTES_TURNED(a, TURNED_4(0, 1), TURNED_4(4, 1), TURNED_4(8, 1), TURNED_4(12, 1));
    case 16: return TWO_SHIFTS(a, bits); /* REV32 */
    }
    INSERTED(a, bits, "4s")
}
INLINE u64x2 u64x2_rotate_right(u64x2 a, uint64_t bits) {
#if defined(__ARM_FEATURE_SHA3)
    return TWO_SHIFTS(a, bits); /* XAR */
#else
    switch (bits) {
    case 8: return BYTES_TURNED(a, TURNED_8(0, 1), TURNED_8(8, 1));
    case 16: return BYTES_TURNED(a, TURNED_8(0, 2), TURNED_8(8, 2));
    case 24: return BYTES_TURNED(a, TURNED_8(0, 3), TURNED_8(8, 3));
    case 32: return TWO_SHIFTS(a, bits); /* REV64 */
    }
    INSERTED(a, bits, "2d")
#endif
}
#define IN_HALVES(vector, half, word, low, high, both) \
    INLINE vector vector##_rotate_right(vector a, word bits) { \
        return __builtin_shufflevector( \
            half##_rotate_right(__builtin_shufflevector(a, a, low), bits), \
            half##_rotate_right(__builtin_shufflevector(a, a, high), bits), both); \
    }
#define LIST(...) __VA_ARGS__
IN_HALVES(u32x8, u32x4, uint32_t, LIST(0, 1, 2, 3), LIST(4, 5, 6, 7), LIST(0, 1, 2, 3, 4, 5, 6, 7))
IN_HALVES(u64x4, u64x2, uint64_t, LIST(0, 1), LIST(2, 3), LIST(0, 1, 2, 3))
#undef LIST
#undef IN_HALVES
#undef TURNED_8
#undef TURNED_4
#undef BYTES_TURNED
#undef INSERTED
#endif
#define ROTATION(vector, word) \
    INLINE vector vector##_rotate_right(vector a, word bits) { return TWO_SHIFTS(a, bits); }

#if !defined(__aarch64__)
ROTATION(u32x4, uint32_t)
ROTATION(u64x2, uint64_t)
ROTATION(u32x8, uint32_t)
ROTATION(u64x4, uint64_t)
#endif
ROTATION(u32x16, uint32_t)
ROTATION(u64x8, uint64_t)

#undef ROTATION
#undef TWO_SHIFTS

/* Functions of the bits in three words. */
typedef enum {
    PLATFORM_CHOICE,      /* the bit of y where x has a one, else the bit of z */
    PLATFORM_MAJORITY,    /* the bit that two or three of them have */
    PLATFORM_PARITY,      /* one where one or three of them have a one */
    PLATFORM_IMPLICATION, /* the bit of y, inverted where x has a one or z has a zero */
} platform_logic;

/*
 * AVX-512 has an instruction for any logic of three words. It is called by name, because the optimiser makes two of
 * some formulas, or one that waits longer for the operand that is known last. In SHA-2, what the majority has as x ^ y it
 * has as y ^ z in the next round: the optimiser computes it once.
 */
#define LOGIC(name, vector, OF) \
    INLINE vector name##_logic(platform_logic logic, vector x, vector y, vector z) { \
        switch (logic) { \
        case PLATFORM_CHOICE: return OF(vector, 0xca, z ^ (x & (y ^ z))); \
        case PLATFORM_MAJORITY: return OF(vector, 0xe8, y ^ ((x ^ y) & (y ^ z))); \
        case PLATFORM_PARITY: return OF(vector, 0x96, x ^ (y ^ z)); \
        case PLATFORM_IMPLICATION: return OF(vector, 0x39, y ^ (x | ~z)); \
        } \
    }
#define FORMULA(vector, table, formula) formula
#if defined(__AVX512VL__)
#define TERNARY_128(vector, table, formula) (vector)_mm_ternarylogic_epi64((__m128i)x, (__m128i)y, (__m128i)z, table)
#define TERNARY_256(vector, table, formula) (vector)_mm256_ternarylogic_epi64((__m256i)x, (__m256i)y, (__m256i)z, table)
#define TERNARY_512(vector, table, formula) (vector)_mm512_ternarylogic_epi64((__m512i)x, (__m512i)y, (__m512i)z, table)
#else
#define TERNARY_128 FORMULA
#define TERNARY_256 FORMULA
#define TERNARY_512 FORMULA
#endif

LOGIC(u32, uint32_t, FORMULA)
LOGIC(u64, uint64_t, FORMULA)
LOGIC(u32x4, u32x4, TERNARY_128)
LOGIC(u32x8, u32x8, TERNARY_256)
LOGIC(u32x16, u32x16, TERNARY_512)
LOGIC(u64x2, u64x2, TERNARY_128)
LOGIC(u64x4, u64x4, TERNARY_256)
LOGIC(u64x8, u64x8, TERNARY_512)

#undef TERNARY_512
#undef TERNARY_256
#undef TERNARY_128
#undef FORMULA
#undef LOGIC

/*
 * Swift's own operators work element by element. The optimiser joins the elements again, but takes its time, and pairs the
 * wrong ones of two words.
 */
#define BITWISE(vector) \
    INLINE vector vector##_xor(vector a, vector b) { return a ^ b; } \
    INLINE vector vector##_and(vector a, vector b) { return a & b; } \
    INLINE vector vector##_not(vector a) { return ~a; }

BITWISE(u8x16)
BITWISE(u32x8)
BITWISE(u32x16)
BITWISE(u64x2)
BITWISE(u64x4)
BITWISE(u64x8)

#undef BITWISE

/* Not as two shifts: if the word is a product, the optimiser makes a second multiplication of one of them. */
INLINE uint32_t u32_rotate_left(uint32_t word, uint32_t bits) { return __builtin_rotateleft32(word, bits); }
INLINE uint64_t u64_rotate_left(uint64_t word, uint64_t bits) { return __builtin_rotateleft64(word, bits); }

/* Element 0 is `word`; element 1 is never read. */
INLINE u64x2 u64x2_of_first(uint64_t word) { return (u64x2){word, 0}; }
INLINE uint64_t u64x2_first(u64x2 a) { return a[0]; }

/*
 * An optimiser barrier, and no instruction: the word is computed before anything is added to it. Otherwise the
 * optimiser may reorder a sum, and add the operand that is known last in the middle of it.
 */
INLINE uint32_t u32_computed_first(uint32_t word) { __asm__("" : "+r"(word)); return word; }
INLINE uint64_t u64_computed_first(uint64_t word) { __asm__("" : "+r"(word)); return word; }

/*
 * The same of vectors, which this keeps in vector registers. `in_program_order`: vectors so marked are also computed in
 * the order of the program. Both do nothing where a vector needs several registers.
 */
#if defined(__AVX512VL__)
#define REGISTER "v"
#define REGISTER_BYTES 64
#elif defined(__AVX__)
#define REGISTER "x"
#define REGISTER_BYTES 32
#elif defined(__x86_64__)
#define REGISTER "x"
#define REGISTER_BYTES 16
#elif defined(__aarch64__)
#define REGISTER "w"
#define REGISTER_BYTES 16
#else
#define REGISTER_BYTES 0
#endif
#define IN_REGISTER(vector) \
    INLINE vector vector##_computed_first(vector a) { __asm__("" : "+" REGISTER(a)); return a; } \
    INLINE vector vector##_in_program_order(vector a) { __asm__ volatile("" : "+" REGISTER(a)); return a; }
#define IN_SEVERAL(vector) \
    INLINE vector vector##_computed_first(vector a) { return a; } \
    INLINE vector vector##_in_program_order(vector a) { return a; }

#if REGISTER_BYTES >= 16
IN_REGISTER(u32x4)
IN_REGISTER(u64x2)
#else
IN_SEVERAL(u32x4)
IN_SEVERAL(u64x2)
#endif
#if REGISTER_BYTES >= 32
IN_REGISTER(u32x8)
IN_REGISTER(u64x4)
#else
IN_SEVERAL(u32x8)
IN_SEVERAL(u64x4)
#endif
#if REGISTER_BYTES >= 64
IN_REGISTER(u32x16)
IN_REGISTER(u64x8)
#else
IN_SEVERAL(u32x16)
IN_SEVERAL(u64x8)
#endif

#undef IN_SEVERAL
#undef IN_REGISTER

/* Four groups side by side. Halves are joined first: an insertion into 256 bits takes half as long as one into 512. */
INLINE u32x16 u32x16_groups(u32x4 a, u32x4 b, u32x4 c, u32x4 d) {
    const u32x8 low = u32x8_computed_first(u32x8_groups(a, b)), high = u32x8_computed_first(u32x8_groups(c, d));
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}
INLINE u64x8 u64x8_groups(u64x2 a, u64x2 b, u64x2 c, u64x2 d) {
    const u64x4 low = u64x4_computed_first(u64x4_groups(a, b)), high = u64x4_computed_first(u64x4_groups(c, d));
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
}

/*
 * The same words, or their address, with a false dependency on `that`: what uses them is ordered after what computes
 * `that`. Does nothing where a vector needs several registers.
 */
INLINE u32x8 u32x8_after(u32x4 that, u32x8 words) {
#if REGISTER_BYTES >= 32
    __asm__("" : "+" REGISTER(words) : REGISTER(that));
#endif
    return words;
}
INLINE const uint32_t *_Nonnull platform_address_after(u32x4 that, const uint32_t *_Nonnull words) {
#if REGISTER_BYTES >= 16
    __asm__("" : "+r"(words) : REGISTER(that));
#endif
    return words;
}
#undef REGISTER_BYTES
#undef REGISTER

/* The same address, held in one register: the optimiser may otherwise keep a table's address and an offset in two. */
INLINE void *_Nonnull platform_opaque_address(void *_Nonnull address) {
    __asm__("" : "+r"(address));
    return address;
}

/*
 * The same index, hidden from the optimiser, so that the table's word is loaded again as a memory operand of the
 * addition, which AVX-512 has. Otherwise an instruction of its own loads it into a register.
 */
INLINE long platform_hidden_index(long index) {
#if defined(__AVX512F__)
    __asm__("" : "+r"(index));
#endif
    return index;
}

/*
 * Aligns the stack frame of the function that it is inlined into to 64 bytes, so that vectors that the compiler spills
 * do not straddle cache lines. Otherwise a frame is aligned to 16 bytes, and speed depends on where the process's stack
 * begins.
 */
INLINE void platform_align_frame(void) {
    _Alignas(64) char line[64];
    __asm__ volatile("" : : "r"(line));
}

/* A compiler barrier: what was stored before is loaded after, and so goes through memory and not through registers. */
INLINE void platform_compiler_barrier(void) { __asm__ volatile("" : : : "memory"); }

/* The lower half of each word times its upper half. */
INLINE u64x8 u64x8_product_of_halves(u64x8 a) {
#if defined(__aarch64__)
    /* Halves are taken apart two vectors at a time, and multiplied into sums (UZP1, UZP2, UMLAL). */
    const u32x16 halves = (u32x16)a;
    const u32x8 low = __builtin_shufflevector(halves, halves, 0, 2, 4, 6, 8, 10, 12, 14);
    const u32x8 high = __builtin_shufflevector(halves, halves, 1, 3, 5, 7, 9, 11, 13, 15);
    return __builtin_convertvector(low, u64x8) * __builtin_convertvector(high, u64x8);
#else
    return (a & 0xffffffff) * (a >> 32);
#endif
}
/* The words of each pair exchanged: 1 0 3 2 and so on. */
INLINE u64x2 u64x2_exchanged(u64x2 a) { return __builtin_shufflevector(a, a, 1, 0); }
INLINE u64x8 u64x8_exchange_neighbours(u64x8 a) { return __builtin_shufflevector(a, a, 1, 0, 3, 2, 5, 4, 7, 6); }

/*
 * The indices for a shuffle that moves 16 bytes by `first` towards the front (or the back, if it is negative) and fills
 * with zeros: index i is `first` + i, or 0x80 where that is not within 0 to 15.
 */
#define EIGHT_NONE 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80
static const uint8_t platform_indices[48] = {
    EIGHT_NONE, EIGHT_NONE, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, EIGHT_NONE, EIGHT_NONE
};
#undef EIGHT_NONE
typedef u8x16 u8x16_anywhere __attribute__((aligned(1)));
INLINE u8x16 u8x16_indices(long first) { return *(const u8x16_anywhere *)(platform_indices + 16 + first); }
/* The bytes of a for which `indices` has none, and zeros for the others. */
INLINE u8x16 u8x16_without(u8x16 a, u8x16 indices) { return a & (u8x16)(indices > 0x7f); }

/*
 * Functions from above that store their result, at any alignment, for kernels that call them a thousand times. Swift takes
 * a vector of more than 128 bits that a C function returns to pieces of 128 bits and puts them together again. The optimiser
 * needs ten seconds to see that nothing is done to a thousand of those.
 *
 * `splat` and the functions of 64-bit words return theirs. They are called less often, and they lose by this: Swift guards
 * the stack of a function that takes the address of a result, and SHA-512 is computed in a worse order.
 */
#define TO_MEMORY(vector, name, arguments, ...) \
    INLINE void vector##_##name##_to(void *result, __VA_ARGS__) { \
        const vector value = vector##_##name arguments; \
        __builtin_memcpy(result, &value, sizeof value); \
    }
#define ALL_TO_MEMORY(vector) \
    TO_MEMORY(vector, xor, (a, b), vector a, vector b) \
    TO_MEMORY(vector, and, (a, b), vector a, vector b) \
    TO_MEMORY(vector, not, (a), vector a) \
    TO_MEMORY(vector, rotate_right, (a, bits), vector a, uint32_t bits) \
    TO_MEMORY(vector, shift_right, (a, bits), vector a, uint32_t bits) \
    TO_MEMORY(vector, byte_swapped, (a), vector a) \
    TO_MEMORY(vector, computed_first, (a), vector a) \
    TO_MEMORY(vector, in_program_order, (a), vector a) \
    TO_MEMORY(vector, logic, (logic, x, y, z), platform_logic logic, vector x, vector y, vector z)

ALL_TO_MEMORY(u32x8)
ALL_TO_MEMORY(u32x16)

#undef ALL_TO_MEMORY
#undef TO_MEMORY

#undef INLINE

#endif
