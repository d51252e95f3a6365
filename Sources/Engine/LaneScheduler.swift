import Algorithms
import CPlatform

/// Digests the inputs of a source side by side, in the lanes of a kernel.
///
/// Whenever an input ends, its lane takes the next one, so that no input waits for a longer one. When there
/// are no more, and fewer lanes have inputs than make the kernel worth its cost, those left are finished two by
/// two, if there is a kernel for two messages, and the last by the kernel for one.
@safe
struct LaneScheduler<Variant: MerkleDamgard, Source: LaneSource>: ~Copyable {
    private typealias Compression = Variant.Compression
    private typealias Word = Compression.Word

    private let kernels: kernel_compression
    private var source: Source
    /// The kernel for all lanes: that for many, or that for two.
    private let all: (@convention(c) (UnsafeMutableRawPointer, UnsafePointer<UnsafeRawPointer>, Int) -> Void)?
    /// Lanes of that kernel, used or not.
    private let width: Int
    /// The fewest inputs for which it is faster than others.
    private let fewest: Int
    /// Lanes that have an input.
    private var busy = 0
    private let lanes: UnsafeMutablePointer<Lane>
    /// Word w of the chaining value of lane l at w × width + l.
    private let chaining: UnsafeMutablePointer<Word>
    /// Two blocks for each lane, in which the end of its input is padded.
    private let ends: UnsafeMutableRawPointer
    /// What the kernel is given: the next block of each lane.
    private let places: UnsafeMutablePointer<UnsafeRawPointer>

    @safe
    private struct Lane {
        enum Stage { case idle, reading, ending }
        var stage = Stage.idle
        /// The bytes at hand: whole blocks, and fewer bytes than a block after them.
        var next: UnsafeRawPointer
        var blocks = 0
        var rest = 0
        /// The length of the input so far.
        var length: UInt64 = 0
    }

    init(_ kernels: kernel_compression, _ source: Source) {
        self.kernels = kernels
        self.source = source
        let paired = unsafe kernels.pair != nil && source.lanes > 1
        // Otherwise they would go two by two, or one by one.
        let otherwise =
            paired ? 2 * kernels.cost_of_many / kernels.cost_of_pair : kernels.cost_of_many / kernels.cost_of_one
        let fewest = Int(otherwise) + 1
        if unsafe kernels.many != nil, fewest <= min(Int(kernels.lanes), source.lanes) {
            unsafe all = unsafe kernels.many
            (width, self.fewest) = (Int(kernels.lanes), fewest)
        } else if paired {
            unsafe all = unsafe kernels.pair
            (width, self.fewest) = (2, 2)
        } else {
            unsafe all = nil
            (width, self.fewest) = (1, .max)
        }
        unsafe self.lanes = .allocate(capacity: width)
        unsafe chaining = .allocate(capacity: 8 * width)
        unsafe ends = .allocate(byteCount: 2 * Compression.blockLength * width, alignment: 64)
        unsafe places = .allocate(capacity: width)
        unsafe self.lanes.initialize(repeating: Lane(next: UnsafeRawPointer(ends)), count: width)
        unsafe chaining.initialize(repeating: 0, count: 8 * width)
        unsafe places.initialize(repeating: UnsafeRawPointer(ends), count: width)
    }

    deinit {
        unsafe lanes.deallocate()
        unsafe chaining.deallocate()
        unsafe ends.deallocate()
        unsafe places.deallocate()
    }

    /// Digests everything that the source has.
    mutating func run() {
        for lane in 0..<min(width, source.lanes) { take(lane) }
        while busy >= fewest { compressAll() }
        if unsafe kernels.pair != nil, width > 2 {
            while let (first, second) = busyPair() { compressPair(first, second) }
        }
        for lane in 0..<width {
            while unsafe lanes[lane].stage != .idle { compressOne(lane) }
        }
    }

    /// Two lanes that have an input.
    private func busyPair() -> (Int, Int)? {
        var first: Int?
        for lane in 0..<width where unsafe lanes[lane].stage != .idle {
            guard let first else {
                first = lane
                continue
            }
            return (first, lane)
        }
        return nil
    }

