/*
 * Prints on how many threads the library works, when it may take 64, on a machine of 8 processors whose files of control
 * groups are those in the folder that the environment variable FILES names.
 *
 * What the library asks the system for comes here first: a program's functions go before those of libc.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "swiftsum.h"

enum { PROCESSORS = 8, INPUTS = 64, LENGTH = 1 << 20 };

static unsigned char input[LENGTH];
static int threads = 1;

int openat(int folder, const char *path, int flags, ...) {
    int (*openat)(int, const char *, int, ...) = dlsym(RTLD_NEXT, "openat");
    char other[4096];
    if (strncmp(path, "/sys/fs/cgroup", 14) == 0 || strcmp(path, "/proc/self/cgroup") == 0) {
        if (snprintf(other, sizeof other, "%s%s", getenv("FILES"), path) >= (int)sizeof other) return -1;
        path = other;
    }
    return openat(folder, path, flags);
}

long syscall(long number, ...) {
    va_list list;
    long a[4];
    va_start(list, number);
    for (int i = 0; i < 4; i++) a[i] = va_arg(list, long);
    va_end(list);
    if (number != SYS_sched_getaffinity) return ((long (*)(long, ...))dlsym(RTLD_NEXT, "syscall"))(number, a[0], a[1], a[2], a[3]);
    *(unsigned long *)a[2] = (1ul << PROCESSORS) - 1;
    return sizeof(unsigned long);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = dlsym(RTLD_NEXT, "pthread_create");
    threads++;
    return create(thread, attributes, body, argument);
}

int main(void) {
    const void *inputs[INPUTS];
    size_t lengths[INPUTS];
    unsigned char digests[INPUTS * 4];
    for (int i = 0; i < INPUTS; i++) inputs[i] = input, lengths[i] = LENGTH;
    if (swiftsum_digest_all(0, inputs, lengths, INPUTS, digests, sizeof digests, 64) != SWIFTSUM_OK) return 1;
    printf("%d\n", threads);
    return 0;
}
