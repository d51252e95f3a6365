import CPlatform
import CSwiftsum
import Engine

@c @implementation
public func swiftsum_digest(
    _ number: UInt32, _ start: UnsafeRawPointer?, _ length: Int, _ digest: UnsafeMutableRawPointer?, _ capacity: Int
) -> swiftsum_status {
    status { () throws(StatusError) in
        let algorithm = unsafe try borrowed(number)
        let input = unsafe try memory(start, length)
        let digestLength = unsafe algorithm._withUnsafeGuaranteedRef { $0.digestLength }
        let digest = unsafe try output(digest, capacity, for: digestLength)
        var span = unsafe digest.mutableBytes
        unsafe algorithm._withUnsafeGuaranteedRef { $0.digest(unsafe input.bytes, &span) }
    }
}

@c @implementation
public func swiftsum_digest_all(
    _ number: UInt32, _ inputs: UnsafePointer<UnsafeRawPointer?>?, _ lengths: UnsafePointer<Int>?, _ count: Int,
    _ digests: UnsafeMutableRawPointer?, _ capacity: Int, _ threads: UInt32
) -> swiftsum_status {
    status { () throws(StatusError) in
        let algorithm = try algorithm(number)
        guard count != 0 else { return }
        let inputs = unsafe try required(inputs), lengths = unsafe try required(lengths)
        let digests = unsafe try output(digests, capacity, for: algorithm.digestLength, times: count)
        for index in 0..<count { unsafe _ = try memory(inputs[index], lengths[index]) }
        unsafe InputQueue(inputs, lengths: lengths, count: count, digests: digests.baseAddress!)
            .digest(algorithm, threads: Int(threads))
    }
}

/// The caller's memory for `count` digests of `length` bytes each.
func output(
    _ start: UnsafeMutableRawPointer?, _ capacity: Int, for length: Int, times count: Int = 1
) throws(StatusError) -> UnsafeMutableRawBufferPointer {
    let start = unsafe try required(start)
    let (total, overflows) = length.multipliedReportingOverflow(by: count)
    guard count > 0, !overflows, capacity >= total else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
    return unsafe UnsafeMutableRawBufferPointer(start: start, count: total)
}
