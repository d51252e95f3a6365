/* Whoever makes, releases: each step is seen in the count of live objects. */
#include <assert.h>
#include <stdio.h>

#include "swiftsum.h"

int main(void) {
    char *checksum = NULL;
    swiftsum_hasher *hasher = NULL, *copy = NULL;
    swiftsum_reader *reader = NULL;
    swiftsum_walker *walker = NULL;

    assert(swiftsum_live_objects() == 0);
    assert((checksum = make_checksum(__FILE__)) != NULL && swiftsum_live_objects() == 1);
    assert(swiftsum_make_hasher(0, NULL, &hasher) == SWIFTSUM_OK && swiftsum_live_objects() == 2);
    assert(swiftsum_copy_hasher(hasher, &copy) == SWIFTSUM_OK && swiftsum_live_objects() == 3);
    assert(swiftsum_make_reader(__FILE__, &reader) == SWIFTSUM_OK && swiftsum_live_objects() == 4);
    assert(swiftsum_read(reader, &hasher, 1, NULL, NULL) == SWIFTSUM_OK && swiftsum_live_objects() == 4);
    assert(swiftsum_make_walker("/", NULL, &walker) == SWIFTSUM_OK && swiftsum_live_objects() == 5);
    swiftsum_release_walker(walker);
    assert(swiftsum_live_objects() == 4);

    release_checksum(checksum);
    assert(swiftsum_live_objects() == 3);
    swiftsum_release_hasher(hasher);
    assert(swiftsum_live_objects() == 2);
    assert(swiftsum_update_hasher(copy, "", 1) == SWIFTSUM_OK);
    swiftsum_release_hasher(copy);
    assert(swiftsum_live_objects() == 1);
    swiftsum_release_reader(reader);
    assert(swiftsum_live_objects() == 0);

    release_checksum(swiftsum_make_checksum(__FILE__, "blake3"));
    assert(swiftsum_live_objects() == 0);
    puts("all given back");
    return 0;
}
