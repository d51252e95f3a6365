import CPlatform

typealias ChainingValue = InlineArray<8, UInt32>

extension ChainingValue {
    init(_ words: UnsafePointer<UInt32>) { self.init { (word: Int) in unsafe words[word] } }

    func store(_ words: UnsafeMutablePointer<UInt32>) {
        for word in 0..<8 { unsafe words[word] = self[word] }
    }
}

/// One of the three modes of BLAKE3 (2.3): the key and the flags that all nodes of a tree have in common.
@safe
public struct BLAKE3Mode: Sendable {
    /// What the instruction set does best. See kernels.h.
    @safe
    public struct Kernels: Sendable {
        typealias Block =
            @convention(c) (
                UnsafePointer<UInt32>, UnsafeRawPointer, UInt64, UInt32, UInt32, UnsafeMutablePointer<UInt32>
            ) -> Void
        typealias Blocks =
            @convention(c) (
                UnsafeMutablePointer<UInt32>, UnsafeRawPointer, Int, UInt64, UInt32, UInt32
            ) -> Void
        typealias Chunks =
            @convention(c) (
                UnsafePointer<UInt32>, UnsafeRawPointer, Int, UInt64, UInt32, UnsafeMutablePointer<UInt32>
            ) -> Void
        typealias Parents =
            @convention(c) (
                UnsafePointer<UInt32>, UnsafePointer<UInt32>, Int, UInt32, UnsafeMutablePointer<UInt32>
            ) -> Void
        typealias Many =
            @convention(c) (
                UnsafeMutableRawPointer, UnsafePointer<UnsafeRawPointer>, Int, UnsafePointer<UInt32>,
                UnsafePointer<UInt32>
            ) -> Void

        let block: Block
        let blocks: Blocks
        let chunks: Chunks
        let parents: Parents
        let many: Many
        let costs: kernel_costs

        public init(_ kernels: kernel_blake3) {
            unsafe block = unsafe kernels.block!
            unsafe blocks = unsafe kernels.one!
            unsafe chunks = unsafe kernels.chunks!
            unsafe parents = unsafe kernels.parents!
            unsafe many = unsafe kernels.many!
            costs = kernels.costs
        }
    }

    /// Calls `body` with each number below `count`, in any order, several at a time.
    public typealias Concurrently = @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    let kernels: Kernels
    let key: InlineArray<8, UInt32>
    let flags: UInt32
    /// Where there are threads for subtrees to be hashed side by side.
    public var concurrently: Concurrently?

    public static var keyLength: Int { 32 }

    private init(_ kernels: Kernels, key: ChainingValue, flags: UInt32) {
        self.kernels = kernels
        self.key = key
        self.flags = flags
    }

    /// The hash mode.
    public static func hash(_ kernels: Kernels) -> BLAKE3Mode {
        BLAKE3Mode(kernels, key: BLAKE3.initial, flags: 0)
    }

    /// The keyed mode. `key` has 32 bytes.
    public static func keyedHash(_ kernels: Kernels, key: RawSpan) -> BLAKE3Mode {
        BLAKE3Mode(kernels, key: words(key), flags: BLAKE3.Flags.keyedHash)
    }

    /// The key derivation mode: what is hashed is the key material.
    public static func deriveKey(_ kernels: Kernels, context: RawSpan) -> BLAKE3Mode {
        let name = BLAKE3Mode(kernels, key: BLAKE3.initial, flags: BLAKE3.Flags.deriveKeyContext)
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        var raw = unsafe span.mutableBytes
        BLAKE3Hash.digest(name, context, into: &raw)
        return BLAKE3Mode(kernels, key: words(unsafe bytes.span.bytes), flags: BLAKE3.Flags.deriveKeyMaterial)
    }

    private static func words(_ bytes: RawSpan) -> ChainingValue {
        ChainingValue { (word: Int) in
            unsafe UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: 4 * word, as: UInt32.self))
        }
    }
}

// MARK: Nodes

extension BLAKE3Mode {
    /// A node of the tree, but for its output: the input of its last compression.
    struct Node {
        var chaining: ChainingValue
        var block = InlineArray<16, UInt32>(repeating: 0)
        var counter: UInt64 = 0
        var length = UInt32(BLAKE3.blockLength)
        var flags: UInt32
    }

    /// The root of the tree over `input`, of more than one chunk. Every node is kept.
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

    /// The root of the tree over the nodes, two or more, that have these chaining values: pairs have parents, and
    /// what has no sibling waits for the next level.
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

