/*
 * system.h - the system calls that the library makes, in a form that Swift can import, the same on every system.
 *
 * Nothing here decides anything: Sources/Engine/Process/System.swift is the gate that all callers go through. Linux is asked
 * by `syscall` where glibc has the function under a new version only, so that the library loads on old systems, too.
 */
#ifndef SWIFTSUM_SYSTEM_H
#define SWIFTSUM_SYSTEM_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <sys/vfs.h>
#endif

/* `errno` is a macro over thread-local storage. */
static inline int platform_errno(void) { return errno; }
static inline void platform_set_errno(int value) { errno = value; }

/* ---------------------------------------------------------------------------------------------- */
/* Files                                                                                            */

/* Since 1970. */
typedef struct platform_time {
    int64_t seconds, nanoseconds;
} platform_time;

typedef struct platform_file_status {
    uint64_t size, inode, device;
    uint32_t mode;
    platform_time modified, changed;
} platform_file_status;

static inline void platform_copy_status(const struct stat *_Nonnull status, platform_file_status *_Nonnull copy) {
    copy->size = (uint64_t)status->st_size;
    copy->inode = (uint64_t)status->st_ino;
    copy->device = (uint64_t)status->st_dev;
    copy->mode = (uint32_t)status->st_mode;
#if defined(__APPLE__)
    copy->modified = (platform_time){status->st_mtimespec.tv_sec, status->st_mtimespec.tv_nsec};
    copy->changed = (platform_time){status->st_ctimespec.tv_sec, status->st_ctimespec.tv_nsec};
#else
    copy->modified = (platform_time){status->st_mtim.tv_sec, status->st_mtim.tv_nsec};
    copy->changed = (platform_time){status->st_ctim.tv_sec, status->st_ctim.tv_nsec};
#endif
}

/* Of an open file. */
static inline int platform_status(int descriptor, platform_file_status *_Nonnull copy) {
    struct stat status;
#if defined(__linux__)
    /* On 64 bits libc's structure is the kernel's. */
    const int failed = (int)syscall(SYS_fstat, descriptor, &status);
#else
    const int failed = fstat(descriptor, &status);
#endif
    if (failed != 0) return -1;
    platform_copy_status(&status, copy);
    return 0;
}

/* Of the file at `path`, seen from an open folder or AT_FDCWD; of a symbolic link itself unless `follows`. */
static inline int platform_status_at(int folder, const char *_Nonnull path, int follows,
                                     platform_file_status *_Nonnull copy) {
    struct stat status;
    const int flags = follows ? 0 : AT_SYMLINK_NOFOLLOW;
#if defined(__linux__)
    const int failed = (int)syscall(SYS_newfstatat, folder, path, &status, flags);
#else
    const int failed = fstatat(folder, path, &status, flags);
#endif
    if (failed != 0) return -1;
    platform_copy_status(&status, copy);
    return 0;
}

/* How many descriptors this process may have; many if that is not known. */
static inline long platform_most_descriptors(void) {
    const long most = sysconf(_SC_OPEN_MAX);
    return most > 0 ? most : 1 << 20;
}

/* open() and fcntl() are variadic. */
static inline int platform_open_at(int folder, const char *_Nonnull path, int flags) {
    return openat(folder, path, flags | O_CLOEXEC);
}
static inline int platform_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 0); }

/* A hint that the file will be read from front to back. */
static inline void platform_read_ahead(int descriptor) {
#if defined(POSIX_FADV_SEQUENTIAL)
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
#else
    (void)descriptor;
#endif
}

/*
 * Whether the file is one whose size its file system makes up: those of /sys say 4096, whatever they have to tell. Less
 * than 0 if that could not be had.
 * The numbers are those of the kernel's magic.h, and of the file systems themselves where it lacks them.
 */
static inline int platform_size_is_made_up(int descriptor) {
#if defined(__linux__)
    struct statfs status;
    if (fstatfs(descriptor, &status) != 0) return -1;
    switch ((uint32_t)status.f_type) {
    case 0x62656572: /* sysfs */
    case 0x9fa0:     /* proc */
    case 0x64626720: /* debugfs */
    case 0x74726163: /* tracefs */
    case 0x27e0eb:   /* cgroup */
    case 0x63677270: /* cgroup2 */
    case 0x62656570: /* configfs */
    case 0x73636673: /* securityfs */
    case 0x6165676c: /* pstore */
    case 0xf97cff8c: /* selinuxfs */
    case 0xcafe4a11: /* bpf */
        return 1;
    default:
        return 0;
    }
#else
    (void)descriptor;
    return 0;
#endif
}

