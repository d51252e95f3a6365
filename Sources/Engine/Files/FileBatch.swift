import CPlatform

/// Many files, read and digested side by side, with what comes of them in the order in which they were added.
///
/// A call works for a slice of time, on threads that are joined before it returns. A thread takes a group of files and
/// reads the small ones whole (`SmallFiles`); long ones it puts aside, to be read each by itself (`LongFile`).
@safe
public final class FileBatch: @unchecked Sendable {
    private let algorithms: [Algorithm]
    private let digestLength: Int
    private let settle: UInt64
    private let mostThreads: Int
    /// The disk that was looked at last, and whether one thread is to read from it.
    private var disk: (device: UInt64, isRotational: Bool)?
    /// Folders, or long files, that a thread may have open, so that all have no more than the system allows.
    private let mostOpen: Int

    /// The group whose results were handed out last.
    private var current: FileGroup?

    // What follows is read and written under the lock while threads run.

    private let monitor = Monitor()
    /// Those whose results were not taken yet, oldest first.
    private var groups: [FileGroup] = []
    /// Groups with files that nobody has looked at, and that no thread has at the moment; oldest first.
    private var unread: [FileGroup] = []
    /// Long files that nobody reads at the moment, oldest first: those that may go side by side in lanes, and others.
    private var long: [LongFile] = []
    private var alone: [LongFile] = []
    /// Lanes with long files on them, that no thread runs at the moment.
    private var lanes: [FileLanes] = []
    /// What threads have of their own, and no thread has at the moment.
    private var idle: [SmallFiles] = []
    /// Where files come from, besides those that are added; nil at its end.
    private var walker: TreeWalker?
    private var tree: FileTree?
    /// A thread has the walker at the moment.
    private var isWalking = false
    /// Why the walker came to no end.
    private var failure: SystemError?
    /// A signal came: threads leave what they do, as if time were up.
    private var isInterrupted = false

    /// As many groups may wait for an older one, in which a file takes long.
    private static var mostGroups: Int { 256 }
    /// As many long files are better read before others are looked at.
    private static var mostLong: Int { 128 }

