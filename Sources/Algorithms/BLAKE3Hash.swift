/// BLAKE3 in its three modes, of any output length.
@safe
public struct BLAKE3Hash: HashFunction {
    public typealias Block = @convention(c) (
        UnsafePointer<UInt32>, UnsafeRawPointer, UInt64, UInt32, UInt32, UnsafeMutablePointer<UInt32>
    ) -> Void
    public typealias Chunks = @convention(c) (
        UnsafePointer<UInt32>, UnsafeRawPointer, Int, UInt64, UInt32, UnsafeMutablePointer<UInt32>
    ) -> Void
    public typealias Parents = @convention(c) (
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

    typealias ChainingValue = InlineArray<8, UInt32>

    public static var defaultDigestLength: Int { 32 }
    public static var keyLength: Int { 32 }
    /// Chunks of which the chaining values are kept before their parents are made.
    static var batch: Int { 256 }

    let kernels: Kernels
    let key: ChainingValue
    let flags: UInt32
    public let digestLength: Int

    /// The current chunk. It waits even when it is full: the last one of all is treated differently.
    var chunk = BlockBuffer<1024>(blockLength: BLAKE3.chunkLength, keepsLast: true)
    /// How many chunks came before it.
    var counter: UInt64 = 0
    /// Roots of complete subtrees, the largest first: one for each bit that is set in `counter`. Input of
    /// 2^64 bytes has 54 levels.
    var stack = InlineArray<54, ChainingValue>(repeating: ChainingValue(repeating: 0))
    var depth = 0

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
        var name = BLAKE3Hash(kernels: kernels, key: BLAKE3.initial, flags: BLAKE3.Flags.deriveKeyContext, digestLength: 32)
        name.update(context)
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        var raw = unsafe span.mutableBytes
        name.finish(into: &raw)
        let key = unsafe Self.words(bytes.span.bytes)
        self.init(kernels: kernels, key: key, flags: BLAKE3.Flags.deriveKeyMaterial, digestLength: digestLength)
    }

    private init(kernels: Kernels, key: ChainingValue, flags: UInt32, digestLength: Int) {
        self.kernels = kernels
        self.key = key
        self.flags = flags
        self.digestLength = digestLength
    }

    private static func words(_ bytes: RawSpan) -> ChainingValue {
        ChainingValue { (word: Int) in
            unsafe UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: 4 * word, as: UInt32.self))
        }
    }

    public mutating func update(_ input: RawSpan) {
        var buffer = chunk
        buffer.append(input) { absorb($0) }
        chunk = buffer
    }

    /// Whole chunks, with at least one more byte to come after them.
    private mutating func absorb(_ chunks: RawSpan) {
        var rest = chunks
        while !rest.isEmpty {
            let count = subtreeSize(limit: rest.byteCount / BLAKE3.chunkLength)
            let subtree = rest.extracting(first: count * BLAKE3.chunkLength)
            push(root(of: subtree, count), count)
            counter &+= UInt64(count)
            rest = rest.extracting(droppingFirst: count * BLAKE3.chunkLength)
        }
    }

    /// The largest power of two of chunks that begins a subtree here.
    private func subtreeSize(limit: Int) -> Int {
        let aligned = counter == 0 ? Self.batch : 1 << min(counter.trailingZeroBitCount, 62)
        let size = min(limit, aligned, Self.batch)
        return 1 << (Int.bitWidth - 1 - size.leadingZeroBitCount)
    }

    private func root(of chunks: RawSpan, _ count: Int) -> ChainingValue {
        var values = InlineArray<2048, UInt32>(repeating: 0)
        var span = values.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { buffer in
            let values = buffer.baseAddress!
            unsafe withKey { key in
                unsafe chunks.withUnsafeBytes {
                    unsafe kernels.chunks(key, $0.baseAddress!, count, counter, flags, values)
                }
                var width = count
                while width > 1 {
                    width /= 2
                    unsafe kernels.parents(key, values, width, flags, values)
                }
            }
        }
        return ChainingValue { (word: Int) in values[word] }
    }

    /// Adds a subtree of `size` chunks, and makes the parents of all that are complete with it.
    private mutating func push(_ value: ChainingValue, _ size: Int) {
        var root = value
        var subtrees = (counter &+ UInt64(size)) / UInt64(size)
        while subtrees & 1 == 0 {
            depth -= 1
            root = chainingValue(of: parent(stack[depth], root))
            subtrees /= 2
        }
        stack[depth] = root
        depth += 1
    }

    /// A node of the tree, but for its output: the input of its last compression.
    private struct Node {
        var chaining: ChainingValue
        var block: InlineArray<64, UInt8>
        var counter: UInt64
        var length: UInt32
        var flags: UInt32
    }

    private func parent(_ left: ChainingValue, _ right: ChainingValue) -> Node {
        let block = InlineArray<64, UInt8> { (index: Int) in
            let word = index < 32 ? left[index / 4] : right[(index - 32) / 4]
            return UInt8(truncatingIfNeeded: word >> UInt32(8 * (index % 4)))
        }
        return Node(chaining: key, block: block, counter: 0, length: 64, flags: flags | BLAKE3.Flags.parent)
    }

    /// The last chunk, which may be empty.
    private func lastChunk() -> Node {
        var node = Node(
            chaining: key, block: InlineArray(repeating: 0), counter: counter, length: 0,
            flags: flags | BLAKE3.Flags.chunkStart)
        var start = 0
        while true {
            let length = min(64, chunk.count - start)
            node.block = InlineArray { (index: Int) in index < length ? chunk.bytes[start + index] : 0 }
            node.length = UInt32(length)
            guard start + 64 < chunk.count else { break }
            node.chaining = chainingValue(of: node)
            node.flags = flags
            start += 64
        }
        node.flags |= BLAKE3.Flags.chunkEnd
        return node
    }

    public func finish(into digest: inout MutableRawSpan) {
        var node = lastChunk()
        for level in 0..<depth {
            node = parent(stack[depth - 1 - level], chainingValue(of: node))
        }
        node.flags |= BLAKE3.Flags.root
        for part in 0..<(digestLength + 63) / 64 {
            node.counter = UInt64(part)
            let words = output(of: node)
            for index in 0..<min(64, digestLength - 64 * part) {
                let byte = UInt8(truncatingIfNeeded: words[index / 4] >> UInt32(8 * (index % 4)))
                digest.storeBytes(of: byte, toByteOffset: 64 * part + index, as: UInt8.self)
            }
        }
    }

    private func chainingValue(of node: Node) -> ChainingValue {
        let words = output(of: node)
        return ChainingValue { (word: Int) in words[word] }
    }

    private func output(of node: Node) -> InlineArray<16, UInt32> {
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

    private func withKey(_ body: (UnsafePointer<UInt32>) -> Void) {
        unsafe key.span.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
    }
}
