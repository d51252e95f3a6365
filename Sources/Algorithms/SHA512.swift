import CPlatform

/// SHA-512 (FIPS 180-4, section 6.4).
public enum SHA512: MerkleDamgard, SHA2 {
    public typealias Compression = SHA512
    public typealias Word = UInt64

    /// The first 64 bits of the fractional parts of the square roots of the first 8 primes (5.3.5).
    public static var initial: InlineArray<8, UInt64> {
        [
            0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
            0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
        ]
    }
    public static var digestLength: Int { 64 }

    /// The first 64 bits of the fractional parts of the cube roots of the first 80 primes (4.2.3).
    @usableFromInline
    static let roundConstants: InlineArray<80, UInt64> = [
        0x428a_2f98_d728_ae22, 0x7137_4491_23ef_65cd, 0xb5c0_fbcf_ec4d_3b2f, 0xe9b5_dba5_8189_dbbc,
        0x3956_c25b_f348_b538, 0x59f1_11f1_b605_d019, 0x923f_82a4_af19_4f9b, 0xab1c_5ed5_da6d_8118,
        0xd807_aa98_a303_0242, 0x1283_5b01_4570_6fbe, 0x2431_85be_4ee4_b28c, 0x550c_7dc3_d5ff_b4e2,
        0x72be_5d74_f27b_896f, 0x80de_b1fe_3b16_96b1, 0x9bdc_06a7_25c7_1235, 0xc19b_f174_cf69_2694,
        0xe49b_69c1_9ef1_4ad2, 0xefbe_4786_384f_25e3, 0x0fc1_9dc6_8b8c_d5b5, 0x240c_a1cc_77ac_9c65,
        0x2de9_2c6f_592b_0275, 0x4a74_84aa_6ea6_e483, 0x5cb0_a9dc_bd41_fbd4, 0x76f9_88da_8311_53b5,
        0x983e_5152_ee66_dfab, 0xa831_c66d_2db4_3210, 0xb003_27c8_98fb_213f, 0xbf59_7fc7_beef_0ee4,
        0xc6e0_0bf3_3da8_8fc2, 0xd5a7_9147_930a_a725, 0x06ca_6351_e003_826f, 0x1429_2967_0a0e_6e70,
        0x27b7_0a85_46d2_2ffc, 0x2e1b_2138_5c26_c926, 0x4d2c_6dfc_5ac4_2aed, 0x5338_0d13_9d95_b3df,
        0x650a_7354_8baf_63de, 0x766a_0abb_3c77_b2a8, 0x81c2_c92e_47ed_aee6, 0x9272_2c85_1482_353b,
        0xa2bf_e8a1_4cf1_0364, 0xa81a_664b_bc42_3001, 0xc24b_8b70_d0f8_9791, 0xc76c_51a3_0654_be30,
        0xd192_e819_d6ef_5218, 0xd699_0624_5565_a910, 0xf40e_3585_5771_202a, 0x106a_a070_32bb_d1b8,
        0x19a4_c116_b8d2_d0c8, 0x1e37_6c08_5141_ab53, 0x2748_774c_df8e_eb99, 0x34b0_bcb5_e19b_48a8,
        0x391c_0cb3_c5c9_5a63, 0x4ed8_aa4a_e341_8acb, 0x5b9c_ca4f_7763_e373, 0x682e_6ff3_d6b2_b8a3,
        0x748f_82ee_5def_b2fc, 0x78a5_636f_4317_2f60, 0x84c8_7814_a1f0_ab72, 0x8cc7_0208_1a64_39ec,
        0x90be_fffa_2363_1e28, 0xa450_6ceb_de82_bde9, 0xbef9_a3f7_b2c6_7915, 0xc671_78f2_e372_532b,
        0xca27_3ece_ea26_619c, 0xd186_b8c7_21c0_c207, 0xeada_7dd6_cde0_eb1e, 0xf57d_4f7f_ee6e_d178,
        0x06f0_67aa_7217_6fba, 0x0a63_7dc5_a2c8_98a6, 0x113f_9804_bef9_0dae, 0x1b71_0b35_131c_471b,
        0x28db_77f5_2304_7d84, 0x32ca_ab7b_40c7_2493, 0x3c9e_be0a_15c9_bebc, 0x431d_67c4_9c10_0d4c,
        0x4cc5_d4be_cb3e_42b6, 0x597f_299c_fc65_7e2a, 0x5fcb_6fab_3ad6_faec, 0x6c44_198c_4a47_5817,
    ]

