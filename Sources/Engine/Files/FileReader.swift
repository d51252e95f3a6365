import CPlatform

/// What the operating system said.
public struct SystemError: Error {
    /// `errno`.
    public let code: Int32
    static var last: SystemError { SystemError(code: platform_errno()) }
}

/// An open file, read once from front to back.
@safe
public final class FileReader {
    public enum Outcome {
        /// The end was reached, and the file is what it was when reading began.
        case finished
        /// The end was reached, but somebody wrote meanwhile.
        case changed
        /// Time is up, or a signal came.
        case interrupted
        /// The observer said stop.
        case cancelled
    }

    /// Bytes read so far.
    public private(set) var bytes: UInt64 = 0
    /// Bytes that there are to read, as far as known when reading began: 0 for what is not a regular file.
    public let total: UInt64

    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private let before: platform_file_state
    private let buffer: UnsafeMutableRawBufferPointer

    /// Half of an L2 cache, so that each hasher after the first finds the bytes there.
    private static let bufferLength = 256 << 10

    /// From so many buffers on, to read on two threads is worth starting one.
    private static let fewestAhead = 16

    public convenience init(path: UnsafePointer<CChar>) throws(SystemError) {
        let descriptor = unsafe platform_open_for_reading(path)
        guard descriptor >= 0 else { throw .last }
        do {
            try self.init(descriptor: descriptor, owned: true)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Reads from where the descriptor stands, and leaves it open.
    public convenience init(descriptor: Int32) throws(SystemError) {
        try self.init(descriptor: descriptor, owned: false)
    }

    private init(descriptor: Int32, owned: Bool) throws(SystemError) {
        var state = platform_file_state()
        guard unsafe platform_file_status(descriptor, &state) == 0 else { throw .last }
        let position = owned ? 0 : UInt64(max(lseek(descriptor, 0, SEEK_CUR), 0))
        let total = state.is_regular != 0 && state.size > position ? state.size - position : 0
        // One byte more than the file has, so that a short read need not grow the buffer to see the end.
        let wanted = total > 0 && total < UInt64(Self.bufferLength) ? Int(total) + 1 : Self.bufferLength
        guard let memory = unsafe malloc(wanted) else { throw .last }
        if wanted == Self.bufferLength { platform_read_ahead(descriptor) }
        unsafe buffer = unsafe UnsafeMutableRawBufferPointer(start: memory, count: wanted)
        before = state
        self.total = total
        self.descriptor = descriptor
        ownsDescriptor = owned
    }

    deinit {
        unsafe free(buffer.baseAddress)
        if ownsDescriptor { close(descriptor) }
    }

    /// Hands the file's bytes to `consume` in order, and `bytes` and `total` to `proceed` after each piece
    /// and at the end; that may say false to stop. Stops after `slice` milliseconds, unless that is 0.
    public func read(
        slice: UInt64, consume: (RawSpan) -> Void, proceed: (UInt64, UInt64) -> Bool
    ) throws(SystemError) -> Outcome {
        let deadline = slice == 0 ? UInt64.max : platform_monotonic_milliseconds() + slice
        if let outcome = try readAhead(until: deadline, consume, proceed) { return outcome }
        while true {
            let count = unsafe CPlatform.read(descriptor, buffer.baseAddress, buffer.count)
            guard count >= 0 else {
                if platform_errno() == EINTR { return .interrupted }
                throw .last
            }
            if count > 0 {
                consume(unsafe UnsafeRawBufferPointer(rebasing: buffer[0..<count]).bytes)
                bytes += UInt64(count)
            }
            guard proceed(bytes, total) else { return .cancelled }
            if count == 0 { return try isUnchanged() ? .finished : .changed }
            if slice != 0, platform_monotonic_milliseconds() >= deadline { return .interrupted }
        }
    }

    /// Reads whole blocks on two threads where there are enough of them. Nil if there is more to read, or nothing.
    private func readAhead(
        until deadline: UInt64, _ consume: (RawSpan) -> Void, _ proceed: (UInt64, UInt64) -> Bool
    ) throws(SystemError) -> Outcome? {
        let blocks = total > bytes ? Int((total - bytes) / UInt64(Self.bufferLength)) : 0
        guard blocks >= Self.fewestAhead, availableThreads(2) == 2 else { return nil }
        let place = lseek(descriptor, 0, SEEK_CUR)
        let blockLength = Self.bufferLength
        guard place >= 0,
            let ahead = ReadAhead(descriptor: descriptor, start: UInt64(place), blockLength: blockLength, count: blocks)
        else { return nil }
        let before = bytes
        // The other thread leaves the descriptor where it stands.
        defer {
            ahead.end()
            lseek(descriptor, place + off_t(bytes - before), SEEK_SET)
        }
        for _ in 0..<blocks {
            switch ahead.take() {
            case .failure(EINTR): return .interrupted
            case .failure(let code): throw SystemError(code: code)
            case .bytes(let block):
                unsafe consume(block.bytes)
                bytes += UInt64(block.count)
                // The file has become shorter: what follows finds its end.
                guard block.count == blockLength else { return nil }
            }
            ahead.giveBack()
            guard proceed(bytes, total) else { return .cancelled }
            if deadline != .max, platform_monotonic_milliseconds() >= deadline { return .interrupted }
        }
        return nil
    }

    private func isUnchanged() throws(SystemError) -> Bool {
        var now = platform_file_state()
        guard unsafe platform_file_status(descriptor, &now) == 0 else { throw .last }
        guard before.is_regular != 0 else { return true }
        return now.size == before.size && now.modified_seconds == before.modified_seconds
            && now.modified_nanoseconds == before.modified_nanoseconds
    }
}
