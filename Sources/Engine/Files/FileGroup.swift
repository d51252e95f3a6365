import CPlatform
import Synchronization

/// What came of one file of a batch.
public struct FileOutcome {
    public enum Status {
        case waiting
        case digested
        /// Somebody wrote to it while it was read.
        case changed
        /// It is a link, a folder, a pipe or a device: nothing that is read to its end side by side with others.
        case irregular
        /// The system said no.
        case failed(SystemError)
    }

    public internal(set) var status = Status.waiting
    public internal(set) var kind: FileKind
    /// As it was when reading began; nil if it could not be asked, or was not.
    public internal(set) var state: FileState?
}

/// Files that one thread takes at a time, in the order in which they came, with room for what comes of each.
@safe
public final class FileGroup: @unchecked Sendable {
    /// As many as are worth a thread's look at the queue, and fill the lanes of every kernel.
    static let mostFiles = 128

    /// Where a file is.
    private struct Location {
        /// Where its path begins, among all paths, and its name in the path.
        let path: Int, name: Int
        /// The number of its folder.
        let folder: Int
    }

    /// Where paths begin that are not absolute: the walked tree, or nil for the current folder.
    private let tree: FileTree?
    /// The paths of all files, each with a NUL behind it.
    private var pathBuffer = GrowingBuffer<CChar>()
    private var locations: [Location] = []
    private let outcomes: UnsafeMutablePointer<FileOutcome>
    /// The folders in which the files are, as long as files are to be opened there.
    private var folders: [OpenFolder] = []
    private let digestLength: Int
    private var digestBuffer = GrowingBuffer<UInt8>()
    private let unfinished = Atomic<Int>(0)
    /// The first file that no thread has looked at.
    var next = 0

    /// `digestLength` is that of all algorithms together.
    init(in tree: FileTree? = nil, digestLength: Int) {
        self.tree = tree
        self.digestLength = digestLength
        locations.reserveCapacity(Self.mostFiles)
        unsafe outcomes = .allocate(capacity: Self.mostFiles)
    }

    deinit { unsafe outcomes.deallocate() }

    // MARK: Before it is shared

    public var count: Int { locations.count }
    var isFull: Bool { count == Self.mostFiles }
    var folderCount: Int { folders.count }

    /// Adds a file by its path.
    func append(_ path: UnsafeRawBufferPointer) throws(SystemError) {
        unsafe try append(path, name: 0, folder: 0, kind: .unknown)
    }

    /// Adds what a walker has found, which is in an open folder by the name at `name` in its path.
    func append(
        _ path: UnsafeRawBufferPointer, name: Int, in folder: OpenFolder?, kind: FileKind, error: Int32
    ) throws(SystemError) {
        if let folder, folders.last !== folder { folders.append(folder) }
        unsafe try append(path, name: name, folder: folders.count - 1, kind: kind)
        // Whose kind could not be told is looked at again.
        guard error != 0 || folder == nil || kind != .file && kind != .unknown else { return }
        unsafe outcomes[count - 1].status = error == 0 ? .irregular : .failed(SystemError(code: error))
        unfinished.wrappingSubtract(1, ordering: .relaxed)
    }

    private func append(
        _ path: UnsafeRawBufferPointer, name: Int, folder: Int, kind: FileKind
    ) throws(SystemError) {
        // Digests grow along, so that there is room for those of all files.
        try digestBuffer.reserve(digestLength)
        try pathBuffer.reserve(path.count + 1)
        unsafe memset(digestBuffer.start! + digestBuffer.count, 0, digestLength)
        digestBuffer.count += digestLength
        locations.append(Location(path: pathBuffer.count, name: name, folder: folder))
        unsafe (outcomes + count - 1).initialize(to: FileOutcome(kind: kind, state: nil))
        unsafe memcpy(pathBuffer.start! + pathBuffer.count, path.baseAddress!, path.count)
        pathBuffer.count += path.count + 1
        pathBuffer[pathBuffer.count - 1] = 0
        unfinished.wrappingAdd(1, ordering: .relaxed)
    }

    // MARK: What is in it

    /// Each ends with a NUL.
    public var paths: UnsafeBufferPointer<CChar> {
        unsafe UnsafeBufferPointer(start: pathBuffer.start, count: pathBuffer.count)
    }

