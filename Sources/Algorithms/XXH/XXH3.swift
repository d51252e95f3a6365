import CPlatform

/// XXH3 (Y. Collet; xxHash specification 0.2.0, "XXH3 Algorithm Overview"), whose digests of 64 and of 128
/// bits share their parts: what is short is mixed with a *secret* directly; anything longer goes through
/// eight accumulators, in stripes of 64 bytes.
public enum XXH3 {
    /// The longest input that takes no accumulators.
    @inlinable @inline(__always) public static var longestShort: Int { 240 }
    /// No secret is shorter.
    @inlinable @inline(__always) public static var leastSecretLength: Int { 136 }
    /// The specification names no limit. This one is so that a copy can always be made.
    @inlinable @inline(__always) public static var mostSecretLength: Int { 1 << 20 }

    /// The secret where none is given.
    public static let defaultSecret: [UInt8] = [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
        0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
        0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
        0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
        0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
        0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ]
}

// MARK: Mixing

extension XXH3 {
    @inlinable @inline(__always) static var primeMX1: UInt64 { 0x1656_6791_9e37_79f9 }
    @inlinable @inline(__always) static var primeMX2: UInt64 { 0x9fb2_1c65_1e98_df25 }

    /// The product of two words, its halves folded into one. In a general register: the optimiser might otherwise
    /// collect several in vectors, which cannot multiply them.
    @inlinable @inline(__always)
    static func folded(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return (product.high ^ product.low).computedFirst
    }

    @inlinable @inline(__always)
    static func avalanche(_ word: UInt64) -> UInt64 {
        let mixed = (word ^ (word &>> 37)) &* primeMX1
        return mixed ^ (mixed &>> 32)
    }

    /// Sixteen bytes of input as a word.
    @inlinable @inline(__always)
    static func mix(_ input: UnsafeRawPointer, _ secret: UnsafeRawPointer, _ seed: UInt64) -> UInt64 {
        unsafe folded(
            input.littleEndian() ^ (secret.littleEndian() &+ seed),
            input.littleEndian(at: 8) ^ (secret.littleEndian(at: 8) &- seed))
    }

    /// One to three bytes and how many there are, in one word.
    @inlinable @inline(__always)
    static func combined(_ input: UnsafeRawPointer, _ length: Int) -> UInt32 {
        let first = unsafe UInt32(truncatingIfNeeded: input.load(as: UInt8.self))
        let middle = unsafe UInt32(truncatingIfNeeded: input.load(fromByteOffset: length &>> 1, as: UInt8.self))
        let last = unsafe UInt32(truncatingIfNeeded: input.load(fromByteOffset: length &- 1, as: UInt8.self))
        return last | UInt32(truncatingIfNeeded: length) &<< 8 | first &<< 16 | middle &<< 24
    }

    /// The seed as inputs of four to eight bytes take it.
    @inlinable @inline(__always)
    static func spread(_ seed: UInt64) -> UInt64 {
        seed ^ UInt64(truncatingIfNeeded: UInt32(truncatingIfNeeded: seed).byteSwapped) &<< 32
    }

    /// Two words of the secret, at `offset` and after it, as one.
    @inlinable @inline(__always)
    static func flip(_ secret: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        unsafe secret.littleEndian(at: offset) ^ secret.littleEndian(at: offset &+ 8)
    }
}

// MARK: Accumulators

extension XXH3 {
    public typealias Accumulators = InlineArray<8, UInt64>

    /// What they are before the first stripe. In memory, where a kernel loads them at once.
    @usableFromInline
    static let initial: [UInt64] = [
        0xc2b2_ae3d, 0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9,
        0x85eb_ca77_c2b2_ae63, 0x85eb_ca77, 0x27d4_eb2f_1656_67c5, 0x9e37_79b1,
    ]

    /// One word out of eight accumulators.
    @inlinable @inline(__always)
    static func merged(_ accumulators: Accumulators, _ secret: UnsafeRawPointer, _ start: UInt64) -> UInt64 {
        var sum = start
        for pair in 0..<4 {
            sum =
                unsafe sum
                &+ folded(
                    accumulators[2 &* pair] ^ secret.littleEndian(at: 16 &* pair),
                    accumulators[2 &* pair &+ 1] ^ secret.littleEndian(at: 16 &* pair &+ 8))
        }
        return avalanche(sum)
    }

    /// The secret that stands for a seed: the default one, with the seed added to every first word of two and
    /// subtracted from every second.
    @inlinable @inline(__always)
    static func secret(of seed: UInt64) -> InlineArray<24, UInt64> {
        unsafe defaultSecret.withUnsafeBytes { bytes in
            let start = bytes.baseAddress!
            return InlineArray { (word: Int) in
                let plain: UInt64 = unsafe start.littleEndian(at: 8 &* word)
                return (word & 1 == 0 ? plain &+ seed : plain &- seed).littleEndian
            }
        }
    }
}
