/// What distinguishes one hash of the MD4 family from another: MD5 (RFC 1321), SHA-1 and SHA-2
/// (FIPS 180-4). They share the construction of Merkle and Damgård: a compression function takes a
/// chaining value through the blocks of the padded message.
public protocol MerkleDamgard {
    associatedtype Word: UnsignedWord
    /// The chaining value to begin with. Words after the algorithm's own are not used.
    static var initial: InlineArray<8, Word> { get }
    /// The digest is this many bytes of the last chaining value.
    static var digestLength: Int { get }
    /// The byte order of the message length and of the digest.
    static var bigEndian: Bool { get }
}

extension MerkleDamgard {
    /// 16 words: 64 bytes, or 128 for the 64-bit algorithms.
    @inlinable
    public static var blockLength: Int { 16 * Word.bitWidth / 8 }
    /// The message's length in bits stands in the last two words.
    @inlinable
    static var lengthLength: Int { 2 * Word.bitWidth / 8 }
}

@safe
public struct MerkleDamgardHash<Variant: MerkleDamgard>: HashFunction {
    /// Takes a chaining value through `count` blocks: a kernel.
    public typealias Compress = @convention(c) (UnsafeMutableRawPointer, UnsafeRawPointer, Int) -> Void

    @usableFromInline var chaining: Chaining
    @usableFromInline var buffer = BlockBuffer<128>(blockLength: Variant.blockLength)
    @usableFromInline var length: UInt64 = 0

    @inlinable
    public init(compress: Compress) {
        chaining = unsafe Chaining(compress: compress)
    }

    @inlinable
    public var digestLength: Int { Variant.digestLength }

    @inlinable
    public mutating func update(_ input: RawSpan) {
        length &+= UInt64(truncatingIfNeeded: input.byteCount)
        buffer.append(input, to: &chaining)
    }

    /// Padding: a one bit, zeros up to the last two words of a block, the length in bits.
    @inlinable
    public func finish(into digest: inout MutableRawSpan) {
        var last = buffer
        var chaining = self.chaining
        last.bytes[last.count] = 0x80
        last.count += 1
        last.clearTail()
        if last.count > Variant.blockLength - Variant.lengthLength {
            unsafe chaining.absorb(last.bytes.span.bytes.extracting(first: Variant.blockLength))
            last.count = 0
            last.clearTail()
        }
        // A length of 2^64 bytes is out of reach, so three bits more than 64 are all that it takes.
        let place = Variant.blockLength - (Variant.bigEndian ? 16 : 8)
        if Variant.bigEndian, Variant.lengthLength == 16 {
            last.bytes[place + 7] = UInt8(truncatingIfNeeded: length >> 61)
        }
        for index in 0..<8 {
            let at = Variant.bigEndian ? Variant.blockLength - 1 - index : place + index
            last.bytes[at] = UInt8(truncatingIfNeeded: (length &<< 3) >> UInt64(8 * index))
        }
        unsafe chaining.absorb(last.bytes.span.bytes.extracting(first: Variant.blockLength))
        digest.store(chaining.value, count: Variant.digestLength, bigEndian: Variant.bigEndian)
    }

    @safe
    @usableFromInline
    struct Chaining: BlockConsumer {
        @usableFromInline let compress: Compress
        @usableFromInline var value = Variant.initial

        @inlinable
        init(compress: Compress) {
            unsafe self.compress = unsafe compress
        }

        @inlinable
        mutating func absorb(_ blocks: RawSpan) {
            unsafe blocks.withUnsafeBytes { bytes in
                unsafe compress(&value, bytes.baseAddress!, bytes.count / Variant.blockLength)
            }
        }
    }
}
