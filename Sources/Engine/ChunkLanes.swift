import Algorithms

/// Inputs of BLAKE3 as their chunks, which lanes take side by side, be they of one input or of several. An input that has
/// so many of them that they fill the lanes alone is digested by itself when it is its turn.
@safe
struct ChunkLanes: LaneSource {
    /// How many chunks an input has at most that goes with others.
    private static var most: Int { 7 }
    /// No kernel has more.
    private static var mostLanes: Int { 16 }
    /// How many words of memory are needed: for the chaining values of each input under way. Kernels write some more.
    static var room: Int { (mostLanes + 1) * 16 * 8 }

    let lanes: Int
    private let mode: BLAKE3Mode
    private var inputs: MemoryLanes
    /// The part of its input that a lane has; nil if it has all of it.
    private var parts = InlineArray<16, Part?>(repeating: nil)

    /// Inputs of several chunks, whose lanes come and go, stand in the places of lanes that no kernel has.
    private struct Part {
        let place: UInt8
        let chunk: UInt8
    }

    private let values: UnsafeMutablePointer<UInt32>
    /// How many chunks of the input in each place have no chaining value yet. None: the place is free.
    private var missing = InlineArray<17, Int>(repeating: 0)
    /// Where the input stands whose chunks are being taken, how many it has, and how many of them were taken.
    private var place = 0, count = 0, taken = 0

    /// `values` has `room` words.
    init(_ mode: BLAKE3Mode, _ inputs: MemoryLanes, _ values: UnsafeMutablePointer<UInt32>) {
        self.mode = mode
        self.inputs = inputs
        unsafe self.values = unsafe values
        var chunks = 0
        for number in 0..<min(inputs.lanes, Self.mostLanes) {
            let count = Self.chunks(inputs.length(ofInput: number))
            if count <= Self.most { chunks += count }
        }
        lanes = max(chunks, inputs.lanes)
    }

    /// How many chunks there are of so many bytes.
    private static func chunks(_ length: Int) -> Int {
        max(1, (length &+ BLAKE3.chunkLength &- 1) / BLAKE3.chunkLength)
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

extension ChunkLanes {
    /// Puts the input of a lane where its chunks are taken from; or, if they are too many, writes its digest.
    @inline(never)
    private mutating func begin(lane: Int) {
        let bytes = unsafe inputs.bytes(lane: lane)
        let chunks = Self.chunks(bytes.count)
        guard chunks <= Self.most else {
            let mode = self.mode
            return inputs.finish(lane: lane) { unsafe BLAKE3Hash.digest(mode, bytes.bytes, into: &$0) }
        }
        place = 0
        while missing[place] > 0 { place &+= 1 }
        inputs.move(lane: lane, to: Self.mostLanes &+ place)
        (missing[place], count, taken) = (chunks, chunks, 0)
    }

    /// The next chunk of that input.
    private mutating func takePart(lane: Int) -> LaneMessage? {
        let position = UInt64(truncatingIfNeeded: BLAKE3.chunkLength &* taken)
        parts[lane] = Part(place: UInt8(truncatingIfNeeded: place), chunk: UInt8(truncatingIfNeeded: taken))
        taken &+= 1
        return LaneMessage(position: position, isWhole: false)
    }

    private mutating func bytes(of part: Part) -> UnsafeRawBufferPointer {
        let bytes = unsafe inputs.bytes(lane: Self.mostLanes &+ Int(part.place))
        let start = BLAKE3.chunkLength &* Int(part.chunk)
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<min(start &+ BLAKE3.chunkLength, bytes.count)])
    }

    /// The chaining values of all chunks of the input at this place.
    private func values(at place: Int) -> UnsafeMutablePointer<UInt32> { unsafe values + 16 &* 8 &* place }

    /// Where that of this chunk goes.
    private func value(of part: Part) -> UnsafeMutableRawBufferPointer {
        let value = unsafe values(at: Int(part.place)) + 8 &* Int(part.chunk)
        return unsafe UnsafeMutableRawBufferPointer(start: value, count: 32)
    }

    /// When that was the last chunk of its input, makes the digest of all their chaining values.
    @inline(never)
    private mutating func finished(_ part: Part) {
        let place = Int(part.place), lane = Self.mostLanes &+ place
        missing[place] &-= 1
        guard missing[place] == 0 else { return }
        let mode = self.mode
        let values = unsafe values(at: place), count = Self.chunks(unsafe inputs.bytes(lane: lane).count)
        inputs.finish(lane: lane) { unsafe BLAKE3Hash.digest(mode, ofChunks: values, count: count, into: &$0) }
    }
}
