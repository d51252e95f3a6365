/*
 * What do the SHA extensions leave to vector lanes? The account is in docs/performance.md.
 *
 *     cc -O2 -o sha_units bench/experiments/sha_units.c && ./sha_units
 *
 * Measured are cycles for each instruction, of many that need nothing of each other: alone, and beside operations on vectors
 * of 256 bits. What both take together says whether they share a unit. Needs SHA and AVX-512 VL.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { REPEATS = 100000, TURNS = 20, COPIES = 24 };

/* Registers 1 to 12 for the instructions, 16 to 27, which the compiler doesn't use, for the operations. */
#define EACH(body) \
    body(1, 16) body(2, 17) body(3, 18) body(4, 19) body(5, 20) body(6, 21) \
    body(7, 22) body(8, 23) body(9, 24) body(10, 25) body(11, 26) body(12, 27)
#define TEXT(body) #body
#define RNDS2(n) "sha256rnds2 %%xmm0, %%xmm15, %%xmm" TEXT(n) "\n"
#define MSG1(n) "sha256msg1 %%xmm15, %%xmm" TEXT(n) "\n"
#define MSG2(n) "sha256msg2 %%xmm15, %%xmm" TEXT(n) "\n"
#define RNDS4(n) "sha1rnds4 $0, %%xmm15, %%xmm" TEXT(n) "\n"
#define ROTATION(n) "vprord $7, %%ymm" TEXT(n) ", %%ymm" TEXT(n) "\n"
#define SUM(n) "vpaddd %%ymm14, %%ymm" TEXT(n) ", %%ymm" TEXT(n) "\n"
#define XOR(n) "vpxord %%ymm14, %%ymm" TEXT(n) ", %%ymm" TEXT(n) "\n"
#define TERNARY(n) "vpternlogd $0x96, %%ymm14, %%ymm13, %%ymm" TEXT(n) "\n"

#define LOOP(name, body) \
    static void name(void) { \
        for (int i = 0; i < REPEATS; i++) \
            __asm__ volatile(EACH(body) EACH(body) ::: "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", \
                             "xmm8", "xmm9", "xmm10", "xmm11", "xmm12"); \
    }

#define RNDS2_ALONE(a, b) RNDS2(a)
#define MSG1_ALONE(a, b) MSG1(a)
#define MSG2_ALONE(a, b) MSG2(a)
#define RNDS4_ALONE(a, b) RNDS4(a)
#define ROTATION_ALONE(a, b) ROTATION(b)
#define RNDS2_ROTATION(a, b) RNDS2(a) ROTATION(b)
#define RNDS2_2_ROTATIONS(a, b) RNDS2(a) ROTATION(b) ROTATION(b)
#define RNDS2_3_SUMS(a, b) RNDS2(a) SUM(b) SUM(b) SUM(b)
#define RNDS2_2_XORS(a, b) RNDS2(a) XOR(b) XOR(b)
#define RNDS2_TERNARY(a, b) RNDS2(a) TERNARY(b)

LOOP(rnds2_alone, RNDS2_ALONE)
LOOP(msg1_alone, MSG1_ALONE)
LOOP(msg2_alone, MSG2_ALONE)
LOOP(rnds4_alone, RNDS4_ALONE)
LOOP(rotation_alone, ROTATION_ALONE)
LOOP(rnds2_rotation, RNDS2_ROTATION)
LOOP(rnds2_2_rotations, RNDS2_2_ROTATIONS)
LOOP(rnds2_3_sums, RNDS2_3_SUMS)
LOOP(rnds2_2_xors, RNDS2_2_XORS)
LOOP(rnds2_ternary, RNDS2_TERNARY)

/* Sums that wait for each other: one cycle each. */
static void chain(void) {
    uint64_t x = 0;
    for (int i = 0; i < REPEATS; i++)
        __asm__ volatile(".rept 24\n add $1, %0\n .endr" : "+r"(x));
}

static double seconds(void (*loop)(void)) {
    double best = 1;
    for (int turn = 0; turn < TURNS; turn++) {
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        loop();
        clock_gettime(CLOCK_MONOTONIC, &end);
        const double taken = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
        if (taken < best) best = taken;
    }
    return best / REPEATS / COPIES;
}

int main(void) {
    const struct {
        const char *name;
        void (*loop)(void);
    } contests[] = {
        {"sha256rnds2", rnds2_alone},
        {"sha256msg1", msg1_alone},
        {"sha256msg2", msg2_alone},
        {"sha1rnds4", rnds4_alone},
        {"a rotation", rotation_alone},
        {"sha256rnds2, a rotation", rnds2_rotation},
        {"sha256rnds2, two rotations", rnds2_2_rotations},
        {"sha256rnds2, three sums", rnds2_3_sums},
        {"sha256rnds2, two exclusive ors", rnds2_2_xors},
        {"sha256rnds2, a ternary operation", rnds2_ternary},
    };
    for (size_t i = 0; i < sizeof contests / sizeof *contests; i++) {
        const double cycle = seconds(chain);
        printf("%-33s %.2f cycles\n", contests[i].name, seconds(contests[i].loop) / cycle);
    }
    return 0;
}
