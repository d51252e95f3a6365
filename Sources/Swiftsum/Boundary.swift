import CPlatform
import CSwiftsum
import Engine

// Everything that crosses the C boundary is checked here, in the same way for every function.

/// A status other than success.
struct StatusError: Error {
    let status: swiftsum_status
    init(_ status: swiftsum_status) { self.status = status }
}

/// Runs the body of an exported function; what it throws is the status.
func status(_ body: () throws(StatusError) -> Void) -> swiftsum_status {
    do {
        try body()
        return SWIFTSUM_OK
    } catch {
        return error.status
    }
}

/// Runs something that the operating system may refuse; `errno` is then what it said.
func system<T>(_ body: () throws(SystemError) -> T) throws(StatusError) -> T {
    do {
        return try body()
    } catch {
        platform_set_errno(error.code)
        throw StatusError(SWIFTSUM_ERROR_SYSTEM)
    }
}

func required<T>(_ pointer: T?) throws(StatusError) -> T {
    guard let pointer else { throw StatusError(SWIFTSUM_ERROR_NULL) }
    return pointer
}

/// A range of memory. NULL is one only if its length is 0.
func memory(_ start: UnsafeRawPointer?, _ length: Int) throws(StatusError) -> UnsafeRawBufferPointer {
    guard length >= 0 else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
    guard unsafe start != nil || length == 0 else { throw StatusError(SWIFTSUM_ERROR_NULL) }
    return unsafe UnsafeRawBufferPointer(start: start, count: length)
}

func algorithm(_ number: UInt32) throws(StatusError) -> Algorithm {
    unsafe try borrowed(number, from: BorrowedTable.ifMade ?? BorrowedTable.make()).takeUnretainedValue()
}

@inline(__always)
func borrowed(
    _ number: UInt32, from table: UnsafePointer<BorrowedTable>
) throws(StatusError) -> Unmanaged<Algorithm> {
    guard let algorithm = unsafe table.pointee.algorithm(number) else {
        try instructionSetIsKnown()
        throw StatusError(SWIFTSUM_ERROR_ALGORITHM)
    }
    return unsafe algorithm
}

func algorithm(named name: UnsafePointer<CChar>?) throws(StatusError) -> Int {
    try instructionSetIsKnown()
    guard let index = unsafe Algorithm.index(of: try required(name)) else {
        throw StatusError(SWIFTSUM_ERROR_ALGORITHM)
    }
    return index
}

func instructionSetIsKnown() throws(StatusError) {
    guard KernelSelection.current.isGranted else { throw StatusError(SWIFTSUM_ERROR_INSTRUCTION_SET) }
}

// MARK: Structures that grow

/// A C structure that begins with its own size, so that programs built against an older header, in which
/// it is shorter, go on working: only as much of it is read or written as the caller has.
protocol SizedStructure {
    init()
    var size: Int { get set }
}

extension swiftsum_parameters: SizedStructure {}
extension swiftsum_file_options: SizedStructure {}
extension swiftsum_file_result: SizedStructure {}
extension swiftsum_algorithm_description: SizedStructure {}
extension swiftsum_walk_options: SizedStructure {}
extension swiftsum_entries: SizedStructure {}

extension SizedStructure {
    /// The caller's structure, with zeros for what it does not have; all zeros for NULL.
    init(reading source: UnsafePointer<Self>?) throws(StatusError) {
        self.init()
        guard let source = unsafe source else { return }
        let length = unsafe try Self.length(of: UnsafeRawPointer(source))
        unsafe withUnsafeMutableBytes(of: &self) { unsafe _ = memcpy($0.baseAddress!, source, length) }
    }

    /// Throws if the caller's structure could not be filled: asked before there is something to fill it with.
    static func check(_ target: UnsafeMutablePointer<Self>?) throws(StatusError) {
        if let target = unsafe target { unsafe _ = try length(of: UnsafeRawPointer(target)) }
    }

    /// Fills the caller's structure, except for its size.
    func write(to target: UnsafeMutablePointer<Self>) throws(StatusError) {
        let length = unsafe try Self.length(of: UnsafeRawPointer(target))
        var copy = self
        copy.size = unsafe target.pointee.size
        unsafe withUnsafeBytes(of: &copy) { unsafe _ = memcpy(target, $0.baseAddress!, length) }
    }

    private static func length(of structure: UnsafeRawPointer) throws(StatusError) -> Int {
        let size = unsafe structure.loadUnaligned(as: Int.self)
        guard size >= MemoryLayout<Int>.size else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
        // No structure of any header ends within a word, and half a pointer is none.
        return min(size, MemoryLayout<Self>.size) & ~(MemoryLayout<Int>.size - 1)
    }
}

// MARK: Handles

// Objects that callers own cross the boundary as opaque pointers, each with one retain that is the caller's, who
// releases it. `swiftsum_live_objects` counts them.

func hand<Object: AnyObject>(_ object: Object) -> OpaquePointer {
    LiveObjects.made()
    return unsafe OpaquePointer(Unmanaged.passRetained(object).toOpaque())
}

func borrow<Object: AnyObject>(_ handle: OpaquePointer?, as type: Object.Type) throws(StatusError) -> Object {
    let handle = unsafe try required(handle)
    return unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
}

func takeBack<Object: AnyObject>(_ handle: OpaquePointer?, as type: Object.Type) {
    guard let handle = unsafe handle else { return }
    unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).release()
    LiveObjects.released()
}
