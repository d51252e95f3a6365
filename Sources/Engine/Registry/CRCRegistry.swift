import Algorithms
import CPlatform

/// A model in the registry, whose constants are made when they are first needed.
@safe
public final class SharedCRC: Sendable {
    public let model: CRCModel
    fileprivate let kernel: CRC.Kernel
    /// The bits that a value has.
    private let mask: UInt64
    /// The constants: in `made` if values are states (see `CRC.Kernel`), in `madeToTurn` if they must be reversed first.
    /// So one load says both that there are some and that nothing turns.
    private let made = MadeOnce<CRCConstants>()
    private let madeToTurn = MadeOnce<CRCConstants>()

    init(_ model: CRCModel) {
        self.model = model
        mask = UInt64.max >> UInt64(64 - model.width)
        unsafe kernel = Kernels.crc(model)
    }

    fileprivate var constants: UnsafePointer<CRCConstants> {
        if let constants = unsafe made.address ?? madeToTurn.address { return unsafe constants }
        let mine = Kernels.crcConstants(model)
        let kept = unsafe model.reflectsInput == model.reflectsOutput ? made.keep(mine) : madeToTurn.keep(mine)
        // Another thread was first.
        if unsafe kept.pointee.table != mine.table { mine.deallocate() }
        return unsafe kept
    }

    /// A hasher of a model that need not be in the registry.
    public static func makeHasher(_ model: CRCModel) -> Hasher {
        unsafe Hashing(CRC(CRCTables(Kernels.crcConstants(model)), kernel: Kernels.crc(model)))
    }

    /// Writes the digest of all of `input`, without a state that could be continued.
    func digest(_ input: RawSpan, into digest: inout MutableRawSpan) {
        unsafe CRC.digest(constants, kernel: kernel, input, into: &digest)
    }

    /// `value` without the bits that none has.
    public func value(_ value: UInt64) -> UInt64 { value & mask }

    /// The CRC of no bytes.
    public var valueOfNothing: UInt64 { unsafe model.value(of: constants.pointee.initial) }

    /// The CRC of everything whose CRC is `value`, followed by `input`, which is not empty.
    @inline(__always)
    public static func update(
        _ shared: Unmanaged<SharedCRC>, _ value: UInt64, _ input: UnsafeRawBufferPointer
    ) -> UInt64 {
        unsafe shared._withUnsafeGuaranteedRef { crc in
            guard let constants = unsafe crc.made.address else { return unsafe makeAndUpdate(shared, value, input) }
            return unsafe crc.kernel(constants, value & crc.mask, input.baseAddress!, input.count)
        }
    }

    /// The first call, and all of a model whose values turn: by itself, so that the short way has nothing to save.
    @inline(never)
    private static func makeAndUpdate(
        _ shared: Unmanaged<SharedCRC>, _ value: UInt64, _ input: UnsafeRawBufferPointer
    ) -> UInt64 {
        unsafe shared._withUnsafeGuaranteedRef { crc in
            let state = crc.model.state(of: value)
            return unsafe crc.model.value(
                of: crc.kernel(crc.constants, state, input.baseAddress!, input.count))
        }
    }

    func begin() -> CRC { unsafe CRC(constants, kernel: kernel) }
}

/// Values that are made once for all.
public enum SharedValues {
    /// Makes those that would otherwise be when they are first needed.
    public static func make() {
        _ = Algorithm.all
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