    /// As many blocks as every busy lane has at hand.
    private mutating func compressAll() {
        var count = Int.max
        // An idle lane repeats the work of a busy one.
        var someplace = unsafe places[0]
        for lane in 0..<width where unsafe lanes[lane].stage != .idle {
            count = unsafe min(count, lanes[lane].blocks)
            unsafe someplace = lanes[lane].next
        }
        for lane in 0..<width {
            unsafe places[lane] = lanes[lane].stage == .idle ? someplace : lanes[lane].next
        }
        unsafe all!(chaining, places, count)
        for lane in 0..<width where unsafe lanes[lane].stage != .idle { advance(lane, by: count) }
    }

    /// As many blocks as both lanes have at hand.
    private mutating func compressPair(_ first: Int, _ second: Int) {
        let count = unsafe min(lanes[first].blocks, lanes[second].blocks)
        let values = (value(first), value(second))
        var both = InlineArray<16, Word> { (place: Int) in
            place & 1 == 0 ? values.0[place >> 1] : values.1[place >> 1]
        }
        let blocks: InlineArray<2, UnsafeRawPointer> = unsafe [lanes[first].next, lanes[second].next]
        unsafe blocks.span.withUnsafeBufferPointer { unsafe kernels.pair!(&both, $0.baseAddress!, count) }
        setValue(first, InlineArray { (word: Int) in both[2 * word] })
        setValue(second, InlineArray { (word: Int) in both[2 * word + 1] })
        advance(first, by: count)
        advance(second, by: count)
    }

    /// All the blocks that one lane has at hand.
    private mutating func compressOne(_ lane: Int) {
        var value = self.value(lane)
        unsafe kernels.one!(&value, lanes[lane].next, lanes[lane].blocks)
        setValue(lane, value)
        unsafe advance(lane, by: lanes[lane].blocks)
    }

    // MARK: A lane

    /// Gets past `blocks`; if no more are at hand, to the next ones, be they of the next input.
    private mutating func advance(_ lane: Int, by blocks: Int) {
        unsafe lanes[lane].next += blocks * Compression.blockLength
        unsafe lanes[lane].blocks -= blocks
        guard unsafe lanes[lane].blocks == 0 else { return }
        if unsafe lanes[lane].stage == .reading {
            read(lane)
        } else {
            finish(lane)
            take(lane)
        }
    }

    /// Takes an input to its first blocks. The lane is idle if there is none.
    private mutating func take(_ lane: Int) {
        let wasIdle = unsafe lanes[lane].stage == .idle
        guard source.take(lane: lane) else {
            unsafe lanes[lane].stage = .idle
            if !wasIdle { busy -= 1 }
            return
        }
        if wasIdle { busy += 1 }
        unsafe lanes[lane].stage = .reading
        unsafe lanes[lane].length = 0
        unsafe lanes[lane].rest = 0
        setValue(lane, Variant.initial)
        read(lane)
    }

    /// Gets the next blocks of the input, the last of them padded.
    private mutating func read(_ lane: Int) {
        if unsafe lanes[lane].rest == 0 {
            let piece = unsafe source.next(lane: lane)
            unsafe lanes[lane].length &+= UInt64(piece.count)
            unsafe lanes[lane].next = piece.baseAddress ?? UnsafeRawPointer(ends)
            unsafe lanes[lane].blocks = piece.count / Compression.blockLength
            unsafe lanes[lane].rest = piece.count % Compression.blockLength
            guard unsafe lanes[lane].blocks == 0 else { return }
        }
        let end = unsafe ends + 2 * Compression.blockLength * lane
        unsafe end.copyMemory(from: lanes[lane].next, byteCount: lanes[lane].rest)
        unsafe lanes[lane].blocks = Compression.pad(end, lanes[lane].rest, length: lanes[lane].length)
        unsafe lanes[lane].next = UnsafeRawPointer(end)
        unsafe lanes[lane].stage = .ending
    }

    private mutating func finish(_ lane: Int) {
        let value = self.value(lane)
        source.finish(lane: lane) { digest in
            digest.store(value, count: Variant.digestLength, bigEndian: Compression.bigEndian)
        }
    }

    private func value(_ lane: Int) -> InlineArray<8, Word> {
        InlineArray { (word: Int) in unsafe chaining[word * width + lane] }
    }

    private mutating func setValue(_ lane: Int, _ value: InlineArray<8, Word>) {
        for word in 0..<8 { unsafe chaining[word * width + lane] = value[word] }
    }
}
