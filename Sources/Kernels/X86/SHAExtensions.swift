#if arch(x86_64)
    import Algorithms
    import CPlatform

    // The SHA extensions, for the modules that are compiled with them. `Module` is the kernel module: it makes these
    // types, and so code, of that module alone.

    /// `sha1rnds4` wants a b c d, and the message words of four rounds with e added to the first; the first of
    /// them all in the highest element (Intel SDM volume 2B).
    public struct SHA1x86<Module: KernelModule>: SHAState {
        @usableFromInline var abcd: __m128i
        /// The a of four rounds ago, whose rotation by 30 is e now.
        @usableFromInline var a: __m128i

        @inlinable @inline(__always)
        public init(_ chaining: InlineArray<8, UInt32>) {
            abcd = vector(SIMD4(chaining[3], chaining[2], chaining[1], chaining[0]))
            a = vector(SIMD4(0, 0, 0, chaining[4].rotated(right: 30)))
        }

        @inlinable @inline(__always)
        public var chaining: InlineArray<8, UInt32> {
            let dcba = words32(abcd)
            return [dcba[3], dcba[2], dcba[1], dcba[0], words32(a)[3].rotated(right: 2), 0, 0, 0]
        }

        @inlinable @inline(__always)
        public static var rounds: Int { 80 }

        /// The function and its constant change every 20 rounds (6.1.2, step 3).
        @inlinable @inline(__always)
        public mutating func fourRounds(_ words: SIMD4<UInt32>, at t: Int) {
            let sums = _mm_sha1nexte_epu32(a, vector(words))
            a = abcd
            switch t / 20 {
            case 0: abcd = mm_sha1rnds4_0(abcd, sums)
            case 1: abcd = mm_sha1rnds4_1(abcd, sums)
            case 2: abcd = mm_sha1rnds4_2(abcd, sums)
            default: abcd = mm_sha1rnds4_3(abcd, sums)
            }
        }

        @inlinable @inline(__always)
        public mutating func add(_ other: Self) {
            let e = _mm_sha1nexte_epu32(a, _mm_sha1nexte_epu32(other.a, vector(.splat(0))))
            a = vector(words32(e).rotated(right: 30))
            abcd = vector(words32(abcd) &+ words32(other.abcd))
        }

        @inlinable @inline(__always)
        public static func schedule(
            _ w16: SIMD4<UInt32>, _ w12: SIMD4<UInt32>, _ w8: SIMD4<UInt32>, _ w4: SIMD4<UInt32>
        ) -> SIMD4<UInt32> {
            let partial = words32(_mm_sha1msg1_epu32(vector(w16), vector(w12))) ^ w8
            return words32(_mm_sha1msg2_epu32(vector(partial), vector(w4)))
        }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> SIMD4<UInt32> {
            let words = unsafe source.loadUnaligned(as: SIMD4<UInt32>.self).byteSwapped
            return SIMD4(words[3], words[2], words[1], words[0])
        }
    }

    /// `sha256rnds2` does two rounds and wants the working variables as a b e f and c d g h, the first of
    /// them in the highest element (Intel SDM volume 2B).
    public struct SHA256x86<Module: KernelModule>: SHA256Rounds {
        @usableFromInline var abef: __m128i
        @usableFromInline var cdgh: __m128i

        @inlinable @inline(__always)
        public init(_ chaining: InlineArray<8, UInt32>) {
            abef = vector(SIMD4(chaining[5], chaining[4], chaining[1], chaining[0]))
            cdgh = vector(SIMD4(chaining[7], chaining[6], chaining[3], chaining[2]))
        }

        @inlinable @inline(__always)
        public var chaining: InlineArray<8, UInt32> {
            let feba = words32(abef), hgdc = words32(cdgh)
            return [feba[3], feba[2], hgdc[3], hgdc[2], feba[1], feba[0], hgdc[1], hgdc[0]]
        }

        @inlinable @inline(__always)
        public static var rounds: Int { 64 }

        @inlinable @inline(__always)
        public mutating func twoRounds(_ sums: SIMD4<UInt32>) {
            // What a b e f were, c d g h are two rounds later.
            (abef, cdgh) = (_mm_sha256rnds2_epu32(cdgh, abef, vector(sums)), abef)
        }

        @inlinable @inline(__always)
        public var latest: SIMD4<UInt32> { words32(abef) }

        @inlinable @inline(__always)
        public mutating func add(_ other: Self) {
            abef = vector(words32(abef) &+ words32(other.abef))
            cdgh = vector(words32(cdgh) &+ words32(other.cdgh))
        }

        @inlinable @inline(__always)
        public static func schedule(
            _ w16: SIMD4<UInt32>, _ w12: SIMD4<UInt32>, _ w8: SIMD4<UInt32>, _ w4: SIMD4<UInt32>
        ) -> SIMD4<UInt32> {
            let w7 = SIMD4(w8[1], w8[2], w8[3], w4[0])
            let partial = words32(_mm_sha256msg1_epu32(vector(w16), vector(w12))) &+ w7
            return words32(_mm_sha256msg2_epu32(vector(partial), vector(w4)))
        }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> SIMD4<UInt32> {
            unsafe source.loadUnaligned(as: SIMD4<UInt32>.self).byteSwapped
        }
    }

    @inlinable @inline(__always)
    func vector(_ words: SIMD4<UInt32>) -> __m128i {
        unsafe unsafeBitCast(words, to: __m128i.self)
    }

    @inlinable @inline(__always)
    func words32(_ vector: __m128i) -> SIMD4<UInt32> {
        unsafe unsafeBitCast(vector, to: SIMD4<UInt32>.self)
    }
#endif
