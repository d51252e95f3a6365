import Algorithms
import CPlatform

extension Algorithm {
    /// Every algorithm, in the order of their numbers.
    public static let all = checksums + digests + catalogue

    private static let checksums: [Algorithm] = [
        .crc("crc32", .crc32),
        .crc("crc32c", .crc32c),
        .crc("crc64nvme", .crc64nvme),
        .crc("crc64xz", .crc64xz),
        .cksum("cksum", .cksum),
        Algorithm(
            "adler32", blockLength: 1, [.integer, .combinable], combine: combineAdler32
        ) { _ in unsafe Adler32(kernel: Kernels.adler32) },
        .xxh("xxh32", XXH32.self),
        .xxh("xxh64", XXH64.self),
        .xxh3("xxh3_64", XXH3_64.self),
        .xxh3("xxh3_128", XXH3_128.self),
    ]

    private static let digests: [Algorithm] = [
        .merkleDamgard("md5", .md5, Kernels.md5),
        .merkleDamgard("sha1", .sha1, Kernels.sha1),
        .merkleDamgard("sha224", .sha224, Kernels.sha256),
        .merkleDamgard("sha256", .sha256, Kernels.sha256),
        .merkleDamgard("sha384", .sha384, Kernels.sha512),
        .merkleDamgard("sha512", .sha512, Kernels.sha512),
        .merkleDamgard("sha512_224", .sha512_224, Kernels.sha512),
        .merkleDamgard("sha512_256", .sha512_256, Kernels.sha512),
        .sha3("sha3_224", digestLength: 28, Kernels.keccak),
        .sha3("sha3_256", digestLength: 32, Kernels.keccak),
        .sha3("sha3_384", digestLength: 48, Kernels.keccak),
        .sha3("sha3_512", digestLength: 64, Kernels.keccak),
        .shake("shake128", strength: 16, digestLength: 32, Kernels.keccak),
        .shake("shake256", strength: 32, digestLength: 64, Kernels.keccak),
        .blake2("blake2b", BLAKE2b.self, Kernels.blake2b),
        .blake2("blake2s", BLAKE2s.self, Kernels.blake2s),
        .blake3(.hash(.selected)),
    ]

    private static let catalogue: [Algorithm] =
        CRCModel.catalogue.map { .crc($0.name, SharedCRC($0.model)) } + [
            Algorithm(
                "CRC-82/DARC", blockLength: 1, [.integer, .combinable, .crc], digestLength: CRC82.digestLength,
                combine: { CRC82.combine($0, $1, lengthOfB: $2) }
            ) { _ in CRC82() }
        ]

    /// The algorithm of this number, found without a call and borrowed without counting references: no algorithm is
    /// ever given back. Nil if there is none, or if the instruction set that was asked for is not known.
    @inline(__always)
    public static func borrowed(_ number: UInt32) -> Unmanaged<Algorithm>? {
        let table = unsafe Table.ifMade ?? Table.make()
        let number = Int(number)
        return unsafe number < table.pointee.count ? table.pointee.algorithms[number] : nil
    }

    /// Where everything stands that is borrowed.
    @safe
    public struct Table: @unchecked Sendable {
        private static let made = MadeOnce<Table>()

        /// Found without a call. Nil until the library is loaded.
        @inline(__always)
        public static var ifMade: UnsafePointer<Table>? { unsafe made.address }

        /// The same, made now if it wasn't yet. By itself, so that whoever finds it made has nothing to save.
        @inline(never)
        public static func make() -> UnsafePointer<Table> { unsafe made.address ?? made.keep(Table()) }

        /// The CRC of this number. Nil if there is none, or if the instruction set that was asked for is not known.
        @inline(__always)
        public func crc(_ number: UInt32) -> Unmanaged<SharedCRC>? {
            unsafe number < count ? crcs[Int(number)] : nil
        }

