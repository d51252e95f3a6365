import CPlatform

/// What the operating system said.
public struct SystemError: Error {
    /// `errno`.
    public let code: Int32
    init(code: Int32) { self.code = code }
    static var last: SystemError { SystemError(code: platform_errno()) }
}

/// The gate to the operating system: every call about files, folders and waiting that it may refuse is made here, and
/// nowhere else. Each is a function of libc, which a test stands in for to make it fail (`spec/abi/failing_calls.h`).
enum System {
    @inline(__always)
    private static func succeeding<Result: SignedInteger>(_ call: () -> Result) throws(SystemError) -> Result {
        let result = call()
        guard result >= 0 else { throw .last }
        return result
    }

    // MARK: Descriptors

    /// The folder that relative paths are seen from.
    static var currentFolder: Int32 { AT_FDCWD }

    /// Opens for reading. A signal may end it: `EINTR`.
    static func open(
        _ path: UnsafePointer<CChar>, in folder: Int32, _ flags: Int32 = 0
    ) throws(SystemError) -> Descriptor {
        Descriptor(try succeeding { unsafe platform_open_at(folder, path, O_RDONLY | flags) })
    }

    /// Opens what was seen to be a regular file: should it be another kind by now, that does not hold this up.
    /// It may be a symbolic link only if `follows`.
    static func openRegular(
        _ path: UnsafePointer<CChar>, in folder: Int32, follows: Bool
    ) throws(SystemError) -> Descriptor {
        unsafe try open(path, in: folder, O_NONBLOCK | O_NOCTTY | (follows ? 0 : O_NOFOLLOW))
    }

    /// A second descriptor of the same open file, which has one position for both.
    static func duplicate(_ descriptor: Int32) throws(SystemError) -> Descriptor {
        Descriptor(try succeeding { platform_duplicate(descriptor) })
    }

    static func status(of descriptor: Int32) throws(SystemError) -> FileState {
        var status = platform_file_status()
        _ = try succeeding { unsafe platform_status(descriptor, &status) }
        return FileState(status)
    }

    /// Of a symbolic link itself unless `follows`.
    static func status(
        at path: UnsafePointer<CChar>, in folder: Int32, follows: Bool
    ) throws(SystemError) -> FileState {
        var status = platform_file_status()
        _ = try succeeding { unsafe platform_status_at(folder, path, follows ? 1 : 0, &status) }
        return FileState(status)
    }

    // MARK: Reading

    /// From where the descriptor stands. The count of bytes, 0 at the end.
    static func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        return try succeeding { unsafe CPlatform.read(descriptor, buffer.baseAddress, buffer.count) }
    }

    /// From byte `offset` on, wherever the descriptor stands.
    static func read(
        _ descriptor: Int32, at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        return try succeeding {
            unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(truncatingIfNeeded: offset))
        }
    }

    /// Where the descriptor stands. One of a pipe or the like stands nowhere: `ESPIPE`.
    static func position(of descriptor: Int32) throws(SystemError) -> UInt64 {
        UInt64(try succeeding { lseek(descriptor, 0, SEEK_CUR) })
    }

    static func move(_ descriptor: Int32, to position: UInt64) throws(SystemError) {
        _ = try succeeding { lseek(descriptor, off_t(truncatingIfNeeded: position), SEEK_SET) }
    }

    static func expectReading(of descriptor: Int32) { platform_read_ahead(descriptor) }

    static func sizeIsMadeUp(of descriptor: Int32) throws(SystemError) -> Bool {
        try succeeding { platform_size_is_made_up(descriptor) } != 0
    }

    /// Whether one thread is to read from this disk.
    static func isRotational(_ device: UInt64) -> Bool { platform_is_rotational(device) != 0 }

    // MARK: Folders

    /// Opens a folder, which may be a symbolic link to one only if `follows`. A signal may end it: `EINTR`.
    static func openFolder(
        _ path: UnsafePointer<CChar>, in folder: Int32, follows: Bool
    ) throws(SystemError) -> Descriptor {
        unsafe try open(path, in: folder, O_DIRECTORY | (follows ? 0 : O_NOFOLLOW))
    }

    /// Reads records of an open folder (`platform_entry`). The count of bytes, 0 at the end.
    static func readEntries(
        of folder: Int32, _ stream: inout UnsafeMutableRawPointer?, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        return try succeeding {
            unsafe platform_read_entries(folder, &stream, buffer.baseAddress!, buffer.count)
        }
    }

    // MARK: Time

    /// In nanoseconds, since some moment.
    static var now: UInt64 { platform_monotonic_nanoseconds() }

    /// Nanoseconds since 1970, as files are stamped.
    static var timeOfDay: UInt64 { platform_realtime_nanoseconds() }

    /// Waits so many nanoseconds; false if a signal came.
    static func wait(_ nanoseconds: UInt64) -> Bool { platform_wait(nanoseconds) == 0 }
}

/// An open file. It is closed with the value that has it.
struct Descriptor: ~Copyable {
    let number: Int32
    fileprivate init(_ number: Int32) { self.number = number }
    deinit { close(number) }
}
