/// The digest of 128 bits.
public enum XXH3_128: XXH3Variant {
    public typealias Digest = (high: UInt64, low: UInt64)

    @inlinable public static var digestLength: Int { 16 }

    @inlinable @inline(__always)
    public static func short(
        _ input: UnsafeRawPointer, _ length: Int, secret: UnsafeRawPointer, seed: UInt64
    ) -> Digest {
        if length <= 16 { return unsafe upTo16(input, length, secret, seed) }
        return length <= 128
            ? unsafe upTo128(input, length, secret, seed) : unsafe upTo240(input, length, secret, seed)
    }

    @inlinable @inline(__always)
    static func upTo16(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> Digest {
        if length > 8 { return unsafe upTo16From9(input, length, secret, seed) }
        if length >= 4 { return unsafe upTo8From4(input, length, secret, seed) }
        guard length > 0 else {
            return unsafe (XXH64.mixed(seed ^ XXH3.flip(secret, 80)), XXH64.mixed(seed ^ XXH3.flip(secret, 64)))
        }
        let low = unsafe XXH3.combined(input, length)
        let high = low.byteSwapped.rotated(left: 13)
        let words: (UInt32, UInt32) = unsafe (secret.littleEndian(), secret.littleEndian(at: 4))
        let others: (UInt32, UInt32) = unsafe (secret.littleEndian(at: 8), secret.littleEndian(at: 12))
        return (
            XXH64.mixed(UInt64(truncatingIfNeeded: high) ^ (UInt64(truncatingIfNeeded: others.0 ^ others.1) &- seed)),
            XXH64.mixed(UInt64(truncatingIfNeeded: low) ^ (UInt64(truncatingIfNeeded: words.0 ^ words.1) &+ seed))
        )
    }

    @inlinable @inline(__always)
    static func upTo8From4(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> Digest {
        let first = unsafe UInt64(truncatingIfNeeded: input.littleEndian(as: UInt32.self))
        let last = unsafe UInt64(truncatingIfNeeded: input.littleEndian(at: length &- 4, as: UInt32.self))
        let keyed = unsafe (first &+ last &<< 32) ^ (XXH3.flip(secret, 16) &+ XXH3.spread(seed))
        // The length is shifted to keep the multiplier odd.
        var (high, low) = keyed.multipliedFullWidth(by: XXH64.prime1 &+ UInt64(truncatingIfNeeded: length) &<< 2)
        high = high &+ low &<< 1
        low ^= high &>> 3
        low = (low ^ (low &>> 35)) &* XXH3.primeMX2
        return (XXH3.avalanche(high), low ^ (low &>> 28))
    }

    @inlinable @inline(__always)
    static func upTo16From9(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> Digest {
        let first: UInt64 = unsafe input.littleEndian()
        let last: UInt64 = unsafe input.littleEndian(at: length &- 8)
        let flipped = unsafe last ^ (XXH3.flip(secret, 48) &+ seed)
        var (high, low) = unsafe (first ^ last ^ (XXH3.flip(secret, 32) &- seed))
            .multipliedFullWidth(by: XXH64.prime1)
        low = low &+ UInt64(truncatingIfNeeded: length &- 1) &<< 54
        // The upper half of `flipped` in its place, and the lower times a prime p: together flipped + lower·(p - 1).
        high = high &+ flipped &+ (flipped & 0xffff_ffff) &* UInt64(truncatingIfNeeded: XXH32.prime2 &- 1)
        let (carried, bottom) = (low ^ high.byteSwapped).multipliedFullWidth(by: XXH64.prime2)
        return (XXH3.avalanche(carried &+ high &* XXH64.prime2), XXH3.avalanche(bottom))
    }

    /// Pairs of 16 bytes, as far from the start as from the end, from the middle outwards.
    @inlinable @inline(__always)
    static func upTo128(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> Digest {
        let end = unsafe input + length
        var sums: Digest = (0, UInt64(truncatingIfNeeded: length) &* XXH64.prime1)
        if length > 32 {
            if length > 64 {
                if length > 96 { unsafe mix(&sums, input + 48, end - 64, secret + 96, seed) }
                unsafe mix(&sums, input + 32, end - 48, secret + 64, seed)
            }
            unsafe mix(&sums, input + 16, end - 32, secret + 32, seed)
        }
        unsafe mix(&sums, input, end - 16, secret, seed)
        return merged(sums, length, seed)
    }

    @inlinable @inline(never)
    static func upTo240(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> Digest {
        var sums: Digest = (0, UInt64(truncatingIfNeeded: length) &* XXH64.prime1)
        for part in 0..<4 {
            let pair = unsafe input + 32 &* part
            unsafe mix(&sums, pair, pair + 16, secret + 32 &* part, seed)
        }
        sums = (XXH3.avalanche(sums.high), XXH3.avalanche(sums.low))
        var offset = 128
        while offset <= length &- 32 {
            unsafe mix(&sums, input + offset, input + (offset &+ 16), secret + (offset &- 128 &+ 3), seed)
            offset &+= 32
        }
        let end = unsafe input + length
        let last = unsafe secret + (XXH3.leastSecretLength &- 17 &- 16)
        unsafe mix(&sums, end - 16, end - 32, last, 0 &- seed)
        return merged(sums, length, seed)
    }

    /// Two times 16 bytes, each mixed into one sum and added to the other.
    @inlinable @inline(__always)
    static func mix(
        _ sums: inout Digest, _ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ secret: UnsafeRawPointer,
        _ seed: UInt64
    ) {
        let words: (UInt64, UInt64) = unsafe (first.littleEndian(), first.littleEndian(at: 8))
        let others: (UInt64, UInt64) = unsafe (second.littleEndian(), second.littleEndian(at: 8))
        sums.low = unsafe (sums.low &+ XXH3.mix(first, secret, seed)) ^ (others.0 &+ others.1)
        sums.high = unsafe (sums.high &+ XXH3.mix(second, secret + 16, seed)) ^ (words.0 &+ words.1)
    }

    @inlinable @inline(__always)
    static func merged(_ sums: Digest, _ length: Int, _ seed: UInt64) -> Digest {
        let count = UInt64(truncatingIfNeeded: length) &- seed
        let high = sums.low &* XXH64.prime1 &+ sums.high &* XXH64.prime4 &+ count &* XXH64.prime2
        return (0 &- XXH3.avalanche(high), XXH3.avalanche(sums.low &+ sums.high))
    }

    @inlinable @inline(__always)
    public static func long(
        _ accumulators: XXH3.Accumulators, _ length: UInt64, secret: UnsafeRawBufferPointer
    ) -> Digest {
        unsafe (
            XXH3.merged(accumulators, secret.start + (secret.count &- 64 &- 11), ~(length &* XXH64.prime2)),
            XXH3.merged(accumulators, secret.start + 11, length &* XXH64.prime1)
        )
    }

    @inlinable @inline(__always)
    public static func store(_ digest: Digest, in target: inout MutableRawSpan) {
        target.store([digest.high, digest.low], count: 16, bigEndian: true)
    }
}
