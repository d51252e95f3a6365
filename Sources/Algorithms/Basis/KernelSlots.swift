import CPlatform

/// The kernels of a hash for one message and for many, and what they cost. See kernels.h.
public protocol KernelSlots {
    associatedtype One
    associatedtype Many
    var one: One? { get set }
    var many: Many? { get set }
    var costs: kernel_costs { get set }
    /// Whether a kernel for two messages has a cost, or there is neither.
    var isPairConsistent: Bool { get }
}

extension KernelSlots {
    @inlinable
    public mutating func setOne(cost: UInt32, _ kernel: One) {
        one = kernel
        costs.one = cost
    }

    /// Sets the kernel for as many messages as there are lanes, and the bytes after their states that it writes to.
    @inlinable
    public mutating func setMany<L: Lanes>(_ lanes: L.Type, scratch: UInt32 = 0, cost: UInt32, _ kernel: Many) {
        many = kernel
        costs.lanes = UInt32(L.count)
        costs.many = cost
        costs.scratch = scratch
    }

    /// The same for a kernel that is `BlocksAhead` of this hash with these lanes, which determine its scratch.
    @inlinable
    public mutating func setMany<Hash: InterleavedCompression, Words: VectorBacked>(
        ahead hash: Hash.Type, _ lanes: Words.Type, cost: UInt32, _ kernel: Many
    ) where Hash.Word == UInt32 {
        setMany(lanes, scratch: BlocksAhead<Hash, Words>.scratchLength, cost: cost, kernel)
    }
}

extension KernelSlots {
    public var isPairConsistent: Bool { costs.pair == 0 }

    /// Whether these can be used for up to `mostLanes` messages side by side: there is a kernel for one, and each
    /// kernel that there is has a cost, by which others are divided.
    public func isConsistent(mostLanes: Int) -> Bool {
        one != nil && costs.one > 0 && isPairConsistent
            && (many != nil) == (costs.many > 0) && (many != nil) == (costs.lanes > 0)
            && costs.lanes <= mostLanes && costs.scratch % 8 == 0
    }
}

extension kernel_compression: @unsafe KernelSlots {
    public var isPairConsistent: Bool { unsafe (pair != nil) == (costs.pair > 0) }

    /// Sets the kernel for two messages, whose steps alternate.
    @inlinable
    public mutating func setPair(cost: UInt32, _ kernel: kernel_compress_lanes) {
        unsafe pair = kernel
        costs.pair = cost
    }
}

extension kernel_keccak: @unsafe KernelSlots {}
extension kernel_blake2: @unsafe KernelSlots {}
extension kernel_blake3: @unsafe KernelSlots {}
