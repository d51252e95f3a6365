import CPlatform
import CSwiftsum
import Engine

@c @implementation
public func swiftsum_digest(
    _ number: UInt32, _ start: UnsafeRawPointer?, _ length: Int, _ digest: UnsafeMutableRawPointer?, _ capacity: Int
) -> swiftsum_status {
    status { () throws(StatusError) in
        let algorithm = try algorithm(number)
        let input = unsafe try memory(start, length)
        let digest = unsafe try output(digest, capacity, for: algorithm.digestLength)
        var span = unsafe digest.mutableBytes
        algorithm.digest(unsafe input.bytes, &span)
    }
}

/// Room for a digest of `length` bytes.
func output(
    _ start: UnsafeMutableRawPointer?, _ capacity: Int, for length: Int
) throws(StatusError) -> UnsafeMutableRawBufferPointer {
    let start = unsafe try required(start)
    guard capacity >= length else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
    return unsafe UnsafeMutableRawBufferPointer(start: start, count: length)
}
