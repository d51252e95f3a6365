#if arch(x86_64)
    /// A kernel module, and which instructions it is compiled with that not all have who share code here.
    public protocol KernelModule {
        static var hasGFNI: Bool { get }
    }

    extension KernelModule {
        @inlinable @inline(__always) public static var hasGFNI: Bool { false }
    }
#endif
