import Algorithms
import CPlatform

/// A model in the registry, whose constants are made when they are first needed.
@safe
public final class SharedCRC: Sendable {
    public let model: CRCModel
    fileprivate let kernel: CRC.Kernel
    private let made = MadeOnce<CRCConstants>()

    init(_ model: CRCModel) {
        self.model = model
        unsafe kernel = Kernels.crc(model)
    }

    fileprivate var constants: UnsafePointer<CRCConstants> {
        unsafe made.address ?? made.keep(CRCConstants(model))
    }

    /// A hasher of a model that need not be in the registry.
    public static func makeHasher(_ model: CRCModel) -> Hasher {
        unsafe Hashing(CRC(CRCTables(model), kernel: Kernels.crc(model)))
    }

    /// Writes the digest of all of `input`, without a state that could be continued.
    func digest(_ input: RawSpan, into digest: inout MutableRawSpan) {
        unsafe CRC.digest(constants, kernel: kernel, input, into: &digest)
    }

    func begin() -> CRC { unsafe CRC(constants, kernel: kernel) }
}

/// Values that are made once for all.
public enum SharedValues {
    /// Makes those that would otherwise be when they are first needed.
    public static func make() {
        _ = unsafe Algorithm.borrowed(0)
        CRC32C.prepare()
        CRC82.prepare()
    }
}

extension SharedCRC {
    public static let crc32 = SharedCRC(.crc32)
    public static let crc32c = SharedCRC(.crc32c)
    public static let crc64nvme = SharedCRC(.crc64nvme)
    public static let crc64xz = SharedCRC(.crc64xz)
    static let cksum = SharedCRC(.cksum)
}

/// A CRC by value: all that a call needs, side by side, for on a few bytes to look for it takes as long as to
/// use it. Of models that reflect their input and their output: the register is the value but for a sum.
@safe
public struct CRCFunction: @unchecked Sendable {
    private let constants: UnsafeRawPointer
    private let kernel: CRC.Kernel
    private let xorOutput: UInt64

    public static var crc32: CRCFunction { made(crc32Made, .crc32) }
    public static var crc32c: CRCFunction { made(crc32cMade, .crc32c) }
    public static var crc64nvme: CRCFunction { made(crc64nvmeMade, .crc64nvme) }
    public static var crc64xz: CRCFunction { made(crc64xzMade, .crc64xz) }

    // What the language initialises lazily takes a call to ask for.
    private static let crc32Made = MadeOnce<CRCFunction>()
    private static let crc32cMade = MadeOnce<CRCFunction>()
    private static let crc64nvmeMade = MadeOnce<CRCFunction>()
    private static let crc64xzMade = MadeOnce<CRCFunction>()

    @inline(__always)
    private static func made(
        _ function: borrowing MadeOnce<CRCFunction>, _ shared: @autoclosure () -> SharedCRC
    ) -> CRCFunction {
        guard let made = unsafe function.address else { return make(function, shared()) }
        return unsafe made.pointee
    }

    /// By itself, so that the short way needs few registers.
    @inline(never)
    private static func make(_ function: borrowing MadeOnce<CRCFunction>, _ shared: SharedCRC) -> CRCFunction {
        unsafe function.keep(CRCFunction(shared)).pointee
    }

    private init(_ shared: SharedCRC) {
        unsafe constants = UnsafeRawPointer(shared.constants)
        unsafe kernel = shared.kernel
        xorOutput = shared.model.xorOutput
    }

    /// The CRC of everything whose CRC is `value`, followed by `input`, which is not empty.
    public func update(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        unsafe kernel(constants, value ^ xorOutput, input.baseAddress!, input.count) ^ xorOutput
    }
}
