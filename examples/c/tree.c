/*
 * Prints the SHA-256 of all files of a folder, as `sha256sum` does, with all processors.
 *
 *   $ mkdir -p tmp
 *   $ cc -std=c11 -Wall -Wextra -Werror -Ilib/swiftsum -o tmp/tree examples/c/tree.c \
 *       -Llib/swiftsum -lswiftsum -Wl,-rpath,lib/swiftsum
 *   $ tmp/tree examples
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "swiftsum.h"

enum { LENGTH = 32 };

static int failed(const char *path, const char *reason) {
    fprintf(stderr, "tree: %s: %s\n", path, reason);
    return 1;
}

/* Prints a line for each of these files, or says why there is none. Returns the exit status. */
static int print(const swiftsum_batch_results *results) {
    const unsigned char *digest = results->digests;
    const char *entries = (const char *)results->entries;
    const char *path = results->paths;
    int status = 0;
    for (size_t file = 0; file < results->count; file++) {
        const swiftsum_entry *entry = (const swiftsum_entry *)(entries + file * results->entry_size);
        switch (results->statuses[file]) {
        case SWIFTSUM_OK:
            for (size_t byte = 0; byte < LENGTH; byte++) printf("%02x", digest[byte]);
            printf("  %s\n", path);
            break;
        case SWIFTSUM_AGAIN: break; /* a link, a pipe or a device */
        case SWIFTSUM_ERROR_SYSTEM: status = failed(path, strerror(entry->error)); break;
        default: status = failed(path, swiftsum_status_text(results->statuses[file]));
        }
        digest += LENGTH;
        path += entry->path_length + 1;
    }
    return status;
}

int main(int count, char **arguments) {
    if (count != 2) return failed("usage", "tree FOLDER");

    swiftsum_algorithm algorithm;
    swiftsum_walker *walker;
    swiftsum_batch *batch;
    if (swiftsum_find_algorithm("sha256", &algorithm) != SWIFTSUM_OK) return failed("sha256", "no such algorithm");
    if (swiftsum_make_walker(arguments[1], NULL, &walker) != SWIFTSUM_OK) {
        perror(arguments[1]);
        return 1;
    }
    if (swiftsum_make_batch(&algorithm, 1, NULL, &batch) != SWIFTSUM_OK) return failed("batch", "not made");

    int exit_status = swiftsum_batch_walk(batch, walker) == SWIFTSUM_OK ? 0 : 1;
    swiftsum_batch_results results = {.size = sizeof results};
    do {
        if (swiftsum_run_batch(batch, &results) != SWIFTSUM_OK) return failed(arguments[1], "the batch failed");
        if (print(&results) != 0) exit_status = 1;
    } while (results.count > 0);

    swiftsum_release_batch(batch);
    swiftsum_release_walker(walker);
    return exit_status;
}
