/*
 * Structures begin with their size, so that they can grow: a program that was built against an older header
 * has shorter ones than the library, one built against a newer header has longer ones.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "swiftsum.h"

enum { UNTOUCHED = 0xa5 };

static int untouched(const void *start, size_t length) {
    const unsigned char *bytes = start;
    while (length > 0 && bytes[length - 1] == UNTOUCHED) length--;
    return length == 0;
}

static void shorter_output(swiftsum_algorithm sha256) {
    swiftsum_algorithm_description description;
    memset(&description, UNTOUCHED, sizeof description);
    description.size = offsetof(swiftsum_algorithm_description, block_length);
    assert(swiftsum_describe_algorithm(sha256, &description) == SWIFTSUM_OK);
    assert(description.size == offsetof(swiftsum_algorithm_description, block_length));
    assert(strcmp(description.name, "sha256") == 0 && description.digest_length == 32);
    assert(untouched(&description.block_length, sizeof description.block_length));
    assert(untouched(&description.properties, sizeof description.properties));
}

static void longer_output(swiftsum_algorithm sha256) {
    struct {
        swiftsum_algorithm_description known;
        uint64_t added;
    } description;
    memset(&description, UNTOUCHED, sizeof description);
    description.known.size = sizeof description;
    assert(swiftsum_describe_algorithm(sha256, &description.known) == SWIFTSUM_OK);
    assert(description.known.size == sizeof description);
    assert(description.known.block_length == 64 && description.known.properties == SWIFTSUM_CRYPTOGRAPHIC);
    assert(untouched(&description.added, sizeof description.added));
}

/* A result is filled in a failure too. */
static void shorter_result(void) {
    swiftsum_file_result result;
    memset(&result, UNTOUCHED, sizeof result);
    result.size = offsetof(swiftsum_file_result, total);
    assert(swiftsum_hash_file(__FILE__, NULL, 0, NULL, &result) == SWIFTSUM_OK);
    assert(result.bytes > 0);
    assert(untouched(&result.total, sizeof result.total));
    assert(swiftsum_hash_file("/nowhere", NULL, 0, NULL, &result) == SWIFTSUM_ERROR_SYSTEM);
    assert(result.bytes == 0);
    assert(untouched(&result.total, sizeof result.total));
}

/* What the caller's structure does not reach is as if it were 0. */
static void shorter_input(swiftsum_algorithm blake3) {
    swiftsum_parameters parameters;
    swiftsum_hasher *hasher = NULL;
    size_t length = 0;
    memset(&parameters, UNTOUCHED, sizeof parameters);
    parameters.size = offsetof(swiftsum_parameters, key);
    assert(swiftsum_make_hasher(blake3, &parameters, &hasher) == SWIFTSUM_OK);
    assert(swiftsum_hasher_digest_length(hasher, &length) == SWIFTSUM_OK && length == 32);
    swiftsum_release_hasher(hasher);
}

/* What the library does not know it does not read. */
static void longer_input(swiftsum_algorithm blake3) {
    struct {
        swiftsum_parameters known;
        uint64_t added;
    } parameters = {.known = {.size = sizeof parameters, .digest_length = 7}, .added = UINT64_MAX};
    swiftsum_hasher *hasher = NULL;
    size_t length = 0;
    assert(swiftsum_make_hasher(blake3, &parameters.known, &hasher) == SWIFTSUM_OK);
    assert(swiftsum_hasher_digest_length(hasher, &length) == SWIFTSUM_OK && length == 7);
    swiftsum_release_hasher(hasher);
}

int main(void) {
    swiftsum_algorithm sha256, blake3;
    assert(swiftsum_find_algorithm("sha256", &sha256) == SWIFTSUM_OK);
    assert(swiftsum_find_algorithm("blake3", &blake3) == SWIFTSUM_OK);
    shorter_output(sha256);
    longer_output(sha256);
    shorter_result();
    shorter_input(blake3);
    longer_input(blake3);
    puts("as far as they reach");
    return 0;
}
