import CPlatform

// Vectors of 64-bit words. The standard library's vectors of this many elements are lanes of 32-bit words
// already, and a type can be lanes in one way only; so these wrap them.

/// Vectors of groups of two words: two lanes are gathered in each group, and the shuffles stay within it.
public protocol GroupedLanes64: Lanes where Word == UInt64 {
    /// Group g is the two words that `group(g)` returns.
    static func groups(_ group: (Int) -> SIMD2<UInt64>) -> Self
    /// In each group the first word of `a`, then of `b`; or the second.
    static func low(_ a: Self, _ b: Self) -> Self
    static func high(_ a: Self, _ b: Self) -> Self
}

extension GroupedLanes64 {
    @inlinable @inline(__always)
    public static func load(
        block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int
    ) -> InlineArray<16, Self> {
        var words = InlineArray<16, Self>(repeating: .splat(0))
        unsafe load(&words, 0, block, bigEndian, offset)
        unsafe load(&words, 2, block, bigEndian, offset)
        unsafe load(&words, 4, block, bigEndian, offset)
        unsafe load(&words, 6, block, bigEndian, offset)
        unsafe load(&words, 8, block, bigEndian, offset)
        unsafe load(&words, 10, block, bigEndian, offset)
        unsafe load(&words, 12, block, bigEndian, offset)
        unsafe load(&words, 14, block, bigEndian, offset)
        return words
    }

    /// The word at `word + offset(lane)` of each lane. Reads nothing after it.
    @inlinable @inline(__always)
    static func load(word: UnsafeRawPointer, offset: (Int) -> Int) -> Self {
        groups { group in
            unsafe u64x2_of(word.littleEndian(at: offset(2 &* group)), word.littleEndian(at: offset(2 &* group &+ 1)))
        }
    }

    /// Words `first` and `first` + 1.
    @inlinable @inline(__always)
    static func load(
        _ words: inout InlineArray<16, Self>, _ first: Int, _ block: UnsafeRawPointer, _ bigEndian: Bool,
        _ offset: (Int) -> Int
    ) {
        let even = unsafe row(0, first, block, bigEndian, offset)
        let odd = unsafe row(1, first, block, bigEndian, offset)
        // As in `GroupedLanes`.
        words[first] = low(even, odd).computedFirst
        words[first + 1] = high(even, odd).computedFirst
    }

    @inlinable @inline(__always)
    static func row(
        _ row: Int, _ word: Int, _ block: UnsafeRawPointer, _ bigEndian: Bool, _ offset: (Int) -> Int
    ) -> Self {
        let words = groups { group in
            unsafe (block + (offset(2 &* group &+ row) &+ 8 &* word)).loadUnaligned(as: SIMD2<UInt64>.self)
        }
        return bigEndian ? words.byteSwapped.computedFirst : words
    }
}

