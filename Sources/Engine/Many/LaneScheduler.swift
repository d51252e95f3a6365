import Algorithms
import CPlatform

/// What a `LaneScheduler` knows of a lane and its message.
@safe
private struct Slot {
    /// A whole word: a slot is copied often, and the padding after a shorter field would be copied apart.
    struct Marks: OptionSet {
        let rawValue: UInt64
        /// The lane has a message.
        static let busy = Marks(rawValue: 1)
        /// No more bytes come than are at hand.
        static let last = Marks(rawValue: 2)
        /// The end of the message is at hand, padded.
        static let ending = Marks(rawValue: 4)
        /// The message is not all of its input.
        static let part = Marks(rawValue: 8)
    }
    var marks: Marks = []
    /// Where the bytes begin that are at hand and not in the run: `blocks` whole blocks, and `rest` bytes after them, a
    /// block at most.
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
///
/// A *run* is the blocks that a lane gives to kernels without being looked at: they lie one after another, and have the
/// same parameters. The kernel goes as far as the shortest run.
@safe
struct LaneScheduler<Hash: LaneHash, Source: LaneSource> {
    private typealias Word = Hash.Word

    private let hash: Hash
    private var source: Source
    /// How many lanes the kernel in use has: that for many messages, or that for two.
    private let width: Int
    private let isMany: Bool
    private let isPaired: Bool
    /// The fewest busy lanes for which that kernel is faster than others.
    private let fewest: Int
    /// Lanes that have an input.
    private var busy = 0
    private var hasBegun = false
    /// The memory of all that follows.
    private let memory: UnsafeMutableRawPointer
    /// Two blocks for each lane, in which the end of its input is padded.
    private let ends: UnsafeMutableRawPointer
    /// Word w of the state of lane l at w × width + l.
    private let states: UnsafeMutablePointer<Word>
    private let slots: UnsafeMutablePointer<Slot>
    /// What the kernel is given: the address of each lane's next block, and the block's parameters (see `LaneHash`).
    private let addresses: UnsafeMutablePointer<UnsafeRawPointer>
    private let counters: UnsafeMutablePointer<Word>
    private let flags: UnsafeMutablePointer<Word>
    /// How many blocks are left of each lane's run.
    private let runs: UnsafeMutablePointer<UInt32>

    /// Digests everything that the source has, unless it is faster to take one input after another: then it does
    /// nothing, and returns false.
    static func run(_ hash: Hash, _ source: Source) -> Bool {
        guard var scheduler = make(hash, source) else { return false }
        defer { scheduler.release() }
        return scheduler.run()
    }

    /// Nil if it is faster to take one input after another. Who makes one releases it.
    static func make(_ hash: Hash, _ source: Source) -> LaneScheduler? {
        let costs = hash.costs
        let isPaired = !Hash.takesBlockParameters && costs.pair > 0 && source.lanes > 1
        // A block of each lane costs `many`. In that time so many messages get a block two by two, or one by one.
        let otherwise = isPaired ? 2 * costs.many / costs.pair : costs.many / costs.one
        let fewest = Int(otherwise) + 1
        let isMany = costs.lanes > 0 && fewest <= min(Int(costs.lanes), source.lanes)
        guard isMany || isPaired else { return nil }
        let width = isMany ? Int(costs.lanes) : 2
        return LaneScheduler(hash, source, width, isMany, isPaired, fewest: isMany ? fewest : 2)
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
        let slotLength = MemoryLayout<Slot>.stride * width, wordLength = MemoryLayout<Word>.size * width
        let addressLength = unsafe MemoryLayout<UnsafeRawPointer>.size * width
        let runLength = MemoryLayout<UInt32>.size * width
        unsafe memory = .allocate(
            byteCount: stateLength + scratchLength + endLength + slotLength + addressLength + 2 * wordLength
                + runLength,
            alignment: 64)
        unsafe states = memory.bindMemory(to: Word.self, capacity: Hash.stateLength * width)
        unsafe ends = memory + stateLength + scratchLength
        unsafe slots = (ends + endLength).bindMemory(to: Slot.self, capacity: width)
        unsafe addresses = (ends + endLength + slotLength).bindMemory(to: UnsafeRawPointer.self, capacity: width)
        unsafe counters = (ends + endLength + slotLength + addressLength).bindMemory(to: Word.self, capacity: width)
        unsafe flags = counters + width
        unsafe runs = UnsafeMutableRawPointer(flags + width).bindMemory(to: UInt32.self, capacity: width)
        unsafe states.initialize(repeating: 0, count: Hash.stateLength * width)
        unsafe slots.initialize(repeating: Slot(next: UnsafeRawPointer(ends)), count: width)
        unsafe addresses.initialize(repeating: UnsafeRawPointer(ends), count: width)
        unsafe counters.initialize(repeating: 0, count: width)
        unsafe flags.initialize(repeating: 0, count: width)
        unsafe runs.initialize(repeating: 0, count: width)
    }

