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
        rounds(&v, choice, 0x5a82_7999, w[0], w[1], w[2], w[3], w[4])
        rounds(&v, choice, 0x5a82_7999, w[5], w[6], w[7], w[8], w[9])
        rounds(&v, choice, 0x5a82_7999, w[10], w[11], w[12], w[13], w[14])
        rounds(&v, choice, 0x5a82_7999, w[15], next(&w, 0), next(&w, 1), next(&w, 2), next(&w, 3))

        rounds(&v, parity, 0x6ed9_eba1, next(&w, 4), next(&w, 5), next(&w, 6), next(&w, 7), next(&w, 8))
        rounds(&v, parity, 0x6ed9_eba1, next(&w, 9), next(&w, 10), next(&w, 11), next(&w, 12), next(&w, 13))
        rounds(&v, parity, 0x6ed9_eba1, next(&w, 14), next(&w, 15), next(&w, 0), next(&w, 1), next(&w, 2))
        rounds(&v, parity, 0x6ed9_eba1, next(&w, 3), next(&w, 4), next(&w, 5), next(&w, 6), next(&w, 7))

        rounds(&v, majority, 0x8f1b_bcdc, next(&w, 8), next(&w, 9), next(&w, 10), next(&w, 11), next(&w, 12))
        rounds(&v, majority, 0x8f1b_bcdc, next(&w, 13), next(&w, 14), next(&w, 15), next(&w, 0), next(&w, 1))
        rounds(&v, majority, 0x8f1b_bcdc, next(&w, 2), next(&w, 3), next(&w, 4), next(&w, 5), next(&w, 6))
        rounds(&v, majority, 0x8f1b_bcdc, next(&w, 7), next(&w, 8), next(&w, 9), next(&w, 10), next(&w, 11))

        rounds(&v, parity, 0xca62_c1d6, next(&w, 12), next(&w, 13), next(&w, 14), next(&w, 15), next(&w, 0))
        rounds(&v, parity, 0xca62_c1d6, next(&w, 1), next(&w, 2), next(&w, 3), next(&w, 4), next(&w, 5))
        rounds(&v, parity, 0xca62_c1d6, next(&w, 6), next(&w, 7), next(&w, 8), next(&w, 9), next(&w, 10))
        rounds(&v, parity, 0xca62_c1d6, next(&w, 11), next(&w, 12), next(&w, 13), next(&w, 14), next(&w, 15))

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
        e = (e &+ sum &+ mixed) &+ a.rotated(right: 27)
        b = b.rotated(right: 2)
    }

    @inlinable @inline(__always)
    static func choice<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { z ^ (x & (y ^ z)) }

    @inlinable @inline(__always)
    static func parity<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { x ^ y ^ z }

    @inlinable @inline(__always)
    static func majority<L: Lanes>(_ x: L, _ y: L, _ z: L) -> L { (x & y) | (z & (x | y)) }
}

// MARK: With instructions for it

/// Instructions that do SHA-1 four words at a time, as x86 (SHA extensions) and Arm (FEAT_SHA1) have.
public protocol SHA1Instructions {
    /// Four words of a message.
    associatedtype Words

    /// Four rounds with the function and constant of the 20 rounds that `function` (0 to 3) counts.
    mutating func fourRounds(_ words: Words, function: Int)
    /// Adds the working variables of the block before (6.1.2, step 4).
    mutating func add(_ other: Self)
    /// Words t to t+3 of the message schedule, from words t-16 to t-1.
    static func schedule(_ w16: Words, _ w12: Words, _ w8: Words, _ w4: Words) -> Words
}

/// The same for one message.
public protocol SHA1Variables: SHA1Instructions {
    /// From a chaining value, in the order of FIPS 180-4: a b c d, e.
    init(_ abcd: SIMD4<UInt32>, _ e: UInt32)
    /// The working variables, in that order.
    var words: (SIMD4<UInt32>, UInt32) { get }
    /// Four big-endian words.
    static func load(_ source: UnsafeRawPointer) -> Words
}

