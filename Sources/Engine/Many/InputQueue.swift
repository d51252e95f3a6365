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

    /// Bytes that take about as long as it takes to start a thread, several times over.
    private static var bytesForThread: Int { 512 << 10 }

    /// As many threads as the work is worth: each has so many bytes, and an input for each lane of the kernel, for with half
    /// of the lanes a block takes as long as with all.
    private func threadsWorthStarting(_ algorithm: Algorithm) -> Int {
        var bytes = 0
        for index in 0..<count { bytes &+= unsafe lengths[index] }
        return max(min(bytes / Self.bytesForThread, count / algorithm.laneCount), 1)
    }

    /// Writes the digests of all inputs, on so many threads at most.
    public func digest(_ algorithm: Algorithm, threads: Int) {
        guard count > 0 else { return }
        let threads = availableThreads(threads > 1 ? min(threads, threadsWorthStarting(algorithm)) : 1)
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
