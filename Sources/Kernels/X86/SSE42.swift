#if arch(x86_64)
    import Algorithms
    import CPlatform

    /// The instruction CRC32 of SSE4.2.
    public struct SSE42<Module: KernelModule>: CRC32Instructions {
        @inlinable @inline(__always)
        public static var carries: [InlineArray<3, UInt64>] { CRC32ByInstruction.crc32cCarries }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ byte: UInt8) -> UInt64 {
            UInt64(_mm_crc32_u8(UInt32(truncatingIfNeeded: register), byte))
        }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ word: UInt32) -> UInt64 {
            UInt64(_mm_crc32_u32(UInt32(truncatingIfNeeded: register), word))
        }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ word: UInt64) -> UInt64 { _mm_crc32_u64(register, word) }
    }
#endif
