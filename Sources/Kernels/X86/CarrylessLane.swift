#if arch(x86_64)
    import Algorithms
    import CPlatform

    /// PCLMULQDQ and PSHUFB, for the modules that are compiled with them. `Module` is the kernel module: it
    /// makes this a type, and so code, of that module alone.
    public enum CarrylessX86<Module, Wide: CarrylessVector>: CarrylessInstructions {
        public typealias Lane = CarrylessLane<Module>

        @inlinable @inline(__always)
        public static func multiplyLow(_ a: SIMD2<UInt64>, _ b: SIMD2<UInt64>) -> SIMD2<UInt64> {
            CarrylessLane<Module>(mm_clmul_low(Lane(a).value, Lane(b).value)).last
        }

        @inlinable @inline(__always)
        public static func lane(_ value: SIMD2<UInt64>) -> Lane { Lane(value) }

        @inlinable @inline(__always)
        public static func shuffle(_ bytes: SIMD16<UInt8>, _ indices: SIMD16<UInt8>) -> SIMD16<UInt8> {
            unsafe unsafeBitCast(
                _mm_shuffle_epi8(
                    unsafeBitCast(bytes, to: __m128i.self), unsafeBitCast(indices, to: __m128i.self)),
                to: SIMD16<UInt8>.self)
        }
    }

    public struct CarrylessLane<Module>: CarrylessVector {
        @usableFromInline let value: __m128i

        @inlinable @inline(__always)
        init(_ value: __m128i) { self.value = value }

        @inlinable @inline(__always)
        init(_ value: SIMD2<UInt64>) { self.value = unsafe unsafeBitCast(value, to: __m128i.self) }

        @inlinable @inline(__always)
        public static var laneCount: Int { 1 }

        @inlinable @inline(__always)
        public static func load(_ source: UnsafeRawPointer) -> Self {
            unsafe Self(source.loadUnaligned(as: __m128i.self))
        }

        @inlinable @inline(__always)
        public static func broadcast(_ source: UnsafeRawPointer) -> Self { unsafe load(source) }

        @inlinable @inline(__always)
        public static func first(_ value: SIMD2<UInt64>) -> Self { Self(value) }

        @inlinable @inline(__always)
        public static func ^ (a: Self, b: Self) -> Self { Self(a.value ^ b.value) }

        @inlinable @inline(__always)
        public func products(_ multipliers: Self) -> Self {
            Self(mm_clmul_low(value, multipliers.value) ^ mm_clmul_high(value, multipliers.value))
        }

        @inlinable @inline(__always)
        public var byteReversed: Self {
            let order = SIMD16<Int8>(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
            return unsafe Self(_mm_shuffle_epi8(value, unsafeBitCast(order, to: __m128i.self)))
        }

        @inlinable @inline(__always)
        public var sum: SIMD2<UInt64> { last }

        @inlinable @inline(__always)
        public var last: SIMD2<UInt64> { unsafe unsafeBitCast(value, to: SIMD2<UInt64>.self) }
    }
#endif
