#if arch(x86_64)
    import Algorithms
    import CPlatform
    import X86

    /// SSSE3, SSE4.1, SSE4.2 and PCLMULQDQ: vectors of 128 bits.
    public enum SSE4: KernelModule {}

    @c @implementation
    public func kernels_fill_sse4(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.crc_reflected = { unsafe CRCFolding<PCLMULQDQ<SSE4>, Reflected>.update($0, $1, $2, $3) }
        unsafe table.pointee.crc_forward = kernel_crc_forward(
            update: { unsafe CRCFolding<PCLMULQDQ<SSE4>, Forward>.update($0, $1, $2, $3) },
            folds_reflected: CRCFolding<PCLMULQDQ<SSE4>, Forward>.isReflected)
        unsafe table.pointee.crc32c = {
            unsafe CRC32ByInstruction.update(PCLMULQDQ<SSE4>.self, SSE42<SSE4>.self, $0, $1, $2, $3)
        }
        unsafe table.pointee.adler32 = { unsafe Adler32.update(SSE4Bytes.self, $0, $1, $2) }
        unsafe table.pointee.blake2s.setOne(cost: 350) {
            unsafe BLAKE2s.compress(SSE4.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
        }
        unsafe table.pointee.blake2s.setMany(SIMD4<UInt32>.self, cost: 545) {
            unsafe BLAKE2s.compress(
                SSE4.self, SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
        }
        unsafe table.pointee.blake3.block = {
            unsafe BLAKE3.block(SSE4.self, chaining: $0, block: $1, counter: $2, length: $3, flags: $4, output: $5)
        }
        unsafe table.pointee.blake3.setOne(cost: 245) {
            unsafe BLAKE3.blocks(
                SSE4.self, chaining: $0, blocks: $1, count: $2, counter: $3, first: $4, flags: $5)
        }
        unsafe table.pointee.blake3.chunks = {
            unsafe BLAKE3.chunks(
                SSE4.self, SIMD4<UInt32>.self, SIMD4<UInt32>.self, SIMD8<UInt32>.self, key: $0, chunks: $1, count: $2,
                counter: $3, flags: $4, output: $5)
        }
        unsafe table.pointee.blake3.setMany(SIMD4<UInt32>.self, cost: 415) {
            unsafe BLAKE3.lanes(SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2, counters: $3, flags: $4)
        }
        unsafe table.pointee.blake3.parents = {
            unsafe BLAKE3.parents(
                SSE4.self, SIMD4<UInt32>.self, SIMD4<UInt32>.self, SIMD8<UInt32>.self, key: $0, children: $1, count: $2,
                flags: $3, output: $4)
        }
    }
#endif
