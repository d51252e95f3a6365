/// What an algorithm can be told. Nil and 0 mean: nothing.
@safe
public struct Parameters {
    public var digestLength = 0
    public var seed: UInt64 = 0
    public var seek: UInt64 = 0
    public var threads = 0
    public var key: UnsafeRawBufferPointer?
    public var context: UnsafeRawBufferPointer?
    public var secret: UnsafeRawBufferPointer?
    public var salt: UnsafeRawBufferPointer?
    public var personalization: UnsafeRawBufferPointer?

    public init() {}
}

/// The algorithm does not take such a parameter.
public struct ParameterError: Error {}

/// What an algorithm takes: the lengths, in bytes, that each parameter may have. Nil: none.
public struct Limits: Sendable {
    public let digestLength: ClosedRange<Int>?
    public let seedBits: Int
    public let seekBits: Int
    public let threads: ClosedRange<Int>?
    public let key: ClosedRange<Int>?
    public let context: ClosedRange<Int>?
    public let secret: ClosedRange<Int>?
    public let salt: ClosedRange<Int>?
    public let personalization: ClosedRange<Int>?

    /// No limit but that of memory.
    public static let endless = Int.max

    init(
        digestLength: ClosedRange<Int>? = nil, seedBits: Int = 0, seekBits: Int = 0,
        threads: ClosedRange<Int>? = nil, key: ClosedRange<Int>? = nil, context: ClosedRange<Int>? = nil,
        secret: ClosedRange<Int>? = nil, salt: ClosedRange<Int>? = nil,
        personalization: ClosedRange<Int>? = nil
    ) {
        self.digestLength = digestLength
        self.seedBits = seedBits
        self.seekBits = seekBits
        self.threads = threads
        self.key = key
        self.context = context
        self.secret = secret
        self.salt = salt
        self.personalization = personalization
    }

    func allow(_ parameters: Parameters) -> Bool {
        // Each of two chooses another mode: BLAKE3's keyed hash or key derivation, XXH3's seed or secret.
        if unsafe parameters.key != nil && parameters.context != nil { return false }
        if unsafe parameters.seed != 0 && parameters.secret != nil { return false }
        return unsafe (parameters.digestLength == 0 || digestLength?.contains(parameters.digestLength) ?? false)
            && (parameters.threads == 0 || threads?.contains(parameters.threads) ?? false)
            && parameters.seed >> seedBits == 0 && parameters.seek >> seekBits == 0
            && allow(parameters.key, key) && allow(parameters.context, context)
            && allow(parameters.secret, secret) && allow(parameters.salt, salt)
            && allow(parameters.personalization, personalization)
    }

    private func allow(_ value: UnsafeRawBufferPointer?, _ lengths: ClosedRange<Int>?) -> Bool {
        guard let value = unsafe value else { return true }
        return lengths?.contains(value.count) ?? false
    }
}
