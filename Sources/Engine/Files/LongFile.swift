import CPlatform

/// A file of a batch that is read in pieces: by one thread at a time into hashers, or by a lane.
final class LongFile {
    let size: UInt64
    /// Whether it has to be read again if there is doubt: by a `FileReader`, not in a lane.
    private(set) var needsCare: Bool
    private let group: FileGroup
    private let file: Int

    private var reader: FileReader?
    private var hashers: [Hasher] = []

    /// In a lane: what it reads from, how far that is, and what ended it too early.
    private var opened: Opened?
    private var bytes: UInt64 = 0
    private var failure: FileOutcome.Status?

    private final class Opened {
        let file: OpenedFile
        init(_ file: consuming OpenedFile) { self.file = file }
    }

    init(_ group: FileGroup, _ file: Int, size: UInt64, needsCare: Bool) {
        self.group = group
        self.file = file
        self.size = size
        self.needsCare = needsCare
    }

    /// Where the digest of an algorithm goes, before which digests of so many bytes come for each file.
    private func digest(after start: Int, length: Int) -> UnsafeMutableRawBufferPointer {
        let offset = start * group.count + file * length
        return unsafe UnsafeMutableRawBufferPointer(rebasing: group.digests[offset..<offset + length])
    }
}

// MARK: By itself

extension LongFile {
    /// Reads on. False if there is more to do when `slice` milliseconds have passed.
    func read(by algorithms: [Algorithm], settle: UInt64, slice: UInt64, threads: Int) -> Bool {
        do throws(SystemError) {
            if reader == nil { reader = try open(algorithms) }
            guard let reader else { return finish(.irregular) }
            reader.settle = settle
            reader.threads = threads
            switch try reader.read(into: hashers, slice: slice, proceed: { _, _ in true }) {
            case .interrupted: return false
            case .finished:
                write()
                return finish(.digested)
            case .changed, .cancelled: return finish(.changed)
            }
        } catch {
            return error.code == EINTR ? false : finish(.failed(error))
        }
    }

    private func open(_ algorithms: [Algorithm]) throws(SystemError) -> FileReader? {
        guard let opened = try group.reopen(file) else { return nil }
        hashers = algorithms.map { $0.makeHasher() }
        return try FileReader(opened)
    }

    private func write() {
        var start = 0
        for hasher in hashers {
            let length = hasher.digestLength
            var span = unsafe digest(after: start, length: length).mutableBytes
            hasher.finish(into: &span)
            start += length
        }
    }

    private func finish(_ status: FileOutcome.Status) -> Bool {
        // What it has is not needed any more, however long others of the group take.
        reader = nil
        hashers = []
        group.finish(file, status)
        return true
    }
}

// MARK: In a lane

extension LongFile {
    /// Whether a lane can take it.
    enum Beginning {
        case ready
        /// There was nothing to read, and that is what came of it.
        case over
        /// A signal came: it is to be read by itself.
        case interrupted
    }

    func begin() -> Beginning {
        do throws(SystemError) {
            guard let opened = try group.reopen(file) else {
                _ = finish(.irregular)
                return .over
            }
            self.opened = Opened(opened)
            return .ready
        } catch {
            if error.code == EINTR { return .interrupted }
            _ = finish(.failed(error))
            return .over
        }
    }

    /// Fills `piece` with the next bytes, and says how many there are and whether they are the last.
    func read(into piece: UnsafeMutableRawBufferPointer) -> (count: Int, isLast: Bool) {
        guard let opened else { return (0, true) }
        var count = 0
        let wanted = Int(min(UInt64(piece.count), size - bytes))
        do throws(SystemError) {
            while count < wanted {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: piece[count..<wanted])
                let more = unsafe try System.read(opened.file.descriptor.number, at: bytes + UInt64(count), into: rest)
                // It has become shorter.
                guard more > 0 else { return fail(.changed) }
                count += more
            }
        } catch {
            // After a signal it is read by itself.
            if error.code == EINTR { needsCare = true }
            return fail(.failed(error))
        }
        bytes += UInt64(count)
        return (count, bytes == size)
    }

    private func fail(_ status: FileOutcome.Status) -> (count: Int, isLast: Bool) {
        failure = status
        return (0, true)
    }

    /// Takes the digest, if the file is what it was. True if there is doubt: then it has to be read with care.
    func end(_ write: (inout MutableRawSpan) -> Void, length: Int) -> Bool {
        defer { opened = nil }
        if needsCare { return true }
        guard failure == nil, let opened else { return !finish(failure ?? .changed) }
        do throws(SystemError) {
            let before = opened.file.state, now = try System.status(of: opened.file.descriptor.number)
            guard before.size == size, now.change(since: before) == .none else {
                needsCare = true
                return true
            }
            var span = unsafe digest(after: 0, length: length).mutableBytes
            write(&span)
            return !finish(.digested)
        } catch {
            if error.code == EINTR { needsCare = true }
            return needsCare || !finish(.failed(error))
        }
    }
}
