#if arch(x86_64)
    import Algorithms
    import CPlatform

    @c @implementation
    public func kernels_fill_avx2(_ table: UnsafeMutablePointer<kernel_table>) {
    }
#endif
