/*
 * Calls every function with every combination of arguments that a careless or hostile caller might pass, as long
 * as the memory that they claim exists or cannot exist: a length that a pointer does not have, but might, is a
 * lie that nobody can see through. Nothing may end the process or stay alive. Prints the number of calls.
 *
 * Before each function its name goes to standard error, so that the last line says which one did not return.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "swiftsum.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define EACH(type, item, array) for (type const *item = (array); item < (array) + COUNT(array); item++)
#define FUNCTION(name) (function = #name, fprintf(stderr, "%s\n", function))

static const char *function;
static unsigned long calls;

static void answered(int status) {
    calls++;
    if (status >= SWIFTSUM_OK && status <= SWIFTSUM_ERROR_UNSUPPORTED) return;
    fprintf(stderr, "%s returned %d, which is no status\n", function, status);
    exit(EXIT_FAILURE);
}

static unsigned char room[64];
static const size_t lengths[] = {0, 1, 31, 32, 64, SSIZE_MAX, (size_t)SSIZE_MAX + 1, SIZE_MAX - 1, SIZE_MAX};
static const swiftsum_algorithm numbers[] = {0, 1, 2, 3, 4, 1000, INT32_MAX, 0x80000000, UINT32_MAX};
static const uint64_t values[] = {0, 1, UINT32_MAX, (uint64_t)UINT32_MAX + 1, INT64_MAX, UINT64_MAX};
static const void *const pointers[] = {NULL, room};

/* True where there are so many bytes, or where no caller could have them. */
static int possible(const void *start, size_t length) {
    return start == NULL || length <= sizeof room || length > SSIZE_MAX;
}

static void digests(void) {
    FUNCTION(swiftsum_digest);
    EACH(swiftsum_algorithm, number, numbers)
    EACH(const void *, input, pointers)
    EACH(size_t, length, lengths)
    EACH(const void *, digest, pointers)
    EACH(size_t, capacity, lengths) {
        if (possible(*input, *length)) answered(swiftsum_digest(*number, *input, *length, (void *)*digest, *capacity));
    }
}

static void crcs(void) {
    FUNCTION(swiftsum_crc32 and the like);
    EACH(uint64_t, crc, values)
    EACH(const void *, input, pointers)
    EACH(size_t, length, lengths) {
        if (!possible(*input, *length)) continue;
        swiftsum_crc32((uint32_t)*crc, *input, *length);
        swiftsum_crc32c((uint32_t)*crc, *input, *length);
        swiftsum_crc64nvme(*crc, *input, *length);
        swiftsum_crc64xz(*crc, *input, *length);
        EACH(swiftsum_algorithm, number, numbers) {
            swiftsum_crc(*number, *crc, *input, *length);
            calls++;
        }
        swiftsum_adler32((uint32_t)*crc, *input, *length);
        swiftsum_xxh32(*input, *length, (uint32_t)*crc);
        swiftsum_xxh64(*input, *length, *crc);
        swiftsum_xxh3_64(*input, *length, *crc);
        swiftsum_xxh3_128(*input, *length, *crc);
        calls += 8;
    }
    EACH(uint64_t, first, values)
    EACH(uint64_t, second, values)
    EACH(uint64_t, length, values) {
        uint64_t combined;
        swiftsum_crc32_combine((uint32_t)*first, (uint32_t)*second, *length);
        swiftsum_crc32c_combine((uint32_t)*first, (uint32_t)*second, *length);
        swiftsum_crc64nvme_combine(*first, *second, *length);
        swiftsum_crc64xz_combine(*first, *second, *length);
        swiftsum_adler32_combine((uint32_t)*first, (uint32_t)*second, *length);
        calls += 5;
        EACH(swiftsum_algorithm, number, numbers) {
            answered(swiftsum_combine(*number, *first, *second, *length, &combined));
            answered(swiftsum_combine(*number, *first, *second, *length, NULL));
            char digests[3][64] = {{0}};
            memcpy(digests[0], first, sizeof *first);
            memcpy(digests[1], second, sizeof *second);
            answered(swiftsum_combine_digests(*number, digests[0], digests[1], *length, digests[2], 64));
            answered(swiftsum_combine_digests(*number, digests[0], digests[1], *length, digests[0], *length));
            answered(swiftsum_combine_digests(*number, NULL, digests[1], *length, digests[2], 64));
            answered(swiftsum_combine_digests(*number, digests[0], NULL, *length, digests[2], 64));
            answered(swiftsum_combine_digests(*number, digests[0], digests[1], *length, NULL, 64));
        }
    }
}

