import CPlatform
import CSwiftsum
import Engine

// MARK: Patterns

@c @implementation
public func swiftsum_pattern_error(_ pattern: UnsafePointer<CChar>?) -> UnsafePointer<CChar>? {
    guard let pattern = unsafe pattern else { return unsafe ("it is NULL" as StaticString).cString }
    do throws(PathPattern.Malformation) {
        _ = unsafe try PathPattern(pattern.text.bytes)
        return nil
    } catch {
        return unsafe error.text.cString
    }
}

extension PathPattern.Malformation {
    fileprivate var text: StaticString {
        switch self {
        case .isEmpty: "it has no name in it"
        case .hasEmptyComponent: "there is nothing between two slashes"
        case .hasDots: "no path in a tree has . or .. in it"
        case .endsInBackslash: "there is nothing behind a \\"
        case .lacksBracket: "a [ has no ]"
        case .hasEmptyRange: "the end of a range is before its beginning"
        case .hasCharacterClass: "classes of characters, such as [:alpha:], are not supported"
        }
    }
}

@c @implementation
public func swiftsum_match_path(
    _ pattern: UnsafePointer<CChar>?, _ path: UnsafePointer<CChar>?, _ matches: UnsafeMutablePointer<Int32>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(matches)
        let pattern = unsafe try makePattern(required(pattern))
        var path = unsafe try required(path).text
        let isFolder = unsafe path.last == 0x2f
        if isFolder { unsafe path = UnsafeRawBufferPointer(rebasing: path.dropLast()) }
        let isCovered = pattern.covers(unsafe path.bytes, isFolder: isFolder)
        unsafe target.pointee = isCovered ? 1 : 0
    }
}

private func makePattern(_ text: UnsafePointer<CChar>) throws(StatusError) -> PathPattern {
    do throws(PathPattern.Malformation) {
        return unsafe try PathPattern(text.text.bytes)
    } catch {
        throw StatusError(SWIFTSUM_ERROR_PARAMETER)
    }
}

extension UnsafePointer<CChar> {
    /// The bytes to the NUL.
    fileprivate var text: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: self, count: strlen(self)) }
}

// MARK: Walks

@c @implementation
public func swiftsum_make_walker(
    _ folder: UnsafePointer<CChar>?, _ options: UnsafePointer<swiftsum_walk_options>?,
    _ walker: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(walker)
        let options = unsafe try TreeWalker.Options(swiftsum_walk_options(reading: options))
        let folder = unsafe try required(folder)
        unsafe target.pointee = hand(
            try system { () throws(SystemError) in unsafe try TreeWalker(root: folder, options) })
    }
}

@c @implementation
public func swiftsum_release_walker(_ walker: OpaquePointer?) {
    unsafe takeBack(walker, as: TreeWalker.self)
}

extension TreeWalker.Options {
    fileprivate init(_ options: swiftsum_walk_options) throws(StatusError) {
        let flags = unsafe options.flags
        let known = UInt32(SWIFTSUM_WALK_FOLLOW | SWIFTSUM_WALK_ONE_FILE_SYSTEM | SWIFTSUM_WALK_STATES)
        guard flags & ~known == 0 else { throw StatusError(SWIFTSUM_ERROR_PARAMETER) }
        self.init()
        exclude = unsafe try makePatterns(options.exclude, options.exclude_count)
        include = unsafe try makePatterns(options.include, options.include_count)
        follows = flags & UInt32(SWIFTSUM_WALK_FOLLOW) != 0
        staysOnDevice = flags & UInt32(SWIFTSUM_WALK_ONE_FILE_SYSTEM) != 0
        wantsStates = flags & UInt32(SWIFTSUM_WALK_STATES) != 0
    }
}

private func makePatterns(
    _ texts: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int
) throws(StatusError) -> [PathPattern] {
    guard count >= 0, count <= Int.max / MemoryLayout<Int>.stride else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
    guard count > 0 else { return [] }
    let texts = unsafe try required(texts)
    var patterns: [PathPattern] = []
    for index in 0..<count { patterns.append(unsafe try makePattern(required(texts[index]))) }
    return patterns
}

@c @implementation
public func swiftsum_walk(
    _ walker: OpaquePointer?, _ slice: UInt32, _ entries: UnsafeMutablePointer<swiftsum_entries>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(entries)
        var filling = unsafe try EntryFilling(swiftsum_entries(reading: target))
        var walkStatus: swiftsum_status? = nil
        do throws(StatusError) {
            let walker = unsafe try borrow(walker, as: TreeWalker.self)
            let step = try system { () throws(SystemError) in
                try walker.walk(slice: UInt64(slice)) { filling.take(walker) }
            }
            if step == .entry, filling.isEmpty { throw StatusError(filling.refuse(walker)) }
            if step != .end { throw StatusError(SWIFTSUM_AGAIN) }
        } catch {
            walkStatus = error.status
        }
        unsafe try filling.entries.write(to: target)
        if let walkStatus { throw StatusError(walkStatus) }
    }
}

/// Puts entries where the caller wants them.
@safe
private struct EntryFilling {
    private(set) var entries: swiftsum_entries
    private let paths: UnsafeMutablePointer<CChar>
    private let start: UnsafeMutableRawPointer

    init(_ entries: swiftsum_entries) throws(StatusError) {
        unsafe self.entries = entries
        unsafe paths = try required(entries.paths)
        unsafe start = UnsafeMutableRawPointer(try required(entries.entries))
        let stride = unsafe entries.entry_size
        guard stride >= MemoryLayout<Int>.size, unsafe entries.paths_capacity >= 0,
            unsafe entries.capacity > 0, unsafe entries.capacity <= Int.max / stride
        else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
        unsafe self.entries.count = 0
        unsafe self.entries.paths_length = 0
    }

    var isEmpty: Bool { unsafe entries.count == 0 }

    /// False if there is no room for it.
    mutating func take(_ walker: TreeWalker) -> Bool {
        let path = unsafe walker.path
        guard unsafe entries.count < entries.capacity, unsafe path.count < entries.paths_capacity - entries.paths_length
        else { return false }
        unsafe memcpy(paths + entries.paths_length, path.baseAddress!, path.count + 1)
        let found = walker.entry
        var entry = swiftsum_entry(
            pathLength: path.count, kind: found.kind, error: found.error, state: found.state)
        unsafe withUnsafeBytes(of: &entry) {
            let target = unsafe start + entries.count * entries.entry_size
            unsafe _ = memcpy(target, $0.baseAddress!, min(entries.entry_size, $0.count))
        }
        unsafe entries.count += 1
        unsafe entries.paths_length += path.count + 1
        return true
    }

    /// What it would have taken.
    mutating func refuse(_ walker: TreeWalker) -> swiftsum_status {
        unsafe entries.paths_length = walker.path.count + 1
        return SWIFTSUM_ERROR_SIZE
    }
}

extension swiftsum_entry {
    init(pathLength: Int, kind: FileKind, error: Int32, state: FileState?) {
        self.init()
        path_length = pathLength
        self.kind = UInt32(kind.rawValue)
        self.error = error
        guard let state else { return }
        bytes = state.size
        inode = state.inode
        device = state.device
        modified_seconds = state.modified.seconds
        changed_seconds = state.changed.seconds
        modified_nanoseconds = UInt32(truncatingIfNeeded: state.modified.nanoseconds)
        changed_nanoseconds = UInt32(truncatingIfNeeded: state.changed.nanoseconds)
    }
}
