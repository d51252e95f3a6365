import CPlatform

@safe
public struct MerkleDamgardHash<Compression: CompressionFunction>: HashFunction {
    @usableFromInline var chaining: Chaining
    @usableFromInline var buffer = BlockBuffer<128>(blockLength: Compression.blockLength)
    @usableFromInline var length: UInt64 = 0

    @inlinable
    public init(_ hash: MerkleDamgard<Compression>, compress: kernel_compress) {
        chaining = unsafe Chaining(hash, compress: compress)
    }

    @inlinable
    public var digestLength: Int { chaining.digestLength }

    @inlinable
    public mutating func update(_ input: RawSpan) {
        length &+= UInt64(truncatingIfNeeded: input.byteCount)
        buffer.append(input, to: &chaining)
    }

    @inlinable
    public func finish(into digest: inout MutableRawSpan) {
        var chaining = self.chaining
        unsafe chaining.absorbLast(buffer.bytes.span.bytes.extracting(first: buffer.count), length: length)
        chaining.store(in: &digest)
    }

    /// The digest of all of `input`, without a state that could be continued.
    @inlinable
    public static func digest(
        _ hash: MerkleDamgard<Compression>, _ input: RawSpan, compress: kernel_compress,
        into digest: inout MutableRawSpan
    ) {
        let whole = input.byteCount / Compression.blockLength * Compression.blockLength
        var chaining = unsafe Chaining(hash, compress: compress)
        if whole > 0 { chaining.absorb(input.extracting(first: whole)) }
        chaining.absorbLast(input.extracting(droppingFirst: whole), length: UInt64(input.byteCount))
        chaining.store(in: &digest)
    }

    @safe
    @usableFromInline
    struct Chaining: BlockConsumer {
        @usableFromInline let compress: kernel_compress
        @usableFromInline let digestLength: Int
        @usableFromInline var value: InlineArray<8, Compression.Word>

        @inlinable
        init(_ hash: MerkleDamgard<Compression>, compress: kernel_compress) {
            unsafe self.compress = unsafe compress
            digestLength = hash.digestLength
            value = hash.initial
        }

        @inlinable
        mutating func absorb(_ blocks: RawSpan) {
            unsafe blocks.withUnsafeBytes { bytes in
                unsafe compress(&value, bytes.baseAddress!, bytes.count / Compression.blockLength)
            }
        }

        /// Takes the bytes after the last whole block of a message of `length` bytes, and the padding.
        @inlinable
        mutating func absorbLast(_ rest: RawSpan, length: UInt64) {
            unsafe withUnsafeTemporaryAllocation(byteCount: 2 * Compression.blockLength, alignment: 8) { end in
                let end = end.baseAddress!
                unsafe rest.withUnsafeBytes { rest in
                    unsafe UnsafeMutableRawBufferPointer(start: end, count: Compression.blockLength)
                        .copyMemory(from: rest)
                }
                unsafe compress(&value, end, Compression.pad(end, rest.byteCount, length: length))
            }
        }

        @inlinable @inline(__always)
        func store(in digest: inout MutableRawSpan) {
            digest.store(value, count: digestLength, bigEndian: Compression.bigEndian)
        }
    }
}

// MARK: Many messages

/// Many messages at once: see `LaneHash`.
@safe
public struct MerkleDamgardLaneHash<Compression: CompressionFunction>: LaneHash {
    public typealias Word = Compression.Word
    private let hash: MerkleDamgard<Compression>
    private let kernels: kernel_compression

    public init(_ hash: MerkleDamgard<Compression>, _ kernels: kernel_compression) {
        self.hash = hash
        self.kernels = kernels
    }

    public var costs: kernel_costs { kernels.costs }
    public var blockLength: Int { Compression.blockLength }
    public var digestLength: Int { hash.digestLength }
    public static var bigEndian: Bool { Compression.bigEndian }
    public var initial: InlineArray<8, Word> { hash.initial }

    public func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        unsafe Compression.pad(end, count, length: length)
    }

    public func compressOne(_ state: UnsafeMutablePointer<Word>, _ start: UnsafeRawPointer, _ blocks: LaneBlocks) {
        unsafe kernels.one!(state, start, blocks.count)
    }

    public func compressPair(
        _ state: UnsafeMutablePointer<Word>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int
    ) {
        unsafe kernels.pair!(state, starts, count)
    }

    public func compressMany(
        _ state: UnsafeMutablePointer<Word>, _ starts: UnsafePointer<UnsafeRawPointer>, _ count: Int,
        counters: UnsafePointer<Word>, flags: UnsafePointer<Word>
    ) {
        unsafe kernels.many!(state, starts, count)
    }
}
