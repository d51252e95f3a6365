/*
 * intrinsics.h - instructions that Swift cannot import from the compiler's headers.
 *
 * Those are macros there (of x86, where the last operand is an immediate; of Arm, all), or of types that Swift does not
 * have. Each is here as a function, named after the macro or after what it does. A module may call one only if it is
 * compiled for the instruction set that the function names.
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

#elif defined(__aarch64__)

#include <arm_acle.h>
#include <arm_neon.h>

#include "vectors.h"

#define PLATFORM_INTRINSIC(isa) static inline __attribute__((always_inline, target(isa)))

/* The register of CRC-32 or of CRC-32C, taken through 1, 4 or 8 bytes. */
PLATFORM_INTRINSIC("crc") uint32_t arm_crc32_8(uint32_t crc, uint8_t byte) { return __crc32b(crc, byte); }
PLATFORM_INTRINSIC("crc") uint32_t arm_crc32_32(uint32_t crc, uint32_t word) { return __crc32w(crc, word); }
PLATFORM_INTRINSIC("crc") uint32_t arm_crc32_64(uint32_t crc, uint64_t word) { return __crc32d(crc, word); }
PLATFORM_INTRINSIC("crc") uint32_t arm_crc32c_8(uint32_t crc, uint8_t byte) { return __crc32cb(crc, byte); }
PLATFORM_INTRINSIC("crc") uint32_t arm_crc32c_32(uint32_t crc, uint32_t word) { return __crc32cw(crc, word); }
PLATFORM_INTRINSIC("crc") uint32_t arm_crc32c_64(uint32_t crc, uint64_t word) { return __crc32cd(crc, word); }

/* Carry-less products of 64-bit halves: low times low, high times high. */
PLATFORM_INTRINSIC("aes") u8x16 arm_pmull_low(u64x2 a, u64x2 b) {
    return (u8x16)vreinterpretq_u8_p128(vmull_p64(a[0], b[0]));
}
PLATFORM_INTRINSIC("aes") u8x16 arm_pmull_high(u64x2 a, u64x2 b) {
    return (u8x16)vreinterpretq_u8_p128(vmull_high_p64((poly64x2_t)a, (poly64x2_t)b));
}

/* Byte i of the result is byte indices[i], or 0 where that is more than 15. */
PLATFORM_INTRINSIC("neon") u8x16 arm_shuffle(u8x16 a, u8x16 indices) {
    return (u8x16)vqtbl1q_u8((uint8x16_t)a, (uint8x16_t)indices);
}
/* The bits of each byte in reverse. */
PLATFORM_INTRINSIC("neon") u8x16 arm_bits_reversed(u8x16 a) { return (u8x16)vrbitq_u8((uint8x16_t)a); }

/* Bytes added up by fours to `sums`; and bytes times weights, of which no two add up to more than 257. */
PLATFORM_INTRINSIC("neon") u32x4 arm_add_bytes(u32x4 sums, u8x16 a) {
    return (u32x4)vpadalq_u16((uint32x4_t)sums, vpaddlq_u8((uint8x16_t)a));
}
PLATFORM_INTRINSIC("neon") u32x4 arm_add_weighted(u32x4 sums, u8x16 a, u8x16 weights) {
    const uint8x16_t bytes = (uint8x16_t)a, factors = (uint8x16_t)weights;
    const uint16x8_t low = vmull_u8(vget_low_u8(bytes), vget_low_u8(factors));
    return (u32x4)vpadalq_u16((uint32x4_t)sums, vmlal_high_u8(low, bytes, factors));
}

/* Four rounds of SHA-1 with `choice`, `parity` or `majority`; a rotated left by 30; the two steps of the schedule. */
PLATFORM_INTRINSIC("sha2") u32x4 arm_sha1_choice(u32x4 abcd, uint32_t e, u32x4 sums) {
    return (u32x4)vsha1cq_u32((uint32x4_t)abcd, e, (uint32x4_t)sums);
}
PLATFORM_INTRINSIC("sha2") u32x4 arm_sha1_parity(u32x4 abcd, uint32_t e, u32x4 sums) {
    return (u32x4)vsha1pq_u32((uint32x4_t)abcd, e, (uint32x4_t)sums);
}
PLATFORM_INTRINSIC("sha2") u32x4 arm_sha1_majority(u32x4 abcd, uint32_t e, u32x4 sums) {
    return (u32x4)vsha1mq_u32((uint32x4_t)abcd, e, (uint32x4_t)sums);
}
PLATFORM_INTRINSIC("sha2") uint32_t arm_sha1_rotated(u32x4 abcd) { return vsha1h_u32(abcd[0]); }
PLATFORM_INTRINSIC("sha2") u32x4 arm_sha1_schedule(u32x4 w16, u32x4 w12, u32x4 w8, u32x4 w4) {
    return (u32x4)vsha1su1q_u32(vsha1su0q_u32((uint32x4_t)w16, (uint32x4_t)w12, (uint32x4_t)w8), (uint32x4_t)w4);
}

/* Four rounds of SHA-256: what becomes of a b c d, and of e f g h; four words of the schedule. */
PLATFORM_INTRINSIC("sha2") u32x4 arm_sha256_abcd(u32x4 abcd, u32x4 efgh, u32x4 sums) {
    return (u32x4)vsha256hq_u32((uint32x4_t)abcd, (uint32x4_t)efgh, (uint32x4_t)sums);
}
PLATFORM_INTRINSIC("sha2") u32x4 arm_sha256_efgh(u32x4 efgh, u32x4 abcd, u32x4 sums) {
    return (u32x4)vsha256h2q_u32((uint32x4_t)efgh, (uint32x4_t)abcd, (uint32x4_t)sums);
}
PLATFORM_INTRINSIC("sha2") u32x4 arm_sha256_schedule(u32x4 w16, u32x4 w12, u32x4 w8, u32x4 w4) {
    const uint32x4_t partial = vsha256su0q_u32((uint32x4_t)w16, (uint32x4_t)w12);
    return (u32x4)vsha256su1q_u32(partial, (uint32x4_t)w8, (uint32x4_t)w4);
}

/* SHA-512: see SHA512Arm. */
PLATFORM_INTRINSIC("sha3") u64x2 arm_sha512_h(u64x2 sums, u64x2 fg, u64x2 de) {
    return (u64x2)vsha512hq_u64((uint64x2_t)sums, (uint64x2_t)fg, (uint64x2_t)de);
}
PLATFORM_INTRINSIC("sha3") u64x2 arm_sha512_h2(u64x2 sums, u64x2 cd, u64x2 ab) {
    return (u64x2)vsha512h2q_u64((uint64x2_t)sums, (uint64x2_t)cd, (uint64x2_t)ab);
}
/* Two words of the schedule; `w7` are the words 7 and 6 before them. */
PLATFORM_INTRINSIC("sha3") u64x2 arm_sha512_schedule(u64x2 w16, u64x2 w14, u64x2 w7, u64x2 w2) {
    const uint64x2_t partial = vsha512su0q_u64((uint64x2_t)w16, (uint64x2_t)w14);
    return (u64x2)vsha512su1q_u64(partial, (uint64x2_t)w2, (uint64x2_t)w7);
}

#endif

#endif
