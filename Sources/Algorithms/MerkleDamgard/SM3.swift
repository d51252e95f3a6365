/// SM3 (GB/T 32905-2016; in English draft-sca-cfrg-sm3, whose sections are named here).
public enum SM3: InterleavedCompression {
    public typealias Word = UInt32
    @inlinable public static var bigEndian: Bool { true }

    @inlinable @inline(__always)
    public static func compress<L: Lanes, Beside: InterleavedSteps>(
        _ state: inout InlineArray<8, L>, beside: inout Beside, _ words: (Int) -> L
    ) where L.Word == UInt32 {
        var w: InlineArray<16, L> = [
            words(0), words(1), words(2), words(3), words(4), words(5), words(6), words(7),
            words(8), words(9), words(10), words(11), words(12), words(13), words(14), words(15),
        ]
        var v = Variables(state)
        eightRounds(&v, &w, 0, &beside)
        eightRounds(&v, &w, 8, &beside)
        eightRounds(&v, &w, 16, &beside)
        eightRounds(&v, &w, 24, &beside)
        eightRounds(&v, &w, 32, &beside)
        eightRounds(&v, &w, 40, &beside)
        eightRounds(&v, &w, 48, &beside)
        eightRounds(&v, &w, 56, &beside)
        v.add(to: &state)
    }

    /// Rounds `j` to `j` + 7.
    @inlinable @inline(__always)
    static func eightRounds<L: Lanes, Beside: InterleavedSteps>(
        _ v: inout Variables<L>, _ w: inout InlineArray<16, L>, _ j: Int, _ beside: inout Beside
    ) where L.Word == UInt32 {
        @inline(__always)
        func round(_ j: Int) {
            let ahead = word(&w, j + 4)
            v.round(j, w[j & 15], w[j & 15] ^ ahead)
            beside.advance(j + 1)
        }
        round(j)
        round(j + 1)
        round(j + 2)
        round(j + 3)
        round(j + 4)
        round(j + 5)
        round(j + 6)
        round(j + 7)
    }

    /// Word `j` of the schedule (5.3.2). Called once for each from 4 on, in ascending order: from 16 on, a word replaces
    /// the one 16 before it.
    @inlinable @inline(__always)
    static func word<L: Lanes>(_ w: inout InlineArray<16, L>, _ j: Int) -> L where L.Word == UInt32 {
        let index = j & 15
        if j >= 16 {
            let mixed = p1(w[index] ^ w[(j + 7) & 15] ^ w[(j + 13) & 15].rotated(right: 17))
            w[index] = .parity(mixed, w[(j + 3) & 15].rotated(right: 25), w[(j + 10) & 15])
        }
        return w[index]
    }

    /// The permutation P1 of 4.4.
    @inlinable @inline(__always)
    static func p1<L: Lanes>(_ x: L) -> L where L.Word == UInt32 {
        .parity(x, x.rotated(right: 17), x.rotated(right: 9))
    }

    /// The constant of round `j` (4.2), rotated as 5.3.3 does.
    @inlinable @inline(__always)
    static func constant(_ j: Int) -> UInt32 {
        let constant: UInt32 = j < 16 ? 0x79cc_4519 : 0x7a87_9d8a
        return constant.rotated(left: UInt32(truncatingIfNeeded: j & 31))
    }

    @usableFromInline
    struct Variables<L: Lanes> where L.Word == UInt32 {
        @usableFromInline var a: L, b: L, c: L, d: L, e: L, f: L, g: L, h: L

        @inlinable @inline(__always)
        init(_ state: InlineArray<8, L>) {
            a = state[0]
            b = state[1]
            c = state[2]
            d = state[3]
            e = state[4]
            f = state[5]
            g = state[6]
            h = state[7]
        }

        /// By exclusive or.
        @inlinable @inline(__always)
        func add(to state: inout InlineArray<8, L>) {
            state[0] = state[0] ^ a
            state[1] = state[1] ^ b
            state[2] = state[2] ^ c
            state[3] = state[3] ^ d
            state[4] = state[4] ^ e
            state[5] = state[5] ^ f
            state[6] = state[6] ^ g
            state[7] = state[7] ^ h
        }

        /// Round `j` (5.3.3). `both` is word `j` ^ word `j` + 4. Of what the round before gives, e is known last: so it
        /// is added last, and what the next e is made of comes first.
        @inlinable @inline(__always)
        mutating func round(_ j: Int, _ word: L, _ both: L) {
            let turned = a.rotated(right: 20)
            let ss1 = ((turned &+ .splat(constant(j))).computedFirst &+ e).rotated(right: 25)
            let ss2 = ss1 ^ turned
            let tt2 = (h &+ word).computedFirst &+ (j < 16 ? L.parity(e, f, g) : L.choice(e, f, g)) &+ ss1
            let tt1 = (d &+ both).computedFirst &+ (j < 16 ? L.parity(a, b, c) : L.majority(a, b, c)) &+ ss2
            d = c
            c = b.rotated(right: 23)
            b = a
            a = tt1
            h = g
            g = f.rotated(right: 13)
            f = e
            e = .parity(tt2, tt2.rotated(right: 23), tt2.rotated(right: 15))
        }
    }
}

extension MerkleDamgard<SM3> {
    /// From section 4.1.
    public static var sm3: Self {
        MerkleDamgard(
            initial: [
                0x7380_166f, 0x4914_b2b9, 0x1724_42d7, 0xda8a_0600,
                0xa96f_30bc, 0x1631_38aa, 0xe38d_ee4d, 0xb0fb_0e4e,
            ], digestLength: 32)
    }
}
