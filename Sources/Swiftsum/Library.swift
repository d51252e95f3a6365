import CPlatform
import CSwiftsum
import Engine

private let libraryVersion: StaticString = "0.1.0"

@c @implementation
public func swiftsum_abi_version() -> UInt32 { UInt32(SWIFTSUM_ABI_VERSION) }

@c @implementation
public func swiftsum_version() -> UnsafePointer<CChar>! { unsafe libraryVersion.cString }

@c @implementation
public func swiftsum_instruction_set() -> UnsafePointer<CChar>? {
    unsafe KernelSelection.current.instructionSet?.name.cString
}

@c @implementation
public func swiftsum_instruction_sets() -> UnsafePointer<CChar>! { unsafe instructionSetNames.text }

@c @implementation
public func swiftsum_microarchitecture() -> UnsafePointer<CChar>? {
    unsafe KernelSelection.current.microarchitecture?.name.cString
}

@c @implementation
public func swiftsum_microarchitectures() -> UnsafePointer<CChar>! { unsafe microarchitectureNames.text }

@c @implementation
public func swiftsum_live_objects() -> UInt64 { LiveObjects.count }

@c @implementation
public func swiftsum_status_text(_ status: swiftsum_status) -> UnsafePointer<CChar>! {
    unsafe text(of: status).cString
}

private func text(of status: swiftsum_status) -> StaticString {
    switch status {
    case SWIFTSUM_OK: "success"
    case SWIFTSUM_AGAIN: "not finished yet"
    case SWIFTSUM_CANCELLED: "cancelled by the caller"
    case SWIFTSUM_ERROR_NULL: "a required pointer is NULL"
    case SWIFTSUM_ERROR_ALGORITHM: "there is no such algorithm"
    case SWIFTSUM_ERROR_SIZE: "a size field or an output buffer is too small"
    case SWIFTSUM_ERROR_PARAMETER: "the algorithm does not take this parameter"
    case SWIFTSUM_ERROR_SYSTEM: "the operating system reported an error"
    case SWIFTSUM_ERROR_CHANGED: "the file changed while it was read"
    case SWIFTSUM_ERROR_INSTRUCTION_SET:
        "SWIFTSUM_ISA names no instruction set of this machine, or SWIFTSUM_CPU no known processor"
    case SWIFTSUM_ERROR_UNSUPPORTED: "the algorithm has no such operation"
    default: "unknown status"
    }
}

/// Names joined by spaces, in memory that is never given back.
@safe
struct NameList: @unchecked Sendable {
    let text: UnsafePointer<CChar>

    init(_ names: [StaticString]) {
        let length = names.reduce(0) { $0 + $1.utf8CodeUnitCount + 1 }
        let memory = UnsafeMutablePointer<CChar>.allocate(capacity: length)
        var next = unsafe memory
        for name in names {
            unsafe memcpy(next, name.cString, name.utf8CodeUnitCount)
            unsafe next += name.utf8CodeUnitCount
            unsafe next.pointee = 0x20
            unsafe next += 1
        }
        unsafe (next - 1).pointee = 0
        unsafe text = unsafe UnsafePointer(memory)
    }
}

let instructionSetNames = NameList(InstructionSet.available.map { $0.name })
let microarchitectureNames = NameList(Microarchitecture.names)
