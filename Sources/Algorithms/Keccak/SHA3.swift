import CPlatform

/// SHA-3 and SHAKE (FIPS 202, sections 4 and 6): the sponge construction over Keccak-f[1600].
///
/// Blocks of the padded message are added to the first bytes of the state, with a permutation after each;
/// then the digest is read from the same bytes, with a permutation after each block's length of it.
@safe
public struct SHA3Hash: HashFunction {
    public let digestLength: Int
    let suffix: UInt8
    var state: State
    var buffer: BlockBuffer<168>

    /// SHA3-224, SHA3-256, SHA3-384 or SHA3-512 (6.1).
    public static func sha3(digestLength: Int, absorb: kernel_keccak_absorb) -> SHA3Hash {
        unsafe SHA3Hash(capacity: 2 * digestLength, suffix: 0b110, digestLength: digestLength, absorb: absorb)
    }

    /// SHAKE128 or SHAKE256 (6.2): a security strength of 16 or 32 bytes, and a digest of any length.
    public static func shake(strength: Int, digestLength: Int, absorb: kernel_keccak_absorb) -> SHA3Hash {
        unsafe SHA3Hash(capacity: 2 * strength, suffix: 0b11111, digestLength: digestLength, absorb: absorb)
    }

    /// The bytes of a block: those of the state, less the ones that no input reaches.
    public static func blockLength(capacity: Int) -> Int { 200 - capacity }

    /// `suffix` has the bits that follow the message: those that tell the functions apart (6.1, 6.2), and the
    /// first bit of padding.
    private init(capacity: Int, suffix: UInt8, digestLength: Int, absorb: kernel_keccak_absorb) {
        self.digestLength = digestLength
        self.suffix = suffix
        buffer = BlockBuffer(blockLength: Self.blockLength(capacity: capacity))
        state = unsafe State(blockLength: buffer.blockLength, absorb: absorb)
    }

    public mutating func update(_ input: RawSpan) {
        buffer.append(input, to: &state)
    }

    /// Pads the last `count` bytes of a message (5.1): a one bit after the message, and one at the end of the block.
    /// `block` begins with these bytes, fewer than a block, and has zeros after them.
    static func pad(_ block: UnsafeMutableRawPointer, _ count: Int, blockLength: Int, suffix: UInt8) {
        let bytes = unsafe block.assumingMemoryBound(to: UInt8.self)
        unsafe bytes[count] = suffix
        unsafe bytes[blockLength - 1] ^= 0x80
    }

    public func finish(into digest: inout MutableRawSpan) {
        let blockLength = buffer.blockLength
        var state = self.state
        var block = InlineArray<168, UInt8>(repeating: 0)
        unsafe buffer.copyWaiting(to: &block)
        unsafe Self.pad(&block, buffer.count, blockLength: blockLength, suffix: suffix)
        unsafe state.absorb(block.span.bytes.extracting(first: blockLength))
        for offset in stride(from: 0, to: digestLength, by: blockLength) {
            if offset > 0 { state.permute() }
            digest.store(state.words, count: min(blockLength, digestLength - offset), at: offset, bigEndian: false)
        }
    }

    @safe
    struct State: BlockConsumer {
        let blockLength: Int
        let kernel: kernel_keccak_absorb
        var words = InlineArray<25, UInt64>(repeating: 0)

        init(blockLength: Int, absorb: kernel_keccak_absorb) {
            self.blockLength = blockLength
            unsafe kernel = unsafe absorb
        }

        mutating func absorb(_ blocks: RawSpan) {
            unsafe blocks.withUnsafeBytes { bytes in
                unsafe kernel(&words, bytes.baseAddress!, bytes.count / blockLength, blockLength)
            }
        }

        /// Adding zeros changes nothing.
        mutating func permute() {
            let zeros = InlineArray<168, UInt8>(repeating: 0)
            unsafe absorb(zeros.span.bytes.extracting(first: blockLength))
        }
    }
}

// MARK: Many messages

/// Many messages at once: see `LaneHash`. Digests are no longer than eight words.
@safe
public struct SHA3LaneHash: LaneHash {
    private let kernels: kernel_keccak
    private let suffix: UInt8
    public let blockLength: Int
    public let digestLength: Int

    /// Of `hash`.
    public init(_ hash: SHA3Hash, _ kernels: kernel_keccak) {
        self.kernels = kernels
        suffix = hash.suffix
        blockLength = hash.buffer.blockLength
        digestLength = hash.digestLength
    }

    public var costs: kernel_costs { kernels.costs }
    public static var stateLength: Int { 25 }
    public var initial: InlineArray<8, UInt64> { InlineArray(repeating: 0) }

    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe _ = memset(end + count, 0, blockLength - count)
        unsafe SHA3Hash.pad(end, count, blockLength: blockLength, suffix: suffix)
        return 1
    }

    public func compressOne(_ state: UnsafeMutablePointer<UInt64>, _ start: UnsafeRawPointer, _ blocks: LaneBlocks) {
        unsafe kernels.one!(state, start, blocks.count, blockLength)
    }

    public func compressMany(
        _ state: UnsafeMutablePointer<UInt64>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        counters: UnsafePointer<UInt64>, flags: UnsafePointer<UInt64>
    ) {
        unsafe kernels.many!(state, starts, count, blockLength)
    }
}
