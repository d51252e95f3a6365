import CPlatform

/// A kind of processor, and what kernels cost there if it is not what their modules state. By that it is chosen which
/// kernel serves one message, and how many messages are worth a vector.
///
/// To add one, or what was measured on one: `rake tune` prints its row.
@safe
public struct Microarchitecture: Sendable {
    public let name: StaticString
    /// The processors, as CPUID has them.
    let processors: [CPUModels]
    let costs: [KernelCost]

    #if arch(x86_64)
        /// The last one stands for all others.
        static let all = [zen2, zen3, zen4, zen5, skylake, iceLake, alderLake, other]
    #else
        static let all = [other]
    #endif

    /// The one that `wanted` names; without a name, this machine's.
    static func named(_ wanted: UnsafePointer<CChar>?) -> Microarchitecture? {
        if let wanted = unsafe wanted, unsafe wanted.pointee != 0 {
            return all.first { unsafe strcmp($0.name.cString, wanted) == 0 }
        }
        let cpu = platform_this_cpu()
        return all.first { $0.processors.contains { $0.contain(cpu) } } ?? other
    }

    public static let names = all.map { $0.name }
}

/// Models of a vendor's family.
struct CPUModels: Sendable {
    let vendor, family: UInt32
    let models: [ClosedRange<UInt32>]

    init(_ vendor: Int, _ family: UInt32, _ models: ClosedRange<UInt32>...) {
        (self.vendor, self.family, self.models) = (UInt32(vendor), family, models)
    }

    func contain(_ cpu: platform_cpu) -> Bool {
        cpu.vendor == vendor && cpu.family == family && models.contains { $0.contains(cpu.model) }
    }
}

/// What the kernels of a set cost, in cycles, for a family of hashes. 0 is for what the module states.
@safe
struct KernelCost: Sendable {
    let set: StaticString
    let family: KernelFamily
    let one, pair, many: UInt32

    init(_ set: StaticString, _ family: KernelFamily, one: UInt32 = 0, pair: UInt32 = 0, many: UInt32 = 0) {
        (self.set, self.family, self.one, self.pair, self.many) = (set, family, one, pair, many)
    }
}

// MARK: The rows

extension Microarchitecture {
    /// Anything else. One message goes to the kernels that lost least on any processor, measured on three: on a Zen 5
    /// others reach 0.6 of them, while they reach 0.8 of the best where that is another. Where messages go through
    /// lanes, wide vectors are taken to be as slow as on a Zen 4.
    private static let other = Microarchitecture(
        name: "other", processors: [],
        costs: [
            KernelCost("avx512", .sha512, one: 600),
            KernelCost("avx2", .blake2b, one: 440),
            KernelCost("sse4", .blake2s, one: 390), KernelCost("avx2", .blake2s, one: 390),
            KernelCost("avx512", .blake2s, one: 390),
            sha256OnWideVectors,
        ])

    #if arch(x86_64)
        /// Family 17h: Zen, Zen+ and Zen 2. Reasoned: vectors of 256 bits as on a Zen 4.
        private static let zen2 = Microarchitecture(
            name: "zen2", processors: [CPUModels(PLATFORM_AMD, 0x17, 0...0xff)], costs: [])

        /// Milan, Vermeer, Cezanne, Rembrandt. Reasoned, as for Zen 2.
        private static let zen3 = Microarchitecture(
            name: "zen3", processors: [CPUModels(PLATFORM_AMD, 0x19, 0...0x0f, 0x20...0x5f)], costs: [])

        /// Genoa, Raphael, Phoenix, Bergamo. Measured, on model 17: what modules state.
        private static let zen4 = Microarchitecture(
            name: "zen4", processors: [CPUModels(PLATFORM_AMD, 0x19, 0x10...0x1f, 0x60...0x7f, 0xa0...0xaf)], costs: [])

        /// Turin, Granite Ridge, Strix. An instruction on integers in vectors takes two cycles there, so that a chain
        /// through them takes longer than scalar code. Derived: one message from ratios to OpenSSL that were measured in
        /// November 2026; lanes from GB/s, at 4.2 GHz.
        private static let zen5 = Microarchitecture(
            name: "zen5", processors: [CPUModels(PLATFORM_AMD, 0x1a, 0...0x2f, 0x40...0x4f, 0x60...0x7f)],
            costs: [
                KernelCost("avx512", .md5, many: 555), KernelCost("avx512", .sha1, many: 350),
                KernelCost("avx512", .sha256, many: 690), sha256OnWideVectors,
                KernelCost("avx512", .sha512, one: 820, many: 820),
                KernelCost("avx2", .blake2b, one: 815),
                KernelCost("sse4", .blake2s, one: 620), KernelCost("avx2", .blake2s, one: 620),
                KernelCost("avx512", .blake2s, one: 620),
            ])

        /// Intel's cores from Nehalem to Comet Lake, and those for servers up to Cooper Lake, whose AVX-512 lacks what
        /// the kernels need. Reasoned: vectors of 256 bits as on a Zen 4.
        private static let skylake = Microarchitecture(
            name: "skylake",
            processors: [
                CPUModels(
                    PLATFORM_INTEL, 6, 0x1a...0x1a, 0x1e...0x1f, 0x25...0x25, 0x2a...0x2f, 0x3a...0x3f, 0x45...0x47,
                    0x4e...0x4f, 0x55...0x56, 0x5e...0x5e, 0x8e...0x8e, 0x9e...0x9e, 0xa5...0xa6)
            ],
            costs: [])

        /// Ice Lake, Tiger Lake, Rocket Lake, Sapphire, Emerald and Granite Rapids. Derived from GB/s of an Emerald
        /// Rapids in November 2026: at 3 GHz, a block in lanes takes within 5 % of what it takes on a Zen 4.
        private static let iceLake = Microarchitecture(
            name: "ice_lake",
            processors: [
                CPUModels(
                    PLATFORM_INTEL, 6, 0x6a...0x6a, 0x6c...0x6c, 0x7d...0x7e, 0x8c...0x8d, 0x8f...0x8f, 0xa7...0xa7,
                    0xad...0xae, 0xcf...0xcf)
            ],
            costs: [sha256OnWideVectors])

        /// Intel's hybrid cores, without AVX-512: Alder Lake to Arrow Lake. Reasoned: vectors of 256 bits as on a Zen 4.
        private static let alderLake = Microarchitecture(
            name: "alder_lake",
            processors: [
                CPUModels(
                    PLATFORM_INTEL, 6, 0x97...0x97, 0x9a...0x9a, 0xaa...0xaa, 0xac...0xac, 0xb5...0xb5, 0xb7...0xb7,
                    0xba...0xba, 0xbd...0xbf, 0xc5...0xc6)
            ],
            costs: [])
    #endif

    /// Schedules in lanes beside the SHA extensions were measured on a Zen 4 only. Elsewhere sixteen lanes do all of
    /// SHA-256, as if this took longer.
    private static var sha256OnWideVectors: KernelCost { KernelCost("avx512sha", .sha256, many: 510) }
}
