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
    /// Whether the kernel for many takes parameters for each lane besides its blocks, as those of BLAKE do. The last
    /// block of a message, even when it is full, then has parameters of its own.
    static var takesBlockParameters: Bool { get }

    /// Pads the last `count` bytes of a message, which are at `end`: there is room for two blocks. The input has
    /// `length` bytes up to the message's end. Returns how many blocks there are now.
    func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int
    /// A lane's parameters for the kernel for many, and for how many of these blocks they are valid. Asked only if the
    /// kernel takes any. `counter` is that of the first block.
    func parameters(of blocks: LaneBlocks) -> (counter: Word, flags: Word, count: Int)
    /// By how much the counter grows with each block.
    static var counterStep: Int { get }

    /// Takes a state through the blocks from `start` on, which have the same parameters.
    func compressOne(_ state: UnsafeMutablePointer<Word>, _ start: UnsafeRawPointer, _ blocks: LaneBlocks)
    /// Takes the states of two lanes through `count` blocks each. Called only if `costs.pair` is not 0 and the kernel
    /// takes no parameters. Here and below, word w of the state of lane l is word w × lanes + l of `state`.
    func compressPair(_ state: UnsafeMutablePointer<Word>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int)
    /// Takes the states of all lanes through `count` blocks each. Called only if `costs.lanes` is not 0.
    func compressMany(
        _ state: UnsafeMutablePointer<Word>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        counters: UnsafePointer<Word>, flags: UnsafePointer<Word>)
}

/// What a lane hashes: all of an input, or a part of it that has a hash of its own.
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
    /// The bytes of the input up to the message's end, if these blocks are its last.
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
    public static var takesBlockParameters: Bool { false }
    public static var counterStep: Int { 0 }

    /// With zeros.
    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe _ = memset(end + count, 0, blockLength - count)
        return 1
    }

    public func parameters(of blocks: LaneBlocks) -> (counter: Word, flags: Word, count: Int) {
        (0, 0, blocks.count)
    }

    public func compressPair(
        _ state: UnsafeMutablePointer<Word>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int
    ) {}
}
