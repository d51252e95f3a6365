/// A file of a batch that is read in pieces, by one thread at a time.
final class LongFile {
    let size: UInt64
    private let group: FileGroup
    private let file: Int
    private var reader: FileReader?
    private var hashers: [Hasher] = []

    init(_ group: FileGroup, _ file: Int, size: UInt64) {
        self.group = group
        self.file = file
        self.size = size
    }

    /// Reads on. False if there is more to do when `slice` milliseconds have passed.
    func read(by algorithms: [Algorithm], settle: UInt64, slice: UInt64, readsAhead: Bool) -> Bool {
        do throws(SystemError) {
            if reader == nil { reader = try open(algorithms) }
            guard let reader else { return finish(.irregular) }
            reader.settle = settle
            reader.mayReadAhead = readsAhead
            switch try reader.read(into: hashers, slice: slice, proceed: { _, _ in true }) {
            case .interrupted: return false
            case .finished:
                write()
                return finish(.digested)
            case .changed, .cancelled: return finish(.changed)
            }
        } catch {
            return finish(.failed(error))
        }
    }

    private func open(_ algorithms: [Algorithm]) throws(SystemError) -> FileReader? {
        guard let opened = try group.open(file) else { return nil }
        hashers = algorithms.map { $0.makeHasher() }
        return try FileReader(opened)
    }

    private func write() {
        var start = 0
        for hasher in hashers {
            let length = hasher.digestLength
            let digest = unsafe UnsafeMutableRawBufferPointer(
                rebasing: group.digests[start + file * length..<start + (file + 1) * length])
            var span = unsafe digest.mutableBytes
            hasher.finish(into: &span)
            start += group.count * length
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
