/*
 * Has each system call of the library fail, the first one, the second and so on, with each error that it can have; then each
 * allocation. Whatever fails, a file has its digest or an error of its own, and nothing stays behind: no object, descriptor,
 * thread or memory.
 *
 * Arguments: a folder for the files; a step and a seed, of which it takes, behind the first calls, each step-th only. Prints
 * how many faults there were.
 */
#include "failing_calls.h"

#include <dirent.h>
#include <signal.h>

#include "faulty_files.h"

/* ---------------------------------------------------------------------------------------------- */
/* One file                                                                                         */

static const struct file *const small = &files[100];

static const char *hash_file(const struct file *file, int algorithm, uint32_t settle) {
    swiftsum_hasher *hasher;
    swiftsum_file_options options = {.size = sizeof options, .settle_milliseconds = settle};
    swiftsum_file_result result = {.size = sizeof result};
    unsigned char digest[32];
    swiftsum_status status;
    const char *wrong = NULL;
    if (swiftsum_make_hasher(algorithms[algorithm], NULL, &hasher) != SWIFTSUM_OK) abort();
    do status = swiftsum_hash_file(file->path, &hasher, 1, &options, &result);
    while (is_signal(status) && swiftsum_reset_hasher(hasher) == SWIFTSUM_OK);
    const int error = errno;
    swiftsum_finish_hasher(hasher, digest, sizeof digest);
    if (status == SWIFTSUM_ERROR_SYSTEM && result.system_error != error) wrong = WRONG("the result has another errno");
    swiftsum_release_hasher(hasher);
    return wrong ? wrong : judge(file, status, error, algorithm, digest);
}

static const char *hash_small_file(void) { return hash_file(small, 0, 0); }
static const char *hash_long_file(void) { return hash_file(&longest, 2, 0); }
static const char *hash_long_file_in_parts(void) { return hash_file(&longest, 1, 0); }

static const char *hash_young_file(void) {
    const int descriptor = open(small->path, O_WRONLY);
    futimens(descriptor, NULL);
    close(descriptor);
    return hash_file(small, 0, 1);
}

/* What has no size, or one that says nothing, ends where it is said to end. */
static int has_no_end(const struct file *file) {
    return file->length == 0 || (fault != NULL && fault->code == EARLY_END);
}

/* Of /proc: it is read from where it stands, so for a second reading it goes back. */
static const char *hash_file_without_size(void) {
    struct stat state;
    struct timespec now;
    if (has_no_end(&without_size) || stat(without_size.path, &state) != 0) return NULL;
    clock_gettime(CLOCK_REALTIME, &now);
    const long age = (now.tv_sec - state.st_mtim.tv_sec) * 1000 + (now.tv_nsec - state.st_mtim.tv_nsec) / 1000000;
    return hash_file(&without_size, 0, (uint32_t)age + 2);
}

/* Of /sys. */
static const char *hash_file_of_made_up_size(void) {
    return has_no_end(&of_made_up_size) ? NULL : hash_file(&of_made_up_size, 0, 0);
}

static const char *read_with(swiftsum_status made, swiftsum_reader *reader, const struct file *file) {
    swiftsum_hasher *hasher;
    swiftsum_file_options options = {.size = sizeof options, .slice_milliseconds = 1};
    unsigned char digest[32];
    int error = errno;
    if (made != SWIFTSUM_OK) return judge(file, made, error, 2, NULL);
    if (swiftsum_make_hasher(algorithms[2], NULL, &hasher) != SWIFTSUM_OK) abort();
    swiftsum_status status;
    do status = swiftsum_read(reader, &hasher, 1, &options, NULL);
    while (status == SWIFTSUM_AGAIN);
    error = errno;
    swiftsum_finish_hasher(hasher, digest, sizeof digest);
    swiftsum_release_hasher(hasher);
    swiftsum_release_reader(reader);
    return judge(file, status, error, 2, digest);
}

static const char *read_in_slices(void) {
    swiftsum_reader *reader = NULL;
    swiftsum_status made;
    do made = swiftsum_make_reader(longest.path, &reader);
    while (is_signal(made));
    return read_with(made, reader, &longest);
}

