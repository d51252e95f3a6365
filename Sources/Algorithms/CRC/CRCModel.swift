/// A cyclic redundancy check of 3 to 64 bits, by the parameters of the Rocksoft model (R. Williams, "A
/// Painless Guide to CRC Error Detection Algorithms") as the CRC RevEng catalogue prints them.
public struct CRCModel: Sendable, Equatable {
    /// The degree of the generator polynomial, in bits.
    public let width: Int
    /// The generator without its highest term; bit i is the coefficient of x^i.
    public let polynomial: UInt64
    /// The register before the first byte.
    public let initial: UInt64
    /// Whether bytes enter with their least significant bit first.
    public let reflectsInput: Bool
    /// Whether the register is read out with its bits in reverse.
    public let reflectsOutput: Bool
    /// What is added (xor) to the register that was read out.
    public let xorOutput: UInt64

    public init(
        width: Int, polynomial: UInt64, initial: UInt64, reflectsInput: Bool, reflectsOutput: Bool, xorOutput: UInt64
    ) {
        self.width = width
        self.polynomial = polynomial
        self.initial = initial
        self.reflectsInput = reflectsInput
        self.reflectsOutput = reflectsOutput
        self.xorOutput = xorOutput
    }

    /// CRC-32/ISO-HDLC: ISO 3309, ITU-T V.42, RFC 1952.
    public static let crc32 = CRCModel(
        width: 32, polynomial: 0x04c1_1db7, initial: 0xffff_ffff, reflectsInput: true, reflectsOutput: true,
        xorOutput: 0xffff_ffff)

    /// CRC-32/ISCSI: Castagnoli, Bräuer and Herrmann 1993; RFC 3720.
    public static let crc32c = CRCModel(
        width: 32, polynomial: 0x1edc_6f41, initial: 0xffff_ffff, reflectsInput: true, reflectsOutput: true,
        xorOutput: 0xffff_ffff)

    /// CRC-64/NVME: NVM Command Set Specification 1.0, 5.2.1.3.4.
    public static let crc64nvme = CRCModel(
        width: 64, polynomial: 0xad93_d235_94c9_3659, initial: .max, reflectsInput: true, reflectsOutput: true,
        xorOutput: .max)

    /// CRC-64/XZ: the polynomial of ECMA-182, as in the .xz file format, 1.0.4, section 6.
    public static let crc64xz = CRCModel(
        width: 64, polynomial: 0x42f0_e1eb_a9ea_3693, initial: .max, reflectsInput: true, reflectsOutput: true,
        xorOutput: .max)

    /// CRC-32/CKSUM: IEEE 1003.1, of the utility cksum, less the length that it appends.
    public static let cksum = CRCModel(
        width: 32, polynomial: 0x04c1_1db7, initial: 0, reflectsInput: false, reflectsOutput: false,
        xorOutput: 0xffff_ffff)

    /// As many bytes as hold the value.
    public var digestLength: Int { (width + 7) / 8 }

    /// Whether this can be computed: 3 to 64 bits, and no value with more bits than that.
    public var isValid: Bool {
        guard (3...64).contains(width) else { return false }
        let excess = width == 64 ? 0 : UInt64.max << UInt64(width)
        return (polynomial | initial | xorOutput) & excess == 0
    }
}

// MARK: Values and states

extension CRCModel {
    /// By how many bits a register is wider than a value.
    private var scale: UInt64 { UInt64(truncatingIfNeeded: 64 &- width) }

    /// Writes the digest of this state: see `CRC`.
    public func store(_ state: UInt64, in digest: inout MutableRawSpan) {
        let length = digestLength
        digest.store([value(of: state) &<< UInt64(64 &- 8 &* length)], count: length, bigEndian: true)
    }

    /// The value of a state: see `CRC`.
    public func value(of state: UInt64) -> UInt64 {
        reflectsInput == reflectsOutput ? state : state.bitReversed &>> scale
    }

    /// The state of a value. Bits above the width are ignored.
    public func state(of value: UInt64) -> UInt64 {
        let high = value &<< scale
        return reflectsInput == reflectsOutput ? high &>> scale : high.bitReversed
    }

    /// The value of a remainder modulo G: the polynomial in the register, bit i the coefficient of x^i.
    private func value(ofRemainder remainder: UInt64) -> UInt64 {
        (reflectsOutput ? remainder.bitReversed : remainder >> scale) ^ xorOutput
    }

    /// The remainder that has this value. Bits above the width are ignored.
    private func remainder(of value: UInt64) -> UInt64 {
        let plain = (value ^ xorOutput) << scale
        return reflectsOutput ? (plain >> scale).bitReversed : plain
    }

    /// The CRC of a concatenation AB, from those of A and of B and the length of B in bytes.
    ///
    /// The register is linear in its start and in the message: with R(s, M) for message M from start s,
    /// R(s, B) = s·x^8|B| + R(0, B). So R(I, AB) = R(R(I, A), B) = (R(I, A) + I)·x^8|B| + R(I, B).
    public func combine(_ a: UInt64, _ b: UInt64, lengthOfB: UInt64) -> UInt64 {
        let generator = Polynomial64(modulus: polynomial << scale)
        let shift = generator.power(of: 1 << 8, lengthOfB)
        return value(ofRemainder: generator.multiply(remainder(of: a) ^ (initial << scale), shift) ^ remainder(of: b))
    }
}
