/// BLAKE3 in its three modes, of any output length.
@safe
public struct BLAKE3Hash: HashFunction {
    public static var defaultDigestLength: Int { 32 }

    public let digestLength: Int
    /// Where in the output the digest begins.
    let seek: UInt64
    /// The current chunk.
    var chunk = BlockBuffer<1024>(blockLength: BLAKE3.chunkLength)
    var tree: BLAKE3Tree

    /// The digest is `digestLength` bytes of the output, from byte `seek` on.
    public init(_ mode: BLAKE3Mode, digestLength: Int = defaultDigestLength, seek: UInt64 = 0) {
        self.digestLength = digestLength
        self.seek = seek
        tree = BLAKE3Tree(mode: mode)
    }

    /// The digest of all of `input`, without a state that could be continued.
    public static func digest(_ mode: BLAKE3Mode, _ input: RawSpan, into digest: inout MutableRawSpan) {
        // For a short message, nothing is copied or allocated.
        if input.byteCount <= BLAKE3.chunkLength {
            var root = mode.chunk(0)
            mode.fill(&root, with: input)
            mode.write(&root, to: &digest, length: defaultDigestLength)
        } else {
            digestOfTree(mode, input, into: &digest)
        }
    }

    /// The digest of input whose two or more chunks have these chaining values. They are overwritten, and there is room
    /// for a multiple of 16 of them.
    public static func digest(
        _ mode: BLAKE3Mode, ofChunks values: UnsafeMutablePointer<UInt32>, count: Int, into digest: inout MutableRawSpan
    ) {
        var root = unsafe mode.root(over: values, count: count)
        mode.write(&root, to: &digest, length: defaultDigestLength)
    }

    @inline(never)
    private static func digestOfTree(_ mode: BLAKE3Mode, _ input: RawSpan, into digest: inout MutableRawSpan) {
        if input.byteCount <= BLAKE3Tree.batch * BLAKE3.chunkLength {
            var root = mode.root(of: input)
            return mode.write(&root, to: &digest, length: defaultDigestLength)
        }
        var hash = BLAKE3Hash(mode)
        hash.update(input)
        hash.finish(into: &digest)
    }

    public mutating func update(_ input: RawSpan) {
        // The first chunk may turn out to be the root: it is held back while it is the only one.
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

// MARK: Parts

extension BLAKE3Hash {
    /// A part is a complete subtree, so it begins where one does.
    public var takesParts: Bool { chunk.count == 0 && tree.counter % UInt64(BLAKE3Tree.batch) == 0 }
    public var position: UInt64 { tree.counter * UInt64(BLAKE3.chunkLength) }

    public func part(_ input: RawSpan, at position: UInt64) -> HashPart {
        var part = HashPart()
        part.words = unsafe input.withUnsafeBytes { chunks in
            unsafe tree.mode.subtree(
                chunks.baseAddress!, counter: position / UInt64(BLAKE3.chunkLength), count: BLAKE3Tree.batch)
        }
        return part
    }

    public mutating func append(_ part: HashPart) { tree.push(part.words, BLAKE3Tree.batch) }
}
