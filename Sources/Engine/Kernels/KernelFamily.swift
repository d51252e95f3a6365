import Algorithms
import CPlatform

/// The hashes for which a table has kernels of several costs.
enum KernelFamily: Sendable { case md5, sha1, sha256, sha512, keccak, blake2b, blake2s, blake3 }

extension kernel_table {
    /// Puts costs to kernels that a set has just filled in, over those `before`.
    mutating func correct(_ cost: KernelCost, over before: kernel_table) {
        switch cost.family {
        case .md5: unsafe md5.correct(cost, over: before.md5)
        case .sha1: unsafe sha1.correct(cost, over: before.sha1)
        case .sha256: unsafe sha256.correct(cost, over: before.sha256)
        case .sha512: unsafe sha512.correct(cost, over: before.sha512)
        case .keccak: unsafe keccak.correct(cost, over: before.keccak)
        case .blake2b: unsafe blake2b.correct(cost, over: before.blake2b)
        case .blake2s: unsafe blake2s.correct(cost, over: before.blake2s)
        case .blake3: unsafe blake3.correct(cost, over: before.blake3)
        }
    }
}

extension KernelSlots {
    /// A kernel that costs more than the one before gives way to it.
    mutating func correct(_ cost: KernelCost, over before: Self) {
        // Only of kernels that there are: a cost without one would be a contradiction.
        if cost.one > 0, costs.one > 0 { costs.one = cost.one }
        if cost.pair > 0, costs.pair > 0 { costs.pair = cost.pair }
        if cost.many > 0, costs.many > 0 { costs.many = cost.many }
        if cost.one > 0, before.one != nil, before.costs.one < costs.one {
            (one, costs.one) = (before.one, before.costs.one)
        }
        // Compared for each message.
        if cost.many > 0, before.many != nil, before.costs.many * costs.lanes < costs.many * before.costs.lanes {
            many = before.many
            (costs.many, costs.lanes, costs.scratch) = (before.costs.many, before.costs.lanes, before.costs.scratch)
        }
    }
}
