#if arch(arm64)
    import Algorithms
    import Arm
    import CPlatform

    /// FEAT_PMULL, FEAT_SHA1 and FEAT_SHA256, with FEAT_CRC32.
    public enum ArmCrypto {}

    @c @implementation
    public func kernels_fill_arm_crypto(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.crc_reflected = { unsafe CRCFolding<PMULL<ArmCrypto>, Reflected>.update($0, $1, $2, $3) }
        unsafe table.pointee.crc_forward = kernel_crc_forward(
            update: { unsafe CRCFolding<PMULL<ArmCrypto>, Forward>.update($0, $1, $2, $3) },
            folds_reflected: CRCFolding<PMULL<ArmCrypto>, Forward>.isReflected)
        unsafe table.pointee.crc32 = {
            unsafe CRC32ByInstruction.update(PMULL<ArmCrypto>.self, CRC32Arm<ArmCrypto>.self, $0, $1, $2, $3)
        }
        unsafe table.pointee.crc32c = {
            unsafe CRC32ByInstruction.update(PMULL<ArmCrypto>.self, CRC32CArm<ArmCrypto>.self, $0, $1, $2, $3)
        }
        unsafe table.pointee.sha1.setOne(cost: 105) {
            unsafe SHA1Arm<ArmCrypto>.compress(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha1.setPair(cost: 145) {
            unsafe SHA1Arm<ArmCrypto>.compressPair(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setOne(cost: 100) {
            unsafe SHA256Arm<ArmCrypto>.compress(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.sha256.setPair(cost: 115) {
            unsafe SHA256Arm<ArmCrypto>.compressPair(state: $0, blocks: $1, count: $2)
        }
    }
#endif
