import CPlatform

/// CRC-82/DARC (ETSI EN 300 751, the data radio channel): the one CRC of the catalogue that is wider than a
/// register. Its value is 11 bytes and no machine word.
public struct CRC82: HashFunction {
    /// Its width, in bits.
    static let width: UInt128 = 82
    /// 0x0308c0111011401440411, reflected: bit i is the coefficient of x^(81 - i).
    static let polynomial: UInt128 = {
        let forward: UInt128 = 0x0_308c << 64 | 0x0111_0114_0144_0411
        return (0..<width).reduce(0) { sum, bit in sum | (forward >> bit & 1) << (width - 1 - bit) }
    }()

    /// Registers of a byte followed by zero bytes: 256 for each number of zeros, 0 to 7. Never written again.
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

    /// Computes the tables, which otherwise the first message would.
    public static func prepare() { unsafe _ = table }

    var register: UInt128 = 0

    public init() {}

    public static let digestLength = 11
    public var digestLength: Int { Self.digestLength }

    public mutating func update(_ input: RawSpan) {
        unsafe input.withUnsafeBytes { bytes in
            register =
                unsafe bytes.count < Self.shortestFolded
                ? Self.register(after: bytes.start, bytes.count, from: register) : Self.folded(register, bytes)
        }
    }

    public func finish(into digest: inout MutableRawSpan) {
        let bytes = register << UInt128(128 - 8 * digestLength)
        let words: InlineArray<2, UInt64> = [UInt64(bytes >> 64), UInt64(truncatingIfNeeded: bytes)]
        digest.store(words, count: digestLength, bigEndian: true)
    }

    /// The CRC of a concatenation AB, from those of A and of B and the length of B in bytes: see `CRCModel.combine`. So
    /// many zero bytes multiply a register by a power of x^8, of which there are 273. Bits above the width are ignored.
    public static func combine(_ a: UInt128, _ b: UInt128, lengthOfB: UInt64) -> UInt128 {
        let table = unsafe Self.table
        let mask: UInt128 = 1 << width - 1
        let zeros = lengthOfB % UInt64(rowLength)
        return (0..<zeros).reduce(a & mask) { register, _ in unsafe after(byte: 0, register, table) } ^ b & mask
    }
}

/// Division by the polynomial through tables, a word at a time: see `CRCSlicing`.
extension CRC82 {
    /// The register after `count` more bytes.
    private static func register(after input: UnsafeRawPointer, _ count: Int, from register: UInt128) -> UInt128 {
        let table = unsafe Self.table
        var register = register
        var next = unsafe input
        let end = unsafe next + count
        while unsafe end - next >= 8 {
            register = unsafe after(word: next.littleEndian(), register, table)
            unsafe next += 8
        }
        while unsafe next < end {
            register = unsafe after(byte: next.load(as: UInt8.self), register, table)
            unsafe next += 1
        }
        return register
    }

    /// The register after eight more bytes.
    @inline(__always)
    private static func after(word: UInt64, _ register: UInt128, _ table: UnsafePointer<UInt128>) -> UInt128 {
        let word = UInt64(truncatingIfNeeded: register) ^ word
        func entry(_ byte: Int) -> UInt128 {
            unsafe table[256 &* (7 &- byte) &+ Int(truncatingIfNeeded: (word &>> UInt64(8 &* byte)) & 0xff)]
        }
        let first = (entry(0) ^ entry(1)) ^ (entry(2) ^ entry(3)), last = (entry(4) ^ entry(5)) ^ (entry(6) ^ entry(7))
        return (register >> 64) ^ (first ^ last)
    }

    /// The register after one more byte.
    @inline(__always)
    private static func after(byte: UInt8, _ register: UInt128, _ table: UnsafePointer<UInt128>) -> UInt128 {
        unsafe table[Int((register ^ UInt128(byte)) & 0xff)] ^ (register >> 8)
    }
}

/// Folding without multiplication.
///
/// The code is that of a difference set (273, 191), so its polynomial divides x^273 + 1: modulo it, x^273 is 1. A bit
/// of the message stands for x to the power of how many bits come after it; by any multiple of 273 bits, it can be
/// moved. So the message is cut, from its end, into rows of 273 bytes, and these are added up.
///
/// A row is eight parts of 34 bytes, and a byte. Part p begins 272·(7 - p) bits before part 7, and x^272 = x^-1: it
/// stands for the same as if it began 7 - p bits after where part 7 does. The lowest bit of a byte comes first, so that
/// is to shift it left by 7 - p. All eight together are 34 bytes and seven bits, within the 35 bytes that the row ends
/// with, and these are divided.
extension CRC82 {
    /// From so many bytes on, this is faster than division alone, as measured on a Zen 4.
    private static var shortestFolded: Int { 112 }

