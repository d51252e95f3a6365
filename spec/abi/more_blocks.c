/*
 * More blocks than a word of BLAKE2s counts: so many bytes take minutes, so what is shown is that it goes on.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "swiftsum.h"

enum { COUNT = 8 };

static void goes_on(int signal) {
    static const char text[] = "goes on\n";
    _exit(signal == SIGALRM && write(STDOUT_FILENO, text, strlen(text)) > 0 ? 0 : 1);
}

int main(void) {
    const size_t length = (UINT64_C(1) << 38) + 129;
    const void *zeros = mmap(NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    const void *inputs[COUNT];
    size_t lengths[COUNT];
    unsigned char digests[COUNT * 32];
    swiftsum_algorithm algorithm;
    if (zeros == MAP_FAILED) return puts("no room"), 0;
    for (size_t i = 0; i < COUNT; i++) inputs[i] = zeros, lengths[i] = length;
    if (swiftsum_find_algorithm("blake2s", &algorithm) != SWIFTSUM_OK) return puts("no BLAKE2s"), 1;
    signal(SIGALRM, goes_on);
    alarm(1);
    swiftsum_digest_all(algorithm, inputs, lengths, COUNT, digests, sizeof digests, 1);
    return puts("ended"), 1;
}
