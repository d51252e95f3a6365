import CPlatform

/// A word of each of several independent computations, side by side in one vector.
///
/// Algorithms are written once over this protocol, and a kernel module says which vector. The
/// operations stand here, and not as constraints on the standard library's `SIMD`, because they must be
/// those of the concrete vectors: on a generic `SIMD` value they are loops over the elements.
public protocol Lanes: BitwiseCopyable, Sendable {
    associatedtype Word: UnsignedWord
    static var count: Int { get }

    static func splat(_ word: Word) -> Self
    subscript(lane: Int) -> Word { get set }

    static func &+ (a: Self, b: Self) -> Self
    static func ^ (a: Self, b: Self) -> Self
    static func & (a: Self, b: Self) -> Self
    static prefix func ~ (a: Self) -> Self
    /// By 1 to the word's width less 1.
    func rotated(right bits: Word) -> Self
    func shifted(right bits: Word) -> Self
    /// With the bytes of each word in the other order.
    var byteSwapped: Self { get }

    /// This value. The sums in it are made before it is added to anything, as the order of a chain of
    /// steps that wait for each other wants it.
    var settled: Self { get }
    /// This value. It is made behind all that were to be made in turn before it: where there are more values than
    /// registers, the order of the program can be better than the one that an optimiser chooses. A hint: it does nothing
    /// for words, or where a value takes several registers.
    var inTurn: Self { get }
    /// One of these functions, of each bit of x, y and z.
    static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self
    /// `self` plus the bits of `x` where `mask` has ones, else of `y`. Fastest if `x` is known last.
    func adding(_ x: Self, where mask: Self, else y: Self) -> Self

    /// With `constant(index)` added to each word. `PairOfLanes` has it loaded for each of its vectors, where an addition
    /// can do that.
    func adding(_ index: Int, of constant: (Int) -> Word) -> Self

    /// The 16 words at `block + offset(lane)` of each lane: element w of the result holds word w of
    /// every lane. `bigEndian` says which byte of a word comes first in memory.
    static func load(block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int) -> InlineArray<16, Self>
}

extension Lanes {
    @inlinable @inline(__always)
    public var inTurn: Self { self }

    /// Bits of `y` where `x` has ones, else of `z`.
    @inlinable @inline(__always)
    public static func choice(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_CHOICE, x, y, z) }

    /// Each bit as two or three of the values have it.
    @inlinable @inline(__always)
    public static func majority(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_MAJORITY, x, y, z) }

    /// Ones where one or three of the values have them.
    @inlinable @inline(__always)
    public static func parity(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_PARITY, x, y, z) }

    /// Bits of `y`, but the others where `x` has ones or `z` has none.
    @inlinable @inline(__always)
    public static func implication(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_IMPLICATION, x, y, z) }

    /// The words of one computation. Written out: a closure for each element would copy the array as often.
    @inlinable @inline(__always)
    static func byteSwapped(_ w: InlineArray<16, Self>) -> InlineArray<16, Self> {
        [
            w[0].byteSwapped, w[1].byteSwapped, w[2].byteSwapped, w[3].byteSwapped,
            w[4].byteSwapped, w[5].byteSwapped, w[6].byteSwapped, w[7].byteSwapped,
            w[8].byteSwapped, w[9].byteSwapped, w[10].byteSwapped, w[11].byteSwapped,
            w[12].byteSwapped, w[13].byteSwapped, w[14].byteSwapped, w[15].byteSwapped,
        ]
    }

    /// Begins the frame of a kernel for these lanes at a line of memory. See `platform_align_frame`.
    @inlinable @inline(__always)
    static func alignFrame() {
        if MemoryLayout<Self>.size > 16 { platform_align_frame() }
    }

    @inlinable @inline(__always)
    public func adding(_ index: Int, of constant: (Int) -> Word) -> Self { self &+ .splat(constant(index)) }

    @inlinable @inline(__always)
    public func adding(_ x: Self, where mask: Self, else y: Self) -> Self { self &+ .choice(mask, x, y) }
}

