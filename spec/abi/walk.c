/*
 * Walks the folder that it is told, and prints what it finds as `find … -print0` does, a folder's slash included. Before each
 * path stand the number of its kind and its error, unless t is among the letters of the second argument; f, x and s are the
 * flags. The third to fifth argument are the time slice, the room for entries, and at first that for paths.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "swiftsum.h"

int main(int count, char **arguments) {
    static char paths[1 << 18];
    static swiftsum_entry found[4096];
    const char *const letters = count > 2 ? arguments[2] : "";
    const uint32_t slice = count > 3 ? atoi(arguments[3]) : 50;
    const size_t capacity = count > 4 ? atoi(arguments[4]) : sizeof found / sizeof *found;
    size_t room = count > 5 ? atoi(arguments[5]) : sizeof paths;
    swiftsum_walk_options options = {.size = sizeof options};
    swiftsum_walker *walker = NULL;
    swiftsum_status status;
    const int terse = strchr(letters, 't') != NULL;
    if (strchr(letters, 'f')) options.flags |= SWIFTSUM_WALK_FOLLOW;
    if (strchr(letters, 'x')) options.flags |= SWIFTSUM_WALK_ONE_FILE_SYSTEM;
    if (strchr(letters, 's')) options.flags |= SWIFTSUM_WALK_STATES;
    if (swiftsum_make_walker(arguments[1], &options, &walker) != SWIFTSUM_OK) {
        perror(arguments[1]);
        return EXIT_FAILURE;
    }
    do {
        swiftsum_entries entries = {sizeof entries, paths, room, found, capacity, sizeof *found};
        status = swiftsum_walk(walker, slice, &entries);
        if (status == SWIFTSUM_ERROR_SIZE && entries.count == 0 && entries.paths_length > room) {
            room = entries.paths_length;
            status = SWIFTSUM_AGAIN;
            continue;
        }
        if (status != SWIFTSUM_OK && status != SWIFTSUM_AGAIN) {
            fprintf(stderr, "%s\n", swiftsum_status_text(status));
            return EXIT_FAILURE;
        }
        if (terse) {
            fwrite(paths, 1, entries.paths_length, stdout);
            continue;
        }
        const char *path = paths;
        for (size_t index = 0; index < entries.count; index++) {
            printf("%u %d ", found[index].kind, found[index].error);
            fwrite(path, 1, found[index].path_length + 1, stdout);
            path += found[index].path_length + 1;
        }
    } while (status == SWIFTSUM_AGAIN);
    swiftsum_release_walker(walker);
    return swiftsum_live_objects() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
