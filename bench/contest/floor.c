/*
 * The floor of reading many files: opens, asks, reads and closes each of those whose paths come from standard input, on so
 * many threads, and prints the seconds that the best of five rounds takes.
 *
 *     floor THREADS < PATHS
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 5, TOGETHER = 32, MOST_THREADS = 64, BUFFER = 128 << 10 };

static char **paths;
static size_t count;
static atomic_size_t next;

static void read_one(const char *path, char *buffer) {
    struct stat status;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &status) != 0) exit(EXIT_FAILURE);
    while (read(descriptor, buffer, BUFFER) > 0) continue;
    close(descriptor);
}

static void *read_all(void *unused) {
    char *buffer = malloc(BUFFER);
    for (;;) {
        const size_t first = atomic_fetch_add(&next, TOGETHER);
        if (first >= count) break;
        for (size_t file = first; file < first + TOGETHER && file < count; file++) read_one(paths[file], buffer);
    }
    free(buffer);
    return unused;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static double round_of(int threads) {
    pthread_t others[MOST_THREADS];
    const double start = seconds();
    atomic_store(&next, 0);
    for (int number = 1; number < threads; number++) pthread_create(&others[number], NULL, read_all, NULL);
    read_all(NULL);
    for (int number = 1; number < threads; number++) pthread_join(others[number], NULL);
    return seconds() - start;
}

int main(int arguments, char **values) {
    const int threads = arguments > 1 ? atoi(values[1]) : 1;
    char *line = NULL;
    size_t capacity = 0, room = 0;
    ssize_t length;
    double best = 1e9;
    if (threads < 1 || threads > MOST_THREADS) return EXIT_FAILURE;
    while ((length = getline(&line, &capacity, stdin)) > 0) {
        if (count == room) paths = realloc(paths, sizeof *paths * (room = 2 * room + 1024));
        line[length - 1] = '\0';
        paths[count++] = strdup(line);
    }
    for (int round = 0; round < ROUNDS; round++) {
        const double time = round_of(threads);
        if (time < best) best = time;
    }
    printf("%.6f\n", best);
    return EXIT_SUCCESS;
}
