/*
 * libraries.c - our library, older builds of it and newer peers than Debian has, in turns, in one process.
 *
 *     cc -O2 -o libraries bench/experiments/libraries.c -ldl
 *     ./libraries adler32 64,1024,262144 lib/swiftsum/libswiftsum.so ./libdeflate.so
 *     ./libraries sha512 64,16384 ./before.so lib/swiftsum/libswiftsum.so
 *
 * It prints the nanoseconds of a call for each library, and how many times the last one takes what each takes. Of ours,
 * any algorithm; with SWIFTSUM_ISA=avx2 as on a processor without AVX-512. The peers, in their own folders:
 *
 *     libdeflate      cc -O3 -shared -fPIC -I. -o libdeflate.so lib/[a-z]*.c lib/x86/[a-z]*.c
 *     xxHash          cc -O3 -march=native -DXXH_VECTOR=XXH_AVX512 -shared -fPIC -o libxxhash.so xxhash.c
 *       for AVX2      cc -O3 -mavx2 -mbmi2 -DXXH_VECTOR=XXH_AVX2 -shared -fPIC -o libxxhash.so xxhash.c
 *     BLAKE3, in c/   cc -O3 -shared -fPIC -o libblake3.so blake3.c blake3_dispatch.c blake3_portable.c *_x86-64_unix.S
 *       for AVX2      the same with -DBLAKE3_NO_AVX512
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 8, LONGEST = 1 << 24 };

/* A turn is about a millisecond, and the best of these counts. */
static const int turns = 200;

typedef uint32_t number(uint32_t before, const void *input, size_t length);
typedef uint64_t seeded_number(const void *input, size_t length, uint64_t seed);

struct library {
    number *number;
    seeded_number *seeded;
    uint32_t algorithm;
    int (*digest)(uint32_t, const void *, size_t, void *, size_t);
    void (*init)(void *), (*update)(void *, const void *, size_t), (*finalize)(const void *, uint8_t *, size_t);
    double best;
};

/* Functions that return a number: of the number before and the input, or of the input and a seed. */
static const struct by_value {
    const char *name, *ours, *theirs;
    uint32_t first;
    int has_seed;
} by_value[] = {
    {"adler32", "swiftsum_adler32", "libdeflate_adler32", 1, 0},
    {"crc32", "swiftsum_crc32", "libdeflate_crc32", 0, 0},
    {"xxh3_64", "swiftsum_xxh3_64", "XXH3_64bits_withSeed", 0, 1},
};

static const struct by_value *shape;
static volatile uint64_t sink;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void end(const char *what, const char *why) {
    fprintf(stderr, "libraries: %s: %s\n", what, why);
    exit(2);
}

static struct library opened(const char *path, const char *algorithm) {
    struct library library = {.best = 1e9};
    void *file = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!file) end(path, dlerror());
    int (*find)(const char *, uint32_t *) = (int (*)(const char *, uint32_t *))dlsym(file, "swiftsum_find_algorithm");
    if (find && find(algorithm, &library.algorithm) != 0) end(algorithm, "is no algorithm");
    if (shape) *(void **)&library.number = dlsym(file, find ? shape->ours : shape->theirs);
    if (shape) *(void **)&library.seeded = dlsym(file, find ? shape->ours : shape->theirs);
    *(void **)&library.digest = dlsym(file, "swiftsum_digest");
    *(void **)&library.init = dlsym(file, "blake3_hasher_init");
    *(void **)&library.update = dlsym(file, "blake3_hasher_update");
    *(void **)&library.finalize = dlsym(file, "blake3_hasher_finalize");
    if (shape ? !library.number : find ? !library.digest : !library.init) end(path, "lacks the function");
    return library;
}

static void call(const struct library *library, const void *input, size_t length, long times) {
    static _Alignas(64) char state[4096];
    uint8_t output[64];
    for (long i = 0; i < times; i++) {
        if (shape && shape->has_seed) {
            sink += library->seeded(input, length, 0);
        } else if (shape) {
            sink += library->number(shape->first, input, length);
        } else if (library->digest) {
            library->digest(library->algorithm, input, length, output, sizeof output);
        } else {
            library->init(state);
            library->update(state, input, length);
            library->finalize(state, output, 32);
        }
    }
}

static double timed(const struct library *library, const void *input, size_t length, long times) {
    const double start = seconds();
    call(library, input, length, times);
    return seconds() - start;
}

int main(int count, char **words) {
    struct library libraries[MOST];
    const int entrants = count - 3;
    if (entrants < 1 || entrants > MOST) end("usage", "libraries ALGORITHM SIZE,... LIBRARY...");
    for (size_t i = 0; i < sizeof by_value / sizeof *by_value; i++) {
        if (!strcmp(words[1], by_value[i].name)) shape = &by_value[i];
    }
    for (int i = 0; i < entrants; i++) libraries[i] = opened(words[3 + i], words[1]);
    char *input = aligned_alloc(4096, LONGEST);
    for (uint32_t i = 0; i < LONGEST; i++) input[i] = (char)(i * 2654435761u >> 13);

    for (char *size = strtok(words[2], ","); size; size = strtok(NULL, ",")) {
        const size_t length = strtoul(size, NULL, 10);
        if (length > LONGEST) end(size, "is longer than 16 MiB");
        long times = 1;
        while (timed(&libraries[0], input, length, times) < 1e-3) times *= 2;
        for (int i = 0; i < entrants; i++) libraries[i].best = 1e9;
        for (int turn = 0; turn < turns * entrants; turn++) {
            struct library *library = &libraries[(turn + turn / entrants) % entrants];
            call(library, input, length, 1);
            const double best = timed(library, input, length, times) / (double)times;
            if (best < library->best) library->best = best;
        }
        printf("%9zu", length);
        for (int i = 0; i < entrants; i++) printf(" %12.2f ns", libraries[i].best * 1e9);
        for (int i = 0; i < entrants; i++) printf("  %.3f", libraries[entrants - 1].best / libraries[i].best);
        puts("");
        fflush(stdout);
    }
    return 0;
}
