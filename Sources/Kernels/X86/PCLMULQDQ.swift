#if arch(x86_64)
    import Algorithms
    import CPlatform

    /// PCLMULQDQ, PSHUFB, and GFNI where the module has it, for the modules that are compiled with them. `Module` is
    /// the kernel module: it makes this a type, and so code, of that module alone.
    public struct PCLMULQDQ<Module: KernelModule>: CarrylessVector128 {
        public typealias Lane = Self

        @usableFromInline let value: __m128i

        @inlinable @inline(__always)
        public init(_ value: __m128i) { self.value = value }

        @inlinable @inline(__always)
        public static var laneCount: Int { 1 }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> Self {
            unsafe Self(source.loadUnaligned(as: __m128i.self))
        }

        @inlinable @inline(__always)
        public static func broadcast(_ source: UnsafeRawPointer) -> Self { unsafe load(source) }

        @inlinable @inline(__always)
        public static func first(_ halves: SIMD2<UInt64>) -> Self {
            unsafe Self(unsafeBitCast(halves, to: __m128i.self))
        }

        @inlinable @inline(__always)
        public var halves: SIMD2<UInt64> { unsafe unsafeBitCast(value, to: SIMD2<UInt64>.self) }

        @inlinable @inline(__always)
        public var sum: Self { self }

        @inlinable @inline(__always)
        public var last: Self { self }

        @inlinable @inline(__always)
        public static func ^ (a: Self, b: Self) -> Self { Self(_mm_xor_si128(a.value, b.value)) }

        @inlinable @inline(__always)
        public static func & (a: Self, b: Self) -> Self { Self(_mm_and_si128(a.value, b.value)) }

        @inlinable @inline(__always)
        public func products(_ multipliers: Self) -> Self { lowProduct(multipliers) ^ highProduct(multipliers) }

        @inlinable @inline(__always)
        public func lowProduct(_ other: Self) -> Self { Self(mm_clmul_low(value, other.value)) }

        @inlinable @inline(__always)
        public func highProduct(_ other: Self) -> Self { Self(mm_clmul_high(value, other.value)) }

        @inlinable @inline(__always)
        public var upperAsLower: Self { Self(mm_bsrli_8(value)) }

        @inlinable @inline(__always)
        public var lowerAsUpper: Self { Self(mm_bslli_8(value)) }

        @inlinable @inline(__always)
        public func shuffled(_ indices: SIMD16<UInt8>) -> Self {
            unsafe Self(_mm_shuffle_epi8(value, unsafeBitCast(indices, to: __m128i.self)))
        }

        @inlinable @inline(__always)
        public var byteReversed: Self { shuffled(SIMD16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)) }

        @inlinable @inline(__always)
        public static var reversesBits: Bool { Module.hasGFNI }

        @inlinable @inline(__always)
        public var bitsReversed: Self { Module.hasGFNI ? Self(mm_bits_reversed(value)) : self }
    }
#endif
