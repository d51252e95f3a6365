import Algorithms

extension Algorithm {
    static func xxh<V: XXHVariant>(_ name: StaticString, _ variant: V.Type) -> Algorithm {
        Algorithm(
            name, blockLength: V.stripeLength, .integer, limits: Limits(seedBits: V.Word.bitWidth)
        ) { XXHHash<V>(seed: V.Word(truncatingIfNeeded: $0.seed)) }
    }

    static func xxh3<V: XXH3Variant>(_ name: StaticString, _ variant: V.Type) -> Algorithm {
        Algorithm(
            name, blockLength: XXH3Stripes.stripeLength, .integer,
            limits: Limits(seedBits: 64, secret: XXH3.leastSecretLength...XXH3.mostSecretLength),
            digest: { input, output in
                let digest = unsafe input.withUnsafeBytes { unsafe ByValue.xxh3(V.self, $0, seed: 0) }
                V.store(digest, in: &output)
            }
        ) { XXH3Hash<V>($0) }
    }
}

extension XXH3Hash {
    init(_ parameters: Parameters) {
        if let secret = unsafe parameters.secret {
            unsafe self.init(secret: secret, kernel: Kernels.xxh3)
        } else {
            unsafe self.init(seed: parameters.seed, kernel: Kernels.xxh3)
        }
    }
}
