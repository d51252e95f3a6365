#if arch(arm64)
    import Algorithms
    import CPlatform

    /// PMULL (FEAT_PMULL), for the modules that are compiled with it. `Module` is the kernel module: it makes this a
    /// type, and so code, of that module alone.
    public struct PMULL<Module>: CarrylessVector128 {
        public typealias Lane = Self

        /// Bytes, as which PMULL returns its product.
        @usableFromInline let bytes: SIMD16<UInt8>

        @inlinable @inline(__always)
        init(_ bytes: SIMD16<UInt8>) { self.bytes = bytes }

        @inlinable @inline(__always)
        init(_ halves: SIMD2<UInt64>) { bytes = unsafe unsafeBitCast(halves, to: SIMD16<UInt8>.self) }

        @inlinable @inline(__always)
        public var halves: SIMD2<UInt64> { unsafe unsafeBitCast(bytes, to: SIMD2<UInt64>.self) }

        @inlinable @inline(__always)
        public static var laneCount: Int { 1 }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> Self {
            unsafe Self(source.loadUnaligned(as: SIMD16<UInt8>.self))
        }

        @inlinable @inline(__always)
        public static func broadcast(_ source: UnsafeRawPointer) -> Self { unsafe load(source) }

        @inlinable @inline(__always)
        public static func first(_ halves: SIMD2<UInt64>) -> Self { Self(halves) }

        @inlinable @inline(__always)
        public var sum: Self { self }

        @inlinable @inline(__always)
        public var last: Self { self }

        @inlinable @inline(__always)
        public static func ^ (a: Self, b: Self) -> Self { Self(u8x16_xor(a.bytes, b.bytes)) }

        @inlinable @inline(__always)
        public static func & (a: Self, b: Self) -> Self { Self(u8x16_and(a.bytes, b.bytes)) }

        @inlinable @inline(__always)
        public func products(_ multipliers: Self) -> Self { lowProduct(multipliers) ^ highProduct(multipliers) }

        @inlinable @inline(__always)
        public func lowProduct(_ other: Self) -> Self { Self(arm_pmull_low(halves, other.halves)) }

        @inlinable @inline(__always)
        public func highProduct(_ other: Self) -> Self { Self(arm_pmull_high(halves, other.halves)) }

        @inlinable @inline(__always)
        public var upperAsLower: Self { Self(u64x2_high(halves, u64x2_splat(0))) }

        @inlinable @inline(__always)
        public var lowerAsUpper: Self { Self(u64x2_low(u64x2_splat(0), halves)) }

        @inlinable @inline(__always)
        public func shuffled(_ indices: SIMD16<UInt8>) -> Self { Self(arm_shuffle(bytes, indices)) }

        @inlinable @inline(__always)
        public var byteReversed: Self { Self(u64x2_byte_swapped(u64x2_exchanged(halves))) }

        @inlinable @inline(__always)
        public static var reversesBits: Bool { true }

        @inlinable @inline(__always)
        public var bitsReversed: Self { Self(arm_bits_reversed(bytes)) }
    }
#endif
