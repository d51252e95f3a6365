import Algorithms
import CPlatform

/// A model in the registry, with constants that are made when they are first needed.
@safe
public final class RegisteredCRC: Sendable {
    public let model: CRCModel
    private let kernel: kernel_crc
    /// The bits that a value has.
    private let mask: UInt64
    /// The constants: in `direct` if values are states (see `CRC`), in `reversing` if their bits must be reversed
    /// first. So one load says both that there are some and that nothing has to be reversed.
    private let direct = MadeOnce<CRCConstants>()
    private let reversing = MadeOnce<CRCConstants>()

    init(_ model: CRCModel) {
        self.model = model
        mask = UInt64.max >> UInt64(64 - model.width)
        unsafe kernel = model.kernel
    }

    private var constants: UnsafePointer<CRCConstants> {
        if let constants = unsafe direct.address ?? reversing.address { return unsafe constants }
        let mine = model.kernelConstants
        let kept = unsafe model.reflectsInput == model.reflectsOutput ? direct.keep(mine) : reversing.keep(mine)
        // Another thread was first.
        if unsafe kept.pointee.table != mine.table { mine.deallocate() }
        return unsafe kept
    }

    /// A hasher of a model that need not be in the registry.
    public static func makeHasher(_ model: CRCModel) -> Hasher {
        unsafe HasherOf(CRC(OwnedCRCConstants(model.kernelConstants), kernel: model.kernel))
    }

    func begin() -> CRC { unsafe CRC(constants, kernel: kernel) }

    /// Writes the digest of all of `input`, without a state that could be continued.
    func digest(_ input: RawSpan, into digest: inout MutableRawSpan) {
        unsafe CRC.digest(constants, kernel: kernel, input, into: &digest)
    }

    /// `value` without the bits that no CRC of this width has.
    public func value(_ value: UInt64) -> UInt64 { value & mask }

    /// The CRC of no bytes.
    public var valueOfNothing: UInt64 { unsafe model.value(of: constants.pointee.initial) }

    /// The CRC of everything whose CRC is `value`, followed by `input`, which is not empty.
    @inline(__always)
    public static func update(
        _ borrowed: Unmanaged<RegisteredCRC>, _ value: UInt64, _ input: UnsafeRawBufferPointer
    ) -> UInt64 {
        unsafe borrowed._withUnsafeGuaranteedRef { crc in
            guard let constants = unsafe crc.direct.address else {
                return unsafe makeConstantsAndUpdate(borrowed, value, input)
            }
            return unsafe crc.kernel(constants, value & crc.mask, input.baseAddress!, input.count)
        }
    }

    /// The first call, and each of a model whose values are reversed. Not inlined, so that other calls have no
    /// registers to save.
    @inline(never)
    private static func makeConstantsAndUpdate(
        _ borrowed: Unmanaged<RegisteredCRC>, _ value: UInt64, _ input: UnsafeRawBufferPointer
    ) -> UInt64 {
        unsafe borrowed._withUnsafeGuaranteedRef { crc in
            let state = crc.model.state(of: value)
            return unsafe crc.model.value(
                of: crc.kernel(crc.constants, state, input.baseAddress!, input.count))
        }
    }
}

extension CRCModel {
    /// The fastest kernel for this model.
    fileprivate var kernel: kernel_crc {
        let table = KernelSelection.current.table
        if self == .crc32c { return unsafe table.crc32c! }
        if self == .crc32, let kernel = unsafe table.crc32 { return unsafe kernel }
        return unsafe reflectsInput ? table.crc_reflected! : table.crc_forward.update!
    }

    /// The constants that this kernel takes.
    fileprivate var kernelConstants: CRCConstants {
        let forward = KernelSelection.current.table.crc_forward
        return CRCConstants(self, foldsReflected: reflectsInput || forward.folds_reflected)
    }
}
