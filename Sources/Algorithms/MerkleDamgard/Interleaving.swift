// Two computations in one function, whose steps stand in turn: a processor does both at once, where each alone leaves it
// room. One is written with a parameter for the other, and with one that does nothing where there is no other.

/// A compression function of 64 steps or more, beside which something else can be done: after each it calls `advance`, with
/// 1, 2 and so on.
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

/// What is done beside the steps of a compression function.
public protocol InterleavedSteps {
    /// Called after each step; the first is 1.
    mutating func advance(_ step: Int)
}

@usableFromInline
struct NoInterleavedSteps: InterleavedSteps {
    @inlinable init() {}
    @inlinable @inline(__always) mutating func advance(_ step: Int) {}
}

/// The rounds that are done beside the making of schedules.
@usableFromInline
protocol InterleavedRounds {
    /// Called twice for every four words of the schedules.
    mutating func fourRounds()
    /// The same, in front of anything that is done with these words. Neither needs the other, so that the compiler would
    /// write the rounds of a whole block one after another: the processor doesn't look ahead that far, and would do the
    /// one after the other, too.
    mutating func fourRounds(before words: inout SHA256Stitched.Words)
}

@usableFromInline
struct NoInterleavedRounds: InterleavedRounds {
    @inlinable init() {}
    @inlinable @inline(__always) mutating func fourRounds() {}
    @inlinable @inline(__always) mutating func fourRounds(before words: inout SHA256Stitched.Words) {}
}
