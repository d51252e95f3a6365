import CPlatform

/// What a thread needs to read small files whole and to digest many of them at once, side by side in lanes.
@safe
final class SmallFiles {
    /// A file of as many bytes or more is read in pieces.
    static let limit = 64 << 10
    /// Contents that wait to be digested, as much as a second-level cache holds.
    private static let capacity = 1 << 20

    private let contents: UnsafeMutableRawBufferPointer
    private var used = 0
    /// Of the files of the group at hand that wait: the first one, and where the contents of each are. None has contents
    /// of no bytes: it is an empty file, or one that does not wait.
    private var first = 0
    private let inputs: UnsafeMutablePointer<UnsafeRawPointer?>
    private let lengths: UnsafeMutablePointer<Int>
    private let isRead: UnsafeMutablePointer<Bool>
    /// Those that others are to read.
    private var aside: [LongFile] = []

    /// Nil if there is no memory.
    convenience init?() {
        guard let memory = unsafe malloc(Self.capacity) else { return nil }
        unsafe self.init(UnsafeMutableRawBufferPointer(start: memory, count: Self.capacity))
    }

    // It can't fail: Embedded Swift does not free an object whose own initializer does.
    private init(_ contents: UnsafeMutableRawBufferPointer) {
        unsafe self.contents = unsafe contents
        unsafe inputs = .allocate(capacity: FileGroup.mostFiles)
        unsafe lengths = .allocate(capacity: FileGroup.mostFiles)
        unsafe isRead = .allocate(capacity: FileGroup.mostFiles)
    }

    deinit {
        unsafe isRead.deallocate()
        unsafe lengths.deallocate()
        unsafe inputs.deallocate()
        unsafe free(contents.baseAddress)
    }

    /// Digests the files of a group from `next` on, until `deadline`. What is not small, or has to be read with more care, is
    /// handed to `others`.
    func digest(
        _ group: FileGroup, by algorithms: [Algorithm], settle: UInt64, until deadline: UInt64,
        others: (LongFile) -> Void
    ) {
        first = group.next
        while group.isWaiting, System.now < deadline {
            if used + Self.limit > Self.capacity { finish(group, algorithms, others) }
            let file = group.next
            unsafe (inputs[file], lengths[file], isRead[file]) = (nil, 0, false)
            // Where a signal came, the file is looked at again later.
            guard group.isFinished(file) || read(group, file, settle) else { break }
            group.next += 1
        }
        finish(group, algorithms, others)
        if !group.isWaiting { group.closeFolders() }
    }

    /// False if a signal ended it.
    private func read(_ group: FileGroup, _ file: Int, _ settle: UInt64) -> Bool {
        do throws(SystemError) {
            guard let opened = try group.open(file) else {
                group.finish(file, .irregular)
                return true
            }
            let state = opened.state
            let target = unsafe UnsafeMutableRawBufferPointer(rebasing: contents[used..<used + Self.limit])
            let isSettled = settle == 0 || state.wait(for: settle, at: System.timeOfDay) == 0
            guard state.size < UInt64(Self.limit), isSettled else {
                aside.append(LongFile(group, file, size: state.size, needsCare: !isSettled))
                return true
            }
            guard let count = unsafe try SmallFile.read(opened.descriptor, state, into: target) else {
                aside.append(LongFile(group, file, size: state.size, needsCare: true))
                return true
            }
            unsafe (inputs[file], lengths[file], isRead[file]) = (UnsafeRawPointer(target.baseAddress!), count, true)
            used += count
        } catch {
            guard error.code != EINTR else { return false }
            group.finish(file, .failed(error))
        }
        return true
    }

    /// Digests what waits, and then hands over what others are to read: a file between has the digest of no bytes until they
    /// write its own.
    private func finish(_ group: FileGroup, _ algorithms: [Algorithm], _ others: (LongFile) -> Void) {
        let count = group.next - first
        guard count > 0 else { return }
        var start = 0
        for algorithm in algorithms {
            let length = algorithm.digestLength
            let digests = unsafe group.digests.baseAddress! + start + first * length
            unsafe InputQueue(inputs + first, lengths: lengths + first, count: count, digests: digests)
                .digest(algorithm, threads: 1)
            start += group.count * length
        }
        for file in first..<group.next where unsafe isRead[file] { group.finish(file, .digested) }
        first = group.next
        used = 0
        for file in aside { others(file) }
        aside = []
    }
}
