import CPlatform

/// An instruction set, and the kernels in use with it: its own, over those of slower sets.
@safe
public struct KernelSelection: Sendable {
    /// Nil if SWIFTSUM_ISA names none that this machine has; the kernels are then the portable ones.
    public let instructionSet: InstructionSet?
    let table: kernel_table

    /// One for each set that this machine has, slowest first.
    public static let available: [KernelSelection] = {
        let features = platform_cpu_features()
        var table = kernel_table()
        return InstructionSet.all.compactMap { set in
            guard set.features & features == set.features else { return nil }
            var filled = table
            unsafe set.fill(&filled)
            // A set that contradicts itself is left out: used, it could end the caller's process.
            guard filled.isConsistent else { return nil }
            table = filled
            return KernelSelection(instructionSet: set, table: table)
        }
    }()

    /// The best, or the one that SWIFTSUM_ISA names: chosen once, when the first kernel is needed.
    public static let current = unsafe chosen(getenv("SWIFTSUM_ISA"))

    private static func chosen(_ name: UnsafePointer<CChar>?) -> KernelSelection {
        guard let name = unsafe name, unsafe name.pointee != 0 else { return available[available.count - 1] }
        let chosen = available.first { $0.instructionSet.map { unsafe strcmp($0.name.cString, name) == 0 } ?? false }
        return chosen ?? KernelSelection(instructionSet: nil, table: available[0].table)
    }
}

/// The kernels that calls so short need that they find them by one load.
enum Kernels {
    private static let chosen = MadeOnce<kernel_table>()

    /// Nil until the library is loaded.
    @inline(__always)
    static var tableIfChosen: UnsafePointer<kernel_table>? { unsafe chosen.address }

    /// The same, chosen now if it was not yet.
    static var table: UnsafePointer<kernel_table> {
        unsafe chosen.address ?? chosen.keep(KernelSelection.current.table)
    }

    // The portable set fills every slot.
    static var adler32: kernel_adler32 { unsafe table.pointee.adler32! }
    static var xxh3: kernel_xxh3 { unsafe table.pointee.xxh3! }
}