    // By hand: the compiler can't give a class a stored value of a generic type that has a `deinit`.
    func release() { unsafe memory.deallocate() }

    /// Goes on until the source has no more (true), or is due (false).
    mutating func run() -> Bool {
        if !hasBegun {
            hasBegun = true
            for lane in 0..<min(width, source.lanes) { advanceApart(lane) }
        }
        while busy >= fewest {
            if source.isDue { return false }
            compressAll()
        }
        if isPaired, width > 2 {
            while let (first, second) = busyPair() {
                if source.isDue { return false }
                compressPair(first, second)
            }
        }
        for lane in 0..<width {
            while unsafe slots[lane].marks.contains(.busy) {
                if source.isDue { return false }
                compressOne(lane)
            }
        }
        return true
    }

    /// Two lanes that have an input.
    private func busyPair() -> (Int, Int)? {
        var first: Int?
        for lane in 0..<width where unsafe slots[lane].marks.contains(.busy) {
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
            unsafe hash.compressMany(states, addresses, Int(count), counters: counters, flags: flags)
        } else {
            unsafe hash.compressPair(states, addresses, Int(count))
        }
        let length = Int(count) &* hash.blockLength
        let step = Word(truncatingIfNeeded: Int(count) &* Hash.counterStep)
        for lane in 0..<width {
            unsafe addresses[lane] += length
            if Hash.takesBlockParameters { unsafe counters[lane] &+= step }
            unsafe runs[lane] &-= count
        }
        for lane in 0..<width where unsafe runs[lane] == 0 { advance(lane) }
    }

    /// Idle lanes repeat what a busy one does: the kernel reads from all.
    private func occupyIdleLanes() {
        guard let someone = (0..<width).first(where: { unsafe slots[$0].marks.contains(.busy) }) else { return }
        for lane in 0..<width where unsafe !slots[lane].marks.contains(.busy) {
            unsafe addresses[lane] = addresses[someone]
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
            let starts: InlineArray<2, UnsafeRawPointer> = unsafe [addresses[first], addresses[second]]
            unsafe starts.span.withUnsafeBufferPointer { unsafe hash.compressPair(both, $0.baseAddress!, Int(count)) }
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
            unsafe hash.compressOne(state, addresses[lane], blocksLeft(lane))
            unsafe setState(lane, from: state, stride: 1)
        }
        advanceApart(lane)
    }

    // MARK: A lane

    // Much is inlined: for inputs of one block, calls would take a noticeable part of the time.

    /// The blocks of its run that are left.
    private func blocksLeft(_ lane: Int) -> LaneBlocks {
        let count = unsafe Int(runs[lane])
        return unsafe blocks(slots[lane], count, before: count)
    }

    /// `count` blocks, of which the first is `before` blocks before those at hand.
    @inline(__always)
    private func blocks(_ slot: Slot, _ count: Int, before: Int) -> LaneBlocks {
        LaneBlocks(
            count: count, position: slot.position &- UInt64(truncatingIfNeeded: before &* hash.blockLength),
            end: slot.marks.contains(.ending) ? slot.end : nil, isWhole: !slot.marks.contains(.part))
    }