    @inlinable
    public static var rounds: Int { 80 }

    @inlinable @inline(__always)
    public static func constant(_ round: Int) -> UInt64 { roundConstants[round] }

    @inlinable @inline(__always)
    public static func bigSigma0<L: Lanes>(_ x: L) -> L where L.Word == UInt64 {
        x.rotated(right: 28) ^ x.rotated(right: 34) ^ x.rotated(right: 39)
    }

    @inlinable @inline(__always)
    public static func bigSigma1<L: Lanes>(_ x: L) -> L where L.Word == UInt64 {
        x.rotated(right: 14) ^ x.rotated(right: 18) ^ x.rotated(right: 41)
    }

    @inlinable @inline(__always)
    public static func smallSigma0<L: Lanes>(_ x: L) -> L where L.Word == UInt64 {
        x.rotated(right: 1) ^ x.rotated(right: 8) ^ x.shifted(right: 7)
    }

    @inlinable @inline(__always)
    public static func smallSigma1<L: Lanes>(_ x: L) -> L where L.Word == UInt64 {
        x.rotated(right: 19) ^ x.rotated(right: 61) ^ x.shifted(right: 6)
    }
}

/// SHA-384: SHA-512 from another chaining value, and shortened (6.5).
public enum SHA384: MerkleDamgard {
    public typealias Compression = SHA512

    /// The first 64 bits of the fractional parts of the square roots of the 9th to the 16th prime (5.3.4).
    public static var initial: InlineArray<8, UInt64> {
        [
            0xcbbb_9d5d_c105_9ed8, 0x629a_292a_367c_d507, 0x9159_015a_3070_dd17, 0x152f_ecd8_f70e_5939,
            0x6733_2667_ffc0_0b31, 0x8eb4_4a87_6858_1511, 0xdb0c_2e0d_64f9_8fa7, 0x47b5_481d_befa_4fa4,
        ]
    }
    public static var digestLength: Int { 48 }
}

/// SHA-512/256: SHA-512 from another chaining value, and shortened (6.7).
public enum SHA512_256: MerkleDamgard {
    public typealias Compression = SHA512

    /// From SHA-512 of the name, with every byte of its own chaining value changed by a5 (5.3.6.2).
    public static var initial: InlineArray<8, UInt64> {
        [
            0x2231_2194_fc2b_f72c, 0x9f55_5fa3_c84c_64c2, 0x2393_b86b_6f53_b151, 0x9638_7719_5940_eabd,
            0x9628_3ee2_a88e_ffe3, 0xbe5e_1e25_5386_3992, 0x2b01_99fc_2c85_b8aa, 0x0eb7_2ddc_81c5_2ca2,
        ]
    }
    public static var digestLength: Int { 32 }
}

// MARK: One message, with the schedule in vectors

