import CPlatform

/// The same as lanes compute it. A message is a chunk: an only one, of which this is the digest, or one of several, of which
/// it is the chaining value.
@safe
public struct BLAKE3LaneHash: LaneHash {
    private let mode: BLAKE3Mode

    public init(_ mode: BLAKE3Mode) { self.mode = mode }

    public var costs: kernel_costs { mode.kernels.costs }
    public var blockLength: Int { BLAKE3.blockLength }
    public var digestLength: Int { BLAKE3Hash.defaultDigestLength }
    public static var keepsLast: Bool { true }
    public var initial: InlineArray<8, UInt32> { mode.key }

    /// With the length in the upper bytes of the flags.
    public func counterAndFlags(of blocks: LaneBlocks) -> (counter: UInt32, flags: UInt32, count: Int) {
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

    public func one(_ state: UnsafeMutablePointer<UInt32>, _ place: UnsafeRawPointer, _ blocks: LaneBlocks) {
        let (length, flags, count) = lengthAndFlags(of: blocks)
        var value = unsafe ChainingValue(state)
        unsafe mode.compress(&value, place, count, counter: counter(of: blocks), length: length, flags: flags)
        unsafe value.store(state)
    }

    public func many(
        _ state: UnsafeMutablePointer<UInt32>, _ places: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        counters: UnsafePointer<UInt32>, flags: UnsafePointer<UInt32>
    ) {
        unsafe mode.kernels.many(state, places, count, counters, flags)
    }
}
