/// XXH32: words of 32 bits.
public enum XXH32: XXHVariant {
    @inlinable @inline(__always) public static var prime1: UInt32 { 0x9e37_79b1 }
    @inlinable @inline(__always) public static var prime2: UInt32 { 0x85eb_ca77 }
    @inlinable @inline(__always) static var prime3: UInt32 { 0xc2b2_ae3d }
    @inlinable @inline(__always) static var prime4: UInt32 { 0x27d4_eb2f }
    @inlinable @inline(__always) public static var prime5: UInt32 { 0x1656_67b1 }
    @inlinable @inline(__always) public static var rotation: UInt32 { 13 }

    @inlinable @inline(__always)
    public static func converge(_ accumulators: XXHAccumulators<XXH32>) -> UInt32 {
        accumulators.a.rotated(left: 1) &+ accumulators.b.rotated(left: 7)
            &+ accumulators.c.rotated(left: 12) &+ accumulators.d.rotated(left: 18)
    }

    @inlinable @inline(__always)
    public static func finish(_ hash: UInt32, _ rest: UnsafeRawPointer, _ length: Int) -> UInt32 {
        var hash = hash
        var next = unsafe rest
        let end = unsafe rest + length
        while unsafe end - next >= 4 {
            hash = unsafe (hash &+ next.littleEndian() &* prime3).rotated(left: 17) &* prime4
            unsafe next += 4
        }
        while unsafe next < end {
            let byte = unsafe UInt32(truncatingIfNeeded: next.load(as: UInt8.self))
            hash = (hash &+ byte &* prime5).rotated(left: 11) &* prime1
            unsafe next += 1
        }
        return mixed(hash)
    }

    /// Step 6: every bit of the hash affects all of the digest.
    @inlinable @inline(__always)
    static func mixed(_ hash: UInt32) -> UInt32 {
        var hash = (hash ^ (hash &>> 15)) &* prime2
        hash = (hash ^ (hash &>> 13)) &* prime3
        return hash ^ (hash &>> 16)
    }
}
