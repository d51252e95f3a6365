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

    /// How many nanoseconds must pass until nothing of the file is younger than `age`, which is the most. A modification
    /// that is still to come was stamped by somebody: then the time of change tells, which is the system's own.
    func wait(for age: UInt64, at now: UInt64) -> UInt64 {
        let wait = status.changed.wait(for: age, at: now)
        return status.modified.isAfter(now) ? wait : max(wait, status.modified.wait(for: age, at: now))
    }
}

extension platform_time {
    fileprivate func isEqual(to other: platform_time) -> Bool {
        seconds == other.seconds && nanoseconds == other.nanoseconds
    }

    fileprivate func isAfter(_ now: UInt64) -> Bool { since1970 > now }

    fileprivate func wait(for age: UInt64, at now: UInt64) -> UInt64 {
        guard since1970 <= now else { return age }
        return now - since1970 >= age ? 0 : age - (now - since1970)
    }

    /// In nanoseconds, as far as they go.
    private var since1970: UInt64 {
        guard seconds >= 0 else { return 0 }
        guard seconds < Int64.max / 1_000_000_000 else { return .max }
        return UInt64(seconds) &* 1_000_000_000 &+ UInt64(nanoseconds)
    }
}
