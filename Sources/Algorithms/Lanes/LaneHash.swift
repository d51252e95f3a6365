import CPlatform

/// A hash as lanes compute it, many messages side by side.
public protocol LaneHash: Sendable {
    associatedtype Word: UnsignedWord

    var costs: kernel_costs { get }
    /// The words of the state, eight or more.
    static var stateLength: Int { get }
    /// The first eight to begin with; the others are zero. The digest is the beginning of the same eight.
    var initial: InlineArray<8, Word> { get }
    /// The bytes of a block.
    var blockLength: Int { get }
    var digestLength: Int { get }
    /// Whether the bytes of the digest's words go from the highest to the lowest.
    static var bigEndian: Bool { get }
    /// Whether a message's last block is told apart: even when it is full, it does not go with those before it.
    static var keepsLast: Bool { get }

    /// Pads the last `count` bytes of a message that ends behind `length` bytes of its input. They stand at `end`, which
    /// has room for two blocks. Returns how many blocks there are now.
    func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int
    /// What the kernel for many is told of a lane besides its blocks, and for how many of them this holds: where the last
    /// is told apart.
    func counterAndFlags(of blocks: LaneBlocks) -> (counter: Word, flags: Word, count: Int)
    /// How much more the counter is with each block.
    static var counterStep: Int { get }

    /// Takes a state through blocks that lie one after another, and of which the same holds.
    func one(_ state: UnsafeMutablePointer<Word>, _ place: UnsafeRawPointer, _ blocks: LaneBlocks)
    /// Takes the states of two lanes through `count` blocks each, if that has a cost, and no block is told apart.
    func pair(_ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int)
    /// Takes those of all lanes, if there are any, through `count` blocks each.
    func many(
        _ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        counters: UnsafePointer<Word>, flags: UnsafePointer<Word>)
}

/// What a lane is given: all of an input, or a part of it that is hashed by itself.
public struct LaneMessage {
    /// The bytes of the input before it.
    public let position: UInt64
    public let isWhole: Bool

    public init(position: UInt64, isWhole: Bool) {
        self.position = position
        self.isWhole = isWhole
    }

    public static var whole: LaneMessage { LaneMessage(position: 0, isWhole: true) }
}

/// Blocks of a message.
public struct LaneBlocks {
    public let count: Int
    /// The bytes of the input before them.
    public let position: UInt64
    /// Where the message ends, if these blocks are its end: behind so many bytes of the input.
    public let end: UInt64?
    /// Whether the message is all of the input.
    public let isWhole: Bool

    public init(count: Int, position: UInt64, end: UInt64?, isWhole: Bool) {
        self.count = count
        self.position = position
        self.end = end
        self.isWhole = isWhole
    }
}

extension LaneHash {
    public static var stateLength: Int { 8 }
    public static var bigEndian: Bool { false }
    public static var keepsLast: Bool { false }
    public static var counterStep: Int { 0 }

    /// With zeros.
    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe _ = memset(end + count, 0, blockLength - count)
        return 1
    }

    public func counterAndFlags(of blocks: LaneBlocks) -> (counter: Word, flags: Word, count: Int) {
        (0, 0, blocks.count)
    }

    public func pair(_ state: UnsafeMutablePointer<Word>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int) {}
}
