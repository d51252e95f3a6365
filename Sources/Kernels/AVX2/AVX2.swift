#if arch(x86_64)
    import Algorithms
    import CPlatform
    import X86

    /// AVX2, BMI and PCLMULQDQ: vectors of 256 bits, one lane of carry-less multiplication.
    public enum AVX2: KernelModule {}

    @c @implementation
    public func kernels_fill_avx2(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.crc_reflected = { unsafe CRCFolding<PCLMULQDQ<AVX2>, Reflected>.update($0, $1, $2, $3) }
        unsafe table.pointee.crc_forward = kernel_crc_forward(
            update: { unsafe CRCFolding<PCLMULQDQ<AVX2>, Forward>.update($0, $1, $2, $3) },
            folds_reflected: CRCFolding<PCLMULQDQ<AVX2>, Forward>.isReflected)
        unsafe table.pointee.crc32c = {
            unsafe CRC32ByInstruction.update(PCLMULQDQ<AVX2>.self, SSE42<AVX2>.self, $0, $1, $2, $3)
        }
        unsafe table.pointee.adler32 = { unsafe Adler32.update(AVX2Bytes.self, $0, $1, $2) }
        unsafe table.pointee.xxh3 = {
            unsafe XXH3Stripes.absorb(
                before: $0, after: $1, secret: $2, secretLength: $3, first: $4, stripes: $5, count: $6, last: $7,
                registersHoldKeys: false)
        }
        unsafe table.pointee.xxh3_64 = {
            unsafe XXH3Stripes.digest(XXH3_64.self, $0, $1, $2, registersHoldKeys: false)
        }
        unsafe table.pointee.md5.setMany(ahead: MD5.self, TwoVectors<SIMD8<UInt32>>.self, cost: 475) {
            unsafe BlocksAhead<MD5, TwoVectors<SIMD8<UInt32>>>.compress(AVX2.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha1.setMany(SIMD8<UInt32>.self, cost: 435) {
            unsafe SHA1.compress(AVX2.self, SIMD8<UInt32>.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setMany(SIMD8<UInt32>.self, cost: 980) {
            unsafe SHA256.compress(AVX2.self, SIMD8<UInt32>.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha512.setOne(cost: 560) {
            unsafe SHA512.compressOne(AVX2.self, UInt64.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha512.setMany(Words64x4.self, cost: 1200) {
            unsafe SHA512.compress(AVX2.self, Words64x4.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.ripemd160.setMany(SIMD8<UInt32>.self, cost: 420) {
            unsafe RIPEMD160.compress(AVX2.self, SIMD8<UInt32>.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sm3.setMany(SIMD8<UInt32>.self, cost: 700) {
            unsafe SM3.compress(AVX2.self, SIMD8<UInt32>.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.keccak.setOne(cost: 995) {
            unsafe Keccak.absorb(AVX2.self, UInt64.self, state: $0, blocks: $1, count: $2, blockLength: $3)
        }
        unsafe table.pointee.blake2b.setOne(cost: 385) {
            unsafe BLAKE2b.compress(AVX2.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
        }
        unsafe table.pointee.blake2s.setOne(cost: 345) {
            unsafe BLAKE2s.compress(AVX2.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
        }
        unsafe table.pointee.keccak.setMany(Words64x4.self, cost: 1475) {
            unsafe Keccak.absorbLanes(AVX2.self, Words64x4.self, state: $0, blocks: $1, count: $2, blockLength: $3)
        }
        unsafe table.pointee.blake2b.setMany(Words64x4.self, cost: 685) {
            unsafe BLAKE2b.compress(
                AVX2.self, Words64x4.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
        }
        unsafe table.pointee.blake2s.setMany(SIMD8<UInt32>.self, cost: 585) {
            unsafe BLAKE2s.compress(
                AVX2.self, SIMD8<UInt32>.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
        }
        unsafe table.pointee.blake3.block = {
            unsafe BLAKE3.block(AVX2.self, chaining: $0, block: $1, counter: $2, length: $3, flags: $4, output: $5)
        }
        unsafe table.pointee.blake3.setOne(cost: 245) {
            unsafe BLAKE3.blocks(
                AVX2.self, chaining: $0, blocks: $1, count: $2, counter: $3, first: $4, flags: $5)
        }
        unsafe table.pointee.blake3.chunks = {
            unsafe BLAKE3.chunks(
                AVX2.self, SIMD8<UInt32>.self, SIMD8<UInt32>.self, SIMD16<UInt32>.self, key: $0, chunks: $1, count: $2,
                counter: $3, flags: $4, output: $5)
        }
        unsafe table.pointee.blake3.setMany(SIMD8<UInt32>.self, cost: 445) {
            unsafe BLAKE3.lanes(SIMD8<UInt32>.self, state: $0, blocks: $1, count: $2, counters: $3, flags: $4)
        }
        unsafe table.pointee.blake3.parents = {
            unsafe BLAKE3.parents(
                AVX2.self, SIMD8<UInt32>.self, SIMD8<UInt32>.self, SIMD16<UInt32>.self, key: $0, children: $1,
                count: $2,
                flags: $3, output: $4)
        }
    }
#endif
