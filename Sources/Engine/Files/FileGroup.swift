import CPlatform
import Synchronization

/// What came of one file of a batch.
public struct FileOutcome {
    public enum Status {
        case waiting
        case digested
        /// Somebody wrote to it while it was read.
        case changed
        /// It is a pipe, a device or a folder: nothing that is read to its end side by side with others.
        case irregular
        /// The system said no.
        case failed(SystemError)
    }

    public internal(set) var status = Status.waiting
    /// As it was when reading began; nil if it could not be asked.
    var state: FileState?

    /// In bytes, 0 if that is not known.
    public var size: UInt64 { state?.size ?? 0 }
}

/// Files that one thread takes at a time, in the order in which they came, with room for what comes of each.
@safe
public final class FileGroup: @unchecked Sendable {
    /// As many as are worth a thread's look at the queue, and fill the lanes of every kernel.
    static let mostFiles = 128

    public let count: Int
    /// Each ends with a NUL.
    public let paths: UnsafeMutableBufferPointer<CChar>
    private let starts: UnsafeMutablePointer<Int>
    private let outcomes: UnsafeMutablePointer<FileOutcome>
    /// Algorithm after algorithm, each with a digest of every file.
    public let digests: UnsafeMutableRawBufferPointer
    private let unfinished: Atomic<Int>
    /// The first file that no thread has looked at.
    var next = 0

    /// Copies the paths, whose number is `count`. `digestLength` is that of all algorithms together.
    init(_ paths: UnsafeBufferPointer<CChar>, count: Int, digestLength: Int) {
        self.count = count
        unsafe self.paths = .allocate(capacity: paths.count)
        unsafe _ = self.paths.initialize(from: paths)
        unsafe starts = .allocate(capacity: count)
        unsafe outcomes = .allocate(capacity: count)
        unsafe outcomes.initialize(repeating: FileOutcome(), count: count)
        unsafe digests = .allocate(byteCount: count * digestLength, alignment: 8)
        unsafe digests.initializeMemory(as: UInt8.self, repeating: 0)
        unfinished = Atomic(count)
        var start = 0
        for file in 0..<count {
            unsafe starts[file] = start
            unsafe start += strlen(self.paths.baseAddress! + start) + 1
        }
    }

    deinit {
        unsafe digests.deallocate()
        unsafe outcomes.deallocate()
        unsafe starts.deallocate()
        unsafe paths.deallocate()
    }

    /// Whether something came of each file. What was written before is there to read then.
    var isFinished: Bool { unfinished.load(ordering: .acquiring) == 0 }

    func path(_ file: Int) -> UnsafePointer<CChar> { unsafe UnsafePointer(paths.baseAddress! + starts[file]) }

    public func result(_ file: Int) -> FileOutcome { unsafe outcomes[file] }

    /// Says once of each file what came of it, after its digests were written.
    func finish(_ file: Int, _ status: FileOutcome.Status, _ state: FileState?) {
        unsafe outcomes[file] = FileOutcome(status: status, state: state)
        unfinished.wrappingSubtract(1, ordering: .releasing)
    }

    /// Says so of all files that no thread has looked at.
    func fail(_ error: SystemError) {
        while next < count {
            finish(next, .failed(error), nil)
            next += 1
        }
    }
}
