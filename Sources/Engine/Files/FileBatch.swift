import CPlatform

/// Many files, read and digested side by side, with what comes of them in the order in which they were added.
///
/// A call works for a slice of time, on threads that are joined before it returns. Each takes a group of files and reads
/// the small ones whole (`SmallFiles`); then they take the long ones, each by itself (`LongFile`).
@safe
public final class FileBatch: @unchecked Sendable {
    private let algorithms: [Algorithm]
    private let digestLength: Int
    private let settle: UInt64
    private let mostThreads: Int

    /// Those whose results were not taken yet, oldest first.
    private var groups: [FileGroup] = []
    /// The group whose results were handed out last.
    private var current: FileGroup?

    // What follows is read and written under the lock while threads run.

    private let monitor = Monitor()
    /// Groups with files that nobody has looked at, oldest first.
    private var unread: [FileGroup] = []
    /// Long files that nobody reads at the moment, oldest first.
    private var long: [LongFile] = []
    /// What threads have of their own, and no thread has at the moment.
    private var idle: [SmallFiles] = []

    public enum Progress {
        /// Nothing is left to be done.
        case idle
        /// There is more to do before the oldest files have results.
        case working
        /// The oldest group has results: `results`.
        case results
    }

    /// At most `threads` work at once; 0: as many as there are processors for this process.
    public init(_ algorithms: [Algorithm], settle: UInt64, threads: Int) {
        self.algorithms = algorithms
        self.settle = settle
        digestLength = algorithms.reduce(0) { $0 + $1.digestLength }
        mostThreads = availableThreads(threads == 0 ? .max : threads)
    }

    /// The most files whose results are handed out at a time.
    public static var mostResults: Int { FileGroup.mostFiles }

    /// What `run` found to be ready, until it is called again.
    public var results: FileGroup? { current }

    /// How many files of the oldest groups are finished.
    public var ready: Int {
        var count = 0
        for group in groups {
            guard group.isFinished else { break }
            count += group.count
        }
        return count
    }

    /// How many files wait for results, or have some that were not taken.
    public private(set) var count = 0

    /// Adds files by their paths, of which each ends with a NUL.
    public func add(_ paths: UnsafeBufferPointer<CChar>) {
        var start = 0, end = 0, files = 0
        while end < paths.count {
            unsafe end += strlen(paths.baseAddress! + end) + 1
            files += 1
            guard files == FileGroup.mostFiles || end == paths.count else { continue }
            let group = unsafe FileGroup(
                UnsafeBufferPointer(rebasing: paths[start..<end]), count: files, digestLength: digestLength)
            groups.append(group)
            unread.append(group)
            count += files
            (start, files) = (end, 0)
        }
    }

    /// Works until the oldest group is finished, and on as long as there is something to do, at most for `slice`
    /// milliseconds; 0: until everything is done.
    public func run(slice: UInt64) -> Progress {
        current = nil
        guard let oldest = groups.first else { return .idle }
        if !oldest.isFinished { work(until: slice == 0 ? .max : System.now + slice * 1_000_000) }
        guard oldest.isFinished else { return .working }
        groups.removeFirst()
        count -= oldest.count
        current = oldest
        return .results
    }

    private func work(until deadline: UInt64) {
        while System.now < deadline {
            let threads = threadsWorthStarting
            guard threads > 0 else { return }
            if unread.isEmpty {
                let isAlone = threads == 1
                concurrently(threads) { self.readLong(until: deadline, isAlone: isAlone) }
            } else {
                concurrently(threads) { self.readSmall(until: deadline) }
            }
        }
    }

    /// None if there is nothing to do. A thread takes 20 to 50 µs to start: as long as a dozen files, or as a megabyte.
    private var threadsWorthStarting: Int {
        let worth: Int
        if unread.isEmpty {
            guard !long.isEmpty else { return 0 }
            let bytes = long.reduce(UInt64(0)) { $0 + min($1.size, 1 << 30) }
            worth = min(long.count, Int(bytes >> 20))
        } else {
            worth = unread.reduce(0) { $0 + $1.count - $1.next } / 32
        }
        return max(min(worth, mostThreads), 1)
    }

    private func readSmall(until deadline: UInt64) {
        let mine = monitor.locked { idle.popLast() } ?? SmallFiles()
        while System.now < deadline, let group = monitor.locked({ unread.isEmpty ? nil : unread.removeFirst() }) {
            guard let mine else {
                group.fail(SystemError(code: ENOMEM))
                continue
            }
            mine.digest(group, by: algorithms, settle: settle, until: deadline) { file in
                monitor.locked { long.append(file) }
            }
            if group.next < group.count { monitor.locked { unread.insert(group, at: 0) } }
        }
        if let mine { monitor.locked { idle.append(mine) } }
    }

    private func readLong(until deadline: UInt64, isAlone: Bool) {
        var unfinished: [LongFile] = []
        while System.now < deadline, let file = monitor.locked({ long.isEmpty ? nil : long.removeFirst() }) {
            let slice = deadline == .max ? 0 : max((deadline - min(System.now, deadline)) / 1_000_000, 1)
            let isFinished = file.read(by: algorithms, settle: settle, slice: slice, readsAhead: isAlone)
            if !isFinished { unfinished.append(file) }
        }
        monitor.locked { long.insert(contentsOf: unfinished, at: 0) }
    }
}
