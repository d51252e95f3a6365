import Algorithms

/// A thread's share of the inputs of a queue. Much is inlined: for inputs of one block, calls would take a noticeable
/// part of the time.
@safe
struct QueueSource: LaneSource {
    let lanes: Int
    private let inputs: InputQueue
    private let digestLength: Int
    /// The number of each lane's input.
    private var numbers = LaneArray<Int>(repeating: 0)

    init(_ inputs: InputQueue, lanes: Int, digestLength: Int) {
        self.inputs = inputs
        self.lanes = lanes
        self.digestLength = digestLength
    }

    mutating func take(lane: Int) -> LaneMessage? {
        guard let number = inputs.take() else { return nil }
        numbers[lane] = number
        return .whole
    }

    @inline(__always)
    mutating func next(lane: Int) -> (bytes: UnsafeRawBufferPointer, isLast: Bool) { unsafe (bytes(lane: lane), true) }

    mutating func finish(lane: Int, _ write: (inout MutableRawSpan) -> Void) {
        let digest = unsafe digest(lane: lane)
        var span = unsafe digest.mutableBytes
        write(&span)
    }

    // Of a lane's input. These are mutating, because the numbers would be copied otherwise.

    @inline(__always)
    mutating func number(lane: Int) -> Int { numbers[lane] }

    @inline(__always)
    mutating func bytes(lane: Int) -> UnsafeRawBufferPointer { unsafe bytes(of: numbers[lane]) }

    /// Where its digest goes.
    @inline(__always)
    mutating func digest(lane: Int) -> UnsafeMutableRawBufferPointer { unsafe digest(of: numbers[lane]) }

    // Of any input of the queue, by its number.

    var count: Int { inputs.count }

    @inline(__always)
    func bytes(of number: Int) -> UnsafeRawBufferPointer { unsafe inputs.input(number) }

    func length(of number: Int) -> Int { unsafe inputs.input(number).count }

    @inline(__always)
    func digest(of number: Int) -> UnsafeMutableRawBufferPointer { unsafe inputs.digest(number, length: digestLength) }
}
