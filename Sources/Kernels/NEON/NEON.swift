#if arch(arm64)
    import Algorithms
    import CPlatform

    @c @implementation
    public func kernels_fill_neon(_ table: UnsafeMutablePointer<kernel_table>) {
    }
#endif