static const char *read_descriptor(void) {
    swiftsum_reader *reader = NULL;
    swiftsum_status made;
    const int descriptor = open(files[FILES - 1].path, O_RDONLY);
    do made = swiftsum_make_descriptor_reader(descriptor, &reader);
    while (is_signal(made));
    const char *const wrong = read_with(made, reader, &files[FILES - 1]);
    close(descriptor);
    return wrong;
}

static const char *read_small(void) {
    unsigned char buffer[8192], digest[32];
    swiftsum_file_result result = {.size = sizeof result};
    swiftsum_status status;
    do status = swiftsum_read_small_file(small->path, buffer, sizeof buffer, &result);
    while (is_signal(status));
    /* It did not hold still: for a reader. */
    if (status == SWIFTSUM_AGAIN && fault != NULL && fault->code < 0) return NULL;
    if (status == SWIFTSUM_OK) swiftsum_digest(algorithms[0], buffer, result.bytes, digest, sizeof digest);
    return judge(small, status, errno, 0, digest);
}

static const char *checksum_at_once(void) {
    char expected[65], *checksum;
    for (int i = 0; i < 32; i++) sprintf(expected + 2 * i, "%02x", small->digests[0][i]);
    do errno = 0, checksum = make_checksum(small->path);
    while (checksum == NULL && is_signal(SWIFTSUM_ERROR_SYSTEM));
    if (checksum == NULL) {
        const int changed = errno == EBUSY && fault != NULL && fault->code == EARLY_END;
        return judge(small, changed ? SWIFTSUM_ERROR_CHANGED : SWIFTSUM_ERROR_SYSTEM, errno, 0, NULL);
    }
    const char *const wrong = strcmp(checksum, expected) == 0 ? NULL : WRONG("another checksum");
    release_checksum(checksum);
    return wrong;
}

/* ---------------------------------------------------------------------------------------------- */
/* Trees                                                                                            */

static char seen[FILES];
static char failed[64][200];
static int failures;

static void forget(void) {
    memset(seen, 0, sizeof seen);
    failures = 0;
}

static struct file *find(const char *path) {
    for (int i = 0; i < FILES; i++)
        if (strcmp(files[i].path, path) == 0) return &files[i];
    return NULL;
}

static const char *note(const char *path) {
    const struct file *const file = find(path);
    if (file != NULL && seen[file - files]++) return WRONG("%.200s: twice", path);
    return NULL;
}

static void note_failed_folder(const char *path) {
    if (failures < 64) snprintf(failed[failures++], sizeof *failed, "%s", path);
}

/* Who is not there must be in a folder that has an error. */
static const char *find_lost(void) {
    for (int i = 0; i < FILES; i++) {
        int is_excused = seen[i];
        for (int j = 0; j < failures && !is_excused; j++)
            is_excused = strncmp(files[i].path, failed[j], strlen(failed[j])) == 0;
        if (!is_excused) return WRONG("%s: lost", files[i].path);
    }
    return NULL;
}

static swiftsum_status make_tree_walker(swiftsum_walker **walker, uint32_t flags) {
    char root[160];
    swiftsum_walk_options options = {.size = sizeof options, .flags = flags};
    swiftsum_status status;
    snprintf(root, sizeof root, "%s/tree", folder);
    do status = swiftsum_make_walker(root, &options, walker);
    while (is_signal(status));
    return status;
}

static const char *walk(uint32_t flags) {
    static char paths[1 << 14];
    static swiftsum_entry found[64];
    swiftsum_walker *walker = NULL;
    const char *wrong = NULL;
    swiftsum_status status = make_tree_walker(&walker, flags);
    int refusals = 0;
    if (status != SWIFTSUM_OK) return is_allowed(status, errno) ? NULL : WRONG("no walker: %d", status);
    forget();
    do {
        swiftsum_entries entries = {sizeof entries, paths, sizeof paths, found, 64, sizeof *found};
        errno = 0;
        status = swiftsum_walk(walker, 0, &entries);
        const char *path = paths;
        for (size_t i = 0; i < entries.count && wrong == NULL; i++) {
            if (found[i].error != 0 && !is_allowed(SWIFTSUM_ERROR_SYSTEM, found[i].error) && found[i].error != ELOOP)
                wrong = WRONG("%.200s: errno %d", path, found[i].error);
            if (found[i].error != 0 && found[i].kind == SWIFTSUM_KIND_FOLDER) note_failed_folder(path);
            if (wrong == NULL) wrong = note(path);
            path += found[i].path_length + 1;
        }
        /* The walker stands where it stood: what was refused once goes on. */
        if (status == SWIFTSUM_ERROR_SYSTEM && is_allowed(status, errno) && ++refusals < 5) status = SWIFTSUM_AGAIN;
    } while (status == SWIFTSUM_AGAIN && wrong == NULL);
    if (wrong == NULL && !is_allowed(status, errno)) wrong = WRONG("walk: status %d, errno %d", status, errno);
    if (wrong == NULL && status == SWIFTSUM_OK) wrong = find_lost();
    swiftsum_release_walker(walker);
    return wrong;
}

