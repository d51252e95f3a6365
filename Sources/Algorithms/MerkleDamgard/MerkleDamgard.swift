import CPlatform

/// A hash of the MD4 family: MD5 (RFC 1321), SHA-1 or one of SHA-2 (FIPS 180-4). They share the construction of Merkle
/// and Damgård: a compression function takes a chaining value through the blocks of the padded message. These values,
/// and the function, are what they differ in.
public struct MerkleDamgard<Compression: CompressionFunction>: Sendable {
    /// The chaining value to begin with. Words after the algorithm's own are not used.
    public let initial: InlineArray<8, Compression.Word>
    /// The digest is this many bytes of the last chaining value.
    public let digestLength: Int
}

/// A compression function, written for any number of independent messages side by side.
public protocol CompressionFunction: SendableMetatype {
    associatedtype Word: UnsignedWord
    /// The byte order of words in a block, of the message's length and of the digest.
    static var bigEndian: Bool { get }
    /// Takes the chaining values `state`, one in each lane, through the block whose words are `words`.
    static func compress<L: Lanes>(
        _ state: inout InlineArray<8, L>, _ words: InlineArray<16, L>
    ) where L.Word == Word
}

extension CompressionFunction {
    /// 16 words: 64 bytes, or 128 for the 64-bit algorithms.
    @inlinable
    public static var blockLength: Int { 16 * Word.bitWidth / 8 }
    /// The message's length in bits stands in the last two words.
    @inlinable
    static var lengthLength: Int { 2 * Word.bitWidth / 8 }

    /// Takes the chaining value of each lane through `count` blocks that lie one after another at the
    /// lane's element of `blocks`. Word w of the chaining value of lane l is word w × `L.count` + l of
    /// `state`. `Module` is a type of the kernel module that calls: it makes this code that module's own.
    @inlinable @inline(never)
    public static func compress<Module, L: Lanes>(
        _ module: Module.Type, _ lanes: L.Type, state: UnsafeMutableRawPointer,
        blocks: UnsafePointer<UnsafeRawPointer>, count: Int
    ) where L.Word == Word {
        L.alignFrame()
        var value = unsafe state.loadUnaligned(as: InlineArray<8, L>.self)
        let origin = unsafe blocks[0]
        var block = 0
        while block < count {
            let address = unsafe origin + blockLength &* block
            compress(&value, unsafe L.load(block: address, bigEndian: bigEndian) { unsafe blocks[$0] - origin })
            block &+= 1
        }
        unsafe state.storeBytes(of: value, as: InlineArray<8, L>.self)
    }

    /// Pads the last `count` bytes, less than a block, of a message of `length` bytes; they stand at `end`,
    /// which has room for two blocks. Returns how many blocks there are now. The padding is a one bit, zeros
    /// up to the last two words of a block, and the length in bits.
    @inlinable
    public static func pad(_ end: UnsafeMutableRawPointer, _ count: Int, length: UInt64) -> Int {
        let blocks = count < blockLength - lengthLength ? 1 : 2
        let padded = blocks * blockLength
        unsafe end.storeBytes(of: 0x80, toByteOffset: count, as: UInt8.self)
        unsafe _ = memset(end + count + 1, 0, padded - count - 1)
        let bits = length &<< 3
        unsafe end.storeBytes(
            of: bigEndian ? bits.bigEndian : bits.littleEndian, toByteOffset: padded - 8, as: UInt64.self)
        // A length of 2^64 bytes is out of reach, so three bits more than 64 are all that it takes.
        if lengthLength == 16 {
            unsafe end.storeBytes(
                of: UInt8(truncatingIfNeeded: length &>> 61), toByteOffset: padded - 9, as: UInt8.self)
        }
        return blocks
    }

    /// One message: the path of one lane.
    @inlinable @inline(__always)
    public static func compress<Module>(
        _ module: Module.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int
    ) where Word: Lanes, Word.Word == Word {
        unsafe withUnsafePointer(to: blocks) { blocks in
            unsafe compress(module, Word.self, state: state, blocks: blocks, count: count)
        }
    }
}
