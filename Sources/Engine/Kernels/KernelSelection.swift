import CPlatform

/// An instruction set and a microarchitecture, and the kernels in use with them: the set's own, over those of slower
/// sets, unless those cost less on this processor.
@safe
public struct KernelSelection: Sendable {
    /// Nil if SWIFTSUM_ISA names none that this machine has; the kernels are then the portable ones.
    public let instructionSet: InstructionSet?
    /// Nil if SWIFTSUM_CPU names none that is known; kernels are then the portable ones.
    public let microarchitecture: Microarchitecture?
    let table: kernel_table

    /// The best, or what SWIFTSUM_ISA and SWIFTSUM_CPU name: chosen once, when the first kernel is needed.
    public static let current = unsafe KernelSelection(
        set: getenv("SWIFTSUM_ISA"), microarchitecture: .named(getenv("SWIFTSUM_CPU")))

    /// Whether nothing was asked for that there is not.
    public var isGranted: Bool { instructionSet != nil && microarchitecture != nil }

    /// No code of a set above the chosen one is run, not even that which fills the table.
    private init(set wanted: UnsafePointer<CChar>?, microarchitecture: Microarchitecture?) {
        let sets = InstructionSet.available
        var index: Int? = sets.count - 1
        if let wanted = unsafe wanted, unsafe wanted.pointee != 0 {
            index = sets.firstIndex { unsafe strcmp($0.name.cString, wanted) == 0 }
        }
        self.microarchitecture = microarchitecture
        var table = kernel_table(), chosen: InstructionSet?
        for set in sets[0...(microarchitecture == nil ? 0 : index ?? 0)] {
            var filled = table
            unsafe set.fill(&filled)
            for cost in microarchitecture?.costs ?? [] where unsafe strcmp(cost.set.cString, set.name.cString) == 0 {
                filled.correct(cost, over: table)
            }
            // A set that contradicts itself is left out: used, it could end the caller's process.
            if filled.isConsistent { (table, chosen) = (filled, set) }
        }
        self.table = table
        instructionSet = index == nil ? nil : chosen
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
