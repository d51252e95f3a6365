import CPlatform

/// Walks a folder and all folders in it, and reports what is there, in the order of the whole paths as bytes (that of
/// `LC_ALL=C sort`).
///
/// A folder's path ends in a slash, and a folder comes before what is in it; the first entry is the root. Each name is
/// looked up in its open folder, never by its path: depth and lengths of paths have no limit, and a folder that is renamed
/// or replaced by a link meanwhile leads nowhere else. What can't be read, looked at or come back to is an entry with
/// an error.
@safe
public final class TreeWalker {
    public struct Options {
        /// What matches one of these is not there; a folder that does is not read.
        public var exclude: [PathPattern] = []
        /// Unless empty: only what matches one of these is reported, and errors.
        public var include: [PathPattern] = []
        /// Whether symbolic links are what they lead to.
        public var follows = false
        /// Whether folders of other file systems are not read.
        public var staysOnDevice = false
        /// Whether each entry is asked for its state.
        public var wantsStates = false

        public init() {}
    }

    public enum Step { case entry, end, interrupted }

    /// What a name stands for.
    public struct Entry {
        public let kind: FileKind
        /// `errno` of what went wrong; 0 if nothing did. `ELOOP`: a link leads to a folder that it is in. `ESTALE`: it, or
        /// the folder that it was in, is no longer what and where it was.
        public let error: Int32
        /// Only if wanted, and unless it could not be had.
        public let state: FileState?
        /// Whether the path is a link's, and the rest of what that leads to.
        public let isFollowed: Bool
    }

    private let options: Options
    private let rootDevice: UInt64

    /// The folders from the root to the one at hand.
    private var levels: [Level] = []
    private var names = FolderNames()
    /// Of the entry, with a NUL behind it.
    private var pathBuffer = GrowingBuffer<UInt8>()
    /// Where the root's path ends.
    private let rootLength: Int
    private let records: UnsafeMutableRawBufferPointer
    private var listing: UnsafeMutableRawPointer?
    private var phase = Phase.listing
    private var steps = 0
    private var hasBegun = false
    /// Whether the entry was found and not taken.
    private var isPending = false

    private enum Phase {
        /// Reads the folder on top, sorts its names, reports it, goes through its names.
        case listing, sorting, reporting, taking
    }

    private struct Level {
        /// Nil while it is closed, and if it could not be opened again.
        var folder: OpenFolder?
        let state: FileState
        let mark: FolderNames.Mark
        /// The number of the name to be taken next.
        var next: Int
        /// Where its path ends, the slash included.
        let pathLength: Int
        let isLink: Bool
        /// Whether it is to be reported, and all that is in it.
        let isIncluded: Bool
        /// `errno` of reading it, then of opening it again; or 0.
        var error: Int32 = 0
    }

    /// Besides the root, which stays open: to come back to other folders from there.
    private static var mostOpen: Int { 15 }
    private static var recordsLength: Int { 32 << 10 }
    /// Entries between two looks at the clock.
    private static var stride: Int { 16 }

    /// The root may be a symbolic link to a folder.
    public convenience init(root: UnsafePointer<CChar>, _ options: Options) throws(SystemError) {
        let folder = OpenFolder(unsafe try System.openFolder(root, in: System.currentFolder, follows: true))
        let state = try folder.state
        var path = GrowingBuffer<UInt8>()
        let length = unsafe strlen(root)
        let hasSlash = unsafe root[length - 1] == 0x2f
        let rootLength = hasSlash ? length : length + 1
        try path.reserve(rootLength + 1)
        unsafe memcpy(path.start!, root, length)
        path.count = rootLength + 1
        path[rootLength - 1] = 0x2f
        path[rootLength] = 0
        guard let records = unsafe malloc(Self.recordsLength) else { throw .last }
        unsafe self.init(folder, state, path, options, records)
    }

    // It can't fail: Embedded Swift does not free an object whose own initializer throws.
    private init(
        _ folder: OpenFolder, _ state: FileState, _ path: consuming GrowingBuffer<UInt8>, _ options: Options,
        _ records: UnsafeMutableRawPointer
    ) {
        self.options = options
        rootDevice = state.device
        rootLength = path.count - 1
        pathBuffer = path
        unsafe self.records = unsafe UnsafeMutableRawBufferPointer(start: records, count: Self.recordsLength)
        unsafe listing = nil
        push(folder, state, isLink: false, isIncluded: options.include.isEmpty)
    }

