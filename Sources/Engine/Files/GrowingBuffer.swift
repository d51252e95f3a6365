import CPlatform

/// Memory that grows at its end. That the system has no more is an error, and not the end of the process.
@safe
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var start: UnsafeMutablePointer<Element>?
    private(set) var capacity = 0
    /// How many elements are in use.
    var count = 0

    init() { unsafe start = nil }

    deinit { unsafe free(start) }

    /// Makes room for so many elements more.
    @inline(__always)
    mutating func reserve(_ more: Int) throws(SystemError) {
        guard capacity - count < more else { return }
        try grow(more)
    }

    @inline(never)
    private mutating func grow(_ more: Int) throws(SystemError) {
        let wanted = max(count + more, 2 * capacity)
        guard let grown = unsafe realloc(start, wanted * MemoryLayout<Element>.stride) else { throw .last }
        unsafe start = grown.assumingMemoryBound(to: Element.self)
        capacity = wanted
    }

    /// The element of this number, which is in use.
    subscript(_ index: Int) -> Element {
        @inline(__always) get { unsafe start.unsafelyUnwrapped[index] }
        @inline(__always) set { unsafe start.unsafelyUnwrapped[index] = newValue }
    }
}
