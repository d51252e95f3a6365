#if arch(arm64)
    import Algorithms
    import Arm
    import CPlatform

    /// FEAT_SHA512, and FEAT_SHA3: for words of 64 bits, rotations of sums (XAR, RAX1), sums of three words (EOR3) and what
    /// the last step of Keccak does (BCAX). The optimiser finds these where an algorithm says it with operators.
    ///
    /// They go through one unit of many processors, which is also the one for PMULL. So of one message Keccak stays where
    /// it is, and so do CRCs: with EOR3 they would be faster on some, slower on others.
    public enum ArmSHA3 {}

    @c @implementation
    public func kernels_fill_arm_sha3(_ table: UnsafeMutablePointer<kernel_table>) {
        unsafe table.pointee.sha512.setOne(cost: 240) {
            unsafe SHA512Arm<ArmSHA3>.compress(state: $0, blocks: $1, count: $2)
        }
        unsafe table.pointee.keccak.setMany(SIMD2<UInt64>.self, cost: 1600) {
            unsafe Keccak.absorbLanes(
                ArmSHA3.self, SIMD2<UInt64>.self, state: $0, blocks: $1, count: $2, blockLength: $3)
        }
        unsafe table.pointee.blake2b.setMany(SIMD2<UInt64>.self, cost: 670) {
            unsafe BLAKE2b.compress(
                ArmSHA3.self, SIMD2<UInt64>.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
        }
    }
#endif
