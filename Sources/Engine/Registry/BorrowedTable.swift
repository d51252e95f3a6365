/// The registry for callers that borrow from it: found by one load, without a call, and used without counting
/// references, for no algorithm is ever given back.
@safe
public struct BorrowedTable: @unchecked Sendable {
    private static let table = MadeOnce<BorrowedTable>()

    /// Nil until the library is loaded.
    @inline(__always)
    public static var ifMade: UnsafePointer<BorrowedTable>? { unsafe table.address }

    /// The same, made now if it was not yet. Not inlined, so that callers who find it made have no registers to save.
    @inline(never)
    public static func make() -> UnsafePointer<BorrowedTable> { unsafe table.address ?? table.keep(BorrowedTable()) }

    private let algorithms: UnsafeMutablePointer<Unmanaged<Algorithm>>
    private let crcs: UnsafeMutablePointer<Unmanaged<RegisteredCRC>?>
    /// 0 if what was asked for by SWIFTSUM_ISA or SWIFTSUM_CPU is not known.
    private let count: Int
    public let crc32 = unsafe Unmanaged.passRetained(RegisteredCRC.crc32)
    public let crc32c = unsafe Unmanaged.passRetained(RegisteredCRC.crc32c)
    public let crc64nvme = unsafe Unmanaged.passRetained(RegisteredCRC.crc64nvme)
    public let crc64xz = unsafe Unmanaged.passRetained(RegisteredCRC.crc64xz)

    private init() {
        let all = Algorithm.all
        count = KernelSelection.current.isGranted ? all.count : 0
        unsafe algorithms = .allocate(capacity: count)
        unsafe crcs = .allocate(capacity: count)
        for number in 0..<count {
            unsafe (algorithms + number).initialize(to: .passRetained(all[number]))
            unsafe (crcs + number).initialize(to: all[number].crc.map { unsafe .passRetained($0) })
        }
    }

    /// The algorithm of this number, if there is one.
    @inline(__always)
    public func algorithm(_ number: UInt32) -> Unmanaged<Algorithm>? {
        unsafe number < count ? algorithms[Int(number)] : nil
    }

    /// The CRC of this number, if it is one of up to 64 bits.
    @inline(__always)
    public func crc(_ number: UInt32) -> Unmanaged<RegisteredCRC>? { unsafe number < count ? crcs[Int(number)] : nil }
}
