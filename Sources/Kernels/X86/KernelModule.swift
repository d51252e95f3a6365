#if arch(x86_64)
    /// A kernel module that uses the code of this folder, and the instructions that only some of them are compiled
    /// with.
    public protocol KernelModule {
        static var hasGFNI: Bool { get }
    }

    extension KernelModule {
        @inlinable @inline(__always) public static var hasGFNI: Bool { false }
    }
#endif