/// One computation: the scalar path is the vector path with one lane.
extension UInt32: Lanes {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 1 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> UInt32 { word }
    @inlinable @inline(__always) public func rotated(right bits: UInt32) -> UInt32 { rotated(left: 32 &- bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt32) -> UInt32 { self &>> bits }
    @inlinable @inline(__always) public var settled: UInt32 { u32_settled(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u32_logic(function, x, y, z)
    }

    /// No bit is in both parts: their sum is their union. The part without `x` need not wait for it.
    @inlinable @inline(__always)
    public func adding(_ x: UInt32, where mask: UInt32, else y: UInt32) -> UInt32 {
        (self &+ (y & ~mask)).settled &+ (x & mask)
    }

    @inlinable @inline(__always)
    public subscript(lane: Int) -> UInt32 {
        get { self }
        set { self = newValue }
    }

    @inlinable @inline(__always)
    public static func load(
        block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int
    ) -> InlineArray<16, UInt32> {
        let words = unsafe (block + offset(0)).loadUnaligned(as: InlineArray<16, UInt32>.self)
        return bigEndian ? byteSwapped(words) : words
    }
}

extension UInt64: Lanes {
    public typealias Word = UInt64
    @inlinable @inline(__always) public static var count: Int { 1 }
    @inlinable @inline(__always) public static func splat(_ word: UInt64) -> UInt64 { word }
    @inlinable @inline(__always) public func rotated(right bits: UInt64) -> UInt64 { rotated(left: 64 &- bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt64) -> UInt64 { self &>> bits }
    @inlinable @inline(__always) public var settled: UInt64 { u64_settled(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u64_logic(function, x, y, z)
    }
    @inlinable @inline(__always)
    public subscript(lane: Int) -> UInt64 {
        get { self }
        set { self = newValue }
    }

    @inlinable @inline(__always)
    public static func load(
        block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int
    ) -> InlineArray<16, UInt64> {
        let words = unsafe (block + offset(0)).loadUnaligned(as: InlineArray<16, UInt64>.self)
        return bigEndian ? byteSwapped(words) : words
    }
}

extension SIMD4: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 4 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> Self { u32x4_splat(word) }
    @inlinable @inline(__always) public func rotated(right bits: UInt32) -> Self { u32x4_rotate_right(self, bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt32) -> Self { u32x4_shift_right(self, bits) }
    @inlinable @inline(__always) public var byteSwapped: Self { u32x4_byte_swapped(self) }
    @inlinable @inline(__always) public var settled: Self { u32x4_settled(self) }
    @inlinable @inline(__always) public var inTurn: Self { u32x4_in_turn(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u32x4_logic(function, x, y, z)
    }
}

extension SIMD8: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 8 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> Self { u32x8_splat(word) }
    @inlinable @inline(__always) public func rotated(right bits: UInt32) -> Self { u32x8_rotate_right(self, bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt32) -> Self { u32x8_shift_right(self, bits) }
    @inlinable @inline(__always) public var byteSwapped: Self { u32x8_byte_swapped(self) }
    @inlinable @inline(__always) public var settled: Self { u32x8_settled(self) }
    @inlinable @inline(__always) public var inTurn: Self { u32x8_in_turn(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u32x8_logic(function, x, y, z)
    }
}

extension SIMD16: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 16 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> Self { u32x16_splat(word) }
    @inlinable @inline(__always) public func rotated(right bits: UInt32) -> Self { u32x16_rotate_right(self, bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt32) -> Self { u32x16_shift_right(self, bits) }
    @inlinable @inline(__always) public var byteSwapped: Self { u32x16_byte_swapped(self) }
    @inlinable @inline(__always) public var settled: Self { u32x16_settled(self) }
    @inlinable @inline(__always) public var inTurn: Self { u32x16_in_turn(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u32x16_logic(function, x, y, z)
    }
}

// MARK: Transposition

/// Vectors of groups of four words, in which a square of 4×4 words is transposed by shuffles that stay
/// within the groups.
public protocol GroupedLanes: Lanes where Word == UInt32 {
    /// Group g is the four words that `group(g)` returns.
    static func groups(_ group: (Int) -> SIMD4<UInt32>) -> Self
    /// Group g goes to `target` + g * `stride` words.
    func storeGroups(_ target: UnsafeMutablePointer<UInt32>, stride: Int)
    /// In each group the first two words of `a` and `b`, interleaved; or the last two.
    static func low(_ a: Self, _ b: Self) -> Self
    static func high(_ a: Self, _ b: Self) -> Self
    /// In each group the first two words of `a`, then of `b`; or the last two.
    static func lowPairs(_ a: Self, _ b: Self) -> Self
    static func highPairs(_ a: Self, _ b: Self) -> Self
    /// In each group words 0 and 2 of `a`, then of `b`; or words 1 and 3.
    static func even(_ a: Self, _ b: Self) -> Self
    static func odd(_ a: Self, _ b: Self) -> Self
}

extension GroupedLanes {
    @inlinable @inline(__always)
    public static var groupCount: Int { count / 4 }

    @inlinable @inline(__always)
    public static func load(
        block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int
    ) -> InlineArray<16, Self> {
        var words = InlineArray<16, Self>(repeating: .splat(0))
        unsafe load(&words, 0, block, bigEndian, offset)
        unsafe load(&words, 4, block, bigEndian, offset)
        unsafe load(&words, 8, block, bigEndian, offset)
        unsafe load(&words, 12, block, bigEndian, offset)
        return words
    }

    /// Words `first` to `first` + 3. Lanes 4g to 4g + 3 are gathered as group g of four vectors, so that
    /// the transposition of each group puts them in their places.
    @inlinable @inline(__always)
    static func load(
        _ words: inout InlineArray<16, Self>, _ first: Int, _ block: UnsafeRawPointer, _ bigEndian: Bool,
        _ offset: (Int) -> Int
    ) {
        let square = transposed(
            unsafe row(0, first, block, bigEndian, offset), unsafe row(1, first, block, bigEndian, offset),
            unsafe row(2, first, block, bigEndian, offset), unsafe row(3, first, block, bigEndian, offset))
        // Settled, or the optimiser shuffles what is made of them instead, each time.
        words[first] = square.0.settled
        words[first + 1] = square.1.settled
        words[first + 2] = square.2.settled
        words[first + 3] = square.3.settled
    }

    /// The square of 4×4 words in each group, with rows for columns.
    @inlinable @inline(__always)
    static func transposed(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> (Self, Self, Self, Self) {
        let abLow = low(a, b), abHigh = high(a, b), cdLow = low(c, d), cdHigh = high(c, d)
        return (
            lowPairs(abLow, cdLow), highPairs(abLow, cdLow), lowPairs(abHigh, cdHigh), highPairs(abHigh, cdHigh)
        )
    }

    /// The 8 words of each lane together, lane after lane.
    @inlinable @inline(__always)
    static func store(_ words: InlineArray<8, Self>, _ target: UnsafeMutablePointer<UInt32>) {
        unsafe store(transposed(words[0], words[1], words[2], words[3]), target)
        unsafe store(transposed(words[4], words[5], words[6], words[7]), target + 4)
    }

    @inlinable @inline(__always)
    static func store(_ square: (Self, Self, Self, Self), _ target: UnsafeMutablePointer<UInt32>) {
        unsafe square.0.storeGroups(target, stride: 32)
        unsafe square.1.storeGroups(target + 8, stride: 32)
        unsafe square.2.storeGroups(target + 16, stride: 32)
        unsafe square.3.storeGroups(target + 24, stride: 32)
    }

    /// Words `word` to `word` + 3 of each lane whose place in its group is `row`.
    @inlinable @inline(__always)
    static func row(
        _ row: Int, _ word: Int, _ block: UnsafeRawPointer, _ bigEndian: Bool, _ offset: (Int) -> Int
    ) -> Self {
        unsafe self.row(row, bigEndian: bigEndian) { unsafe block + (offset($0) &+ 4 &* word) }
    }

    /// The four words at `place(lane)`, of the same lanes. Bytes are put in order by themselves: together with a
    /// transposition, the optimiser makes more shuffles of both.
    @inlinable @inline(__always)
    static func row(_ row: Int, bigEndian: Bool, _ place: (Int) -> UnsafeRawPointer) -> Self {
        let words = groups { group in unsafe place(4 &* group &+ row).loadUnaligned(as: SIMD4<UInt32>.self) }
        return bigEndian ? words.byteSwapped.settled : words
    }
}

extension SIMD4: GroupedLanes where Scalar == UInt32 {
    @inlinable @inline(__always)
    public static func groups(_ group: (Int) -> SIMD4<UInt32>) -> Self { group(0) }
    @inlinable @inline(__always)
    public func storeGroups(_ target: UnsafeMutablePointer<UInt32>, stride: Int) {
        unsafe u32x4_store_groups(self, target, stride)
    }
    @inlinable @inline(__always) public static func low(_ a: Self, _ b: Self) -> Self { u32x4_low(a, b) }
    @inlinable @inline(__always) public static func high(_ a: Self, _ b: Self) -> Self { u32x4_high(a, b) }
    @inlinable @inline(__always) public static func lowPairs(_ a: Self, _ b: Self) -> Self { u32x4_low_pairs(a, b) }
    @inlinable @inline(__always) public static func highPairs(_ a: Self, _ b: Self) -> Self { u32x4_high_pairs(a, b) }
    @inlinable @inline(__always) public static func even(_ a: Self, _ b: Self) -> Self { u32x4_even(a, b) }
    @inlinable @inline(__always) public static func odd(_ a: Self, _ b: Self) -> Self { u32x4_odd(a, b) }
    @inlinable @inline(__always) public var turned1: Self { u32x4_turn_1(self) }
    @inlinable @inline(__always) public var turned2: Self { u32x4_turn_2(self) }
    @inlinable @inline(__always) public var turned3: Self { u32x4_turn_3(self) }
}

extension SIMD8: GroupedLanes where Scalar == UInt32 {
    @inlinable @inline(__always)
    public static func groups(_ group: (Int) -> SIMD4<UInt32>) -> Self { u32x8_groups(group(0), group(1)) }
    @inlinable @inline(__always)
    public func storeGroups(_ target: UnsafeMutablePointer<UInt32>, stride: Int) {
        unsafe u32x8_store_groups(self, target, stride)
    }
    @inlinable @inline(__always) public static func low(_ a: Self, _ b: Self) -> Self { u32x8_low(a, b) }
    @inlinable @inline(__always) public static func high(_ a: Self, _ b: Self) -> Self { u32x8_high(a, b) }
    @inlinable @inline(__always) public static func lowPairs(_ a: Self, _ b: Self) -> Self { u32x8_low_pairs(a, b) }
    @inlinable @inline(__always) public static func highPairs(_ a: Self, _ b: Self) -> Self { u32x8_high_pairs(a, b) }
    @inlinable @inline(__always) public static func even(_ a: Self, _ b: Self) -> Self { u32x8_even(a, b) }
    @inlinable @inline(__always) public static func odd(_ a: Self, _ b: Self) -> Self { u32x8_odd(a, b) }
    @inlinable @inline(__always) public var turned1: Self { u32x8_turn_1(self) }
    @inlinable @inline(__always) public var turned2: Self { u32x8_turn_2(self) }
    @inlinable @inline(__always) public var turned3: Self { u32x8_turn_3(self) }
}

extension SIMD16: GroupedLanes where Scalar == UInt32 {
    @inlinable @inline(__always)
    public static func groups(_ group: (Int) -> SIMD4<UInt32>) -> Self {
        u32x16_groups(group(0), group(1), group(2), group(3))
    }
    @inlinable @inline(__always)
    public func storeGroups(_ target: UnsafeMutablePointer<UInt32>, stride: Int) {
        unsafe u32x16_store_groups(self, target, stride)
    }
    @inlinable @inline(__always) public static func low(_ a: Self, _ b: Self) -> Self { u32x16_low(a, b) }
    @inlinable @inline(__always) public static func high(_ a: Self, _ b: Self) -> Self { u32x16_high(a, b) }
    @inlinable @inline(__always) public static func lowPairs(_ a: Self, _ b: Self) -> Self { u32x16_low_pairs(a, b) }
    @inlinable @inline(__always) public static func highPairs(_ a: Self, _ b: Self) -> Self { u32x16_high_pairs(a, b) }
    @inlinable @inline(__always) public static func even(_ a: Self, _ b: Self) -> Self { u32x16_even(a, b) }
    @inlinable @inline(__always) public static func odd(_ a: Self, _ b: Self) -> Self { u32x16_odd(a, b) }
    @inlinable @inline(__always) public var turned1: Self { u32x16_turn_1(self) }
    @inlinable @inline(__always) public var turned2: Self { u32x16_turn_2(self) }
    @inlinable @inline(__always) public var turned3: Self { u32x16_turn_3(self) }
}
