/// SHA-1 (FIPS 180-4, section 6.1).
public enum SHA1: InterleavedCompression {
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
        var v: Variables<L> = (state[0], state[1], state[2], state[3], state[4])
        // The functions and constants of 4.1.1 and 4.2.1.
        twentyRounds(&v, &w, 0, L.choice, 0x5a82_7999, &beside)
        twentyRounds(&v, &w, 20, L.parity, 0x6ed9_eba1, &beside)
        twentyRounds(&v, &w, 40, L.majority, 0x8f1b_bcdc, &beside)
        twentyRounds(&v, &w, 60, L.parity, 0xca62_c1d6, &beside)
        state[0] = state[0] &+ v.a
        state[1] = state[1] &+ v.b
        state[2] = state[2] &+ v.c
        state[3] = state[3] &+ v.d
        state[4] = state[4] &+ v.e
    }

    @usableFromInline typealias Variables<L> = (a: L, b: L, c: L, d: L, e: L)

    /// Rounds `t` to `t` + 19.
    @inlinable @inline(__always)
    static func twentyRounds<L: Lanes, Beside: InterleavedSteps>(
        _ v: inout Variables<L>, _ w: inout InlineArray<16, L>, _ t: Int, _ function: (L, L, L) -> L,
        _ constant: UInt32, _ beside: inout Beside
    ) where L.Word == UInt32 {
        let k = L.splat(constant)
        fiveRounds(&v, &w, t, function, k, &beside)
        fiveRounds(&v, &w, t + 5, function, k, &beside)
        fiveRounds(&v, &w, t + 10, function, k, &beside)
        fiveRounds(&v, &w, t + 15, function, k, &beside)
    }

    /// Rounds `t` to `t` + 4 (6.1.2, step 3). Instead of moving five variables along, they are renamed.
    @inlinable @inline(__always)
    static func fiveRounds<L: Lanes, Beside: InterleavedSteps>(
        _ v: inout Variables<L>, _ w: inout InlineArray<16, L>, _ t: Int, _ function: (L, L, L) -> L,
        _ k: L, _ beside: inout Beside
    ) where L.Word == UInt32 {
        round(v.a, &v.b, function(v.b, v.c, v.d), &v.e, word(&w, t) &+ k)
        beside.advance(t + 1)
        round(v.e, &v.a, function(v.a, v.b, v.c), &v.d, word(&w, t + 1) &+ k)
        beside.advance(t + 2)
        round(v.d, &v.e, function(v.e, v.a, v.b), &v.c, word(&w, t + 2) &+ k)
        beside.advance(t + 3)
        round(v.c, &v.d, function(v.d, v.e, v.a), &v.b, word(&w, t + 3) &+ k)
        beside.advance(t + 4)
        round(v.b, &v.c, function(v.c, v.d, v.e), &v.a, word(&w, t + 4) &+ k)
        beside.advance(t + 5)
    }

    /// Word `t` of the schedule (6.1.2, step 1). Called once for each, in ascending order: from 16 on, a word replaces
    /// the one 16 before it.
    @inlinable @inline(__always)
    static func word<L: Lanes>(_ w: inout InlineArray<16, L>, _ t: Int) -> L where L.Word == UInt32 {
        let index = t & 15
        if t >= 16 {
            w[index] = (w[index] ^ w[(t + 2) & 15] ^ w[(t + 8) & 15] ^ w[(t + 13) & 15]).rotated(right: 31)
        }
        return w[index]
    }

    @inlinable @inline(__always)
    static func round<L: Lanes>(
        _ a: L, _ b: inout L, _ mixed: L, _ e: inout L, _ sum: L
    ) where L.Word == UInt32 {
        e = (e &+ sum &+ mixed).computedFirst &+ a.rotated(right: 27)
        b = b.rotated(right: 2)
    }
}

extension MerkleDamgard<SHA1> {
    /// From section 5.3.1, followed by words that are not used.
    public static var sha1: Self {
        MerkleDamgard(
            initial: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0], digestLength: 20)
    }
}
