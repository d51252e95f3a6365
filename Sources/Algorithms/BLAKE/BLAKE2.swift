import CPlatform

/// BLAKE2b and BLAKE2s (RFC 7693): one compression function, over words of 64 or of 32 bits.
///
/// Its state is a square of 4×4 words. Of one message a vector holds a row, so that the four columns are mixed side by
/// side, and then the four diagonals; of many a vector holds one word.
public protocol BLAKE2: SendableMetatype {
    associatedtype Row: BLAKE2Row
    /// The words to begin with (2.6).
    static var initial: InlineArray<8, Row.Word> { get }
    static var rounds: Int { get }
    /// By how many bits the mixing function rotates words (2.1).
    static var rotations: (Row.Word, Row.Word, Row.Word, Row.Word) { get }
}

public enum BLAKE2b: BLAKE2 {
    public typealias Row = Words64x4
    /// The same words as SHA-512 begins with.
    @inlinable public static var initial: InlineArray<8, UInt64> { SHA512.initial }
    @inlinable public static var rounds: Int { 12 }
    @inlinable public static var rotations: (UInt64, UInt64, UInt64, UInt64) { (32, 24, 16, 63) }
}

public enum BLAKE2s: BLAKE2 {
    public typealias Row = SIMD4<UInt32>
    /// The same words as SHA-256 begins with.
    @inlinable public static var initial: InlineArray<8, UInt32> { SHA256.initial }
    @inlinable public static var rounds: Int { 10 }
    @inlinable public static var rotations: (UInt32, UInt32, UInt32, UInt32) { (16, 12, 8, 7) }
}

extension BLAKE2 {
    /// A block is 16 words, the chaining value 8.
    @inlinable public static var blockLength: Int { 16 * Row.Word.bitWidth / 8 }
    @inlinable public static var maximumDigestLength: Int { 8 * Row.Word.bitWidth / 8 }
}

/// The order in which each round takes the words of the block (2.7). The eleventh round begins again.
@usableFromInline
let blake2Schedule: InlineArray<160, UInt8> = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
    7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
    9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
    2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
    12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
    13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
    6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
    10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
]

// MARK: The compression function

extension BLAKE2 {
    /// Takes the 8 words at `chaining` through `count` blocks. `length` is that of the message up to the end
    /// of the first of them; `last` is all ones if that is the end of the message, else 0.
    @inlinable @inline(never)
    public static func compress<Module>(
        _ module: Module.Type, chaining: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int, length: UInt64,
        last: UInt64
    ) {
        let half = MemoryLayout<Row>.size
        let initial = Self.initial
        let flag = Row.Word(truncatingIfNeeded: last)
        var upper = unsafe chaining.loadUnaligned(as: Row.self)
        var lower = unsafe chaining.loadUnaligned(fromByteOffset: half, as: Row.self)
        var block = unsafe blocks
        var length = length
        for _ in 0..<count {
            let low = Row.Word(truncatingIfNeeded: length)
            let high = Row.Word(truncatingIfNeeded: length >> UInt64(Row.Word.bitWidth))
            var a = upper, b = lower
            var c = Row(initial[0], initial[1], initial[2], initial[3])
            var d = Row(initial[4] ^ low, initial[5] ^ high, initial[6] ^ flag, initial[7])
            for round in 0..<rounds {
                let first = 16 &* (round < 10 ? round : round &- 10)
                unsafe BLAKERounds.round(
                    &a, &b, &c, &d, columns: (words(block, first, 0, 2, 4, 6), words(block, first, 1, 3, 5, 7)),
                    diagonals: (words(block, first, 14, 8, 10, 12), words(block, first, 15, 9, 11, 13)), rotations)
            }
            upper = upper ^ a ^ c
            lower = lower ^ b ^ d
            unsafe block += blockLength
            length &+= UInt64(truncatingIfNeeded: blockLength)
        }
        unsafe chaining.storeBytes(of: upper, as: Row.self)
        unsafe chaining.storeBytes(of: lower, toByteOffset: half, as: Row.self)
    }

