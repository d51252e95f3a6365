#if arch(x86_64)
    import Algorithms
    import CPlatform

    /// Bytes that VPSADBW adds up by eights, and VPDPBUSD by fours with their weights.
    struct AVX512Bytes: Adler32GroupVector {
        let value: SIMD64<UInt8>

        @inline(__always)
        init(_ value: SIMD64<UInt8>) { self.value = value }

        @inline(__always) static var count: Int { 64 }
        @inline(__always) static var leastInput: Int { 1 }

        @inline(__always)
        static func load(_ source: UnsafeRawPointer) -> Self {
            unsafe Self(source.loadUnaligned(as: SIMD64<UInt8>.self))
        }

        @inline(__always)
        static func first(_ count: Int, of input: UnsafeRawPointer) -> Self {
            // What is masked out is not read, so that nothing is too short.
            let mask = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- count)
            return unsafe Self(unsafeBitCast(_mm512_maskz_loadu_epi8(mask, input), to: SIMD64<UInt8>.self))
        }

        @inline(__always)
        static func weights(from first: Int) -> Self { Self(u8x64_down_from(UInt8(truncatingIfNeeded: first))) }

        @inline(__always)
        static var ones: Self { Self(SIMD64(repeating: 1)) }

        @inline(__always)
        func sum(addedTo sums: SIMD16<UInt32>) -> SIMD16<UInt32> {
            let eights = _mm512_sad_epu8(register, _mm512_setzero_si512())
            return unsafe sums &+ unsafeBitCast(eights, to: SIMD16<UInt32>.self)
        }

        @inline(__always)
        func sum(weights: Self, addedTo sums: SIMD16<UInt32>) -> SIMD16<UInt32> {
            let total = unsafe _mm512_dpbusd_epi32(unsafeBitCast(sums, to: __m512i.self), register, weights.register)
            return unsafe unsafeBitCast(total, to: SIMD16<UInt32>.self)
        }

        @inline(__always) private var register: __m512i { unsafe unsafeBitCast(value, to: __m512i.self) }
    }
#endif