static void models(void) {
    static const char *const names[] = {NULL, "", "CRC-16/XMODEM", "crc-16/xmodem", "a name of some length"};
    static const size_t sizes[] = {0, 1, 7, 8, 9, 24, sizeof(swiftsum_crc_model), SIZE_MAX};
    static const uint32_t widths[] = {0, 1, 2, 3, 8, 63, 64, 65, INT32_MAX, UINT32_MAX};
    FUNCTION(swiftsum_find_crc_model);
    EACH(const char *, name, names) {
        answered(swiftsum_find_crc_model(*name, NULL));
        EACH(size_t, size, sizes) {
            swiftsum_crc_model model = {.size = *size};
            answered(swiftsum_find_crc_model(*name, &model));
        }
    }
    FUNCTION(swiftsum_make_crc_hasher and the like);
    answered(swiftsum_make_crc_hasher(NULL, NULL));
    answered(swiftsum_combine_crc(NULL, 1, 2, 3, NULL));
    EACH(size_t, size, sizes)
    EACH(uint32_t, width, widths)
    EACH(uint64_t, polynomial, values)
    EACH(uint64_t, initial, values) {
        swiftsum_crc_model model = {*size, *width, 1, 0, *polynomial, *initial, 0};
        swiftsum_hasher *hasher = NULL;
        uint64_t combined;
        answered(swiftsum_make_crc_hasher(&model, NULL));
        answered(swiftsum_make_crc_hasher(&model, &hasher));
        answered(swiftsum_update_hasher(hasher, room, sizeof room));
        swiftsum_release_hasher(hasher);
        answered(swiftsum_combine_crc(&model, *polynomial, *initial, UINT64_MAX, &combined));
        answered(swiftsum_combine_crc(&model, *polynomial, *initial, 0, NULL));
    }
}

static void many(void) {
    const void *const inputs[] = {NULL, room, room};
    const size_t sound[] = {0, 1, 64}, unsound[] = {1, SIZE_MAX, (size_t)SSIZE_MAX + 1};
    static unsigned char digests[3 * 64];
    static const size_t counts[] = {0, 1, 3}, impossible[] = {SSIZE_MAX, (size_t)SSIZE_MAX + 1, SIZE_MAX};
    static const size_t capacities[] = {0, 1, 64, sizeof digests};
    static const uint32_t threads[] = {0, 1, 2};
    FUNCTION(swiftsum_digest_all);
    EACH(swiftsum_algorithm, number, numbers)
    EACH(size_t, capacity, capacities)
    EACH(uint32_t, thread, threads) {
        EACH(size_t, count, counts) {
            answered(swiftsum_digest_all(*number, inputs, sound, *count, digests, *capacity, *thread));
            answered(swiftsum_digest_all(*number, inputs, unsound, *count, digests, *capacity, *thread));
            answered(swiftsum_digest_all(*number, NULL, sound, *count, digests, *capacity, *thread));
            answered(swiftsum_digest_all(*number, inputs, NULL, *count, digests, *capacity, *thread));
            answered(swiftsum_digest_all(*number, inputs, sound, *count, NULL, *capacity, *thread));
        }
        EACH(size_t, count, impossible) {
            answered(swiftsum_digest_all(*number, inputs, sound, *count, digests, *capacity, *thread));
        }
    }
}

static void registry(void) {
    static const char *const names[] = {NULL, "", "sha256", "SHA256", "sha256 ", "\xff\xfe", "a name of some length"};
    static const size_t sizes[] = {0, 1, 7, 8, 9, sizeof(swiftsum_algorithm_description), SIZE_MAX};
    swiftsum_algorithm number;
    FUNCTION(swiftsum_find_algorithm);
    EACH(const char *, name, names) {
        answered(swiftsum_find_algorithm(*name, &number));
        answered(swiftsum_find_algorithm(*name, NULL));
    }
    FUNCTION(swiftsum_describe_algorithm);
    EACH(swiftsum_algorithm, wanted, numbers) {
        answered(swiftsum_describe_algorithm(*wanted, NULL));
        EACH(size_t, size, sizes) {
            swiftsum_algorithm_description description = {.size = *size};
            answered(swiftsum_describe_algorithm(*wanted, &description));
        }
    }
}

