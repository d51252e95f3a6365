import CPlatform

/// A hash as lanes compute it, many messages side by side. Its digest is the beginning of the first eight words of the
/// state, and so are the words that it begins with; others begin with zero.
public protocol LaneHash: Sendable {
    associatedtype Word: UnsignedWord

    var width: kernel_width { get }
    /// The words of the state.
    static var stateLength: Int { get }
    /// The bytes of a block, at most 168.
    var blockLength: Int { get }
    var digestLength: Int { get }
    /// Whether the bytes of the digest's words go from the highest to the lowest.
    static var bigEndian: Bool { get }
    /// Whether a message's last block is told apart even when it is full, so that it waits for what comes. `words` are for
    /// such hashes only.
    static var keepsLast: Bool { get }
    var initial: InlineArray<8, Word> { get }

    /// Pads the last `count` bytes of a message of `length` bytes; they stand at `end`, which has room for two blocks.
    /// Returns how many blocks there are now.
    func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int
    /// What the kernel is told of a lane besides its blocks, and for how many of them this holds.
    func words(_ blocks: LaneBlocks) -> (length: Word, flags: Word, count: Int)

    /// Takes a state through blocks that lie one after another, so many as `words` says.
    func one(_ state: UnsafeMutablePointer<Word>, _ place: UnsafeRawPointer, _ blocks: LaneBlocks)
    /// Takes the states of two lanes through `count` blocks each, if there is a cost for that.
    func pair(_ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int)
    /// Takes those of all lanes, if there are any, through `count` blocks each.
    func many(
        _ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        lengths: UnsafePointer<Word>, flags: UnsafePointer<Word>)
}

/// Blocks of a message.
public struct LaneBlocks {
    public let count: Int
    /// The bytes of the message before them.
    public let position: UInt64
    /// How many bytes of the message there are in all, if these blocks are its end.
    public let length: UInt64?

    public init(count: Int, position: UInt64, length: UInt64?) {
        self.count = count
        self.position = position
        self.length = length
    }
}

extension LaneHash {
    public static var stateLength: Int { 8 }
    public static var bigEndian: Bool { false }
    public static var keepsLast: Bool { false }
    public func words(_ blocks: LaneBlocks) -> (length: Word, flags: Word, count: Int) { (0, 0, blocks.count) }
    public func pair(_ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int) {}
}

// MARK: The hashes

@safe
public struct MerkleDamgardLanes<Variant: MerkleDamgard>: LaneHash {
    public typealias Word = Variant.Compression.Word
    private let kernels: kernel_compression

    public init(_ kernels: kernel_compression) { self.kernels = kernels }

    public var width: kernel_width { kernels.width }
    public var blockLength: Int { Variant.Compression.blockLength }
    public var digestLength: Int { Variant.digestLength }
    public static var bigEndian: Bool { Variant.Compression.bigEndian }
    public var initial: InlineArray<8, Word> { Variant.initial }

    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe Variant.Compression.pad(end, count, length: length)
    }

    public func one(_ state: UnsafeMutablePointer<Word>, _ place: UnsafeRawPointer, _ blocks: LaneBlocks) {
        unsafe kernels.one!(state, place, blocks.count)
    }

    public func pair(_ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int) {
        unsafe kernels.pair!(state, places, count)
    }

    public func many(
        _ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        lengths: UnsafePointer<Word>, flags: UnsafePointer<Word>
    ) {
        unsafe kernels.many!(state, places, count)
    }
}

/// SHA-3 and SHAKE, with digests that are no longer than eight words.
@safe
public struct SHA3Lanes: LaneHash {
    private let kernels: kernel_keccak
    private let suffix: UInt8
    public let blockLength: Int
    public let digestLength: Int

    /// The lanes of `hash`.
    public init(_ hash: SHA3Hash, _ kernels: kernel_keccak) {
        self.kernels = kernels
        suffix = hash.suffix
        blockLength = hash.blockLength
        digestLength = hash.digestLength
    }

