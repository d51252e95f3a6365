import Algorithms

/// Where lanes get their inputs: memory, or open files.
///
/// A lane takes an input, asks for its bytes piece by piece, hands in the digest and takes another. What a
/// source keeps is per lane, not per input, so that any number of inputs fits. An input that cannot be read
/// ends early; its source remembers that, and drops the digest.
protocol LaneSource {
    /// How many lanes to use at most: a thread that shares its inputs with others leaves them their part.
    var lanes: Int { get }

    /// Takes the next input for the lane, or the next part of one. Nil if there is none left.
    mutating func take(lane: Int) -> LaneMessage?

    /// More bytes of the lane's input, and whether they are its end. If not, they are one or more whole blocks, and at
    /// least one byte follows. They stay where they are until the lane asks again.
    mutating func next(lane: Int) -> (bytes: UnsafeRawBufferPointer, isLast: Bool)

    /// Takes the digest of the lane's input, which `write` writes.
    mutating func finish(lane: Int, _ write: (inout MutableRawSpan) -> Void)
}