extension SHA1 {
    @inlinable @inline(__always)
    public static func compress<I: SHA1Variables>(
        with instructions: I.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int
    ) {
        var value = unsafe I(
            state.loadUnaligned(as: SIMD4<UInt32>.self), (state + 16).loadUnaligned(as: UInt32.self))
        for block in 0..<count {
            let source = unsafe blocks + 64 * block
            unsafe compress(
                &value, I.load(source), I.load(source + 16), I.load(source + 32), I.load(source + 48))
        }
        let (abcd, e) = value.words
        unsafe state.storeBytes(of: abcd, as: SIMD4<UInt32>.self)
        unsafe (state + 16).storeBytes(of: e, as: UInt32.self)
    }

    /// Two messages: while one waits for the result of a step, the other does it. Word w of the chaining value of
    /// message m is word 2w + m of `state`.
    @inlinable @inline(__always)
    public static func compressPair<I: SHA1Variables>(
        with instructions: I.Type, state: UnsafeMutableRawPointer, blocks: UnsafePointer<UnsafeRawPointer>, count: Int
    ) {
        let words = unsafe state.assumingMemoryBound(to: UInt32.self)
        func value(_ message: Int) -> I {
            unsafe I(
                SIMD4(words[message], words[2 + message], words[4 + message], words[6 + message]), words[8 + message])
        }
        var pair = SHA1Pair(first: value(0), second: value(1))
        for block in 0..<count {
            let (first, second) = unsafe (blocks[0] + 64 * block, blocks[1] + 64 * block)
            unsafe compress(
                &pair, (I.load(first), I.load(second)), (I.load(first + 16), I.load(second + 16)),
                (I.load(first + 32), I.load(second + 32)), (I.load(first + 48), I.load(second + 48)))
        }
        let ((abcd0, e0), (abcd1, e1)) = (pair.first.words, pair.second.words)
        for word in 0..<4 { unsafe (words[2 * word], words[2 * word + 1]) = (abcd0[word], abcd1[word]) }
        unsafe (words[8], words[9]) = (e0, e1)
    }

    /// A block, which is four times four words.
    @inlinable @inline(__always)
    static func compress<I: SHA1Instructions>(
        _ value: inout I, _ w0: I.Words, _ w1: I.Words, _ w2: I.Words, _ w3: I.Words
    ) {
        let before = value
        var (w0, w1, w2, w3) = (w0, w1, w2, w3)
        // Each word makes way for the one 16 rounds on as soon as it is used: long before its turn.
        for t in stride(from: 0, to: 64, by: 16) {
            value.fourRounds(w0, function: t / 20)
            w0 = I.schedule(w0, w1, w2, w3)
            value.fourRounds(w1, function: (t + 4) / 20)
            w1 = I.schedule(w1, w2, w3, w0)
            value.fourRounds(w2, function: (t + 8) / 20)
            w2 = I.schedule(w2, w3, w0, w1)
            value.fourRounds(w3, function: (t + 12) / 20)
            w3 = I.schedule(w3, w0, w1, w2)
        }
        value.fourRounds(w0, function: 3)
        value.fourRounds(w1, function: 3)
        value.fourRounds(w2, function: 3)
        value.fourRounds(w3, function: 3)
        value.add(before)
    }
}

@usableFromInline
struct SHA1Pair<One: SHA1Instructions>: SHA1Instructions {
    @usableFromInline typealias Words = (One.Words, One.Words)

    @usableFromInline var first: One
    @usableFromInline var second: One

    @inlinable @inline(__always)
    init(first: One, second: One) { (self.first, self.second) = (first, second) }

    @inlinable @inline(__always)
    mutating func fourRounds(_ words: Words, function: Int) {
        first.fourRounds(words.0, function: function)
        second.fourRounds(words.1, function: function)
    }

    @inlinable @inline(__always)
    mutating func add(_ other: Self) {
        first.add(other.first)
        second.add(other.second)
    }

    @inlinable @inline(__always)
    static func schedule(_ w16: Words, _ w12: Words, _ w8: Words, _ w4: Words) -> Words {
        (One.schedule(w16.0, w12.0, w8.0, w4.0), One.schedule(w16.1, w12.1, w8.1, w4.1))
    }
}
