import CPlatform

#if arch(x86_64)
    import KernelsAVX2
    import KernelsAVX512
    import KernelsAVX512SHA
    import KernelsPortable
    import KernelsSHA
    import KernelsSSE4
#else
    import KernelsArmCRC32
    import KernelsArmCrypto
    import KernelsArmSHA3
    import KernelsNEON
    import KernelsPortable
#endif

/// An instruction set: which CPUs have it, and the module that fills the table with its kernels.
@safe
public struct InstructionSet: Sendable {
    public let name: StaticString
    /// Bits of `platform_cpu_features` that it needs.
    let features: UInt32
    let fill: @convention(c) (UnsafeMutablePointer<kernel_table>) -> Void

    init(_ name: StaticString, _ features: UInt32, _ fill: @convention(c) (UnsafeMutablePointer<kernel_table>) -> Void)
    {
        self.name = name
        self.features = features
        unsafe self.fill = fill
    }

    /// Slowest first. Each adds to the ones before it that the machine has.
    #if arch(x86_64)
        static let all = [
            unsafe InstructionSet("portable", 0, kernels_fill_portable),
            unsafe InstructionSet("sse4", UInt32(PLATFORM_SSE4), kernels_fill_sse4),
            unsafe InstructionSet("sha", UInt32(PLATFORM_SHA), kernels_fill_sha),
            unsafe InstructionSet("avx2", UInt32(PLATFORM_AVX2), kernels_fill_avx2),
            unsafe InstructionSet("avx512", UInt32(PLATFORM_AVX512), kernels_fill_avx512),
            unsafe InstructionSet(
                "avx512sha", UInt32(PLATFORM_AVX512 | PLATFORM_SHA), kernels_fill_avx512sha),
        ]
    #else
        static let all = [
            unsafe InstructionSet("portable", 0, kernels_fill_portable),
            unsafe InstructionSet("neon", 0, kernels_fill_neon),
            unsafe InstructionSet("crc32", UInt32(PLATFORM_ARM_CRC32), kernels_fill_arm_crc32),
            unsafe InstructionSet("crypto", UInt32(PLATFORM_ARM_CRYPTO), kernels_fill_arm_crypto),
            unsafe InstructionSet("sha3", UInt32(PLATFORM_ARM_SHA3), kernels_fill_arm_sha3),
        ]
    #endif
    /// Those that this machine has.
    public static let available: [InstructionSet] = {
        let features = platform_cpu_features()
        return all.filter { $0.features & features == $0.features }
    }()
}
