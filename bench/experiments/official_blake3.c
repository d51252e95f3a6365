/*
 * BLAKE3 beside its authors' own code, which LLVM 15 carries: Debian has it as a command, and no other library.
 *
 *     apt-get install libllvm15
 *     cc -O2 -I lib/swiftsum -o official_blake3 bench/experiments/official_blake3.c -L lib/swiftsum -lswiftsum \
 *         -Wl,-rpath,$PWD/lib/swiftsum && ./official_blake3
 *
 * Both take turns in one process; what counts is the median of the ratios.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "swiftsum.h"

enum { LENGTH = 32, ROUNDS = 41, MOST = 16 << 20 };

/* llvm_blake3_hasher has 1912 bytes. */
static uint64_t hasher[512];
static void (*begin)(void *), (*update)(void *, const void *, size_t), (*finish)(const void *, void *, size_t);
static swiftsum_algorithm blake3;
static uint8_t ours[LENGTH], theirs[LENGTH];

static void swiftsum(const uint8_t *input, size_t length) { swiftsum_digest(blake3, input, length, ours, sizeof ours); }

static void official(const uint8_t *input, size_t length) {
    begin(hasher);
    update(hasher, input, length);
    finish(hasher, theirs, sizeof theirs);
}

static double seconds(void (*way)(const uint8_t *, size_t), const uint8_t *input, size_t length) {
    struct timespec start, end;
    const long times = (4 << 20) / (length + 64) + 1;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (long i = 0; i < times; i++) way(input, length);
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) * 1e-9) / times;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(void) {
    static const size_t lengths[] = {64, 1 << 10, 2 << 10, 4 << 10, 8 << 10, 16 << 10, 256 << 10, MOST};
    void *llvm = dlopen("libLLVM-15.so.1", RTLD_NOW | RTLD_LOCAL);
    if (llvm == NULL) return puts(dlerror()), 1;
    *(void **)&begin = dlsym(llvm, "llvm_blake3_hasher_init");
    *(void **)&update = dlsym(llvm, "llvm_blake3_hasher_update");
    *(void **)&finish = dlsym(llvm, "llvm_blake3_hasher_finalize");
    if (!begin || !update || !finish || swiftsum_find_algorithm("blake3", &blake3) != SWIFTSUM_OK) return 1;

    uint8_t *input = aligned_alloc(4096, MOST);
    for (size_t i = 0; i < MOST; i++) input[i] = rand();
    puts("    bytes  ours, GB/s  official  ours / official");
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        double ratios[ROUNDS], least = 1e9, least_official = 1e9;
        for (int round = 0; round < ROUNDS; round++) {
            const double one = seconds(swiftsum, input, lengths[i]), other = seconds(official, input, lengths[i]);
            ratios[round] = other / one;
            if (one < least) least = one;
            if (other < least_official) least_official = other;
        }
        if (memcmp(ours, theirs, LENGTH) != 0) return puts("wrong"), 1;
        qsort(ratios, ROUNDS, sizeof *ratios, ascending);
        printf("%9zu %11.2f %9.2f %16.2f\n", lengths[i], lengths[i] / least * 1e-9, lengths[i] / least_official * 1e-9,
               ratios[ROUNDS / 2]);
    }
    return 0;
}
