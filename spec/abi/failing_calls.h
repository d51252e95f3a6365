/*
 * The functions of libc that the library calls, to be failed one at a time. They stand before libc's, so it is the library
 * itself that is put to the test, not a build of its own for tests. Calls by others are passed on.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

/* Signals end no SEEKS, and nothing else ends WAITS. */
enum { OTHER_CALLS = 1, READS = 2, ALLOCATIONS = 4, SEEKS = 8, WAITS = 16 };
enum { SHORT = -1, EARLY_END = -2 };

static const struct fault {
    const char *name;
    int code;  /* errno, or what a read does instead */
    int calls; /* which fail */
} faults[] = {
    {"EINTR", EINTR, OTHER_CALLS | READS | WAITS},
    {"EAGAIN", EAGAIN, OTHER_CALLS | READS},
    {"EIO", EIO, OTHER_CALLS | READS | SEEKS},
    {"ENOSPC", ENOSPC, OTHER_CALLS | READS},
    {"EMFILE", EMFILE, OTHER_CALLS},
    {"ENOENT", ENOENT, OTHER_CALLS},
    {"ELOOP", ELOOP, OTHER_CALLS},
    {"ENOMEM", ENOMEM, OTHER_CALLS | READS | SEEKS},
    {"ESTALE", ESTALE, OTHER_CALLS | READS | SEEKS},
    {"ESPIPE", ESPIPE, SEEKS},
    {"a byte at most", SHORT, READS},
    {"an early end", EARLY_END, READS},
    {"no memory", ENOMEM, ALLOCATIONS},
};

/* Signals and short reads do not come for ever: in a row there are as many. */
enum { MOST_IN_A_ROW = 25 };

static const struct fault *fault;
static atomic_int calls, allocated;
static int first, lasts;
static const char *library_start, *library_end;

static int is_library(const void *caller) {
    return (const char *)caller >= library_start && (const char *)caller < library_end;
}

/* Of a call of this kind: what it does instead of what it should, or 0. */
static int next_fault(int kind, const void *caller) {
    if (fault == NULL || (fault->calls & kind) == 0 || !is_library(caller)) return 0;
    const int call = atomic_fetch_add(&calls, 1) + 1;
    if (call < first || (!lasts && call > first)) return 0;
    const int ends = fault->code == EINTR || fault->code == SHORT;
    return ends && call - first > MOST_IN_A_ROW ? 0 : fault->code;
}

#define FAIL_IF_TOLD(kind, failed)                                                              \
    do {                                                                                        \
        const int code = next_fault(kind, __builtin_return_address(0));                         \
        if (code > 0) return errno = code, failed;                                              \
    } while (0)

int openat(int folder, const char *path, int flags, ...) {
    FAIL_IF_TOLD(OTHER_CALLS, -1);
    return (int)syscall(SYS_openat, folder, path, flags, 0);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const int mode = va_arg(rest, int);
    va_end(rest);
    FAIL_IF_TOLD(OTHER_CALLS, -1);
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int fcntl(int descriptor, int command, ...) {
    va_list rest;
    va_start(rest, command);
    const long argument = va_arg(rest, long);
    va_end(rest);
    FAIL_IF_TOLD(OTHER_CALLS, -1);
    return (int)syscall(SYS_fcntl, descriptor, command, argument);
}

/* The library asks for fstat, newfstatat and getdents64 in this way. */
long syscall(long number, ...) {
    static long (*original)(long, ...);
    long arguments[6];
    va_list rest;
    va_start(rest, number);
    for (int i = 0; i < 6; i++) arguments[i] = va_arg(rest, long);
    va_end(rest);
    FAIL_IF_TOLD(OTHER_CALLS, -1);
    if (original == NULL) original = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    return original(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}

/* It is closed whatever is said of it, as by Linux. */
int close(int descriptor) {
    const int code = next_fault(OTHER_CALLS, __builtin_return_address(0)), result = (int)syscall(SYS_close, descriptor);
    return code > 0 ? errno = code, -1 : result;
}

off_t lseek(int descriptor, off_t offset, int whence) {
    FAIL_IF_TOLD(SEEKS, -1);
    return syscall(SYS_lseek, descriptor, offset, whence);
}

int fstatfs(int descriptor, struct statfs *status) {
    FAIL_IF_TOLD(OTHER_CALLS, -1);
    return (int)syscall(SYS_fstatfs, descriptor, status);
}

ssize_t readlink(const char *path, char *target, size_t capacity) {
    FAIL_IF_TOLD(OTHER_CALLS, -1);
    return syscall(SYS_readlinkat, AT_FDCWD, path, target, capacity);
}

int nanosleep(const struct timespec *time, struct timespec *rest) {
    FAIL_IF_TOLD(WAITS, -1);
    return (int)syscall(SYS_nanosleep, time, rest);
}

/* It returns what others leave in errno. */
int posix_fadvise(int descriptor, off_t offset, off_t length, int advice) {
    const int code = next_fault(OTHER_CALLS, __builtin_return_address(0));
    return code > 0 ? code : (int)syscall(SYS_fadvise64, descriptor, offset, length, advice);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
    static int (*original)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (next_fault(OTHER_CALLS, __builtin_return_address(0)) != 0) return EAGAIN;
    if (original == NULL) original = dlsym(RTLD_NEXT, "pthread_create");
    return original(thread, attributes, body, argument);
}

static size_t wanted(int code, size_t count) { return code == SHORT && count > 1 ? 1 : count; }

ssize_t read(int descriptor, void *buffer, size_t count) {
    const int code = next_fault(READS, __builtin_return_address(0));
    if (code > 0) return errno = code, -1;
    return code == EARLY_END ? 0 : syscall(SYS_read, descriptor, buffer, wanted(code, count));
}

ssize_t pread(int descriptor, void *buffer, size_t count, off_t offset) {
    const int code = next_fault(READS, __builtin_return_address(0));
    if (code > 0) return errno = code, -1;
    return code == EARLY_END ? 0 : syscall(SYS_pread64, descriptor, buffer, wanted(code, count), offset);
}

/* What the library has of memory is counted. What Swift allocates (posix_memalign) is not refused: see the header. */

void *__libc_malloc(size_t), *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);
void __libc_free(void *);

void *malloc(size_t size) {
    FAIL_IF_TOLD(ALLOCATIONS, NULL);
    void *const memory = __libc_malloc(size);
    if (memory != NULL && is_library(__builtin_return_address(0))) atomic_fetch_add(&allocated, 1);
    return memory;
}

void *realloc(void *memory, size_t size) {
    FAIL_IF_TOLD(ALLOCATIONS, NULL);
    void *const larger = __libc_realloc(memory, size);
    if (larger != NULL && memory == NULL && is_library(__builtin_return_address(0))) atomic_fetch_add(&allocated, 1);
    return larger;
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    *memory = __libc_memalign(alignment, size);
    if (*memory == NULL) return ENOMEM;
    if (is_library(__builtin_return_address(0))) atomic_fetch_add(&allocated, 1);
    return 0;
}

void free(void *memory) {
    if (memory != NULL && is_library(__builtin_return_address(0))) atomic_fetch_sub(&allocated, 1);
    __libc_free(memory);
}

static void find_library(void) {
    char line[512];
    FILE *const maps = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, maps) != NULL) {
        char *start, *end;
        if (strstr(line, "/libswiftsum.so") == NULL || sscanf(line, "%p-%p", (void **)&start, (void **)&end) != 2) continue;
        if (library_start == NULL) library_start = start;
        library_end = end;
    }
    fclose(maps);
    if (library_start == NULL) abort();
}
