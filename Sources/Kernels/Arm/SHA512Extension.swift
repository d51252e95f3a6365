#if arch(arm64)
    import Algorithms
    import CPlatform

    /// FEAT_SHA512, for the modules that are compiled with it (Arm Architecture Reference Manual, C7.2). SHA512H and
    /// SHA512H2 do two rounds together. `Module` is the kernel module: it makes this a type, and so code, of that module
    /// alone.
    public struct SHA512Arm<Module>: SHAState {
        @usableFromInline var ab: SIMD2<UInt64>, cd: SIMD2<UInt64>, ef: SIMD2<UInt64>, gh: SIMD2<UInt64>

        /// Four words of a message.
        public struct Words {
            @usableFromInline let first: SIMD2<UInt64>, second: SIMD2<UInt64>

            @inlinable @inline(__always)
            init(_ first: SIMD2<UInt64>, _ second: SIMD2<UInt64>) { (self.first, self.second) = (first, second) }
        }

        @inlinable @inline(__always)
        public init(_ chaining: InlineArray<8, UInt64>) {
            (ab, cd) = (u64x2_of(chaining[0], chaining[1]), u64x2_of(chaining[2], chaining[3]))
            (ef, gh) = (u64x2_of(chaining[4], chaining[5]), u64x2_of(chaining[6], chaining[7]))
        }

        @inlinable @inline(__always)
        public var chaining: InlineArray<8, UInt64> { [ab[0], ab[1], cd[0], cd[1], ef[0], ef[1], gh[0], gh[1]] }

        @inlinable @inline(__always)
        public static var rounds: Int { 80 }

        @inlinable @inline(__always)
        public mutating func fourRounds(_ words: Words, at t: Int) {
            twoRounds(words.first &+ SHA512.constants(t))
            twoRounds(words.second &+ SHA512.constants(t + 2))
        }

        /// `sums` are of words and constants of the rounds. SHA512H has the first of its results depend on the second: so
        /// what belongs to the first round stands in the second element.
        @inlinable @inline(__always)
        mutating func twoRounds(_ sums: SIMD2<UInt64>) {
            let mixed = arm_sha512_h(gh &+ u64x2_exchanged(sums), u64x2_middle(ef, gh), u64x2_middle(cd, ef))
            (ab, cd, ef, gh) = (arm_sha512_h2(mixed, cd, ab), ab, cd &+ mixed, ef)
        }

        @inlinable @inline(__always)
        public mutating func add(_ other: Self) {
            (ab, cd) = (ab &+ other.ab, cd &+ other.cd)
            (ef, gh) = (ef &+ other.ef, gh &+ other.gh)
        }

        @inlinable @inline(__always)
        public static func schedule(_ w16: Words, _ w12: Words, _ w8: Words, _ w4: Words) -> Words {
            let first = arm_sha512_schedule(w16.first, w16.second, u64x2_middle(w8.first, w8.second), w4.second)
            return Words(
                first, arm_sha512_schedule(w16.second, w12.first, u64x2_middle(w8.second, w4.first), first))
        }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> Words {
            unsafe Words(
                source.loadUnaligned(as: SIMD2<UInt64>.self).byteSwapped,
                source.loadUnaligned(fromByteOffset: 16, as: SIMD2<UInt64>.self).byteSwapped)
        }
    }
#endif
