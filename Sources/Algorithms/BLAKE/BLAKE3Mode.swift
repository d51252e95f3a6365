import CPlatform

/// One of the three modes of BLAKE3 (2.3): the key and the flags that all nodes of a tree have in common.
@safe
public struct BLAKE3Mode: Sendable {
    /// The kernels in use: see kernels.h.
    @safe
    public struct Kernels: Sendable {
        let block: kernel_blake3_block
        let blocks: kernel_blake3_blocks
        let chunks: kernel_blake3_chunks
        let parents: kernel_blake3_parents
        let many: kernel_blake3_lanes
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
    /// Runs subtrees on several threads; nil for the caller's only.
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
