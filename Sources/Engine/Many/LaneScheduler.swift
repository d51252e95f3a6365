import Algorithms
import CPlatform

/// A lane of a `LaneScheduler`.
@safe
private struct Lane {
    /// In a whole word, for all of a lane is copied often, and what fills a word up would be, too.
    struct Marks: OptionSet {
        let rawValue: UInt64
        /// It has a message.
        static let busy = Marks(rawValue: 1)
        /// No more bytes come than are at hand.
        static let last = Marks(rawValue: 2)
        /// The end of the message is at hand, padded.
        static let ending = Marks(rawValue: 4)
        /// The message is not all of its input.
        static let part = Marks(rawValue: 8)
    }
    var marks: Marks = []
    /// The bytes at hand behind those of the run: whole blocks, and `rest` bytes after them, a block at most.
    var next: UnsafeRawPointer
    var blocks = 0
    var rest = 0
    /// The bytes of the input before them.
    var position: UInt64 = 0
    /// Where the message ends in the input, once it is ending.
    var end: UInt64 = 0
}

/// Digests the inputs of a source side by side, in the lanes of a kernel.
///
/// Whenever an input ends, its lane takes the next one, so that no input waits for a longer one. When there
/// are no more, and fewer lanes have inputs than make the kernel worth its cost, those left are finished two by
/// two, if there is a kernel for two messages, and the last by the kernel for one.
@safe
struct LaneScheduler<Hash: LaneHash, Source: LaneSource>: ~Copyable {
    private typealias Word = Hash.Word

    private let hash: Hash
    private var source: Source
    /// Lanes of the kernel for many messages, or of that for two, used or not.
    private let width: Int
    private let isMany: Bool
    private let isPaired: Bool
    /// The fewest inputs for which that kernel is faster than others.
    private let fewest: Int
    /// Lanes that have an input.
    private var busy = 0
    /// All that follows.
    private let memory: UnsafeMutableRawPointer
    /// Two blocks for each lane, in which the end of its input is padded.
    private let ends: UnsafeMutableRawPointer
    /// Word w of the state of lane l at w × width + l.
    private let states: UnsafeMutablePointer<Word>
    private let lanes: UnsafeMutablePointer<Lane>
    /// What the kernel is given: the next block of each lane, and what the hash tells of it.
    private let places: UnsafeMutablePointer<UnsafeRawPointer>
    private let counters: UnsafeMutablePointer<Word>
    private let flags: UnsafeMutablePointer<Word>
    /// For how many blocks that holds.
    private let runs: UnsafeMutablePointer<UInt32>

    /// Digests everything that the source has, unless it is faster to take one input after another: then it does nothing,
    /// and returns false.
    static func run(_ hash: Hash, _ source: Source) -> Bool {
        let costs = hash.costs
        let isPaired = !Hash.keepsLast && costs.pair > 0 && source.lanes > 1
        // Otherwise they would go two by two, or one by one.
        let otherwise = isPaired ? 2 * costs.many / costs.pair : costs.many / costs.one
        let fewest = Int(otherwise) + 1
        let isMany = costs.lanes > 0 && fewest <= min(Int(costs.lanes), source.lanes)
        guard isMany || isPaired else { return false }
        let width = isMany ? Int(costs.lanes) : 2
        var scheduler = LaneScheduler(hash, source, width, isMany, isPaired, fewest: isMany ? fewest : 2)
        scheduler.run()
        return true
    }

    private init(_ hash: Hash, _ source: Source, _ width: Int, _ isMany: Bool, _ isPaired: Bool, fewest: Int) {
        self.hash = hash
        self.source = source
        self.width = width
        self.isMany = isMany
        self.isPaired = isPaired
        self.fewest = fewest
        // One after another. Each has a multiple of 8 bytes, so that all are aligned.
        let endLength = 2 * hash.blockLength * width, stateLength = MemoryLayout<Word>.size * Hash.stateLength * width
        let scratchLength = isMany ? Int(hash.costs.scratch) : 0
        let laneLength = MemoryLayout<Lane>.stride * width, wordLength = MemoryLayout<Word>.size * width
        let placeLength = unsafe MemoryLayout<UnsafeRawPointer>.size * width
        let runLength = MemoryLayout<UInt32>.size * width
        unsafe memory = .allocate(
            byteCount: stateLength + scratchLength + endLength + laneLength + placeLength + 2 * wordLength + runLength,
            alignment: 64)
        unsafe states = memory.bindMemory(to: Word.self, capacity: Hash.stateLength * width)
        unsafe ends = memory + stateLength + scratchLength
        unsafe lanes = (ends + endLength).bindMemory(to: Lane.self, capacity: width)
        unsafe places = (ends + endLength + laneLength).bindMemory(to: UnsafeRawPointer.self, capacity: width)
        unsafe counters = (ends + endLength + laneLength + placeLength).bindMemory(to: Word.self, capacity: width)
        unsafe flags = counters + width
        unsafe runs = UnsafeMutableRawPointer(flags + width).bindMemory(to: UInt32.self, capacity: width)
        unsafe states.initialize(repeating: 0, count: Hash.stateLength * width)
        unsafe lanes.initialize(repeating: Lane(next: UnsafeRawPointer(ends)), count: width)
        unsafe places.initialize(repeating: UnsafeRawPointer(ends), count: width)
        unsafe counters.initialize(repeating: 0, count: width)
        unsafe flags.initialize(repeating: 0, count: width)
        unsafe runs.initialize(repeating: 0, count: width)
    }

