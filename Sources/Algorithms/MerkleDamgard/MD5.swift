/// MD5 (RFC 1321).
public enum MD5: InterleavedCompression {
    public typealias Word = UInt32
    @inlinable public static var bigEndian: Bool { false }

    /// The integer parts of 2^32 times abs(sin(i)), with i in radians from 1 (3.4).
    @usableFromInline
    static let constants: InlineArray<64, UInt32> = [
        0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
        0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
        0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
        0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
        0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
        0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
        0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
        0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
    ]

    @inlinable @inline(__always)
    public static func compress<L: Lanes, Beside: InterleavedSteps>(
        _ state: inout InlineArray<8, L>, beside: inout Beside, _ words: (Int) -> L
    ) where L.Word == UInt32 {
        /// Each step waits for the one before, whose result is `b`. `mix`, which depends on it, comes last.
        @inline(__always)
        func step(_ number: Int, _ a: inout L, _ b: L, _ word: L, _ left: UInt32, _ mix: (L) -> L) {
            let sum = (a &+ word).adding(number - 1) { unsafe constants[unchecked: $0] }.computedFirst
            a = (b &+ mix(sum).rotated(right: 32 &- left)).inProgramOrder
            beside.advance(number)
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        // The operations of 3.4 by their numbers: variables, word and shift of each. F is `choice`, H `parity` and I
        // `implication`. G(x, y, z) is F(z, x, y), which `adding(_:where:else:)` adds.
        step(1, &a, b, words(0), 7) { $0 &+ .choice(b, c, d) }
        step(2, &d, a, words(1), 12) { $0 &+ .choice(a, b, c) }
        step(3, &c, d, words(2), 17) { $0 &+ .choice(d, a, b) }
        step(4, &b, c, words(3), 22) { $0 &+ .choice(c, d, a) }
        step(5, &a, b, words(4), 7) { $0 &+ .choice(b, c, d) }
        step(6, &d, a, words(5), 12) { $0 &+ .choice(a, b, c) }
        step(7, &c, d, words(6), 17) { $0 &+ .choice(d, a, b) }
        step(8, &b, c, words(7), 22) { $0 &+ .choice(c, d, a) }
        step(9, &a, b, words(8), 7) { $0 &+ .choice(b, c, d) }
        step(10, &d, a, words(9), 12) { $0 &+ .choice(a, b, c) }
        step(11, &c, d, words(10), 17) { $0 &+ .choice(d, a, b) }
        step(12, &b, c, words(11), 22) { $0 &+ .choice(c, d, a) }
        step(13, &a, b, words(12), 7) { $0 &+ .choice(b, c, d) }
        step(14, &d, a, words(13), 12) { $0 &+ .choice(a, b, c) }
        step(15, &c, d, words(14), 17) { $0 &+ .choice(d, a, b) }
        step(16, &b, c, words(15), 22) { $0 &+ .choice(c, d, a) }

        step(17, &a, b, words(1), 5) { $0.adding(b, where: d, else: c) }
        step(18, &d, a, words(6), 9) { $0.adding(a, where: c, else: b) }
        step(19, &c, d, words(11), 14) { $0.adding(d, where: b, else: a) }
        step(20, &b, c, words(0), 20) { $0.adding(c, where: a, else: d) }
        step(21, &a, b, words(5), 5) { $0.adding(b, where: d, else: c) }
        step(22, &d, a, words(10), 9) { $0.adding(a, where: c, else: b) }
        step(23, &c, d, words(15), 14) { $0.adding(d, where: b, else: a) }
        step(24, &b, c, words(4), 20) { $0.adding(c, where: a, else: d) }
        step(25, &a, b, words(9), 5) { $0.adding(b, where: d, else: c) }
        step(26, &d, a, words(14), 9) { $0.adding(a, where: c, else: b) }
        step(27, &c, d, words(3), 14) { $0.adding(d, where: b, else: a) }
        step(28, &b, c, words(8), 20) { $0.adding(c, where: a, else: d) }
        step(29, &a, b, words(13), 5) { $0.adding(b, where: d, else: c) }
        step(30, &d, a, words(2), 9) { $0.adding(a, where: c, else: b) }
        step(31, &c, d, words(7), 14) { $0.adding(d, where: b, else: a) }
        step(32, &b, c, words(12), 20) { $0.adding(c, where: a, else: d) }

        step(33, &a, b, words(5), 4) { $0 &+ .parity(b, c, d) }
        step(34, &d, a, words(8), 11) { $0 &+ .parity(a, b, c) }
        step(35, &c, d, words(11), 16) { $0 &+ .parity(d, a, b) }
        step(36, &b, c, words(14), 23) { $0 &+ .parity(c, d, a) }
        step(37, &a, b, words(1), 4) { $0 &+ .parity(b, c, d) }
        step(38, &d, a, words(4), 11) { $0 &+ .parity(a, b, c) }
        step(39, &c, d, words(7), 16) { $0 &+ .parity(d, a, b) }
        step(40, &b, c, words(10), 23) { $0 &+ .parity(c, d, a) }
        step(41, &a, b, words(13), 4) { $0 &+ .parity(b, c, d) }
        step(42, &d, a, words(0), 11) { $0 &+ .parity(a, b, c) }
        step(43, &c, d, words(3), 16) { $0 &+ .parity(d, a, b) }
        step(44, &b, c, words(6), 23) { $0 &+ .parity(c, d, a) }
        step(45, &a, b, words(9), 4) { $0 &+ .parity(b, c, d) }
        step(46, &d, a, words(12), 11) { $0 &+ .parity(a, b, c) }
        step(47, &c, d, words(15), 16) { $0 &+ .parity(d, a, b) }
        step(48, &b, c, words(2), 23) { $0 &+ .parity(c, d, a) }

        step(49, &a, b, words(0), 6) { $0 &+ .implication(b, c, d) }
        step(50, &d, a, words(7), 10) { $0 &+ .implication(a, b, c) }
        step(51, &c, d, words(14), 15) { $0 &+ .implication(d, a, b) }
        step(52, &b, c, words(5), 21) { $0 &+ .implication(c, d, a) }
        step(53, &a, b, words(12), 6) { $0 &+ .implication(b, c, d) }
        step(54, &d, a, words(3), 10) { $0 &+ .implication(a, b, c) }
        step(55, &c, d, words(10), 15) { $0 &+ .implication(d, a, b) }
        step(56, &b, c, words(1), 21) { $0 &+ .implication(c, d, a) }
        step(57, &a, b, words(8), 6) { $0 &+ .implication(b, c, d) }
        step(58, &d, a, words(15), 10) { $0 &+ .implication(a, b, c) }
        step(59, &c, d, words(6), 15) { $0 &+ .implication(d, a, b) }
        step(60, &b, c, words(13), 21) { $0 &+ .implication(c, d, a) }
        step(61, &a, b, words(4), 6) { $0 &+ .implication(b, c, d) }
        step(62, &d, a, words(11), 10) { $0 &+ .implication(a, b, c) }
        step(63, &c, d, words(2), 15) { $0 &+ .implication(d, a, b) }
        step(64, &b, c, words(9), 21) { $0 &+ .implication(c, d, a) }

        state[0] = state[0] &+ a
        state[1] = state[1] &+ b
        state[2] = state[2] &+ c
        state[3] = state[3] &+ d
    }
}

extension MerkleDamgard<MD5> {
    /// From section 3.3, followed by words that are not used.
    public static var md5: Self {
        MerkleDamgard(initial: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0, 0, 0, 0], digestLength: 16)
    }
}
