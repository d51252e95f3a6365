import Algorithms

/// Digests inputs in memory by BLAKE3. Those of one chunk go side by side, in the lanes of a kernel: whenever one
/// ends, its lane takes the next. Longer ones have chunks enough to fill lanes by themselves, and go one by one.
@safe
struct ChunkScheduler: ~Copyable {
    private let mode: BLAKE3Mode
    private var source: MemoryLanes
    /// Lanes of the kernel.
    private let width: Int
    /// Lanes that have an input.
    private var busy = 0
    private let lanes: UnsafeMutablePointer<Lane>
    /// Word w of the chaining value of lane l at w × width + l.
    private let chaining: UnsafeMutablePointer<UInt32>
    /// A block for each lane, in which the end of its input is padded.
    private let ends: UnsafeMutableRawPointer
    /// What the kernel is given: the next block of each lane, its length and its flags.
    private let places: UnsafeMutablePointer<UnsafeRawPointer>
    private let lengths: UnsafeMutablePointer<UInt32>
    private let flags: UnsafeMutablePointer<UInt32>

    /// On fewer lanes the kernel is slower than one for a single message.
    private static var fewest: Int { 3 }

    /// What a lane has still to do. Its last block is in a place of its own.
    @safe
    private struct Lane {
        var isBusy = false
        var next: UnsafeRawPointer
        /// Whole blocks before the last.
        var before = 0
        var lengthOfLast: UInt32 = 0
        var isFirst = false
    }

    init(_ mode: BLAKE3Mode, _ source: MemoryLanes) {
        self.mode = mode
        self.source = source
        width = mode.kernels.laneCount
        unsafe lanes = .allocate(capacity: width)
        unsafe chaining = .allocate(capacity: 8 * width)
        unsafe ends = .allocate(byteCount: BLAKE3.blockLength * width, alignment: 64)
        unsafe places = .allocate(capacity: width)
        unsafe lengths = .allocate(capacity: width)
        unsafe flags = .allocate(capacity: width)
        unsafe lanes.initialize(repeating: Lane(next: UnsafeRawPointer(ends)), count: width)
        unsafe chaining.initialize(repeating: 0, count: 8 * width)
        unsafe places.initialize(repeating: UnsafeRawPointer(ends), count: width)
        unsafe lengths.initialize(repeating: 0, count: width)
        unsafe flags.initialize(repeating: 0, count: width)
    }

    deinit {
        unsafe lanes.deallocate()
        unsafe chaining.deallocate()
        unsafe ends.deallocate()
        unsafe places.deallocate()
        unsafe lengths.deallocate()
        unsafe flags.deallocate()
    }

    /// Digests everything that the source has.
    mutating func run() {
        guard source.lanes >= Self.fewest else {
            while source.take(lane: 0) { unsafe hash(0, source.next(lane: 0)) }
            return
        }
        for lane in 0..<min(width, source.lanes) { take(lane) }
        while busy >= Self.fewest { compressAll() }
        for lane in 0..<width {
            while unsafe lanes[lane].isBusy { compressOne(lane) }
        }
    }

    /// As many blocks as no busy lane has a change of flags in. An idle lane repeats the work of a busy one.
    private mutating func compressAll() {
        var count = Int.max
        var someplace = unsafe places[0]
        for lane in 0..<width where unsafe lanes[lane].isBusy {
            count = min(count, prepare(lane))
            unsafe someplace = places[lane]
        }
        for lane in 0..<width where unsafe !lanes[lane].isBusy { unsafe places[lane] = someplace }
        unsafe mode.kernels.lanes(chaining, places, count, lengths, flags)
        for lane in 0..<width where unsafe lanes[lane].isBusy { advance(lane, by: count) }
    }

    /// The same of one lane.
    private mutating func compressOne(_ lane: Int) {
        let count = prepare(lane)
        var value = InlineArray<8, UInt32> { (word: Int) in unsafe chaining[word * width + lane] }
        unsafe mode.compress(&value, places[lane], count, length: lengths[lane], flags: flags[lane])
        for word in 0..<8 { unsafe chaining[word * width + lane] = value[word] }
        advance(lane, by: count)
    }

    // MARK: A lane

    /// Says what the kernel shall do next, and how many blocks it is good for.
    private func prepare(_ lane: Int) -> Int {
        let state = unsafe lanes[lane]
        let start = mode.flags | (state.isFirst ? BLAKE3.Flags.chunkStart : 0)
        guard state.before == 0 else {
            unsafe places[lane] = state.next
            unsafe lengths[lane] = UInt32(BLAKE3.blockLength)
            unsafe flags[lane] = start
            return state.isFirst ? 1 : state.before
        }
        unsafe places[lane] = UnsafeRawPointer(ends + BLAKE3.blockLength * lane)
        unsafe lengths[lane] = state.lengthOfLast
        unsafe flags[lane] = start | BLAKE3.Flags.chunkEnd | BLAKE3.Flags.root
        return 1
    }

    private mutating func advance(_ lane: Int, by blocks: Int) {
        unsafe lanes[lane].isFirst = false
        guard unsafe lanes[lane].before == 0 else {
            unsafe lanes[lane].before -= blocks
            unsafe lanes[lane].next += blocks * BLAKE3.blockLength
            return
        }
        let value = InlineArray<8, UInt32> { (word: Int) in unsafe chaining[word * width + lane] }
        source.finish(lane: lane) { $0.store(value, count: BLAKE3Hash.defaultDigestLength, bigEndian: false) }
        take(lane)
    }

    /// Takes an input of one chunk; those that have more are done on the way. The lane is idle if there is none.
    private mutating func take(_ lane: Int) {
        let wasBusy = unsafe lanes[lane].isBusy
        unsafe lanes[lane].isBusy = false
        while source.take(lane: lane) {
            let bytes = unsafe source.next(lane: lane)
            if bytes.count <= BLAKE3.chunkLength {
                unsafe begin(lane, bytes)
                break
            }
            unsafe hash(lane, bytes)
        }
        let isBusy = unsafe lanes[lane].isBusy
        busy += (isBusy ? 1 : 0) - (wasBusy ? 1 : 0)
    }

    private mutating func begin(_ lane: Int, _ bytes: UnsafeRawBufferPointer) {
        let before = max(bytes.count - 1, 0) / BLAKE3.blockLength
        let last = unsafe UnsafeRawBufferPointer(rebasing: bytes[(before * BLAKE3.blockLength)...])
        let end = unsafe UnsafeMutableRawBufferPointer(
            start: ends + BLAKE3.blockLength * lane, count: BLAKE3.blockLength)
        unsafe end.copyMemory(from: last)
        for place in last.count..<BLAKE3.blockLength { unsafe end[place] = 0 }
        unsafe lanes[lane] = Lane(
            isBusy: true, next: bytes.baseAddress ?? UnsafeRawPointer(ends), before: before,
            lengthOfLast: UInt32(last.count), isFirst: true)
        for word in 0..<8 { unsafe chaining[word * width + lane] = mode.key[word] }
    }

    private mutating func hash(_ lane: Int, _ bytes: UnsafeRawBufferPointer) {
        let mode = self.mode
        source.finish(lane: lane) { unsafe BLAKE3Hash.digest(mode, bytes.bytes, into: &$0) }
    }
}
