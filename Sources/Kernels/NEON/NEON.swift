#if arch(arm64)
    import Algorithms
    import CPlatform

    /// Nothing yet: every arm64 CPU has NEON, so the portable kernels are compiled for it. Kernels that need more of it,
    /// such as instructions for SHA-2 or carry-less multiplication, go here.
    @c @implementation
    public func kernels_fill_neon(_ table: UnsafeMutablePointer<kernel_table>) {
    }
#endif
