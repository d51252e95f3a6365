import Synchronization

/// How many objects callers own.
public enum LiveObjects {
    private static let counter = Atomic<UInt64>(0)

    public static var count: UInt64 { counter.load(ordering: .relaxed) }
    public static func made() { counter.wrappingAdd(1, ordering: .relaxed) }
    public static func released() { counter.wrappingSubtract(1, ordering: .relaxed) }
}
