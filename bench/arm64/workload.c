/*
 * Digests as many inputs of so many bytes, at once: workload ALGORITHM INPUTS LENGTH. What it does besides does not
 * depend on the length.
 */
#include <stdlib.h>
#include <string.h>

#include "swiftsum.h"

int main(int count, char **arguments) {
    if (count != 4) return 2;
    const size_t inputs = strtoul(arguments[2], NULL, 10), length = strtoul(arguments[3], NULL, 10);
    if (inputs < 1 || inputs > 64) return 2;
    swiftsum_algorithm algorithm;
    if (swiftsum_find_algorithm(arguments[1], &algorithm) != SWIFTSUM_OK) return 1;
    unsigned char *input = calloc(length + 1, 1), digests[64 * 64];
    if (input == NULL) return 1;
    if (inputs == 1) return swiftsum_digest(algorithm, input, length, digests, sizeof digests) != SWIFTSUM_OK;
    const void *starts[64];
    size_t lengths[64];
    for (size_t index = 0; index < inputs; index++) {
        starts[index] = input;
        lengths[index] = length;
    }
    return swiftsum_digest_all(algorithm, starts, lengths, inputs, digests, sizeof digests, 1) != SWIFTSUM_OK;
}
