#if arch(arm64)
    import Algorithms
    import CPlatform

    // FEAT_CRC32, for the modules that are compiled with it. `Module` is the kernel module: it makes these types, and so
    // code, of that module alone.

    public struct CRC32Arm<Module>: CRC32Instructions {
        @inlinable @inline(__always)
        public static var carries: [InlineArray<3, UInt64>] { CRC32ByInstruction.crc32Carries }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ byte: UInt8) -> UInt64 {
            UInt64(arm_crc32_8(UInt32(truncatingIfNeeded: register), byte))
        }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ word: UInt32) -> UInt64 {
            UInt64(arm_crc32_32(UInt32(truncatingIfNeeded: register), word))
        }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ word: UInt64) -> UInt64 {
            UInt64(arm_crc32_64(UInt32(truncatingIfNeeded: register), word))
        }
    }

    public struct CRC32CArm<Module>: CRC32Instructions {
        @inlinable @inline(__always)
        public static var carries: [InlineArray<3, UInt64>] { CRC32ByInstruction.crc32cCarries }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ byte: UInt8) -> UInt64 {
            UInt64(arm_crc32c_8(UInt32(truncatingIfNeeded: register), byte))
        }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ word: UInt32) -> UInt64 {
            UInt64(arm_crc32c_32(UInt32(truncatingIfNeeded: register), word))
        }

        @inlinable @inline(__always)
        public static func update(_ register: UInt64, _ word: UInt64) -> UInt64 {
            UInt64(arm_crc32c_64(UInt32(truncatingIfNeeded: register), word))
        }
    }
#endif
