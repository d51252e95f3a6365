/*
 * Nothing reads beyond what it was given: all memory that the library allocates, and every input, ends where its
 * pages do, with a page after it that nobody may touch.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "swiftsum.h"

enum { PAGE = 4096, MOST = 40 };

extern void *__libc_memalign(size_t alignment, size_t length);
extern void __libc_free(void *memory);

static int guarded;

static void *before_a_gap(size_t alignment, size_t length) {
    const size_t pages = (length + PAGE - 1) / PAGE * PAGE;
    char *start = mmap(NULL, pages + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED || mprotect(start + pages, PAGE, PROT_NONE) != 0) abort();
    return start + (pages - length) / alignment * alignment;
}

/* What Swift allocates by. */
int posix_memalign(void **memory, size_t alignment, size_t length) {
    *memory = guarded ? before_a_gap(alignment, length) : __libc_memalign(alignment, length);
    return *memory == NULL ? ENOMEM : 0;
}

/* What is guarded is not given back: the system would, in time, give the same pages to others. */
void free(void *memory) {
    if (!guarded) __libc_free(memory);
}

static void digest(swiftsum_algorithm algorithm, size_t length, const void *const *inputs, const size_t *lengths,
                   size_t count) {
    unsigned char all[MOST * SWIFTSUM_MAX_DIGEST_LENGTH], one[SWIFTSUM_MAX_DIGEST_LENGTH];
    guarded = 1;
    if (swiftsum_digest_all(algorithm, inputs, lengths, count, all, sizeof all, 1) != SWIFTSUM_OK) abort();
    guarded = 0;
    for (size_t i = 0; i < count; i++) {
        if (swiftsum_digest(algorithm, inputs[i], lengths[i], one, sizeof one) != SWIFTSUM_OK) abort();
        if (memcmp(one, all + i * length, length) != 0) abort();
    }
}

int main(void) {
    static const char *const names[] = {"md5",      "sha1",     "sha256",   "sha512",   "ripemd160",
                                        "sm3",      "sha3_224", "sha3_256", "sha3_384", "sha3_512",
                                        "shake128", "shake256", "blake2b",  "blake2s",  "blake3"};
    static const size_t some_lengths[] = {1024, 1024, 1024, 10, 0,   1,   63,  64,  65,  127, 128, 129, 512, 1023,
                                          1024, 700,  72,   73, 103, 104, 135, 136, 137, 143, 144, 168, 208, 272,
                                          2047, 2048, 2049, 7168, 7169, 3100};
    const void *inputs[MOST];
    size_t lengths[MOST];
    for (size_t i = 0; i < MOST; i++) {
        lengths[i] = some_lengths[i % (sizeof some_lengths / sizeof *some_lengths)];
        inputs[i] = memset(before_a_gap(1, lengths[i] + 1), (int)i, lengths[i] + 1);
        inputs[i] = (const char *)inputs[i] + 1;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        swiftsum_algorithm algorithm;
        swiftsum_algorithm_description description = {sizeof description};
        if (swiftsum_find_algorithm(names[i], &algorithm) != SWIFTSUM_OK) abort();
        if (swiftsum_describe_algorithm(algorithm, &description) != SWIFTSUM_OK) abort();
        for (size_t count = 1; count <= MOST; count++) digest(algorithm, description.digest_length, inputs, lengths, count);
    }
    puts("nothing beyond");
    return 0;
}
