import CPlatform

/// SHA-256 of eight messages, where the processor has instructions for its rounds. Vector lanes compute the message
/// schedules of all eight (FIPS 180-4, 6.2.2, step 1), and the instructions do the rounds, of four messages at a time.
/// These are different units of the processor: while one block goes through its rounds, the lanes compute the schedule
/// of the next.
@safe
public enum SHA256Stitched {
    @usableFromInline typealias Words = SIMD8<UInt32>

    /// How many sums the rounds of a block of each message take. A sum is a word of the schedule plus the round's
    /// constant. In memory: two of message 0, two of 1, and of 4 5 2 3 6 7, the order in which shuffles within groups
    /// of four lanes leave them; then the next two of each.
    @inlinable static var sumsLength: Int { 64 * Words.count }

    /// The bytes after the state that `compress` writes to: the sums of two blocks.
    @inlinable public static var scratchLength: UInt32 { UInt32(4 * 2 * sumsLength) }

    /// As `CompressionFunction.compress`.
    @inlinable @inline(never)
    public static func compress<One: SHA256Rounds>(
        _ one: One.Type, state: UnsafeMutableRawPointer, blocks: UnsafePointer<UnsafeRawPointer>, count: Int
    ) {
        let values = unsafe state.assumingMemoryBound(to: UInt32.self)
        var sums = unsafe values + 8 * Words.count, next = unsafe sums + sumsLength
        var first = unsafe FourMessages<One>(values, 0, 1, 4, 5)
        var second = unsafe FourMessages<One>(values, 2, 3, 6, 7)

        guard count > 0 else { return }
        var none = NoInterleavedRounds()
        var schedules = unsafe Schedules(blocks, offset: 0, sums, beside: &none)
        for _ in 1..<4 { schedules.advance(beside: &none) }
        var block = 1
        while block < count {
            // Words 0 to 31 are computed beside the rounds of the first four messages, 32 to 63 beside those of the
            // others.
            unsafe first.begin(sums)
            schedules = unsafe Schedules(blocks, offset: 64 &* block, next, beside: &first)
            schedules.advance(beside: &first)
            first.end()
            unsafe second.begin(sums + Words.count)
            for _ in 2..<4 { schedules.advance(beside: &second) }
            second.end()
            unsafe swap(&sums, &next)
            block &+= 1
        }
        unsafe first.begin(sums)
        for _ in 0..<16 { first.fourRounds() }
        first.end()
        unsafe second.begin(sums + Words.count)
        for _ in 0..<16 { second.fourRounds() }
        second.end()
        unsafe first.store(values, 0, 1, 4, 5)
        unsafe second.store(values, 2, 3, 6, 7)
    }

    /// The schedules of a block of each message, made from their beginning to their end.
    @safe
    @usableFromInline
    struct Schedules {
        /// The last 16 words.
        @usableFromInline var w = InlineArray<16, Words>(repeating: .splat(0))
        /// How many words there are.
        @usableFromInline var t = 16
        @usableFromInline let sums: UnsafeMutablePointer<UInt32>

        /// The first 16 words, which are the blocks'.
        @inlinable @inline(__always)
        init<Rounds: InterleavedRounds>(
            _ blocks: UnsafePointer<UnsafeRawPointer>, offset: Int, _ sums: UnsafeMutablePointer<UInt32>,
            beside rounds: inout Rounds
        ) {
            unsafe self.sums = unsafe sums
            unsafe loadFour(0, blocks, offset, &rounds)
            unsafe loadFour(4, blocks, offset, &rounds)
            unsafe loadFour(8, blocks, offset, &rounds)
            unsafe loadFour(12, blocks, offset, &rounds)
        }

        @inlinable @inline(__always)
        mutating func loadFour<Rounds: InterleavedRounds>(
            _ i: Int, _ blocks: UnsafePointer<UnsafeRawPointer>, _ offset: Int, _ rounds: inout Rounds
        ) {
            rounds.fourRounds()
            let row0 = unsafe row(0, i, blocks, offset), row1 = unsafe row(1, i, blocks, offset)
            rounds.fourRounds()
            let row2 = unsafe row(2, i, blocks, offset), row3 = unsafe row(3, i, blocks, offset)
            let low = (Words.lowPairs(row0, row1), Words.lowPairs(row2, row3))
            let high = (Words.highPairs(row0, row1), Words.highPairs(row2, row3))
            storeSums(low, i)
            storeSums(high, i + 2)
            w[i] = Words.even(low.0, low.1)
            w[i + 1] = Words.odd(low.0, low.1)
            w[i + 2] = Words.even(high.0, high.1)
            w[i + 3] = Words.odd(high.0, high.1)
        }

        /// Four words of each message whose lane is number `row` of its group.
        @inlinable @inline(__always)
        func row(_ row: Int, _ word: Int, _ blocks: UnsafePointer<UnsafeRawPointer>, _ offset: Int) -> Words {
            unsafe Words.row(row, bigEndian: true) { unsafe blocks[$0] + (offset &+ 4 &* word) }
        }

