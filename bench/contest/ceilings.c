/*
 * What no function can surpass that has to do the same: read all bytes, or multiply them without carry. Compiled
 * where it runs, for the machine that it runs on.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined __AVX512F__ && defined __VPCLMULQDQ__
#include <immintrin.h>
#endif

typedef uint64_t vector __attribute__((vector_size(64)));

enum { VECTORS = 8, BLOCK = VECTORS * sizeof(vector) };

static vector at(const uint8_t *input) {
    vector loaded;
    memcpy(&loaded, input, sizeof loaded);
    return loaded;
}

/* The sum of the input's 64-bit words. A rest of less than 64 bytes is left out. */
uint64_t sum(const uint8_t *input, size_t length) {
    vector sums[VECTORS] = {0};
    for (; length >= BLOCK; input += BLOCK, length -= BLOCK)
        for (int i = 0; i < VECTORS; i++)
            sums[i] += at(input + i * sizeof(vector));
    for (; length >= sizeof(vector); input += sizeof(vector), length -= sizeof(vector))
        sums[0] += at(input);
    for (int i = 1; i < VECTORS; i++)
        sums[0] += sums[i];
    uint64_t total = 0;
    for (size_t i = 0; i < sizeof(vector) / sizeof(uint64_t); i++)
        total += sums[0][i];
    return total;
}

#if defined __AVX512F__ && defined __VPCLMULQDQ__
/*
 * As many carry-less multiplications as it takes to fold `length` bytes, which are not read: two for every 128
 * bits, one of each half. Eight chains, so that none waits for its own result.
 */
static __m512i products(__m512i a, __m512i b) {
    return _mm512_xor_si512(_mm512_clmulepi64_epi128(a, b, 0x00), _mm512_clmulepi64_epi128(a, b, 0x11));
}

uint64_t multiply(const uint8_t *input, size_t length) {
    (void)input;
    __m512i folded[VECTORS];
    const __m512i constant = _mm512_set1_epi64(0x9e3779b97f4a7c15);
    for (int i = 0; i < VECTORS; i++)
        folded[i] = _mm512_set1_epi64(i + 1);
    for (; length >= BLOCK; length -= BLOCK)
        for (int i = 0; i < VECTORS; i++)
            folded[i] = products(folded[i], constant);
    for (; length >= sizeof(vector); length -= sizeof(vector))
        folded[0] = products(folded[0], constant);
    for (int i = 1; i < VECTORS; i++)
        folded[0] = _mm512_xor_si512(folded[0], folded[i]);
    return (uint64_t)_mm_cvtsi128_si64(_mm512_castsi512_si128(folded[0]));
}
#endif
