/// The digest of 64 bits.
public enum XXH3_64: XXH3Variant {
    @inlinable public static var digestLength: Int { 8 }

    @inlinable @inline(__always)
    public static func short(
        _ input: UnsafeRawPointer, _ length: Int, secret: UnsafeRawPointer, seed: UInt64
    ) -> UInt64 {
        if length <= 16 { return unsafe upTo16(input, length, secret, seed) }
        return length <= 128
            ? unsafe upTo128(input, length, secret, seed) : unsafe upTo240(input, length, secret, seed)
    }

    @inlinable @inline(__always)
    static func upTo16(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> UInt64 {
        let count = UInt64(truncatingIfNeeded: length)
        if length > 8 {
            let low: UInt64 = unsafe input.littleEndian() ^ (XXH3.flip(secret, 24) &+ seed)
            let high: UInt64 = unsafe input.littleEndian(at: length &- 8) ^ (XXH3.flip(secret, 40) &- seed)
            return XXH3.avalanche(count &+ low.byteSwapped &+ high &+ XXH3.folded(low, high))
        }
        if length >= 4 {
            let first = unsafe UInt64(truncatingIfNeeded: input.littleEndian(as: UInt32.self))
            let last = unsafe UInt64(truncatingIfNeeded: input.littleEndian(at: length &- 4, as: UInt32.self))
            let keyed = unsafe (last &+ first &<< 32) ^ (XXH3.flip(secret, 8) &- XXH3.spread(seed))
            return rrmxmx(keyed, count)
        }
        guard length > 0 else { return unsafe XXH64.mixed(seed ^ XXH3.flip(secret, 56)) }
        let words: (UInt32, UInt32) = unsafe (secret.littleEndian(), secret.littleEndian(at: 4))
        let flip = UInt64(truncatingIfNeeded: words.0 ^ words.1) &+ seed
        return XXH64.mixed(unsafe UInt64(truncatingIfNeeded: XXH3.combined(input, length)) ^ flip)
    }

    /// A stronger avalanche, for input that was not mixed before (after P. Evensen's function of that name).
    @inlinable @inline(__always)
    static func rrmxmx(_ word: UInt64, _ length: UInt64) -> UInt64 {
        var mixed = word ^ word.rotated(left: 49) ^ word.rotated(left: 24)
        mixed = mixed &* XXH3.primeMX2
        mixed = (mixed ^ ((mixed &>> 35) &+ length)) &* XXH3.primeMX2
        return mixed ^ (mixed &>> 28)
    }

    /// Pairs of 16 bytes, as far from the start as from the end, from the middle outwards.
    @inlinable @inline(__always)
    static func upTo128(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> UInt64 {
        let end = unsafe input + length
        var sum = UInt64(truncatingIfNeeded: length) &* XXH64.prime1
        if length > 32 {
            if length > 64 {
                if length > 96 {
                    sum =
                        unsafe sum &+ XXH3.mix(input + 48, secret + 96, seed)
                        &+ XXH3.mix(end - 64, secret + 112, seed)
                }
                sum =
                    unsafe sum &+ XXH3.mix(input + 32, secret + 64, seed)
                    &+ XXH3.mix(end - 48, secret + 80, seed)
            }
            sum =
                unsafe sum &+ XXH3.mix(input + 16, secret + 32, seed)
                &+ XXH3.mix(end - 32, secret + 48, seed)
        }
        return unsafe XXH3.avalanche(
            sum &+ XXH3.mix(input, secret, seed) &+ XXH3.mix(end - 16, secret + 16, seed))
    }

    @inlinable @inline(never)
    static func upTo240(
        _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer, _ seed: UInt64
    ) -> UInt64 {
        var sum = UInt64(truncatingIfNeeded: length) &* XXH64.prime1
        for part in 0..<8 { sum = unsafe sum &+ XXH3.mix(input + 16 &* part, secret + 16 &* part, seed) }
        sum = XXH3.avalanche(sum)
        var offset = 128
        while offset <= length &- 16 {
            sum = unsafe sum &+ XXH3.mix(input + offset, secret + (offset &- 128 &+ 3), seed)
            offset &+= 16
        }
        let last = unsafe secret + (XXH3.leastSecretLength &- 17)
        return unsafe XXH3.avalanche(sum &+ XXH3.mix(input + (length &- 16), last, seed))
    }

    @inlinable @inline(__always)
    public static func long(
        _ accumulators: XXH3.Accumulators, _ length: UInt64, secret: UnsafeRawBufferPointer
    ) -> UInt64 {
        unsafe XXH3.merged(accumulators, secret.start + 11, length &* XXH64.prime1)
    }

    @inlinable @inline(__always)
    public static func store(_ digest: UInt64, in target: inout MutableRawSpan) {
        target.store([digest], count: 8, bigEndian: true)
    }
}