    /// At most `threads` work at once; 0: as many as there are processors for this process.
    public init(_ algorithms: [Algorithm], settle: UInt64, threads: Int) {
        self.algorithms = algorithms
        self.settle = settle
        digestLength = algorithms.reduce(0) { $0 + $1.digestLength }
        mostThreads = availableThreads(threads == 0 ? .max : threads)
        // Half of them, less what a program has open: the walker's folders, and a file for each thread.
        mostOpen = max(min((Int(platform_most_descriptors()) - 48) / 2 / mostThreads, 32), 2)
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

    // MARK: Files to be read

    /// Adds files by their paths, of which each ends with a NUL.
    public func add(_ paths: UnsafeBufferPointer<CChar>) throws(SystemError) {
        var start = 0, added: [FileGroup] = []
        while start < paths.count {
            let path = unsafe paths.baseAddress! + start, length = unsafe strlen(path)
            if added.last?.isFull != false { added.append(FileGroup(digestLength: digestLength)) }
            unsafe try added[added.count - 1].append(UnsafeRawBufferPointer(start: path, count: length))
            start += length + 1
        }
        // All or none: who is told that there is no memory need not find out how far it went.
        groups += added
        unread += added
    }

    /// Adds what a walker finds that is no folder, as it is needed, and folders with an error. Nobody else uses it from now on.
    /// False if it has made a step, or there is one already.
    public func add(_ walker: TreeWalker) -> Bool {
        guard self.walker == nil, let tree = walker.tree else { return false }
        self.walker = walker
        self.tree = tree
        return true
    }

    /// The next files that the walker finds, and whether it goes on after them.
    private func walk(_ walker: TreeWalker, _ tree: FileTree, until deadline: UInt64) -> (FileGroup, goesOn: Bool) {
        let group = FileGroup(in: tree, digestLength: digestLength)
        do throws(SystemError) {
            while !group.isFull, group.folderCount < mostOpen {
                switch try walker.next(until: deadline) {
                case .entry: try append(walker, to: group)
                case .end: return (group, goesOn: false)
                case .interrupted:
                    // Time is up, or a signal came, which the caller may want to look after.
                    monitor.locked { isInterrupted = true }
                    return (group, goesOn: true)
                }
            }
            return (group, goesOn: true)
        } catch {
            // It can't go on, and must not come to its end in silence.
            monitor.locked { failure = error }
            return (group, goesOn: false)
        }
    }

    private func append(_ walker: TreeWalker, to group: FileGroup) throws(SystemError) {
        let entry = walker.entry
        guard entry.kind != .folder || entry.error != 0 else { return }
        let path = unsafe walker.path
        let isFolder = entry.kind == .folder
        let name = unsafe isFolder ? 0 : path.count - strlen(walker.name)
        unsafe try group.append(
            path, name: name, in: isFolder ? nil : walker.folder, kind: entry.kind, error: entry.error)
    }

    // MARK: Work

    /// Works until the oldest group is finished, and on as long as there is something to do, at most for `slice`
    /// milliseconds; 0: until everything is done. Whether there is more to do before there are `results`; if not, and there
    /// are none, nothing is left. Throws why the walker could not go on, when there are no more results.
    public func run(slice: UInt64) throws(SystemError) -> Bool {
        current = nil
        isInterrupted = false
        if groups.first?.isFinished != true { work(until: slice == 0 ? .max : System.now + slice * 1_000_000) }
        guard let oldest = groups.first else {
            if let failure { throw failure }
            return walker != nil
        }
        guard oldest.isFinished else { return true }
        groups.removeFirst()
        current = oldest
        return false
    }

    private func work(until deadline: UInt64) {
        while System.now < deadline, !isInterrupted {
            let threads = threadsWorthStarting
            guard threads > 0 else { return }
            concurrently(threads) { self.takeTasks(until: deadline, isAlone: threads == 1) }
        }
    }

    /// None if there is nothing to do. A thread takes 20 to 50 µs to start: as long as a dozen files, or as a megabyte.
    private var threadsWorthStarting: Int {
        let bytes = (long + alone).reduce(UInt64(0)) { $0 + min($1.size, 1 << 30) }
        var worth = min(long.count + alone.count, Int(bytes >> 20)) + lanes.count
        worth += unread.reduce(0) { $0 + $1.count - $1.next } / 32
        if canWalk { worth += mostThreads }
        if worth > 1, readsOneByOne { worth = 1 }
        let isIdle = long.isEmpty && alone.isEmpty && lanes.isEmpty && unread.isEmpty && !canWalk
        return isIdle ? 0 : max(min(worth, mostThreads), 1)
    }

    /// Whether the files at hand are on a disk that one thread is to read.
    private var readsOneByOne: Bool {
        guard let device = unread.first?.device ?? tree?.device ?? disk?.device else { return false }
        if disk?.device != device { disk = (device, System.isRotational(device)) }
        return disk?.isRotational ?? false
    }

    private var canWalk: Bool { walker != nil && groups.count < Self.mostGroups }

    private enum Task {
        case small(FileGroup), long(LongFile), lanes(FileLanes), walk(TreeWalker, FileTree)
    }

    /// What a thread does: task after task, until none is left.
    private func takeTasks(until deadline: UInt64, isAlone: Bool) {
        let mine = monitor.locked { idle.popLast() } ?? SmallFiles()
        var unfinished: [LongFile] = []
        while System.now < deadline, let task = monitor.locked({ nextTask() }) {
            switch task {
            case .walk(let walker, let tree):
                let (group, goesOn) = walk(walker, tree, until: deadline)
                monitor.locked {
                    isWalking = false
                    if !goesOn { self.walker = nil }
                    if group.count > 0 {
                        groups.append(group)
                        unread.append(group)
                    }
                    monitor.wakeAll()
                }
            case .small(let group):
                read(group, with: mine, until: deadline)
            case .lanes(let running):
                if !running.run(until: deadline) { monitor.locked { lanes.append(running) } }
            case .long(let file):
                if !read(file, until: deadline, isAlone: isAlone) { unfinished.append(file) }
            }
        }
        monitor.locked {
            if let mine { idle.append(mine) }
            alone.insert(contentsOf: unfinished, at: 0)
        }
    }

    /// Under the lock. Nil if there is none.
    private func nextTask() -> Task? {
        while !isInterrupted {
            if let stopped = lanes.popLast() { return .lanes(stopped) }
            if !alone.isEmpty { return .long(alone.removeFirst()) }
            if long.count >= Self.mostLong { return longTask() }
            if !unread.isEmpty { return .small(unread.removeFirst()) }
            if canWalk, !isWalking, let walker, let tree {
                isWalking = true
                return .walk(walker, tree)
            }
            if !long.isEmpty { return longTask() }
            guard isWalking else { return nil }
            monitor.wait()
        }
        return nil
    }

    /// Many long files go side by side, if the hash has lanes and they are worth it; otherwise each by itself.
    private func longTask() -> Task {
        if algorithms.count == 1, let makeLanes = algorithms[0].fileLanes {
            let share = min(shareInLanes(algorithms[0]), mostOpen)
            if share > 1, let running = makeLanes(share, nextForLane, readAlone) { return .lanes(running) }
        }
        return .long(long.removeFirst())
    }

    /// How many of the files one thread takes into lanes. All that fit, if so it is faster than all threads are with one file
    /// each: a block takes the same time however many lanes have a file. Otherwise each thread takes its part.
    private func shareInLanes(_ algorithm: Algorithm) -> Int {
        let together = min(long.count, algorithm.laneCount)
        let isFasterThanThreads = together * algorithm.laneGain >= mostThreads * algorithm.laneCount
        return isFasterThanThreads ? together : min((long.count + mostThreads - 1) / mostThreads, algorithm.laneCount)
    }

    // What lanes call. They run in this object's calls only, and it has them: so they do not have it.

    private var nextForLane: () -> LongFile? {
        { [unowned(unsafe) self] in
            unsafe monitor.locked { unsafe long.isEmpty ? nil : long.removeFirst() }
        }
    }

    private var readAlone: (LongFile) -> Void {
        { [unowned(unsafe) self] file in
            unsafe monitor.locked { unsafe alone.append(file) }
        }
    }

    private func read(_ group: FileGroup, with mine: SmallFiles?, until deadline: UInt64) {
        guard let mine else { return group.fail(SystemError(code: ENOMEM)) }
        mine.digest(group, by: algorithms, settle: settle, until: deadline) { file in
            monitor.locked { file.needsCare ? alone.append(file) : long.append(file) }
        }
        guard group.isWaiting else { return }
        monitor.locked {
            unread.insert(group, at: 0)
            // Time is up, or a signal came.
            isInterrupted = true
            monitor.wakeAll()
        }
    }

    private func read(_ file: LongFile, until deadline: UInt64, isAlone: Bool) -> Bool {
        let slice = deadline == .max ? 0 : max((deadline - min(System.now, deadline)) / 1_000_000, 1)
        return file.read(by: algorithms, settle: settle, slice: slice, threads: isAlone ? mostThreads : 1)
    }
}