        /// The next 16 words.
        @inlinable @inline(__always)
        mutating func advance<Rounds: InterleavedRounds>(beside rounds: inout Rounds) {
            advanceFour(0, &rounds)
            advanceFour(4, &rounds)
            advanceFour(8, &rounds)
            advanceFour(12, &rounds)
            t &+= 16
        }

        @inlinable @inline(__always)
        mutating func advanceFour<Rounds: InterleavedRounds>(_ i: Int, _ rounds: inout Rounds) {
            rounds.fourRounds(before: &w[(i + 15) & 15])
            advanceTwo(i)
            rounds.fourRounds(before: &w[i + 1])
            advanceTwo(i + 2)
        }

        @inlinable @inline(__always)
        mutating func advanceTwo(_ i: Int) {
            advanceOne(i)
            advanceOne(i + 1)
            storeSums((Words.low(w[i], w[i + 1]), Words.high(w[i], w[i + 1])), t &+ i)
        }

        /// As `SHA2.next`. But an instruction for the exclusive or of three words delays those for rounds. Of the
        /// mixtures that were measured the fastest is: that instruction for σ0, and for σ1 two instructions for two
        /// words each.
        @inlinable @inline(__always)
        mutating func advanceOne(_ i: Int) {
            let w15 = w[(i + 1) & 15], w7 = w[(i + 9) & 15], w2 = w[(i + 14) & 15]
            let sigma1 = u32x8_computed_first(w2.rotated(right: 17) ^ w2.rotated(right: 19)) ^ w2.shifted(right: 10)
            w[i] = w[i] &+ SHA256.smallSigma0(w15) &+ w7 &+ sigma1
        }

        /// Stores the sums of rounds t and t + 1, from the two words of each message.
        @inlinable @inline(__always)
        func storeSums(_ words: (Words, Words), _ t: Int) {
            let two = SHA256.twoConstants(t), four = SIMD4(lowHalf: two, highHalf: two)
            let constants = Words(lowHalf: four, highHalf: four)
            let target = unsafe UnsafeMutableRawPointer(sums + t &* Words.count)
            unsafe target.storeBytes(of: words.0 &+ constants, as: Words.self)
            unsafe target.storeBytes(of: words.1 &+ constants, toByteOffset: 32, as: Words.self)
        }
    }
}

/// Four messages whose steps alternate: while three wait for the result of an instruction, the fourth begins its own.
@safe
@usableFromInline
struct FourMessages<One: SHA256Rounds>: InterleavedRounds {
    @usableFromInline var a: One, b: One, c: One, d: One
    /// What they were before the block.
    @usableFromInline var before: (One, One, One, One)
    /// The sums of the next rounds: see `SHA256Stitched`.
    @usableFromInline var sums: UnsafePointer<UInt32>

    /// The messages in four lanes of a state.
    @inlinable @inline(__always)
    init(_ state: UnsafePointer<UInt32>, _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        func message(_ lane: Int) -> One { One(InlineArray { unsafe state[8 &* $0 &+ lane] }) }
        self.a = message(a)
        self.b = message(b)
        self.c = message(c)
        self.d = message(d)
        before = (self.a, self.b, self.c, self.d)
        unsafe sums = state
    }

    @inlinable @inline(__always)
    func store(_ state: UnsafeMutablePointer<UInt32>, _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        func store(_ message: One, _ lane: Int) {
            let chaining = message.chaining
            for word in 0..<8 { unsafe state[8 &* word &+ lane] = chaining[word] }
        }
        store(self.a, a)
        store(self.b, b)
        store(self.c, c)
        store(self.d, d)
    }

    /// Begins with a block.
    @inlinable @inline(__always)
    mutating func begin(_ sums: UnsafePointer<UInt32>) {
        before = (a, b, c, d)
        unsafe self.sums = unsafe sums
    }

    @inlinable @inline(__always)
    mutating func fourRounds() {
        twoRounds()
        twoRounds()
    }

    @inlinable @inline(__always)
    mutating func fourRounds(before words: inout SHA256Stitched.Words) {
        fourRounds()
        words = u32x8_after(d.latest, words)
    }

    @inlinable @inline(__always)
    mutating func twoRounds() {
        unsafe Self.twoRounds(&a, 0, &sums)
        unsafe Self.twoRounds(&b, 1, &sums)
        unsafe Self.twoRounds(&c, 2, &sums)
        unsafe Self.twoRounds(&d, 3, &sums)
        unsafe sums += 2 * SHA256Stitched.Words.count
    }

    @inlinable @inline(__always)
    static func twoRounds(_ message: inout One, _ index: Int, _ sums: inout UnsafePointer<UInt32>) {
        let two = unsafe UnsafeRawPointer(sums + 2 &* index).loadUnaligned(as: SIMD2<UInt32>.self)
        message.twoRounds(SIMD4(lowHalf: two, highHalf: .zero))
        // Orders the load of the next message's sums after these rounds: before, they would occupy a register.
        unsafe sums = platform_address_after(message.latest, sums)
    }

    /// Ends with a block (step 4).
    @inlinable @inline(__always)
    mutating func end() {
        a.add(before.0)
        b.add(before.1)
        c.add(before.2)
        d.add(before.3)
    }
}
