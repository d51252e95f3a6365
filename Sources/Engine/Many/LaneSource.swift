import Algorithms

/// A value for each lane of the widest kernel.
typealias LaneArray<Element> = InlineArray<32, Element>

/// No kernel has more lanes.
var mostLanes: Int { LaneArray<Int>.count }

/// Where lanes get their messages: inputs, or parts of them that are hashed by themselves.
///
/// A lane takes a message, asks for its bytes piece by piece, hands in the digest and takes another. What a
/// source keeps is per lane, not per input, so that any number of inputs fits. An input that cannot be read
/// ends early; its source remembers that, and drops the digest.
protocol LaneSource {
    /// How many lanes to use at most: a thread that shares the inputs with others leaves them their share.
    var lanes: Int { get }

    /// Takes the next input for the lane, or the next part of one. Nil if there is none left.
    mutating func take(lane: Int) -> LaneMessage?

    /// More bytes of the lane's message, and whether they are its end. If not, they are one or more whole blocks, and
    /// at least one byte follows. They stay where they are until the lane asks again.
    mutating func next(lane: Int) -> (bytes: UnsafeRawBufferPointer, isLast: Bool)

    /// Whether the scheduler is to stop where it is, and go on later.
    var isDue: Bool { get }

    /// Takes the digest of the lane's message, which `write` writes: of a part, what the whole is hashed from.
    mutating func finish(lane: Int, _ write: (inout MutableRawSpan) -> Void)
}

extension LaneSource {
    var isDue: Bool { false }
}