    /// By which what will be found can be opened by its path later. Nil once a step was made.
    var tree: FileTree? {
        guard !hasBegun else { return nil }
        return levels.first?.folder.map { FileTree($0, rootLength: rootLength, follows: options.follows) }
    }

    deinit {
        unsafe platform_end_entries(listing)
        unsafe free(records.baseAddress)
    }

    // MARK: The entry

    /// What the last step found.
    public private(set) var entry = Entry(kind: .folder, error: 0, state: nil, isFollowed: false)

    /// Its path, which begins with the root as it was given. There is a NUL behind it. Until the next step.
    public var path: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: pathBuffer.start, count: pathBuffer.count - 1)
    }

    /// The name by which `folder` has it, of an entry that is no folder. Until the next step.
    public var name: UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(pathBuffer.start! + (levels.last?.pathLength ?? 0)).assumingMemoryBound(to: CChar.self)
    }

    /// The folder of an entry that is no folder and has no error.
    public var folder: OpenFolder? { levels.last?.folder }

    // MARK: Walking

    /// Has entry after entry taken, until one is not (`.entry`), which is then the first one of the next call; 0: for as
    /// long as that takes. `next` and this are not to be mixed.
    public func walk(slice milliseconds: UInt64, _ takes: () -> Bool) throws(SystemError) -> Step {
        let deadline = milliseconds == 0 ? .max : System.now + milliseconds * 1_000_000
        while true {
            if !isPending {
                let step = try next(until: deadline)
                guard step == .entry else { return step }
            }
            isPending = !takes()
            if isPending { return .entry }
        }
    }

    /// Goes on to the next entry. Throws what makes it impossible to go on, such as `ENOMEM`, with the walker where it stands.
    public func next(until deadline: UInt64) throws(SystemError) -> Step {
        hasBegun = true
        do throws(SystemError) {
            while let top = levels.indices.last {
                steps &+= phase == .listing ? Self.stride : 1
                if steps >= Self.stride {
                    steps = 0
                    if System.now >= deadline { return .interrupted }
                }
                switch phase {
                case .listing:
                    if try list(top) { phase = .sorting }
                case .sorting:
                    guard try names.sort(until: deadline) else { return .interrupted }
                    phase = .reporting
                case .reporting:
                    phase = .taking
                    if report(top) { return .entry }
                case .taking:
                    if levels[top].next == names.count {
                        try leave(top)
                    } else if try take(top) {
                        return .entry
                    }
                }
            }
            return .end
        } catch {
            guard error.code == EINTR else { throw error }
            return .interrupted
        }
    }

    /// Reads on in the folder on top; true at its end.
    private func list(_ top: Int) throws(SystemError) -> Bool {
        guard let folder = levels[top].folder else { return true }
        do throws(SystemError) {
            let count = unsafe try System.readEntries(of: folder.descriptor.number, &listing, into: records)
            var offset = 0
            while offset < count {
                let record = unsafe records.baseAddress! + offset
                let entry = unsafe record.assumingMemoryBound(to: platform_entry.self)
                unsafe try add(
                    (record + Int(PLATFORM_ENTRY_NAME)).assumingMemoryBound(to: CChar.self), entry.pointee.type, top)
                offset += unsafe Int(entry.pointee.length)
            }
            guard count == 0 else { return false }
        } catch {
            // A signal comes before there are records.
            guard error.code != EINTR else { throw error }
            levels[top].error = error.code
        }
        unsafe platform_end_entries(listing)
        unsafe listing = nil
        return true
    }

    private func add(_ name: UnsafePointer<CChar>, _ type: UInt8, _ top: Int) throws(SystemError) {
        if unsafe strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { return }
        let length = unsafe strlen(name)
        var kind = FileKind(type: type)
        if kind == .unknown { kind = unsafe self.kind(of: name, top, follows: false) ?? .unknown }
        // A link that leads nowhere stays one.
        let target = options.follows && kind == .link ? unsafe self.kind(of: name, top, follows: true) : nil
        kind = target ?? kind
        var isIncluded = levels[top].isIncluded
        if !options.exclude.isEmpty || !isIncluded {
            unsafe try setPath(top, name, length)
            if covers(options.exclude, top, kind) { return }
            isIncluded = isIncluded || covers(options.include, top, kind)
        }
        guard isIncluded || kind == .folder else { return }
        unsafe try names.append(name, length: length, kind: kind, isLink: target != nil, isIncluded: isIncluded)
    }

    private func kind(of name: UnsafePointer<CChar>, _ top: Int, follows: Bool) -> FileKind? {
        guard let folder = levels[top].folder else { return nil }
        while true {
            do throws(SystemError) {
                return unsafe try System.status(at: name, in: folder.descriptor.number, follows: follows).kind
            } catch {
                // Other records wait behind this one: a signal can't end this call to the walker.
                guard error.code == EINTR else { return nil }
            }
        }
    }

    /// Whether a pattern covers the path that was set, of a name of the folder on top.
    private func covers(_ patterns: [PathPattern], _ top: Int, _ kind: FileKind) -> Bool {
        for pattern in patterns {
            // The folders above it are not covered, or it would not be looked at.
            let start = pattern.isAnchored ? rootLength : levels[top].pathLength
            let path = unsafe UnsafeRawBufferPointer(
                start: pathBuffer.start! + start, count: pathBuffer.count - 1 - start)
            if pattern.covers(unsafe path.bytes, isFolder: kind == .folder) { return true }
        }
        return false
    }

    /// The path of a name of the folder on top.
    private func setPath(_ top: Int, _ name: UnsafePointer<CChar>, _ length: Int) throws(SystemError) {
        pathBuffer.count = levels[top].pathLength
        // One for a slash.
        try pathBuffer.reserve(length + 2)
        unsafe memcpy(pathBuffer.start! + pathBuffer.count, name, length + 1)
        pathBuffer.count += length + 1
    }

    /// The path becomes a folder's, or that of the folder on top.
    private func setSlash(_ length: Int) {
        pathBuffer[length - 1] = 0x2f
        pathBuffer[length] = 0
        pathBuffer.count = length + 1
    }

    // MARK: Folders

    private func push(_ folder: OpenFolder, _ state: FileState, isLink: Bool, isIncluded: Bool) {
        levels.append(
            Level(
                folder: folder, state: state, mark: names.push(), next: names.count,
                pathLength: pathBuffer.count - 1, isLink: isLink, isIncluded: isIncluded))
        let closed = levels.count - 1 - Self.mostOpen
        if closed > 0 { levels[closed].folder = nil }
        phase = .listing
    }

    /// Makes the folder on top the entry, unless it is not to be reported.
    private func report(_ top: Int) -> Bool {
        let level = levels[top]
        guard level.isIncluded || level.error != 0 else { return false }
        setSlash(level.pathLength)
        entry = Entry(
            kind: .folder, error: level.error, state: options.wantsStates ? level.state : nil, isFollowed: level.isLink)
        levels[top].error = 0
        return true
    }

    /// Takes the next name of the folder on top. True if that gives an entry now.
    private func take(_ top: Int) throws(SystemError) -> Bool {
        let level = levels[top]
        let name = names[level.next]
        if level.next > level.mark.names, names.areSame(level.next - 1, level.next, in: level.mark) {
            levels[top].next += 1
            return false
        }
        unsafe try setPath(top, names.bytes(of: name, in: level.mark), name.length)
        guard let folder = level.folder else {
            // It could not be opened again.
            if name.kind == .folder { setSlash(pathBuffer.count) }
            return found(top, name, error: level.error)
        }
        return name.kind == .folder ? try enter(folder, top, name) : try look(folder, top, name)
    }

    /// Makes the name an entry.
    private func found(_ top: Int, _ name: FolderName, state: FileState? = nil, error: Int32 = 0) -> Bool {
        let kind = error == 0 ? state?.kind ?? name.kind : name.kind
        entry = Entry(
            kind: kind, error: error, state: options.wantsStates ? state : nil, isFollowed: name.isLink)
        levels[top].next += 1
        return true
    }

    /// What is no folder.
    private func look(_ folder: OpenFolder, _ top: Int, _ name: FolderName) throws(SystemError) -> Bool {
        // With `follows`, a link that is left led nowhere. What was not told is asked again: it may be a folder.
        let isDangling = options.follows && name.kind == .link
        guard options.wantsStates || isDangling || name.kind == .unknown else { return found(top, name) }
        do throws(SystemError) {
            let state = unsafe try System.status(
                at: self.name, in: folder.descriptor.number, follows: name.isLink)
            guard !isDangling else { return found(top, name, state: state, error: try whereLinkLeads(folder)) }
            return found(top, name, state: state, error: state.kind == .folder ? ESTALE : 0)
        } catch {
            guard error.code != EINTR else { throw error }
            return found(top, name, error: error.code)
        }
    }

    /// Why it leads nowhere.
    private func whereLinkLeads(_ folder: OpenFolder) throws(SystemError) -> Int32 {
        do throws(SystemError) {
            _ = unsafe try System.status(at: name, in: folder.descriptor.number, follows: true)
            return ESTALE
        } catch {
            guard error.code != EINTR else { throw error }
            return error.code
        }
    }

    /// Opens a folder of the one on top. True if it is not entered: then it is an entry, if it is to be reported.
    private func enter(_ parent: OpenFolder, _ top: Int, _ name: FolderName) throws(SystemError) -> Bool {
        do throws(SystemError) {
            if options.staysOnDevice {
                let state = unsafe try System.status(
                    at: self.name, in: parent.descriptor.number, follows: name.isLink)
                if state.device != rootDevice {
                    setSlash(pathBuffer.count)
                    return found(top, name, state: state) && name.isIncluded
                }
            }
            let folder = OpenFolder(
                unsafe try System.openFolder(self.name, in: parent.descriptor.number, follows: name.isLink))
            let state = try folder.state
            setSlash(pathBuffer.count)
            if options.follows, levels.contains(where: { $0.state.isSameFile(as: state) }) {
                return found(top, name, state: state, error: ELOOP)
            }
            levels[top].next += 1
            push(folder, state, isLink: name.isLink, isIncluded: name.isIncluded)
            return false
        } catch {
            guard error.code != EINTR else { throw error }
            let state = unsafe try? System.status(at: self.name, in: parent.descriptor.number, follows: name.isLink)
            setSlash(pathBuffer.count)
            return found(top, name, state: state, error: error.code)
        }
    }

    /// Goes back to the folder above the one on top.
    private func leave(_ top: Int) throws(SystemError) {
        if top > 0, levels[top - 1].folder == nil, levels[top - 1].error == 0 {
            do throws(SystemError) {
                levels[top - 1].folder = try above(top)
            } catch {
                guard error.code != EINTR else { throw error }
                let isGone = error.code == ENOENT || error.code == ENOTDIR || error.code == ELOOP
                levels[top - 1].error = isGone ? ESTALE : error.code
            }
        }
        names.pop(to: levels[top].mark)
        levels.removeLast()
    }

    /// Opens the folder above level `top` again: by `..`, or if that is not it, by the names from the root.
    private func above(_ top: Int) throws(SystemError) -> OpenFolder {
        let wanted = levels[top - 1].state
        if !levels[top].isLink, let folder = levels[top].folder {
            do throws(SystemError) {
                return try opened("..", in: folder, wanted)
            } catch {
                if error.code == EINTR { throw error }
            }
        }
        guard var folder = levels[0].folder else { throw SystemError(code: ESTALE) }
        for level in 1..<top {
            // The name stands behind the path of the folder that it is in, and ends at a slash.
            let end = levels[level].pathLength - 1
            pathBuffer[end] = 0
            defer { pathBuffer[end] = 0x2f }
            let name = unsafe UnsafeRawPointer(pathBuffer.start! + levels[level - 1].pathLength)
                .assumingMemoryBound(to: CChar.self)
            folder = unsafe try open(name, in: folder, follows: levels[level].isLink, levels[level].state)
        }
        return folder
    }

    private func opened(
        _ name: StaticString, in folder: OpenFolder, _ wanted: FileState
    ) throws(SystemError) -> OpenFolder {
        let name = unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        return unsafe try open(name, in: folder, follows: false, wanted)
    }

    private func open(
        _ name: UnsafePointer<CChar>, in folder: OpenFolder, follows: Bool, _ wanted: FileState
    ) throws(SystemError) -> OpenFolder {
        let opened = OpenFolder(unsafe try System.openFolder(name, in: folder.descriptor.number, follows: follows))
        guard try opened.state.isSameFile(as: wanted) else { throw SystemError(code: ESTALE) }
        return opened
    }
}