static const char *walk_tree(void) { return walk(0); }
static const char *walk_tree_with_states(void) { return walk(SWIFTSUM_WALK_STATES); }
static const char *walk_tree_with_links(void) { return walk(SWIFTSUM_WALK_FOLLOW | SWIFTSUM_WALK_ONE_FILE_SYSTEM); }

/* ---------------------------------------------------------------------------------------------- */
/* Many files                                                                                       */

static int order;

static const char *judge_result(const swiftsum_batch_results *results, size_t index, const char *path, int is_walk) {
    const swiftsum_entry *const entry = (const void *)((const char *)results->entries + index * results->entry_size);
    const struct file *const file = find(path);
    const swiftsum_status status = results->statuses[index];
    if (file == NULL && status == SWIFTSUM_ERROR_SYSTEM) note_failed_folder(path);
    if (file == NULL) return status == SWIFTSUM_OK ? WRONG("%.200s: OK", path) : NULL;
    if (!is_walk && file != &files[order++]) return WRONG("%s: in another order", path);
    if (note(path) != NULL) return verdict;
    const char *digests = results->digests;
    for (int i = 0; i < 2; i++) {
        if (judge(file, status, entry->error, i, digests + index * lengths[i]) != NULL) return verdict;
        digests += lengths[i] * results->count;
    }
    return NULL;
}

static const char *run(swiftsum_batch *batch, int is_walk) {
    for (;;) {
        swiftsum_batch_results results = {.size = sizeof results};
        errno = 0;
        const swiftsum_status status = swiftsum_run_batch(batch, &results);
        const int error = errno;
        const char *path = results.paths;
        for (size_t i = 0; i < results.count; i++, path += strlen(path) + 1)
            if (judge_result(&results, i, path, is_walk) != NULL) return verdict;
        if (status == SWIFTSUM_AGAIN) continue;
        if (!is_allowed(status, error)) return WRONG("run: status %d, errno %d", status, error);
        /* The walk could not go on, and said so. */
        if (status != SWIFTSUM_OK) return is_walk ? NULL : WRONG("run: status %d, errno %d", status, error);
        if (results.count == 0) return find_lost();
    }
}

static const char *run_batch(uint32_t threads, int count, int is_walk) {
    swiftsum_batch *batch;
    swiftsum_walker *walker = NULL;
    swiftsum_batch_options options = {.size = sizeof options, .threads = threads, .slice_milliseconds = 20};
    const char *wrong = NULL;
    swiftsum_status status = SWIFTSUM_OK;
    forget();
    order = 0;
    if (swiftsum_make_batch(algorithms, count, &options, &batch) != SWIFTSUM_OK) abort();
    if (is_walk) {
        status = make_tree_walker(&walker, 0);
        if (status == SWIFTSUM_OK && swiftsum_batch_walk(batch, walker) != SWIFTSUM_OK) abort();
    } else {
        static char paths[FILES * sizeof files->path];
        size_t length = 0;
        for (int i = 0; i < FILES; i++) length += strlen(strcpy(paths + length, files[i].path)) + 1;
        status = swiftsum_batch_add(batch, paths, length);
    }
    if (!is_allowed(status, errno)) wrong = WRONG("added: status %d, errno %d", status, errno);
    if (wrong == NULL && status == SWIFTSUM_OK) wrong = run(batch, is_walk);
    if (wrong == NULL && status != SWIFTSUM_OK) {
        /* What was refused is not there. */
        swiftsum_batch_results results = {.size = sizeof results};
        while ((status = swiftsum_run_batch(batch, &results)) == SWIFTSUM_AGAIN) {}
        if (status != SWIFTSUM_OK || results.count != 0) wrong = WRONG("files of a call that failed");
    }
    swiftsum_release_batch(batch);
    swiftsum_release_walker(walker);
    return wrong;
}