    private static var rowLength: Int { 273 }

    private static func folded(_ register: UInt128, _ input: UnsafeRawBufferPointer) -> UInt128 {
        let (rows, short) = input.count.quotientAndRemainder(dividingBy: rowLength)
        let columns = unsafe sums(of: rows, input.start + short)
        var register = register
        var words = InlineArray<36, UInt64>(repeating: 0)
        return unsafe withUnsafeMutableBytes(of: &words) { words in
            let row = words.baseAddress!
            for column in 0..<5 {
                unsafe (row + offset(ofColumn: column)).storeBytes(of: columns[column], as: Column.self)
            }
            // The message begins with the register, and with a short row, which ends where the others do. In one that
            // is too short, the register would go beyond.
            var start = unsafe row
            if short < digestLength {
                register = unsafe Self.register(after: input.start, short, from: register)
            } else {
                unsafe start += rowLength - short
                unsafe add(input.start, short, to: start)
            }
            unsafe add(UInt64(truncatingIfNeeded: register).littleEndian, to: start)
            unsafe add(UInt64(truncatingIfNeeded: register >> 64).littleEndian, to: start + 8)
            return unsafe remainder(ofRow: UnsafeRawPointer(row))
        }
    }

    /// A row is read by columns: four side by side, and one that ends with the row.
    private typealias Column = SIMD8<UInt64>
    private static func offset(ofColumn column: Int) -> Int { column < 4 ? 64 &* column : rowLength &- 64 }

    /// The columns of the sum of `rows` rows.
    @inline(__always)
    private static func sums(of rows: Int, _ input: UnsafeRawPointer) -> InlineArray<5, Column> {
        // As many rows as stay in the first cache from one column to the next, with those that are being prefetched.
        let most = 48
        var sums = InlineArray<5, Column>(repeating: Column())
        var next = unsafe input, left = rows
        while left > 0 {
            let count = min(left, most)
            for column in 0..<5 {
                var sum = sums[column]
                var bytes = unsafe next + offset(ofColumn: column)
                for _ in 0..<count {
                    unsafe sum ^= bytes.loadUnaligned(as: Column.self)
                    unsafe platform_prefetch(bytes + most &* rowLength)
                    unsafe bytes += rowLength
                }
                sums[column] = sum
            }
            unsafe next += count &* rowLength
            left &-= count
        }
        return sums
    }

    /// The remainder of a row.
    @inline(__always)
    private static func remainder(ofRow row: UnsafeRawPointer) -> UInt128 {
        // Seven bytes of each part, the last six, and as many bits as they are shifted.
        var groups = InlineArray<5, UInt64>(repeating: 0)
        for part in 0..<8 {
            for group in 0..<5 {
                let bytes = unsafe row.littleEndian(at: 34 &* part &+ 7 &* group, as: UInt64.self)
                groups[group] ^= (bytes & (group < 4 ? 1 << 56 - 1 : 1 << 48 - 1)) &<< UInt64(7 &- part)
            }
        }
        let last = unsafe UInt64(row.load(fromByteOffset: 8 &* 34, as: UInt8.self))
        // Five bytes of zeros, which nothing comes of, and the 35.
        let words: InlineArray<5, UInt64> = [
            groups[0] << 40, groups[0] >> 24 ^ groups[1] << 32, groups[1] >> 32 ^ groups[2] << 24,
            groups[2] >> 40 ^ groups[3] << 16, groups[3] >> 48 ^ groups[4] << 8 ^ last << 56,
        ]
        let table = unsafe Self.table
        var register: UInt128 = 0
        for word in 0..<5 { register = unsafe after(word: words[word], register, table) }
        return register
    }

    /// Adds (xor) bytes to those at `target`.
    @inline(__always)
    private static func add(_ bytes: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) {
        var done = 0
        while done &+ 8 <= count {
            unsafe add((bytes + done).loadUnaligned(as: UInt64.self), to: target + done)
            done &+= 8
        }
        while done < count {
            unsafe add((bytes + done).load(as: UInt8.self), to: target + done)
            done &+= 1
        }
    }

    @inline(__always)
    private static func add<Word: FixedWidthInteger & BitwiseCopyable>(
        _ word: Word, to target: UnsafeMutableRawPointer
    ) {
        unsafe target.storeBytes(of: target.loadUnaligned(as: Word.self) ^ word, as: Word.self)
    }
}
