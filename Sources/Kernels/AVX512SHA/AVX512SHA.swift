#if arch(x86_64)
    import Algorithms
    import CPlatform
    import X86

    /// The SHA extensions beside AVX-512, where instructions on 512 bits run at half the rate. At full rate, sixteen
    /// lanes that do all of SHA-256 should be as fast.
    public enum AVX512SHA: KernelModule {}

    @c @implementation
    public func kernels_fill_avx512sha(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.sha256.setMany(
            SIMD8<UInt32>.self, scratch: SHA256Stitched.scratchLength, cost: 350
        ) {
            unsafe SHA256Stitched.compress(SHA256x86<AVX512SHA>.self, state: $0, blocks: $1, count: $2)
        }
    }
#endif
