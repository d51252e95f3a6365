/// MD5 (RFC 1321).
public enum MD5: MerkleDamgard, CompressionFunction {
    public typealias Compression = MD5
    public typealias Word = UInt32

    /// Section 3.3, followed by words that are not used.
    public static var initial: InlineArray<8, UInt32> {
        [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0, 0, 0, 0]
    }
    public static var digestLength: Int { 16 }
    @inlinable public static var bigEndian: Bool { false }

    /// The integer part of 2^32 times abs(sin(i)), with i in radians from 1 (3.4).
    @inlinable @inline(__always)
    static var stepConstants: InlineArray<64, UInt32> {
        [
            0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
            0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
            0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
            0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
            0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
            0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
            0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
            0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
        ]
    }

    @inlinable @inline(__always)
    public static func compress<L: Lanes>(
        _ state: inout InlineArray<8, L>, _ words: InlineArray<16, L>
    ) where L.Word == UInt32 {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        let k = stepConstants
        for i in stride(from: 0, to: 16, by: 4) {
            step(&a, b, choice(b, c, d), words[i], k[i], 7)
            step(&d, a, choice(a, b, c), words[i + 1], k[i + 1], 12)
            step(&c, d, choice(d, a, b), words[i + 2], k[i + 2], 17)
            step(&b, c, choice(c, d, a), words[i + 3], k[i + 3], 22)
        }
        for i in stride(from: 16, to: 32, by: 4) {
            step(&a, b, choice(d, b, c), words[(5 * i + 1) & 15], k[i], 5)
            step(&d, a, choice(c, a, b), words[(5 * i + 6) & 15], k[i + 1], 9)
            step(&c, d, choice(b, d, a), words[(5 * i + 11) & 15], k[i + 2], 14)
            step(&b, c, choice(a, c, d), words[(5 * i + 16) & 15], k[i + 3], 20)
        }
        for i in stride(from: 32, to: 48, by: 4) {
            step(&a, b, parity(b, c, d), words[(3 * i + 5) & 15], k[i], 4)
            step(&d, a, parity(a, b, c), words[(3 * i + 8) & 15], k[i + 1], 11)
            step(&c, d, parity(d, a, b), words[(3 * i + 11) & 15], k[i + 2], 16)
            step(&b, c, parity(c, d, a), words[(3 * i + 14) & 15], k[i + 3], 23)
        }
        for i in stride(from: 48, to: 64, by: 4) {
            step(&a, b, implication(b, c, d), words[(7 * i) & 15], k[i], 6)
            step(&d, a, implication(a, b, c), words[(7 * i + 7) & 15], k[i + 1], 10)
            step(&c, d, implication(d, a, b), words[(7 * i + 14) & 15], k[i + 2], 15)
            step(&b, c, implication(c, d, a), words[(7 * i + 21) & 15], k[i + 3], 21)
        }
        state[0] = state[0] &+ a
        state[1] = state[1] &+ b
        state[2] = state[2] &+ c
        state[3] = state[3] &+ d
    }

    /// Each step waits for the one before. `mixed` depends on it and is added last.
    @inlinable @inline(__always)
    static func step<L: Lanes>(
        _ a: inout L, _ b: L, _ mixed: L, _ word: L, _ constant: UInt32, _ left: UInt32
    ) where L.Word == UInt32 {
        a = b &+ (a &+ L.splat(constant) &+ word &+ mixed).rotated(right: 32 &- left)
    }

    /// F(x, y, z) of 3.4: bits of y where x has ones, else of z. G(x, y, z) is F(z, x, y).
    @inlinable @inline(__always)
    static func choice<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { z ^ (x & (y ^ z)) }

    /// H of 3.4.
    @inlinable @inline(__always)
    static func parity<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { x ^ (y ^ z) }

    /// I of 3.4.
    @inlinable @inline(__always)
    static func implication<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { y ^ (x | ~z) }
}
