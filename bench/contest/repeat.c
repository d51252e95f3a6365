/*
 * Calls a function again and again, and returns the seconds that it took.
 *
 * One type of function stands for all: where this runs, integers and pointers are passed in registers, six of
 * them at least, and a function does not look at those that it has no parameter for.
 */
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef uintptr_t word;
typedef word function(word, word, word, word, word, word);
/* The seventh goes through memory on some machines, which takes time: only where a function needs it. */
typedef word function_of_seven(word, word, word, word, word, word, word);

/*
 * Of the clock: other programs can only add to it, and the best of many turns counts. The time that a virtual machine
 * accounts to a thread may be too short.
 */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double repeat(function *call, const word a[7], size_t calls) {
    double start = now();
    for (size_t i = 0; i < calls; i++)
        call(a[0], a[1], a[2], a[3], a[4], a[5]);
    return now() - start;
}

/*
 * A call is `count` calls here, one for each of inputs that follow each other in memory: `steps` is by how much
 * each argument grows from one to the next.
 */
double repeat_for_each(function_of_seven *call, const word a[7], const word steps[7], size_t count, size_t calls) {
    double start = now();
    for (size_t i = 0; i < calls; i++)
        for (size_t k = 0; k < count; k++)
            call(a[0] + k * steps[0], a[1] + k * steps[1], a[2] + k * steps[2], a[3] + k * steps[3],
                 a[4] + k * steps[4], a[5] + k * steps[5], a[6] + k * steps[6]);
    return now() - start;
}

/* The seconds that so many additions take of which each waits for the one before. */
double additions(size_t count) {
    word sum = 0, one = 1;
    double start = now();
    for (size_t i = 0; i < count; i += 16) {
/* Of which the compiler can't make one, nor the processor none, as it may with numbers that stand in the instruction. */
#define ADD __asm__ volatile("" : "+r"(sum), "+r"(one)); sum += one;
        ADD ADD ADD ADD ADD ADD ADD ADD ADD ADD ADD ADD ADD ADD ADD ADD
#undef ADD
    }
    return now() - start;
}

/* What the function returns. Where that is less than a word, or nothing, the rest is chance. */
word once(function_of_seven *call, const word a[7]) {
    return call(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
}
