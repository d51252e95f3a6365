/// Keccak-f[1600] (FIPS 202, sections 3.2 to 3.4): 24 rounds over a state of 25 words, which stand in five
/// planes of five. The standard calls a word a lane; here a lane is a computation.
public enum Keccak {
    @inlinable static var rounds: Int { 24 }

    /// What iota adds in each round: bits 2^j - 1 are the output of a linear feedback shift register (3.2.5).
    @usableFromInline
    static let roundConstants: InlineArray<24, UInt64> = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]

    /// The words of one y, by x. Named, because an optimiser keeps variables in registers more readily than
    /// the elements of an array.
    @usableFromInline
    struct Plane<L: Lanes> where L.Word == UInt64 {
        @usableFromInline var x0: L, x1: L, x2: L, x3: L, x4: L

        @inlinable @inline(__always)
        init(_ x0: L, _ x1: L, _ x2: L, _ x3: L, _ x4: L) {
            (self.x0, self.x1, self.x2, self.x3, self.x4) = (x0, x1, x2, x3, x4)
        }

        @inlinable @inline(__always)
        init(_ word: (Int) -> L) { self.init(word(0), word(1), word(2), word(3), word(4)) }

        @inlinable @inline(__always)
        func forEach(_ body: (Int, L) -> Void) {
            body(0, x0)
            body(1, x1)
            body(2, x2)
            body(3, x3)
            body(4, x4)
        }

        @inlinable @inline(__always)
        static func ^ (a: Self, b: Self) -> Self {
            Self(a.x0 ^ b.x0, a.x1 ^ b.x1, a.x2 ^ b.x2, a.x3 ^ b.x3, a.x4 ^ b.x4)
        }

        /// Chi (3.2.4): each word is changed by those of the next two columns.
        @inlinable @inline(__always)
        var chi: Self {
            Self(x0 ^ (~x1 & x2), x1 ^ (~x2 & x3), x2 ^ (~x3 & x4), x3 ^ (~x4 & x0), x4 ^ (~x0 & x1))
        }
    }

    @usableFromInline
    struct State<L: Lanes> where L.Word == UInt64 {
        @usableFromInline var y0: Plane<L>, y1: Plane<L>, y2: Plane<L>, y3: Plane<L>, y4: Plane<L>

        /// Word 5y + x is that of column x in plane y.
        @inlinable @inline(__always)
        init(_ word: (Int) -> L) {
            y0 = Plane { word($0) }
            y1 = Plane { word(5 &+ $0) }
            y2 = Plane { word(10 &+ $0) }
            y3 = Plane { word(15 &+ $0) }
            y4 = Plane { word(20 &+ $0) }
        }

        @inlinable @inline(__always)
        func forEach(_ body: (Int, L) -> Void) {
            y0.forEach { body($0, $1) }
            y1.forEach { body(5 &+ $0, $1) }
            y2.forEach { body(10 &+ $0, $1) }
            y3.forEach { body(15 &+ $0, $1) }
            y4.forEach { body(20 &+ $0, $1) }
        }

        @inlinable @inline(__always)
        mutating func permute() {
            var index = 0
            while index < rounds {
                round(roundConstants[index])
                round(roundConstants[index &+ 1])
                index &+= 2
            }
        }

        @inlinable @inline(__always)
        mutating func round(_ constant: UInt64) {
            // Theta (3.2.1): adds the parities of the columns on either side, one of them turned by a bit.
            let parity = y0 ^ y1 ^ y2 ^ y3 ^ y4
            let d = Plane(
                parity.x4 ^ left(parity.x1, 1), parity.x0 ^ left(parity.x2, 1), parity.x1 ^ left(parity.x3, 1),
                parity.x2 ^ left(parity.x4, 1), parity.x3 ^ left(parity.x0, 1))
            let a = self

            // Rho (3.2.2, table 2) turns each word by its own number of bits, pi (3.2.3) takes it from
            // (x, y) to (y, 2x + 3y): so column x of each plane below comes from plane x. One plane after
            // another, because all of them are more than the registers hold.
            y0 =
                Plane(
                    a.y0.x0 ^ d.x0, left(a.y1.x1 ^ d.x1, 44), left(a.y2.x2 ^ d.x2, 43), left(a.y3.x3 ^ d.x3, 21),
                    left(a.y4.x4 ^ d.x4, 14)
                ).chi
            y1 =
                Plane(
                    left(a.y0.x3 ^ d.x3, 28), left(a.y1.x4 ^ d.x4, 20), left(a.y2.x0 ^ d.x0, 3),
                    left(a.y3.x1 ^ d.x1, 45), left(a.y4.x2 ^ d.x2, 61)
                ).chi
            y2 =
                Plane(
                    left(a.y0.x1 ^ d.x1, 1), left(a.y1.x2 ^ d.x2, 6), left(a.y2.x3 ^ d.x3, 25),
                    left(a.y3.x4 ^ d.x4, 8), left(a.y4.x0 ^ d.x0, 18)
                ).chi
            y3 =
                Plane(
                    left(a.y0.x4 ^ d.x4, 27), left(a.y1.x0 ^ d.x0, 36), left(a.y2.x1 ^ d.x1, 10),
                    left(a.y3.x2 ^ d.x2, 15), left(a.y4.x3 ^ d.x3, 56)
                ).chi
            y4 =
                Plane(
                    left(a.y0.x2 ^ d.x2, 62), left(a.y1.x3 ^ d.x3, 55), left(a.y2.x4 ^ d.x4, 39),
                    left(a.y3.x0 ^ d.x0, 41), left(a.y4.x1 ^ d.x1, 2)
                ).chi

            // Iota (3.2.5).
            y0.x0 = y0.x0 ^ L.splat(constant)
        }

        @inlinable @inline(__always)
        func left(_ word: L, _ bits: UInt64) -> L { word.rotated(right: 64 &- bits) }
    }
}

