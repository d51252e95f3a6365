/* Files with known digests, and what may come of them where a call fails (failing_calls.h). */
#include <sys/stat.h>

#include "swiftsum.h"

/* More small files than a group has; long ones, for lanes; and one that is read ahead, outside the tree. */
enum { SMALL_FILES = 132, LONG_FILES = 4, FILES = SMALL_FILES + LONG_FILES, DEPTH = 19, LONGEST = (4 << 20) + 1 };

static struct file {
    char path[200];
    size_t length;
    unsigned char digests[3][32];
} files[FILES], longest, without_size, of_made_up_size;

static unsigned char contents[LONGEST];
static swiftsum_algorithm algorithms[3];
static size_t lengths[3];
static char folder[128];

static size_t length_of(int number) {
    return number < SMALL_FILES ? (size_t)number * 37 % 1000 : (size_t)(64 << 10) + (size_t)(number - SMALL_FILES) * 1000;
}

static void take_digests(struct file *file) {
    for (int i = 0; i < 3; i++) swiftsum_digest(algorithms[i], contents, file->length, file->digests[i], 32);
}

static void make_file(struct file *file) {
    const int descriptor = open(file->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (write(descriptor, contents, file->length) != (ssize_t)file->length) abort();
    close(descriptor);
    take_digests(file);
}

/* One that is there already; its length is 0 if it is not. */
static void read_file(struct file *file, const char *path) {
    const int descriptor = open(path, O_RDONLY);
    const ssize_t count = descriptor < 0 ? 0 : read(descriptor, contents, LONGEST);
    snprintf(file->path, sizeof file->path, "%s", path);
    file->length = count < 0 ? 0 : (size_t)count;
    take_digests(file);
    close(descriptor);
}

static void make_files(void) {
    static const char *const names[] = {"sha256", "crc32", "xxh3_64"};
    char deep[160];
    for (int i = 0; i < 3; i++) {
        swiftsum_algorithm_description description = {.size = sizeof description};
        if (swiftsum_find_algorithm(names[i], &algorithms[i]) != SWIFTSUM_OK) abort();
        swiftsum_describe_algorithm(algorithms[i], &description);
        lengths[i] = description.digest_length;
    }
    read_file(&without_size, "/proc/self/cmdline");
    read_file(&of_made_up_size, "/sys/devices/system/cpu/online");
    for (size_t i = 0; i < LONGEST; i++) contents[i] = (unsigned char)(i * i >> 7) ^ (unsigned char)i;
    snprintf(deep, sizeof deep, "%s/tree", folder);
    mkdir(deep, 0700);
    for (int number = 0; number < FILES; number++) {
        struct file *const file = &files[number];
        /* Some in the tree's root, the others deeper and deeper, beyond the folders that a walker has open. */
        if (number % 6 == 0 && number / 6 < DEPTH) {
            strcat(deep, "/d");
            mkdir(deep, 0700);
        }
        file->length = length_of(number);
        snprintf(file->path, sizeof file->path, "%s/f%03d", deep, number);
        make_file(file);
    }
    longest.length = LONGEST;
    snprintf(longest.path, sizeof longest.path, "%s/longest", folder);
    make_file(&longest);
    snprintf(deep, sizeof deep, "%s/tree/link", folder);
    if (symlink("d", deep) != 0) abort();
}

/* ---------------------------------------------------------------------------------------------- */
/* Verdicts                                                                                         */

static char verdict[1024];

#define WRONG(...) ((void)snprintf(verdict, sizeof verdict, __VA_ARGS__), verdict)

/* Whether this is how a file may end; `error` is errno. A walker says ESTALE of what is not where it was. */
static int is_allowed(swiftsum_status status, int error) {
    if (fault == NULL || fault->code == EINTR || fault->code == SHORT) return status == SWIFTSUM_OK;
    if (fault->code == EARLY_END) return status == SWIFTSUM_OK || status == SWIFTSUM_ERROR_CHANGED;
    return status == SWIFTSUM_OK || (status == SWIFTSUM_ERROR_SYSTEM && (error == fault->code || error == ESTALE));
}

static int is_signal(swiftsum_status status) {
    return status == SWIFTSUM_ERROR_SYSTEM && errno == EINTR && fault != NULL && fault->code == EINTR;
}

static const char *judge(const struct file *file, swiftsum_status status, int error, int algorithm, const void *digest) {
    if (!is_allowed(status, error)) return WRONG("%s: status %d, errno %d", file->path, status, error);
    if (status == SWIFTSUM_OK && memcmp(digest, file->digests[algorithm], lengths[algorithm]) != 0)
        return WRONG("%s: another digest", file->path);
    return NULL;
}