static void library(void) {
    FUNCTION(swiftsum_status_text);
    static const int statuses[] = {INT_MIN, -1, 0, 1, 5, 10, 11, 1000, INT_MAX};
    EACH(int, status, statuses) calls += strlen(swiftsum_status_text((swiftsum_status)*status)) > 0;
    FUNCTION(swiftsum_version and the like);
    calls += strlen(swiftsum_version()) > 0;
    calls += strlen(swiftsum_instruction_set()) > 0;
    calls += strlen(swiftsum_instruction_sets()) > 0;
    calls += strlen(swiftsum_microarchitecture()) > 0;
    calls += strlen(swiftsum_microarchitectures()) > 0;
    calls += swiftsum_abi_version() == SWIFTSUM_ABI_VERSION;
    calls += swiftsum_algorithm_count() > 0;
}

static void use(swiftsum_hasher *hasher) {
    swiftsum_hasher *copy = NULL;
    size_t digest_length;
    answered(swiftsum_copy_hasher(hasher, NULL));
    answered(swiftsum_copy_hasher(hasher, &copy));
    EACH(const void *, input, pointers)
    EACH(size_t, length, lengths) {
        if (possible(*input, *length)) answered(swiftsum_update_hasher(copy, *input, *length));
    }
    answered(swiftsum_hasher_digest_length(copy, NULL));
    answered(swiftsum_hasher_digest_length(copy, &digest_length));
    EACH(const void *, digest, pointers)
    EACH(size_t, capacity, lengths) {
        if (possible(*digest, *capacity)) answered(swiftsum_finish_hasher(copy, (void *)*digest, *capacity));
    }
    answered(swiftsum_reset_hasher(copy));
    swiftsum_release_hasher(copy);
}

static void hashers(void) {
    static const size_t sizes[] = {0, 1, 7, 8, 9, 17, sizeof(swiftsum_parameters), SIZE_MAX};
    FUNCTION(swiftsum_make_hasher and the like);
    EACH(swiftsum_algorithm, number, numbers) {
        EACH(size_t, size, sizes)
        EACH(const void *, key, pointers)
        EACH(size_t, key_length, lengths)
        EACH(const void *, context, pointers)
        EACH(size_t, context_length, lengths)
        EACH(size_t, digest_length, lengths) {
            swiftsum_hasher *hasher = NULL;
            swiftsum_parameters parameters = {
                *size, *key, *key_length, *context, *context_length, *digest_length,
                .seek = *digest_length % 2 ? UINT64_MAX - *size : 0, .threads = (uint32_t)*key_length
            };
            if (!possible(*key, *key_length) || !possible(*context, *context_length)) continue;
            answered(swiftsum_make_hasher(*number, &parameters, NULL));
            answered(swiftsum_make_hasher(*number, &parameters, &hasher));
            if (hasher != NULL) use(hasher);
            swiftsum_release_hasher(hasher);
        }
    }
    use(NULL);
}

static void files(void) {
    static const char *const paths[] = {NULL, "", "/", "/nowhere", "/dev/null", __FILE__};
    const int descriptors[] = {INT_MIN, -1, INT_MAX, open("/", O_RDONLY), open("/dev/null", O_WRONLY),
                               open(__FILE__, O_RDONLY)};
    static const size_t sizes[] = {0, 7, 8, 9, 24, 32, SIZE_MAX};
    static const size_t counts[] = {0, 1, 2, SSIZE_MAX, SIZE_MAX / sizeof(void *) + 1, SIZE_MAX};
    static char endless[1 << 16];
    swiftsum_hasher *pair[2] = {NULL, NULL};
    memset(endless, 'a', sizeof endless - 1);

    FUNCTION(make_checksum and the like);
    EACH(const char *, path, paths) {
        release_checksum(make_checksum(*path));
        release_checksum(swiftsum_make_checksum(*path, "crc32"));
        release_checksum(swiftsum_make_checksum(*path, NULL));
        release_checksum(swiftsum_make_checksum(*path, "no such algorithm"));
        calls += 4;
    }
    release_checksum(make_checksum(endless));

    FUNCTION(swiftsum_hash_file and the like);
    for (int made = 0; made < 3; made++) {
        if (made > 0) answered(swiftsum_make_hasher(0, NULL, &pair[made - 1]));
        EACH(size_t, count, counts)
        EACH(size_t, options_size, sizes)
        EACH(size_t, result_size, sizes) {
            swiftsum_file_options options = {.size = *options_size, .slice_milliseconds = UINT32_MAX};
            swiftsum_file_result result = {.size = *result_size};
            EACH(const char *, path, paths) {
                swiftsum_reader *reader = NULL;
                answered(swiftsum_hash_file(*path, pair, *count, &options, &result));
                answered(swiftsum_hash_file(*path, NULL, *count, &options, NULL));
                answered(swiftsum_make_reader(*path, NULL));
                answered(swiftsum_make_reader(*path, &reader));
                answered(swiftsum_read(reader, pair, *count, &options, &result));
                answered(swiftsum_read(reader, NULL, *count, NULL, &result));
                swiftsum_release_reader(reader);
            }
            EACH(int, descriptor, descriptors) {
                swiftsum_reader *reader = NULL;
                answered(swiftsum_make_descriptor_reader(*descriptor, NULL));
                answered(swiftsum_make_descriptor_reader(*descriptor, &reader));
                answered(swiftsum_read(reader, pair, *count, &options, &result));
                swiftsum_release_reader(reader);
            }
        }
    }
    swiftsum_release_hasher(pair[0]);
    swiftsum_release_hasher(pair[1]);
}

