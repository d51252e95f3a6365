/*
 * A child may use the library, even if it was forked while another thread used it for the first time.
 */
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "swiftsum.h"

enum { TIMES = 200 };

static unsigned char input[1 << 16];
static volatile int begun;

static void *use(void *nothing) {
    swiftsum_algorithm algorithm;
    begun = 1;
    swiftsum_crc32c(0, input, sizeof input);
    swiftsum_find_algorithm("CRC-82/DARC", &algorithm);
    swiftsum_digest(algorithm, input, 100, input, sizeof input);
    return nothing;
}

/* Whoever waits for a thread that is not there uses up its time, and gets a signal. */
static int hangs(int delay) {
    pthread_t thread;
    int status;
    pthread_create(&thread, NULL, use, NULL);
    while (!begun) continue;
    for (volatile int i = 0; i < delay; i++) continue;
    const pid_t child = fork();
    if (child == 0) {
        const struct itimerval most = {.it_value = {.tv_sec = 2}};
        setitimer(ITIMER_VIRTUAL, &most, NULL);
        use(NULL);
        _exit(0);
    }
    waitpid(child, &status, 0);
    pthread_join(thread, NULL);
    return WIFSIGNALED(status);
}

int main(void) {
    int hanging = 0;
    for (int i = 0; i < TIMES; i++) {
        int status;
        const pid_t child = fork();
        if (child == 0) _exit(hangs(i % 50 * 400));
        waitpid(child, &status, 0);
        hanging += status != 0;
    }
    printf("%d hang\n", hanging);
    return 0;
}
