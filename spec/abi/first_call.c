/*
 * Makes the call of the function that it is told as the first of the process, then uses the library, and makes the same
 * call again. Prints value and errno of both, which are the same if the first found all that it needed.
 *
 * With a second argument the first call comes before any library's constructors, as from a constructor of another library.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "swiftsum.h"

static const char input[] = "123456789";
static const void *const inputs[] = {input, input};
static const size_t lengths[] = {9, 9};

static struct outcome {
    uint64_t value;
    int error;
} first;

/* Of some bytes a number that tells them from others. */
static uint64_t summary(const void *bytes, size_t length) {
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < length; i++) sum = (sum ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
    return sum;
}

static uint64_t of_text(const char *text) { return text == NULL ? 0 : summary(text, strlen(text)); }

static uint64_t of_checksum(char *checksum) {
    const uint64_t value = of_text(checksum);
    release_checksum(checksum);
    return value;
}

static uint64_t value_of(const char *function) {
    swiftsum_algorithm number = 0;
    swiftsum_algorithm_description description = {.size = sizeof description};
    swiftsum_crc_model model = {sizeof model, 16, 0, 0, 0x1021, 0, 0};
    swiftsum_hasher *hasher = NULL;
    swiftsum_reader *reader = NULL;
    swiftsum_walker *walker = NULL;
    swiftsum_batch *batch = NULL;
    swiftsum_file_result result = {.size = sizeof result};
    const swiftsum_algorithm algorithms[] = {0, 1};
    int matches = 0;
    unsigned char digest[2 * SWIFTSUM_MAX_DIGEST_LENGTH] = {0};
    uint64_t combined = 0;
    uint64_t value = 0;
    size_t length = 0;

#define CALL(name, call) else if (strcmp(function, #name) == 0) { value = (uint64_t)(call); }
    if (0) {}
    CALL(make_checksum, of_checksum(make_checksum("/dev/null")))
    CALL(swiftsum_make_checksum, of_checksum(swiftsum_make_checksum("/dev/null", "blake3")))
    CALL(release_checksum, (release_checksum(NULL), 0))
    CALL(swiftsum_status_text, of_text(swiftsum_status_text(SWIFTSUM_OK)))
    CALL(swiftsum_abi_version, swiftsum_abi_version())
    CALL(swiftsum_version, of_text(swiftsum_version()))
    CALL(swiftsum_instruction_set, of_text(swiftsum_instruction_set()))
    CALL(swiftsum_instruction_sets, of_text(swiftsum_instruction_sets()))
    CALL(swiftsum_microarchitecture, of_text(swiftsum_microarchitecture()))
    CALL(swiftsum_microarchitectures, of_text(swiftsum_microarchitectures()))
    CALL(swiftsum_live_objects, swiftsum_live_objects())
    CALL(swiftsum_algorithm_count, swiftsum_algorithm_count())
    CALL(swiftsum_describe_algorithm, swiftsum_describe_algorithm(3, &description))
    CALL(swiftsum_find_algorithm, swiftsum_find_algorithm("sha256", &number))
    CALL(swiftsum_digest, swiftsum_digest(1, input, 9, digest, sizeof digest))
    CALL(swiftsum_digest_all, swiftsum_digest_all(1, inputs, lengths, 2, digest, sizeof digest, 2))
    CALL(swiftsum_crc32, swiftsum_crc32(0, input, 9))
    CALL(swiftsum_crc32c, swiftsum_crc32c(0, input, 9))
    CALL(swiftsum_crc64nvme, swiftsum_crc64nvme(0, input, 9))
    CALL(swiftsum_crc64xz, swiftsum_crc64xz(0, input, 9))
    CALL(swiftsum_crc, swiftsum_crc(0, 0, input, 9))
    CALL(swiftsum_crc32_combine, swiftsum_crc32_combine(1, 2, 3))
    CALL(swiftsum_crc32c_combine, swiftsum_crc32c_combine(1, 2, 3))
    CALL(swiftsum_crc64nvme_combine, swiftsum_crc64nvme_combine(1, 2, 3))
    CALL(swiftsum_crc64xz_combine, swiftsum_crc64xz_combine(1, 2, 3))
    CALL(swiftsum_adler32, swiftsum_adler32(1, input, 9))
    CALL(swiftsum_adler32_combine, swiftsum_adler32_combine(1, 2, 3))
    CALL(swiftsum_combine, swiftsum_combine(0, 1, 2, 3, &combined))
    CALL(swiftsum_combine_digests, swiftsum_combine_digests(0, digest, digest, 3, digest, sizeof digest))
    CALL(swiftsum_xxh32, swiftsum_xxh32(input, 9, 1))
    CALL(swiftsum_xxh64, swiftsum_xxh64(input, 9, 1))
    CALL(swiftsum_xxh3_64, swiftsum_xxh3_64(input, 9, 1))
    CALL(swiftsum_xxh3_128, swiftsum_xxh3_128(input, 9, 1).low)
    CALL(swiftsum_make_hasher, swiftsum_make_hasher(1, NULL, &hasher))
    CALL(swiftsum_copy_hasher, swiftsum_copy_hasher(NULL, &hasher))
    CALL(swiftsum_release_hasher, (swiftsum_release_hasher(NULL), 0))
    CALL(swiftsum_update_hasher, swiftsum_update_hasher(NULL, input, 9))
    CALL(swiftsum_reset_hasher, swiftsum_reset_hasher(NULL))
    CALL(swiftsum_hasher_digest_length, swiftsum_hasher_digest_length(NULL, &length))
    CALL(swiftsum_finish_hasher, swiftsum_finish_hasher(NULL, digest, sizeof digest))
    CALL(swiftsum_find_crc_model, swiftsum_find_crc_model("CRC-16/XMODEM", &model))
    CALL(swiftsum_make_crc_hasher, swiftsum_make_crc_hasher(&model, &hasher))
    CALL(swiftsum_combine_crc, swiftsum_combine_crc(&model, 1, 2, 3, &combined))
    CALL(swiftsum_hash_file, swiftsum_hash_file("/dev/null", NULL, 0, NULL, NULL))
    CALL(swiftsum_make_reader, swiftsum_make_reader("/dev/null", &reader))
    CALL(swiftsum_make_descriptor_reader, swiftsum_make_descriptor_reader(-1, &reader))
    CALL(swiftsum_release_reader, (swiftsum_release_reader(NULL), 0))
    CALL(swiftsum_read, swiftsum_read(NULL, NULL, 0, NULL, NULL))
    CALL(swiftsum_read_small_file, swiftsum_read_small_file("/dev/null", digest, sizeof digest, &result))
    CALL(swiftsum_pattern_error, of_text(swiftsum_pattern_error("[")))
    CALL(swiftsum_match_path, swiftsum_match_path("*.c", "a/b.c", &matches))
    CALL(swiftsum_make_walker, swiftsum_make_walker("/dev", NULL, &walker))
    CALL(swiftsum_release_walker, (swiftsum_release_walker(NULL), 0))
    CALL(swiftsum_walk, swiftsum_walk(NULL, 0, NULL))
    CALL(swiftsum_make_batch, swiftsum_make_batch(algorithms, 2, NULL, &batch))
    CALL(swiftsum_release_batch, (swiftsum_release_batch(NULL), 0))
    CALL(swiftsum_batch_add, swiftsum_batch_add(NULL, "/dev/null", 10))
    CALL(swiftsum_batch_walk, swiftsum_batch_walk(NULL, NULL))
    CALL(swiftsum_run_batch, swiftsum_run_batch(NULL, NULL))
    else {
        fprintf(stderr, "%s is not among these functions\n", function);
        exit(EXIT_FAILURE);
    }
    /* What they write counts too. */
    value ^= number ^ description.digest_length ^ model.polynomial ^ combined ^ length ^ result.bytes ^ (uint64_t)matches;
    value ^= summary(digest, sizeof digest);
    if (hasher != NULL) swiftsum_update_hasher(hasher, input, 9);
    if (hasher != NULL) swiftsum_finish_hasher(hasher, digest, sizeof digest);
    value ^= summary(digest, sizeof digest);
    swiftsum_release_hasher(hasher);
    swiftsum_release_reader(reader);
    swiftsum_release_walker(walker);
    swiftsum_release_batch(batch);
    return value;
}

static struct outcome outcome_of(const char *function) {
    errno = 0;
    struct outcome outcome = {.value = value_of(function)};
    outcome.error = errno;
    return outcome;
}

static void begin(int count, char **arguments) {
    if (count == 3) first = outcome_of(arguments[1]);
}

__attribute__((section(".preinit_array"), used)) static void (*const begin_before_constructors)(int, char **) = begin;

static void use_everything(void) {
    unsigned char digest[SWIFTSUM_MAX_DIGEST_LENGTH];
    for (swiftsum_algorithm number = 0; number < swiftsum_algorithm_count(); number++) {
        swiftsum_digest(number, input, 9, digest, sizeof digest);
    }
}

int main(int count, char **arguments) {
    if (count == 2) first = outcome_of(arguments[1]);
    use_everything();
    const struct outcome second = outcome_of(arguments[1]);
    printf("%llx %d %llx %d\n", (unsigned long long)first.value, first.error, (unsigned long long)second.value, second.error);
    return EXIT_SUCCESS;
}
