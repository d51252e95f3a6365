import CPlatform

/// What distinguishes the two digests of XXH3.
public protocol XXH3Variant: SendableMetatype {
    associatedtype Digest
    static var digestLength: Int { get }
    /// Of at most `XXH3.longestShort` bytes. The secret has at least `XXH3.leastSecretLength`.
    static func short(
        _ input: UnsafeRawPointer, _ length: Int, secret: UnsafeRawPointer, seed: UInt64
    ) -> Digest
    /// Of more bytes, from the accumulators that have taken them.
    static func long(_ accumulators: XXH3.Accumulators, _ length: UInt64, secret: UnsafeRawBufferPointer) -> Digest
    /// In the specification's canonical representation: big-endian.
    static func store(_ digest: Digest, in target: inout MutableRawSpan)
}

extension XXH3Variant {
    /// The digest of input that lies in one piece and has at most `XXH3.longestShort` bytes.
    @inlinable @inline(__always)
    public static func short(_ input: UnsafeRawBufferPointer, seed: UInt64) -> Digest {
        unsafe XXH3.defaultSecret.withUnsafeBytes { secret in
            unsafe short(input.start, input.count, secret: secret.start, seed: seed)
        }
    }

    /// The digest of input that lies in one piece and has more bytes.
    @inlinable @inline(__always)
    public static func long(_ input: UnsafeRawBufferPointer, seed: UInt64, kernel: kernel_xxh3) -> Digest {
        if seed == 0 {
            return unsafe XXH3.defaultSecret.withUnsafeBytes { unsafe long(input, secret: $0, kernel) }
        }
        let secret = XXH3.secret(of: seed)
        return unsafe secret.span.bytes.withUnsafeBytes { unsafe long(input, secret: $0, kernel) }
    }

    @inlinable @inline(__always)
    static func long(
        _ input: UnsafeRawBufferPointer, secret: UnsafeRawBufferPointer, _ kernel: kernel_xxh3
    ) -> Digest {
        var accumulators = XXH3.Accumulators(repeating: 0)
        let start = unsafe input.start, length = input.count
        // The last stripe is the last 64 bytes, and so many bytes, at least one, come after whole stripes.
        unsafe XXH3.initial.withUnsafeBytes { initial in
            unsafe kernel(
                initial.start, &accumulators, secret.start, secret.count, 0, start, (length &- 1) / 64,
                start + (length &- 64))
        }
        return unsafe long(accumulators, UInt64(truncatingIfNeeded: length), secret: secret)
    }
}

/// XXH3 of input that comes in pieces.
@safe
public struct XXH3Hash<Variant: XXH3Variant>: HashFunction {
    let seed: UInt64
    /// The secret of short input, to which the seed is added when it is used.
    let shortSecret: [UInt8]
    var stripes: Stripes
    /// Whole stripes wait even when they fill it: after the last block of a message nothing is scrambled. It also holds
    /// all of a short input.
    var buffer = BlockBuffer<256>(blockLength: 256, keepsLast: true)
    var length: UInt64 = 0

    public init(seed: UInt64 = 0, kernel: kernel_xxh3) {
        let secret = XXH3.secret(of: seed)
        let bytes = unsafe secret.span.bytes.withUnsafeBytes { unsafe [UInt8]($0) }
        unsafe self.init(seed: seed, shortSecret: XXH3.defaultSecret, secret: bytes, kernel)
    }

    /// `secret` has at least `XXH3.leastSecretLength` bytes.
    public init(secret: UnsafeRawBufferPointer, kernel: kernel_xxh3) {
        let bytes = unsafe [UInt8](secret)
        unsafe self.init(seed: 0, shortSecret: bytes, secret: bytes, kernel)
    }

    private init(seed: UInt64, shortSecret: [UInt8], secret: [UInt8], _ kernel: kernel_xxh3) {
        self.seed = seed
        self.shortSecret = shortSecret
        stripes = unsafe Stripes(secret: secret, kernel: kernel)
    }

    public var digestLength: Int { Variant.digestLength }

    public mutating func update(_ input: RawSpan) {
        length &+= UInt64(truncatingIfNeeded: input.byteCount)
        buffer.append(input, to: &stripes)
    }

    public func finish(into digest: inout MutableRawSpan) {
        let value = unsafe buffer.bytes.span.withUnsafeBytes { waiting in
            guard length > UInt64(XXH3.longestShort) else {
                return unsafe shortSecret.withUnsafeBytes { secret in
                    unsafe Variant.short(waiting.start, Int(length), secret: secret.start, seed: seed)
                }
            }
            let accumulators = unsafe stripes.finished(UnsafeRawBufferPointer(rebasing: waiting[..<buffer.count]))
            return unsafe stripes.secret.withUnsafeBytes { unsafe Variant.long(accumulators, length, secret: $0) }
        }
        Variant.store(value, in: &digest)
    }

    @safe
    struct Stripes: BlockConsumer {
        let secret: [UInt8]
        let kernel: kernel_xxh3
        var accumulators: XXH3.Accumulators
        /// The index of the next stripe in its block.
        var index = 0
        /// The last 64 bytes that were absorbed.
        var tail = InlineArray<64, UInt8>(repeating: 0)

        init(secret: [UInt8], kernel: kernel_xxh3) {
            self.secret = secret
            unsafe self.kernel = unsafe kernel
            accumulators = XXH3.Accumulators { XXH3.initial[$0] }
        }

        mutating func absorb(_ blocks: RawSpan) {
            unsafe blocks.withUnsafeBytes { bytes in
                let count = bytes.count / 64
                unsafe run(&accumulators, bytes.start, count, nil)
                index = (index + count) % ((secret.count - 64) / 8)
                unsafe tail = (bytes.start + (bytes.count - 64)).loadUnaligned(as: InlineArray<64, UInt8>.self)
            }
        }

        /// The accumulators after the bytes, at least one, that are left of an input that is not short.
        func finished(_ rest: UnsafeRawBufferPointer) -> XXH3.Accumulators {
            var accumulators = self.accumulators
            var last = tail
            // The last stripe of all is the last 64 bytes, also where it begins among those absorbed before.
            let old = max(64 - rest.count, 0)
            unsafe withUnsafeMutableBytes(of: &last) { last in
                unsafe last.copyMemory(from: UnsafeRawBufferPointer(rebasing: last[(64 - old)...]))
                let new = unsafe UnsafeRawBufferPointer(rebasing: rest[(rest.count - (64 - old))...])
                unsafe UnsafeMutableRawBufferPointer(rebasing: last[old...]).copyMemory(from: new)
                unsafe run(&accumulators, rest.start, (rest.count - 1) / 64, UnsafeRawPointer(last.baseAddress!))
            }
            return accumulators
        }

        private func run(
            _ accumulators: inout XXH3.Accumulators, _ stripes: UnsafeRawPointer, _ count: Int,
            _ last: UnsafeRawPointer?
        ) {
            unsafe secret.withUnsafeBytes { secret in
                unsafe withUnsafeMutableBytes(of: &accumulators) { words in
                    let words = words.baseAddress!
                    unsafe kernel(words, words, secret.start, secret.count, index, stripes, count, last)
                }
            }
        }
    }
}