static const char *batch_on_one_thread(void) { return run_batch(1, 2, 0); }
static const char *batch_on_threads(void) { return run_batch(4, 2, 0); }
static const char *batch_of_a_tree(void) { return run_batch(4, 2, 1); }

/* ---------------------------------------------------------------------------------------------- */

static int count_of(const char *path) {
    DIR *const open_folder = opendir(path);
    int count = 0;
    while (readdir(open_folder) != NULL) count++;
    closedir(open_folder);
    return count;
}

/* A thread that was joined is in /proc for a moment longer. */
static int has_threads(void) {
    for (int i = 0; i < 2000 && count_of("/proc/self/task") > 3; i++) usleep(100);
    return count_of("/proc/self/task") > 3;
}

static const struct scenario {
    const char *name;
    const char *(*run)(void);
} scenarios[] = {
    {"hash a small file", hash_small_file},
    {"hash a long file", hash_long_file},
    {"hash a long file in parts", hash_long_file_in_parts},
    {"hash a young file", hash_young_file},
    {"hash a young file without a size", hash_file_without_size},
    {"hash a file of a made-up size", hash_file_of_made_up_size},
    {"read in slices", read_in_slices},
    {"read a descriptor", read_descriptor},
    {"read a small file", read_small},
    {"make_checksum", checksum_at_once},
    {"walk", walk_tree},
    {"walk with states", walk_tree_with_states},
    {"walk with links", walk_tree_with_links},
    {"batch on one thread", batch_on_one_thread},
    {"batch on threads", batch_on_threads},
    {"batch of a tree", batch_of_a_tree},
};

/* So many are always failed: a file by itself takes no more. */
enum { FIRST_CALLS = 16 };

static const struct scenario *scenario;
static int faults_made, complaints;

static void complain(const char *what) {
    if (complaints++ < 40)
        fprintf(stderr, "%s, %s from call %d%s: %s\n", scenario->name, fault ? fault->name : "no fault", first,
                lasts ? " on" : "", what);
}

/* Whether the fault came to pass. */
static int run_with_fault(int number, int is_lasting) {
    const int descriptors = count_of("/proc/self/fd"), memory = atomic_load(&allocated);
    first = number;
    lasts = is_lasting;
    atomic_store(&calls, 0);
    alarm(60);
    const char *const wrong = scenario->run();
    alarm(0);
    if (wrong != NULL) complain(wrong);
    if (swiftsum_live_objects() != 0) complain("an object stayed behind");
    if (count_of("/proc/self/fd") != descriptors) complain("a descriptor stayed behind");
    if (atomic_load(&allocated) != memory) complain("memory stayed behind");
    if (has_threads()) complain("a thread stayed behind");
    return atomic_load(&calls) >= number;
}

static int after(int number, int step, int seed) {
    if (number < FIRST_CALLS) return number + 1;
    return number + 1 + (step - (number + 1 + seed) % step) % step;
}

static void hangs(int signal) {
    complain("hangs");
    _exit(2);
}

int main(int count, char **arguments) {
    struct sigaction action = {.sa_handler = hangs};
    snprintf(folder, sizeof folder, "%s", arguments[1]);
    const int step = count > 2 ? atoi(arguments[2]) : 1, seed = count > 3 ? atoi(arguments[3]) : 0;
    find_library();
    sigaction(SIGALRM, &action, NULL);
    make_files();
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        scenario = &scenarios[i];
        fault = NULL;
        if (scenario->run() != NULL) complain(verdict);
        for (size_t j = 0; j < sizeof faults / sizeof *faults; j++) {
            fault = &faults[j];
            for (int is_lasting = 0; is_lasting < 2; is_lasting++)
                for (int number = 1; run_with_fault(number, is_lasting); number = after(number, step, seed)) faults_made++;
        }
    }
    printf("%d faults, %d wrong\n", faults_made, complaints);
    return complaints > 0;
}
