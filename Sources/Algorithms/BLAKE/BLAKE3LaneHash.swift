import CPlatform

/// Many chunks at once: see `LaneHash`. A message is a chunk. Its hash is the digest if it is all of its input, else
/// its chaining value.
@safe
public struct BLAKE3LaneHash: LaneHash {
    private let mode: BLAKE3Mode

    public init(_ mode: BLAKE3Mode) { self.mode = mode }

    public var costs: kernel_costs { mode.kernels.costs }
    public var blockLength: Int { BLAKE3.blockLength }
    public var digestLength: Int { BLAKE3Hash.defaultDigestLength }
    public static var takesBlockParameters: Bool { true }
    public var initial: InlineArray<8, UInt32> { mode.key }

    /// The flags are in the lowest byte of `flags`, the block's length is in the others.
    public func parameters(of blocks: LaneBlocks) -> (counter: UInt32, flags: UInt32, count: Int) {
        let (length, flags, count) = lengthAndFlags(of: blocks)
        return (UInt32(truncatingIfNeeded: counter(of: blocks)), length << 8 | flags, count)
    }

    /// How many chunks stand before that of these blocks.
    private func counter(of blocks: LaneBlocks) -> UInt64 { blocks.position / UInt64(BLAKE3.chunkLength) }

    /// The first block of a chunk has a flag of its own, and so has the last.
    private func lengthAndFlags(of blocks: LaneBlocks) -> (length: UInt32, flags: UInt32, count: Int) {
        let isFirst = blocks.position % UInt64(BLAKE3.chunkLength) == 0
        let start = mode.flags | (isFirst ? BLAKE3.Flags.chunkStart : 0)
        guard let end = blocks.end else { return (UInt32(blockLength), start, isFirst ? 1 : blocks.count) }
        let last = start | BLAKE3.Flags.chunkEnd | (blocks.isWhole ? BLAKE3.Flags.root : 0)
        return (UInt32(truncatingIfNeeded: end - blocks.position), last, 1)
    }

    public func compressOne(_ state: UnsafeMutablePointer<UInt32>, _ start: UnsafeRawPointer, _ blocks: LaneBlocks) {
        let (length, flags, count) = lengthAndFlags(of: blocks)
        var value = unsafe ChainingValue(state)
        unsafe mode.compress(&value, start, count, counter: counter(of: blocks), length: length, flags: flags)
        unsafe value.store(state)
    }

    public func compressMany(
        _ state: UnsafeMutablePointer<UInt32>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        counters: UnsafePointer<UInt32>, flags: UnsafePointer<UInt32>
    ) {
        unsafe mode.kernels.many(state, starts, count, counters, flags)
    }
}