    deinit {
        unsafe memory.deallocate()
    }

    private mutating func run() {
        for lane in 0..<min(width, source.lanes) { advanceApart(lane) }
        while busy >= fewest { compressAll() }
        if isPaired, width > 2 {
            while let (first, second) = busyPair() { compressPair(first, second) }
        }
        for lane in 0..<width {
            while unsafe lanes[lane].marks.contains(.busy) { compressOne(lane) }
        }
    }

    /// Two lanes that have an input.
    private func busyPair() -> (Int, Int)? {
        var first: Int?
        for lane in 0..<width where unsafe lanes[lane].marks.contains(.busy) {
            guard let first else {
                first = lane
                continue
            }
            return (first, lane)
        }
        return nil
    }

    /// As many blocks as are in the shortest run, in every busy lane.
    private mutating func compressAll() {
        if busy < width { occupyIdleLanes() }
        var count = UInt32.max
        for lane in 0..<width { count = unsafe min(count, runs[lane]) }
        if isMany {
            unsafe hash.many(states, places, Int(count), counters: counters, flags: flags)
        } else {
            unsafe hash.pair(states, places, Int(count))
        }
        let length = Int(count) &* hash.blockLength
        let counted = Word(truncatingIfNeeded: Int(count) &* Hash.counterStep)
        for lane in 0..<width {
            unsafe places[lane] += length
            if Hash.keepsLast { unsafe counters[lane] &+= counted }
            unsafe runs[lane] &-= count
        }
        for lane in 0..<width where unsafe runs[lane] == 0 { advance(lane) }
    }

    /// Has an idle lane repeat the work of a busy one.
    private func occupyIdleLanes() {
        guard let someone = (0..<width).first(where: { unsafe lanes[$0].marks.contains(.busy) }) else { return }
        for lane in 0..<width where unsafe !lanes[lane].marks.contains(.busy) {
            unsafe places[lane] = places[someone]
            unsafe runs[lane] = .max
        }
    }

    /// As many blocks as both lanes have in their runs.
    private mutating func compressPair(_ first: Int, _ second: Int) {
        let count = unsafe min(runs[first], runs[second])
        unsafe withUnsafeTemporaryAllocation(of: Word.self, capacity: 2 * Hash.stateLength) { both in
            let both = both.baseAddress!
            unsafe copyState(first, to: both, stride: 2)
            unsafe copyState(second, to: both + 1, stride: 2)
            let places: InlineArray<2, UnsafeRawPointer> = unsafe [self.places[first], self.places[second]]
            unsafe places.span.withUnsafeBufferPointer { unsafe hash.pair(both, $0.baseAddress!, Int(count)) }
            unsafe setState(first, from: both, stride: 2)
            unsafe setState(second, from: both + 1, stride: 2)
        }
        getPast(count, first)
        getPast(count, second)
    }

    /// The run of one lane.
    private mutating func compressOne(_ lane: Int) {
        unsafe withUnsafeTemporaryAllocation(of: Word.self, capacity: Hash.stateLength) { state in
            let state = state.baseAddress!
            unsafe copyState(lane, to: state, stride: 1)
            unsafe hash.one(state, places[lane], blocksLeft(lane))
            unsafe setState(lane, from: state, stride: 1)
        }
        advanceApart(lane)
    }

    // MARK: A lane

    // Much is inlined: of the time that an input of one block takes, calls would be a part.

    /// The blocks of its run that are left.
    private func blocksLeft(_ number: Int) -> LaneBlocks {
        let count = unsafe Int(runs[number])
        return unsafe blocks(lanes[number], count, before: count)
    }

    /// Blocks, of which so many stand before those at hand.
    @inline(__always)
    private func blocks(_ lane: Lane, _ count: Int, before: Int) -> LaneBlocks {
        LaneBlocks(
            count: count, position: lane.position &- UInt64(truncatingIfNeeded: before &* hash.blockLength),
            end: lane.marks.contains(.ending) ? lane.end : nil, isWhole: !lane.marks.contains(.part))
    }

