/// A compression function of many messages, whose steps are interleaved with the transposition of the next blocks.
///
/// A transposition uses two of the processor's vector units, and the steps wait for each other: each alone leaves units
/// idle. Together they hardly take longer than the steps. A row is loaded together with the other three quarters of its
/// cache lines, so it does not matter if lines of several messages compete for the same set of the first cache.
@safe
public enum BlocksAhead<Hash: InterleavedCompression, Words: VectorBacked> where Hash.Word == UInt32 {
    @usableFromInline typealias Vector = Words.Vector

    /// The bytes after the state that `compress` writes to: the words of two blocks.
    @inlinable public static var scratchLength: UInt32 { UInt32(2 * 16 * MemoryLayout<Words>.size) }

    /// As `CompressionFunction.compress`.
    @inlinable @inline(never)
    public static func compress<Module>(
        _ module: Module.Type, state: UnsafeMutableRawPointer, blocks: UnsafePointer<UnsafeRawPointer>, count: Int
    ) {
        guard count > 0 else { return }
        Vector.alignFrame()
        var value = unsafe state.loadUnaligned(as: InlineArray<8, Words>.self)
        let scratch = unsafe (state + MemoryLayout<InlineArray<8, Words>>.size).assumingMemoryBound(to: Vector.self)
        var words = unsafe scratch, next = unsafe scratch + 16 * Words.vectors
        for vector in 0..<Words.vectors { unsafe load(blocks + vector * Vector.count, words + 16 * vector) }
        for block in 1..<count {
            var transposition = unsafe Transposition(blocks, offset: 64 &* block, to: next)
            Hash.compress(&value, beside: &transposition) { word in Words { unsafe words[16 * $0 + word] } }
            unsafe swap(&words, &next)
        }
        // No block follows the last one. To transpose one all the same would take a sixth of the time of a block.
        var nothing = NoInterleavedSteps()
        Hash.compress(&value, beside: &nothing) { word in Words { unsafe words[16 * $0 + word] } }
        unsafe state.storeBytes(of: value, as: InlineArray<8, Words>.self)
    }

    /// The words of the first block of each of the lanes of a vector.
    @inlinable @inline(__always)
    static func load(_ blocks: UnsafePointer<UnsafeRawPointer>, _ words: UnsafeMutablePointer<Vector>) {
        let origin = unsafe blocks[0]
        let first = unsafe Vector.load(block: origin, bigEndian: Hash.bigEndian) { unsafe blocks[$0] - origin }
        unsafe UnsafeMutableRawPointer(words).storeBytes(of: first, as: InlineArray<16, Vector>.self)
    }

    /// The words of a block of each lane, made in 64 steps.
    @safe
    @usableFromInline
    struct Transposition: InterleavedSteps {
        /// The four quarters of a block of the lanes that come first in their groups of four; then those of the second,
        /// and so on.
        @usableFromInline var rows = InlineArray<16, Vector>(repeating: .splat(0))
        @usableFromInline let blocks: UnsafePointer<UnsafeRawPointer>
        @usableFromInline let offset: Int
        /// The 16 words of the lanes of a vector, then those of the next.
        @usableFromInline let target: UnsafeMutablePointer<Vector>

        @inlinable @inline(__always)
        init(_ blocks: UnsafePointer<UnsafeRawPointer>, offset: Int, to target: UnsafeMutablePointer<Vector>) {
            unsafe self.blocks = unsafe blocks
            self.offset = offset
            unsafe self.target = unsafe target
        }

        /// The transposition of a vector's lanes takes 32 turns: 16 load a row each, and every fourth of the others
        /// transposes four rows. A turn is one step if there are two vectors, else two steps.
        @inlinable @inline(__always)
        mutating func advance(_ step: Int) {
            let length = 2 / Words.vectors, turn = (step - 1) / length
            guard (step - 1) % length == 0, turn < 32 * Words.vectors else { return }
            let vector = turn / 32, part = turn % 32
            if part < 16 {
                rows[part] = load(vector * Vector.count, row: part / 4, quarter: part % 4)
            } else if part % 4 == 0 {
                store(16 * vector, quarter: (part - 16) / 4)
            }
        }

        @inlinable @inline(__always)
        func load(_ lanes: Int, row: Int, quarter: Int) -> Vector {
            unsafe Vector.row(row, bigEndian: Hash.bigEndian) {
                unsafe blocks[lanes &+ $0] + (offset &+ 16 &* quarter)
            }.inProgramOrder
        }

        @inlinable @inline(__always)
        func store(_ words: Int, quarter: Int) {
            let square = Vector.transposed(rows[quarter], rows[4 + quarter], rows[8 + quarter], rows[12 + quarter])
            let target = unsafe target + (words &+ 4 &* quarter)
            unsafe target[0] = square.0.inProgramOrder
            unsafe target[1] = square.1.inProgramOrder
            unsafe target[2] = square.2.inProgramOrder
            unsafe target[3] = square.3.inProgramOrder
        }
    }
}

/// Lanes of one vector or two.
public protocol VectorBacked: Lanes where Word == UInt32 {
    associatedtype Vector: GroupedLanes
    /// How many.
    static var vectors: Int { get }
    /// Lanes of `vector(0)`, and then, if there are two, `vector(1)`.
    init(_ vector: (Int) -> Vector)
}

extension TwoVectors: VectorBacked where Half: GroupedLanes {
    @inlinable @inline(__always) public static var vectors: Int { 2 }
    @inlinable @inline(__always) public init(_ vector: (Int) -> Half) { self.init(vector(0), vector(1)) }
}

extension SIMD16: VectorBacked where Scalar == UInt32 {
    @inlinable @inline(__always) public static var vectors: Int { 1 }
    @inlinable @inline(__always) public init(_ vector: (Int) -> Self) { self = vector(0) }
}
