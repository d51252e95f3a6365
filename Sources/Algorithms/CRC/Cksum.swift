/// The checksum of the POSIX utility cksum (IEEE 1003.1): a CRC of the input followed by its length, least
/// significant byte first, in as few bytes as hold it.
public struct Cksum: HashFunction {
    var crc: CRC
    var length: UInt64 = 0

    public init(_ crc: CRC) {
        self.crc = crc
    }

    public var digestLength: Int { crc.digestLength }

    public mutating func update(_ input: RawSpan) {
        length &+= UInt64(truncatingIfNeeded: input.byteCount)
        crc.update(input)
    }

    public func finish(into digest: inout MutableRawSpan) {
        var whole = crc
        let bytes = InlineArray<1, UInt64>(repeating: length.littleEndian)
        let used = 8 - length.leadingZeroBitCount / 8
        unsafe whole.update(bytes.span.bytes.extracting(first: used))
        whole.finish(into: &digest)
    }
}
