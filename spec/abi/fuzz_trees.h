/*
 * Options of walks and of batches, of any size and content, for a small tree that is always the same (TREE in the
 * environment; `Sanitized.fuzzing` makes it): each file of it has its own path as its content. What the library is handed is
 * in memory of its own, no longer than it says: the engine is compiled with AddressSanitizer.
 */

/* As a walk gives them, with links followed and not. */
static const char *const followed[] = {"a/", "a/.hidden", "a/b/", "a/b/c.txt", "d/", "e.txt", "link/", "link/c.txt", "x[1].c"};
static const char *const unfollowed[] = {"a/", "a/.hidden", "a/b/", "a/b/c.txt", "d/", "e.txt", "link", "x[1].c"};
static const char *const regular[] = {"a/.hidden", "a/b/c.txt", "e.txt", "x[1].c"};

enum { FOLLOWED = sizeof followed / sizeof *followed, UNFOLLOWED = sizeof unfollowed / sizeof *unfollowed };
enum { REGULAR = sizeof regular / sizeof *regular, MOST_PATTERNS = 6, MOST_CALLS = 10000 };

static const char *tree(void) {
    const char *const path = getenv("TREE");
    if (path == NULL) abort();
    return path;
}

/* ---------------------------------------------------------------------------------------------- */
/* Structures                                                                                       */

/* What the library may see of a structure that says it is so long: whole words, and no more than it knows. */
static size_t visible(size_t size, size_t known) { return (size < known ? size : known) & ~(size_t)7; }

/* A copy that ends where the structure says; at least its size is there. */
static void *cut(const void *structure, size_t size, size_t known) {
    const size_t length = visible(size, known) < sizeof size ? sizeof size : visible(size, known);
    void *const copy = memcpy(malloc(length), structure, length);
    return memcpy(copy, &size, sizeof size);
}

/* A letter: as long as it is today. */
static size_t any_size(unsigned char byte, size_t known) { return byte < 96 ? byte % 64 : byte < 127 ? known : (size_t)byte << 55; }

/* ---------------------------------------------------------------------------------------------- */
/* Walks                                                                                            */

/* Lines, each in memory of its own. */
static size_t take_patterns(char **patterns, size_t wanted, const unsigned char **text, const unsigned char *end) {
    size_t count = 0;
    for (; count < wanted && *text < end; count++) {
        const unsigned char *line_end = memchr(*text, '\n', (size_t)(end - *text));
        if (line_end == NULL) line_end = end;
        const size_t length = (size_t)(line_end - *text);
        patterns[count] = memcpy(malloc(length + 1), *text, length);
        patterns[count][length] = 0;
        *text = line_end < end ? line_end + 1 : end;
    }
    return count;
}

static int are_well_formed(const char *const *patterns, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (patterns == NULL || swiftsum_pattern_error(patterns[i]) != NULL) return 0;
    return 1;
}

static int is_matched(const char *path, const char *const *patterns, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int matches = 0;
        swiftsum_match_path(patterns[i], path, &matches);
        if (matches) return 1;
    }
    return 0;
}

static int is_wanted(const char *path, const swiftsum_walk_options *options) {
    return !is_matched(path, options->exclude, options->exclude_count) &&
           (options->include_count == 0 || is_matched(path, options->include, options->include_count));
}

/* The paths that a walk gives must be those that the patterns leave, in order. */
static void compare_walk(swiftsum_walker *walker, const swiftsum_walk_options *options, unsigned char room, uint32_t algorithm) {
    const int follows = options->flags & SWIFTSUM_WALK_FOLLOW;
    const char *const *const expected = follows ? followed : unfollowed;
    const size_t count = follows ? FOLLOWED : UNFOLLOWED, root = strlen(tree()) + 1;
    swiftsum_entries entries = {
        .size = sizeof entries, .paths_capacity = 1 + room, .capacity = 1 + room / 16, .entry_size = 8 + room % 16 * 8};
    entries.entries = malloc(entries.capacity * entries.entry_size);
    entries.paths = malloc(entries.paths_capacity);
    size_t next = 0;
    swiftsum_status status;
    do {
        status = swiftsum_walk(walker, 0, &entries);
        if (status == SWIFTSUM_ERROR_SIZE) {
            if (entries.count != 0 || entries.paths_length <= entries.paths_capacity) differ("the room for a path", algorithm);
            entries.paths_capacity = entries.paths_length;
            entries.paths = realloc(entries.paths, entries.paths_capacity);
            status = SWIFTSUM_AGAIN;
            continue;
        }
        const char *path = entries.paths;
        for (size_t i = 0; i < entries.count; i++, path += strlen(path) + 1) {
            const swiftsum_entry *const entry = (const void *)((const char *)entries.entries + i * entries.entry_size);
            if (entry->path_length != strlen(path)) differ("the length of a path", algorithm);
            if (path[root] == 0) continue;
            while (next < count && !is_wanted(expected[next], options)) next++;
            if (next == count || strcmp(path + root, expected[next++]) != 0) differ("a walk and its patterns", algorithm);
        }
    } while (status == SWIFTSUM_AGAIN);
    while (next < count && !is_wanted(expected[next], options)) next++;
    if (status != SWIFTSUM_OK || next < count) differ("a walk and its patterns", algorithm);
    free(entries.entries);
    free(entries.paths);
}

