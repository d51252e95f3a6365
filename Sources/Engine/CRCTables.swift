import Algorithms

/// The constants of a CRC, in memory that is never given back.
@safe
public struct CRCTables: @unchecked Sendable {
    let constants: UnsafePointer<CRCConstants>

    public static let crc32 = CRCTables(.crc32)
    public static let crc32c = CRCTables(.crc32c)

    init(_ model: CRCModel) {
        let memory = UnsafeMutablePointer<CRCConstants>.allocate(capacity: 1)
        unsafe memory.initialize(to: CRCConstants(model))
        unsafe constants = unsafe UnsafePointer(memory)
    }

    func begin() -> CRC { unsafe CRC(constants, kernel: Kernels.crc) }

    /// The CRC of everything whose CRC is `value`, followed by `input`.
    public func update(_ value: UInt64, _ input: RawSpan) -> UInt64 {
        var crc = unsafe CRC(constants, kernel: Kernels.crc, resuming: value)
        crc.update(input)
        return crc.value
    }

    public func combine(_ a: UInt64, _ b: UInt64, lengthOfB: UInt64) -> UInt64 {
        unsafe constants.combine(a, b, lengthOfB: lengthOfB)
    }
}
