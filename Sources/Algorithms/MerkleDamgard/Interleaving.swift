// Two computations in one function, whose steps alternate: where each alone leaves units of the processor idle, it does
// both at once. One of them takes the other as a parameter; a parameter that does nothing stands for no other
// computation.

/// A compression function of 64 steps or more that calls `advance` of another computation after each.
public protocol InterleavedCompression: CompressionFunction {
    /// As `compress`. The words of the block are those that `words` returns of 0 to 15, each any number of times.
    static func compress<L: Lanes, Beside: InterleavedSteps>(
        _ state: inout InlineArray<8, L>, beside: inout Beside, _ words: (Int) -> L
    ) where L.Word == Word
}

extension InterleavedCompression {
    @inlinable @inline(__always)
    public static func compress<L: Lanes>(
        _ state: inout InlineArray<8, L>, _ words: InlineArray<16, L>
    ) where L.Word == Word {
        var nothing = NoInterleavedSteps()
        compress(&state, beside: &nothing) { words[$0] }
    }
}

/// A computation that is interleaved with the steps of a compression function.
public protocol InterleavedSteps {
    /// Called after each step; the first is 1.
    mutating func advance(_ step: Int)
}

@usableFromInline
struct NoInterleavedSteps: InterleavedSteps {
    @inlinable init() {}
    @inlinable @inline(__always) mutating func advance(_ step: Int) {}
}

/// Rounds of SHA-256 that are interleaved with the making of message schedules.
@usableFromInline
protocol InterleavedRounds {
    /// Called twice for every four words of the schedules.
    mutating func fourRounds()
    /// Four rounds, plus a false dependency of `words` on them. The two are independent, so the compiler would place
    /// all rounds of a block before the schedule, and the processor does not look ahead so far that it could do both at
    /// once.
    mutating func fourRounds(before words: inout SHA256Stitched.Words)
}

@usableFromInline
struct NoInterleavedRounds: InterleavedRounds {
    @inlinable init() {}
    @inlinable @inline(__always) mutating func fourRounds() {}
    @inlinable @inline(__always) mutating func fourRounds(before words: inout SHA256Stitched.Words) {}
}