static void small_files(void) {
    static const char *const paths[] = {NULL, "", "/", "/nowhere", "/dev/null", __FILE__};
    static const size_t sizes[] = {0, 7, 8, 24, 32, SIZE_MAX}, capacities[] = {0, 1, sizeof room};
    FUNCTION(swiftsum_read_small_file);
    EACH(const char *, path, paths)
    EACH(size_t, capacity, capacities) {
        answered(swiftsum_read_small_file(*path, room, *capacity, NULL));
        EACH(size_t, size, sizes) {
            swiftsum_file_result result = {.size = *size};
            answered(swiftsum_read_small_file(*path, NULL, *capacity, &result));
            answered(swiftsum_read_small_file(*path, room, *capacity, &result));
        }
    }
}

static void patterns(void) {
    static const char *const texts[] = {
        NULL, "", "/", "//", "a", "a/", "/a", "a/b", "a//b", ".", "..", "a/.", "*", "**", "**/", "/**", "**/a", "a/**",
        "a/**/b", "[", "[a", "[!", "[]", "[]]", "[^]", "[a-", "[a-]", "[b-a]", "[[:alpha:]]", "[\\]", "\\", "\\\\", "a\\", "?",
        "***", "*a*a*a*a*b", "\xff\xfe", "a/*/**/*/**/b/", "[!a-z]*/"
    };
    FUNCTION(swiftsum_match_path and swiftsum_pattern_error);
    EACH(const char *, pattern, texts) {
        const int is_none = swiftsum_pattern_error(*pattern) != NULL;
        int matches;
        EACH(const char *, path, texts) {
            answered(swiftsum_match_path(*pattern, *path, NULL));
            const int status = swiftsum_match_path(*pattern, *path, &matches);
            answered(status);
            if (*pattern != NULL && *path != NULL && (status == SWIFTSUM_ERROR_PARAMETER) != is_none) abort();
        }
    }
}

static void walkers(void) {
    static const char *const paths[] = {NULL, "", "/proc/self/fdinfo", "/nowhere", "/dev/null", __FILE__};
    static const char *const good[] = {"a", "*"}, *const bad[] = {"a", "["}, *const absent[] = {"a", NULL};
    static const char *const *const arrays[] = {NULL, good, bad, absent};
    static const size_t sizes[] = {0, 7, 8, 9, sizeof(swiftsum_walk_options), SIZE_MAX};
    static const size_t counts[] = {0, 1, 2, SSIZE_MAX, SIZE_MAX / sizeof(void *) + 1, SIZE_MAX};
    static const size_t capacities[] = {0, 1, 2, 64, 4096, SIZE_MAX};
    static const uint32_t flags[] = {0, 1, 2, 4, 7, 8, UINT32_MAX};
    static char text[4096];
    static swiftsum_entry found[64];

    FUNCTION(swiftsum_make_walker);
    EACH(const char *, path, paths)
    EACH(size_t, size, sizes)
    EACH(const char *const *, exclude, arrays)
    EACH(size_t, exclude_count, counts)
    EACH(const char *const *, include, arrays)
    EACH(size_t, include_count, counts)
    EACH(uint32_t, flag, flags) {
        swiftsum_walk_options options = {*size, *exclude, *exclude_count, *include, *include_count, *flag};
        swiftsum_walker *walker = NULL;
        /* More than the two that an array has is a lie, unless no memory has so many. */
        answered(swiftsum_make_walker(*path, &options, NULL));
        if ((*exclude_count == SSIZE_MAX && *exclude) || (*include_count == SSIZE_MAX && *include)) continue;
        answered(swiftsum_make_walker(*path, &options, &walker));
        swiftsum_release_walker(walker);
    }

    FUNCTION(swiftsum_walk);
    answered(swiftsum_walk(NULL, 0, NULL));
    EACH(size_t, size, sizes)
    EACH(size_t, room, capacities)
    EACH(size_t, capacity, capacities)
    EACH(size_t, entry_size, capacities) {
        swiftsum_entries entries = {*size, text, *room, found, *capacity, *entry_size};
        swiftsum_walker *walker = NULL;
        answered(swiftsum_make_walker("/proc/self/fdinfo", NULL, &walker));
        answered(swiftsum_walk(walker, 1, NULL));
        answered(swiftsum_walk(NULL, 1, &entries));
        entries.entries = NULL;
        answered(swiftsum_walk(walker, 1, &entries));
        entries.entries = found;
        entries.paths = NULL;
        answered(swiftsum_walk(walker, 1, &entries));
        entries.paths = text;
        /* So many entries that there is not the memory which is said to be there. */
        const int has_memory = *room <= sizeof text && *capacity <= 64 && *entry_size <= sizeof(swiftsum_entry);
        if (has_memory || *room > SSIZE_MAX || (*capacity > SSIZE_MAX && *entry_size > 0)) {
            answered(swiftsum_walk(walker, 1, &entries));
            answered(swiftsum_walk(walker, 1, &entries));
        }
        swiftsum_release_walker(walker);
    }
}

