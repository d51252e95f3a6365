/*
 * threads.h - threads of the library's own.
 */
#ifndef SWIFTSUM_THREADS_H
#define SWIFTSUM_THREADS_H

#include <pthread.h>
#include <signal.h>
#include <stdint.h>

/*
 * A linker binds a function to the newest version that the glibc of the build has, and then no older one loads the library.
 * These got a new version when glibc merged libpthread into libc (2.32, 2.34), though they do the same. So they are bound to
 * their first version, which every glibc has for good, and musl, too, which knows no versions.
 */
#if defined(__GLIBC__)
#if defined(__x86_64__)
#define FIRST_VERSION(name) __asm__(name "@GLIBC_2.2.5")
#elif defined(__aarch64__)
#define FIRST_VERSION(name) __asm__(name "@GLIBC_2.17")
#endif
#endif
#if defined(FIRST_VERSION)
extern __typeof__(pthread_sigmask) pthread_sigmask FIRST_VERSION("pthread_sigmask");
extern __typeof__(pthread_create) pthread_create FIRST_VERSION("pthread_create");
extern __typeof__(pthread_join) pthread_join FIRST_VERSION("pthread_join");
#undef FIRST_VERSION
#endif

/* A thread that `platform_start_thread` started. A number: pthread_t is one on Linux and a pointer on Darwin. */
typedef struct platform_thread {
    uintptr_t handle;
} platform_thread;

_Static_assert(sizeof(pthread_t) == sizeof(uintptr_t), "a pthread_t fits a platform_thread");

/*
 * Starts a thread that gets no signals: those are for the threads of whoever calls the library. Returns 0 or an error
 * number, with which there is no thread. Who starts a thread joins it.
 */
static inline int platform_start_thread(platform_thread *thread, void *_Nullable (*_Nonnull body)(void *_Nullable), void *argument) {
    sigset_t all, before;
    pthread_t started;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int refused = pthread_create(&started, NULL, body, argument);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (refused == 0) thread->handle = (uintptr_t)started;
    return refused;
}

/* Waits until the thread has ended. */
static inline void platform_join_thread(platform_thread thread) { pthread_join((pthread_t)thread.handle, NULL); }

#endif
