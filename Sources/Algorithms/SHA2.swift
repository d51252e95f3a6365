/// What distinguishes SHA-256 (FIPS 180-4, 6.2) from SHA-512 (6.4): the width of a word, and these.
public protocol SHA2: CompressionFunction {
    associatedtype Word
    /// Rounds, of which the last 16 lead to no more words.
    static var rounds: Int { get }
    /// K of 4.2.2 or 4.2.3.
    static func constant(_ round: Int) -> Word
    /// The functions of 4.1.2 or 4.1.3 that are called so.
    static func bigSigma0<L: Lanes>(_ x: L) -> L where L.Word == Word
    static func bigSigma1<L: Lanes>(_ x: L) -> L where L.Word == Word
    static func smallSigma0<L: Lanes>(_ x: L) -> L where L.Word == Word
    static func smallSigma1<L: Lanes>(_ x: L) -> L where L.Word == Word
}

extension SHA2 {
    @inlinable public static var bigEndian: Bool { true }

    @inlinable @inline(__always)
    public static func compress<L: Lanes>(
        _ state: inout InlineArray<8, L>, _ words: InlineArray<16, L>
    ) where L.Word == Word {
        var w = words
        var v = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7])
        var t = 0
        while true {
            eightRounds(&v, t, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7])
            eightRounds(&v, t &+ 8, w[8], w[9], w[10], w[11], w[12], w[13], w[14], w[15])
            t &+= 16
            if t == rounds { break }
            // The schedule (step 1) replaces each word by the one 16 rounds on.
            w[0] = next(w[0], w[1], w[9], w[14])
            w[1] = next(w[1], w[2], w[10], w[15])
            w[2] = next(w[2], w[3], w[11], w[0])
            w[3] = next(w[3], w[4], w[12], w[1])
            w[4] = next(w[4], w[5], w[13], w[2])
            w[5] = next(w[5], w[6], w[14], w[3])
            w[6] = next(w[6], w[7], w[15], w[4])
            w[7] = next(w[7], w[8], w[0], w[5])
            w[8] = next(w[8], w[9], w[1], w[6])
            w[9] = next(w[9], w[10], w[2], w[7])
            w[10] = next(w[10], w[11], w[3], w[8])
            w[11] = next(w[11], w[12], w[4], w[9])
            w[12] = next(w[12], w[13], w[5], w[10])
            w[13] = next(w[13], w[14], w[6], w[11])
            w[14] = next(w[14], w[15], w[7], w[12])
            w[15] = next(w[15], w[0], w[8], w[13])
        }
        state[0] = state[0] &+ v.0
        state[1] = state[1] &+ v.1
        state[2] = state[2] &+ v.2
        state[3] = state[3] &+ v.3
        state[4] = state[4] &+ v.4
        state[5] = state[5] &+ v.5
        state[6] = state[6] &+ v.6
        state[7] = state[7] &+ v.7
    }

    @inlinable @inline(__always)
    static func next<L: Lanes>(_ w16: L, _ w15: L, _ w7: L, _ w2: L) -> L where L.Word == Word {
        w16 &+ smallSigma0(w15) &+ w7 &+ smallSigma1(w2)
    }

    /// Rounds `t` to `t` + 7. Instead of moving eight variables along, they are renamed.
    @inlinable @inline(__always)
    static func eightRounds<L: Lanes>(
        _ v: inout (L, L, L, L, L, L, L, L), _ t: Int,
        _ w0: L, _ w1: L, _ w2: L, _ w3: L, _ w4: L, _ w5: L, _ w6: L, _ w7: L
    ) where L.Word == Word {
        round(v.0, v.1, v.2, &v.3, v.4, v.5, v.6, &v.7, w0 &+ .splat(constant(t)))
        round(v.7, v.0, v.1, &v.2, v.3, v.4, v.5, &v.6, w1 &+ .splat(constant(t &+ 1)))
        round(v.6, v.7, v.0, &v.1, v.2, v.3, v.4, &v.5, w2 &+ .splat(constant(t &+ 2)))
        round(v.5, v.6, v.7, &v.0, v.1, v.2, v.3, &v.4, w3 &+ .splat(constant(t &+ 3)))
        round(v.4, v.5, v.6, &v.7, v.0, v.1, v.2, &v.3, w4 &+ .splat(constant(t &+ 4)))
        round(v.3, v.4, v.5, &v.6, v.7, v.0, v.1, &v.2, w5 &+ .splat(constant(t &+ 5)))
        round(v.2, v.3, v.4, &v.5, v.6, v.7, v.0, &v.1, w6 &+ .splat(constant(t &+ 6)))
        round(v.1, v.2, v.3, &v.4, v.5, v.6, v.7, &v.0, w7 &+ .splat(constant(t &+ 7)))
    }

    /// Step 3, with the sum of the round's word and constant.
    @inlinable @inline(__always)
    static func round<L: Lanes>(
        _ a: L, _ b: L, _ c: L, _ d: inout L, _ e: L, _ f: L, _ g: L, _ h: inout L, _ sum: L
    ) where L.Word == Word {
        let choice = g ^ (e & (f ^ g))
        // The bits of a, but of c where a and b differ: and c ^ b was a ^ b a round ago.
        let majority = b ^ ((a ^ b) & (c ^ b))
        let t1 = h &+ sum &+ choice &+ bigSigma1(e)
        d = d &+ t1
        h = t1 &+ majority &+ bigSigma0(a)
    }
}
