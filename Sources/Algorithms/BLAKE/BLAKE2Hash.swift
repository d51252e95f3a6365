import CPlatform

/// BLAKE2b or BLAKE2s, with the parameters of its sequential mode.
@safe
public struct BLAKE2Hash<Variant: BLAKE2>: HashFunction {
    /// The bytes of the salt, and of the personalization.
    public static var saltLength: Int { Variant.maximumDigestLength / 4 }

    public let digestLength: Int
    var chaining: Chaining
    /// The last block waits, even when it is full: its compression has a flag for it.
    var buffer = BlockBuffer<128>(blockLength: Variant.blockLength, keepsLast: true)

    /// `key`, `salt` and `personalization` are padded with zeros to their full lengths.
    public init(
        compress: kernel_blake2_compress, digestLength: Int, key: RawSpan, salt: RawSpan, personalization: RawSpan
    ) {
        self.digestLength = digestLength
        // The parameter block (2.5; the BLAKE2 paper, 2.8): the lengths, a tree of one node, and in its last
        // two quarters salt and personalization.
        var block = InlineArray<64, UInt8>(repeating: 0)
        block[0] = UInt8(truncatingIfNeeded: digestLength)
        block[1] = UInt8(truncatingIfNeeded: key.byteCount)
        (block[2], block[3]) = (1, 1)
        Self.copy(salt, into: &block, at: 2 * Self.saltLength)
        Self.copy(personalization, into: &block, at: 3 * Self.saltLength)
        chaining = unsafe Chaining(compress: compress, parameters: block.span.bytes)

        // A key is the first block of the message.
        guard !key.isEmpty else { return }
        let zeros = InlineArray<128, UInt8>(repeating: 0)
        buffer.append(key, to: &chaining)
        unsafe buffer.append(zeros.span.bytes.extracting(first: Variant.blockLength - key.byteCount), to: &chaining)
    }

    private static func copy(_ value: RawSpan, into block: inout InlineArray<64, UInt8>, at offset: Int) {
        for index in 0..<value.byteCount {
            block[offset + index] = unsafe value.unsafeLoad(fromByteOffset: index, as: UInt8.self)
        }
    }

    public mutating func update(_ input: RawSpan) {
        buffer.append(input, to: &chaining)
    }

    public func finish(into digest: inout MutableRawSpan) {
        var chaining = self.chaining
        var block = InlineArray<128, UInt8>(repeating: 0)
        unsafe buffer.copyWaiting(to: &block)
        unsafe chaining.finish(block.span.bytes, count: buffer.count)
        digest.store(chaining.value, count: digestLength, bigEndian: false)
    }

    @safe
    struct Chaining: BlockConsumer {
        let compress: kernel_blake2_compress
        var value: InlineArray<8, Variant.Row.Word>
        /// The bytes of all blocks so far.
        var length: UInt64 = 0

        /// From the words to begin with, to which those of the parameter block are added (xor).
        init(compress: kernel_blake2_compress, parameters: RawSpan) {
            unsafe self.compress = unsafe compress
            value = Variant.initial
            for index in 0..<8 {
                let offset = index * Variant.Row.Word.bitWidth / 8
                value[index] ^= unsafe Variant.Row.Word(
                    littleEndian: parameters.unsafeLoadUnaligned(fromByteOffset: offset, as: Variant.Row.Word.self))
            }
        }

        mutating func absorb(_ blocks: RawSpan) {
            unsafe blocks.withUnsafeBytes { bytes in
                unsafe compress(
                    &value, bytes.baseAddress!, bytes.count / Variant.blockLength,
                    length &+ UInt64(Variant.blockLength), 0)
            }
            length &+= UInt64(blocks.byteCount)
        }

        /// The last block, of which `count` bytes are the message's.
        mutating func finish(_ block: RawSpan, count: Int) {
            unsafe block.withUnsafeBytes { bytes in
                unsafe compress(&value, bytes.baseAddress!, 1, length &+ UInt64(count), .max)
            }
        }
    }
}

// MARK: Many messages

/// Many messages at once: see `LaneHash`.
@safe
public struct BLAKE2LaneHash<Variant: BLAKE2>: LaneHash {
    public typealias Word = Variant.Row.Word
    private let kernels: kernel_blake2
    public let digestLength: Int
    public let initial: InlineArray<8, Word>

    /// Of `hash`, which has no key.
    public init(_ hash: BLAKE2Hash<Variant>, _ kernels: kernel_blake2) {
        self.kernels = kernels
        digestLength = hash.digestLength
        initial = hash.chaining.value
    }

    public var costs: kernel_costs { kernels.costs }
    public var blockLength: Int { Variant.blockLength }
    public static var takesBlockParameters: Bool { true }

    public static var counterStep: Int { Variant.blockLength }

    /// The counter is the lower half of the length so far. Valid until the upper half changes.
    public func parameters(of blocks: LaneBlocks) -> (counter: Word, flags: Word, count: Int) {
        let length = lengthAfterFirst(of: blocks)
        let low = Word(truncatingIfNeeded: length), high = Word(truncatingIfNeeded: length >> UInt64(Word.bitWidth))
        let last = blocks.end == nil ? 0 : ~(Word.max >> 1)
        let most = (Word.max - low) / Word(blockLength)
        return (low, high | last, Int(min(most, Word(clamping: blocks.count - 1))) + 1)
    }

    /// The length of the message up to the end of the first block.
    private func lengthAfterFirst(of blocks: LaneBlocks) -> UInt64 {
        blocks.end ?? blocks.position + UInt64(blockLength)
    }

    public func compressOne(_ state: UnsafeMutablePointer<Word>, _ start: UnsafeRawPointer, _ blocks: LaneBlocks) {
        let last: UInt64 = blocks.end == nil ? 0 : .max
        unsafe kernels.one!(state, start, blocks.count, lengthAfterFirst(of: blocks), last)
    }

    public func compressMany(
        _ state: UnsafeMutablePointer<Word>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        counters: UnsafePointer<Word>, flags: UnsafePointer<Word>
    ) {
        unsafe kernels.many!(state, starts, count, counters, flags)
    }
}