extension SIMD2: Lanes, GroupedLanes64 where Scalar == UInt64 {
    public typealias Word = UInt64
    @inlinable @inline(__always) public static var count: Int { 2 }
    @inlinable @inline(__always) public static func splat(_ word: UInt64) -> Self { u64x2_splat(word) }
    @inlinable @inline(__always) public static func ^ (a: Self, b: Self) -> Self { u64x2_xor(a, b) }
    @inlinable @inline(__always) public static func & (a: Self, b: Self) -> Self { u64x2_and(a, b) }
    @inlinable @inline(__always) public static prefix func ~ (a: Self) -> Self { u64x2_not(a) }
    @inlinable @inline(__always) public func rotated(right bits: UInt64) -> Self { u64x2_rotate_right(self, bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt64) -> Self { u64x2_shift_right(self, bits) }
    @inlinable @inline(__always) public var byteSwapped: Self { u64x2_byte_swapped(self) }
    @inlinable @inline(__always) public var computedFirst: Self { u64x2_computed_first(self) }
    @inlinable @inline(__always) public var inProgramOrder: Self { u64x2_in_program_order(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u64x2_logic(function, x, y, z)
    }
    @inlinable @inline(__always)
    public static func groups(_ group: (Int) -> SIMD2<UInt64>) -> Self { group(0) }
    @inlinable @inline(__always) public static func low(_ a: Self, _ b: Self) -> Self { u64x2_low(a, b) }
    @inlinable @inline(__always) public static func high(_ a: Self, _ b: Self) -> Self { u64x2_high(a, b) }
}

public struct Words64x4: GroupedLanes64 {
    @usableFromInline var words: SIMD4<UInt64>

    @inlinable @inline(__always) init(_ words: SIMD4<UInt64>) { self.words = words }
    @inlinable @inline(__always) public static var count: Int { 4 }
    @inlinable @inline(__always) public static func splat(_ word: UInt64) -> Self { Self(u64x4_splat(word)) }
    @inlinable @inline(__always)
    public subscript(lane: Int) -> UInt64 {
        get { words[lane] }
        set { words[lane] = newValue }
    }
    @inlinable @inline(__always) public static func &+ (a: Self, b: Self) -> Self { Self(a.words &+ b.words) }
    @inlinable @inline(__always) public static func ^ (a: Self, b: Self) -> Self { Self(u64x4_xor(a.words, b.words)) }
    @inlinable @inline(__always) public static func & (a: Self, b: Self) -> Self { Self(u64x4_and(a.words, b.words)) }
    @inlinable @inline(__always) public static prefix func ~ (a: Self) -> Self { Self(u64x4_not(a.words)) }
    @inlinable @inline(__always)
    public func rotated(right bits: UInt64) -> Self { Self(u64x4_rotate_right(words, bits)) }
    @inlinable @inline(__always)
    public func shifted(right bits: UInt64) -> Self { Self(u64x4_shift_right(words, bits)) }
    @inlinable @inline(__always) public var byteSwapped: Self { Self(u64x4_byte_swapped(words)) }
    @inlinable @inline(__always) public var computedFirst: Self { Self(u64x4_computed_first(words)) }
    @inlinable @inline(__always) public var inProgramOrder: Self { Self(u64x4_in_program_order(words)) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        Self(u64x4_logic(function, x.words, y.words, z.words))
    }
    @inlinable @inline(__always)
    public static func groups(_ group: (Int) -> SIMD2<UInt64>) -> Self {
        Self(u64x4_groups(group(0), group(1)))
    }
    @inlinable @inline(__always)
    public static func low(_ a: Self, _ b: Self) -> Self { Self(u64x4_low(a.words, b.words)) }
    @inlinable @inline(__always)
    public static func high(_ a: Self, _ b: Self) -> Self { Self(u64x4_high(a.words, b.words)) }

    /// In each group the second word of `a`, then the first of `b`.
    @inlinable @inline(__always)
    static func middle(_ a: Self, _ b: Self) -> Self { Self(u64x4_middle(a.words, b.words)) }
}

public struct Words64x8: GroupedLanes64 {
    @usableFromInline var words: SIMD8<UInt64>

    @inlinable @inline(__always) init(_ words: SIMD8<UInt64>) { self.words = words }
    @inlinable @inline(__always) public static var count: Int { 8 }
    @inlinable @inline(__always) public static func splat(_ word: UInt64) -> Self { Self(u64x8_splat(word)) }
    @inlinable @inline(__always)
    public subscript(lane: Int) -> UInt64 {
        get { words[lane] }
        set { words[lane] = newValue }
    }
    @inlinable @inline(__always) public static func &+ (a: Self, b: Self) -> Self { Self(a.words &+ b.words) }
    @inlinable @inline(__always) public static func ^ (a: Self, b: Self) -> Self { Self(u64x8_xor(a.words, b.words)) }
    @inlinable @inline(__always) public static func & (a: Self, b: Self) -> Self { Self(u64x8_and(a.words, b.words)) }
    @inlinable @inline(__always) public static prefix func ~ (a: Self) -> Self { Self(u64x8_not(a.words)) }
    @inlinable @inline(__always)
    public func rotated(right bits: UInt64) -> Self { Self(u64x8_rotate_right(words, bits)) }
    @inlinable @inline(__always)
    public func shifted(right bits: UInt64) -> Self { Self(u64x8_shift_right(words, bits)) }
    @inlinable @inline(__always) public var byteSwapped: Self { Self(u64x8_byte_swapped(words)) }
    @inlinable @inline(__always) public var computedFirst: Self { Self(u64x8_computed_first(words)) }
    @inlinable @inline(__always) public var inProgramOrder: Self { Self(u64x8_in_program_order(words)) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        Self(u64x8_logic(function, x.words, y.words, z.words))
    }
    @inlinable @inline(__always)
    public static func groups(_ group: (Int) -> SIMD2<UInt64>) -> Self {
        Self(u64x8_groups(group(0), group(1), group(2), group(3)))
    }
    @inlinable @inline(__always)
    public static func low(_ a: Self, _ b: Self) -> Self { Self(u64x8_low(a.words, b.words)) }
    @inlinable @inline(__always)
    public static func high(_ a: Self, _ b: Self) -> Self { Self(u64x8_high(a.words, b.words)) }
}
