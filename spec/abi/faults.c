/*
 * Stands in for system calls that the library makes, and has some of them fail: to be loaded before libc (LD_PRELOAD).
 * The environment says which: FAULTS="pread:3:4 openat:5:24" has one in three preads fail with errno 4, and so on, from
 * a seed (FAULT_SEED). Calls that others than the library make are not touched.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_uint_fast64_t state;

static int is_ours(const void *caller) {
    Dl_info info;
    return dladdr(caller, &info) != 0 && info.dli_fname != NULL && strstr(info.dli_fname, "libswiftsum") != NULL;
}

/* A number from 0 to `below` - 1 (the generator of Knuth's MMIX). */
static unsigned draw(unsigned below) {
    uint64_t now = atomic_load(&state), next;
    do next = (now ? now : strtoull(getenv("FAULT_SEED"), NULL, 10) + 1) * 6364136223846793005u + 1442695040888963407u;
    while (!atomic_compare_exchange_weak(&state, &now, next));
    return (unsigned)(next >> 33) % below;
}

/* The errno that a call fails with; 0 if it is made. */
static int fault(const char *name, const void *caller) {
    const char *faults = getenv("FAULTS");
    unsigned one_in;
    int error;
    if (faults == NULL || !is_ours(caller)) return 0;
    for (const char *found = faults; (found = strstr(found, name)) != NULL; found++)
        if (sscanf(found + strlen(name), ":%u:%d", &one_in, &error) == 2 && draw(one_in) == 0) return error;
    return 0;
}

#define FAIL(name)                                                        \
    do {                                                                  \
        const int error = fault(name, __builtin_return_address(0));       \
        if (error != 0) return errno = error, -1;                         \
    } while (0)

ssize_t pread(int descriptor, void *buffer, size_t count, off_t offset) {
    FAIL("pread");
    return syscall(SYS_pread64, descriptor, buffer, count, offset);
}

ssize_t read(int descriptor, void *buffer, size_t count) {
    FAIL("read");
    return syscall(SYS_read, descriptor, buffer, count);
}

int openat(int folder, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const int mode = va_arg(rest, int);
    va_end(rest);
    FAIL("openat");
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}
