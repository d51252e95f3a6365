/// SHA-1 (FIPS 180-4, section 6.1).
public enum SHA1: MerkleDamgard, CompressionFunction {
    public typealias Compression = SHA1
    public typealias Word = UInt32

    /// Section 5.3.1, followed by words that are not used.
    public static var initial: InlineArray<8, UInt32> {
        [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0]
    }
    public static var digestLength: Int { 20 }
    @inlinable public static var bigEndian: Bool { true }
}

// MARK: With words in lanes

extension SHA1 {
    @inlinable @inline(__always)
    public static func compress<L: Lanes>(
        _ state: inout InlineArray<8, L>, _ words: InlineArray<16, L>
    ) where L.Word == UInt32 {
        var w = words
        var v: Variables<L> = (state[0], state[1], state[2], state[3], state[4])
        // The functions and constants of 4.1.1 and 4.2.1.
        rounds(&v, L.choice, 0x5a82_7999, w[0], w[1], w[2], w[3], w[4])
        rounds(&v, L.choice, 0x5a82_7999, w[5], w[6], w[7], w[8], w[9])
        rounds(&v, L.choice, 0x5a82_7999, w[10], w[11], w[12], w[13], w[14])
        rounds(&v, L.choice, 0x5a82_7999, w[15], next(&w, 0), next(&w, 1), next(&w, 2), next(&w, 3))

        rounds(&v, L.parity, 0x6ed9_eba1, next(&w, 4), next(&w, 5), next(&w, 6), next(&w, 7), next(&w, 8))
        rounds(&v, L.parity, 0x6ed9_eba1, next(&w, 9), next(&w, 10), next(&w, 11), next(&w, 12), next(&w, 13))
        rounds(&v, L.parity, 0x6ed9_eba1, next(&w, 14), next(&w, 15), next(&w, 0), next(&w, 1), next(&w, 2))
        rounds(&v, L.parity, 0x6ed9_eba1, next(&w, 3), next(&w, 4), next(&w, 5), next(&w, 6), next(&w, 7))

        rounds(&v, L.majority, 0x8f1b_bcdc, next(&w, 8), next(&w, 9), next(&w, 10), next(&w, 11), next(&w, 12))
        rounds(&v, L.majority, 0x8f1b_bcdc, next(&w, 13), next(&w, 14), next(&w, 15), next(&w, 0), next(&w, 1))
        rounds(&v, L.majority, 0x8f1b_bcdc, next(&w, 2), next(&w, 3), next(&w, 4), next(&w, 5), next(&w, 6))
        rounds(&v, L.majority, 0x8f1b_bcdc, next(&w, 7), next(&w, 8), next(&w, 9), next(&w, 10), next(&w, 11))

        rounds(&v, L.parity, 0xca62_c1d6, next(&w, 12), next(&w, 13), next(&w, 14), next(&w, 15), next(&w, 0))
        rounds(&v, L.parity, 0xca62_c1d6, next(&w, 1), next(&w, 2), next(&w, 3), next(&w, 4), next(&w, 5))
        rounds(&v, L.parity, 0xca62_c1d6, next(&w, 6), next(&w, 7), next(&w, 8), next(&w, 9), next(&w, 10))
        rounds(&v, L.parity, 0xca62_c1d6, next(&w, 11), next(&w, 12), next(&w, 13), next(&w, 14), next(&w, 15))

        state[0] = state[0] &+ v.a
        state[1] = state[1] &+ v.b
        state[2] = state[2] &+ v.c
        state[3] = state[3] &+ v.d
        state[4] = state[4] &+ v.e
    }

    /// The schedule (6.1.2, step 1) replaces word `t` by the one 16 rounds on when its turn comes.
    @inlinable @inline(__always)
    static func next<L: Lanes>(_ w: inout InlineArray<16, L>, _ t: Int) -> L where L.Word == UInt32 {
        w[t] = (w[t] ^ w[(t + 2) & 15] ^ w[(t + 8) & 15] ^ w[(t + 13) & 15]).rotated(right: 31)
        return w[t]
    }

    @usableFromInline typealias Variables<L> = (a: L, b: L, c: L, d: L, e: L)

    /// Five rounds (6.1.2, step 3). Instead of moving five variables along, they are renamed.
    @inlinable @inline(__always)
    static func rounds<L: Lanes>(
        _ v: inout Variables<L>, _ mixed: (L, L, L) -> L, _ constant: UInt32,
        _ w0: L, _ w1: L, _ w2: L, _ w3: L, _ w4: L
    ) where L.Word == UInt32 {
        let k = L.splat(constant)
        round(v.a, &v.b, mixed(v.b, v.c, v.d), &v.e, w0 &+ k)
        round(v.e, &v.a, mixed(v.a, v.b, v.c), &v.d, w1 &+ k)
        round(v.d, &v.e, mixed(v.e, v.a, v.b), &v.c, w2 &+ k)
        round(v.c, &v.d, mixed(v.d, v.e, v.a), &v.b, w3 &+ k)
        round(v.b, &v.c, mixed(v.c, v.d, v.e), &v.a, w4 &+ k)
    }

    @inlinable @inline(__always)
    static func round<L: Lanes>(
        _ a: L, _ b: inout L, _ mixed: L, _ e: inout L, _ sum: L
    ) where L.Word == UInt32 {
        e = (e &+ sum &+ mixed).settled &+ a.rotated(right: 27)
        b = b.rotated(right: 2)
    }
}
