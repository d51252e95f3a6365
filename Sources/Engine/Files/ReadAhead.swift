import Algorithms
import CPlatform

/// Reads blocks of a regular file on several threads, of which the caller's is one. The caller takes them in order; while
/// it works on one, the others read those after it. While the one that it needs is not there yet, it reads too.
///
/// If hashers take parts (`HashFunction`), who reads a block hashes it, too, and the caller only puts the parts together.
@safe
final class ReadAhead: @unchecked Sendable {
    /// What came of reading a block.
    @safe
    enum Block {
        /// Its bytes, of which there are fewer than a block only at the end of the file.
        case bytes(UnsafeRawBufferPointer)
        /// What it comes to for each hasher.
        case parts(UnsafeBufferPointer<HashPart>)
        /// `errno`.
        case failure(Int32)
    }

    static let blockLength = HashPart.length

    private let descriptor: Int32
    private let start: UInt64
    private let count: Int
    /// Those that take parts; none if they don't.
    private let hashers: [Hasher]
    /// The position of the first block in the input of each of them.
    private let positions: [UInt64]
    /// As many blocks may be read before they are taken.
    private let bufferCount: Int
    private let buffers: UnsafeMutableRawPointer
    /// By buffer, those of all hashers.
    private let parts: UnsafeMutablePointer<HashPart>
    private let monitor = Monitor()
    private var threads: [platform_thread] = []

    // What follows is read and written under the lock.

    /// The first block that nobody reads or has read.
    private var next = 0
    /// The first block that was not taken and given back.
    private var current = 0
    private var isEnding = false
    /// By buffer: how many bytes were read, or `unread`, or the `errno` as a number below 0.
    private var results: [Int]
    private static var unread: Int { .min }

    /// `count` blocks from byte `start` on, for these hashers, on so many threads more. Nil if the system gives no memory or
    /// no thread. Who makes one ends it.
    convenience init?(descriptor: Int32, start: UInt64, count: Int, hashers: [Hasher], others: Int) {
        let bufferCount = 2 * others + 2
        guard let memory = unsafe malloc(bufferCount * Self.blockLength) else { return nil }
        unsafe self.init(descriptor, start, count, hashers, bufferCount, memory)
        startThreads(others)
        if threads.isEmpty { return nil }
    }

    // It can't fail: Embedded Swift does not free an object whose own initializer does.
    private init(
        _ descriptor: Int32, _ start: UInt64, _ count: Int, _ hashers: [Hasher], _ bufferCount: Int,
        _ buffers: UnsafeMutableRawPointer
    ) {
        self.bufferCount = bufferCount
        unsafe self.buffers = unsafe buffers
        self.descriptor = descriptor
        self.start = start
        self.count = count
        self.hashers = hashers.contains { !$0.takesParts } ? [] : hashers
        positions = self.hashers.map { $0.position }
        unsafe parts = .allocate(capacity: bufferCount * self.hashers.count)
        unsafe parts.initialize(repeating: HashPart(), count: bufferCount * self.hashers.count)
        results = Array(repeating: Self.unread, count: bufferCount)
    }

    private func startThreads(_ others: Int) {
        let reader = unsafe Unmanaged.passUnretained(self).toOpaque()
        for _ in 0..<others {
            var thread = platform_thread()
            guard unsafe platform_start_thread(&thread, readBlocks, reader) == 0 else { break }
            threads.append(thread)
        }
    }

    /// Ends the other threads. Nothing may be asked for afterwards, and no block be in use.
    func end() {
        monitor.locked {
            isEnding = true
            monitor.wakeAll()
        }
        for thread in threads { platform_join_thread(thread) }
    }

    deinit {
        unsafe parts.deallocate()
        unsafe free(buffers)
    }

    /// The next block, which stays where it is until it is given back. There is one.
    func take() -> Block {
        while true {
            let block: Int? = monitor.locked {
                if next > current, results[current % bufferCount] != Self.unread { return nil }
                if let claimed = claim() { return claimed }
                monitor.wait()
                return nil
            }
            if let block { read(block) }
            let result = monitor.locked { next > current ? results[current % bufferCount] : Self.unread }
            guard result != Self.unread else { continue }
            guard result >= 0 else { return .failure(Int32(-result)) }
            guard hashers.isEmpty || result < Self.blockLength else {
                return unsafe .parts(UnsafeBufferPointer(start: parts(of: current), count: hashers.count))
            }
            return unsafe .bytes(UnsafeRawBufferPointer(start: buffer(current), count: result))
        }
    }

    /// The block that was taken is done with.
    func giveBack() {
        monitor.locked {
            results[current % bufferCount] = Self.unread
            current += 1
            monitor.wakeAll()
        }
    }

    /// What the other threads do.
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
        guard next < count, next - current < bufferCount else { return nil }
        next += 1
        return next - 1
    }

    private func read(_ block: Int) {
        let offset = UInt64(block) * UInt64(Self.blockLength)
        let target = unsafe UnsafeMutableRawBufferPointer(start: buffer(block), count: Self.blockLength)
        let result: Int
        do throws(SystemError) {
            result = unsafe try System.read(descriptor, at: start + offset, into: target)
        } catch {
            result = -Int(error.code)
        }
        if result == Self.blockLength {
            for (index, hasher) in hashers.enumerated() {
                unsafe parts(of: block)[index] = hasher.part(
                    UnsafeRawBufferPointer(target).bytes, at: positions[index] + offset)
            }
        }
        monitor.locked {
            results[block % bufferCount] = result
            monitor.wakeAll()
        }
    }

    private func buffer(_ block: Int) -> UnsafeMutableRawPointer {
        unsafe buffers + block % bufferCount * Self.blockLength
    }

    private func parts(of block: Int) -> UnsafeMutablePointer<HashPart> {
        unsafe parts + block % bufferCount * hashers.count
    }
}

private let readBlocks: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { reader in
    unsafe Unmanaged<ReadAhead>.fromOpaque(reader!)._withUnsafeGuaranteedRef { $0.readAll() }
    return nil
}
