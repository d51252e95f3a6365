#if arch(x86_64)
    import Algorithms
    import CPlatform

    /// Bytes that VPSADBW adds up by eights, and VPMADDUBSW by pairs with their weights.
    struct AVX2Bytes: Adler32Vector {
        let value: SIMD32<UInt8>

        @inline(__always)
        init(_ value: SIMD32<UInt8>) { self.value = value }

        @inline(__always) static var count: Int { 32 }
        @inline(__always) static var leastInput: Int { count }

        @inline(__always)
        static func load(_ source: UnsafeRawPointer) -> Self {
            unsafe Self(source.loadUnaligned(as: SIMD32<UInt8>.self))
        }

        @inline(__always)
        static func first(_ count: Int, of input: UnsafeRawPointer) -> Self {
            unsafe Self(u8x32_first(load(input).value, UInt8(truncatingIfNeeded: count)))
        }

        @inline(__always)
        static func weights(from first: Int) -> Self { Self(u8x32_down_from(UInt8(truncatingIfNeeded: first))) }

        @inline(__always)
        func sum(addedTo sums: SIMD8<UInt32>) -> SIMD8<UInt32> {
            let eights = _mm256_sad_epu8(register, _mm256_setzero_si256())
            return unsafe sums &+ unsafeBitCast(eights, to: SIMD8<UInt32>.self)
        }

        @inline(__always)
        func sum(weights: Self, addedTo sums: SIMD8<UInt32>) -> SIMD8<UInt32> {
            let pairs = _mm256_maddubs_epi16(register, weights.register)
            let fours = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))
            return unsafe sums &+ unsafeBitCast(fours, to: SIMD8<UInt32>.self)
        }

        @inline(__always) private var register: __m256i { unsafe unsafeBitCast(value, to: __m256i.self) }
    }
#endif
