/*
 * intrinsics.h - vector instructions whose last operand is an immediate.
 *
 * The compiler's headers define these as macros, which Swift cannot import. Each is here as a function, named after
 * the macro or after what it does. A module may call one only if it is compiled for the instruction set that the
 * function names.
 */
#ifndef PLATFORM_INTRINSICS_H
#define PLATFORM_INTRINSICS_H

#if defined(__x86_64__)

#include <immintrin.h>

#define PLATFORM_INTRINSIC(isa) static inline __attribute__((always_inline, target(isa)))

/* Carry-less products of 64-bit halves: low times low, high times high. */
PLATFORM_INTRINSIC("pclmul") __m128i mm_clmul_low(__m128i a, __m128i b) { return _mm_clmulepi64_si128(a, b, 0x00); }
PLATFORM_INTRINSIC("pclmul") __m128i mm_clmul_high(__m128i a, __m128i b) { return _mm_clmulepi64_si128(a, b, 0x11); }

/* The upper half as the lower, and the lower as the upper, with zeros in the other. */
PLATFORM_INTRINSIC("sse2") __m128i mm_bsrli_8(__m128i a) { return _mm_bsrli_si128(a, 8); }
PLATFORM_INTRINSIC("sse2") __m128i mm_bslli_8(__m128i a) { return _mm_bslli_si128(a, 8); }

/* Four rounds of SHA-1, with the function and constant of the first, second, third or last 20 rounds. */
PLATFORM_INTRINSIC("sha") __m128i mm_sha1rnds4_0(__m128i abcd, __m128i sums) { return _mm_sha1rnds4_epu32(abcd, sums, 0); }
PLATFORM_INTRINSIC("sha") __m128i mm_sha1rnds4_1(__m128i abcd, __m128i sums) { return _mm_sha1rnds4_epu32(abcd, sums, 1); }
PLATFORM_INTRINSIC("sha") __m128i mm_sha1rnds4_2(__m128i abcd, __m128i sums) { return _mm_sha1rnds4_epu32(abcd, sums, 2); }
PLATFORM_INTRINSIC("sha") __m128i mm_sha1rnds4_3(__m128i abcd, __m128i sums) { return _mm_sha1rnds4_epu32(abcd, sums, 3); }

/*
 * 128 bits, then zeros. With an optimiser barrier: otherwise the vector that it is added to is taken apart, to add 128 bits
 * only.
 */
PLATFORM_INTRINSIC("avx512f") __m512i mm512_first(__m128i a) {
    __m512i wide = _mm512_zextsi128_si512(a);
    __asm__("" : "+v"(wide));
    return wide;
}
/* The last 128 bits; the sum (xor) of all four groups of 128. */
PLATFORM_INTRINSIC("avx512f") __m128i mm512_last(__m512i a) { return _mm512_extracti32x4_epi32(a, 3); }
PLATFORM_INTRINSIC("avx512f,avx2") __m128i mm512_xor_across(__m512i a) {
    __m256i half = _mm256_xor_si256(_mm512_castsi512_si256(a), _mm512_extracti64x4_epi64(a, 1));
    return _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

PLATFORM_INTRINSIC("avx512f,vpclmulqdq") __m512i mm512_clmul_low(__m512i a, __m512i b) { return _mm512_clmulepi64_epi128(a, b, 0x00); }
PLATFORM_INTRINSIC("avx512f,vpclmulqdq") __m512i mm512_clmul_high(__m512i a, __m512i b) { return _mm512_clmulepi64_epi128(a, b, 0x11); }

/* The bits of each byte in reverse. The rows of the matrix are those of the unit matrix, in reverse. */
PLATFORM_INTRINSIC("gfni") __m128i mm_bits_reversed(__m128i a) {
    return _mm_gf2p8affine_epi64_epi8(a, _mm_set1_epi64x(0x8040201008040201), 0);
}
PLATFORM_INTRINSIC("avx512f,avx512bw,gfni") __m512i mm512_bits_reversed(__m512i a) {
    return _mm512_gf2p8affine_epi64_epi8(a, _mm512_set1_epi64(0x8040201008040201), 0);
}

#endif

#endif
