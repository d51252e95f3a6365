import CPlatform

/// An open file, which is read from front to back into hashers.
///
/// It is read once, unless what the system says of it afterwards leaves doubt whether the bytes were of one state:
/// then again, and only two readings that agree count (`judge`).
@safe
public final class FileReader {
    public enum Outcome {
        /// The end was reached, and the file is what it was when reading began.
        case finished
        /// Somebody wrote meanwhile, or moved a descriptor that was handed in.
        case changed
        /// Time is up, or a signal came.
        case interrupted
        /// The observer said stop.
        case cancelled
    }

    /// Bytes read so far, of this reading.
    public private(set) var bytes: UInt64 = 0
    /// Bytes that there are to read, as far as known when reading began: 0 for what is not a regular file.
    public private(set) var total: UInt64
    /// A file that is younger than so many nanoseconds is read again when it is that old; 0: none is.
    public var settle: UInt64 = 0
    /// How many threads may read at most, the caller's included, if it is worth it.
    var threads = 2

    private let descriptor: Descriptor
    /// Where a descriptor that was handed in was left to stand. Nil for a file that was opened here.
    private var position: UInt64?
    /// The first byte to read.
    private let start: UInt64
    /// The file's state when this reading began.
    private var before: FileState
    private let buffer: UnsafeMutableRawBufferPointer

    // Of the readings.

    /// How the hashers were before the first one. Empty before that.
    private var initial: [Hasher] = []
    private var readingCount = 0
    /// The digests of the last reading; nil if there is none that this one may agree with.
    private var digests: [UInt8]?
    /// Whether this reading began before the file was old enough.
    private var isYoung = false
    /// When the next reading may begin.
    private var rest: UInt64 = 0

    /// Half of an L2 cache, so that each hasher after the first finds the bytes there.
    private static let bufferLength = ReadAhead.blockLength

    /// From so many buffers on, to read on two threads is worth starting one.
    private static let fewestAhead = 16

    /// A file that is written all the time is not read more often.
    private static let mostReadings = 4

    public convenience init(path: UnsafePointer<CChar>) throws(SystemError) {
        try self.init(unsafe System.open(path, in: System.currentFolder), isShared: false)
    }

    /// Reads from where the descriptor stands, and leaves it where the reading ended. It reads from a duplicate: whoever
    /// closes the descriptor meanwhile, and opens another file by its number, has nothing to do with this reader.
    public convenience init(descriptor: Int32) throws(SystemError) {
        try self.init(System.duplicate(descriptor), isShared: true)
    }

    /// A file that is open for nobody else.
    convenience init(_ file: consuming OpenedFile) throws(SystemError) {
        try self.init(file.descriptor, isShared: false)
    }

    private convenience init(_ descriptor: consuming Descriptor, isShared: Bool) throws(SystemError) {
        let before = try System.status(of: descriptor.number)
        let position = isShared && before.isRegular ? try Self.position(of: descriptor.number) : nil
        let total = Self.total(before, position ?? 0)
        // One byte more than the file has, so that a short read need not grow the buffer to see the end.
        let wanted = total > 0 && total < UInt64(Self.bufferLength) ? Int(total) + 1 : Self.bufferLength
        guard let memory = unsafe malloc(wanted) else { throw .last }
        if wanted == Self.bufferLength { System.expectReading(of: descriptor.number) }
        unsafe self.init(descriptor, before, position, UnsafeMutableRawBufferPointer(start: memory, count: wanted))
    }

    // It can't fail: Embedded Swift does not free an object whose own initializer throws.
    private init(
        _ descriptor: consuming Descriptor, _ before: FileState, _ position: UInt64?,
        _ buffer: UnsafeMutableRawBufferPointer
    ) {
        self.descriptor = descriptor
        self.before = before
        self.position = position
        start = position ?? 0
        total = Self.total(before, position ?? 0)
        unsafe self.buffer = unsafe buffer
    }

