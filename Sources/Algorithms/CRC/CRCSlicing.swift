/// The order in which the bits of a byte enter: a type, so that each order gets code of its own.
public protocol BitOrder {
    static var isReflected: Bool { get }
}
/// Least significant bit first.
public enum Reflected: BitOrder { @inlinable @inline(__always) public static var isReflected: Bool { true } }
/// Most significant bit first.
public enum Forward: BitOrder { @inlinable @inline(__always) public static var isReflected: Bool { false } }

/// Table lookups: M. Kounavis and F. Berry, "A Systematic Approach to Building High Performance
/// Software-Based CRC Generators" (2005). A word is the sum of each of its bytes followed by as many zero
/// bytes as come after it, and a table has those.
///
/// Each word would wait for the one before it. So four registers take every fourth word each (K. Meier's
/// braids, in zlib): a word's contribution is carried past three others, to the next of its own braid, by a
/// table with so many more zero bytes; and the four are added up over the last four words.
public enum CRCSlicing<Order: BitOrder> {
    /// A kernel of models whose bytes enter in this order: see `CRC`.
    @inlinable @inline(__always)
    public static func update(
        _ constants: UnsafeRawPointer, _ state: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let constants = unsafe constants.assumingMemoryBound(to: CRCConstants.self)
        let start = unsafe constants.pointee.register(of: state, Order.self)
        var next = unsafe input, left = length
        var (a, b, c, d) = (start, 0 as UInt64, 0 as UInt64, 0 as UInt64)
        if left >= 64 {
            let braid = unsafe constants.pointee.table + 256 * CRCConstants.sliceRows
            while left >= 64 {
                a = unsafe slice(braid, word(next) ^ a)
                b = unsafe slice(braid, word(next + 8) ^ b)
                c = unsafe slice(braid, word(next + 16) ^ c)
                d = unsafe slice(braid, word(next + 24) ^ d)
                unsafe next += 32
                left &-= 32
            }
            let table = unsafe constants.pointee.table
            a = unsafe slice(table, word(next) ^ a)
            a = unsafe slice(table, word(next + 8) ^ a ^ b)
            a = unsafe slice(table, word(next + 16) ^ a ^ c)
            a = unsafe slice(table, word(next + 24) ^ a ^ d)
            unsafe next += 32
            left &-= 32
        }
        return unsafe constants.pointee.state(of: short(constants, a, next, left), Order.self)
    }

    /// Word after word, then byte after byte.
    @inlinable @inline(__always)
    static func short(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let table = unsafe constants.pointee.table
        var next = unsafe input, left = length, register = start
        while left >= 8 {
            register = unsafe slice(table, word(next) ^ register)
            unsafe next += 8
            left &-= 8
        }
        while left > 0 {
            let byte = unsafe UInt64(next.load(as: UInt8.self))
            register =
                Order.isReflected
                ? unsafe table[Int(truncatingIfNeeded: (register ^ byte) & 0xff)] ^ (register &>> 8)
                : unsafe table[Int(truncatingIfNeeded: (register &>> 56) ^ byte)] ^ (register &<< 8)
            unsafe next += 1
            left &-= 1
        }
        return register
    }

    /// Eight bytes as a register.
    @inlinable @inline(__always)
    static func word(_ bytes: UnsafeRawPointer) -> UInt64 {
        Order.isReflected ? unsafe bytes.littleEndian() : unsafe bytes.bigEndian()
    }

    /// The register of eight bytes followed by as many zero bytes as row 0 of `table` has.
    @inlinable @inline(__always)
    static func slice(_ table: UnsafePointer<UInt64>, _ bytes: UInt64) -> UInt64 {
        // Row n is for the byte with n others after it.
        let low =
            unsafe (entry(table, 0, bytes) ^ entry(table, 1, bytes)) ^ (entry(table, 2, bytes) ^ entry(table, 3, bytes))
        let high =
            unsafe (entry(table, 4, bytes) ^ entry(table, 5, bytes)) ^ (entry(table, 6, bytes) ^ entry(table, 7, bytes))
        return low ^ high
    }

    @inlinable @inline(__always)
    static func entry(_ table: UnsafePointer<UInt64>, _ row: Int, _ bytes: UInt64) -> UInt64 {
        let shift = UInt64(truncatingIfNeeded: Order.isReflected ? 56 &- 8 &* row : 8 &* row)
        return unsafe table[256 &* row &+ Int(truncatingIfNeeded: (bytes &>> shift) & 0xff)]
    }
}
