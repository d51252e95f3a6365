/// The constants of a CRC model that are given back with the last CRC that needs them.
@safe
public final class CRCTables: @unchecked Sendable {
    fileprivate let constants: UnsafePointer<CRCConstants>

    public init(_ constants: CRCConstants) {
        let memory = UnsafeMutablePointer<CRCConstants>.allocate(capacity: 1)
        unsafe memory.initialize(to: constants)
        unsafe self.constants = unsafe UnsafePointer(memory)
    }

    deinit {
        unsafe constants.pointee.deallocate()
        unsafe constants.deallocate()
    }
}

/// A CRC of any model. The bytes of its digest are the value, big-endian, in as few bytes as hold `width`.
@safe
public struct CRC: HashFunction {
    /// Takes a state through input: a kernel. A state is the value of the CRC, but with its bits in reverse if the model
    /// reflects only its input or only its output.
    public typealias Kernel = @convention(c) (UnsafeRawPointer, UInt64, UnsafeRawPointer, Int) -> UInt64

    let constants: UnsafePointer<CRCConstants>
    /// What keeps the constants, unless they are kept for as long as the process runs.
    private let owner: CRCTables?
    let kernel: Kernel
    var state: UInt64

    /// Of constants that are kept for as long as the process runs.
    public init(_ constants: UnsafePointer<CRCConstants>, kernel: Kernel) {
        unsafe self.init(constants, owner: nil, kernel: kernel)
    }

    public init(_ tables: CRCTables, kernel: Kernel) {
        unsafe self.init(tables.constants, owner: tables, kernel: kernel)
    }

    private init(_ constants: UnsafePointer<CRCConstants>, owner: CRCTables?, kernel: Kernel) {
        unsafe self.constants = unsafe constants
        self.owner = owner
        unsafe self.kernel = unsafe kernel
        state = unsafe constants.pointee.initial
    }

    /// The digest of all of `input`, without a state that could be continued.
    public static func digest(
        _ constants: UnsafePointer<CRCConstants>, kernel: Kernel, _ input: RawSpan, into digest: inout MutableRawSpan
    ) {
        let initial = unsafe constants.pointee.initial
        let state = unsafe input.withUnsafeBytes { bytes in
            unsafe bytes.isEmpty
                ? initial : kernel(UnsafeRawPointer(constants), initial, bytes.baseAddress!, bytes.count)
        }
        unsafe constants.pointee.model.store(state, in: &digest)
    }

    public var digestLength: Int { unsafe constants.pointee.model.digestLength }

    public mutating func update(_ input: RawSpan) {
        guard !input.isEmpty else { return }
        let before = state
        state = unsafe input.withUnsafeBytes { bytes in
            unsafe kernel(UnsafeRawPointer(constants), before, bytes.baseAddress!, bytes.count)
        }
    }

    public func finish(into digest: inout MutableRawSpan) {
        unsafe constants.pointee.model.store(state, in: &digest)
    }
}

/// The checksum of the POSIX utility cksum (IEEE 1003.1): a CRC of the input followed by its length, least
/// significant byte first, in as few bytes as hold it.
public struct Cksum: HashFunction {
    var crc: CRC
    var length: UInt64 = 0

    public init(_ crc: CRC) {
        self.crc = crc
    }

    public var digestLength: Int { crc.digestLength }

    public mutating func update(_ input: RawSpan) {
        length &+= UInt64(truncatingIfNeeded: input.byteCount)
        crc.update(input)
    }

    public func finish(into digest: inout MutableRawSpan) {
        var whole = crc
        let bytes = InlineArray<1, UInt64>(repeating: length.littleEndian)
        let used = 8 - length.leadingZeroBitCount / 8
        unsafe whole.update(bytes.span.bytes.extracting(first: used))
        whole.finish(into: &digest)
    }
}

extension CRCModel {
    /// How many bits a register has more than a value.
    private var scale: UInt64 { UInt64(truncatingIfNeeded: 64 &- width) }

    /// Writes the digest of this state: see `CRC.Kernel`.
    public func store(_ state: UInt64, in digest: inout MutableRawSpan) {
        let length = digestLength
        digest.store([value(of: state) &<< UInt64(64 &- 8 &* length)], count: length, bigEndian: true)
    }

    /// The value of a state: see `CRC.Kernel`.
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