    deinit { unsafe free(buffer.baseAddress) }

    private static func total(_ state: FileState, _ start: UInt64) -> UInt64 {
        state.isRegular && state.size > start ? state.size - start : 0
    }

    /// Appends the file's bytes to the hashers, always the same, and hands `bytes` and `total` to `proceed` after each piece
    /// and at the end; that may say false to stop. Stops after `slice` milliseconds, unless that is 0.
    public func read(
        into hashers: [Hasher], slice: UInt64, proceed: (UInt64, UInt64) -> Bool
    ) throws(SystemError) -> Outcome {
        do throws(SystemError) {
            return try readings(into: hashers, slice: slice, proceed)
        } catch {
            guard error.code == EINTR else { throw error }
            return .interrupted
        }
    }

    private func readings(
        into hashers: [Hasher], slice: UInt64, _ proceed: (UInt64, UInt64) -> Bool
    ) throws(SystemError) -> Outcome {
        let deadline = slice == 0 ? UInt64.max : System.now + slice * 1_000_000
        guard try standsWhereItWasLeft() else { return .changed }
        if readingCount == 0 {
            initial = hashers.map { $0.copy() }
            try begin()
        }
        while true {
            if let outcome = wait(until: deadline) { return outcome }
            let outcome: Outcome?
            do throws(SystemError) {
                outcome = try readOn(hashers, until: deadline, proceed)
            } catch {
                _ = try? leave()
                throw error
            }
            guard try leave() else { return .changed }
            if let outcome { return outcome }
            if let outcome = try judge(hashers) { return outcome }
            for (hasher, initial) in zip(hashers, initial) { hasher.restore(initial) }
            try begin()
        }
    }

    // MARK: One reading

    private func begin() throws(SystemError) {
        let previous = before
        before = try System.status(of: descriptor.number)
        // What was waited for has come if nothing moved since.
        let waited = readingCount > 0 && before.change(since: previous) == .none
        isYoung = !waited && before.wait(for: settle, at: System.timeOfDay) > 0
        if readingCount > 0, !waited { digests = nil }
        total = Self.total(before, start)
        if readingCount > 0, total == 0 {
            try System.move(descriptor.number, to: start)
            if position != nil { position = start }
        }
        bytes = 0
        readingCount += 1
    }

    /// Reads to the end: nil, unless something else ends it.
    private func readOn(
        _ hashers: [Hasher], until deadline: UInt64, _ proceed: (UInt64, UInt64) -> Bool
    ) throws(SystemError) -> Outcome? {
        if let outcome = try readAhead(hashers, until: deadline, proceed) { return outcome }
        while true {
            let count = try readPiece()
            if count > 0 { unsafe append(UnsafeRawBufferPointer(rebasing: buffer[0..<count]), to: hashers) }
            guard proceed(bytes, total) else { return .cancelled }
            guard count > 0 else { return nil }
            guard try !hasGrown() else { return nil }
            if System.now >= deadline { return .interrupted }
        }
    }

    private func readPiece() throws(SystemError) -> Int {
        // What has a size has bytes at offsets. Other files may have neither.
        total > 0
            ? unsafe try System.read(descriptor.number, at: start + bytes, into: buffer)
            : unsafe try System.read(descriptor.number, into: buffer)
    }

    private func append(_ piece: UnsafeRawBufferPointer, to hashers: [Hasher]) {
        for hasher in hashers { hasher.update(unsafe piece.bytes) }
        bytes += UInt64(piece.count)
    }

    /// Whether there are more bytes than the file had: one that is appended to as fast as it is read has no end.
    private func hasGrown() throws(SystemError) -> Bool {
        guard before.isRegular else { return false }
        // Files of /proc have no size, and bytes all the same.
        return total > 0 ? bytes > total : try System.status(of: descriptor.number).size != before.size
    }

