import Algorithms
import CPlatform

/// Long files as lanes read them: each lane has one, and room for a piece of it. When a file ends, its lane takes the next.
@safe
final class FileSource: LaneSource {
    let lanes: Int
    /// When the lanes have to stop where they are.
    var deadline = UInt64.max

    /// The next file for a lane.
    private let nextFile: () -> LongFile?
    /// Takes one that has to be read again.
    private let doubtful: (LongFile) -> Void
    private let digestLength: Int
    private var files: [LongFile?]
    private let pieces: UnsafeMutableRawPointer
    /// Whole blocks.
    private let pieceLength: Int

    /// Of all lanes together as much as a second-level cache holds.
    private static var mostPieceLength: Int { 32 << 10 }

    /// Nil if there is no memory.
    convenience init?<Hash: LaneHash>(
        _ hash: Hash, lanes: Int, nextFile: @escaping () -> LongFile?, doubtful: @escaping (LongFile) -> Void
    ) {
        let pieceLength = Self.mostPieceLength / hash.blockLength * hash.blockLength
        guard let memory = unsafe malloc(lanes * pieceLength) else { return nil }
        unsafe self.init(
            lanes, hash.digestLength, memory, pieceLength: pieceLength, nextFile: nextFile, doubtful: doubtful)
    }

    // It can't fail: Embedded Swift does not free an object whose own initializer does.
    private init(
        _ lanes: Int, _ digestLength: Int, _ pieces: UnsafeMutableRawPointer, pieceLength: Int,
        nextFile: @escaping () -> LongFile?, doubtful: @escaping (LongFile) -> Void
    ) {
        self.digestLength = digestLength
        self.pieceLength = pieceLength
        unsafe self.pieces = unsafe pieces
        self.lanes = lanes
        self.nextFile = nextFile
        self.doubtful = doubtful
        files = Array(repeating: nil, count: lanes)
    }

    deinit { unsafe free(pieces) }

    var isDue: Bool { System.now >= deadline }

    func take(lane: Int) -> LaneMessage? {
        while let file = nextFile() {
            switch file.begin() {
            case .over: continue
            case .interrupted: doubtful(file)
            case .ready:
                files[lane] = file
                return .whole
            }
        }
        files[lane] = nil
        return nil
    }

    func next(lane: Int) -> (bytes: UnsafeRawBufferPointer, isLast: Bool) {
        let piece = unsafe UnsafeMutableRawBufferPointer(start: pieces + lane * pieceLength, count: pieceLength)
        guard let file = files[lane] else { return unsafe (UnsafeRawBufferPointer(rebasing: piece[0..<0]), true) }
        let (count, isLast) = unsafe file.read(into: piece)
        return unsafe (UnsafeRawBufferPointer(rebasing: piece[0..<count]), isLast)
    }

    func finish(lane: Int, _ write: (inout MutableRawSpan) -> Void) {
        guard let file = files[lane], file.end(write, length: digestLength) else { return }
        doubtful(file)
    }
}

/// Lanes with long files on them, which can stop and go on.
class FileLanes {
    /// False if it was stopped at `deadline`, and there is more to do.
    func run(until deadline: UInt64) -> Bool { true }
}

final class FileLanesOf<Hash: LaneHash>: FileLanes {
    private let source: FileSource
    private var scheduler: LaneScheduler<Hash, FileSource>

    /// Nil if lanes are not worth it, or there is no memory.
    convenience init?(
        _ hash: Hash, lanes: Int, nextFile: @escaping () -> LongFile?, doubtful: @escaping (LongFile) -> Void
    ) {
        guard let source = FileSource(hash, lanes: lanes, nextFile: nextFile, doubtful: doubtful),
            let scheduler = LaneScheduler.make(hash, source)
        else { return nil }
        self.init(source, scheduler)
    }

    private init(_ source: FileSource, _ scheduler: LaneScheduler<Hash, FileSource>) {
        self.source = source
        self.scheduler = scheduler
    }

    deinit { scheduler.release() }

    override func run(until deadline: UInt64) -> Bool {
        source.deadline = deadline
        return scheduler.run()
    }
}
