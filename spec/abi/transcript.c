/*
 * Prints what each algorithm makes of many messages, as a line for each kind of them: its name, the kind, and a hash of
 * all digests. For two libraries, or two instruction sets, that shall agree: transcript SEED EVERY. Of the messages only
 * one in EVERY is taken, by the seed; of the CRCs of the catalogue one in 16 of those.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "swiftsum.h"

enum { MOST = 1 << 20, INPUTS = 40 };

static unsigned char bytes[MOST + 64];
static unsigned char digests[INPUTS * SWIFTSUM_MAX_DIGEST_LENGTH];
static uint64_t state, hash;
static size_t every;

/* Xorshift (G. Marsaglia, 2003). */
static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static int taken(void) { return next() % every == 0; }

/* FNV-1a. */
static void add(size_t length) {
    for (size_t index = 0; index < length; index++) hash = (hash ^ digests[index]) * 0x100000001b3;
}

static void digest(swiftsum_algorithm algorithm, size_t offset, size_t length, size_t digest_length) {
    assert(swiftsum_digest(algorithm, bytes + offset, length, digests, sizeof digests) == SWIFTSUM_OK);
    add(digest_length);
}

static void lengths(swiftsum_algorithm algorithm, size_t digest_length) {
    for (size_t length = 0; length <= 2049; length++)
        if (taken()) digest(algorithm, 0, length, digest_length);
}

static void long_ones(swiftsum_algorithm algorithm, size_t digest_length) {
    for (size_t length = 4096; length <= MOST; length *= 2)
        for (size_t more = 0; more < 32; more++)
            if (taken() && taken()) digest(algorithm, 0, length - next() % 300, digest_length);
}

static void alignments(swiftsum_algorithm algorithm, size_t digest_length) {
    for (size_t offset = 0; offset < 64; offset++)
        if (taken()) digest(algorithm, offset, 1500 + next() % 500, digest_length);
}

static void pieces(swiftsum_algorithm algorithm, size_t digest_length) {
    for (size_t message = 0; message < 16; message++) {
        if (!taken()) continue;
        swiftsum_hasher *hasher;
        assert(swiftsum_make_hasher(algorithm, NULL, &hasher) == SWIFTSUM_OK);
        for (size_t offset = 0, length; offset < 20000; offset += length) {
            length = next() % (next() % 8 == 0 ? 5000 : 150);
            assert(swiftsum_update_hasher(hasher, bytes + offset, length) == SWIFTSUM_OK);
        }
        assert(swiftsum_finish_hasher(hasher, digests, sizeof digests) == SWIFTSUM_OK);
        swiftsum_release_hasher(hasher);
        add(digest_length);
    }
}

static void crowds(swiftsum_algorithm algorithm, size_t digest_length) {
    for (size_t count = 1; count <= INPUTS; count++) {
        if (!taken()) continue;
        const void *inputs[INPUTS];
        size_t lengths[INPUTS];
        for (size_t input = 0; input < count; input++) {
            inputs[input] = bytes + next() % 5000;
            lengths[input] = next() % (next() % 4 == 0 ? 4000 : 400);
        }
        assert(swiftsum_digest_all(algorithm, inputs, lengths, count, digests, sizeof digests, 1) == SWIFTSUM_OK);
        add(count * digest_length);
    }
}

static const struct {
    const char *name;
    void (*messages)(swiftsum_algorithm, size_t);
} kinds[] = {
    {"lengths", lengths}, {"long", long_ones}, {"alignments", alignments}, {"pieces", pieces}, {"crowds", crowds},
};

int main(int count, char **arguments) {
    if (count != 3) return 2;
    const uint64_t seed = strtoull(arguments[1], NULL, 10) * 2 + 1;
    const size_t rarity = strtoull(arguments[2], NULL, 10);
    if (rarity == 0) return 2;
    state = seed;
    for (size_t index = 0; index < sizeof bytes; index++) bytes[index] = (unsigned char)(next() >> 32);

    for (swiftsum_algorithm number = 0; number < swiftsum_algorithm_count(); number++) {
        swiftsum_algorithm_description description = {.size = sizeof description};
        assert(swiftsum_describe_algorithm(number, &description) == SWIFTSUM_OK);
        every = rarity * (strncmp(description.name, "CRC-", 4) == 0 ? 16 : 1);
        for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
            state = seed + number;
            hash = 0xcbf29ce484222325;
            kinds[kind].messages(number, description.digest_length);
            printf("%s %s %016llx\n", description.name, kinds[kind].name, (unsigned long long)hash);
        }
    }
    assert(swiftsum_live_objects() == 0);
    return 0;
}
