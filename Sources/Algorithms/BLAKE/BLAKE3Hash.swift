import CPlatform

/// BLAKE3 in its three modes, of any output length.
@safe
public struct BLAKE3Hash: HashFunction {
    public static var defaultDigestLength: Int { 32 }

    public let digestLength: Int
    /// Where in the output the digest begins.
    let seek: UInt64
    /// The current chunk.
    var chunk = BlockBuffer<1024>(blockLength: BLAKE3.chunkLength)
    var tree: Tree

    /// The digest is `digestLength` bytes of the output, from byte `seek` on.
    public init(_ mode: BLAKE3Mode, digestLength: Int = defaultDigestLength, seek: UInt64 = 0) {
        self.digestLength = digestLength
        self.seek = seek
        tree = Tree(mode: mode)
    }

    /// The digest of all of `input`, without a state that could be continued.
    public static func digest(_ mode: BLAKE3Mode, _ input: RawSpan, into digest: inout MutableRawSpan) {
        // A short message shall not wait for the room that a long one needs, nor for anything to be copied.
        if input.byteCount <= BLAKE3.chunkLength {
            var root = mode.chunk(0)
            mode.fill(&root, with: input)
            mode.write(&root, to: &digest, length: defaultDigestLength)
        } else {
            digestOfTree(mode, input, into: &digest)
        }
    }

    /// The digest of input that has chunks, two or more, with these chaining values; other values take their place, and
    /// there is room for 16.
    public static func digest(
        _ mode: BLAKE3Mode, ofChunks values: UnsafeMutablePointer<UInt32>, count: Int, into digest: inout MutableRawSpan
    ) {
        var root = unsafe mode.root(over: values, count: count)
        mode.write(&root, to: &digest, length: defaultDigestLength)
    }

    @inline(never)
    private static func digestOfTree(_ mode: BLAKE3Mode, _ input: RawSpan, into digest: inout MutableRawSpan) {
        if input.byteCount <= Tree.batch * BLAKE3.chunkLength {
            var root = mode.root(of: input)
            return mode.write(&root, to: &digest, length: defaultDigestLength)
        }
        var hash = BLAKE3Hash(mode)
        hash.update(input)
        hash.finish(into: &digest)
    }

    public mutating func update(_ input: RawSpan) {
        // An only chunk is the root and waits, even when it is full. Where there are others, it is none.
        chunk.keepsLast = tree.counter == 0 && input.byteCount <= BLAKE3.chunkLength - chunk.count
        chunk.append(input, to: &tree)
        if chunk.count > 0 { tree.joinSubtrees() }
    }

    public func finish(into digest: inout MutableRawSpan) {
        var node: BLAKE3Mode.Node, level = tree.depth
        if chunk.count > 0 || tree.counter == 0 {
            node = unsafe tree.mode.lastChunk(
                chunk.bytes.span.bytes.extracting(first: chunk.count), counter: tree.counter)
        } else {
            level -= 2
            node = tree.mode.parent(tree.stack[level], tree.stack[level + 1])
        }
        while level > 0 {
            level -= 1
            node = tree.mode.parent(tree.stack[level], tree.mode.chainingValue(of: node))
        }
        tree.mode.write(&node, to: &digest, length: digestLength, from: seek)
    }
}

/// The tree over all chunks but an only one, and but for its root.
struct Tree: BlockConsumer {
    let mode: BLAKE3Mode

    /// How many chunks it has.
    var counter: UInt64 = 0
    /// Roots of complete subtrees, the largest first. Two that are of one size become one only when there is
    /// input after them, for they may turn out to be the children of the root. So there is one for each bit
    /// that is set in `counter`, or one more. Input of 2^64 bytes has 54 levels.
    var stack = InlineArray<55, ChainingValue>(repeating: ChainingValue(repeating: 0))
    var depth = 0

    /// So many chunks at a time have chaining values before their parents are made.
    static var batch: Int { 256 }
    /// From so many batches on it pays to start threads.
    private static var fewestConcurrent: Int { 4 }

    init(mode: BLAKE3Mode) { self.mode = mode }