        fileprivate let algorithms: UnsafeMutablePointer<Unmanaged<Algorithm>>
        fileprivate let crcs: UnsafeMutablePointer<Unmanaged<SharedCRC>?>
        fileprivate let count: Int
        public let crc32 = unsafe Unmanaged.passRetained(SharedCRC.crc32)
        public let crc32c = unsafe Unmanaged.passRetained(SharedCRC.crc32c)
        public let crc64nvme = unsafe Unmanaged.passRetained(SharedCRC.crc64nvme)
        public let crc64xz = unsafe Unmanaged.passRetained(SharedCRC.crc64xz)

        init() {
            count = Selection.current.instructionSet == nil ? 0 : all.count
            unsafe algorithms = .allocate(capacity: count)
            unsafe crcs = .allocate(capacity: count)
            for number in 0..<count {
                unsafe (algorithms + number).initialize(to: .passRetained(all[number]))
                unsafe (crcs + number).initialize(to: all[number].crc.map { unsafe .passRetained($0) })
            }
        }
    }

    /// The algorithm called `name`, exactly.
    public static func index(of name: UnsafePointer<CChar>) -> Int? {
        all.firstIndex { unsafe strcmp($0.name.cString, name) == 0 }
    }
}

extension BLAKE2Hash {
    init(_ parameters: Parameters, compress: Compress) {
        let none = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
        unsafe self.init(
            compress: compress,
            digestLength: parameters.digestLength == 0 ? Variant.maximumDigestLength : parameters.digestLength,
            key: (parameters.key ?? none).bytes, salt: (parameters.salt ?? none).bytes,
            personalization: (parameters.personalization ?? none).bytes)
    }
}

extension BLAKE3Hash {
    init(_ parameters: Parameters) {
        let length = parameters.digestLength == 0 ? Self.defaultDigestLength : parameters.digestLength
        self.init(BLAKE3Mode(parameters), digestLength: length, seek: parameters.seek)
    }
}

extension BLAKE3Mode {
    init(_ parameters: Parameters) {
        if let key = unsafe parameters.key {
            self = unsafe .keyedHash(.selected, key: key.bytes)
        } else if let context = unsafe parameters.context {
            self = unsafe .deriveKey(.selected, context: context.bytes)
        } else {
            self = .hash(.selected)
        }
        guard parameters.threads > 1 else { return }
        let threads = parameters.threads
        concurrently = { count, body in Engine.concurrently(count, threads: threads, body) }
    }
}

extension XXH3Hash {
    init(_ parameters: Parameters) {
        if let secret = unsafe parameters.secret {
            unsafe self.init(secret: secret, kernel: Kernels.xxh3)
        } else {
            unsafe self.init(seed: parameters.seed, kernel: Kernels.xxh3)
        }
    }
}

// MARK: Families

extension Algorithm {
    private static func crc(_ name: StaticString, _ crc: SharedCRC) -> Algorithm {
        Algorithm(
            name, blockLength: 1, [.integer, .combinable, .crc], digestLength: crc.model.digestLength,
            combine: inWords { crc.model.combine($0, $1, lengthOfB: $2) }, crc: crc,
            digest: { crc.digest($0, into: &$1) }
        ) { _ in crc.begin() }
    }

    private static func cksum(_ name: StaticString, _ crc: SharedCRC) -> Algorithm {
        Algorithm(name, blockLength: 1, .integer, digestLength: crc.model.digestLength) { _ in Cksum(crc.begin()) }
    }

    private static func merkleDamgard<Compression>(
        _ name: StaticString, _ hash: MerkleDamgard<Compression>, _ kernels: kernel_compression
    ) -> Algorithm {
        Algorithm(
            name, blockLength: Compression.blockLength, .cryptographic,
            digest: { input, output in
                unsafe MerkleDamgardHash.digest(hash, input, compress: kernels.one!, into: &output)
            },
            lanes: { LaneScheduler.run(MerkleDamgardLanes(hash, kernels), $0) }
        ) { _ in unsafe MerkleDamgardHash(hash, compress: kernels.one!) }
    }

