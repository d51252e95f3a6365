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

// MARK: CRCs by value

@c @implementation
public func swiftsum_crc32(_ crc: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    unsafe update(.crc32, crc, start, length)
}

@c @implementation
public func swiftsum_crc32c(_ crc: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    unsafe update(.crc32c, crc, start, length)
}

private func update<Value: UnsignedInteger>(
    _ tables: CRCTables, _ crc: Value, _ start: UnsafeRawPointer?, _ length: Int
) -> Value {
    do {
        let input = unsafe try memory(start, length)
        return Value(truncatingIfNeeded: tables.update(UInt64(crc), unsafe input.bytes))
    } catch {
        platform_set_errno(EINVAL)
        return 0
    }
}

@c @implementation
public func swiftsum_crc32_combine(_ first: UInt32, _ second: UInt32, _ length: UInt64) -> UInt32 {
    UInt32(CRCTables.crc32.combine(UInt64(first), UInt64(second), lengthOfB: length))
}

@c @implementation
public func swiftsum_crc32c_combine(_ first: UInt32, _ second: UInt32, _ length: UInt64) -> UInt32 {
    UInt32(CRCTables.crc32c.combine(UInt64(first), UInt64(second), lengthOfB: length))
}

@c @implementation
public func swiftsum_combine(
    _ number: UInt32, _ first: UInt64, _ second: UInt64, _ length: UInt64, _ combined: UnsafeMutablePointer<UInt64>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(combined)
        guard let tables = try algorithm(number).crc else { throw StatusError(SWIFTSUM_ERROR_UNSUPPORTED) }
        unsafe target.pointee = tables.combine(first, second, lengthOfB: length)
    }
}
