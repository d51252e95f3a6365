#if arch(arm64)
    import Algorithms
    import CPlatform

    /// Bytes that UADDLP and UADALP add up by fours, after UMULL and UMLAL with their weights.
    struct NEONBytes: Adler32Vector {
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
        func sum(addedTo sums: SIMD4<UInt32>) -> SIMD4<UInt32> { arm_add_bytes(sums, value) }

        @inline(__always)
        func sum(weights: Self, addedTo sums: SIMD4<UInt32>) -> SIMD4<UInt32> {
            arm_add_weighted(sums, value, weights.value)
        }
    }
#endif
