import Algorithms
import CPlatform
import CSwiftsum
import Engine

// ByValue as integers, without a hasher.

// MARK: CRCs

@c @implementation
public func swiftsum_crc32(_ crc: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    unsafe UInt32(truncatingIfNeeded: crc32(UInt64(crc), start, length))
}

@c @implementation
public func swiftsum_crc32c(_ crc: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    unsafe UInt32(truncatingIfNeeded: crc32c(UInt64(crc), start, length))
}

@c @implementation
public func swiftsum_crc64nvme(_ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    unsafe update(crc, start, length) { unsafe $0.crc64nvme }
}

@c @implementation
public func swiftsum_crc64xz(_ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    unsafe update(crc, start, length) { unsafe $0.crc64xz }
}

// Not inlined: a function that cuts the result to 32 bits would keep a frame while the kernel runs.

@inline(never)
private func crc32(_ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    unsafe update(crc, start, length) { unsafe $0.crc32 }
}

@inline(never)
private func crc32c(_ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    unsafe update(crc, start, length) { unsafe $0.crc32c }
}

@inline(__always)
private func update(
    _ before: UInt64, _ start: UnsafeRawPointer?, _ length: Int,
    _ find: (borrowing BorrowedTable) -> Unmanaged<RegisteredCRC>
) -> UInt64 {
    // Separate guards: the compiler would otherwise compute one condition from both, which takes longer.
    guard length > 0 else { return afterNothing(before, length) }
    guard let start = unsafe start else { return mistake() }
    guard let table = unsafe BorrowedTable.ifMade else {
        return unsafe makeTableAndUpdate(before, start, length, find)
    }
    return unsafe RegisteredCRC.update(
        find(table.pointee), before, UnsafeRawBufferPointer(start: start, count: length))
}

/// A call from before the library was loaded.
@inline(never)
private func makeTableAndUpdate(
    _ before: UInt64, _ start: UnsafeRawPointer, _ length: Int,
    _ find: (borrowing BorrowedTable) -> Unmanaged<RegisteredCRC>
) -> UInt64 {
    unsafe _ = BorrowedTable.make()
    return unsafe update(before, start, length, find)
}

@inline(never)
private func afterNothing(_ before: UInt64, _ length: Int) -> UInt64 { length == 0 ? before : mistake() }

@c @implementation
public func swiftsum_crc32_combine(_ first: UInt32, _ second: UInt32, _ length: UInt64) -> UInt32 {
    UInt32(CRCModel.crc32.combine(UInt64(first), UInt64(second), lengthOfB: length))
}

@c @implementation
public func swiftsum_crc32c_combine(_ first: UInt32, _ second: UInt32, _ length: UInt64) -> UInt32 {
    UInt32(CRCModel.crc32c.combine(UInt64(first), UInt64(second), lengthOfB: length))
}

@c @implementation
public func swiftsum_crc64nvme_combine(_ first: UInt64, _ second: UInt64, _ length: UInt64) -> UInt64 {
    CRCModel.crc64nvme.combine(first, second, lengthOfB: length)
}

@c @implementation
public func swiftsum_crc64xz_combine(_ first: UInt64, _ second: UInt64, _ length: UInt64) -> UInt64 {
    CRCModel.crc64xz.combine(first, second, lengthOfB: length)
}

// MARK: Others

@c @implementation
public func swiftsum_adler32(_ adler: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    // As of CRCs: separate guards, and the kernel called last.
    guard length > 0 else { return unsafe adler32(adler, start, length) }
    guard let start = unsafe start else { return unsafe adler32(adler, start, length) }
    return unsafe ByValue.adler32(adler, UnsafeRawBufferPointer(start: start, count: length))
}

@inline(never)
private func adler32(_ adler: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    unsafe value(start, length) { unsafe ByValue.adler32(adler, $0) }
}

@c @implementation
public func swiftsum_adler32_combine(_ first: UInt32, _ second: UInt32, _ length: UInt64) -> UInt32 {
    ByValue.adler32(first, combinedWith: second, length: length)
}

