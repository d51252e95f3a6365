import Algorithms
import Synchronization

/// Inputs in memory and the memory for their digests, for any number of threads to share.
@safe
public final class InputQueue: @unchecked Sendable {
    private let inputs: UnsafePointer<UnsafeRawPointer?>
    private let lengths: UnsafePointer<Int>
    let count: Int
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
            algorithm.digestInputs(QueueSource(self, lanes: lanes, digestLength: algorithm.digestLength))
        }
    }

    func take() -> Int? {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }

    func input(_ index: Int) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: inputs[index], count: lengths[index])
    }

    func digest(_ index: Int, length: Int) -> UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: digests + index * length, count: length)
    }
}
