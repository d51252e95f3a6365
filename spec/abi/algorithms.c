/* Prints the name and the checksum of a file for every algorithm, and the instruction set in use. */
#include <stdio.h>

#include "swiftsum.h"

int main(int count, char **arguments) {
    if (count != 2) return 2;
    printf("%s\n", swiftsum_instruction_set());
    for (swiftsum_algorithm number = 0; number < swiftsum_algorithm_count(); number++) {
        swiftsum_algorithm_description description = {.size = sizeof description};
        if (swiftsum_describe_algorithm(number, &description) != SWIFTSUM_OK) return 1;
        char *checksum = swiftsum_make_checksum(arguments[1], description.name);
        if (checksum == NULL) return 1;
        printf("%s %s\n", description.name, checksum);
        release_checksum(checksum);
    }
    return swiftsum_live_objects() == 0 ? 0 : 1;
}
