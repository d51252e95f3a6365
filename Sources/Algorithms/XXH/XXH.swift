/// What distinguishes XXH32 from XXH64 (Y. Collet, "xxHash fast digest algorithm", specification 0.2.0; the
/// steps below are its). Four accumulators take a word each of every stripe of the input.
public protocol XXHVariant: SendableMetatype {
    associatedtype Word: UnsignedWord
    static var prime1: Word { get }
    static var prime2: Word { get }
    static var prime5: Word { get }
    /// How far a round rotates its accumulator to the left.
    static var rotation: Word { get }
    /// Step 3: one word out of four accumulators.
    static func converge(_ accumulators: XXHAccumulators<Self>) -> Word
    /// Steps 5 and 6: the digest of `hash` and the `length` bytes, fewer than a stripe, that are left.
    static func finish(_ hash: Word, _ rest: UnsafeRawPointer, _ length: Int) -> Word
}

extension XXHVariant {
    /// A word for each accumulator.
    @inlinable
    public static var stripeLength: Int { 4 * Word.bitWidth / 8 }

    /// Step 2, for one accumulator and one word.
    @inlinable @inline(__always)
    static func round(_ accumulator: Word, _ word: Word) -> Word {
        (accumulator &+ word &* prime2).rotated(left: rotation) &* prime1
    }

    /// The digest of input that lies in one piece.
    @inlinable
    public static func digest(_ input: UnsafeRawBufferPointer, seed: Word) -> Word {
        let start = unsafe input.start, length = input.count
        let whole = length & (0 &- stripeLength)
        var hash = seed &+ prime5
        if whole > 0 {
            var accumulators = XXHAccumulators<Self>(seed: seed)
            unsafe accumulators.absorb(start, whole)
            hash = converge(accumulators)
        }
        return unsafe finish(hash &+ Word(truncatingIfNeeded: length), start + whole, length &- whole)
    }
}

/// The state between stripes. No vectors: a stripe takes eight multiplications, of which a processor begins one a
/// cycle, and the accumulators' chains, each of an addition, a rotation and a multiplication, are not much shorter.
public struct XXHAccumulators<Variant: XXHVariant>: BlockConsumer {
    @usableFromInline var a: Variant.Word
    @usableFromInline var b: Variant.Word
    @usableFromInline var c: Variant.Word
    @usableFromInline var d: Variant.Word

    /// Step 1.
    @inlinable @inline(__always)
    init(seed: Variant.Word) {
        a = seed &+ Variant.prime1 &+ Variant.prime2
        b = seed &+ Variant.prime2
        c = seed
        d = seed &- Variant.prime1
    }

    /// Step 2, for whole stripes.
    @inlinable @inline(__always)
    mutating func absorb(_ stripes: UnsafeRawPointer, _ length: Int) {
        let width = Variant.Word.bitWidth / 8
        var (a, b, c, d) = (self.a, self.b, self.c, self.d)
        var next = unsafe stripes
        let end = unsafe stripes + length
        while unsafe next < end {
            a = unsafe Variant.round(a, next.littleEndian())
            b = unsafe Variant.round(b, next.littleEndian(at: width))
            c = unsafe Variant.round(c, next.littleEndian(at: 2 &* width))
            d = unsafe Variant.round(d, next.littleEndian(at: 3 &* width))
            unsafe next += 4 &* width
        }
        (self.a, self.b, self.c, self.d) = (a, b, c, d)
    }

    @inlinable
    public mutating func absorb(_ stripes: RawSpan) {
        unsafe stripes.withUnsafeBytes { unsafe absorb($0.baseAddress!, $0.count) }
    }
}

/// XXH32 or XXH64 of input that comes in pieces. The bytes of the digest are the value, big-endian (the
/// specification's canonical representation).
public struct XXHHash<Variant: XXHVariant>: HashFunction {
    @usableFromInline let seed: Variant.Word
    @usableFromInline var accumulators: XXHAccumulators<Variant>
    @usableFromInline var buffer = BlockBuffer<32>(blockLength: Variant.stripeLength)
    @usableFromInline var length: UInt64 = 0

    @inlinable
    public init(seed: Variant.Word) {
        self.seed = seed
        accumulators = XXHAccumulators(seed: seed)
    }

    @inlinable
    public var digestLength: Int { Variant.Word.bitWidth / 8 }

    @inlinable
    public mutating func update(_ input: RawSpan) {
        length &+= UInt64(truncatingIfNeeded: input.byteCount)
        buffer.append(input, to: &accumulators)
    }

    @inlinable
    public func finish(into digest: inout MutableRawSpan) {
        let isShort = length < UInt64(truncatingIfNeeded: Variant.stripeLength)
        let start = isShort ? seed &+ Variant.prime5 : Variant.converge(accumulators)
        let hash = start &+ Variant.Word(truncatingIfNeeded: length)
        let value = unsafe buffer.bytes.span.withUnsafeBytes { waiting in
            unsafe Variant.finish(hash, waiting.baseAddress!, buffer.count)
        }
        digest.store([value], count: digestLength, bigEndian: true)
    }
}
