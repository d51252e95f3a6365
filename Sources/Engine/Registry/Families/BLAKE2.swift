import Algorithms
import CPlatform

extension Algorithm {
    static func blake2<Variant: BLAKE2>(
        _ name: StaticString, _ variant: Variant.Type, _ kernels: kernel_blake2
    ) -> Algorithm {
        let longest = Variant.maximumDigestLength, saltLength = BLAKE2Hash<Variant>.saltLength
        let make = { @Sendable in unsafe BLAKE2Hash<Variant>($0, compress: kernels.one!) }
        return Algorithm(
            name, blockLength: Variant.blockLength, .cryptographic,
            limits: Limits(
                digestLength: 1...longest, key: 1...longest, salt: 0...saltLength, personalization: 0...saltLength),
            lanes: .of { BLAKE2LaneHash(make(Parameters()), kernels) }, make: make)
    }
}

extension BLAKE2Hash {
    init(_ parameters: Parameters, compress: kernel_blake2_compress) {
        let none = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
        unsafe self.init(
            compress: compress,
            digestLength: parameters.digestLength == 0 ? Variant.maximumDigestLength : parameters.digestLength,
            key: (parameters.key ?? none).bytes, salt: (parameters.salt ?? none).bytes,
            personalization: (parameters.personalization ?? none).bytes)
    }
}
