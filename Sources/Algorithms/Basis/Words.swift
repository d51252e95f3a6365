import CPlatform

// Words in memory: loads of any alignment, in the byte order that the name says. They check no bounds: inner loops call
// them, whose callers have.

/// The unsigned integers that algorithms compute with.
public protocol UnsignedWord: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {
    /// By 1 to the width less 1.
    func rotated(left bits: Self) -> Self
}
extension UInt32: UnsignedWord {
    @inlinable @inline(__always) public func rotated(left bits: UInt32) -> UInt32 { u32_rotate_left(self, bits) }
}
extension UInt64: UnsignedWord {
    @inlinable @inline(__always) public func rotated(left bits: UInt64) -> UInt64 { u64_rotate_left(self, bits) }
}

extension UnsafeRawPointer {
    @inlinable @inline(__always)
    public func littleEndian<Word: UnsignedWord>(at offset: Int = 0, as type: Word.Type = Word.self) -> Word {
        unsafe Word(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }

    @inlinable @inline(__always)
    public func bigEndian<Word: UnsignedWord>(at offset: Int = 0, as type: Word.Type = Word.self) -> Word {
        unsafe Word(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}

extension UnsafeRawBufferPointer {
    /// The address of the bytes. If there are none, an address that nobody may read.
    @inlinable @inline(__always)
    public var start: UnsafeRawPointer { unsafe baseAddress ?? UnsafeRawPointer(bitPattern: 1)! }
}
