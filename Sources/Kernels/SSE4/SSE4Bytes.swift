#if arch(x86_64)
    import Algorithms
    import CPlatform

    /// Bytes that PSADBW adds up by eights, and PMADDUBSW by pairs with their weights.
    struct SSE4Bytes: Adler32Vector {
        let value: SIMD16<UInt8>

        @inline(__always)
        init(_ value: SIMD16<UInt8>) { self.value = value }

        @inline(__always) static var count: Int { 16 }
        @inline(__always) static var leastInput: Int { count }

        @inline(__always)
        static func load(_ source: UnsafeRawPointer) -> Self {
            unsafe Self(source.loadUnaligned(as: SIMD16<UInt8>.self))
        }

        @inline(__always)
        static func first(_ count: Int, of input: UnsafeRawPointer) -> Self {
            unsafe Self(u8x16_first(load(input).value, UInt8(truncatingIfNeeded: count)))
        }

        @inline(__always)
        static func weights(from first: Int) -> Self { Self(u8x16_down_from(UInt8(truncatingIfNeeded: first))) }

        @inline(__always)
        func sum(addedTo sums: SIMD4<UInt32>) -> SIMD4<UInt32> {
            let eights = _mm_sad_epu8(register, _mm_setzero_si128())
            return unsafe sums &+ unsafeBitCast(eights, to: SIMD4<UInt32>.self)
        }

        @inline(__always)
        func sum(weights: Self, addedTo sums: SIMD4<UInt32>) -> SIMD4<UInt32> {
            let pairs = _mm_maddubs_epi16(register, weights.register)
            let fours = _mm_madd_epi16(pairs, _mm_set1_epi16(1))
            return unsafe sums &+ unsafeBitCast(fours, to: SIMD4<UInt32>.self)
        }

        @inline(__always) private var register: __m128i { unsafe unsafeBitCast(value, to: __m128i.self) }
    }
#endif
