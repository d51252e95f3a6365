/*
 * platform.h - what the library needs of libc and of the CPU that Swift's importer cannot see.
 */
#ifndef SWIFTSUM_PLATFORM_H
#define SWIFTSUM_PLATFORM_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "swiftsum is for little-endian machines: on others its vector kernels would compute wrong digests"
#endif

/* Processors that this process may run on, as far as the system tells. */
static inline long platform_processors(void) {
#if defined(__linux__)
    unsigned long set[8192 / (8 * sizeof(long))] = {0}; /* for as many as Linux can be built for */
    const long bytes = syscall(SYS_sched_getaffinity, 0, sizeof set, set);
    long count = 0;
    for (long word = 0; word < bytes / (long)sizeof *set; word++) count += __builtin_popcountl(set[word]);
    if (count > 0) return count;
#endif
    return sysconf(_SC_NPROCESSORS_ONLN);
}

/* The CPU's features, as bits, where the operating system saves the registers that they need. */
enum {
    PLATFORM_SSE4 = 1,   /* SSSE3, SSE4.1, SSE4.2, POPCNT, PCLMULQDQ */
    PLATFORM_SHA = 2,    /* SHA extensions, with SSSE3 and SSE4.1 */
    PLATFORM_AVX2 = 4,   /* AVX2, BMI1, BMI2 */
    PLATFORM_AVX512 = 8, /* AVX-512 F, BW, VL, DQ, VNNI, VPCLMULQDQ and GFNI; no CPU is known that lacks only the last */
    PLATFORM_ARM_CRC32 = 16,   /* FEAT_CRC32 */
    PLATFORM_ARM_CRYPTO = 32,  /* FEAT_PMULL, FEAT_SHA1, FEAT_SHA256, with FEAT_CRC32 */
    PLATFORM_ARM_SHA3 = 64     /* FEAT_SHA3 and FEAT_SHA512, with those */
};

/* Who made the CPU, and what it is called: zeros where that is not known. Families and models as CPUID counts them. */
enum { PLATFORM_OTHER_VENDOR, PLATFORM_AMD, PLATFORM_INTEL };
struct platform_cpu { uint32_t vendor, family, model; };

#if defined(__x86_64__)
#include <cpuid.h>

static inline uint64_t platform_saved_registers(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return ((uint64_t)high << 32) | low;
}

/* CPUID leaves 0 and 1: the extended family and model count where the family is 15; the model's also where it is 6. */
static inline struct platform_cpu platform_this_cpu(void) {
    uint32_t a, b, c, d;
    struct platform_cpu cpu = {PLATFORM_OTHER_VENDOR, 0, 0};
    if (!__get_cpuid(0, &a, &b, &c, &d)) return cpu;
    if (b == signature_AMD_ebx) cpu.vendor = PLATFORM_AMD;
    if (b == signature_INTEL_ebx) cpu.vendor = PLATFORM_INTEL;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return cpu;
    const uint32_t family = (a >> 8) & 15, model = (a >> 4) & 15;
    cpu.family = family == 15 ? family + ((a >> 20) & 255) : family;
    cpu.model = family == 15 || family == 6 ? model + ((a >> 12) & 0xf0) : model;
    return cpu;
}

/* CPUID leaves 1 and 7 (Intel SDM volume 2A, AMD APM volume 3), XCR0 for the saved registers. */
static inline uint32_t platform_cpu_features(void) {
    uint32_t a, b, c, d, b7 = 0, c7 = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    uint32_t a7, d7;
    if (!__get_cpuid_count(7, 0, &a7, &b7, &c7, &d7)) b7 = c7 = 0;

    const uint32_t ssse3_sse41 = bit_SSSE3 | bit_SSE4_1;
    const uint32_t sse4 = ssse3_sse41 | bit_SSE4_2 | bit_POPCNT | bit_PCLMUL;
    const uint64_t registers = (c & bit_OSXSAVE) ? platform_saved_registers() : 0;
    const uint64_t ymm = 0x06, zmm = 0xe6;
    const uint32_t avx2 = bit_AVX2 | bit_BMI | bit_BMI2;
    const uint32_t avx512 = bit_AVX512F | bit_AVX512BW | bit_AVX512VL | bit_AVX512DQ;

    uint32_t features = 0;
    if ((c & sse4) == sse4) features |= PLATFORM_SSE4;
    if ((c & ssse3_sse41) == ssse3_sse41 && (b7 & bit_SHA)) features |= PLATFORM_SHA;
    if ((features & PLATFORM_SSE4) && (registers & ymm) == ymm && (b7 & avx2) == avx2) features |= PLATFORM_AVX2;
    const uint32_t avx512_more = bit_AVX512VNNI | bit_VPCLMULQDQ | bit_GFNI;
    if ((features & PLATFORM_AVX2) && (registers & zmm) == zmm && (b7 & avx512) == avx512
        && (c7 & avx512_more) == avx512_more)
        features |= PLATFORM_AVX512;
    return features;
}
#elif defined(__aarch64__)
/* From the features of the CPU's own. Only Linux and macOS say which those are. */
static inline uint32_t platform_arm_features(int crc32, int crypto, int sha3) {
    uint32_t features = 0;
    if (crc32) features |= PLATFORM_ARM_CRC32;
    if (crc32 && crypto) features |= PLATFORM_ARM_CRYPTO;
    if (crc32 && crypto && sha3) features |= PLATFORM_ARM_SHA3;
    return features;
}

#if defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>

static inline uint32_t platform_cpu_features(void) {
    const unsigned long bits = getauxval(AT_HWCAP);
    const unsigned long crypto = HWCAP_PMULL | HWCAP_SHA1 | HWCAP_SHA2, sha3 = HWCAP_SHA3 | HWCAP_SHA512;
    return platform_arm_features((bits & HWCAP_CRC32) != 0, (bits & crypto) == crypto, (bits & sha3) == sha3);
}
#elif defined(__APPLE__)
#include <sys/sysctl.h>

static inline int platform_has(const char *_Nonnull feature) {
    int value = 0;
    size_t length = sizeof value;
    return sysctlbyname(feature, &value, &length, NULL, 0) == 0 && value != 0;
}

static inline uint32_t platform_cpu_features(void) {
    return platform_arm_features(
        platform_has("hw.optional.armv8_crc32"),
        platform_has("hw.optional.arm.FEAT_PMULL") && platform_has("hw.optional.arm.FEAT_SHA1")
            && platform_has("hw.optional.arm.FEAT_SHA256"),
        platform_has("hw.optional.arm.FEAT_SHA3") && platform_has("hw.optional.arm.FEAT_SHA512"));
}
#else
static inline uint32_t platform_cpu_features(void) { return 0; }
#endif
#else
static inline uint32_t platform_cpu_features(void) { return 0; }
#endif

#if !defined(__x86_64__)
static inline struct platform_cpu platform_this_cpu(void) { return (struct platform_cpu){PLATFORM_OTHER_VENDOR, 0, 0}; }
#endif

#endif
