import Algorithms

/// Checksums of input that lies in one piece, as integers, without a hasher.
public enum ByValue {
    /// Of everything whose checksum is `adler`, followed by `input`.
    @inline(__always)
    public static func adler32(_ adler: UInt32, _ input: UnsafeRawBufferPointer) -> UInt32 {
        guard let kernels = unsafe Kernels.tableIfChosen else { return unsafe chooseAndUpdate(adler, input) }
        return unsafe kernels.pointee.adler32!(adler, input.start, input.count)
    }

    /// Not inlined, so that other calls have no registers to save.
    @inline(never)
    private static func chooseAndUpdate(_ adler: UInt32, _ input: UnsafeRawBufferPointer) -> UInt32 {
        unsafe Kernels.adler32(adler, input.start, input.count)
    }

    @inline(__always)
    public static func adler32(_ first: UInt32, combinedWith second: UInt32, length: UInt64) -> UInt32 {
        Adler32.combine(first, second, lengthOfY: length)
    }

    @inline(__always)
    public static func xxh32(_ input: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
        unsafe XXH32.digest(input, seed: seed)
    }

    @inline(__always)
    public static func xxh64(_ input: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        unsafe XXH64.digest(input, seed: seed)
    }

    @inline(__always)
    public static func xxh3(_ input: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        unsafe xxh3(XXH3_64.self, input, seed: seed) { unsafe long64(input, seed) }
    }

    @inline(__always)
    public static func xxh3_128(_ input: UnsafeRawBufferPointer, seed: UInt64) -> (high: UInt64, low: UInt64) {
        unsafe xxh3(XXH3_128.self, input, seed: seed)
    }

    @inline(__always)
    static func xxh3<V: XXH3Variant>(_ variant: V.Type, _ input: UnsafeRawBufferPointer, seed: UInt64) -> V.Digest {
        unsafe xxh3(V.self, input, seed: seed) { unsafe long(V.self, input, seed) }
    }

    @inline(__always)
    static func xxh3<V: XXH3Variant>(
        _ variant: V.Type, _ input: UnsafeRawBufferPointer, seed: UInt64, long: () -> V.Digest
    ) -> V.Digest {
        guard input.count <= XXH3.longestShort else { return long() }
        // Mostly the seed is 0, and then the compiler has constants in place of sums.
        return seed == 0 ? unsafe V.short(input, seed: 0) : unsafe V.short(input, seed: seed)
    }

    /// Not inlined, so that short input has no registers to save.
    @inline(never)
    static func long64(_ input: UnsafeRawBufferPointer, _ seed: UInt64) -> UInt64 {
        guard seed == 0, let kernels = unsafe Kernels.tableIfChosen else {
            return unsafe long(XXH3_64.self, input, seed)
        }
        return unsafe XXH3.defaultSecret.withUnsafeBytes { secret in
            unsafe kernels.pointee.xxh3_64!(input.start, input.count, secret.start)
        }
    }

    @inline(never)
    static func long<V: XXH3Variant>(_ variant: V.Type, _ input: UnsafeRawBufferPointer, _ seed: UInt64) -> V.Digest {
        unsafe V.long(input, seed: seed, kernel: Kernels.xxh3)
    }
}
