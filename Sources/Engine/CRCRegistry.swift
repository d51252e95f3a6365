import Algorithms
import CPlatform
import Synchronization

/// The tables of a model in the registry: made when they are first needed, and kept.
@safe
public final class SharedCRC: @unchecked Sendable {
    public let model: CRCModel
    fileprivate let kernel: CRC.Kernel
    private let made = unsafe Atomic<UnsafeRawPointer?>(nil)

    init(_ model: CRCModel) {
        self.model = model
        unsafe kernel = Kernels.crc(model)
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

    /// A hasher of a model that need not be in the registry.
    public static func makeHasher(_ model: CRCModel) -> Hasher {
        unsafe Hashing(CRC(CRCTables(model), kernel: Kernels.crc(model)))
    }

    /// Writes the digest of all of `input`, without a state that could be continued.
    func digest(_ input: RawSpan, into digest: inout MutableRawSpan) {
        // The object is there for as long as the process runs: not to count this use of it is what makes it short.
        guard let pointer = unsafe made.load(ordering: .acquiring) else {
            var crc = begin()
            crc.update(input)
            return crc.finish(into: &digest)
        }
        unsafe Unmanaged<CRCTables>.fromOpaque(pointer)._withUnsafeGuaranteedRef {
            unsafe CRC.digest($0, kernel: kernel, input, into: &digest)
        }
    }

    func begin() -> CRC { unsafe CRC(tables, kernel: kernel) }
}

/// Values that are made once for all.
public enum SharedValues {
    /// Makes those that would otherwise be when they are first needed.
    public static func make() {
        _ = Algorithm.all
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

    public static var crc32: CRCFunction { made(crc32Place, .crc32) }
    public static var crc32c: CRCFunction { made(crc32cPlace, .crc32c) }
    public static var crc64nvme: CRCFunction { made(crc64nvmePlace, .crc64nvme) }
    public static var crc64xz: CRCFunction { made(crc64xzPlace, .crc64xz) }

    // Their addresses. Made when they are first needed, and kept: what the language initialises lazily takes a call to
    // ask for.
    private static let crc32Place = Atomic<UInt>(0)
    private static let crc32cPlace = Atomic<UInt>(0)
    private static let crc64nvmePlace = Atomic<UInt>(0)
    private static let crc64xzPlace = Atomic<UInt>(0)

    @inline(__always)
    private static func made(_ place: borrowing Atomic<UInt>, _ shared: @autoclosure () -> SharedCRC) -> CRCFunction {
        guard let function = unsafe UnsafePointer<CRCFunction>(bitPattern: place.load(ordering: .acquiring)) else {
            return make(place, shared())
        }
        return unsafe function.pointee
    }

    @inline(never)
    private static func make(_ place: borrowing Atomic<UInt>, _ shared: SharedCRC) -> CRCFunction {
        let function = CRCFunction(shared)
        let memory = UnsafeMutablePointer<CRCFunction>.allocate(capacity: 1)
        unsafe memory.initialize(to: function)
        let (isFirst, _) = place.compareExchange(
            expected: 0, desired: UInt(bitPattern: memory), ordering: .acquiringAndReleasing)
        if !isFirst { unsafe memory.deallocate() }
        return function
    }

    private init(_ shared: SharedCRC) {
        // The tables are kept for as long as the process runs.
        unsafe constants = shared.tables.address
        unsafe kernel = shared.kernel
        xorOutput = shared.model.xorOutput
    }

    /// The CRC of everything whose CRC is `value`, followed by `input`, which is not empty.
    public func update(_ value: UInt64, _ input: UnsafeRawBufferPointer) -> UInt64 {
        unsafe kernel(constants, value ^ xorOutput, input.baseAddress!, input.count) ^ xorOutput
    }
}