    /// The chaining value of the complete subtree over `count` chunks, of which `counter` others stand before it.
    func subtree(_ chunks: UnsafeRawPointer, counter: UInt64, count: Int) -> ChainingValue {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.room(for: count)) { values in
            let values = values.baseAddress!
            return unsafe key.span.withUnsafeBufferPointer { key in
                unsafe kernels.chunks(key.baseAddress!, chunks, count, counter, flags, values)
                var width = count / 2
                while width > 0 {
                    unsafe kernels.parents(key.baseAddress!, values, width, flags, values)
                    width /= 2
                }
                return unsafe ChainingValue(values)
            }
        }
    }

    /// How many words to have for the chaining values of `count` nodes: kernels write some more.
    static func room(for count: Int) -> Int { (count + 15) / 16 * 16 * 8 }

    func parent(_ left: ChainingValue, _ right: ChainingValue) -> Node {
        var node = Node(chaining: key, flags: flags | BLAKE3.Flags.parent)
        for word in 0..<8 {
            node.block[word] = left[word]
            node.block[8 + word] = right[word]
        }
        return node
    }

    /// The chunk after `counter` others; only the last may be shorter, or empty.
    func lastChunk(_ bytes: RawSpan, counter: UInt64) -> Node {
        var node = chunk(counter)
        fill(&node, with: bytes)
        return node
    }

    /// The chunk after `counter` others, without its bytes.
    @inline(__always)
    func chunk(_ counter: UInt64) -> Node {
        Node(chaining: key, counter: counter, flags: flags | BLAKE3.Flags.chunkEnd)
    }

    /// Puts all bytes of its chunk into `node`, once: 1024, or fewer in the last chunk.
    @inline(__always)
    func fill(_ node: inout Node, with bytes: RawSpan) {
        // The last block waits, even when it is full.
        let before = max(bytes.byteCount - 1, 0) / BLAKE3.blockLength
        let counter = node.counter
        node.length = UInt32(bytes.byteCount - BLAKE3.blockLength * before)
        if before == 0 { node.flags |= BLAKE3.Flags.chunkStart }
        var chaining = node.chaining.mutableSpan
        var block = node.block.mutableSpan
        unsafe bytes.withUnsafeBytes { bytes in
            if before > 0 {
                unsafe chaining.withUnsafeMutableBufferPointer { chaining in
                    unsafe kernels.blocks(
                        chaining.baseAddress!, bytes.baseAddress!, before, counter,
                        flags | BLAKE3.Flags.chunkStart, flags)
                }
            }
            unsafe block.withUnsafeMutableBytes { block in
                unsafe block.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[(BLAKE3.blockLength * before)...]))
            }
        }
    }

    func chainingValue(of node: consuming Node) -> ChainingValue {
        let words = output(of: &node)
        return ChainingValue { (word: Int) in words[word] }
    }

    /// Takes a chaining value through `count` blocks of the chunk after `counter` others, with these flags: of one block,
    /// which is shorter, or of whole ones.
    func compress(
        _ chaining: inout ChainingValue, _ blocks: UnsafeRawPointer, _ count: Int, counter: UInt64, length: UInt32,
        flags: UInt32
    ) {
        guard length < BLAKE3.blockLength else {
            var span = chaining.mutableSpan
            return unsafe span.withUnsafeMutableBufferPointer { chaining in
                unsafe kernels.blocks(chaining.baseAddress!, blocks, count, counter, flags, flags)
            }
        }
        var node = Node(chaining: chaining, counter: counter, length: length, flags: flags)
        node.block = unsafe blocks.loadUnaligned(as: InlineArray<16, UInt32>.self)
        chaining = chainingValue(of: node)
    }

    /// Writes the `length` bytes that the root's output has from byte `seek` on (2.6). `root` is of no use afterwards.
    @inline(__always)
    func write(_ root: inout Node, to digest: inout MutableRawSpan, length: Int, from seek: UInt64 = 0) {
        root.flags |= BLAKE3.Flags.root
        root.counter = seek / UInt64(BLAKE3.blockLength)
        var skipped = Int(seek % UInt64(BLAKE3.blockLength)), done = 0
        while done < length {
            let part = min(BLAKE3.blockLength - skipped, length - done)
            let words = output(of: &root)
            unsafe words.span.withUnsafeBytes { words in
                unsafe digest.withUnsafeMutableBytes { digest in
                    unsafe (digest.baseAddress! + done).copyMemory(
                        from: words.baseAddress! + skipped, byteCount: part)
                }
            }
            root.counter &+= 1
            skipped = 0
            done += part
        }
    }

    /// In and out, so that nothing of the node is copied: the kernel reads more at a time than a copy writes, and a read
    /// of what several writes left has to wait for all of them.
    @inline(__always)
    private func output(of node: inout Node) -> InlineArray<16, UInt32> {
        var words = InlineArray<16, UInt32>(repeating: 0)
        let (counter, length, flags) = (node.counter, node.length, node.flags)
        var output = words.mutableSpan, chaining = node.chaining.mutableSpan, block = node.block.mutableSpan
        unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe chaining.withUnsafeMutableBufferPointer { chaining in
                unsafe block.withUnsafeMutableBufferPointer { block in
                    unsafe kernels.block(
                        chaining.baseAddress!, block.baseAddress!, counter, length, flags, output.baseAddress!)
                }
            }
        }
        return words
    }
}
