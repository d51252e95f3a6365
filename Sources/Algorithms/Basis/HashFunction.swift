/// A digest under construction: a value, so that a copy is an independent digest of the same input.
public protocol HashFunction: SendableMetatype {
    /// The bytes of the digest.
    var digestLength: Int { get }

    /// Appends input, of any length and alignment.
    mutating func update(_ input: RawSpan)

    /// Writes the digest of all input so far to the first `digestLength` bytes of `digest`.
    func finish(into digest: inout MutableRawSpan)

    // MARK: Parts that are hashed apart

    // Where the digest of a concatenation follows from what its parts come to, threads hash parts of a long input side by
    // side. A part is `HashPart.length` bytes. By default there are none.

    /// Whether the next bytes may be a part. The bytes before them are then `position`.
    var takesParts: Bool { get }
    var position: UInt64 { get }

    /// What a part comes to that has `position` bytes before it. What was appended before does not matter.
    func part(_ input: RawSpan, at position: UInt64) -> HashPart

    /// Appends a part by what it comes to.
    mutating func append(_ part: HashPart)
}

extension HashFunction {
    @inlinable public var takesParts: Bool { false }
    @inlinable public var position: UInt64 { 0 }
    @inlinable public func part(_ input: RawSpan, at position: UInt64) -> HashPart { HashPart() }
    @inlinable public mutating func append(_ part: HashPart) {}
}

/// What a part of the input comes to: a chaining value, or a checksum in the first words.
public struct HashPart: Sendable {
    /// The bytes of a part: so many that to hand it on takes no time beside hashing it, and few enough for a cache.
    public static let length = 256 << 10

    var words = InlineArray<8, UInt32>(repeating: 0)

    public init() {}

    init(_ value: UInt64) {
        words[0] = UInt32(truncatingIfNeeded: value)
        words[1] = UInt32(truncatingIfNeeded: value >> 32)
    }

    var value: UInt64 { UInt64(words[1]) << 32 | UInt64(words[0]) }
}