extension SHA512 {
    @inlinable @inline(__always)
    public static func compressOne<Module>(
        _ module: Module.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int
    ) {
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 240) { scratch in
            for t in 0..<80 { unsafe scratch[t] = roundConstants[t] }
            unsafe compressOne(module, state: state, blocks: blocks, count: count, scratch: scratch.baseAddress!)
        }
    }

    /// The rounds have the scalar units for themselves: beside those of one block, vectors make the schedule
    /// of it and of the next block, 16 rounds ahead. They have two words of each, and not more, because word t
    /// needs word t - 2.
    ///
    /// `scratch` has the constants of the 80 rounds, followed by their sums with the words of either block,
    /// which go from the schedule to the rounds through memory: that costs less than moving them between
    /// registers. They lie together so that one register, of which the rounds leave few, points to all.
    @inlinable @inline(never)
    static func compressOne<Module>(
        _ module: Module.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int,
        scratch: UnsafeMutablePointer<UInt64>
    ) {
        var value = unsafe state.loadUnaligned(as: InlineArray<8, UInt64>.self)
        var block = 0
        while block < count {
            let one = unsafe blocks + 128 &* block
            // A last block that has no other goes with itself.
            let other = unsafe block &+ 1 < count ? one + 128 : one
            var w0 = unsafe first(one, other, 0, scratch), w2 = unsafe first(one, other, 2, scratch)
            var w4 = unsafe first(one, other, 4, scratch), w6 = unsafe first(one, other, 6, scratch)
            var w8 = unsafe first(one, other, 8, scratch), w10 = unsafe first(one, other, 10, scratch)
            var w12 = unsafe first(one, other, 12, scratch), w14 = unsafe first(one, other, 14, scratch)
            var v = variables(value)
            var t = unsafe scratch
            while unsafe t != scratch + 64 {
                unsafe t = settled(t)
                platform_memory_settled()
                unsafe twoRounds(&v.0, &v.1, &v.2, &v.3, &v.4, &v.5, &v.6, &v.7, t + 80)
                w0 = next(w0, w2, w8, w10, w14)
                unsafe store(w0, t + 16)
                unsafe twoRounds(&v.6, &v.7, &v.0, &v.1, &v.2, &v.3, &v.4, &v.5, t + 82)
                w2 = next(w2, w4, w10, w12, w0)
                unsafe store(w2, t + 18)
                unsafe twoRounds(&v.4, &v.5, &v.6, &v.7, &v.0, &v.1, &v.2, &v.3, t + 84)
                w4 = next(w4, w6, w12, w14, w2)
                unsafe store(w4, t + 20)
                unsafe twoRounds(&v.2, &v.3, &v.4, &v.5, &v.6, &v.7, &v.0, &v.1, t + 86)
                w6 = next(w6, w8, w14, w0, w4)
                unsafe store(w6, t + 22)
                unsafe twoRounds(&v.0, &v.1, &v.2, &v.3, &v.4, &v.5, &v.6, &v.7, t + 88)
                w8 = next(w8, w10, w0, w2, w6)
                unsafe store(w8, t + 24)
                unsafe twoRounds(&v.6, &v.7, &v.0, &v.1, &v.2, &v.3, &v.4, &v.5, t + 90)
                w10 = next(w10, w12, w2, w4, w8)
                unsafe store(w10, t + 26)
                unsafe twoRounds(&v.4, &v.5, &v.6, &v.7, &v.0, &v.1, &v.2, &v.3, t + 92)
                w12 = next(w12, w14, w4, w6, w10)
                unsafe store(w12, t + 28)
                unsafe twoRounds(&v.2, &v.3, &v.4, &v.5, &v.6, &v.7, &v.0, &v.1, t + 94)
                w14 = next(w14, w0, w6, w8, w12)
                unsafe store(w14, t + 30)
                unsafe t += 16
            }
            platform_memory_settled()
            unsafe sixteenRounds(&v, t + 80)
            add(v, to: &value)
            block &+= 1
            guard block < count else { break }

            v = variables(value)
            unsafe t = scratch
            while unsafe t != scratch + 80 {
                unsafe t = settled(t)
                unsafe sixteenRounds(&v, t + 160)
                unsafe t += 16
            }
            add(v, to: &value)
            block &+= 1
        }
        unsafe state.storeBytes(of: value, as: InlineArray<8, UInt64>.self)
    }

    @inlinable @inline(__always)
    static func settled(_ words: UnsafeMutablePointer<UInt64>) -> UnsafeMutablePointer<UInt64> {
        unsafe platform_settled(words).assumingMemoryBound(to: UInt64.self)
    }

    @usableFromInline typealias Variables = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    @inlinable @inline(__always)
    static func variables(_ value: InlineArray<8, UInt64>) -> Variables {
        (value[0], value[1], value[2], value[3], value[4], value[5], value[6], value[7])
    }

    @inlinable @inline(__always)
    static func add(_ v: Variables, to value: inout InlineArray<8, UInt64>) {
        value = [
            value[0] &+ v.0, value[1] &+ v.1, value[2] &+ v.2, value[3] &+ v.3,
            value[4] &+ v.4, value[5] &+ v.5, value[6] &+ v.6, value[7] &+ v.7,
        ]
    }

    /// Words t and t + 1 of both blocks.
    @inlinable @inline(__always)
    static func first(
        _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ t: Int, _ scratch: UnsafeMutablePointer<UInt64>
    ) -> Words64x4 {
        let words = Words64x4.groups { group in
            unsafe ((group == 0 ? one : other) + 8 &* t).loadUnaligned(as: SIMD2<UInt64>.self)
        }.byteSwapped
        unsafe store(words, scratch + t)
        return words
    }

    /// Stores the sums of words and their constants, which are those at `t`.
    @inlinable @inline(__always)
    static func store(_ words: Words64x4, _ t: UnsafeMutablePointer<UInt64>) {
        let constants = unsafe UnsafeRawPointer(t).loadUnaligned(as: SIMD2<UInt64>.self)
        let sums = words &+ .groups { _ in constants }
        unsafe UnsafeMutableRawPointer(t + 80).storeBytes(of: sums.words.lowHalf, as: SIMD2<UInt64>.self)
        unsafe UnsafeMutableRawPointer(t + 160).storeBytes(of: sums.words.highHalf, as: SIMD2<UInt64>.self)
    }

    /// Words t and t + 1 of the schedule, from t - 16, t - 14, t - 8, t - 6 and t - 2, each with the one after.
    @inlinable @inline(__always)
    static func next(
        _ w16: Words64x4, _ w14: Words64x4, _ w8: Words64x4, _ w6: Words64x4, _ w2: Words64x4
    ) -> Words64x4 {
        next(w16, .middle(w16, w14), .middle(w8, w6), w2)
    }

    /// Rounds for which the schedule is made. Instead of moving the variables along, they are renamed.
    @inlinable @inline(__always)
    static func sixteenRounds(_ v: inout Variables, _ sums: UnsafeMutablePointer<UInt64>) {
        unsafe twoRounds(&v.0, &v.1, &v.2, &v.3, &v.4, &v.5, &v.6, &v.7, sums)
        unsafe twoRounds(&v.6, &v.7, &v.0, &v.1, &v.2, &v.3, &v.4, &v.5, sums + 2)
        unsafe twoRounds(&v.4, &v.5, &v.6, &v.7, &v.0, &v.1, &v.2, &v.3, sums + 4)
        unsafe twoRounds(&v.2, &v.3, &v.4, &v.5, &v.6, &v.7, &v.0, &v.1, sums + 6)
        unsafe twoRounds(&v.0, &v.1, &v.2, &v.3, &v.4, &v.5, &v.6, &v.7, sums + 8)
        unsafe twoRounds(&v.6, &v.7, &v.0, &v.1, &v.2, &v.3, &v.4, &v.5, sums + 10)
        unsafe twoRounds(&v.4, &v.5, &v.6, &v.7, &v.0, &v.1, &v.2, &v.3, sums + 12)
        unsafe twoRounds(&v.2, &v.3, &v.4, &v.5, &v.6, &v.7, &v.0, &v.1, sums + 14)
    }

    @inlinable @inline(__always)
    static func twoRounds(
        _ a: inout UInt64, _ b: inout UInt64, _ c: inout UInt64, _ d: inout UInt64,
        _ e: inout UInt64, _ f: inout UInt64, _ g: inout UInt64, _ h: inout UInt64, _ sums: UnsafeMutablePointer<UInt64>
    ) {
        unsafe round(a, b, c, &d, e, f, g, &h, sums[0])
        unsafe round(h, a, b, &c, d, e, f, &g, sums[1])
    }
}
