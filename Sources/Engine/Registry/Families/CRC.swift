import Algorithms

extension Algorithm {
    static func crc(_ name: StaticString, _ crc: RegisteredCRC) -> Algorithm {
        Algorithm(
            name, blockLength: 1, [.integer, .combinable, .crc], digestLength: crc.model.digestLength,
            combine: inWords { crc.model.combine($0, $1, lengthOfB: $2) }, crc: crc,
            digest: { crc.digest($0, into: &$1) }
        ) { _ in crc.begin() }
    }

    /// The checksum of the POSIX utility of that name, whose value is not a CRC of its input alone.
    static func cksum(_ name: StaticString, _ crc: RegisteredCRC) -> Algorithm {
        Algorithm(
            name, blockLength: 1, .integer, digestLength: crc.model.digestLength,
            digest: { input, output in
                var cksum = Cksum(crc.begin())
                cksum.update(input)
                cksum.finish(into: &output)
            }
        ) { _ in Cksum(crc.begin()) }
    }

    /// CRC-82/DARC, wider than a register.
    static func crc82(_ name: StaticString) -> Algorithm {
        Algorithm(
            name, blockLength: 1, [.integer, .combinable, .crc], digestLength: CRC82.digestLength,
            combine: { CRC82.combine($0, $1, lengthOfB: $2) }
        ) { _ in CRC82() }
    }
}

extension RegisteredCRC {
    static let crc32 = RegisteredCRC(.crc32)
    static let crc32c = RegisteredCRC(.crc32c)
    static let crc64nvme = RegisteredCRC(.crc64nvme)
    static let crc64xz = RegisteredCRC(.crc64xz)
    static let cksum = RegisteredCRC(.cksum)
}
