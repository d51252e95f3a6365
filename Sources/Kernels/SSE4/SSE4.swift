#if arch(x86_64)
    import Algorithms
    import CPlatform

    @c @implementation
    public func kernels_fill_sse4(_ table: UnsafeMutablePointer<kernel_table>) {
    }
#endif
