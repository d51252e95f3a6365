import Algorithms

/// An algorithm as the registry knows it.
public final class Algorithm: Sendable {
    public let name: StaticString
    public let digestLength: Int
    public let blockLength: Int
    public let properties: Properties
    public let limits: Limits
    /// The digest of a concatenation, from those of its two parts and the length of the second in bytes,
    /// all as integers. Nil where there is no such thing.
    public let combine: Combine?
    /// Nil unless it is a CRC of up to 64 bits.
    let crc: RegisteredCRC?
    /// Writes the digest of the input.
    public let digest: OneShot
    /// Digests inputs until none is left. Each of the threads that share the inputs calls it.
    let digestInputs: @Sendable (QueueSource) -> Void
    /// How many inputs one thread takes side by side.
    let laneCount: Int
    /// How many times as fast all of its lanes are as one input alone.
    let laneGain: Int
    /// Makes lanes for so many long files, where that may be faster.
    let fileLanes: LaneWays.MakeFileLanes?
    private let makeChecked: @Sendable (Parameters) -> Hasher

    public typealias Combine = @Sendable (UInt128, UInt128, UInt64) -> UInt128
    public typealias OneShot = @Sendable (RawSpan, inout MutableRawSpan) -> Void

    public struct Properties: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let cryptographic = Properties(rawValue: 1)
        public static let integer = Properties(rawValue: 2)
        public static let combinable = Properties(rawValue: 4)
        public static let crc = Properties(rawValue: 8)
    }

    /// What combines integers of 64 bits at most.
    static func inWords(_ combine: @escaping @Sendable (UInt64, UInt64, UInt64) -> UInt64) -> Combine {
        { UInt128(combine(UInt64(truncatingIfNeeded: $0), UInt64(truncatingIfNeeded: $1), $2)) }
    }

    /// A hasher with these parameters.
    public func makeHasher(_ parameters: Parameters) throws(ParameterError) -> Hasher {
        guard limits.allow(parameters) else { throw ParameterError() }
        return makeChecked(parameters)
    }

    /// A hasher without parameters.
    func makeHasher() -> Hasher { makeChecked(Parameters()) }

    /// `make` gets parameters that are within `limits`. `digest` is for an algorithm that is faster without a state
    /// that could be continued.
    init<H: HashFunction>(
        _ name: StaticString, blockLength: Int, _ properties: Properties, limits: Limits = Limits(),
        digestLength: Int? = nil, combine: Combine? = nil, crc: RegisteredCRC? = nil, digest: OneShot? = nil,
        lanes: LaneWays? = nil, make: @escaping @Sendable (Parameters) -> H
    ) {
        self.name = name
        self.digestLength = digestLength ?? make(Parameters()).digestLength
        self.blockLength = blockLength
        self.properties = properties
        self.limits = limits
        self.combine = combine
        self.crc = crc
        fileLanes = lanes?.files
        laneCount = max(lanes?.width ?? 1, 1)
        laneGain = lanes?.gain ?? 1
        makeChecked = { parameters in HasherOf(make(parameters)) }
        let digest =
            digest ?? { input, output in
                var hash = make(Parameters())
                hash.update(input)
                hash.finish(into: &output)
            }
        self.digest = digest
        digestInputs = { inputs in
            if let lanes, lanes.digest(inputs) { return }
            var inputs = inputs
            while inputs.take(lane: 0) != nil {
                let input = unsafe inputs.bytes(lane: 0).bytes
                inputs.finish(lane: 0) { digest(input, &$0) }
            }
        }
    }
}
