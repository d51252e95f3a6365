import CPlatform

/// Two vectors whose steps alternate: while one waits for the result of a step, the other begins its own. For
/// algorithms whose steps wait for each other, as those of MD5 do.
public struct TwoVectors<Half: Lanes>: Lanes {
    @usableFromInline var first: Half
    @usableFromInline var second: Half

    @inlinable @inline(__always)
    init(_ first: Half, _ second: Half) {
        self.first = first
        self.second = second
    }

    @inlinable @inline(__always) public static var count: Int { 2 &* Half.count }
    @inlinable @inline(__always)
    public static func splat(_ word: Half.Word) -> Self { Self(.splat(word), .splat(word)) }

    @inlinable @inline(__always)
    public subscript(lane: Int) -> Half.Word {
        get { lane < Half.count ? first[lane] : second[lane &- Half.count] }
        set {
            if lane < Half.count { first[lane] = newValue } else { second[lane &- Half.count] = newValue }
        }
    }

    @inlinable @inline(__always)
    public static func &+ (a: Self, b: Self) -> Self { Self(a.first &+ b.first, a.second &+ b.second) }
    @inlinable @inline(__always)
    public static func ^ (a: Self, b: Self) -> Self { Self(a.first ^ b.first, a.second ^ b.second) }
    @inlinable @inline(__always)
    public static func & (a: Self, b: Self) -> Self { Self(a.first & b.first, a.second & b.second) }
    @inlinable @inline(__always)
    public static prefix func ~ (a: Self) -> Self { Self(~a.first, ~a.second) }
    @inlinable @inline(__always)
    public func rotated(right bits: Half.Word) -> Self { Self(first.rotated(right: bits), second.rotated(right: bits)) }
    @inlinable @inline(__always)
    public func shifted(right bits: Half.Word) -> Self { Self(first.shifted(right: bits), second.shifted(right: bits)) }
    @inlinable @inline(__always)
    public var byteSwapped: Self { Self(first.byteSwapped, second.byteSwapped) }
    @inlinable @inline(__always)
    public var computedFirst: Self { Self(first.computedFirst, second.computedFirst) }
    @inlinable @inline(__always)
    public var inProgramOrder: Self { Self(first.inProgramOrder, second.inProgramOrder) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        Self(.logic(function, x.first, y.first, z.first), .logic(function, x.second, y.second, z.second))
    }

    @inlinable @inline(__always)
    public func adding(_ index: Int, of constant: (Int) -> Half.Word) -> Self {
        Self(first.adding(index, of: constant), second.adding(platform_hidden_index(index), of: constant))
    }

    @inlinable @inline(__always)
    public static func load(
        block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int
    ) -> InlineArray<16, Self> {
        let first = unsafe Half.load(block: block, bigEndian: bigEndian, offset: offset)
        let second = unsafe Half.load(block: block, bigEndian: bigEndian) { offset($0 &+ Half.count) }
        return [
            Self(first[0], second[0]), Self(first[1], second[1]), Self(first[2], second[2]), Self(first[3], second[3]),
            Self(first[4], second[4]), Self(first[5], second[5]), Self(first[6], second[6]), Self(first[7], second[7]),
            Self(first[8], second[8]), Self(first[9], second[9]), Self(first[10], second[10]),
            Self(first[11], second[11]),
            Self(first[12], second[12]), Self(first[13], second[13]), Self(first[14], second[14]),
            Self(first[15], second[15]),
        ]
    }
}
