/* Preloaded, it makes Linux say of the processor what the variable HWCAP says, a number; and nothing else. */
#include <stdlib.h>
#include <sys/auxv.h>

unsigned long getauxval(unsigned long type) { return type == AT_HWCAP ? strtoul(getenv("HWCAP"), NULL, 0) : 0; }