    /// Gets from the end of a run to the next one, be it of the next input; an idle lane gets to its first.
    @inline(__always)
    private mutating func advance(_ lane: Int) {
        // One copy, so that what is written is not read again from memory.
        var slot = unsafe slots[lane]
        if slot.blocks == 0 {
            if slot.marks.contains(.ending) { finish(lane) }
            if slot.marks.contains(.busy), !slot.marks.contains(.ending) {
                read(lane, &slot)
            } else {
                take(lane, &slot)
            }
        }
        if slot.marks.contains(.busy) { beginRun(lane, &slot) }
        unsafe slots[lane] = slot
    }

    /// The same, not inlined: where lanes begin and end, short code counts more than time.
    @inline(never)
    private mutating func advanceApart(_ lane: Int) { advance(lane) }

    /// Gets past `count` blocks of its run.
    private mutating func getPast(_ count: UInt32, _ lane: Int) {
        unsafe addresses[lane] += Int(count) &* hash.blockLength
        unsafe runs[lane] &-= count
        if unsafe runs[lane] == 0 { advanceApart(lane) }
    }

    /// Makes a run of the blocks at hand that have the same parameters.
    @inline(__always)
    private func beginRun(_ lane: Int, _ slot: inout Slot) {
        var count = slot.blocks
        if Hash.takesBlockParameters {
            let parameters = hash.parameters(of: blocks(slot, count, before: 0))
            unsafe counters[lane] = parameters.counter
            unsafe flags[lane] = parameters.flags
            count = parameters.count
        }
        // The longest run is shorter than that of an idle lane.
        let run = min(count, Int(Int32.max)), length = run &* hash.blockLength
        unsafe runs[lane] = UInt32(truncatingIfNeeded: run)
        unsafe addresses[lane] = slot.next
        unsafe slot.next += length
        slot.blocks &-= run
        slot.position &+= UInt64(truncatingIfNeeded: length)
    }

    /// Takes a message to its first blocks. The lane is idle if there is none.
    @inline(__always)
    private mutating func take(_ lane: Int, _ slot: inout Slot) {
        let wasIdle = !slot.marks.contains(.busy)
        guard let message = source.take(lane: lane) else {
            slot.marks = []
            if !wasIdle { busy -= 1 }
            return
        }
        if wasIdle { busy += 1 }
        slot = unsafe Slot(
            marks: message.isWhole ? .busy : [.busy, .part], next: UnsafeRawPointer(ends), position: message.position)
        let initial = hash.initial
        for word in 0..<Hash.stateLength { unsafe states[word &* width &+ lane] = word < 8 ? initial[word] : 0 }
        read(lane, &slot)
    }

    /// Gets the next blocks of the input, the last of them padded.
    @inline(__always)
    private mutating func read(_ lane: Int, _ slot: inout Slot) {
        if !slot.marks.contains(.last) {
            let (bytes, isLast) = unsafe source.next(lane: lane)
            let whole =
                (Hash.takesBlockParameters && isLast ? max(bytes.count &- 1, 0) : bytes.count) / hash.blockLength
            unsafe slot.next = bytes.baseAddress ?? UnsafeRawPointer(ends)
            slot.blocks = whole
            slot.rest = bytes.count &- whole &* hash.blockLength
            if isLast { slot.marks.insert(.last) }
            // So many messages begin at once that the hardware prefetcher is late. More than these bytes took longer
            // where they were in the second cache already.
            var line = 128
            while line < min(bytes.count, 512) {
                unsafe platform_prefetch(slot.next + line)
                line &+= 64
            }
            guard whole == 0 else { return }
        }
        slot.marks.insert(.ending)
        slot.end = slot.position &+ UInt64(truncatingIfNeeded: slot.rest)
        // A last block that is full needs no padding.
        guard slot.rest < hash.blockLength else {
            slot.blocks = 1
            return
        }
        let end = unsafe ends + 2 &* hash.blockLength &* lane
        unsafe end.copyMemory(from: slot.next, byteCount: slot.rest)
        slot.blocks = unsafe hash.pad(end, slot.rest, length: slot.end)
        unsafe slot.next = UnsafeRawPointer(end)
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
