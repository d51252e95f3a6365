import Algorithms
import CPlatform

/// What an algorithm can be told. Nil and 0 mean: nothing.
@safe
public struct Parameters {
    public var key: UnsafeRawBufferPointer?
    public var context: UnsafeRawBufferPointer?
    public var digestLength = 0

    public init() {}

    var isEmpty: Bool { unsafe key == nil && context == nil && digestLength == 0 }
}

/// The algorithm does not take such a parameter.
public struct ParameterError: Error {}

/// An algorithm as the registry knows it.
public struct Algorithm: Sendable {
    public let name: StaticString
    public let digestLength: Int
    public let blockLength: Int
    public let properties: Properties
    /// Of a CRC, else nil.
    public let crc: CRCTables?
    /// A hasher with these parameters.
    public let makeHasher: @Sendable (Parameters) throws(ParameterError) -> Hasher
    /// Writes the digest of the input.
    public let digest: @Sendable (RawSpan, inout MutableRawSpan) -> Void

    public struct Properties: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let cryptographic = Properties(rawValue: 1)
        public static let integer = Properties(rawValue: 2)
        public static let combinable = Properties(rawValue: 4)
        public static let keyed = Properties(rawValue: 8)
        public static let extendable = Properties(rawValue: 16)
    }

    private init<H: HashFunction>(
        _ name: StaticString, blockLength: Int, _ properties: Properties, crc: CRCTables? = nil,
        make: @escaping @Sendable () -> H,
        parametrized: @escaping @Sendable (Parameters) throws(ParameterError) -> H
    ) {
        self.name = name
        self.digestLength = make().digestLength
        self.blockLength = blockLength
        self.properties = properties
        self.crc = crc
        makeHasher = { parameters throws(ParameterError) in
            Hashing(parameters.isEmpty ? make() : try parametrized(parameters))
        }
        digest = { input, output in
            var hash = make()
            hash.update(input)
            hash.finish(into: &output)
        }
    }

    private init<H: HashFunction>(
        _ name: StaticString, blockLength: Int, _ properties: Properties, crc: CRCTables? = nil,
        make: @escaping @Sendable () -> H
    ) {
        self.init(name, blockLength: blockLength, properties, crc: crc, make: make) {
            parameters throws(ParameterError) in throw ParameterError()
        }
    }

    private static func crc(_ name: StaticString, _ tables: CRCTables) -> Algorithm {
        Algorithm(name, blockLength: 1, [.integer, .combinable], crc: tables) { tables.begin() }
    }
}

// MARK: The registry

extension Algorithm {
    /// Every algorithm, in the order of their numbers.
    public static let all: [Algorithm] = [
        .crc("crc32", .crc32),
        .crc("crc32c", .crc32c),
        Algorithm("sha256", blockLength: SHA256.blockLength, .cryptographic) {
            unsafe MerkleDamgardHash<SHA256>(compress: Kernels.sha256)
        },
        Algorithm("blake3", blockLength: BLAKE3.blockLength, [.cryptographic, .keyed, .extendable]) {
            BLAKE3Hash(kernels: .selected)
        } parametrized: { parameters throws(ParameterError) in
            try BLAKE3Hash(parameters)
        },
    ]

    /// The algorithm called `name`, exactly.
    public static func index(of name: UnsafePointer<CChar>) -> Int? {
        all.firstIndex { unsafe strcmp($0.name.cString, name) == 0 }
    }
}

extension BLAKE3Hash {
    init(_ parameters: Parameters) throws(ParameterError) {
        let length = parameters.digestLength == 0 ? Self.defaultDigestLength : parameters.digestLength
        switch unsafe (parameters.key, parameters.context) {
        case (nil, nil):
            self.init(kernels: .selected, digestLength: length)
        case (let key?, nil):
            guard key.count == Self.keyLength else { throw ParameterError() }
            unsafe self.init(kernels: .selected, key: key.bytes, digestLength: length)
        case (nil, let context?):
            unsafe self.init(kernels: .selected, context: context.bytes, digestLength: length)
        default:
            throw ParameterError()
        }
    }
}

/// The constants of a CRC, in memory that is never given back.
@safe
public struct CRCTables: @unchecked Sendable {
    let constants: UnsafePointer<CRCConstants>

    public static let crc32 = CRCTables(.crc32)
    public static let crc32c = CRCTables(.crc32c)

    init(_ model: CRCModel) {
        let memory = UnsafeMutablePointer<CRCConstants>.allocate(capacity: 1)
        unsafe memory.initialize(to: CRCConstants(model))
        unsafe constants = unsafe UnsafePointer(memory)
    }

    func begin() -> CRC { unsafe CRC(constants, kernel: Kernels.crc) }

    /// The CRC of everything whose CRC is `value`, followed by `input`.
    public func update(_ value: UInt64, _ input: RawSpan) -> UInt64 {
        var crc = unsafe CRC(constants, kernel: Kernels.crc, resuming: value)
        crc.update(input)
        return crc.value
    }

    public func combine(_ a: UInt64, _ b: UInt64, lengthOfB: UInt64) -> UInt64 {
        unsafe constants.combine(a, b, lengthOfB: lengthOfB)
    }
}
