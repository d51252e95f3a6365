/*
 * intrinsics.h - vector instructions whose last operand is an immediate.
 *
 * The compiler's headers define these as macros, which Swift cannot import. Each is here as a function
 * of the same name without the leading underscores, with the immediate as its suffix. A module may call
 * one only if it is compiled for the instruction set that the function names.
 */
#ifndef SWIFTSUM_INTRINSICS_H
#define SWIFTSUM_INTRINSICS_H

#if defined(__x86_64__)

#include <immintrin.h>

#define SWIFTSUM_INTRINSIC(isa) static inline __attribute__((always_inline, target(isa)))

/* Carry-less products of 64-bit halves: low times low, high times high, low of b times high of a. */
SWIFTSUM_INTRINSIC("pclmul") __m128i mm_clmul_low(__m128i a, __m128i b) { return _mm_clmulepi64_si128(a, b, 0x00); }
SWIFTSUM_INTRINSIC("pclmul") __m128i mm_clmul_high(__m128i a, __m128i b) { return _mm_clmulepi64_si128(a, b, 0x11); }

SWIFTSUM_INTRINSIC("avx512f,vpclmulqdq") __m512i mm512_clmul_low(__m512i a, __m512i b) { return _mm512_clmulepi64_epi128(a, b, 0x00); }
SWIFTSUM_INTRINSIC("avx512f,vpclmulqdq") __m512i mm512_clmul_high(__m512i a, __m512i b) { return _mm512_clmulepi64_epi128(a, b, 0x11); }

#endif

#endif
