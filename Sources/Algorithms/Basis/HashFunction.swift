/// A digest under construction: a value, so that a copy is an independent digest of the same input.
public protocol HashFunction: SendableMetatype {
    /// The bytes of the digest.
    var digestLength: Int { get }

    /// Appends input, of any length and alignment.
    mutating func update(_ input: RawSpan)

    /// Writes the digest of all input so far to the first `digestLength` bytes of `digest`.
    func finish(into digest: inout MutableRawSpan)
}
