/// CRC-82/DARC (ETSI EN 300 751, the data radio channel): the one CRC of the catalogue that is wider than a
/// register. Its value is 11 bytes and no machine word; a table takes one byte at a time.
public struct CRC82: HashFunction {
    /// Its width, in bits.
    static let width: UInt128 = 82
    /// 0x0308c0111011401440411, reflected: bit i is the coefficient of x^(81 - i).
    static let polynomial: UInt128 = {
        let forward: UInt128 = 0x0_308c << 64 | 0x0111_0114_0144_0411
        return (0..<width).reduce(0) { sum, bit in sum | (forward >> bit & 1) << (width - 1 - bit) }
    }()

    /// The register of each byte.
    static let table = InlineArray<256, UInt128> { (byte: Int) in
        (0..<8).reduce(UInt128(byte)) { register, _ in
            (register >> 1) ^ (register & 1 == 1 ? polynomial : 0)
        }
    }

    /// Computes the table, which otherwise the first message has to wait for.
    public static func prepare() { _ = table[0] }

    var register: UInt128 = 0

    public init() {}

    public static let digestLength = 11
    public var digestLength: Int { Self.digestLength }

    public mutating func update(_ input: RawSpan) {
        for index in 0..<input.byteCount {
            let byte = UInt128(unsafe input.unsafeLoad(fromByteOffset: index, as: UInt8.self))
            register = Self.table[Int((register ^ byte) & 0xff)] ^ (register >> 8)
        }
    }

    public func finish(into digest: inout MutableRawSpan) {
        for index in 0..<digestLength {
            let byte = UInt8(truncatingIfNeeded: register >> UInt128(8 * (digestLength - 1 - index)))
            digest.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        }
    }
}
