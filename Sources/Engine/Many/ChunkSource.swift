import Algorithms
import CPlatform

/// Inputs of BLAKE3 as their chunks, which lanes take side by side, be they of one input or of several. An input with so
/// many of them that it is digested as fast alone is, when it is its turn.
@safe
struct ChunkSource: LaneSource {
    /// Something of each lane of the widest kernel of BLAKE3.
    private typealias LaneArray<Element> = InlineArray<16, Element>
    /// No kernel of BLAKE3 has more lanes.
    static var mostLanes: Int { LaneArray<Int>.count }
    /// The most chunks of an input that goes with others, whatever the costs, and the words of their chaining values:
    /// kernels write so many at a time.
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
        let place: UInt8
        let chunk: UInt8
    }

    /// Inputs of several chunks, each in a place of its own: its number, how many of its chunks have no chaining value
    /// yet, and those that they have. None is missing: the place is free. There is one for whoever needs it, for then the
    /// chunks of the input before were all taken, so each input in a place has at least one of the other lanes.
    private var numbers = LaneArray<Int>(repeating: 0)
    private var missing = LaneArray<Int>(repeating: 0)
    /// Memory that whoever runs this gives back; there is none until the first is needed.
    private let values: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>?>
    /// Where the input stands whose chunks are being taken, how many it has, and how many of them were taken.
    private var place = 0, count = 0, taken = 0

    /// Digests the inputs in lanes, unless it is faster to take one after another: then it does nothing, and returns false.
    static func run(_ mode: BLAKE3Mode, _ inputs: QueueSource) -> Bool {
        let hash = BLAKE3LaneHash(mode), costs = hash.costs
        guard costs.many > 0 else { return false }
        // Alone, an input takes as long as a chunk, or a little longer; in lanes, it takes its share of what all take.
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
        // So few that it matters how many chunks each has.
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

    // Of an input of one chunk all is inlined: a call is a part of what one takes.

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
        // In one place, or what it writes would go through memory.
        var span = unsafe target.mutableBytes
        write(&span)
        if let part { finished(part) }
    }
}

// MARK: Inputs of several chunks

extension ChunkSource {
    /// Puts the input of a lane where its chunks are taken from; or, if they are too many, writes its digest.
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
        place = 0
        while missing[place] > 0 { place &+= 1 }
        numbers[place] = inputs.number(lane: lane)
        (missing[place], count, taken) = (chunks, chunks, 0)
    }

    /// The next chunk of that input.
    private mutating func takePart(lane: Int) -> LaneMessage {
        let position = UInt64(truncatingIfNeeded: BLAKE3.chunkLength &* taken)
        parts[lane] = Part(place: UInt8(truncatingIfNeeded: place), chunk: UInt8(truncatingIfNeeded: taken))
        taken &+= 1
        return LaneMessage(position: position, isWhole: false)
    }

    private mutating func bytes(of part: Part) -> UnsafeRawBufferPointer {
        let bytes = unsafe inputs.bytes(of: numbers[Int(part.place)])
        let start = BLAKE3.chunkLength &* Int(part.chunk)
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<min(start &+ BLAKE3.chunkLength, bytes.count)])
    }

    /// The chaining values of all chunks of the input at this place.
    private func values(at place: Int) -> UnsafeMutablePointer<UInt32> {
        unsafe values.pointee! + Self.valuesLength &* place
    }

    /// Where that of this chunk goes.
    private func value(of part: Part) -> UnsafeMutableRawBufferPointer {
        let value = unsafe values(at: Int(part.place)) + 8 &* Int(part.chunk)
        return unsafe UnsafeMutableRawBufferPointer(start: value, count: 32)
    }

    /// When that was the last chunk of its input, makes the digest of all their chaining values.
    @inline(never)
    private mutating func finished(_ part: Part) {
        let place = Int(part.place), number = numbers[place]
        missing[place] &-= 1
        guard missing[place] == 0 else { return }
        var digest = unsafe inputs.digest(of: number).mutableBytes
        unsafe BLAKE3Hash.digest(
            mode, ofChunks: values(at: place), count: Self.chunks(inputs.length(of: number)), into: &digest)
    }
}
