/*
 * Prints the SHA-256 of each file that it is given, as sha256sum does.
 *
 *   $ mkdir -p tmp
 *   $ cc -std=c11 -Wall -Wextra -Werror -Ilib/swiftsum -o tmp/checksum-c examples/c/checksum.c \
 *       -Llib/swiftsum -lswiftsum -Wl,-rpath,lib/swiftsum
 *   $ tmp/checksum-c README.md
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "swiftsum.h"

int main(int count, char **arguments) {
    int status = EXIT_SUCCESS;
    for (int index = 1; index < count; index++) {
        char *checksum = make_checksum(arguments[index]);
        if (checksum == NULL) {
            fprintf(stderr, "%s: %s\n", arguments[index], strerror(errno));
            status = EXIT_FAILURE;
            continue;
        }
        printf("%s  %s\n", checksum, arguments[index]);
        release_checksum(checksum);
    }
    return status;
}
