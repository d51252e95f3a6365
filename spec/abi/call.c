/*
 * Makes the one call that it is compiled with (-DCALL=...) and tells what came of it: the value, errno, how
 * many objects are alive afterwards, and whether an output was written.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "swiftsum.h"

/* What a call may write to, besides `made_hasher`, `made_reader` and `made_walker`. */
static struct {
    unsigned char digest[SWIFTSUM_MAX_DIGEST_LENGTH];
    uint64_t combined;
    size_t length;
    swiftsum_algorithm number;
    swiftsum_algorithm_description description;
    swiftsum_file_result result;
    int matches;
    char paths[4096];
    swiftsum_entry entry;
} out, before;

static swiftsum_hasher *made_hasher;
static swiftsum_reader *made_reader;
static swiftsum_walker *made_walker;

/* What a call may be given. */
static const unsigned char bytes[64] = "bytes";
static swiftsum_parameters parameters = {.size = sizeof parameters};
static swiftsum_file_options options = {.size = sizeof options};
static swiftsum_hasher *hashers[2];
static swiftsum_reader *reader;
static swiftsum_walker *walker;
static swiftsum_walk_options walk_options = {.size = sizeof walk_options};
static swiftsum_entries entries = {sizeof entries, out.paths, sizeof out.paths, &out.entry, 1, sizeof out.entry};
static swiftsum_algorithm crc32, sha256, blake3;

int main(void) {
    swiftsum_find_algorithm("crc32", &crc32);
    swiftsum_find_algorithm("sha256", &sha256);
    swiftsum_find_algorithm("blake3", &blake3);
    swiftsum_make_hasher(sha256, NULL, &hashers[0]);
    swiftsum_make_hasher(crc32, NULL, &hashers[1]);
    swiftsum_make_reader(__FILE__, &reader);
    swiftsum_make_walker("/", NULL, &walker);
    out.description.size = sizeof out.description;
    out.result.size = sizeof out.result;
    before = out;

    errno = 0;
    long long value = (long long)(CALL);
    int error = errno;

    int written = memcmp(&out, &before, sizeof out) != 0 || made_hasher != NULL || made_reader != NULL
                  || made_walker != NULL;
    swiftsum_release_hasher(made_hasher);
    swiftsum_release_reader(made_reader);
    swiftsum_release_walker(made_walker);
    swiftsum_release_hasher(hashers[0]);
    swiftsum_release_hasher(hashers[1]);
    swiftsum_release_reader(reader);
    swiftsum_release_walker(walker);
    printf("%lld %d %llu %d\n", value, error, (unsigned long long)swiftsum_live_objects(), written);
    return 0;
}
