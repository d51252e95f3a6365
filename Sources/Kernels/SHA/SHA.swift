#if arch(x86_64)
    import Algorithms
    import CPlatform

    /// The SHA extensions of x86.
    @c @implementation
    public func kernels_fill_sha(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.sha1.setOne(cost: 125) {
            unsafe SHA1x86.compress(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha1.setPair(cost: 136) {
            unsafe SHA1x86.compressPair(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setOne(cost: 133) {
            unsafe SHA256x86.compress(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setPair(cost: 129) {
            unsafe SHA256x86.compressPair(state: $0, blocks: $1, count: $2)
        }
    }

    /// `sha1rnds4` wants a b c d, and the message words of four rounds with e added to the first; the first of
    /// them all in the highest element (Intel SDM volume 2B).
    private struct SHA1x86: SHAVariables {
        var abcd: __m128i
        /// The a of four rounds ago, whose rotation by 30 is e now.
        var a: __m128i

        @inline(__always)
        init(_ chaining: InlineArray<8, UInt32>) {
            abcd = vector(SIMD4(chaining[3], chaining[2], chaining[1], chaining[0]))
            a = vector(SIMD4(0, 0, 0, chaining[4].rotated(right: 30)))
        }

        @inline(__always)
        var chaining: InlineArray<8, UInt32> {
            let dcba = words32(abcd)
            return [dcba[3], dcba[2], dcba[1], dcba[0], words32(a)[3].rotated(right: 2), 0, 0, 0]
        }

        @inline(__always) static var rounds: Int { 80 }

        /// The function and its constant change every 20 rounds (6.1.2, step 3).
        @inline(__always)
        mutating func fourRounds(_ words: SIMD4<UInt32>, at t: Int) {
            let sums = _mm_sha1nexte_epu32(a, vector(words))
            a = abcd
            switch t / 20 {
            case 0: abcd = mm_sha1rnds4_0(abcd, sums)
            case 1: abcd = mm_sha1rnds4_1(abcd, sums)
            case 2: abcd = mm_sha1rnds4_2(abcd, sums)
            default: abcd = mm_sha1rnds4_3(abcd, sums)
            }
        }

        @inline(__always)
        mutating func add(_ other: Self) {
            let e = _mm_sha1nexte_epu32(a, _mm_sha1nexte_epu32(other.a, vector(.splat(0))))
            a = vector(words32(e).rotated(right: 30))
            abcd = vector(words32(abcd) &+ words32(other.abcd))
        }

        @inline(__always)
        static func schedule(
            _ w16: SIMD4<UInt32>, _ w12: SIMD4<UInt32>, _ w8: SIMD4<UInt32>, _ w4: SIMD4<UInt32>
        ) -> SIMD4<UInt32> {
            let partial = words32(_mm_sha1msg1_epu32(vector(w16), vector(w12))) ^ w8
            return words32(_mm_sha1msg2_epu32(vector(partial), vector(w4)))
        }

        @inline(__always)
        static func load(_ source: UnsafeRawPointer) -> SIMD4<UInt32> {
            let words = unsafe source.loadUnaligned(as: SIMD4<UInt32>.self).byteSwapped
            return SIMD4(words[3], words[2], words[1], words[0])
        }
    }

    /// `sha256rnds2` does two rounds and wants the working variables as a b e f and c d g h, the first of
    /// them in the highest element (Intel SDM volume 2B).
    private struct SHA256x86: SHAVariables {
        var abef: __m128i
        var cdgh: __m128i

        @inline(__always)
        init(_ chaining: InlineArray<8, UInt32>) {
            abef = vector(SIMD4(chaining[5], chaining[4], chaining[1], chaining[0]))
            cdgh = vector(SIMD4(chaining[7], chaining[6], chaining[3], chaining[2]))
        }

        @inline(__always)
        var chaining: InlineArray<8, UInt32> {
            let feba = self.feba, hgdc = self.hgdc
            return [feba[3], feba[2], hgdc[3], hgdc[2], feba[1], feba[0], hgdc[1], hgdc[0]]
        }

        @inline(__always) static var rounds: Int { 64 }

        @inline(__always) private var feba: SIMD4<UInt32> { words32(abef) }
        @inline(__always) private var hgdc: SIMD4<UInt32> { words32(cdgh) }

        @inline(__always)
        mutating func fourRounds(_ words: SIMD4<UInt32>, at t: Int) {
            let sums = words &+ SHA256.constants(t)
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, vector(sums))
            abef = _mm_sha256rnds2_epu32(abef, cdgh, vector(SIMD4(sums[2], sums[3], sums[0], sums[1])))
        }

        @inline(__always)
        mutating func add(_ other: Self) {
            abef = vector(feba &+ other.feba)
            cdgh = vector(hgdc &+ other.hgdc)
        }

        @inline(__always)
        static func schedule(
            _ w16: SIMD4<UInt32>, _ w12: SIMD4<UInt32>, _ w8: SIMD4<UInt32>, _ w4: SIMD4<UInt32>
        ) -> SIMD4<UInt32> {
            let w7 = SIMD4(w8[1], w8[2], w8[3], w4[0])
            let partial = words32(_mm_sha256msg1_epu32(vector(w16), vector(w12))) &+ w7
            return words32(_mm_sha256msg2_epu32(vector(partial), vector(w4)))
        }

        @inline(__always)
        static func load(_ source: UnsafeRawPointer) -> SIMD4<UInt32> {
            unsafe source.loadUnaligned(as: SIMD4<UInt32>.self).byteSwapped
        }
    }

    @inline(__always) private func vector(_ words: SIMD4<UInt32>) -> __m128i {
        unsafe unsafeBitCast(words, to: __m128i.self)
    }
    @inline(__always) private func words32(_ vector: __m128i) -> SIMD4<UInt32> {
        unsafe unsafeBitCast(vector, to: SIMD4<UInt32>.self)
    }
#endif
