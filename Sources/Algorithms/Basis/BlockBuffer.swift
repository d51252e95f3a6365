/// Takes whole blocks, one or more at a time.
public protocol BlockConsumer {
    mutating func absorb(_ blocks: RawSpan)
}

/// Cuts input of any length into whole blocks: the bytes that do not fill one wait here.
public struct BlockBuffer<let capacity: Int> {
    /// The waiting bytes, followed by bytes without meaning.
    public var bytes = InlineArray<capacity, UInt8>(repeating: 0)
    /// How many bytes wait.
    public var count = 0
    /// The bytes of a block, at most `capacity`.
    public let blockLength: Int
    /// Whether a whole block waits until there is input after it, because the last block of a message is hashed
    /// differently.
    public var keepsLast: Bool

    @inlinable
    public init(blockLength: Int, keepsLast: Bool = false) {
        self.blockLength = blockLength
        self.keepsLast = keepsLast
    }

    /// Hands all whole blocks of what waits and of `input` to `consumer`, in order and as many at a time
    /// as lie together, and keeps the rest.
    @inlinable
    public mutating func append(_ input: RawSpan, to consumer: inout some BlockConsumer) {
        var rest = input
        if count > 0 {
            let taken = min(blockLength - count, rest.byteCount)
            wait(for: rest.extracting(first: taken))
            rest = rest.extracting(droppingFirst: taken)
            guard count == blockLength, !(keepsLast && rest.isEmpty) else { return }
            unsafe consumer.absorb(bytes.span.bytes.extracting(first: blockLength))
            count = 0
        }
        let blocks = (keepsLast ? max(rest.byteCount - 1, 0) : rest.byteCount) / blockLength
        if blocks > 0 { consumer.absorb(rest.extracting(first: blocks * blockLength)) }
        wait(for: rest.extracting(droppingFirst: blocks * blockLength))
    }

    /// Adds `input`, which fits, to the waiting bytes.
    @inlinable
    mutating func wait(for input: RawSpan) {
        guard !input.isEmpty else { return }
        let offset = count
        var span = bytes.mutableSpan
        unsafe span.withUnsafeMutableBytes { target in
            unsafe input.withUnsafeBytes { source in
                unsafe (target.baseAddress! + offset).copyMemory(from: source.baseAddress!, byteCount: source.count)
            }
        }
        count += input.byteCount
    }

    /// Copies the waiting bytes.
    @inlinable
    public func copyWaiting(to target: UnsafeMutableRawPointer) {
        unsafe bytes.span.withUnsafeBytes { unsafe target.copyMemory(from: $0.baseAddress!, byteCount: count) }
    }
}
