/*
 * Calls a function again and again, and returns the seconds that the processor spent on it.
 *
 * One type of function stands for all: where this runs, integers and pointers are passed in registers, six of
 * them at least, and a function does not look at those that it has no parameter for.
 */
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef uintptr_t word;
typedef word function(word, word, word, word, word, word);

/* Of this thread only: what other programs do meanwhile does not count. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double repeat(function *call, const word arguments[6], size_t calls) {
    double start = now();
    for (size_t i = 0; i < calls; i++)
        call(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
    return now() - start;
}
