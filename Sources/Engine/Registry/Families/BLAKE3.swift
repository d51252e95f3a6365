import Algorithms

extension Algorithm {
    static func blake3(_ name: StaticString, _ kernels: BLAKE3Mode.Kernels) -> Algorithm {
        let mode = BLAKE3Mode.hash(kernels)
        return Algorithm(
            name, blockLength: BLAKE3.blockLength, .cryptographic,
            limits: Limits(
                digestLength: 1...Limits.endless, seekBits: 64, threads: 1...65_536,
                key: BLAKE3Mode.keyLength...BLAKE3Mode.keyLength,
                context: 0...Limits.endless),
            digest: { input, output in BLAKE3Hash.digest(mode, input, into: &output) },
            lanes: LaneWays { ChunkSource.run(mode, $0) }
        ) { BLAKE3Hash($0) }
    }
}

extension BLAKE3Hash {
    init(_ parameters: Parameters) {
        let length = parameters.digestLength == 0 ? Self.defaultDigestLength : parameters.digestLength
        self.init(BLAKE3Mode(parameters), digestLength: length, seek: parameters.seek)
    }
}

extension BLAKE3Mode {
    init(_ parameters: Parameters) {
        if let key = unsafe parameters.key {
            self = unsafe .keyedHash(.selected, key: key.bytes)
        } else if let context = unsafe parameters.context {
            self = unsafe .deriveKey(.selected, context: context.bytes)
        } else {
            self = .hash(.selected)
        }
        guard parameters.threads > 1 else { return }
        let threads = parameters.threads
        concurrently = { count, body in Engine.concurrently(count, threads: threads, body) }
    }
}

extension BLAKE3Mode.Kernels {
    static var selected: BLAKE3Mode.Kernels { BLAKE3Mode.Kernels(KernelSelection.current.table.blake3) }
}
