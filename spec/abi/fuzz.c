/*
 * What libFuzzer calls with inputs that it makes up: each goes to the library in several ways, which must agree. Kernels are
 * not compiled with AddressSanitizer, so inputs are copied to where they end at a page that can't be read.
 *
 * The first byte says what is tried. With -DPLANT=n, the n-th comparison has a fault, to show that it would be found.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "swiftsum.h"

#ifndef PLANT
#define PLANT -1
#endif

enum { MOST = 1 << 16, MOST_DIGEST = 64 };

static void differ(const char *what, uint32_t algorithm) {
    fprintf(stderr, "%s, algorithm %u: not the same\n", what, algorithm);
    abort();
}

static void same(int number, const char *what, uint32_t algorithm, const unsigned char *a, const unsigned char *b, size_t length) {
    if (memcmp(a, b, length) != 0 || (number == PLANT && length > 0 && (a[0] & 7) == 3)) differ(what, algorithm);
}

/* The bytes, right before a page that can't be read. */
static const unsigned char *guarded(const unsigned char *bytes, size_t length) {
    static unsigned char *end;
    if (end == NULL) {
        unsigned char *const memory = mmap(NULL, MOST + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        end = memory + MOST;
        mprotect(end, 4096, PROT_NONE);
    }
    return memcpy(end - length, bytes, length);
}

static size_t digest_length(uint32_t algorithm) {
    swiftsum_algorithm_description description = {.size = sizeof description};
    swiftsum_describe_algorithm(algorithm, &description);
    return description.digest_length;
}

#include "fuzz_trees.h"

/* At once, and in pieces whose lengths the input says. */
static void pieces(uint32_t algorithm, const unsigned char *bytes, size_t length, unsigned step) {
    unsigned char once[MOST_DIGEST], piecewise[MOST_DIGEST];
    swiftsum_hasher *hasher, *copy;
    if (swiftsum_digest(algorithm, bytes, length, once, sizeof once) != SWIFTSUM_OK) abort();
    if (swiftsum_make_hasher(algorithm, NULL, &hasher) != SWIFTSUM_OK) abort();
    for (size_t at = 0, next; at < length; at = next) {
        next = at + 1 + bytes[at] * step % (length - at);
        swiftsum_update_hasher(hasher, bytes + at, next - at);
        if (bytes[at] % 5 == 0) {
            swiftsum_copy_hasher(hasher, &copy);
            swiftsum_release_hasher(hasher);
            hasher = copy;
        }
    }
    swiftsum_finish_hasher(hasher, piecewise, sizeof piecewise);
    swiftsum_release_hasher(hasher);
    same(0, "in pieces", algorithm, once, piecewise, digest_length(algorithm));
}

/* Side by side, and one by one. */
static void many(uint32_t algorithm, const unsigned char *bytes, size_t length, unsigned step) {
    static unsigned char digests[64 * MOST_DIGEST];
    const void *inputs[64];
    size_t lengths[64], count = 0, at = 0;
    for (; count < 64 && at <= length; count++) {
        lengths[count] = at < length ? bytes[at] * step % (length - at + 1) : 0;
        inputs[count] = bytes + at;
        at += lengths[count] + 1;
    }
    if (swiftsum_digest_all(algorithm, inputs, lengths, count, digests, sizeof digests, 1 + step % 2) != SWIFTSUM_OK) abort();
    for (size_t i = 0; i < count; i++) {
        unsigned char once[MOST_DIGEST];
        swiftsum_digest(algorithm, inputs[i], lengths[i], once, sizeof once);
        same(1, "side by side", algorithm, once, digests + i * digest_length(algorithm), digest_length(algorithm));
    }
}

/* Both halves combined, and the whole. */
static void combined(uint32_t algorithm, const unsigned char *bytes, size_t length, unsigned step) {
    unsigned char first[MOST_DIGEST], second[MOST_DIGEST], whole[MOST_DIGEST];
    const size_t half = length == 0 ? 0 : step * 257 % length;
    swiftsum_digest(algorithm, bytes, half, first, sizeof first);
    swiftsum_digest(algorithm, bytes + half, length - half, second, sizeof second);
    swiftsum_digest(algorithm, bytes, length, whole, sizeof whole);
    if (swiftsum_combine_digests(algorithm, first, second, length - half, first, sizeof first) == SWIFTSUM_OK)
        same(2, "combined", algorithm, first, whole, digest_length(algorithm));
}

/* A file, by a batch and at once. */
static void file(uint32_t algorithm, const unsigned char *bytes, size_t length) {
    static char path[64];
    unsigned char once[MOST_DIGEST];
    swiftsum_batch *batch;
    swiftsum_batch_results results = {.size = sizeof results};
    snprintf(path, sizeof path, "/dev/shm/swiftsum-fuzz-%d", getpid());
    FILE *const written = fopen(path, "wb");
    if (written == NULL) return;
    fwrite(bytes, 1, length, written);
    fclose(written);
    swiftsum_digest(algorithm, bytes, length, once, sizeof once);
    swiftsum_make_batch(&algorithm, 1, NULL, &batch);
    swiftsum_batch_add(batch, path, strlen(path) + 1);
    while (swiftsum_run_batch(batch, &results) == SWIFTSUM_AGAIN) {}
    unlink(path);
    if (results.count != 1 || results.statuses[0] != SWIFTSUM_OK) differ("no result", algorithm);
    same(3, "by a batch", algorithm, results.digests, once, digest_length(algorithm));
    swiftsum_release_batch(batch);
}

/* By the best instruction set, and by a second library that was loaded to use portable code. */
static void by_portable_code(uint32_t algorithm, const unsigned char *bytes, size_t length) {
    static swiftsum_status (*portable)(swiftsum_algorithm, const void *, size_t, void *, size_t);
    unsigned char best[MOST_DIGEST], other[MOST_DIGEST];
    if (portable == NULL) {
        setenv("SWIFTSUM_ISA", "portable", 1);
        void *const library = dlopen(getenv("PORTABLE_LIBRARY"), RTLD_NOW | RTLD_LOCAL);
        if (library == NULL) abort();
        portable = (swiftsum_status (*)(swiftsum_algorithm, const void *, size_t, void *, size_t))dlsym(library, "swiftsum_digest");
        const char *(*const set)(void) = (const char *(*)(void))dlsym(library, "swiftsum_instruction_set");
        if (strcmp(set(), "portable") != 0) abort();
    }
    if (portable(algorithm, bytes, length, other, sizeof other) != SWIFTSUM_OK) abort();
    swiftsum_digest(algorithm, bytes, length, best, sizeof best);
    same(4, "by portable code", algorithm, best, other, digest_length(algorithm));
}

/* Parameters of any size and length, patterns of any bytes. */
static void hostile(uint32_t algorithm, const unsigned char *bytes, size_t length) {
    unsigned char storage[sizeof(swiftsum_parameters) + 64] = {0}, digest[MOST_DIGEST];
    swiftsum_parameters *const parameters = (void *)storage;
    swiftsum_hasher *hasher = NULL;
    if (length < 16) return;
    memcpy(&parameters->size, bytes, 1);
    /* Most algorithms take one of them at most. */
    const unsigned given = bytes[9];
    parameters->key = parameters->salt = parameters->secret = parameters->context = bytes + 16;
    if (given & 1) parameters->key_length = bytes[1] % (length - 15);
    if (given & 2) parameters->salt_length = bytes[2] % (length - 15);
    if (given & 4) parameters->secret_length = length - 16;
    if (given & 8) parameters->context_length = bytes[4] % (length - 15);
    if (given & 16) parameters->digest_length = bytes[5];
    if (given & 32) parameters->seed = bytes[6];
    if (given & 64) parameters->seek = (uint64_t)bytes[7] << (bytes[8] & 63);
    if (swiftsum_make_hasher(algorithm, parameters, &hasher) == SWIFTSUM_OK) {
        size_t wanted = 0;
        swiftsum_update_hasher(hasher, bytes, length);
        swiftsum_hasher_digest_length(hasher, &wanted);
        if (wanted <= sizeof digest && swiftsum_finish_hasher(hasher, digest, wanted) != SWIFTSUM_OK) differ("no digest", algorithm);
        if (PLANT == 5 && (bytes[6] & 7) == 3) differ("planted", algorithm);
        swiftsum_release_hasher(hasher);
    }
    char *const text = malloc(length + 1);
    int matches;
    memcpy(text, bytes, length);
    text[length] = 0;
    swiftsum_match_path(text, text + strlen(text) / 2, &matches);
    swiftsum_algorithm found;
    swiftsum_find_algorithm(text, &found);
    free(text);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t length) {
    if (length < 3 || length > MOST) return 0;
    const uint32_t algorithm = (uint32_t)(bytes[1] % swiftsum_algorithm_count());
    const unsigned step = bytes[2] + 1u;
    const unsigned char *const input = guarded(bytes + 3, length - 3);
    switch (bytes[0] % 8) {
    case 0: pieces(algorithm, input, length - 3, step); break;
    case 1: many(algorithm, input, length - 3, step); break;
    case 2: combined(algorithm, input, length - 3, step); break;
    case 3: file(algorithm, input, length - 3); break;
    case 4: by_portable_code(algorithm, input, length - 3); break;
    case 5: hostile(algorithm, input, length - 3); break;
    case 6: walk(algorithm, input, length - 3); break;
    default: batch_options(algorithm, input, length - 3);
    }
    if (swiftsum_live_objects() != 0) differ("an object stayed behind", algorithm);
    return 0;
}
