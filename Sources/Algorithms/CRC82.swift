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
        unsafe input.withUnsafeBytes { bytes in
            register =
                unsafe bytes.count < Self.shortestFolded
                ? Self.divided(register, bytes.start, bytes.count) : Self.folded(register, bytes)
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
        let zeros = lengthOfB % UInt64(row)
        return (0..<zeros).reduce(a & mask) { register, _ in unsafe divided(register, 0 as UInt8, table) } ^ b & mask
    }
}

/// Division by the polynomial through tables, a word at a time: see `CRCSlicing`.
extension CRC82 {
    /// The register after `count` more bytes.
    private static func divided(_ register: UInt128, _ input: UnsafeRawPointer, _ count: Int) -> UInt128 {
        let table = unsafe Self.table
        var register = register
        var next = unsafe input
        let end = unsafe next + count
        while unsafe end - next >= 8 {
            register = unsafe divided(register, next.littleEndian() as UInt64, table)
            unsafe next += 8
        }
        while unsafe next < end {
            register = unsafe divided(register, next.load(as: UInt8.self), table)
            unsafe next += 1
        }
        return register
    }

    /// The register after eight more bytes.
    @inline(__always)
    private static func divided(_ register: UInt128, _ bytes: UInt64, _ table: UnsafePointer<UInt128>) -> UInt128 {
        let word = UInt64(truncatingIfNeeded: register) ^ bytes
        func entry(_ byte: Int) -> UInt128 {
            unsafe table[256 &* (7 &- byte) &+ Int(truncatingIfNeeded: (word &>> UInt64(8 &* byte)) & 0xff)]
        }
        let first = (entry(0) ^ entry(1)) ^ (entry(2) ^ entry(3)), last = (entry(4) ^ entry(5)) ^ (entry(6) ^ entry(7))
        return (register >> 64) ^ (first ^ last)
    }

    /// The register after one more byte.
    @inline(__always)
    private static func divided(_ register: UInt128, _ byte: UInt8, _ table: UnsafePointer<UInt128>) -> UInt128 {
        unsafe table[Int((register ^ UInt128(byte)) & 0xff)] ^ (register >> 8)
    }
}

/// Folding without multiplication: the polynomial divides x^273 + 1.
///
/// So 273 bytes weigh as much as the 273 after them, and a message as the sum of its rows of 273 bytes, of which the
/// first may be short. And 34 bytes, of 272 bits, weigh as much as a bit further on than the 34 after them, for
/// x^272 = x^-1. A row is eight times 34 bytes and one more: the sum of the eight, the first of them seven bits further
/// on than the last, is within the 35 bytes that end with that one, and these are divided.
extension CRC82 {
    /// From so many bytes on, this takes less time than division alone.
    private static var shortestFolded: Int { 112 }

    private static var row: Int { 273 }

    private static func folded(_ register: UInt128, _ input: UnsafeRawBufferPointer) -> UInt128 {
        let whole = unsafe input.start + input.count % row
        let columns = unsafe sums(of: input.count / row, whole)
        var register = register
        var sum = InlineArray<36, UInt64>(repeating: 0)
        return unsafe withUnsafeMutableBytes(of: &sum) { sum in
            let sum = sum.baseAddress!
            for column in 0..<5 { unsafe (sum + place(column)).storeBytes(of: columns[column], as: Column.self) }
            // The short row ends where the others do, and the message begins with the register.
            var start = unsafe sum
            if input.count % row < digestLength {
                register = unsafe divided(register, input.start, input.count % row)
            } else if unsafe whole > input.start {
                unsafe start += row - (whole - input.start)
                unsafe add(input.start, whole - input.start, to: start)
            }
            unsafe add(UInt64(truncatingIfNeeded: register).littleEndian, to: start)
            unsafe add(UInt64(truncatingIfNeeded: register >> 64).littleEndian, to: start + 8)
            return unsafe divided(row: UnsafeRawPointer(sum))
        }
    }

    /// A row is read by columns: four side by side, and one that ends with the row.
    private typealias Column = SIMD8<UInt64>
    private static func place(_ column: Int) -> Int { column < 4 ? 64 &* column : row &- 64 }

    /// The sum of `rows` rows.
    @inline(__always)
    private static func sums(of rows: Int, _ input: UnsafeRawPointer) -> InlineArray<5, Column> {
        // As many as stay in the first cache from one column to the next, along with the next ones that are on their way.
        let most = 48
        var sums = InlineArray<5, Column>(repeating: Column())
        var next = unsafe input, left = rows
        while left > 0 {
            let count = min(left, most)
            for column in 0..<5 {
                var sum = sums[column]
                var bytes = unsafe next + place(column)
                for _ in 0..<count {
                    unsafe sum ^= bytes.loadUnaligned(as: Column.self)
                    unsafe platform_prefetch(bytes + most &* row)
                    unsafe bytes += row
                }
                sums[column] = sum
            }
            unsafe next += count &* row
            left &-= count
        }
        return sums
    }

    /// The remainder of a row.
    @inline(__always)
    private static func divided(row: UnsafeRawPointer) -> UInt128 {
        // Sums of seven bytes each, the last of six, and as many bits as they are further on.
        var sums = InlineArray<5, UInt64>(repeating: 0)
        for part in 0..<8 {
            for sum in 0..<5 {
                let bytes = unsafe row.littleEndian(at: 34 &* part &+ 7 &* sum, as: UInt64.self)
                sums[sum] ^= (bytes & (sum < 4 ? 1 << 56 - 1 : 1 << 48 - 1)) &<< UInt64(7 &- part)
            }
        }
        let last = unsafe UInt64(row.load(fromByteOffset: 8 &* 34, as: UInt8.self))
        // Five bytes of zeros, which nothing comes of, and the 35.
        let words: InlineArray<5, UInt64> = [
            sums[0] << 40, sums[0] >> 24 ^ sums[1] << 32, sums[1] >> 32 ^ sums[2] << 24,
            sums[2] >> 40 ^ sums[3] << 16, sums[3] >> 48 ^ sums[4] << 8 ^ last << 56,
        ]
        let table = unsafe Self.table
        var register: UInt128 = 0
        for word in 0..<5 { register = unsafe divided(register, words[word], table) }
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
    private static func add<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word, to target: UnsafeMutableRawPointer)
    {
        unsafe target.storeBytes(of: target.loadUnaligned(as: Word.self) ^ word, as: Word.self)
    }
}
