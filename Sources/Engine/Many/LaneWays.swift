import Algorithms

/// How an algorithm takes many messages side by side.
struct LaneWays: Sendable {
    typealias MakeFileLanes =
        @Sendable (Int, @escaping () -> LongFile?, @escaping (LongFile) -> Void) -> FileLanes?

    /// How many inputs fill the lanes.
    let width: Int
    /// How many times as many blocks they take as one input alone does, in the same time.
    let gain: Int
    /// Digests inputs in memory, unless that is faster one by one: then it does nothing, and returns false.
    let digest: @Sendable (QueueSource) -> Bool
    /// Makes lanes for so many long files. Nil where one file fills them by itself.
    let files: MakeFileLanes?

    /// A message a lane.
    static func of<Hash: LaneHash>(_ hash: @escaping @Sendable () -> Hash) -> LaneWays {
        let costs = hash().costs
        return LaneWays(
            width: Int(costs.lanes), gain: costs.many > 0 ? Int(costs.lanes * costs.one / costs.many) : 1,
            digest: { LaneScheduler.run(hash(), $0) },
            files: { FileLanesOf(hash(), lanes: $0, nextFile: $1, doubtful: $2) })
    }

    /// A part of a message a lane.
    init(_ digest: @escaping @Sendable (QueueSource) -> Bool) {
        self.init(width: 1, gain: 1, digest: digest, files: nil)
    }

    private init(
        width: Int, gain: Int, digest: @escaping @Sendable (QueueSource) -> Bool, files: MakeFileLanes?
    ) {
        self.width = width
        self.gain = gain
        self.digest = digest
        self.files = files
    }
}
