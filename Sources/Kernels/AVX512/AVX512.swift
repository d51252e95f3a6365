#if arch(x86_64)
    import Algorithms
    import CPlatform
    import X86

    /// AVX-512 F, BW, VL, DQ, VNNI, VPCLMULQDQ and GFNI: vectors of 512 bits, four lanes of carry-less multiplication.
    public enum AVX512: KernelModule {
        @inline(__always) public static var hasGFNI: Bool { true }
    }

    @c @implementation
    public func kernels_fill_avx512(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.crc_reflected = { unsafe CRCFolding<VPCLMULQDQ, Reflected>.update($0, $1, $2, $3) }
        // A shuffle of bytes needs the unit that multiplies, a reversal of each byte's bits does not: so that is what
        // it does.
        unsafe table.pointee.crc_forward = kernel_crc_forward(
            update: { unsafe CRCFolding<VPCLMULQDQ, Forward>.update($0, $1, $2, $3) },
            folds_reflected: CRCFolding<VPCLMULQDQ, Forward>.isReflected)
        unsafe table.pointee.crc32c = {
            unsafe CRC32ByInstruction.update(VPCLMULQDQ.self, SSE42<AVX512>.self, $0, $1, $2, $3)
        }
        unsafe table.pointee.adler32 = { unsafe Adler32.updateByGroups(AVX512Bytes.self, $0, $1, $2) }
        unsafe table.pointee.xxh3 = {
            unsafe XXH3Stripes.absorb(
                before: $0, after: $1, secret: $2, secretLength: $3, first: $4, stripes: $5, count: $6, last: $7,
                registersHoldKeys: true)
        }
        unsafe table.pointee.xxh3_64 = {
            unsafe XXH3Stripes.digest(XXH3_64.self, $0, $1, $2, registersHoldKeys: true)
        }
        unsafe table.pointee.md5.setMany(ahead: MD5.self, TwoVectors<SIMD16<UInt32>>.self, cost: 565) {
            unsafe BlocksAhead<MD5, TwoVectors<SIMD16<UInt32>>>.compress(
                AVX512.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha1.setMany(ahead: SHA1.self, SIMD16<UInt32>.self, cost: 485) {
            unsafe BlocksAhead<SHA1, SIMD16<UInt32>>.compress(AVX512.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setMany(SIMD16<UInt32>.self, cost: 1000) {
            unsafe SHA256.compress(AVX512.self, SIMD16<UInt32>.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha512.setOne(cost: 490) {
            unsafe SHA512.compressOne(AVX512.self, FirstOfTwo.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha512.setMany(Words64x8.self, cost: 1225) {
            unsafe SHA512.compress(AVX512.self, Words64x8.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.ripemd160.setMany(SIMD16<UInt32>.self, cost: 530) {
            unsafe RIPEMD160.compress(AVX512.self, SIMD16<UInt32>.self, state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sm3.setMany(SIMD16<UInt32>.self, cost: 725) {
            unsafe SM3.compress(AVX512.self, SIMD16<UInt32>.self, state: $0, blocks: $1, count: $2)
        }
        // Only the first of two lanes is used. The gain is from the rotations, the ternary logic and the 32 registers.
        unsafe table.pointee.keccak.setOne(cost: 800) {
            unsafe Keccak.absorb(AVX512.self, SIMD2<UInt64>.self, state: $0, blocks: $1, count: $2, blockLength: $3)
        }
        unsafe table.pointee.blake2s.setOne(cost: 325) {
            unsafe BLAKE2s.compress(AVX512.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
        }
        unsafe table.pointee.keccak.setMany(Words64x8.self, cost: 1830) {
            unsafe Keccak.absorbLanes(AVX512.self, Words64x8.self, state: $0, blocks: $1, count: $2, blockLength: $3)
        }
        unsafe table.pointee.blake2b.setMany(Words64x8.self, cost: 865) {
            unsafe BLAKE2b.compress(
                AVX512.self, Words64x8.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
        }
        unsafe table.pointee.blake2s.setMany(SIMD16<UInt32>.self, cost: 745) {
            unsafe BLAKE2s.compress(
                AVX512.self, SIMD16<UInt32>.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
        }
        unsafe table.pointee.blake3.block = {
            unsafe BLAKE3.block(AVX512.self, chaining: $0, block: $1, counter: $2, length: $3, flags: $4, output: $5)
        }
        unsafe table.pointee.blake3.setOne(cost: 235) {
            unsafe BLAKE3.blocks(
                AVX512.self, chaining: $0, blocks: $1, count: $2, counter: $3, first: $4, flags: $5)
        }
        unsafe table.pointee.blake3.chunks = {
            unsafe BLAKE3.chunks(
                AVX512.self, SIMD16<UInt32>.self, SIMD8<UInt32>.self, SIMD16<UInt32>.self, key: $0, chunks: $1,
                count: $2, counter: $3, flags: $4, output: $5)
        }
        unsafe table.pointee.blake3.setMany(SIMD16<UInt32>.self, cost: 600) {
            unsafe BLAKE3.lanes(SIMD16<UInt32>.self, state: $0, blocks: $1, count: $2, counters: $3, flags: $4)
        }
        unsafe table.pointee.blake3.parents = {
            unsafe BLAKE3.parents(
                AVX512.self, SIMD16<UInt32>.self, SIMD8<UInt32>.self, SIMD16<UInt32>.self, key: $0, children: $1,
                count: $2, flags: $3, output: $4)
        }
    }

    /// A word in a vector register, where a rotation is one instruction, and so is any logic of three words.
    struct FirstOfTwo: SHA512Register {
        let words: SIMD2<UInt64>

        @inline(__always)
        static var isApart: Bool { true }

        @inline(__always)
        init(words: SIMD2<UInt64>) { self.words = words }

        @inline(__always)
        init(_ word: UInt64) { words = u64x2_of_first(word) }

        @inline(__always)
        var word: UInt64 { u64x2_first(words) }

        @inline(__always)
        static func &+ (a: Self, b: Self) -> Self { Self(words: a.words &+ b.words) }

        @inline(__always)
        var computedFirst: Self { Self(words: u64x2_computed_first(words)) }

        @inline(__always)
        var bigSigma0: Self { Self(words: SHA512.bigSigma0(words)) }

        @inline(__always)
        static func majority(_ a: Self, _ b: Self, _ c: Self) -> Self {
            Self(words: SIMD2.majority(a.words, b.words, c.words))
        }
    }

    struct VPCLMULQDQ: CarrylessVector {
        typealias Lane = PCLMULQDQ<AVX512>

        let value: __m512i

        @inline(__always)
        init(_ value: __m512i) { self.value = value }

        @inline(__always)
        static var laneCount: Int { 4 }

        @inline(__always)
        static func load(_ source: UnsafeRawPointer) -> Self { unsafe Self(source.loadUnaligned(as: __m512i.self)) }

        @inline(__always)
        static func broadcast(_ source: UnsafeRawPointer) -> Self {
            unsafe Self(_mm512_broadcast_i32x4(source.loadUnaligned(as: __m128i.self)))
        }

        @inline(__always)
        static func first(_ halves: SIMD2<UInt64>) -> Self {
            unsafe Self(mm512_first(unsafeBitCast(halves, to: __m128i.self)))
        }

        @inline(__always)
        static func ^ (a: Self, b: Self) -> Self { Self(a.value ^ b.value) }

        @inline(__always)
        func products(_ multipliers: Self) -> Self {
            Self(mm512_clmul_low(value, multipliers.value) ^ mm512_clmul_high(value, multipliers.value))
        }

        @inline(__always)
        var byteReversed: Self {
            let order = SIMD16<Int8>(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
            let orders = SIMD64(
                lowHalf: SIMD32(lowHalf: order, highHalf: order), highHalf: SIMD32(lowHalf: order, highHalf: order))
            return unsafe Self(_mm512_shuffle_epi8(value, unsafeBitCast(orders, to: __m512i.self)))
        }

        @inline(__always)
        static var reversesBits: Bool { Lane.reversesBits }

        @inline(__always)
        var bitsReversed: Self { Self(mm512_bits_reversed(value)) }

        @inline(__always)
        var sum: Lane { Lane(mm512_xor_across(value)) }

        @inline(__always)
        var last: Lane { Lane(mm512_last(value)) }
    }
#endif
