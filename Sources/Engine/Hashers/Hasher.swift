import Algorithms

/// A digest under construction, of an algorithm that is known at run time only.
open class Hasher {
    public var digestLength: Int { 0 }
    public func update(_ input: RawSpan) {}
    public func finish(into digest: inout MutableRawSpan) {}
    public func reset() {}
    public func copy() -> Hasher { self }
    /// Takes the state of `other`, which is a copy of this one.
    func restore(_ other: Hasher) {}

    // Parts that are hashed apart: see `HashFunction`. Any thread may call `part` while another appends.
    var takesParts: Bool { false }
    var position: UInt64 { 0 }
    func part(_ input: RawSpan, at position: UInt64) -> HashPart { HashPart() }
    func append(_ part: HashPart) {}
}

/// A value of a hash function as an object.
final class HasherOf<H: HashFunction>: Hasher {
    private let initial: H
    private var state: H

    init(_ hash: H) {
        initial = hash
        state = hash
    }

    private init(copying other: HasherOf) {
        initial = other.initial
        state = other.state
    }

    override var digestLength: Int { state.digestLength }
    override func update(_ input: RawSpan) { state.update(input) }
    override func finish(into digest: inout MutableRawSpan) { state.finish(into: &digest) }
    override func reset() { state = initial }
    override func copy() -> Hasher { HasherOf(copying: self) }
    override func restore(_ other: Hasher) { state = unsafe unsafeDowncast(other, to: HasherOf.self).state }

    override var takesParts: Bool { state.takesParts }
    override var position: UInt64 { state.position }
    override func part(_ input: RawSpan, at position: UInt64) -> HashPart { initial.part(input, at: position) }
    override func append(_ part: HashPart) { state.append(part) }
}
