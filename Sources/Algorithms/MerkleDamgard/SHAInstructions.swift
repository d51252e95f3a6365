/// Instructions that do SHA-1 or SHA-2 several words at a time, as x86 (SHA extensions) and Arm (FEAT_SHA1, FEAT_SHA256,
/// FEAT_SHA512) have. A value is what the rounds work on (FIPS 180-4, 6.1.2, 6.2.2 and 6.4.2).
public protocol SHAInstructions {
    /// Four words of a message.
    associatedtype Words

    /// 80 or 64.
    static var rounds: Int { get }
    /// Rounds t to t + 3, with those words of the message schedule.
    mutating func fourRounds(_ words: Words, at t: Int)
    /// Adds the value from before the block (step 4).
    mutating func add(_ other: Self)
    /// Words t to t + 3 of the message schedule, from words t - 16 to t - 1.
    static func schedule(_ w16: Words, _ w12: Words, _ w8: Words, _ w4: Words) -> Words
}

extension SHAInstructions {
    /// A block, which is four times four words.
    @inlinable @inline(__always)
    mutating func compress(_ w0: Words, _ w1: Words, _ w2: Words, _ w3: Words) {
        let before = self
        var (w0, w1, w2, w3) = (w0, w1, w2, w3)
        #if arch(arm64)
            // Written out: of two messages the optimiser would leave the loop, with branches among SHA-1's functions.
            sixteenRounds(&w0, &w1, &w2, &w3, at: 0)
            sixteenRounds(&w0, &w1, &w2, &w3, at: 16)
            sixteenRounds(&w0, &w1, &w2, &w3, at: 32)
            if Self.rounds == 80 { sixteenRounds(&w0, &w1, &w2, &w3, at: 48) }
        #else
            for t in stride(from: 0, to: Self.rounds - 16, by: 16) { sixteenRounds(&w0, &w1, &w2, &w3, at: t) }
        #endif
        fourRounds(w0, at: Self.rounds - 16)
        fourRounds(w1, at: Self.rounds - 12)
        fourRounds(w2, at: Self.rounds - 8)
        fourRounds(w3, at: Self.rounds - 4)
        add(before)
    }

    /// Each word is replaced by the one 16 rounds later as soon as it is used: long before that is needed.
    @inlinable @inline(__always)
    mutating func sixteenRounds(_ w0: inout Words, _ w1: inout Words, _ w2: inout Words, _ w3: inout Words, at t: Int) {
        fourRounds(w0, at: t)
        w0 = Self.schedule(w0, w1, w2, w3)
        fourRounds(w1, at: t + 4)
        w1 = Self.schedule(w1, w2, w3, w0)
        fourRounds(w2, at: t + 8)
        w2 = Self.schedule(w2, w3, w0, w1)
        fourRounds(w3, at: t + 12)
        w3 = Self.schedule(w3, w0, w1, w2)
    }
}

/// What the rounds of one message work on.
public protocol SHAState: SHAInstructions {
    associatedtype Word: UnsignedWord
    /// From a chaining value, in the order of FIPS 180-4. Of SHA-1 the last three words have no meaning.
    init(_ chaining: InlineArray<8, Word>)
    var chaining: InlineArray<8, Word> { get }
    /// Four big-endian words.
    static func load(_ source: UnsafeRawPointer) -> Words
}

extension SHAState {
    /// The bytes of four words, a quarter of a block.
    @inlinable @inline(__always)
    static var quarter: Int { 4 * Word.bitWidth / 8 }

    /// Takes a message's chaining value through `count` blocks.
    @inlinable @inline(__always)
    public static func compress(state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int) {
        var value = unsafe Self(state.loadUnaligned(as: InlineArray<8, Word>.self))
        for block in 0..<count {
            let source = unsafe blocks + 4 * quarter * block
            unsafe value.compress(
                load(source), load(source + quarter), load(source + 2 * quarter), load(source + 3 * quarter))
        }
        unsafe state.storeBytes(of: value.chaining, as: InlineArray<8, Word>.self)
    }

    /// Takes those of two messages through `count` blocks of each. Word w of the chaining value of message m is word
    /// 2w + m of `state`.
    @inlinable @inline(__always)
    public static func compressPair(
        state: UnsafeMutableRawPointer, blocks: UnsafePointer<UnsafeRawPointer>, count: Int
    ) {
        let words = unsafe state.loadUnaligned(as: InlineArray<16, Word>.self)
        var pair = SHAPair(
            first: Self(InlineArray { words[2 * $0] }), second: Self(InlineArray { words[2 * $0 + 1] }))
        for block in 0..<count {
            let (first, second) = unsafe (blocks[0] + 4 * quarter * block, blocks[1] + 4 * quarter * block)
            unsafe pair.compress(
                (load(first), load(second)), (load(first + quarter), load(second + quarter)),
                (load(first + 2 * quarter), load(second + 2 * quarter)),
                (load(first + 3 * quarter), load(second + 3 * quarter)))
        }
        let (first, second) = (pair.first.chaining, pair.second.chaining)
        let both = InlineArray<16, Word> { (word: Int) in word & 1 == 0 ? first[word >> 1] : second[word >> 1] }
        unsafe state.storeBytes(of: both, as: InlineArray<16, Word>.self)
    }
}

/// Two messages whose steps alternate: while one waits for the result of an instruction, the other begins its own.
@usableFromInline
struct SHAPair<One: SHAInstructions>: SHAInstructions {
    @usableFromInline typealias Words = (One.Words, One.Words)

    @usableFromInline var first: One
    @usableFromInline var second: One

    @inlinable @inline(__always)
    init(first: One, second: One) { (self.first, self.second) = (first, second) }

    @inlinable @inline(__always) static var rounds: Int { One.rounds }

    @inlinable @inline(__always)
    mutating func fourRounds(_ words: Words, at t: Int) {
        first.fourRounds(words.0, at: t)
        second.fourRounds(words.1, at: t)
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

/// Instructions of which one does two rounds of SHA-256, as x86 has (Arm's does four).
public protocol SHA256Rounds: SHAState where Words == SIMD4<UInt32>, Word == UInt32 {
    /// Two rounds, with the first two of `sums`: each is a word of the message schedule plus the round's constant. The
    /// other two have no effect.
    mutating func twoRounds(_ sums: SIMD4<UInt32>)
    /// A value that depends on the latest rounds, by which other instructions can be ordered after them.
    var latest: SIMD4<UInt32> { get }
}

extension SHA256Rounds {
    @inlinable @inline(__always)
    public mutating func fourRounds(_ words: SIMD4<UInt32>, at t: Int) {
        let sums = words &+ SHA256.constants(t)
        twoRounds(sums)
        twoRounds(SIMD4(sums[2], sums[3], sums[0], sums[1]))
    }
}
