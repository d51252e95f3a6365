#if arch(arm64)
    import Algorithms
    import Arm
    import CPlatform

    /// FEAT_CRC32, which processors have that lack PMULL: instructions for CRC-32 and CRC-32C.
    public enum ArmCRC32 {}

    @c @implementation
    public func kernels_fill_arm_crc32(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.crc32 = { unsafe CRC32ByInstruction.update(CRC32Arm<ArmCRC32>.self, $0, $1, $2, $3) }
        unsafe table.pointee.crc32c = { unsafe CRC32ByInstruction.update(CRC32CArm<ArmCRC32>.self, $0, $1, $2, $3) }
    }
#endif
