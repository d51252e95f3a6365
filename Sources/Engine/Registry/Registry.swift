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
        .adler32("adler32"),
        .xxh("xxh32", XXH32.self),
        .xxh("xxh64", XXH64.self),
        .xxh3("xxh3_64", XXH3_64.self),
        .xxh3("xxh3_128", XXH3_128.self),
    ]

    private static let digests: [Algorithm] = [
        .merkleDamgard("md5", .md5, kernels.md5),
        .merkleDamgard("sha1", .sha1, kernels.sha1),
        .merkleDamgard("sha224", .sha224, kernels.sha256),
        .merkleDamgard("sha256", .sha256, kernels.sha256),
        .merkleDamgard("sha384", .sha384, kernels.sha512),
        .merkleDamgard("sha512", .sha512, kernels.sha512),
        .merkleDamgard("sha512_224", .sha512_224, kernels.sha512),
        .merkleDamgard("sha512_256", .sha512_256, kernels.sha512),
        .merkleDamgard("ripemd160", .ripemd160, kernels.ripemd160),
        .merkleDamgard("sm3", .sm3, kernels.sm3),
        .sha3("sha3_224", digestLength: 28, kernels.keccak),
        .sha3("sha3_256", digestLength: 32, kernels.keccak),
        .sha3("sha3_384", digestLength: 48, kernels.keccak),
        .sha3("sha3_512", digestLength: 64, kernels.keccak),
        .shake("shake128", strength: 16, digestLength: 32, kernels.keccak),
        .shake("shake256", strength: 32, digestLength: 64, kernels.keccak),
        .blake2("blake2b", BLAKE2b.self, kernels.blake2b),
        .blake2("blake2s", BLAKE2s.self, kernels.blake2s),
        .blake3("blake3", .selected),
    ]

    /// The catalogue of CRCs, of which one is wider than a register.
    private static let catalogue: [Algorithm] =
        CRCModel.catalogue.map { .crc($0.name, RegisteredCRC($0.model)) } + [.crc82("CRC-82/DARC")]

    private static var kernels: kernel_table { KernelSelection.current.table }

    /// The number of the algorithm called `name`, exactly.
    public static func index(of name: UnsafePointer<CChar>) -> Int? {
        all.firstIndex { unsafe strcmp($0.name.cString, name) == 0 }
    }
}
