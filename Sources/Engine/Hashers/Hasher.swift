import Algorithms
import Synchronization

/// A digest under construction, of an algorithm that is known at run time only.
open class Hasher {
    public var digestLength: Int { 0 }
    public func update(_ input: RawSpan) {}
    public func finish(into digest: inout MutableRawSpan) {}
    public func reset() {}
    public func copy() -> Hasher { self }
    /// Takes the state of `other`, which is a copy of this one.
    func restore(_ other: Hasher) {}
}

final class Hashing<H: HashFunction>: Hasher {
    private let initial: H
    private var state: H

    init(_ hash: H) {
        initial = hash
        state = hash
    }

    private init(copying other: Hashing) {
        initial = other.initial
        state = other.state
    }

    override var digestLength: Int { state.digestLength }
    override func update(_ input: RawSpan) { state.update(input) }
    override func finish(into digest: inout MutableRawSpan) { state.finish(into: &digest) }
    override func reset() { state = initial }
    override func copy() -> Hasher { Hashing(copying: self) }
    override func restore(_ other: Hasher) { state = unsafe unsafeDowncast(other, to: Hashing.self).state }
}

/// How many objects callers own.
public enum LiveObjects {
    private static let counter = Atomic<UInt64>(0)

    public static var count: UInt64 { counter.load(ordering: .relaxed) }
    public static func made() { counter.wrappingAdd(1, ordering: .relaxed) }
    public static func released() { counter.wrappingSubtract(1, ordering: .relaxed) }
}
