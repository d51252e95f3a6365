/// BLAKE3 in its three modes, of any output length.
@safe
public struct BLAKE3Hash: HashFunction {
    public typealias Block =
        @convention(c) (
            UnsafePointer<UInt32>, UnsafeRawPointer, UInt64, UInt32, UInt32, UnsafeMutablePointer<UInt32>
        ) -> Void
    public typealias Chunks =
        @convention(c) (
            UnsafePointer<UInt32>, UnsafeRawPointer, Int, UInt64, UInt32, UnsafeMutablePointer<UInt32>
        ) -> Void
    public typealias Parents =
        @convention(c) (
            UnsafePointer<UInt32>, UnsafePointer<UInt32>, Int, UInt32, UnsafeMutablePointer<UInt32>
        ) -> Void

    /// What the instruction set does best.
    @safe
    public struct Kernels: Sendable {
        let block: Block
        let chunks: Chunks
        let parents: Parents
        public init(block: Block, chunks: Chunks, parents: Parents) {
            unsafe self.block = unsafe block
            unsafe self.chunks = unsafe chunks
            unsafe self.parents = unsafe parents
        }
    }

    public static var defaultDigestLength: Int { 32 }
    public static var keyLength: Int { 32 }

    public let digestLength: Int
    /// The current chunk.
    var chunk = BlockBuffer<1024>(blockLength: BLAKE3.chunkLength)
    var tree: Tree

    /// The hash mode.
    public init(kernels: Kernels, digestLength: Int = defaultDigestLength) {
        self.init(kernels: kernels, key: BLAKE3.initial, flags: 0, digestLength: digestLength)
    }

    /// The keyed mode. `key` has 32 bytes.
    public init(kernels: Kernels, key: RawSpan, digestLength: Int = defaultDigestLength) {
        self.init(kernels: kernels, key: Self.words(key), flags: BLAKE3.Flags.keyedHash, digestLength: digestLength)
    }

    /// The key derivation mode: what is hashed is the key material.
    public init(kernels: Kernels, context: RawSpan, digestLength: Int = defaultDigestLength) {
        var name = BLAKE3Hash(
            kernels: kernels, key: BLAKE3.initial, flags: BLAKE3.Flags.deriveKeyContext, digestLength: Self.keyLength)
        name.update(context)
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        var raw = unsafe span.mutableBytes
        name.finish(into: &raw)
        let key = unsafe Self.words(bytes.span.bytes)
        self.init(kernels: kernels, key: key, flags: BLAKE3.Flags.deriveKeyMaterial, digestLength: digestLength)
    }

    private init(kernels: Kernels, key: ChainingValue, flags: UInt32, digestLength: Int) {
        self.digestLength = digestLength
        tree = Tree(kernels: kernels, key: key, flags: flags)
    }

    private static func words(_ bytes: RawSpan) -> ChainingValue {
        ChainingValue { (word: Int) in
            unsafe UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: 4 * word, as: UInt32.self))
        }
    }

    public mutating func update(_ input: RawSpan) {
        // An only chunk is the root and waits, even when it is full. Where there are others, it is none.
        chunk.keepsLast = tree.counter == 0 && input.byteCount <= BLAKE3.chunkLength - chunk.count
        chunk.append(input, to: &tree)
        if chunk.count > 0 { tree.joinSubtrees() }
    }

    public func finish(into digest: inout MutableRawSpan) {
        var node: Tree.Node, level = tree.depth
        if chunk.count > 0 || tree.counter == 0 {
            node = unsafe tree.lastChunk(chunk.bytes.span.bytes.extracting(first: chunk.count))
        } else {
            level -= 2
            node = tree.parent(tree.stack[level], tree.stack[level + 1])
        }
        while level > 0 {
            level -= 1
            node = tree.parent(tree.stack[level], tree.chainingValue(of: node))
        }
        node.flags |= BLAKE3.Flags.root
        for part in 0..<(digestLength + 63) / 64 {
            node.counter = UInt64(part)
            let length = min(64, digestLength - 64 * part)
            digest.store(tree.output(of: node), count: length, at: 64 * part, bigEndian: false)
        }
    }
}

typealias ChainingValue = InlineArray<8, UInt32>

/// The tree over all chunks but an only one, and but for its root.
struct Tree: BlockConsumer {
    let kernels: BLAKE3Hash.Kernels
    let key: ChainingValue
    let flags: UInt32

    /// How many chunks it has.
    var counter: UInt64 = 0
    /// Roots of complete subtrees, the largest first. Two that are of one size become one only when there is
    /// input after them, for they may turn out to be the children of the root. So there is one for each bit
    /// that is set in `counter`, or one more. Input of 2^64 bytes has 54 levels.
    var stack = InlineArray<55, ChainingValue>(repeating: ChainingValue(repeating: 0))
    var depth = 0

    /// So many chunks at a time have chaining values before their parents are made.
    private static var batch: Int { 256 }

