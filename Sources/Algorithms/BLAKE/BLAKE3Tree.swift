import CPlatform

// MARK: Of input that lies in one piece

extension BLAKE3Mode {
    /// The root of the tree over `input`, of more than one chunk. There is memory for all its nodes.
    @inline(never)
    func root(of input: RawSpan) -> Node {
        let whole = input.byteCount / BLAKE3.chunkLength
        let last = input.extracting(droppingFirst: whole * BLAKE3.chunkLength)
        return unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.room(for: whole + 1)) { values in
            let values = values.baseAddress!
            unsafe input.withUnsafeBytes { chunks in
                unsafe key.span.withUnsafeBufferPointer { key in
                    unsafe kernels.chunks(key.baseAddress!, chunks.baseAddress!, whole, 0, flags, values)
                }
            }
            guard !last.isEmpty else { return unsafe root(over: values, count: whole) }
            unsafe chainingValue(of: lastChunk(last, counter: UInt64(whole))).store(values + 8 * whole)
            return unsafe root(over: values, count: whole + 1)
        }
    }

    /// The root of the tree over two or more nodes with these chaining values, which are overwritten. Level by level,
    /// pairs get parents; a node without a sibling goes to the next level.
    func root(over values: UnsafeMutablePointer<UInt32>, count: Int) -> Node {
        var width = count
        while width > 2 {
            let last = unsafe ChainingValue(values + 8 * (width - 1))
            unsafe key.span.withUnsafeBufferPointer { key in
                unsafe kernels.parents(key.baseAddress!, values, width / 2, flags, values)
            }
            if width & 1 == 1 { unsafe last.store(values + 8 * (width / 2)) }
            width = (width + 1) / 2
        }
        return unsafe parent(ChainingValue(values), ChainingValue(values + 8))
    }

    /// The chaining value of the complete subtree over `count` chunks, two or more, that come after `counter` others.
    func subtree(_ chunks: UnsafeRawPointer, counter: UInt64, count: Int) -> ChainingValue {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.room(for: count)) { values in
            let values = values.baseAddress!
            return unsafe key.span.withUnsafeBufferPointer { key in
                unsafe kernels.chunks(key.baseAddress!, chunks, count, counter, flags, values)
                return unsafe chainingValue(of: root(over: values, count: count))
            }
        }
    }

    /// How many words to allocate for the chaining values of `count` nodes: kernels write a multiple of 16.
    static func room(for count: Int) -> Int { (count + 15) / 16 * 16 * 8 }
}

// MARK: Of input that comes in pieces

/// The tree over chunks that come in pieces, without its root. A message of one chunk never gets here.
struct BLAKE3Tree: BlockConsumer {
    let mode: BLAKE3Mode

    /// How many chunks it has taken.
    var counter: UInt64 = 0
    /// Roots of complete subtrees, the largest first. Two of the same size are joined only when there is input after
    /// them, for they may turn out to be the children of the root. So there is one for each bit that is set in
    /// `counter`, or one more. Input of 2^64 bytes has 54 levels.
    var stack = InlineArray<55, ChainingValue>(repeating: ChainingValue(repeating: 0))
    var depth = 0

    /// How many chunks are hashed before their parents are.
    static var batch: Int { HashPart.length / BLAKE3.chunkLength }
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
                let shared = unsafe SharedSubtrees(chunks: chunks.baseAddress!, roots: roots.baseAddress!)
                concurrently(batches) { batch in
                    let first = batch * Self.batch
                    let root = unsafe mode.subtree(
                        shared.chunks + first * BLAKE3.chunkLength, counter: counter + UInt64(first), count: Self.batch)
                    unsafe (shared.roots + batch).initialize(to: root)
                }
            }
            for batch in 0..<batches { push(unsafe roots[batch], Self.batch) }
        }
    }

    /// Hashes all the chunks, then all parents of each level at once, whatever subtrees they belong to: lanes stay
    /// full.
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
        // The nodes of the current level are at `values`; the first is number `index` of the level, and each is over
        // `size` chunks.
        var values = unsafe storage, width = count, index = counter, size = 1
        // By level, the last node if it has no right sibling here; 256 chunks have nine levels. Bit l of `unpaired`:
        // level l has one.
        var last = InlineArray<9, ChainingValue>(repeating: ChainingValue(repeating: 0))
        var unpaired = 0
        var level = 0
        while width > 0 {
            if index == 0, width == 2, unpaired == 0 {
                // There is nothing else yet: these may be the children of the root.
                push(unsafe ChainingValue(values), size)
                push(unsafe ChainingValue(values + 8), size)
                return
            }
            if index & 1 == 1 {
                // Its left sibling is on the stack.
                push(unsafe ChainingValue(values), size)
                unsafe values += 8
                width -= 1
                index += 1
            }
            if width & 1 == 1 {
                last[level] = unsafe ChainingValue(values + 8 * (width - 1))
                unpaired |= 1 << level
            }
            width /= 2
            if width > 0 { unsafe mode.kernels.parents(key, values, width, mode.flags, values) }
            index /= 2
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
    mutating func push(_ value: ChainingValue, _ size: Int) {
        joinSubtrees()
        stack[depth] = value
        depth += 1
        counter &+= UInt64(size)
    }
}

/// Memory that threads share, of which each reads and writes a part of its own.
@safe
private struct SharedSubtrees: @unchecked Sendable {
    let chunks: UnsafeRawPointer
    let roots: UnsafeMutablePointer<ChainingValue>
}
