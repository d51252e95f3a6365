import CPlatform

/// What `fstat` says of a file, by which one state of it is told from another.
public struct FileState {
    private let status: platform_file_status

    init(_ status: platform_file_status) { self.status = status }

    public var size: UInt64 { status.size }
    public var inode: UInt64 { status.inode }
    public var device: UInt64 { status.device }
    /// When its contents, and when anything of it, were changed last.
    public var modified: platform_time { status.modified }
    public var changed: platform_time { status.changed }

    var kind: FileKind { FileKind(mode: status.mode) }
    var isRegular: Bool { status.mode & UInt32(S_IFMT) == UInt32(S_IFREG) }

    func isSameFile(as other: FileState) -> Bool {
        status.inode == other.status.inode && status.device == other.status.device
    }

    enum Change {
        case none
        /// Only the time of the last change moved: by `chmod` or a link more, or by a write whose time was put back.
        case attributes
        case contents
    }

    func change(since before: FileState) -> Change {
        guard status.size == before.status.size, status.inode == before.status.inode,
            status.device == before.status.device, status.modified.isEqual(to: before.status.modified)
        else { return .contents }
        return status.changed.isEqual(to: before.status.changed) ? .none : .attributes
    }

    /// How many nanoseconds must pass until nothing of the file is younger than `age`: `age` at most, which it is too if the
    /// file is stamped with a time to come.
    func wait(for age: UInt64, at now: UInt64) -> UInt64 {
        max(status.modified.wait(for: age, at: now), status.changed.wait(for: age, at: now))
    }
}

extension platform_time {
    fileprivate func isEqual(to other: platform_time) -> Bool {
        seconds == other.seconds && nanoseconds == other.nanoseconds
    }

    fileprivate func wait(for age: UInt64, at now: UInt64) -> UInt64 {
        // Whoever stamps files with times before 1970 or after 2554 does not write them now.
        guard seconds >= 0, seconds < Int64.max / 1_000_000_000 else { return 0 }
        let time = UInt64(seconds) &* 1_000_000_000 &+ UInt64(nanoseconds)
        guard time <= now else { return age }
        return now - time >= age ? 0 : age - (now - time)
    }
}
