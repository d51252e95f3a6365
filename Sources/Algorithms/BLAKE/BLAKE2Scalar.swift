import CPlatform

// One message in scalar registers. Where a vector operation takes two cycles to give its result, and where vectors have
// no rotation, this is faster than rows in vectors. Rounds are written out, so that each word of the block is an operand
// at a constant place: to look that up takes a third of the time.

extension BLAKE2 where Row.Word: Lanes, Row.Word.Word == Row.Word {
    /// As `compress`.
    @inlinable @inline(never)
    public static func compressScalar<Module>(
        _ module: Module.Type, chaining: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int, length: UInt64,
        last: UInt64
    ) {
        let initial = Self.initial
        var value = unsafe chaining.loadUnaligned(as: InlineArray<8, Row.Word>.self)
        var block = unsafe blocks
        var length = length
        for _ in 0..<count {
            let low = Row.Word(truncatingIfNeeded: length)
            let high = Row.Word(truncatingIfNeeded: length >> UInt64(Row.Word.bitWidth))
            var state = ScalarState(
                a: RowOfLanes(value[0], value[1], value[2], value[3]),
                b: RowOfLanes(value[4], value[5], value[6], value[7]),
                c: RowOfLanes(initial[0], initial[1], initial[2], initial[3]),
                d: RowOfLanes(
                    initial[4] ^ low, initial[5] ^ high, initial[6] ^ Row.Word(truncatingIfNeeded: last), initial[7]),
                rotations: rotations)
            unsafe takeTenRounds(&state, block)
            if rounds == 12 {
                unsafe state.round(block, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
                unsafe state.round(block, 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3)
            }
            let upper = state.a ^ state.c, lower = state.b ^ state.d
            value = [
                value[0] ^ upper.w0, value[1] ^ upper.w1, value[2] ^ upper.w2, value[3] ^ upper.w3,
                value[4] ^ lower.w0, value[5] ^ lower.w1, value[6] ^ lower.w2, value[7] ^ lower.w3,
            ]
            unsafe block += blockLength
            length &+= UInt64(truncatingIfNeeded: blockLength)
        }
        unsafe chaining.storeBytes(of: value, as: InlineArray<8, Row.Word>.self)
    }

    /// The rows of `blake2Schedule`, as literals.
    @inlinable @inline(__always)
    static func takeTenRounds(_ state: inout ScalarState<Row.Word>, _ block: UnsafeRawPointer) {
        unsafe state.round(block, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
        unsafe state.round(block, 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3)
        unsafe state.round(block, 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4)
        unsafe state.round(block, 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8)
        unsafe state.round(block, 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13)
        unsafe state.round(block, 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9)
        unsafe state.round(block, 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11)
        unsafe state.round(block, 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10)
        unsafe state.round(block, 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5)
        unsafe state.round(block, 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0)
    }
}

/// The square of words, of which rounds mix columns and diagonals one after another: so few words are in use at a time.
@usableFromInline
struct ScalarState<Word: Lanes> where Word.Word == Word {
    @usableFromInline var a: RowOfLanes<Word>, b: RowOfLanes<Word>, c: RowOfLanes<Word>, d: RowOfLanes<Word>
    @usableFromInline let rotations: (Word, Word, Word, Word)

    @inlinable @inline(__always)
    init(
        a: RowOfLanes<Word>, b: RowOfLanes<Word>, c: RowOfLanes<Word>, d: RowOfLanes<Word>,
        rotations: (Word, Word, Word, Word)
    ) {
        (self.a, self.b, self.c, self.d, self.rotations) = (a, b, c, d, rotations)
    }

    /// A round (3.2), with the places of the words in the order of the schedule.
    @inlinable @inline(__always)
    mutating func round(
        _ block: UnsafeRawPointer, _ s0: Int, _ s1: Int, _ s2: Int, _ s3: Int, _ s4: Int, _ s5: Int, _ s6: Int,
        _ s7: Int, _ s8: Int, _ s9: Int, _ s10: Int, _ s11: Int, _ s12: Int, _ s13: Int, _ s14: Int, _ s15: Int
    ) {
        unsafe mix(&a.w0, &b.w0, &c.w0, &d.w0, word(block, s0), word(block, s1))
        unsafe mix(&a.w1, &b.w1, &c.w1, &d.w1, word(block, s2), word(block, s3))
        unsafe mix(&a.w2, &b.w2, &c.w2, &d.w2, word(block, s4), word(block, s5))
        unsafe mix(&a.w3, &b.w3, &c.w3, &d.w3, word(block, s6), word(block, s7))
        unsafe mix(&a.w0, &b.w1, &c.w2, &d.w3, word(block, s8), word(block, s9))
        unsafe mix(&a.w1, &b.w2, &c.w3, &d.w0, word(block, s10), word(block, s11))
        unsafe mix(&a.w2, &b.w3, &c.w0, &d.w1, word(block, s12), word(block, s13))
        unsafe mix(&a.w3, &b.w0, &c.w1, &d.w2, word(block, s14), word(block, s15))
    }

    @inlinable @inline(__always)
    func word(_ block: UnsafeRawPointer, _ index: Int) -> Word {
        unsafe block.littleEndian(at: Word.bitWidth / 8 &* index)
    }

    /// The mixing function G (3.1).
    @inlinable @inline(__always)
    func mix(_ a: inout Word, _ b: inout Word, _ c: inout Word, _ d: inout Word, _ x: Word, _ y: Word) {
        a = a &+ b &+ x
        d = (d ^ a).rotated(right: rotations.0)
        c = c &+ d
        b = (b ^ c).rotated(right: rotations.1)
        a = a &+ b &+ y
        d = (d ^ a).rotated(right: rotations.2)
        c = c &+ d
        b = (b ^ c).rotated(right: rotations.3)
    }
}
