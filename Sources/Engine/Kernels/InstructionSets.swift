import Algorithms
import CPlatform

#if arch(x86_64)
    import KernelsAVX2
    import KernelsAVX512
    import KernelsAVX512SHA
    import KernelsPortable
    import KernelsSHA
    import KernelsSSE4
#else
    import KernelsNEON
    import KernelsPortable
#endif

/// An instruction set: which CPUs have it, and the kernels that it is best at.
@safe
public struct InstructionSet: Sendable {
    public let name: StaticString
    /// Bits of `platform_cpu_features` that it needs.
    let features: UInt32
    let fill: @convention(c) (UnsafeMutablePointer<kernel_table>) -> Void

    init(_ name: StaticString, _ features: UInt32, _ fill: @convention(c) (UnsafeMutablePointer<kernel_table>) -> Void)
    {
        self.name = name
        self.features = features
        unsafe self.fill = fill
    }

    /// Slowest first. Each adds to the ones before it that the machine has.
    #if arch(x86_64)
        static let all = [
            unsafe InstructionSet("portable", 0, kernels_fill_portable),
            unsafe InstructionSet("sse4", UInt32(PLATFORM_SSE4), kernels_fill_sse4),
            unsafe InstructionSet("sha", UInt32(PLATFORM_SHA), kernels_fill_sha),
            unsafe InstructionSet("avx2", UInt32(PLATFORM_AVX2), kernels_fill_avx2),
            unsafe InstructionSet("avx512", UInt32(PLATFORM_AVX512), kernels_fill_avx512),
            unsafe InstructionSet("avx512sha", UInt32(PLATFORM_HALVED | PLATFORM_SHA), kernels_fill_avx512sha),
        ]
    #else
        static let all = [
            unsafe InstructionSet("portable", 0, kernels_fill_portable),
            unsafe InstructionSet("neon", 0, kernels_fill_neon),
        ]
    #endif
}

/// An instruction set and the kernels in use with it: those that it is best at, over those of slower sets.
@safe
public struct Selection: Sendable {
    /// Nil if SWIFTSUM_ISA names none that this machine has; the kernels are then the portable ones.
    public let instructionSet: InstructionSet?
    let table: kernel_table

    /// One for each set that this machine has, slowest first.
    public static let available: [Selection] = {
        let features = platform_cpu_features()
        var table = kernel_table()
        return InstructionSet.all.compactMap { set in
            guard set.features & features == set.features else { return nil }
            var filled = table
            unsafe set.fill(&filled)
            // A set that contradicts itself is left out here: later, it could end the process.
            guard filled.isConsistent else { return nil }
            table = filled
            return Selection(instructionSet: set, table: table)
        }
    }()

    /// The best, or the one that SWIFTSUM_ISA names: chosen once, when the first kernel is needed.
    public static let current = unsafe chosen(getenv("SWIFTSUM_ISA"))

    private static func chosen(_ name: UnsafePointer<CChar>?) -> Selection {
        guard let name = unsafe name, unsafe name.pointee != 0 else { return available[available.count - 1] }
        let chosen = available.first { $0.instructionSet.map { unsafe strcmp($0.name.cString, name) == 0 } ?? false }
        return chosen ?? Selection(instructionSet: nil, table: available[0].table)
    }
}

/// The chosen kernels, by algorithm. The portable set has them all, so none is missing.
enum Kernels {
    /// The table, found without a call. Nil until it has been chosen.
    @inline(__always)
    static var ready: UnsafePointer<kernel_table>? { unsafe table.address }

    /// The same, chosen now if it wasn't yet.
    static var made: UnsafePointer<kernel_table> { unsafe table.address ?? table.keep(Selection.current.table) }

    private static let table = MadeOnce<kernel_table>()

    static func crc(_ model: CRCModel) -> CRC.Kernel {
        let table = Selection.current.table
        if model == .crc32c { return unsafe table.crc32c! }
        return unsafe model.reflectsInput ? table.crc_reflected! : table.crc_forward.update!
    }

    /// The constants that this kernel wants.
    static func crcConstants(_ model: CRCModel) -> CRCConstants {
        let forward = Selection.current.table.crc_forward
        return CRCConstants(model, foldsReflected: model.reflectsInput || forward.folds_reflected)
    }

    static var adler32: Adler32.Kernel { unsafe made.pointee.adler32! }
    static var xxh3: XXH3.Kernel { unsafe made.pointee.xxh3! }
    static var md5: kernel_compression { Selection.current.table.md5 }
    static var sha1: kernel_compression { Selection.current.table.sha1 }
    static var sha256: kernel_compression { Selection.current.table.sha256 }
    static var sha512: kernel_compression { Selection.current.table.sha512 }
    static var keccak: kernel_keccak { Selection.current.table.keccak }
    static var blake2b: kernel_blake2 { Selection.current.table.blake2b }
    static var blake2s: kernel_blake2 { Selection.current.table.blake2s }
}

extension BLAKE3Mode.Kernels {
    static var selected: BLAKE3Mode.Kernels { BLAKE3Mode.Kernels(Selection.current.table.blake3) }
}

extension StaticString {
    /// The literal's bytes, which end with a NUL and live as long as the process.
    public var cString: UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
