import CPlatform

/// Of four words, `^`, `&` and `~` are Swift's own. With those of vectors.h the optimiser computes SM3 in an order that
/// takes a quarter longer.
extension SIMD4: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 4 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> Self { u32x4_splat(word) }
    @inlinable @inline(__always) public func rotated(right bits: UInt32) -> Self { u32x4_rotate_right(self, bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt32) -> Self { u32x4_shift_right(self, bits) }
    @inlinable @inline(__always) public var byteSwapped: Self { u32x4_byte_swapped(self) }
    @inlinable @inline(__always) public var computedFirst: Self { u32x4_computed_first(self) }
    @inlinable @inline(__always) public var inProgramOrder: Self { u32x4_in_program_order(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u32x4_logic(function, x, y, z)
    }
}

extension SIMD8: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 8 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> Self { u32x8_splat(word) }
    @inlinable @inline(__always)
    public static func ^ (a: Self, b: Self) -> Self { .result { unsafe u32x8_xor_to(&$0, a, b) } }
    @inlinable @inline(__always)
    public static func & (a: Self, b: Self) -> Self { .result { unsafe u32x8_and_to(&$0, a, b) } }
    @inlinable @inline(__always)
    public static prefix func ~ (a: Self) -> Self { .result { unsafe u32x8_not_to(&$0, a) } }
    @inlinable @inline(__always)
    public func rotated(right bits: UInt32) -> Self { .result { unsafe u32x8_rotate_right_to(&$0, self, bits) } }
    @inlinable @inline(__always)
    public func shifted(right bits: UInt32) -> Self { .result { unsafe u32x8_shift_right_to(&$0, self, bits) } }
    @inlinable @inline(__always) public var byteSwapped: Self { .result { unsafe u32x8_byte_swapped_to(&$0, self) } }
    @inlinable @inline(__always)
    public var computedFirst: Self { .result { unsafe u32x8_computed_first_to(&$0, self) } }
    @inlinable @inline(__always)
    public var inProgramOrder: Self { .result { unsafe u32x8_in_program_order_to(&$0, self) } }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        .result { unsafe u32x8_logic_to(&$0, function, x, y, z) }
    }
}

extension SIMD16: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 16 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> Self { u32x16_splat(word) }
    @inlinable @inline(__always)
    public static func ^ (a: Self, b: Self) -> Self { .result { unsafe u32x16_xor_to(&$0, a, b) } }
    @inlinable @inline(__always)
    public static func & (a: Self, b: Self) -> Self { .result { unsafe u32x16_and_to(&$0, a, b) } }
    @inlinable @inline(__always)
    public static prefix func ~ (a: Self) -> Self { .result { unsafe u32x16_not_to(&$0, a) } }
    @inlinable @inline(__always)
    public func rotated(right bits: UInt32) -> Self { .result { unsafe u32x16_rotate_right_to(&$0, self, bits) } }
    @inlinable @inline(__always)
    public func shifted(right bits: UInt32) -> Self { .result { unsafe u32x16_shift_right_to(&$0, self, bits) } }
    @inlinable @inline(__always) public var byteSwapped: Self { .result { unsafe u32x16_byte_swapped_to(&$0, self) } }
    @inlinable @inline(__always)
    public var computedFirst: Self { .result { unsafe u32x16_computed_first_to(&$0, self) } }
    @inlinable @inline(__always)
    public var inProgramOrder: Self { .result { unsafe u32x16_in_program_order_to(&$0, self) } }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        .result { unsafe u32x16_logic_to(&$0, function, x, y, z) }
    }
}

extension SIMD {
    /// What `store` stores. For a C function that has its result in memory: vectors.h says why.
    @inlinable @inline(__always)
    static func result(_ store: (inout Self) -> Void) -> Self {
        var result = Self()
        store(&result)
        return result
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
    /// the transposition of each group puts word w of every lane into one vector.
    @inlinable @inline(__always)
    static func load(
        _ words: inout InlineArray<16, Self>, _ first: Int, _ block: UnsafeRawPointer, _ bigEndian: Bool,
        _ offset: (Int) -> Int
    ) {
        let square = transposed(
            unsafe row(0, first, block, bigEndian, offset), unsafe row(1, first, block, bigEndian, offset),
            unsafe row(2, first, block, bigEndian, offset), unsafe row(3, first, block, bigEndian, offset))
        // Otherwise the optimiser shuffles what is computed from them instead, each time.
        words[first] = square.0.computedFirst
        words[first + 1] = square.1.computedFirst
        words[first + 2] = square.2.computedFirst
        words[first + 3] = square.3.computedFirst
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

    /// Words `word` to `word` + 3 of each lane that is number `row` of its group.
    @inlinable @inline(__always)
    static func row(
        _ row: Int, _ word: Int, _ block: UnsafeRawPointer, _ bigEndian: Bool, _ offset: (Int) -> Int
    ) -> Self {
        unsafe self.row(row, bigEndian: bigEndian) { unsafe block + (offset($0) &+ 4 &* word) }
    }

    /// The four words at `address(lane)`, of the same lanes. Bytes are swapped apart: together with a transposition,
    /// the optimiser makes more shuffles of both.
    @inlinable @inline(__always)
    static func row(_ row: Int, bigEndian: Bool, _ address: (Int) -> UnsafeRawPointer) -> Self {
        let words = groups { group in unsafe address(4 &* group &+ row).loadUnaligned(as: SIMD4<UInt32>.self) }
        return bigEndian ? words.byteSwapped.computedFirst : words
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
}
