import Algorithms
import CPlatform
import Synchronization

/// The tables of a model in the registry: made when they are first needed, and kept.
@safe
public final class SharedCRC: @unchecked Sendable {
    public let model: CRCModel
    private let made = unsafe Atomic<UnsafeRawPointer?>(nil)

    init(_ model: CRCModel) {
        self.model = model
    }

    public var tables: CRCTables {
        if let pointer = unsafe made.load(ordering: .acquiring) { return unsafe Self.object(pointer) }
        let mine = unsafe Unmanaged.passRetained(CRCTables(model))
        let (won, theirs) = unsafe made.compareExchange(
            expected: nil, desired: UnsafeRawPointer(mine.toOpaque()), ordering: .acquiringAndReleasing)
        if won { return unsafe mine.takeUnretainedValue() }
        // Another thread was first.
        unsafe mine.release()
        return unsafe Self.object(theirs!)
    }

    private static func object(_ pointer: UnsafeRawPointer) -> CRCTables {
        unsafe Unmanaged<CRCTables>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// The CRC of everything whose CRC is `value`, followed by `input`.
    public func update(_ value: UInt64, _ input: RawSpan) -> UInt64 {
        unsafe tables.update(value, input, kernel: Kernels.crc)
    }

    /// A hasher of a model that need not be in the registry.
    public static func makeHasher(_ model: CRCModel) -> Hasher {
        unsafe Hashing(CRC(CRCTables(model), kernel: Kernels.crc))
    }

    func begin() -> CRC { unsafe CRC(tables, kernel: Kernels.crc) }
}

extension SharedCRC {
    public static let crc32 = SharedCRC(.crc32)
    public static let crc32c = SharedCRC(.crc32c)
    public static let crc64nvme = SharedCRC(.crc64nvme)
    public static let crc64xz = SharedCRC(.crc64xz)
    static let cksum = SharedCRC(.cksum)
}
