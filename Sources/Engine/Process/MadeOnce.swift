import Synchronization

/// A value that is made when it is first needed, and kept for as long as the process runs. If several threads need it
/// at the same time, each may make one, and the first to be ready is kept. So none waits for another, which a child
/// that was forked meanwhile would not have.
@safe
struct MadeOnce<Value: Sendable>: ~Copyable, Sendable {
    private let storage = Atomic<UInt>(0)

    /// Nil until there is one.
    @inline(__always)
    var address: UnsafePointer<Value>? { unsafe UnsafePointer(bitPattern: storage.load(ordering: .acquiring)) }

    /// Keeps `value`, unless another thread was first, and returns the address of what is kept.
    @inline(never)
    func keep(_ value: Value) -> UnsafePointer<Value> {
        let mine = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        unsafe mine.initialize(to: value)
        let (isFirst, theirs) = storage.compareExchange(
            expected: 0, desired: UInt(bitPattern: mine), ordering: .acquiringAndReleasing)
        if isFirst { return unsafe UnsafePointer(mine) }
        unsafe mine.deinitialize(count: 1)
        unsafe mine.deallocate()
        return unsafe UnsafePointer(bitPattern: theirs)!
    }
}