    init(kernels: BLAKE3Hash.Kernels, key: ChainingValue, flags: UInt32) {
        self.kernels = kernels
        self.key = key
        self.flags = flags
    }

    mutating func absorb(_ chunks: RawSpan) {
        var rest = chunks
        while !rest.isEmpty {
            let batch = rest.extracting(first: min(rest.byteCount, Self.batch * BLAKE3.chunkLength))
            unsafe batch.withUnsafeBytes { unsafe append($0.baseAddress!, $0.count / BLAKE3.chunkLength) }
            rest = rest.extracting(droppingFirst: batch.byteCount)
        }
    }

    /// Hashes all the chunks, then all parents of a level, as wide as can be, whatever subtrees they are in.
    private mutating func append(_ chunks: UnsafeRawPointer, _ count: Int) {
        var storage = InlineArray<2048, UInt32>(repeating: 0)
        var span = storage.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { buffer in
            let key = self.key
            unsafe key.span.withUnsafeBufferPointer { key in
                unsafe append(chunks, count, key.baseAddress!, buffer.baseAddress!)
            }
        }
    }

    private mutating func append(
        _ chunks: UnsafeRawPointer, _ count: Int, _ key: UnsafePointer<UInt32>, _ storage: UnsafeMutablePointer<UInt32>
    ) {
        unsafe kernels.chunks(key, chunks, count, counter, flags, storage)
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
                push(unsafe Self.value(values), size)
                push(unsafe Self.value(values + 8), size)
                return
            }
            if place & 1 == 1 {
                // Its left sibling is on the stack.
                push(unsafe Self.value(values), size)
                unsafe values += 8
                width -= 1
                place += 1
            }
            if width & 1 == 1 {
                last[level] = unsafe Self.value(values + 8 * (width - 1))
                unpaired |= 1 << level
            }
            width /= 2
            if width > 0 { unsafe kernels.parents(key, values, width, flags, values) }
            place /= 2
            size *= 2
            level += 1
        }
        for level in stride(from: level - 1, through: 0, by: -1) where unpaired >> level & 1 == 1 {
            push(last[level], 1 << level)
        }
    }

    private static func value(_ words: UnsafePointer<UInt32>) -> ChainingValue {
        ChainingValue { (word: Int) in unsafe words[word] }
    }

    /// Makes the parents of all complete subtrees: there is input after them, so none is the root.
    mutating func joinSubtrees() {
        while depth > counter.nonzeroBitCount {
            depth -= 1
            stack[depth - 1] = chainingValue(of: parent(stack[depth - 1], stack[depth]))
        }
    }

    /// Adds a subtree of `size` chunks.
    private mutating func push(_ value: ChainingValue, _ size: Int) {
        joinSubtrees()
        stack[depth] = value
        depth += 1
        counter &+= UInt64(size)
    }

    /// A node of the tree, but for its output: the input of its last compression.
    struct Node {
        var chaining: ChainingValue
        var block = InlineArray<16, UInt32>(repeating: 0)
        var counter: UInt64 = 0
        var length = UInt32(BLAKE3.blockLength)
        var flags: UInt32
    }

    func parent(_ left: ChainingValue, _ right: ChainingValue) -> Node {
        var node = Node(chaining: key, flags: flags | BLAKE3.Flags.parent)
        for word in 0..<8 {
            node.block[word] = left[word]
            node.block[8 + word] = right[word]
        }
        return node
    }

    /// The chunk after all others; only it may be shorter, or empty.
    func lastChunk(_ bytes: RawSpan) -> Node {
        var node = Node(chaining: key, counter: counter, flags: flags | BLAKE3.Flags.chunkStart)
        var rest = bytes
        while true {
            let length = min(BLAKE3.blockLength, rest.byteCount)
            node.length = UInt32(length)
            node.block = InlineArray(repeating: 0)
            unsafe rest.withUnsafeBytes { source in
                unsafe withUnsafeMutableBytes(of: &node.block) { block in
                    unsafe block.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[0..<length]))
                }
            }
            rest = rest.extracting(droppingFirst: length)
            guard !rest.isEmpty else { break }
            node.chaining = chainingValue(of: node)
            node.flags = flags
        }
        node.flags |= BLAKE3.Flags.chunkEnd
        return node
    }

    func chainingValue(of node: Node) -> ChainingValue {
        let words = output(of: node)
        return ChainingValue { (word: Int) in words[word] }
    }

    func output(of node: Node) -> InlineArray<16, UInt32> {
        var words = InlineArray<16, UInt32>(repeating: 0)
        var span = words.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { output in
            unsafe node.chaining.span.withUnsafeBufferPointer { chaining in
                unsafe node.block.span.withUnsafeBufferPointer { block in
                    unsafe kernels.block(
                        chaining.baseAddress!, block.baseAddress!, node.counter, node.length, node.flags,
                        output.baseAddress!)
                }
            }
        }
        return words
    }
}