    mutating func absorb(_ chunks: RawSpan) {
        var rest = chunks
        while !rest.isEmpty {
            let count = rest.byteCount / BLAKE3.chunkLength
            let room = Self.batch - Int(counter % UInt64(Self.batch)), batches = count / Self.batch
            if let concurrently = mode.concurrently, room == Self.batch, batches >= Self.fewestConcurrent {
                appendBatches(rest, batches, concurrently)
                rest = rest.extracting(droppingFirst: batches * Self.batch * BLAKE3.chunkLength)
            } else {
                let batch = rest.extracting(first: min(count, room) * BLAKE3.chunkLength)
                unsafe batch.withUnsafeBytes { unsafe append($0.baseAddress!, min(count, room)) }
                rest = rest.extracting(droppingFirst: batch.byteCount)
            }
        }
    }

    /// Adds complete subtrees, each of a batch of chunks.
    private mutating func appendBatches(_ chunks: RawSpan, _ batches: Int, _ concurrently: BLAKE3Mode.Concurrently) {
        let mode = self.mode, counter = self.counter
        unsafe withUnsafeTemporaryAllocation(of: ChainingValue.self, capacity: batches) { roots in
            unsafe chunks.withUnsafeBytes { chunks in
                let places = unsafe SubtreePlaces(chunks: chunks.baseAddress!, roots: roots.baseAddress!)
                concurrently(batches) { batch in
                    let first = batch * Self.batch
                    let root = unsafe mode.subtree(
                        places.chunks + first * BLAKE3.chunkLength, counter: counter + UInt64(first), count: Self.batch)
                    unsafe (places.roots + batch).initialize(to: root)
                }
            }
            for batch in 0..<batches { push(unsafe roots[batch], Self.batch) }
        }
    }

    /// Hashes all the chunks, then all parents of a level, as wide as can be, whatever subtrees they are in.
    private mutating func append(_ chunks: UnsafeRawPointer, _ count: Int) {
        let key = mode.key
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: BLAKE3Mode.room(for: count)) { values in
            unsafe key.span.withUnsafeBufferPointer { key in
                unsafe append(chunks, count, key.baseAddress!, values.baseAddress!)
            }
        }
    }

    private mutating func append(
        _ chunks: UnsafeRawPointer, _ count: Int, _ key: UnsafePointer<UInt32>, _ storage: UnsafeMutablePointer<UInt32>
    ) {
        unsafe mode.kernels.chunks(key, chunks, count, counter, mode.flags, storage)
        // Nodes of the current level stand at `values`, the first of them with `place` others before it.
        var values = unsafe storage, width = count, place = counter, size = 1
        // The last node of each level that has no right sibling here, by level: 256 chunks have nine. A bit
        // says that there is one.
        var last = InlineArray<9, ChainingValue>(repeating: ChainingValue(repeating: 0))
        var unpaired = 0
        var level = 0
        while width > 0 {
            if place == 0, width == 2, unpaired == 0 {
                // As yet there is nothing else: these may be the children of the root.
                push(unsafe ChainingValue(values), size)
                push(unsafe ChainingValue(values + 8), size)
                return
            }
            if place & 1 == 1 {
                // Its left sibling is on the stack.
                push(unsafe ChainingValue(values), size)
                unsafe values += 8
                width -= 1
                place += 1
            }
            if width & 1 == 1 {
                last[level] = unsafe ChainingValue(values + 8 * (width - 1))
                unpaired |= 1 << level
            }
            width /= 2
            if width > 0 { unsafe mode.kernels.parents(key, values, width, mode.flags, values) }
            place /= 2
            size *= 2
            level += 1
        }
        for level in stride(from: level - 1, through: 0, by: -1) where unpaired >> level & 1 == 1 {
            push(last[level], 1 << level)
        }
    }

    /// Makes the parents of all complete subtrees: there is input after them, so none is the root.
    mutating func joinSubtrees() {
        while depth > counter.nonzeroBitCount {
            depth -= 1
            stack[depth - 1] = mode.chainingValue(of: mode.parent(stack[depth - 1], stack[depth]))
        }
    }

    /// Adds a subtree of `size` chunks.
    private mutating func push(_ value: ChainingValue, _ size: Int) {
        joinSubtrees()
        stack[depth] = value
        depth += 1
        counter &+= UInt64(size)
    }
}

/// What threads share: each reads and writes a part of its own.
@safe
private struct SubtreePlaces: @unchecked Sendable {
    let chunks: UnsafeRawPointer
    let roots: UnsafeMutablePointer<ChainingValue>
}

// MARK: Many messages

/// The same as lanes compute it. A message is a chunk: an only one, of which this is the digest, or one of several, of which
/// it is the chaining value.
@safe
public struct BLAKE3Lanes: LaneHash {
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
