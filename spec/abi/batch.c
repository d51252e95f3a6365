/*
 * A batch of all files of the folder that it is told, by SHA-256 and CRC-32 and on four threads, from a thread with the
 * stack that libc gives one by default (musl: 128 KiB). Prints for each file its status, its path and both digests.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "swiftsum.h"

static void check(swiftsum_status status) {
    if (status == SWIFTSUM_OK) return;
    fprintf(stderr, "%s\n", swiftsum_status_text(status));
    exit(EXIT_FAILURE);
}

static void print_digest(const unsigned char *digest, size_t length) {
    for (size_t i = 0; i < length; i++) printf("%02x", digest[i]);
}

static void print(const swiftsum_batch_results *results) {
    const char *path = results->paths;
    const unsigned char *const sha256 = results->digests, *const crc32 = sha256 + 32 * results->count;
    for (size_t i = 0; i < results->count; i++) {
        printf("%d %s ", results->statuses[i], path);
        print_digest(sha256 + 32 * i, 32);
        printf(" ");
        print_digest(crc32 + 4 * i, 4);
        printf("\n");
        path += strlen(path) + 1;
    }
}

static void *digest_folder(void *folder) {
    swiftsum_algorithm algorithms[2];
    swiftsum_batch_options options = {.size = sizeof options, .threads = 4};
    swiftsum_walker *walker;
    swiftsum_batch *batch;
    check(swiftsum_find_algorithm("sha256", &algorithms[0]));
    check(swiftsum_find_algorithm("crc32", &algorithms[1]));
    check(swiftsum_make_walker(folder, NULL, &walker));
    check(swiftsum_make_batch(algorithms, 2, &options, &batch));
    check(swiftsum_batch_walk(batch, walker));
    for (;;) {
        swiftsum_batch_results results = {.size = sizeof results};
        check(swiftsum_run_batch(batch, &results));
        if (results.count == 0) break;
        print(&results);
    }
    swiftsum_release_batch(batch);
    swiftsum_release_walker(walker);
    return NULL;
}

int main(int count, char **arguments) {
    pthread_t thread;
    if (count != 2 || pthread_create(&thread, NULL, digest_folder, arguments[1]) != 0) return EXIT_FAILURE;
    pthread_join(thread, NULL);
    return swiftsum_live_objects() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