/* ---------------------------------------------------------------------------------------------- */
/* Folders                                                                                          */

/* An entry of a folder, as Linux writes it: records follow one another, each `length` bytes long and aligned to 8. */
typedef struct platform_entry {
    uint64_t inode;
    int64_t position;
    uint16_t length;
    uint8_t type; /* DT_REG and the like; DT_UNKNOWN if the file system does not tell */
    char name[1]; /* and further, to its NUL */
} platform_entry;

/* Where the name stands in a record, whose structure has padding behind it. */
enum { PLATFORM_ENTRY_NAME = offsetof(platform_entry, name) };

/*
 * Reads on in an open folder: as many records as the buffer holds. Their bytes, 0 at the end. `stream` is NULL for the first
 * call; what is there after the last one goes to `platform_end_entries`.
 */
static inline long platform_read_entries(int folder, void *_Nullable *_Nonnull stream, void *_Nonnull buffer,
                                         size_t capacity) {
#if defined(__linux__)
    (void)stream; /* The descriptor has the position. */
    return syscall(SYS_getdents64, folder, buffer, capacity);
#else
    if (*stream == NULL) {
        /* A stream owns its descriptor. Both have one position, and nobody else reads. */
        const int own = platform_duplicate(folder);
        if (own < 0) return -1;
        if ((*stream = fdopendir(own)) == NULL) {
            const int error = errno;
            close(own);
            errno = error;
            return -1;
        }
    }
    size_t used = 0;
    /* A record more is read only if the longest would fit. */
    while (capacity - used >= (PLATFORM_ENTRY_NAME + sizeof((struct dirent *)0)->d_name + 7)) {
        errno = 0;
        const struct dirent *const next = readdir((DIR *)*stream);
        if (next == NULL) return used > 0 || errno == 0 ? (long)used : -1;
        platform_entry *const entry = (platform_entry *)((char *)buffer + used);
        const size_t length = strlen(next->d_name) + 1;
        entry->inode = (uint64_t)next->d_ino;
        entry->position = 0;
        entry->length = (uint16_t)((PLATFORM_ENTRY_NAME + length + 7) & ~(size_t)7);
        entry->type = next->d_type;
        memcpy((char *)entry + PLATFORM_ENTRY_NAME, next->d_name, length);
        used += entry->length;
    }
    return (long)used;
#endif
}

static inline void platform_end_entries(void *_Nullable stream) {
    if (stream != NULL) closedir((DIR *)stream);
}

/*
 * Whether a disk has heads that move: several threads that read from it cut its speed to a fraction. 0 if that is not
 * known, and for a virtual disk, which says so whatever it is made of.
 */
static inline int platform_is_rotational(uint64_t device) {
#if defined(__linux__)
    /* A partition has no queue of its own. */
    static const char *const queues[] = {"/queue/rotational", "/../queue/rotational"};
    char path[96], target[512] = {0};
    /* The kernel's own encoding: glibc's major() calls a function that musl lacks. */
    const unsigned major = (device >> 8) & 0xfff, minor = (device & 0xff) | ((device >> 12) & 0xfff00);
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u", major, minor);
    if (readlink(path, target, sizeof target - 1) <= 0) return 0;
    if (strstr(target, "virtio") != NULL || strstr(target, "/virtual/") != NULL || strstr(target, "/xen") != NULL) return 0;
    for (int number = 0; number < 2; number++) {
        char answer = 0;
        snprintf(path, sizeof path, "/sys/dev/block/%u:%u%s", major, minor, queues[number]);
        const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) continue;
        const ssize_t count = read(descriptor, &answer, 1);
        close(descriptor);
        return count == 1 && answer == '1';
    }
#else
    (void)device;
#endif
    return 0;
}

/* ---------------------------------------------------------------------------------------------- */
/* Time                                                                                             */

static inline uint64_t platform_nanoseconds_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Since some moment, never going back. */
static inline uint64_t platform_monotonic_nanoseconds(void) { return platform_nanoseconds_of(CLOCK_MONOTONIC); }
/* Since 1970, as files are stamped. */
static inline uint64_t platform_realtime_nanoseconds(void) { return platform_nanoseconds_of(CLOCK_REALTIME); }

/* Waits so long, or until a signal comes. */
static inline int platform_wait(uint64_t nanoseconds) {
    const struct timespec time = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
    return nanosleep(&time, NULL);
}

#endif
