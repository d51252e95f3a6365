import Algorithms
import CPlatform

/// Inputs of BLAKE3 as their chunks, which lanes take side by side, be they of one input or of several. Inputs of more
/// than `most` chunks are digested alone, when their turn comes: that is as fast.
@safe
struct ChunkSource: LaneSource {
    /// A value for each lane of the widest kernel of BLAKE3.
    private typealias LaneArray<Element> = InlineArray<16, Element>
    /// No kernel of BLAKE3 has more lanes.
    static var mostLanes: Int { LaneArray<Int>.count }
    /// The most chunks of an input that goes with others, whatever the costs; and the words of their chaining values,
    /// of which kernels write so many at a time.
    private static var mostChunks: Int { 16 }
    private static var valuesLength: Int { 8 * mostChunks }

    let lanes: Int
    private let mode: BLAKE3Mode
    private var inputs: QueueSource
    /// The most chunks of an input that goes with others.
    private let most: Int
    /// The part of its input that a lane has; nil if it has all of it.
    private var parts = LaneArray<Part?>(repeating: nil)

    private struct Part {
        let slot: UInt8
        let chunk: UInt8
    }

    /// Inputs of several chunks, each in a slot of its own: the input's number, and how many of its chunks have no
    /// chaining value yet. None is missing: the slot is free.
    ///
    /// 16 slots suffice: a new one is needed only once all chunks of the previous input are on lanes, so each taken
    /// slot occupies one of the other 15.
    private var numbers = LaneArray<Int>(repeating: 0)
    private var missing = LaneArray<Int>(repeating: 0)
    /// The chaining values of all slots, in memory that `run` gives back. Nil until the first slot is taken.
    private let values: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>?>
    /// The slot of the input whose chunks are being taken, how many it has, and how many of them were taken.
    private var slot = 0, count = 0, taken = 0

    /// Digests the inputs in lanes, unless it is faster to take one after another: then it does nothing, and returns
    /// false.
    static func run(_ mode: BLAKE3Mode, _ inputs: QueueSource) -> Bool {
        let hash = BLAKE3LaneHash(mode), costs = hash.costs
        guard costs.many > 0 else { return false }
        // Alone, an input of up to so many chunks takes as long as one chunk, or a little longer. In lanes, each of its
        // chunks takes its share of what all lanes take.
        let most = min(Int(costs.lanes * costs.one / costs.many), mostChunks)
        guard let lanes = lanes(for: inputs, most, costs) else { return false }
        var values: UnsafeMutablePointer<UInt32>?
        defer { unsafe values?.deallocate() }
        return unsafe withUnsafeMutablePointer(to: &values) { values in
            unsafe LaneScheduler.run(hash, ChunkSource(mode, inputs, lanes, most, values))
        }
    }

    /// How many lanes the chunks of a thread's share can use. Nil if that is too few to pay.
    private static func lanes(for inputs: QueueSource, _ most: Int, _ costs: kernel_costs) -> Int? {
        guard inputs.lanes < mostLanes else { return inputs.lanes }
        // There are so few inputs that it matters how many chunks each has.
        let all = (0..<inputs.count).reduce(0) { sum, number in
            let chunks = chunks(inputs.length(of: number))
            return chunks > most ? sum : sum &+ chunks
        }
        let share = (all * inputs.lanes + inputs.count - 1) / inputs.count
        let rounds = (share + Int(costs.lanes) - 1) / Int(costs.lanes)
        return rounds * Int(costs.many) < inputs.lanes * Int(costs.one) ? share : nil
    }

    private init(
        _ mode: BLAKE3Mode, _ inputs: QueueSource, _ lanes: Int, _ most: Int,
        _ values: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>?>
    ) {
        self.mode = mode
        self.inputs = inputs
        self.lanes = lanes
        self.most = most
        unsafe self.values = unsafe values
    }

