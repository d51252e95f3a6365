/// A compression function of many messages, with the words of the next blocks made ready among the steps of these.
///
/// To transpose blocks takes two of the units that work on vectors, and the steps wait for each other: both leave room. One
/// after the other each has to wait; together they hardly take longer than the steps. And a row is loaded together with the
/// other three quarters of the same lines of memory. So it does not matter if lines compete for places in the first cache.
@safe
public enum BlocksAhead<Hash: InterleavedCompression, Words: VectorBacked> where Hash.Word == UInt32 {
    @usableFromInline typealias Vector = Words.Vector

    /// The bytes behind the state that `compress` uses: for the words of two blocks.
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
        // Beside the last there is nothing to make ready: of messages of one block that would be a sixth of the time.
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
        /// Of each lane with the same place in its group the four quarters of a block, then those of the next place.
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

        /// A vector takes 32 turns, one step long each if there are two of them, else two: 16 to load a row, and 4, with
        /// others between, to transpose four of them.
        @inlinable @inline(__always)
        mutating func advance(_ step: Int) {
            let length = 2 / Words.vectors, turn = (step - 1) / length
            guard (step - 1) % length == 0, turn < 32 * Words.vectors else { return }
            let vector = turn / 32, part = turn % 32
            if part < 16 {
                rows[part] = load(vector * Vector.count, place: part / 4, quarter: part % 4)
            } else if part % 4 == 0 {
                store(16 * vector, quarter: (part - 16) / 4)
            }
        }

        @inlinable @inline(__always)
        func load(_ lanes: Int, place: Int, quarter: Int) -> Vector {
            unsafe Vector.row(place, bigEndian: Hash.bigEndian) {
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
