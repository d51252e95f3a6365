/// CRC-82/DARC (ETSI EN 300 751, the data radio channel): the one CRC of the catalogue that is wider than a
/// register. Its value is 11 bytes and no machine word; tables take eight bytes at a time, as in `CRCSlicing`.
public struct CRC82: HashFunction {
    /// Its width, in bits.
    static let width: UInt128 = 82
    /// 0x0308c0111011401440411, reflected: bit i is the coefficient of x^(81 - i).
    static let polynomial: UInt128 = {
        let forward: UInt128 = 0x0_308c << 64 | 0x0111_0114_0144_0411
        return (0..<width).reduce(0) { sum, bit in sum | (forward >> bit & 1) << (width - 1 - bit) }
    }()

    /// Registers of a byte followed by zero bytes: a row of 256 for each number of zeros, 0 to 7. Never written again.
    nonisolated(unsafe) static let table: UnsafePointer<UInt128> = {
        let table = UnsafeMutablePointer<UInt128>.allocate(capacity: 8 * 256)
        for byte in 0..<256 {
            var register = UInt128(byte)
            for _ in 0..<8 { register = (register >> 1) ^ (register & 1 == 1 ? polynomial : 0) }
            unsafe (table + byte).initialize(to: register)
        }
        for entry in 256..<8 * 256 {
            let register = unsafe table[entry - 256]
            unsafe (table + entry).initialize(to: (register >> 8) ^ table[Int(register & 0xff)])
        }
        return unsafe UnsafePointer(table)
    }()

    /// Computes the tables, which otherwise the first message has to wait for.
    public static func prepare() { unsafe _ = table }

    var register: UInt128 = 0

    public init() {}

    public static let digestLength = 11
    public var digestLength: Int { Self.digestLength }

    public mutating func update(_ input: RawSpan) {
        let table = unsafe Self.table
        var register = self.register
        func entry(_ word: UInt64, _ byte: Int) -> UInt128 {
            unsafe table[256 &* (7 &- byte) &+ Int(truncatingIfNeeded: (word &>> UInt64(8 &* byte)) & 0xff)]
        }
        unsafe input.withUnsafeBytes { bytes in
            var next = unsafe bytes.start
            let end = unsafe next + bytes.count
            while unsafe end - next >= 8 {
                let word = unsafe UInt64(truncatingIfNeeded: register) ^ next.littleEndian()
                let first = (entry(word, 0) ^ entry(word, 1)) ^ (entry(word, 2) ^ entry(word, 3))
                let last = (entry(word, 4) ^ entry(word, 5)) ^ (entry(word, 6) ^ entry(word, 7))
                register = (register >> 64) ^ (first ^ last)
                unsafe next += 8
            }
            while unsafe next < end {
                let byte = unsafe UInt128(next.load(as: UInt8.self))
                register = unsafe table[Int((register ^ byte) & 0xff)] ^ (register >> 8)
                unsafe next += 1
            }
        }
        self.register = register
    }

    public func finish(into digest: inout MutableRawSpan) {
        for index in 0..<digestLength {
            let byte = UInt8(truncatingIfNeeded: register >> UInt128(8 * (digestLength - 1 - index)))
            digest.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        }
    }
}
