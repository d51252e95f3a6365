/* What is left where SWIFTSUM_ISA names no instruction set of this machine, or SWIFTSUM_CPU no known processor. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>

#include "swiftsum.h"

static unsigned char digest[SWIFTSUM_MAX_DIGEST_LENGTH];
static swiftsum_algorithm number;
static uint64_t combined;
static swiftsum_hasher *hasher;
static swiftsum_algorithm_description description = {sizeof description};
static swiftsum_crc_model model = {sizeof model, .width = 8, .polynomial = 7};

#define REFUSED(call) assert((call) == SWIFTSUM_ERROR_INSTRUCTION_SET)

int main(void) {
    assert(swiftsum_instruction_set() == NULL || swiftsum_microarchitecture() == NULL);

    REFUSED(swiftsum_find_algorithm("sha256", &number));
    REFUSED(swiftsum_describe_algorithm(0, &description));
    REFUSED(swiftsum_digest(0, "", 0, digest, sizeof digest));
    REFUSED(swiftsum_combine(0, 0, 0, 0, &combined));
    REFUSED(swiftsum_make_hasher(0, NULL, &hasher));
    REFUSED(swiftsum_make_crc_hasher(&model, &hasher));

    errno = 0;
    assert(make_checksum(__FILE__) == NULL && errno == EINVAL);
    assert(swiftsum_make_checksum(__FILE__, "crc32") == NULL && errno == EINVAL);
    errno = 0;
    assert(swiftsum_crc(0, 0, "a", 1) == 0 && errno == EINVAL);
    assert(swiftsum_live_objects() == 0);

    printf("%08x %08x %s\n", swiftsum_crc32(0, "123456789", 9), swiftsum_crc32c(0, "123456789", 9), swiftsum_instruction_sets());
    return 0;
}
