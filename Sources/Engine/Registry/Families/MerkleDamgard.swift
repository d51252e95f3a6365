import Algorithms
import CPlatform

extension Algorithm {
    static func merkleDamgard<Compression>(
        _ name: StaticString, _ hash: MerkleDamgard<Compression>, _ kernels: kernel_compression
    ) -> Algorithm {
        Algorithm(
            name, blockLength: Compression.blockLength, .cryptographic,
            digest: { input, output in
                unsafe MerkleDamgardHash.digest(hash, input, compress: kernels.one!, into: &output)
            },
            lanes: .of { MerkleDamgardLaneHash(hash, kernels) }
        ) { _ in unsafe MerkleDamgardHash(hash, compress: kernels.one!) }
    }
}
