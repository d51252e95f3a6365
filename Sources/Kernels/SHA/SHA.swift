#if arch(x86_64)
    import Algorithms
    import CPlatform
    import X86

    /// The SHA extensions of x86.
    enum SHA: KernelModule {}

    @c @implementation
    public func kernels_fill_sha(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.sha1.setOne(cost: 125) {
            unsafe SHA1x86<SHA>.compress(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha1.setPair(cost: 136) {
            unsafe SHA1x86<SHA>.compressPair(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setOne(cost: 133) {
            unsafe SHA256x86<SHA>.compress(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setPair(cost: 129) {
            unsafe SHA256x86<SHA>.compressPair(state: $0, blocks: $1, count: $2)
        }
    }
#endif
