import Algorithms
import CPlatform

extension Algorithm {
    static func sha3(_ name: StaticString, digestLength: Int, _ kernels: kernel_keccak) -> Algorithm {
        Algorithm(
            name, blockLength: SHA3Hash.blockLength(capacity: 2 * digestLength), .cryptographic,
            lanes: .of {
                unsafe SHA3LaneHash(SHA3Hash.sha3(digestLength: digestLength, absorb: kernels.one!), kernels)
            }
        ) { _ in unsafe SHA3Hash.sha3(digestLength: digestLength, absorb: kernels.one!) }
    }

    /// The digest length is that of RFC 8702, where no other is asked for.
    static func shake(
        _ name: StaticString, strength: Int, digestLength: Int, _ kernels: kernel_keccak
    ) -> Algorithm {
        Algorithm(
            name, blockLength: SHA3Hash.blockLength(capacity: 2 * strength), .cryptographic,
            limits: Limits(digestLength: 1...Limits.endless),
            lanes: .of {
                let hash = unsafe SHA3Hash.shake(
                    strength: strength, digestLength: digestLength, absorb: kernels.one!)
                return SHA3LaneHash(hash, kernels)
            }
        ) { parameters in
            unsafe SHA3Hash.shake(
                strength: strength, digestLength: parameters.digestLength == 0 ? digestLength : parameters.digestLength,
                absorb: kernels.one!)
        }
    }
}
