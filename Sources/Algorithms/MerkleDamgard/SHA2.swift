/// What distinguishes SHA-256 (FIPS 180-4, 6.2) from SHA-512 (6.4): the width of a word, and these.
public protocol SHA2: CompressionFunction {
    associatedtype Word
    /// Rounds. The last 16 need no more words of the schedule.
    static var rounds: Int { get }
    /// K of 4.2.2 or 4.2.3.
    static func constant(_ round: Int) -> Word
    /// The functions of 4.1.2 or 4.1.3 of these names.
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
        while t < rounds &- 16 {
            sixteenRounds(&v, t) { exchange(&w, $0) }
            t &+= 16
        }
        sixteenRounds(&v, t) { w[$0] }
        state[0] = state[0] &+ v.0
        state[1] = state[1] &+ v.1
        state[2] = state[2] &+ v.2
        state[3] = state[3] &+ v.3
        state[4] = state[4] &+ v.4
        state[5] = state[5] &+ v.5
        state[6] = state[6] &+ v.6
        state[7] = state[7] &+ v.7
    }

    /// The word of the schedule (step 1) that is made of those 16, 15, 7 and 2 before it.
    @inlinable @inline(__always)
    static func next<L: Lanes>(_ w16: L, _ w15: L, _ w7: L, _ w2: L) -> L where L.Word == Word {
        w16 &+ smallSigma0(w15) &+ w7 &+ smallSigma1(w2)
    }

    /// Word `t` of the last 16, which is replaced by the one 16 after it. That is computed among the rounds: both are
    /// chains of steps that wait for each other, and neither alone keeps a processor busy.
    @inlinable @inline(__always)
    static func exchange<L: Lanes>(_ w: inout InlineArray<16, L>, _ t: Int) -> L where L.Word == Word {
        let word = w[t]
        w[t] = next(word, w[(t + 1) & 15], w[(t + 9) & 15], w[(t + 14) & 15])
        return word
    }

    /// Rounds `t` to `t` + 15. Instead of moving eight variables along, they are renamed.
    @inlinable @inline(__always)
    static func sixteenRounds<L: Lanes>(
        _ v: inout (L, L, L, L, L, L, L, L), _ t: Int, _ word: (Int) -> L
    ) where L.Word == Word {
        eightRounds(&v, t, 0, word)
        eightRounds(&v, t, 8, word)
    }

    @inlinable @inline(__always)
    static func eightRounds<L: Lanes>(
        _ v: inout (L, L, L, L, L, L, L, L), _ t: Int, _ i: Int, _ word: (Int) -> L
    ) where L.Word == Word {
        round(v.0, v.1, v.2, &v.3, v.4, v.5, v.6, &v.7, word(i) &+ .splat(constant(t &+ i)))
        round(v.7, v.0, v.1, &v.2, v.3, v.4, v.5, &v.6, word(i + 1) &+ .splat(constant(t &+ i &+ 1)))
        round(v.6, v.7, v.0, &v.1, v.2, v.3, v.4, &v.5, word(i + 2) &+ .splat(constant(t &+ i &+ 2)))
        round(v.5, v.6, v.7, &v.0, v.1, v.2, v.3, &v.4, word(i + 3) &+ .splat(constant(t &+ i &+ 3)))
        round(v.4, v.5, v.6, &v.7, v.0, v.1, v.2, &v.3, word(i + 4) &+ .splat(constant(t &+ i &+ 4)))
        round(v.3, v.4, v.5, &v.6, v.7, v.0, v.1, &v.2, word(i + 5) &+ .splat(constant(t &+ i &+ 5)))
        round(v.2, v.3, v.4, &v.5, v.6, v.7, v.0, &v.1, word(i + 6) &+ .splat(constant(t &+ i &+ 6)))
        round(v.1, v.2, v.3, &v.4, v.5, v.6, v.7, &v.0, word(i + 7) &+ .splat(constant(t &+ i &+ 7)))
    }

    /// Step 3, with the sum of the round's word and constant.
    @inlinable @inline(__always)
    static func round<L: Lanes>(
        _ a: L, _ b: L, _ c: L, _ d: inout L, _ e: L, _ f: L, _ g: L, _ h: inout L, _ sum: L
    ) where L.Word == Word {
        let t1 = h &+ sum &+ .choice(e, f, g) &+ bigSigma1(e)
        d = d &+ t1
        h = t1 &+ .majority(a, b, c) &+ bigSigma0(a)
    }
}