    /// Reads whole blocks on several threads where there are enough of them. Nil if there is more to read, or nothing.
    private func readAhead(
        _ hashers: [Hasher], until deadline: UInt64, _ proceed: (UInt64, UInt64) -> Bool
    ) throws(SystemError) -> Outcome? {
        let blocks = total > bytes ? Int((total - bytes) / UInt64(ReadAhead.blockLength)) : 0
        let others = availableThreads(min(threads, blocks / Self.fewestAhead + 1)) - 1
        guard blocks >= Self.fewestAhead, others > 0,
            let ahead = ReadAhead(
                descriptor: descriptor.number, start: start + bytes, count: blocks, hashers: hashers, others: others)
        else { return nil }
        defer { ahead.end() }
        for _ in 0..<blocks {
            switch ahead.take() {
            case .failure(let code): throw SystemError(code: code)
            case .parts(let parts):
                for (index, hasher) in hashers.enumerated() { unsafe hasher.append(parts[index]) }
                bytes += UInt64(ReadAhead.blockLength)
            case .bytes(let block):
                unsafe append(block, to: hashers)
                // The file has become shorter: what follows finds its end.
                guard block.count == ReadAhead.blockLength else { return nil }
            }
            ahead.giveBack()
            guard proceed(bytes, total) else { return .cancelled }
            if System.now >= deadline { return .interrupted }
        }
        return nil
    }

    // MARK: Between readings

    /// What a reading that reached the end was worth. Nil: the file is to be read again.
    private func judge(_ hashers: [Hasher]) throws(SystemError) -> Outcome? {
        guard before.isRegular else { return .finished }
        let now = try System.status(of: descriptor.number)
        var change = now.change(since: before)
        // An end that came too early or too late is none; but sizes that are made up say nothing.
        if total > 0, bytes != total, try !System.sizeIsMadeUp(of: descriptor.number) { change = .contents }
        if change == .none, !isYoung, digests == nil { return .finished }
        let mine = Self.digests(of: hashers)
        let agrees = digests.map { $0 == mine }
        if change == .none, !isYoung, agrees == true { return .finished }
        // Without `settle` there is one doubt only that a second reading resolves.
        let isResolvable = settle > 0 || change == .attributes && agrees == nil
        guard isResolvable, readingCount < Self.mostReadings else { return .changed }
        digests = change == .contents ? nil : mine
        before = now
        rest = System.now + now.wait(for: settle, at: System.timeOfDay)
        return nil
    }

    private static func digests(of hashers: [Hasher]) -> [UInt8] {
        var all: [UInt8] = []
        for hasher in hashers {
            var digest = [UInt8](repeating: 0, count: hasher.digestLength)
            var words = digest.mutableSpan
            var span = unsafe words.mutableBytes
            hasher.finish(into: &span)
            all += digest
        }
        return all
    }

    /// Waits until the next reading may begin. Nil when that time has come.
    private func wait(until deadline: UInt64) -> Outcome? {
        while true {
            let now = System.now
            guard now < rest else { return nil }
            guard now < deadline, System.wait(min(rest, deadline) - now) else { return .interrupted }
        }
    }

    // MARK: A descriptor that was handed in

    /// Nil for one that stands nowhere.
    private static func position(of descriptor: Int32) throws(SystemError) -> UInt64? {
        do throws(SystemError) {
            return try System.position(of: descriptor)
        } catch {
            guard error.code == ESPIPE else { throw error }
            return nil
        }
    }

    /// Nobody else moved it since the last call.
    private func standsWhereItWasLeft() throws(SystemError) -> Bool {
        guard let position else { return true }
        return try System.position(of: descriptor.number) == position
    }

    /// Nobody moved it meanwhile; now it stands behind what was read.
    private func leave() throws(SystemError) -> Bool {
        guard position != nil else { return true }
        guard total > 0 else {
            position = try System.position(of: descriptor.number)
            return true
        }
        guard try standsWhereItWasLeft() else { return false }
        try System.move(descriptor.number, to: start + bytes)
        position = start + bytes
        return true
    }
}