static void walk(uint32_t algorithm, const unsigned char *bytes, size_t length) {
    char *patterns[MOST_PATTERNS];
    if (length < 4) return;
    const unsigned char *text = bytes + 4;
    const size_t excluded = take_patterns(patterns, bytes[2] & 3, &text, bytes + length);
    const size_t included = take_patterns(patterns + excluded, bytes[2] >> 2 & 3, &text, bytes + length);
    const size_t size = any_size(bytes[0], sizeof(swiftsum_walk_options));
    swiftsum_walk_options options = {
        .exclude = bytes[2] & 128 ? NULL : (const char *const *)patterns, .exclude_count = excluded,
        .include = (const char *const *)patterns + excluded, .include_count = included,
        .flags = (bytes[1] & 15) | (uint32_t)(bytes[1] & 128) << 24};
    void *const given = cut(&options, size, sizeof options);
    swiftsum_walk_options seen = {0};
    const int has_size = size >= sizeof size && (ptrdiff_t)size > 0;
    if (has_size) memcpy(&seen, given, visible(size, sizeof seen));
    const int is_right = has_size && seen.flags <= 7 && are_well_formed(seen.exclude, seen.exclude_count) &&
                         are_well_formed(seen.include, seen.include_count);
    swiftsum_walker *walker = NULL;
    if ((swiftsum_make_walker(tree(), given, &walker) == SWIFTSUM_OK) != is_right) differ("the options of a walk", algorithm);
    if (PLANT == 6 && is_right && included > 0) differ("planted", algorithm);
    if (is_right) compare_walk(walker, &seen, bytes[3], algorithm);
    swiftsum_release_walker(walker);
    free(given);
    for (size_t i = 0; i < excluded + included; i++) free(patterns[i]);
}

/* ---------------------------------------------------------------------------------------------- */
/* Batches                                                                                          */

/* The first files are the tree's, whose digests are known. Others have any name, and mostly are not there. */
static void compare_batch(swiftsum_batch *batch, uint32_t algorithm, size_t added, int is_patient) {
    swiftsum_batch_results results = {.size = sizeof results};
    size_t number = 0;
    for (int calls = 0; calls < (is_patient ? MOST_CALLS : 3); calls++) {
        const swiftsum_status status = swiftsum_run_batch(batch, &results);
        if (status != SWIFTSUM_AGAIN && status != SWIFTSUM_OK) differ("the status of a batch", algorithm);
        for (size_t i = 0; i < results.count; i++, number++) {
            unsigned char digest[MOST_DIGEST];
            if (number >= REGULAR) continue;
            if (results.statuses[i] != SWIFTSUM_OK) differ("a file of the tree", algorithm);
            swiftsum_digest(algorithm, regular[number], strlen(regular[number]), digest, sizeof digest);
            const size_t length = digest_length(algorithm);
            same(7, "by a batch with options", algorithm, digest, (const unsigned char *)results.digests + i * length, length);
        }
        if (status == SWIFTSUM_OK && results.count == 0) break;
    }
    if (is_patient && number != added) differ("the files of a batch", algorithm);
}

static void batch_options(uint32_t algorithm, const unsigned char *bytes, size_t length) {
    if (length < 8) return;
    const size_t size = any_size(bytes[0], sizeof(swiftsum_batch_options));
    const size_t results_size = any_size(bytes[1], sizeof(swiftsum_batch_results));
    swiftsum_batch_options options = {
        .threads = bytes[2] < 128 ? bytes[2] % 8 : (uint32_t)bytes[2] << 24, .slice_milliseconds = bytes[3] & 1,
        .settle_milliseconds = bytes[3] & 1 ? (uint32_t)bytes[4] << (bytes[5] & 24) : bytes[4] & 1};
    const int has_size = size >= sizeof size && (ptrdiff_t)size > 0;
    const size_t count = bytes[6] < 240 ? 1 : bytes[6] - 240u;
    const int is_known = bytes[7] < 240;
    const swiftsum_algorithm algorithms[16] = {is_known ? algorithm : UINT32_MAX, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    void *const given = cut(&options, size, sizeof options);
    swiftsum_batch *batch = NULL;
    const swiftsum_status made = swiftsum_make_batch(algorithms, count, given, &batch);
    free(given);
    if ((made == SWIFTSUM_OK) != (has_size && count > 0 && is_known)) differ("the options of a batch", algorithm);
    if (made != SWIFTSUM_OK) return;

    void *const nothing = cut(&(swiftsum_batch_results){0}, results_size, sizeof(swiftsum_batch_results));
    const int fits = results_size >= sizeof results_size && (ptrdiff_t)results_size > 0;
    if ((swiftsum_run_batch(batch, nothing) == SWIFTSUM_OK) != fits) differ("the size of results", algorithm);
    free(nothing);

    size_t added = REGULAR;
    for (size_t i = 0; i < REGULAR; i++) {
        char path[4096];
        const int end = snprintf(path, sizeof path, "%s/%s", tree(), regular[i]);
        if (swiftsum_batch_add(batch, path, (size_t)end + 1) != SWIFTSUM_OK) differ("a path is refused", algorithm);
    }
    const size_t others = length - 8 < 64 ? length - 8 : 64;
    char *const paths = memcpy(malloc(others), bytes + 8, others);
    const int ends = others == 0 || (bytes + 8)[others - 1] == '\n' || (bytes + 8)[others - 1] == 0;
    for (size_t i = 0; i < others; i++)
        if (paths[i] == '\n') paths[i] = 0;
    for (size_t i = 0; ends && i < others; i++) added += paths[i] == 0;
    if ((swiftsum_batch_add(batch, paths, others) == SWIFTSUM_OK) != ends) differ("paths", algorithm);
    free(paths);
    compare_batch(batch, algorithm, added, options.slice_milliseconds == 0 || size < 16);
    swiftsum_release_batch(batch);
}