static void batches(void) {
    static const swiftsum_algorithm numbers[] = {0, 1, UINT32_MAX};
    static const size_t counts[] = {0, 1, 2, 3, SIZE_MAX}, sizes[] = {0, 7, 8, sizeof(swiftsum_batch_options), SIZE_MAX};
    static const size_t result_sizes[] = {0, 7, 8, 16, 24, sizeof(swiftsum_batch_results), SIZE_MAX};
    static const char paths[] = "/dev/null\0/nowhere\0\0/proc/self/status";
    static const size_t lengths[] = {0, 1, 10, 19, 20, sizeof paths, SIZE_MAX};

    FUNCTION(swiftsum_make_batch and the like);
    answered(swiftsum_run_batch(NULL, NULL));
    answered(swiftsum_batch_add(NULL, paths, sizeof paths));
    answered(swiftsum_batch_walk(NULL, NULL));
    EACH(size_t, count, counts)
    EACH(size_t, size, sizes) {
        swiftsum_batch_options options = {.size = *size, .threads = 3, .slice_milliseconds = 1};
        answered(swiftsum_make_batch(NULL, *count, &options, NULL));
        swiftsum_batch *none = NULL;
        answered(swiftsum_make_batch(NULL, *count, &options, &none));
        if (*count > 3) continue;
        swiftsum_batch *batch = NULL;
        answered(swiftsum_make_batch(numbers, *count, &options, &batch));
        swiftsum_release_batch(batch);
    }
    EACH(size_t, result_size, result_sizes)
    EACH(size_t, length, lengths) {
        swiftsum_batch *batch = NULL;
        swiftsum_walker *walker = NULL;
        swiftsum_batch_results results = {.size = *result_size};
        answered(swiftsum_make_batch(numbers, 2, NULL, &batch));
        answered(swiftsum_batch_add(batch, NULL, *length));
        if (*length <= sizeof paths) answered(swiftsum_batch_add(batch, paths, *length));
        answered(swiftsum_make_walker("/proc/self/fdinfo", NULL, &walker));
        answered(swiftsum_batch_walk(batch, walker));
        answered(swiftsum_batch_walk(batch, walker));
        for (int turn = 0; turn < 9; turn++) answered(swiftsum_run_batch(batch, &results));
        /* A walker that is at its end. */
        answered(swiftsum_batch_walk(batch, walker));
        answered(swiftsum_run_batch(batch, NULL));
        swiftsum_release_batch(batch);
        swiftsum_release_walker(walker);
    }
}

int main(void) {
    digests();
    crcs();
    models();
    many();
    registry();
    library();
    hashers();
    files();
    small_files();
    patterns();
    walkers();
    batches();
    if (swiftsum_live_objects() != 0) {
        fprintf(stderr, "%llu objects are still alive\n", (unsigned long long)swiftsum_live_objects());
        return EXIT_FAILURE;
    }
    printf("%lu\n", calls);
    return EXIT_SUCCESS;
}