    /// How many chunks there are of so many bytes.
    private static func chunks(_ length: Int) -> Int {
        max(length &- 1, 0) / BLAKE3.chunkLength &+ 1
    }

    // All that an input of one chunk needs is inlined: a call would take a noticeable part of the time.

    @inline(__always)
    mutating func take(lane: Int) -> LaneMessage? {
        while taken == count {
            guard inputs.take(lane: lane) != nil else { return nil }
            if unsafe inputs.bytes(lane: lane).count <= BLAKE3.chunkLength {
                parts[lane] = nil
                return .whole
            }
            begin(lane: lane)
        }
        return takePart(lane: lane)
    }

    @inline(__always)
    mutating func next(lane: Int) -> (bytes: UnsafeRawBufferPointer, isLast: Bool) {
        guard let part = parts[lane] else { return unsafe inputs.next(lane: lane) }
        return unsafe (bytes(of: part), true)
    }

    @inline(__always)
    mutating func finish(lane: Int, _ write: (inout MutableRawSpan) -> Void) {
        let part = parts[lane]
        let target = unsafe part.map { unsafe value(of: $0) } ?? inputs.digest(lane: lane)
        // `write` is called once only: inlined twice, what it writes would go through memory.
        var span = unsafe target.mutableBytes
        write(&span)
        if let part { finished(part) }
    }
}

// MARK: Inputs of several chunks

extension ChunkSource {
    /// Gives the input of a lane a slot; or, if it has too many chunks, writes its digest.
    @inline(never)
    private mutating func begin(lane: Int) {
        let bytes = unsafe inputs.bytes(lane: lane)
        let chunks = Self.chunks(bytes.count)
        guard chunks <= most else {
            let mode = self.mode
            return inputs.finish(lane: lane) { unsafe BLAKE3Hash.digest(mode, bytes.bytes, into: &$0) }
        }
        if unsafe values.pointee == nil {
            unsafe values.pointee = .allocate(capacity: Self.mostLanes * Self.valuesLength)
        }
        slot = 0
        while missing[slot] > 0 { slot &+= 1 }
        numbers[slot] = inputs.number(lane: lane)
        (missing[slot], count, taken) = (chunks, chunks, 0)
    }

    /// The next chunk of that input.
    private mutating func takePart(lane: Int) -> LaneMessage {
        let position = UInt64(truncatingIfNeeded: BLAKE3.chunkLength &* taken)
        parts[lane] = Part(slot: UInt8(truncatingIfNeeded: slot), chunk: UInt8(truncatingIfNeeded: taken))
        taken &+= 1
        return LaneMessage(position: position, isWhole: false)
    }

    private mutating func bytes(of part: Part) -> UnsafeRawBufferPointer {
        let bytes = unsafe inputs.bytes(of: numbers[Int(part.slot)])
        let start = BLAKE3.chunkLength &* Int(part.chunk)
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<min(start &+ BLAKE3.chunkLength, bytes.count)])
    }

    /// The chaining values of all chunks of the input in this slot.
    private func values(ofSlot slot: Int) -> UnsafeMutablePointer<UInt32> {
        unsafe values.pointee! + Self.valuesLength &* slot
    }

    /// Where the chaining value of this chunk goes.
    private func value(of part: Part) -> UnsafeMutableRawBufferPointer {
        let value = unsafe values(ofSlot: Int(part.slot)) + 8 &* Int(part.chunk)
        return unsafe UnsafeMutableRawBufferPointer(start: value, count: 32)
    }

    /// If that was the last chunk of its input, makes the digest from all chaining values.
    @inline(never)
    private mutating func finished(_ part: Part) {
        let slot = Int(part.slot), number = numbers[slot]
        missing[slot] &-= 1
        guard missing[slot] == 0 else { return }
        var digest = unsafe inputs.digest(of: number).mutableBytes
        unsafe BLAKE3Hash.digest(
            mode, ofChunks: values(ofSlot: slot), count: Self.chunks(inputs.length(of: number)), into: &digest)
    }
}