@c @implementation
public func swiftsum_xxh32(_ start: UnsafeRawPointer?, _ length: Int, _ seed: UInt32) -> UInt32 {
    unsafe value(start, length) { unsafe ByValue.xxh32($0, seed: seed) }
}

@c @implementation
public func swiftsum_xxh64(_ start: UnsafeRawPointer?, _ length: Int, _ seed: UInt64) -> UInt64 {
    unsafe value(start, length) { unsafe ByValue.xxh64($0, seed: seed) }
}

@c @implementation
public func swiftsum_xxh3_64(_ start: UnsafeRawPointer?, _ length: Int, _ seed: UInt64) -> UInt64 {
    unsafe value(start, length) { unsafe ByValue.xxh3($0, seed: seed) }
}

@c @implementation
public func swiftsum_xxh3_128(_ start: UnsafeRawPointer?, _ length: Int, _ seed: UInt64) -> swiftsum_uint128 {
    unsafe value(start, length) { input in
        let (high, low) = unsafe ByValue.xxh3_128(input, seed: seed)
        return swiftsum_uint128(low: low, high: high)
    }
}

/// A number whose initial value is 0.
protocol Number { init() }
extension UInt32: Number {}
extension UInt64: Number {}
extension swiftsum_uint128: Number {}

/// 0, with `errno`, for a mistake in the arguments. Not inlined, so that other calls have no registers to save.
@inline(never)
func mistake<Value: Number>() -> Value {
    platform_set_errno(EINVAL)
    return Value()
}

private func value<Value: Number>(
    _ start: UnsafeRawPointer?, _ length: Int, of checksum: (UnsafeRawBufferPointer) -> Value
) -> Value {
    guard length >= 0, unsafe start != nil || length == 0 else { return mistake() }
    return unsafe checksum(UnsafeRawBufferPointer(start: start, count: length))
}

// MARK: Of a concatenation

@c @implementation
public func swiftsum_combine(
    _ number: UInt32, _ first: UInt64, _ second: UInt64, _ length: UInt64, _ combined: UnsafeMutablePointer<UInt64>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(combined)
        let (combine, digestLength) = try combination(number)
        guard digestLength <= MemoryLayout<UInt64>.size else { throw StatusError(SWIFTSUM_ERROR_UNSUPPORTED) }
        unsafe target.pointee = UInt64(truncatingIfNeeded: combine(UInt128(first), UInt128(second), length))
    }
}

@c @implementation
public func swiftsum_combine_digests(
    _ number: UInt32, _ first: UnsafeRawPointer?, _ second: UnsafeRawPointer?, _ length: UInt64,
    _ combined: UnsafeMutableRawPointer?, _ capacity: Int
) -> swiftsum_status {
    status { () throws(StatusError) in
        let (combine, digestLength) = try combination(number)
        let digests = unsafe (try required(first), try required(second))
        let combined = unsafe try output(combined, capacity, for: digestLength)
        let values = unsafe (integer(digests.0, digestLength), integer(digests.1, digestLength))
        let value = combine(values.0, values.1, length)
        for index in 0..<digestLength {
            unsafe combined[index] = UInt8(truncatingIfNeeded: value >> UInt128(8 * (digestLength - 1 - index)))
        }
    }
}

/// How digests of this algorithm are combined, and how many bytes each is.
private func combination(_ number: UInt32) throws(StatusError) -> (Algorithm.Combine, digestLength: Int) {
    let algorithm = try algorithm(number)
    guard let combine = algorithm.combine else { throw StatusError(SWIFTSUM_ERROR_UNSUPPORTED) }
    return (combine, algorithm.digestLength)
}

/// The number whose big-endian bytes these are.
private func integer(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt128 {
    unsafe UnsafeRawBufferPointer(start: bytes, count: count).reduce(0) { $0 << 8 | UInt128($1) }
}
