import Algorithms

extension Algorithm {
    static func adler32(_ name: StaticString) -> Algorithm {
        Algorithm(
            name, blockLength: 1, [.integer, .combinable],
            combine: inWords { x, y, length in
                UInt64(Adler32.combine(UInt32(truncatingIfNeeded: x), UInt32(truncatingIfNeeded: y), lengthOfY: length))
            }
        ) { _ in unsafe Adler32(kernel: Kernels.adler32) }
    }
}