    /// Gets from the end of a run to the next one, be it of the next input; an idle lane gets to its first.
    @inline(__always)
    private mutating func advance(_ number: Int) {
        // One copy, so that what is written is not read again from memory.
        var lane = unsafe lanes[number]
        if lane.blocks == 0 {
            if lane.marks.contains(.ending) { finish(number) }
            if lane.marks.contains(.busy), !lane.marks.contains(.ending) {
                read(number, &lane)
            } else {
                take(number, &lane)
            }
        }
        if lane.marks.contains(.busy) { beginRun(number, &lane) }
        unsafe lanes[number] = lane
    }

    /// The same, by itself: where lanes begin and end, time counts less than the length of the code.
    @inline(never)
    private mutating func advanceApart(_ number: Int) { advance(number) }

    /// Gets past `count` blocks of its run.
    private mutating func getPast(_ count: UInt32, _ lane: Int) {
        unsafe places[lane] += Int(count) &* hash.blockLength
        unsafe runs[lane] &-= count
        if unsafe runs[lane] == 0 { advanceApart(lane) }
    }

    /// Begins with the blocks at hand that are alike to the hash.
    @inline(__always)
    private func beginRun(_ number: Int, _ lane: inout Lane) {
        var count = lane.blocks
        if Hash.keepsLast {
            let told = hash.counterAndFlags(of: blocks(lane, count, before: 0))
            unsafe counters[number] = told.counter
            unsafe flags[number] = told.flags
            count = told.count
        }
        // Not all that fit: an idle lane's run is longer.
        let run = min(count, Int(Int32.max)), length = run &* hash.blockLength
        unsafe runs[number] = UInt32(truncatingIfNeeded: run)
        unsafe places[number] = lane.next
        unsafe lane.next += length
        lane.blocks &-= run
        lane.position &+= UInt64(truncatingIfNeeded: length)
    }

    /// Takes a message to its first blocks. The lane is idle if there is none.
    @inline(__always)
    private mutating func take(_ number: Int, _ lane: inout Lane) {
        let wasIdle = !lane.marks.contains(.busy)
        guard let message = source.take(lane: number) else {
            lane.marks = []
            if !wasIdle { busy -= 1 }
            return
        }
        if wasIdle { busy += 1 }
        lane = unsafe Lane(
            marks: message.isWhole ? .busy : [.busy, .part], next: UnsafeRawPointer(ends), position: message.position)
        let initial = hash.initial
        for word in 0..<Hash.stateLength { unsafe states[word &* width &+ number] = word < 8 ? initial[word] : 0 }
        read(number, &lane)
    }

    /// Gets the next blocks of the input, the last of them padded.
    @inline(__always)
    private mutating func read(_ number: Int, _ lane: inout Lane) {
        if !lane.marks.contains(.last) {
            let (bytes, isLast) = unsafe source.next(lane: number)
            let whole = (Hash.keepsLast && isLast ? max(bytes.count &- 1, 0) : bytes.count) / hash.blockLength
            unsafe lane.next = bytes.baseAddress ?? UnsafeRawPointer(ends)
            lane.blocks = whole
            lane.rest = bytes.count &- whole &* hash.blockLength
            if isLast { lane.marks.insert(.last) }
            // Where so many messages begin at once, hardware doesn't see in time which bytes come next. To ask for more of
            // them took longer, where they were in the second cache already.
            var line = 128
            while line < min(bytes.count, 512) {
                unsafe platform_prefetch(lane.next + line)
                line &+= 64
            }
            guard whole == 0 else { return }
        }
        lane.marks.insert(.ending)
        lane.end = lane.position &+ UInt64(truncatingIfNeeded: lane.rest)
        // A whole block that was kept needs no padding.
        guard lane.rest < hash.blockLength else {
            lane.blocks = 1
            return
        }
        let end = unsafe ends + 2 &* hash.blockLength &* number
        unsafe end.copyMemory(from: lane.next, byteCount: lane.rest)
        lane.blocks = unsafe hash.pad(end, lane.rest, length: lane.end)
        unsafe lane.next = UnsafeRawPointer(end)
    }

    private mutating func finish(_ lane: Int) {
        let length = hash.digestLength, width = width, state = unsafe states + lane
        source.finish(lane: lane) {
            $0.store(count: length, bigEndian: Hash.bigEndian) { unsafe state[$0 &* width] }
        }
    }

    private func copyState(_ lane: Int, to target: UnsafeMutablePointer<Word>, stride: Int) {
        for word in 0..<Hash.stateLength { unsafe target[word &* stride] = states[word &* width &+ lane] }
    }

    private func setState(_ lane: Int, from words: UnsafePointer<Word>, stride: Int) {
        for word in 0..<Hash.stateLength { unsafe states[word &* width &+ lane] = words[word &* stride] }
    }
}
