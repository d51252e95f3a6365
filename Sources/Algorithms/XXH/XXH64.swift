/// XXH64: words of 64 bits.
public enum XXH64: XXHVariant {
    @inlinable @inline(__always) public static var prime1: UInt64 { 0x9e37_79b1_85eb_ca87 }
    @inlinable @inline(__always) public static var prime2: UInt64 { 0xc2b2_ae3d_27d4_eb4f }
    @inlinable @inline(__always) static var prime3: UInt64 { 0x1656_67b1_9e37_79f9 }
    @inlinable @inline(__always) static var prime4: UInt64 { 0x85eb_ca77_c2b2_ae63 }
    @inlinable @inline(__always) public static var prime5: UInt64 { 0x27d4_eb2f_1656_67c5 }
    @inlinable @inline(__always) public static var rotation: UInt64 { 31 }

    @inlinable @inline(__always)
    public static func converge(_ accumulators: XXHAccumulators<XXH64>) -> UInt64 {
        let (a, b, c, d) = (accumulators.a, accumulators.b, accumulators.c, accumulators.d)
        let sum = a.rotated(left: 1) &+ b.rotated(left: 7) &+ c.rotated(left: 12) &+ d.rotated(left: 18)
        return merged(merged(merged(merged(sum, a), b), c), d)
    }

    @inlinable @inline(__always)
    static func merged(_ hash: UInt64, _ accumulator: UInt64) -> UInt64 {
        (hash ^ round(0, accumulator)) &* prime1 &+ prime4
    }

    @inlinable @inline(__always)
    public static func finish(_ hash: UInt64, _ rest: UnsafeRawPointer, _ length: Int) -> UInt64 {
        var hash = hash
        var next = unsafe rest
        let end = unsafe rest + length
        while unsafe end - next >= 8 {
            hash = unsafe (hash ^ round(0, next.littleEndian())).rotated(left: 27) &* prime1 &+ prime4
            unsafe next += 8
        }
        if unsafe end - next >= 4 {
            let word = unsafe UInt64(truncatingIfNeeded: next.littleEndian(as: UInt32.self))
            hash = (hash ^ (word &* prime1)).rotated(left: 23) &* prime2 &+ prime3
            unsafe next += 4
        }
        while unsafe next < end {
            let byte = unsafe UInt64(truncatingIfNeeded: next.load(as: UInt8.self))
            hash = (hash ^ (byte &* prime5)).rotated(left: 11) &* prime1
            unsafe next += 1
        }
        return mixed(hash)
    }

    /// Step 6: every bit of the hash affects all of the digest.
    @inlinable @inline(__always)
    static func mixed(_ hash: UInt64) -> UInt64 {
        var hash = (hash ^ (hash &>> 33)) &* prime2
        hash = (hash ^ (hash &>> 29)) &* prime3
        return hash ^ (hash &>> 32)
    }
}
