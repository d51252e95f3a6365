#if arch(arm64)
    import Algorithms
    import CPlatform

    // FEAT_SHA1 and FEAT_SHA256, for the modules that are compiled with them (Arm Architecture Reference Manual, C7.2).
    // `Module` is the kernel module: it makes these types, and so code, of that module alone.

    /// SHA1C, SHA1P and SHA1M do four rounds of SHA-1, with the sums of the message's words and the constant.
    public struct SHA1Arm<Module>: SHAState {
        @usableFromInline var abcd: SIMD4<UInt32>
        @usableFromInline var e: UInt32

        @inlinable @inline(__always)
        public init(_ chaining: InlineArray<8, UInt32>) {
            abcd = SIMD4(chaining[0], chaining[1], chaining[2], chaining[3])
            e = chaining[4]
        }

        @inlinable @inline(__always)
        public var chaining: InlineArray<8, UInt32> { [abcd[0], abcd[1], abcd[2], abcd[3], e, 0, 0, 0] }

        @inlinable @inline(__always)
        public static var rounds: Int { 80 }

        /// The function and its constant change every 20 rounds (FIPS 180-4, 4.1.1 and 4.2.1).
        @inlinable @inline(__always)
        public mutating func fourRounds(_ words: SIMD4<UInt32>, at t: Int) {
            // The a of now is e after four rounds.
            let later = arm_sha1_rotated(abcd)
            switch t / 20 {
            case 0: abcd = arm_sha1_choice(abcd, e, words &+ u32x4_splat(0x5a82_7999))
            case 1: abcd = arm_sha1_parity(abcd, e, words &+ u32x4_splat(0x6ed9_eba1))
            case 2: abcd = arm_sha1_majority(abcd, e, words &+ u32x4_splat(0x8f1b_bcdc))
            default: abcd = arm_sha1_parity(abcd, e, words &+ u32x4_splat(0xca62_c1d6))
            }
            e = later
        }

        @inlinable @inline(__always)
        public mutating func add(_ other: Self) {
            abcd = abcd &+ other.abcd
            e = e &+ other.e
        }

        @inlinable @inline(__always)
        public static func schedule(
            _ w16: SIMD4<UInt32>, _ w12: SIMD4<UInt32>, _ w8: SIMD4<UInt32>, _ w4: SIMD4<UInt32>
        ) -> SIMD4<UInt32> { arm_sha1_schedule(w16, w12, w8, w4) }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> SIMD4<UInt32> {
            unsafe source.loadUnaligned(as: SIMD4<UInt32>.self).byteSwapped
        }
    }

    /// SHA256H and SHA256H2 do four rounds of SHA-256 together: each returns half of the variables.
    public struct SHA256Arm<Module>: SHAState {
        @usableFromInline var abcd: SIMD4<UInt32>
        @usableFromInline var efgh: SIMD4<UInt32>

        @inlinable @inline(__always)
        public init(_ chaining: InlineArray<8, UInt32>) {
            abcd = SIMD4(chaining[0], chaining[1], chaining[2], chaining[3])
            efgh = SIMD4(chaining[4], chaining[5], chaining[6], chaining[7])
        }

        @inlinable @inline(__always)
        public var chaining: InlineArray<8, UInt32> {
            [abcd[0], abcd[1], abcd[2], abcd[3], efgh[0], efgh[1], efgh[2], efgh[3]]
        }

        @inlinable @inline(__always)
        public static var rounds: Int { 64 }

        @inlinable @inline(__always)
        public mutating func fourRounds(_ words: SIMD4<UInt32>, at t: Int) {
            let sums = words &+ SHA256.constants(t)
            (abcd, efgh) = (arm_sha256_abcd(abcd, efgh, sums), arm_sha256_efgh(efgh, abcd, sums))
        }

        @inlinable @inline(__always)
        public mutating func add(_ other: Self) {
            abcd = abcd &+ other.abcd
            efgh = efgh &+ other.efgh
        }

        @inlinable @inline(__always)
        public static func schedule(
            _ w16: SIMD4<UInt32>, _ w12: SIMD4<UInt32>, _ w8: SIMD4<UInt32>, _ w4: SIMD4<UInt32>
        ) -> SIMD4<UInt32> { arm_sha256_schedule(w16, w12, w8, w4) }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> SIMD4<UInt32> {
            unsafe source.loadUnaligned(as: SIMD4<UInt32>.self).byteSwapped
        }
    }
#endif
