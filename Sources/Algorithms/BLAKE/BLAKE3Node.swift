import CPlatform

typealias ChainingValue = InlineArray<8, UInt32>

extension ChainingValue {
    init(_ words: UnsafePointer<UInt32>) { self.init { (word: Int) in unsafe words[word] } }

    func store(_ words: UnsafeMutablePointer<UInt32>) {
        for word in 0..<8 { unsafe words[word] = self[word] }
    }
}

extension BLAKE3Mode {
    /// A node of the tree before its last compression, whose output is a chaining value or the digest.
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
        // The last block stays in the node, even when it is full.
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

    /// Takes a chaining value through blocks of the chunk after `counter` others, all with these flags: `count` whole
    /// blocks, or one of a `length` below that of a block.
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

    /// All 16 words. The node is passed `inout` so that it is not copied: the kernel reads wider than a copy writes,
    /// and such a read waits until all those writes are in the cache.
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
