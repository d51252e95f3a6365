#if arch(arm64)
    import Algorithms
    import CPlatform

    /// What suits NEON. Every arm64 processor has it, so the portable kernels are compiled for it, too: here is what is
    /// better than they are. Costs are estimates for a core of two vector units: see docs/arm64.md.
    public enum NEON {}

    @c @implementation
    public func kernels_fill_neon(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.adler32 = { unsafe Adler32.update(NEONBytes.self, $0, $1, $2) }
        // Of portable kernels, whose costs were measured with four units.
        unsafe table.pointee.sha1.costs.many = 595
        unsafe table.pointee.sha256.costs.one = 590
        unsafe table.pointee.sha256.costs.many = 1495
        unsafe table.pointee.blake2s.costs.many = 740
        unsafe table.pointee.blake3.costs.many = 495
        // The steps of MD5 wait for each other: eight lanes take hardly longer than four.
        unsafe table.pointee.md5.setMany(ahead: MD5.self, TwoVectors<SIMD4<UInt32>>.self, cost: 735) {
            unsafe BlocksAhead<MD5, TwoVectors<SIMD4<UInt32>>>.compress(NEON.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.blake2b.setOne(cost: 660) {
            unsafe BLAKE2b.compressScalar(NEON.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
        }
        unsafe table.pointee.blake2b.setMany(SIMD2<UInt64>.self, cost: 910) {
            unsafe BLAKE2b.compress(
                NEON.self, SIMD2<UInt64>.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
        }
        unsafe table.pointee.blake2s.setOne(cost: 490) {
            unsafe BLAKE2s.compressScalar(NEON.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
        }
        unsafe table.pointee.blake3.setOne(cost: 275) {
            unsafe BLAKE3.blocksScalar(
                NEON.self, chaining: $0, blocks: $1, count: $2, counter: $3, first: $4, flags: $5)
        }
    }
#endif
