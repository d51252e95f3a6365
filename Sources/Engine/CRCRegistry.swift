import Algorithms
import CPlatform

/// A model in the registry, whose constants are made when they are first needed.
@safe
public final class SharedCRC: Sendable {
    public let model: CRCModel
    fileprivate let kernel: CRC.Kernel
    private let made = MadeOnce<CRCConstants>()
    // Between a value and a state (see `CRC.Kernel`): whether bits turn round, how many of a state are no value's, and
    // whether those are the lower ones.
    private let turns: Bool
    private let scale: UInt64
    private let shift: UInt64

    init(_ model: CRCModel) {
        self.model = model
        turns = model.reflectsInput != model.reflectsOutput
        scale = UInt64(64 - model.width)
        shift = model.reflectsOutput ? 0 : scale
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

    /// The CRC of no bytes.
    public var valueOfNothing: UInt64 { unsafe model.value(of: constants.pointee.initial) }

    /// The CRC of everything whose CRC is `value`, followed by `input`, which is not empty.
    @inline(__always)
    public func update(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        guard let constants = unsafe made.address, !turns else { return unsafe makeAndUpdate(value, input) }
        let state = (value &<< scale) &>> (scale &- shift)
        return unsafe kernel(constants, state, input.baseAddress!, input.count) &>> shift
    }

    /// The first call, and all of a model whose bits turn: by itself, so that the short way has nothing to save.
    @inline(never)
    private func makeAndUpdate(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        let state = model.state(of: value)
        return unsafe model.value(of: kernel(constants, state, input.baseAddress!, input.count))
    }

    func begin() -> CRC { unsafe CRC(constants, kernel: kernel) }
}

/// Values that are made once for all.
public enum SharedValues {
    /// Makes those that would otherwise be when they are first needed.
    public static func make() {
        _ = unsafe Algorithm.borrowed(0)
        _ = unsafe Kernels.made
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

/// CRCs by value, of models that reflect their input and their output: the state is the value. A call on a few bytes is
/// over in no more time than it takes to look for something, so all that it needs stands side by side.
@safe
public struct CRCFunction: @unchecked Sendable {
    private let constants: UnsafeRawPointer
    private let kernel: CRC.Kernel

    private init(_ shared: SharedCRC) {
        unsafe constants = UnsafeRawPointer(shared.constants)
        unsafe kernel = shared.kernel
    }

    // What the language initialises lazily takes a call to ask for.
    private static let crc32Made = MadeOnce<CRCFunction>()
    private static let crc32cMade = MadeOnce<CRCFunction>()
    private static let crc64nvmeMade = MadeOnce<CRCFunction>()
    private static let crc64xzMade = MadeOnce<CRCFunction>()

    // Each is the CRC of everything whose CRC is `value`, followed by `input`, which is not empty.

    @inline(__always)
    public static func crc32(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        unsafe update(crc32Made, .crc32, value, input)
    }

    @inline(__always)
    public static func crc32c(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        unsafe update(crc32cMade, .crc32c, value, input)
    }

    @inline(__always)
    public static func crc64nvme(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        unsafe update(crc64nvmeMade, .crc64nvme, value, input)
    }

    @inline(__always)
    public static func crc64xz(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        unsafe update(crc64xzMade, .crc64xz, value, input)
    }

    @inline(__always)
    private static func update(
        _ function: borrowing MadeOnce<CRCFunction>, _ shared: @autoclosure () -> SharedCRC, _ value: UInt64,
        _ input: UnsafeRawBufferPointer
    ) -> UInt64 {
        guard let made = unsafe function.address else { return unsafe makeAndUpdate(function, shared, value, input) }
        return unsafe made.pointee.kernel(made.pointee.constants, value, input.baseAddress!, input.count)
    }

    /// By itself, and with all that calls something, so that the short way has nothing to save.
    @inline(never)
    private static func makeAndUpdate(
        _ function: borrowing MadeOnce<CRCFunction>, _ shared: () -> SharedCRC, _ value: UInt64,
        _ input: UnsafeRawBufferPointer
    ) -> UInt64 {
        let made = unsafe function.keep(CRCFunction(shared()))
        return unsafe made.pointee.kernel(made.pointee.constants, value, input.baseAddress!, input.count)
    }
}