    private static func sha3(_ name: StaticString, digestLength: Int, _ kernels: kernel_keccak) -> Algorithm {
        Algorithm(
            name, blockLength: SHA3Hash.blockLength(capacity: 2 * digestLength), .cryptographic,
            lanes: { inputs in
                let hash = unsafe SHA3Hash.sha3(digestLength: digestLength, absorb: kernels.one!)
                return LaneScheduler.run(SHA3Lanes(hash, kernels), inputs)
            }
        ) { _ in unsafe SHA3Hash.sha3(digestLength: digestLength, absorb: kernels.one!) }
    }

    /// The digest length is that of RFC 8702, where no other is asked for.
    private static func shake(
        _ name: StaticString, strength: Int, digestLength: Int, _ kernels: kernel_keccak
    ) -> Algorithm {
        Algorithm(
            name, blockLength: SHA3Hash.blockLength(capacity: 2 * strength), .cryptographic,
            limits: Limits(digestLength: 1...Limits.endless),
            lanes: { inputs in
                let hash = unsafe SHA3Hash.shake(
                    strength: strength, digestLength: digestLength, absorb: kernels.one!)
                return LaneScheduler.run(SHA3Lanes(hash, kernels), inputs)
            }
        ) { parameters in
            unsafe SHA3Hash.shake(
                strength: strength, digestLength: parameters.digestLength == 0 ? digestLength : parameters.digestLength,
                absorb: kernels.one!)
        }
    }

    private static func blake2<Variant: BLAKE2>(
        _ name: StaticString, _ variant: Variant.Type, _ kernels: kernel_blake2
    ) -> Algorithm {
        let longest = Variant.maximumDigestLength, saltLength = BLAKE2Hash<Variant>.saltLength
        let make = { @Sendable in unsafe BLAKE2Hash<Variant>($0, compress: kernels.one!) }
        return Algorithm(
            name, blockLength: Variant.blockLength, .cryptographic,
            limits: Limits(
                digestLength: 1...longest, key: 1...longest, salt: 0...saltLength, personalization: 0...saltLength),
            lanes: { LaneScheduler.run(BLAKE2Lanes(make(Parameters()), kernels), $0) }, make: make)
    }

    /// In this mode, where no parameter asks for another.
    private static func blake3(_ mode: BLAKE3Mode) -> Algorithm {
        Algorithm(
            "blake3", blockLength: BLAKE3.blockLength, .cryptographic,
            limits: Limits(
                digestLength: 1...Limits.endless, seekBits: 64, threads: 1...65_536,
                key: BLAKE3Mode.keyLength...BLAKE3Mode.keyLength,
                context: 0...Limits.endless),
            digest: { input, output in BLAKE3Hash.digest(mode, input, into: &output) },
            lanes: { ChunkLanes.run(mode, $0) }
        ) { BLAKE3Hash($0) }
    }

    private static let combineAdler32 = inWords { x, y, length in
        UInt64(Adler32.combine(UInt32(truncatingIfNeeded: x), UInt32(truncatingIfNeeded: y), lengthOfY: length))
    }

    /// Of integers of 64 bits at most.
    private static func inWords(_ combine: @escaping @Sendable (UInt64, UInt64, UInt64) -> UInt64) -> Combine {
        { UInt128(combine(UInt64(truncatingIfNeeded: $0), UInt64(truncatingIfNeeded: $1), $2)) }
    }

    private static func xxh<V: XXHVariant>(_ name: StaticString, _ variant: V.Type) -> Algorithm {
        Algorithm(
            name, blockLength: V.stripeLength, .integer, limits: Limits(seedBits: V.Word.bitWidth)
        ) { XXHHash<V>(seed: V.Word(truncatingIfNeeded: $0.seed)) }
    }

    private static func xxh3<V: XXH3Variant>(_ name: StaticString, _ variant: V.Type) -> Algorithm {
        Algorithm(
            name, blockLength: XXH3Stripes.stripeLength, .integer,
            limits: Limits(seedBits: 64, secret: XXH3.leastSecretLength...XXH3.mostSecretLength),
            digest: { input, output in
                let digest = unsafe input.withUnsafeBytes { unsafe Checksums.xxh3(V.self, $0, seed: 0) }
                V.store(digest, in: &output)
            }
        ) { XXH3Hash<V>($0) }
    }
}