// MARK: One message

extension Keccak {
    /// Adds each of `count` blocks to the 25 words at `state`, and permutes those after each.
    /// `blockLength` is a multiple of 8. Only the first of the lanes is used.
    @inlinable @inline(__always)
    public static func absorb<Module, L: Lanes>(
        _ module: Module.Type, _ lanes: L.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int,
        blockLength: Int
    ) where L.Word == UInt64 {
        let words = unsafe state.assumingMemoryBound(to: UInt64.self)
        var block = unsafe blocks
        for _ in 0..<count {
            var word = 0
            while word < blockLength / 8 {
                unsafe words[word] ^= block.littleEndian(at: 8 &* word)
                word &+= 1
            }
            unsafe permute(module, lanes, words)
            unsafe block += blockLength
        }
    }

    /// `Module` is a type of the kernel module that calls: it makes this code, and so its instructions, that
    /// module's own.
    @inlinable @inline(never)
    static func permute<Module, L: Lanes>(
        _ module: Module.Type, _ lanes: L.Type, _ words: UnsafeMutablePointer<UInt64>
    ) where L.Word == UInt64 {
        var state = State<L> { L.splat(unsafe words[$0]) }
        state.permute()
        state.forEach { unsafe words[$0] = $1[0] }
    }
}

// MARK: Many messages

extension Keccak {
    /// The same for independent messages side by side. Word w of the state of lane l is word w × `L.count` + l of
    /// `state`, and its blocks lie one after another at the lane's element of `blocks`.
    @inlinable @inline(never)
    public static func absorbLanes<Module, L: GroupedLanes64>(
        _ module: Module.Type, _ lanes: L.Type, state: UnsafeMutableRawPointer,
        blocks: UnsafePointer<UnsafeRawPointer>, count: Int, blockLength: Int
    ) {
        L.alignFrame()
        let size = MemoryLayout<L>.size
        let origin = unsafe blocks[0]
        for block in 0..<count {
            let address = unsafe origin + blockLength &* block
            var word = 0
            while word < blockLength / 8 {
                let sum =
                    unsafe state.loadUnaligned(fromByteOffset: size &* word, as: L.self)
                    ^ L.load(word: address + 8 &* word) { unsafe blocks[$0] - origin }
                unsafe state.storeBytes(of: sum, toByteOffset: size &* word, as: L.self)
                word &+= 1
            }
            var words = State<L> { unsafe state.loadUnaligned(fromByteOffset: size &* $0, as: L.self) }
            words.permute()
            words.forEach { unsafe state.storeBytes(of: $1, toByteOffset: size &* $0, as: L.self) }
        }
    }
}
