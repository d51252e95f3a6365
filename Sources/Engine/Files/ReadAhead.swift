import CPlatform

/// Reads blocks of a regular file on two threads, of which the caller's is one. The caller takes them in order; while
/// it works on one, the other thread reads those after it. While the one that it needs is not there yet, it reads too.
@safe
final class ReadAhead: @unchecked Sendable {
    /// What came of reading a block.
    @safe
    enum Block {
        /// So many bytes, of which there are fewer than a block only at the end of the file.
        case bytes(UnsafeRawBufferPointer)
        /// `errno`.
        case failure(Int32)
    }

    /// As many blocks as there are buffers may be read before they are taken.
    private static let bufferCount = 4

    private let descriptor: Int32
    private let start: UInt64
    private let blockLength: Int
    private let count: Int
    private let buffers: UnsafeMutableRawPointer
    private let monitor = Monitor()
    private var thread = platform_thread()

    // What follows is read and written under the lock.

    /// The first block that nobody reads or has read.
    private var next = 0
    /// The first block that was not taken and given back.
    private var current = 0
    private var isEnding = false
    /// By buffer: how many bytes were read, or `unread`, or the `errno` as a number below 0.
    private var results = InlineArray<4, Int>(repeating: unread)
    private static var unread: Int { .min }

    /// `count` blocks from byte `start` on. Nil if the system gives no memory or no thread. Whoever makes one ends it.
    init?(descriptor: Int32, start: UInt64, blockLength: Int, count: Int) {
        guard let memory = unsafe malloc(Self.bufferCount * blockLength) else { return nil }
        unsafe buffers = unsafe memory
        self.descriptor = descriptor
        self.start = start
        self.blockLength = blockLength
        self.count = count
        let reader = unsafe Unmanaged.passUnretained(self).toOpaque()
        guard unsafe platform_start_thread(&thread, readBlocks, reader) == 0 else { return nil }
    }

    /// Ends the other thread. Nothing may be asked for afterwards, and no block be in use.
    func end() {
        monitor.locked {
            isEnding = true
            monitor.wakeAll()
        }
        platform_join_thread(thread)
    }

    deinit { unsafe free(buffers) }

    /// The next block, which stays where it is until it is given back. There is one.
    func take() -> Block {
        while true {
            let block: Int? = monitor.locked {
                if next > current, results[current % Self.bufferCount] != Self.unread { return nil }
                if let claimed = claim() { return claimed }
                monitor.wait()
                return nil
            }
            if let block { read(block) }
            let result = monitor.locked { next > current ? results[current % Self.bufferCount] : Self.unread }
            guard result != Self.unread else { continue }
            guard result >= 0 else { return .failure(Int32(-result)) }
            return unsafe .bytes(UnsafeRawBufferPointer(start: buffer(current), count: result))
        }
    }

    /// The block that was taken is done with.
    func giveBack() {
        monitor.locked {
            results[current % Self.bufferCount] = Self.unread
            current += 1
            monitor.wakeAll()
        }
    }

    /// What the other thread does.
    fileprivate func readAll() {
        while true {
            let block: Int? = monitor.locked {
                while !isEnding {
                    if let block = claim() { return block }
                    if next == count { return nil }
                    monitor.wait()
                }
                return nil
            }
            guard let block else { return }
            read(block)
        }
    }

    /// A block to read, if there is one and a buffer for it.
    private func claim() -> Int? {
        guard next < count, next - current < Self.bufferCount else { return nil }
        next += 1
        return next - 1
    }

    private func read(_ block: Int) {
        let offset = start + UInt64(block) * UInt64(blockLength)
        let target = unsafe UnsafeMutableRawBufferPointer(start: buffer(block), count: blockLength)
        let result: Int
        do throws(SystemError) {
            result = unsafe try System.read(descriptor, at: offset, into: target)
        } catch {
            result = -Int(error.code)
        }
        monitor.locked {
            results[block % Self.bufferCount] = result
            monitor.wakeAll()
        }
    }

    private func buffer(_ block: Int) -> UnsafeMutableRawPointer {
        unsafe buffers + block % Self.bufferCount * blockLength
    }
}

private let readBlocks: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { reader in
    unsafe Unmanaged<ReadAhead>.fromOpaque(reader!)._withUnsafeGuaranteedRef { $0.readAll() }
    return nil
}