    public var width: kernel_width { kernels.width }
    public static var stateLength: Int { 25 }
    public var initial: InlineArray<8, UInt64> { InlineArray(repeating: 0) }

    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe SHA3Hash.pad(end, count, blockLength: blockLength, suffix: suffix)
        return 1
    }

    public func one(_ state: UnsafeMutablePointer<UInt64>, _ place: UnsafeRawPointer, _ blocks: LaneBlocks) {
        unsafe kernels.one!(state, place, blocks.count, blockLength)
    }

    public func many(
        _ state: UnsafeMutablePointer<UInt64>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        lengths: UnsafePointer<UInt64>, flags: UnsafePointer<UInt64>
    ) {
        unsafe kernels.many!(state, places, count, blockLength)
    }
}

@safe
public struct BLAKE2Lanes<Variant: BLAKE2>: LaneHash {
    public typealias Word = Variant.Row.Word
    private let kernels: kernel_blake2
    public let digestLength: Int
    public let initial: InlineArray<8, Word>

    /// The lanes of `hash`, which has no key.
    public init(_ hash: BLAKE2Hash<Variant>, _ kernels: kernel_blake2) {
        self.kernels = kernels
        digestLength = hash.digestLength
        initial = hash.chaining.value
    }

    public var width: kernel_width { kernels.width }
    public var blockLength: Int { Variant.blockLength }
    public static var keepsLast: Bool { true }

    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe _ = memset(end + count, 0, blockLength - count)
        return 1
    }

    /// Up to where the length's upper half changes.
    public func words(_ blocks: LaneBlocks) -> (length: Word, flags: Word, count: Int) {
        let length = blocks.length ?? blocks.position + UInt64(blockLength)
        let low = Word(truncatingIfNeeded: length), high = Word(truncatingIfNeeded: length >> UInt64(Word.bitWidth))
        let last = blocks.length == nil ? 0 : ~(Word.max >> 1)
        let most = (Word.max - low) / Word(blockLength)
        return (low, high | last, Int(min(most, Word(blocks.count - 1))) + 1)
    }

    public func one(_ state: UnsafeMutablePointer<Word>, _ place: UnsafeRawPointer, _ blocks: LaneBlocks) {
        let length = blocks.length ?? blocks.position + UInt64(blockLength)
        unsafe kernels.one!(state, place, words(blocks).count, length, blocks.length == nil ? 0 : .max)
    }

    public func many(
        _ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        lengths: UnsafePointer<Word>, flags: UnsafePointer<Word>
    ) {
        unsafe kernels.many!(state, places, count, lengths, flags)
    }
}

/// BLAKE3 of messages that are no longer than a chunk.
@safe
public struct BLAKE3Lanes: LaneHash {
    private let mode: BLAKE3Mode

    public init(_ mode: BLAKE3Mode) { self.mode = mode }

    public var width: kernel_width { mode.kernels.width }
    public var blockLength: Int { BLAKE3.blockLength }
    public var digestLength: Int { BLAKE3Hash.defaultDigestLength }
    public static var keepsLast: Bool { true }
    public var initial: InlineArray<8, UInt32> { mode.key }

    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe _ = memset(end + count, 0, blockLength - count)
        return 1
    }

    /// The first block has a flag of its own, and so has the last.
    public func words(_ blocks: LaneBlocks) -> (length: UInt32, flags: UInt32, count: Int) {
        let isFirst = blocks.position == 0
        let start = mode.flags | (isFirst ? BLAKE3.Flags.chunkStart : 0)
        guard let length = blocks.length else {
            return (UInt32(blockLength), start, isFirst ? 1 : blocks.count)
        }
        return (UInt32(length - blocks.position), start | BLAKE3.Flags.chunkEnd | BLAKE3.Flags.root, 1)
    }

    public func one(_ state: UnsafeMutablePointer<UInt32>, _ place: UnsafeRawPointer, _ blocks: LaneBlocks) {
        let (length, flags, count) = words(blocks)
        var value = unsafe ChainingValue(state)
        unsafe mode.compress(&value, place, count, length: length, flags: flags)
        unsafe value.store(state)
    }

    public func many(
        _ state: UnsafeMutablePointer<UInt32>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        lengths: UnsafePointer<UInt32>, flags: UnsafePointer<UInt32>
    ) {
        unsafe mode.kernels.many(state, places, count, lengths, flags)
    }
}