    /// The words of the block that four entries of the schedule name, counted from `first`.
    @inlinable @inline(__always)
    static func words(_ block: UnsafeRawPointer, _ first: Int, _ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Row {
        unsafe Row(word(block, first &+ i), word(block, first &+ j), word(block, first &+ k), word(block, first &+ l))
    }

    @inlinable @inline(__always)
    static func word(_ block: UnsafeRawPointer, _ entry: Int) -> Row.Word {
        let index = unsafe Int(truncatingIfNeeded: blake2Schedule[unchecked: entry])
        return unsafe block.littleEndian(at: Row.Word.bitWidth / 8 &* index)
    }
}

// MARK: Many messages

extension BLAKE2 {
    /// The same for independent messages side by side. `lengths` has the lower half of each lane's length; its upper
    /// half, which these blocks do not change, is in `flags`, where the highest bit stands for `last`.
    @inlinable @inline(never)
    public static func compress<Module, L: Lanes>(
        _ module: Module.Type, _ lanes: L.Type, state: UnsafeMutableRawPointer,
        blocks: UnsafePointer<UnsafeRawPointer>, count: Int, lengths: UnsafeRawPointer, flags: UnsafeRawPointer
    ) where L.Word == Row.Word {
        L.alignFrame()
        let initial = Self.initial
        var upper = unsafe state.loadUnaligned(as: RowOfLanes<L>.self)
        var lower = unsafe state.loadUnaligned(fromByteOffset: MemoryLayout<RowOfLanes<L>>.size, as: RowOfLanes<L>.self)
        var length = unsafe lengths.loadUnaligned(as: L.self)
        let flags = unsafe flags.loadUnaligned(as: L.self)
        let lengthHigh = flags & L.splat(L.Word.max >> 1)
        // The negative of the highest bit.
        let last = ~flags.shifted(right: L.Word(L.Word.bitWidth - 1)) &+ L.splat(1)
        let origin = unsafe blocks[0]
        for block in 0..<count {
            let address = unsafe origin + blockLength &* block
            let words = unsafe L.load(block: address, bigEndian: false) { unsafe blocks[$0] - origin }
            var a = upper, b = lower
            var c = RowOfLanes(
                L.splat(initial[0]), L.splat(initial[1]), L.splat(initial[2]), L.splat(initial[3]))
            var d = RowOfLanes(
                L.splat(initial[4]) ^ length, L.splat(initial[5]) ^ lengthHigh, L.splat(initial[6]) ^ last,
                L.splat(initial[7]))
            for round in 0..<rounds {
                let first = 16 &* (round < 10 ? round : round &- 10)
                BLAKERounds.round(
                    &a, &b, &c, &d,
                    columns: (Self.words(words, first, 0, 2, 4, 6), Self.words(words, first, 1, 3, 5, 7)),
                    diagonals: (Self.words(words, first, 14, 8, 10, 12), Self.words(words, first, 15, 9, 11, 13)),
                    rotations)
            }
            upper = upper ^ a ^ c
            lower = lower ^ b ^ d
            length = length &+ L.splat(L.Word(truncatingIfNeeded: blockLength))
        }
        unsafe state.storeBytes(of: upper, as: RowOfLanes<L>.self)
        unsafe state.storeBytes(of: lower, toByteOffset: MemoryLayout<RowOfLanes<L>>.size, as: RowOfLanes<L>.self)
    }

    /// The words of the blocks that four entries of the schedule name, counted from `first`.
    @inlinable @inline(__always)
    static func words<L: Lanes>(
        _ words: InlineArray<16, L>, _ first: Int, _ i: Int, _ j: Int, _ k: Int, _ l: Int
    ) -> RowOfLanes<L> {
        RowOfLanes(
            word(words, first &+ i), word(words, first &+ j), word(words, first &+ k), word(words, first &+ l))
    }

    @inlinable @inline(__always)
    static func word<L: Lanes>(_ words: InlineArray<16, L>, _ entry: Int) -> L {
        unsafe words[unchecked: Int(truncatingIfNeeded: blake2Schedule[unchecked: entry])]
    }
}

extension BLAKE2 where Row.Word: Lanes, Row.Word.Word == Row.Word {
    /// As `compress` of one message, but in scalar registers. Where a vector's instruction takes two cycles, as on Arm,
    /// the chain of a round takes twice as long in vectors.
    @inlinable @inline(__always)
    public static func compressScalar<Module>(
        _ module: Module.Type, chaining: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int, length: UInt64,
        last: UInt64
    ) {
        let width = UInt64(truncatingIfNeeded: Row.Word.bitWidth)
        let flag = Row.Word(truncatingIfNeeded: last) & ~(Row.Word.max >> 1)
        var block = unsafe blocks
        var length = length
        // One by one, because the kernel takes the upper half of the length as it is for all its blocks.
        for _ in 0..<count {
            let low = Row.Word(truncatingIfNeeded: length), flags = Row.Word(truncatingIfNeeded: length >> width) | flag
            unsafe withUnsafePointer(to: block) { blocks in
                unsafe withUnsafePointer(to: low) { lengths in
                    unsafe withUnsafePointer(to: flags) { flags in
                        unsafe compress(
                            module, Row.Word.self, state: chaining, blocks: blocks, count: 1, lengths: lengths,
                            flags: flags)
                    }
                }
            }
            unsafe block += blockLength
            length &+= UInt64(truncatingIfNeeded: blockLength)
        }
    }
}

// MARK: Rows

/// A row in one vector.
public protocol BLAKE2Row: BLAKERow {
    init(_ a: Word, _ b: Word, _ c: Word, _ d: Word)
}

extension SIMD4: BLAKE2Row where Scalar == UInt32 {}

extension Words64x4: BLAKE2Row {
    @inlinable @inline(__always)
    public init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) { words = u64x4_of(a, b, c, d) }
}
