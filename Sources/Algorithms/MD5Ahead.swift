/// MD5 of many messages, with the words of the next block of each made ready among the steps of this one.
///
/// To transpose blocks takes two of the units that work on vectors, and the steps wait for each other: both leave room. One
/// after the other each has to wait; together they hardly take longer than the steps. And a row is loaded together with the
/// other three quarters of the same lines of memory. So it does not matter if lines compete for places in the first cache.
@safe
public enum MD5Ahead<Half: GroupedLanes> {
    @usableFromInline typealias Words = PairOfLanes<Half>

    /// The bytes behind the state that `compress` uses: for the words of two blocks.
    @inlinable public static var scratchLength: UInt32 { UInt32(2 * 16 * MemoryLayout<Words>.size) }

    /// As `CompressionFunction.compress`, with lanes of two vectors.
    @inlinable @inline(never)
    public static func compress<Module>(
        _ module: Module.Type, state: UnsafeMutableRawPointer, blocks: UnsafePointer<UnsafeRawPointer>, count: Int
    ) {
        guard count > 0 else { return }
        Half.alignFrame()
        var value = unsafe state.loadUnaligned(as: InlineArray<8, Words>.self)
        let scratch = unsafe (state + MemoryLayout<InlineArray<8, Words>>.size).assumingMemoryBound(to: Half.self)
        var words = unsafe scratch, next = unsafe scratch + 32
        unsafe load(blocks, words)
        unsafe load(blocks + Half.count, words + 16)
        for block in 1..<count {
            var transposition = unsafe Transposition(blocks, offset: 64 &* block, to: next)
            MD5.compress(&value, beside: &transposition) { unsafe Words(words[$0], words[16 + $0]) }
            unsafe swap(&words, &next)
        }
        // Beside the last there is nothing to make ready: of messages of one block that would be a sixth of the time.
        var nothing = NothingBeside()
        MD5.compress(&value, beside: &nothing) { unsafe Words(words[$0], words[16 + $0]) }
        unsafe state.storeBytes(of: value, as: InlineArray<8, Words>.self)
    }

    /// The words of the first block of each of half of the lanes.
    @inlinable @inline(__always)
    static func load(_ blocks: UnsafePointer<UnsafeRawPointer>, _ words: UnsafeMutablePointer<Half>) {
        let origin = unsafe blocks[0]
        let first = unsafe Half.load(block: origin, bigEndian: false) { unsafe blocks[$0] - origin }
        unsafe UnsafeMutableRawPointer(words).storeBytes(of: first, as: InlineArray<16, Half>.self)
    }

    /// The words of a block of each lane, made in 64 steps.
    @safe
    @usableFromInline
    struct Transposition: StepsBeside {
        /// Of each lane with the same place in its group the four quarters of a block, then those of the next place.
        @usableFromInline var rows = InlineArray<16, Half>(repeating: .splat(0))
        @usableFromInline let blocks: UnsafePointer<UnsafeRawPointer>
        @usableFromInline let offset: Int
        /// The 16 words of the first half of the lanes, then of the second.
        @usableFromInline let target: UnsafeMutablePointer<Half>

        @inlinable @inline(__always)
        init(_ blocks: UnsafePointer<UnsafeRawPointer>, offset: Int, to target: UnsafeMutablePointer<Half>) {
            unsafe self.blocks = unsafe blocks
            self.offset = offset
            unsafe self.target = unsafe target
        }

        /// Steps 1 to 32 are for the first half of the lanes: 16 to load a row each, and 4, with others between, to
        /// transpose four of them.
        @inlinable @inline(__always)
        mutating func advance(_ step: Int) {
            let half = (step - 1) / 32, part = (step - 1) % 32
            if part < 16 {
                rows[part] = load(half * Half.count, place: part / 4, quarter: part % 4)
            } else if part % 4 == 0 {
                store(16 * half, quarter: (part - 16) / 4)
            }
        }

        @inlinable @inline(__always)
        func load(_ lanes: Int, place: Int, quarter: Int) -> Half {
            unsafe Half.row(place, bigEndian: false) { unsafe blocks[lanes &+ $0] + (offset &+ 16 &* quarter) }.inTurn
        }

        @inlinable @inline(__always)
        func store(_ words: Int, quarter: Int) {
            let square = Half.transposed(rows[quarter], rows[4 + quarter], rows[8 + quarter], rows[12 + quarter])
            let target = unsafe target + (words &+ 4 &* quarter)
            unsafe target[0] = square.0.inTurn
            unsafe target[1] = square.1.inTurn
            unsafe target[2] = square.2.inTurn
            unsafe target[3] = square.3.inTurn
        }
    }
}
