/// RIPEMD-160 (H. Dobbertin, A. Bosselaers and B. Preneel: "RIPEMD-160, a strengthened version of RIPEMD", 1996).
///
/// Two lines of 80 steps take the same words in different orders, and neither waits for the other. Their steps alternate.
public enum RIPEMD160: InterleavedCompression {
    public typealias Word = UInt32
    @inlinable public static var bigEndian: Bool { false }

    @inlinable @inline(__always)
    public static func compress<L: Lanes, Beside: InterleavedSteps>(
        _ state: inout InlineArray<8, L>, beside: inout Beside, _ words: (Int) -> L
    ) where L.Word == UInt32 {
        var left = Line(state), right = Line(state)

        /// Steps `first` + 1 to `first` + 16 of both lines.
        @inline(__always)
        func round(
            _ first: Int, _ l: Round, _ leftMix: (L, Line<L>) -> L, _ r: Round, _ rightMix: (L, Line<L>) -> L
        ) {
            @inline(__always)
            func step(_ i: Int) {
                left.step(words(l.word(i)), l.constant, l.shift(i), leftMix)
                right.step(words(r.word(i)), r.constant, r.shift(i), rightMix)
                beside.advance(first + i + 1)
            }
            step(0)
            step(1)
            step(2)
            step(3)
            step(4)
            step(5)
            step(6)
            step(7)
            step(8)
            step(9)
            step(10)
            step(11)
            step(12)
            step(13)
            step(14)
            step(15)
        }

        round(
            0,
            Round(words: 0x0123_4567_89ab_cdef, shifts: 0xbefc_5879_bdef_6798, constant: 0), Line.f1,
            Round(words: 0x5e70_92b4_d6f8_1a3c, shifts: 0x899b_dff5_778b_eec6, constant: 0x50a2_8be6), Line.f5)
        round(
            16,
            Round(words: 0x74d1_a6f3_c095_2eb8, shifts: 0x768d_b97f_7cf9_b7dc, constant: 0x5a82_7999), Line.f2,
            Round(words: 0x6b37_0d5a_ef8c_4912, shifts: 0x9df7_c89b_77c7_6fdb, constant: 0x5c4d_d124), Line.f4)
        round(
            32,
            Round(words: 0x3ae4_9f81_2706_db5c, shifts: 0xbd67_e9df_e8d6_5c75, constant: 0x6ed9_eba1), Line.f3,
            Round(words: 0xf513_7e69_b8c2_a04d, shifts: 0x97fb_866e_cd5e_dd75, constant: 0x6d70_3ef3), Line.f3)
        round(
            48,
            Round(words: 0x19ba_08c4_d37f_e562, shifts: 0xbcef_ef98_9e56_865c, constant: 0x8f1b_bcdc), Line.f4,
            Round(words: 0x8641_3bf0_5c2d_97ae, shifts: 0xf58b_ee6e_69c9_c5f8, constant: 0x7a6d_76e9), Line.f2)
        round(
            64,
            Round(words: 0x4059_7c2a_e138_b6fd, shifts: 0x9f5b_68dc_5cde_b856, constant: 0xa953_fd4e), Line.f5,
            Round(words: 0xcfa4_1587_62de_039b, shifts: 0x85c9_c5e6_8d65_fdbb, constant: 0), Line.f1)

        let first = state[1] &+ left.c &+ right.d
        state[1] = state[2] &+ left.d &+ right.e
        state[2] = state[3] &+ left.e &+ right.a
        state[3] = state[4] &+ left.a &+ right.b
        state[4] = state[0] &+ left.b &+ right.c
        state[0] = first
    }

    /// What distinguishes 16 steps of a line from others. Which word each takes, and by how many bits it rotates, are
    /// hexadecimal digits from the left, as all of them are less than 16.
    @usableFromInline
    struct Round {
        @usableFromInline let words: UInt64
        @usableFromInline let shifts: UInt64
        @usableFromInline let constant: UInt32

        @inlinable @inline(__always)
        init(words: UInt64, shifts: UInt64, constant: UInt32) {
            self.words = words
            self.shifts = shifts
            self.constant = constant
        }

        @inlinable @inline(__always)
        func word(_ step: Int) -> Int { Int(truncatingIfNeeded: words &>> UInt64(60 &- 4 &* step) & 15) }

        @inlinable @inline(__always)
        func shift(_ step: Int) -> UInt32 { UInt32(truncatingIfNeeded: shifts &>> UInt64(60 &- 4 &* step) & 15) }
    }

    /// The five variables of a line.
    @usableFromInline
    struct Line<L: Lanes> where L.Word == UInt32 {
        @usableFromInline var a: L, b: L, c: L, d: L, e: L

        @inlinable @inline(__always)
        init(_ state: InlineArray<8, L>) {
            a = state[0]
            b = state[1]
            c = state[2]
            d = state[3]
            e = state[4]
        }

        /// Each step waits for the one before, whose result is `b`. `mix`, which depends on it, comes last.
        @inlinable @inline(__always)
        mutating func step(_ word: L, _ constant: UInt32, _ left: UInt32, _ mix: (L, Self) -> L) {
            let sum = (a &+ word &+ .splat(constant)).computedFirst
            let result = mix(sum, self).rotated(right: 32 &- left) &+ e
            a = e
            e = d
            d = c.rotated(right: 22)
            c = b
            b = result
        }

        // A sum and the nonlinear function of b, c and d that has this number in the paper.
        @inlinable @inline(__always) static func f1(_ sum: L, _ v: Self) -> L { sum &+ .parity(v.b, v.c, v.d) }
        @inlinable @inline(__always) static func f2(_ sum: L, _ v: Self) -> L { sum &+ .choice(v.b, v.c, v.d) }
        @inlinable @inline(__always) static func f3(_ sum: L, _ v: Self) -> L { sum &+ .implication(v.b, v.d, v.c) }
        @inlinable @inline(__always)
        static func f4(_ sum: L, _ v: Self) -> L { sum.adding(v.b, where: v.d, else: v.c) }
        @inlinable @inline(__always) static func f5(_ sum: L, _ v: Self) -> L { sum &+ .implication(v.c, v.b, v.d) }
    }
}

extension MerkleDamgard<RIPEMD160> {
    /// The initial value is that of SHA-1. The words after it are not used.
    public static var ripemd160: Self {
        MerkleDamgard(
            initial: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0], digestLength: 20)
    }
}