    /// In bytes, without the NUL.
    public func pathLength(_ file: Int) -> Int {
        (file + 1 < count ? locations[file + 1].path : pathBuffer.count) - locations[file].path - 1
    }

    /// Algorithm after algorithm, each with a digest of every file.
    public var digests: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: digestBuffer.start, count: digestBuffer.count)
    }

    public func outcome(_ file: Int) -> FileOutcome { unsafe outcomes[file] }

    /// Whether something came of each file. What was written before is there to read then.
    public var isFinished: Bool { unfinished.load(ordering: .acquiring) == 0 }

    /// Where the next file is; nil if that is not known.
    var device: UInt64? {
        guard isWaiting, tree == nil else { return nil }
        let path = unsafe UnsafePointer(pathBuffer.start! + locations[next].path)
        return unsafe (try? System.status(at: path, in: System.currentFolder, follows: true))?.device
    }

    // MARK: Opening

    // What is opened is said to be regular. Both say what state it is in; nil if it is another kind of file.

    /// Opens a file in its folder. For the thread that looks at the group.
    func open(_ file: Int) throws(SystemError) -> OpenedFile? {
        let location = locations[file]
        guard let tree else {
            // What a small file was before it was opened will do: it is compared with what it is afterwards.
            guard let state = try lookAt(file) else { return nil }
            return OpenedFile(try openPath(file), state)
        }
        guard folders.indices.contains(location.folder) else { return try reopen(file) }
        let name = unsafe UnsafePointer(pathBuffer.start! + location.path + location.name)
        let folder = folders[location.folder].descriptor.number
        return try opened(file, unsafe System.openRegular(name, in: folder, follows: tree.follows))
    }

    /// Opens a file by its path. For any thread, at any time.
    func reopen(_ file: Int) throws(SystemError) -> OpenedFile? {
        if let tree {
            return try opened(file, unsafe tree.open(UnsafePointer(pathBuffer.start! + locations[file].path)))
        }
        guard try lookAt(file) != nil else { return nil }
        return try opened(file, openPath(file))
    }

    /// The state of a file before it is opened: to open a FIFO or a device is to do something to it. Nil if it is not
    /// regular.
    private func lookAt(_ file: Int) throws(SystemError) -> FileState? {
        let path = unsafe UnsafePointer(pathBuffer.start! + locations[file].path)
        let state = unsafe try System.status(at: path, in: System.currentFolder, follows: true)
        note(file, state)
        return state.isRegular ? state : nil
    }

    private func openPath(_ file: Int) throws(SystemError) -> Descriptor {
        let path = unsafe UnsafePointer(pathBuffer.start! + locations[file].path)
        return unsafe try System.openRegular(path, in: System.currentFolder, follows: true)
    }

    private func opened(_ file: Int, _ descriptor: consuming Descriptor) throws(SystemError) -> OpenedFile? {
        let state = try System.status(of: descriptor.number)
        note(file, state)
        return state.isRegular ? OpenedFile(descriptor, state) : nil
    }

    private func note(_ file: Int, _ state: FileState) {
        unsafe outcomes[file].kind = state.kind
        unsafe outcomes[file].state = state
    }

    /// All files were looked at, by the thread that says so.
    func closeFolders() { folders = [] }

    // MARK: What comes of them

    /// Says once of each file what came of it, after its digests were written.
    func finish(_ file: Int, _ status: FileOutcome.Status) {
        unsafe outcomes[file].status = status
        unfinished.wrappingSubtract(1, ordering: .releasing)
    }

    var isWaiting: Bool { next < count }

    /// Whether something came of it already.
    func isFinished(_ file: Int) -> Bool {
        if case .waiting = unsafe outcomes[file].status { false } else { true }
    }

    /// Says so of all files that no thread has looked at.
    func fail(_ error: SystemError) {
        while isWaiting {
            if !isFinished(next) { finish(next, .failed(error)) }
            next += 1
        }
    }
}

/// A file and the state in which it was seen.
struct OpenedFile: ~Copyable {
    let descriptor: Descriptor
    let state: FileState

    init(_ descriptor: consuming Descriptor, _ state: FileState) {
        self.descriptor = descriptor
        self.state = state
    }
}
