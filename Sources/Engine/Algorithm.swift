import Algorithms
import CPlatform

/// An algorithm as the registry knows it.
public final class Algorithm: Sendable {
    public let name: StaticString
    public let digestLength: Int
    public let blockLength: Int
    public let properties: Properties
    public let limits: Limits
    /// The digest of a concatenation, from those of its two parts and the length of the second in bytes,
    /// all as integers. Nil where there is no such thing.
    public let combine: (@Sendable (UInt64, UInt64, UInt64) -> UInt64)?
    /// Writes the digest of the input.
    public let digest: @Sendable (RawSpan, inout MutableRawSpan) -> Void
    private let makeChecked: @Sendable (Parameters) -> Hasher

    public struct Properties: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let cryptographic = Properties(rawValue: 1)
        public static let integer = Properties(rawValue: 2)
        public static let combinable = Properties(rawValue: 4)
        public static let crc = Properties(rawValue: 8)
    }

    /// A hasher with these parameters.
    public func makeHasher(_ parameters: Parameters) throws(ParameterError) -> Hasher {
        guard limits.allow(parameters) else { throw ParameterError() }
        return makeChecked(parameters)
    }

    /// `make` gets parameters that are within `limits`.
    private init<H: HashFunction>(
        _ name: StaticString, blockLength: Int, _ properties: Properties, limits: Limits = Limits(),
        digestLength: Int? = nil, combine: (@Sendable (UInt64, UInt64, UInt64) -> UInt64)? = nil,
        make: @escaping @Sendable (Parameters) -> H
    ) {
        self.name = name
        self.digestLength = digestLength ?? make(Parameters()).digestLength
        self.blockLength = blockLength
        self.properties = properties
        self.limits = limits
        self.combine = combine
        makeChecked = { parameters in Hashing(make(parameters)) }
        digest = { input, output in
            var hash = make(Parameters())
            hash.update(input)
            hash.finish(into: &output)
        }
    }

    private static func crc(_ name: StaticString, _ crc: SharedCRC) -> Algorithm {
        Algorithm(
            name, blockLength: 1, [.integer, .combinable, .crc], digestLength: crc.model.digestLength,
            combine: { crc.model.combine($0, $1, lengthOfB: $2) }
        ) { _ in crc.begin() }
    }

    private static func merkleDamgard<Variant: MerkleDamgard>(
        _ name: StaticString, _ variant: Variant.Type, _ kernel: CompressionKernel
    ) -> Algorithm {
        Algorithm(name, blockLength: Variant.Compression.blockLength, .cryptographic) { _ in
            unsafe MerkleDamgardHash<Variant>(compress: kernel)
        }
    }
}

// MARK: The registry

extension Algorithm {
    /// Every algorithm, in the order of their numbers.
    public static let all = checksums + digests + catalogue

    private static let checksums: [Algorithm] = [
        .crc("crc32", .crc32),
        .crc("crc32c", .crc32c),
        .crc("crc64nvme", .crc64nvme),
        .crc("crc64xz", .crc64xz),
        Algorithm("cksum", blockLength: 1, .integer, digestLength: CRCModel.cksum.digestLength) { _ in
            unsafe Cksum(SharedCRC.cksum.tables, kernel: Kernels.crc)
        },
    ]

    private static let digests: [Algorithm] = [
        unsafe .merkleDamgard("md5", MD5.self, Kernels.md5),
        unsafe .merkleDamgard("sha1", SHA1.self, Kernels.sha1),
        unsafe .merkleDamgard("sha224", SHA224.self, Kernels.sha256),
        unsafe .merkleDamgard("sha256", SHA256.self, Kernels.sha256),
        unsafe .merkleDamgard("sha384", SHA384.self, Kernels.sha512),
        unsafe .merkleDamgard("sha512", SHA512.self, Kernels.sha512),
        unsafe .merkleDamgard("sha512_256", SHA512_256.self, Kernels.sha512),
        Algorithm(
            "blake3", blockLength: BLAKE3.blockLength, .cryptographic,
            limits: Limits(digestLength: 1...Limits.endless, key: 32...32, context: 0...Limits.endless)
        ) { BLAKE3Hash($0) },
    ]

    private static let catalogue: [Algorithm] =
        CRCModel.catalogue.map { .crc($0.name, SharedCRC($0.model)) } + [
            Algorithm("CRC-82/DARC", blockLength: 1, [.integer, .crc], digestLength: CRC82.digestLength) { _ in CRC82()
            }
        ]

    /// The algorithm called `name`, exactly.
    public static func index(of name: UnsafePointer<CChar>) -> Int? {
        all.firstIndex { unsafe strcmp($0.name.cString, name) == 0 }
    }
}

extension BLAKE3Hash {
    init(_ parameters: Parameters) {
        let length = parameters.digestLength == 0 ? Self.defaultDigestLength : parameters.digestLength
        if let key = unsafe parameters.key {
            unsafe self.init(kernels: .selected, key: key.bytes, digestLength: length)
        } else if let context = unsafe parameters.context {
            unsafe self.init(kernels: .selected, context: context.bytes, digestLength: length)
        } else {
            self.init(kernels: .selected, digestLength: length)
        }
    }
}
