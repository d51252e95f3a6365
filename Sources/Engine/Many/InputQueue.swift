import Algorithms
import Synchronization

/// Inputs in memory and the place for their digests, for any number of threads to share.
@safe
public final class MemoryInputs: @unchecked Sendable {
    private let inputs: UnsafePointer<UnsafeRawPointer?>
    private let lengths: UnsafePointer<Int>
    fileprivate let count: Int
    private let digests: UnsafeMutableRawPointer
    /// The first input that nobody has taken.
    private let next = Atomic<Int>(0)

    /// `digests` has room for a digest of each of the `count` inputs, in their order.
    public init(
        _ inputs: UnsafePointer<UnsafeRawPointer?>, lengths: UnsafePointer<Int>, count: Int,
        digests: UnsafeMutableRawPointer
    ) {
        unsafe self.inputs = unsafe inputs
        unsafe self.lengths = unsafe lengths
        self.count = count
        unsafe self.digests = unsafe digests
    }

    /// Writes the digests of all inputs, on so many threads at most.
    public func digest(_ algorithm: Algorithm, threads: Int) {
        guard count > 0 else { return }
        let threads = availableThreads(min(threads, count))
        let lanes = (count + threads - 1) / threads
        concurrently(threads) {
            algorithm.digestInputs(MemoryLanes(self, lanes: lanes, digestLength: algorithm.digestLength))
        }
    }

    fileprivate func take() -> Int? {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }

    fileprivate func input(_ index: Int) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: inputs[index], count: lengths[index])
    }

    fileprivate func digest(_ index: Int, length: Int) -> UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: digests + index * length, count: length)
    }
}

/// A thread's share of them. What is inlined is so because a call is a part of what an input of one block takes.
@safe
struct MemoryLanes: LaneSource {
    let lanes: Int
    private let inputs: MemoryInputs
    private let digestLength: Int
    /// The number of each lane's input.
    private var numbers = LaneArray<Int>(repeating: 0)

    init(_ inputs: MemoryInputs, lanes: Int, digestLength: Int) {
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

    // Of a lane's input. Mutating, because the numbers would be copied otherwise.

    @inline(__always)
    mutating func number(lane: Int) -> Int { numbers[lane] }

    @inline(__always)
    mutating func bytes(lane: Int) -> UnsafeRawBufferPointer { unsafe bytes(of: numbers[lane]) }

    /// Where its digest goes.
    @inline(__always)
    mutating func digest(lane: Int) -> UnsafeMutableRawBufferPointer { unsafe digest(of: numbers[lane]) }

    // Of any of those that threads share, by its number.

    var count: Int { inputs.count }

    @inline(__always)
    func bytes(of number: Int) -> UnsafeRawBufferPointer { unsafe inputs.input(number) }

    func length(of number: Int) -> Int { unsafe inputs.input(number).count }

    @inline(__always)
    func digest(of number: Int) -> UnsafeMutableRawBufferPointer { unsafe inputs.digest(number, length: digestLength) }
}
