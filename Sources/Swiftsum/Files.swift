import CPlatform
import CSwiftsum
import Engine

@c @implementation
public func swiftsum_make_reader(
    _ path: UnsafePointer<CChar>?, _ reader: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(reader)
        unsafe target.pointee = hand(try open(path))
    }
}

private func open(_ path: UnsafePointer<CChar>?) throws(StatusError) -> FileReader {
    let path = unsafe try required(path)
    return try system { () throws(SystemError) in unsafe try FileReader(path: path) }
}

@c @implementation
public func swiftsum_make_descriptor_reader(
    _ descriptor: Int32, _ reader: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(reader)
        unsafe target.pointee = hand(
            try system { () throws(SystemError) in try FileReader(descriptor: descriptor) })
    }
}

@c @implementation
public func swiftsum_release_reader(_ reader: OpaquePointer?) {
    unsafe takeBack(reader, as: FileReader.self)
}

@c @implementation
public func swiftsum_read(
    _ reader: OpaquePointer?, _ hashers: UnsafePointer<OpaquePointer?>?, _ count: Int,
    _ options: UnsafePointer<swiftsum_file_options>?, _ result: UnsafeMutablePointer<swiftsum_file_result>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        unsafe try swiftsum_file_result.check(result)
        let reader = unsafe try borrow(reader, as: FileReader.self)
        let options = unsafe try swiftsum_file_options(reading: options)
        unsafe try read(reader, hashers, count, options, result)
    }
}

@c @implementation
public func swiftsum_hash_file(
    _ path: UnsafePointer<CChar>?, _ hashers: UnsafePointer<OpaquePointer?>?, _ count: Int,
    _ options: UnsafePointer<swiftsum_file_options>?, _ result: UnsafeMutablePointer<swiftsum_file_result>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        unsafe try swiftsum_file_result.check(result)
        var options = unsafe try swiftsum_file_options(reading: options)
        unsafe options.slice_milliseconds = 0
        let reader: FileReader
        do throws(StatusError) {
            reader = unsafe try open(path)
        } catch {
            unsafe try report(error, bytes: 0, total: 0, to: result)
            throw error
        }
        repeat {
            do throws(StatusError) {
                return unsafe try read(reader, hashers, count, options, result)
            } catch {
                // A signal; nobody asked to stop.
                guard error.status == SWIFTSUM_AGAIN else { throw error }
            }
        } while true
    }
}

/// Reads on, and fills `result` whatever happens.
private func read(
    _ reader: FileReader, _ handles: UnsafePointer<OpaquePointer?>?, _ count: Int,
    _ options: swiftsum_file_options, _ result: UnsafeMutablePointer<swiftsum_file_result>?
) throws(StatusError) {
    do throws(StatusError) {
        let hashers = unsafe try borrow(handles, count)
        let outcome = try system { () throws(SystemError) in
            unsafe reader.settle = UInt64(options.settle_milliseconds) * 1_000_000
            return unsafe try reader.read(into: hashers, slice: UInt64(options.slice_milliseconds)) { bytes, total in
                unsafe options.progress.map { unsafe $0(bytes, total, options.context) == 0 } ?? true
            }
        }
        if let status = outcome.status { throw StatusError(status) }
    } catch {
        unsafe try report(error, bytes: reader.bytes, total: reader.total, to: result)
        throw error
    }
    unsafe try report(nil, bytes: reader.bytes, total: reader.total, to: result)
}

extension FileReader.Outcome {
    /// Nil for success.
    var status: swiftsum_status? {
        switch self {
        case .finished: nil
        case .changed: SWIFTSUM_ERROR_CHANGED
        case .interrupted: SWIFTSUM_AGAIN
        case .cancelled: SWIFTSUM_CANCELLED
        }
    }
}

private func borrow(_ handles: UnsafePointer<OpaquePointer?>?, _ count: Int) throws(StatusError) -> [Hasher] {
    // No more than an address space holds; so many pointers that this is wrong would not be readable either.
    guard count >= 0, count <= Int.max / MemoryLayout<Int>.stride else {
        throw StatusError(SWIFTSUM_ERROR_SIZE)
    }
    guard count > 0 else { return [] }
    let handles = unsafe try required(handles)
    var hashers: [Hasher] = []
    for index in 0..<count { hashers.append(unsafe try borrow(handles[index], as: Hasher.self)) }
    return hashers
}

private func report(
    _ error: StatusError?, bytes: UInt64, total: UInt64, to result: UnsafeMutablePointer<swiftsum_file_result>?
) throws(StatusError) {
    guard let target = unsafe result else { return }
    var report = swiftsum_file_result()
    report.bytes = bytes
    report.total = total
    report.system_error = error?.status == SWIFTSUM_ERROR_SYSTEM ? platform_errno() : 0
    unsafe try report.write(to: target)
}

@c @implementation
public func swiftsum_read_small_file(
    _ path: UnsafePointer<CChar>?, _ buffer: UnsafeMutableRawPointer?, _ capacity: Int,
    _ result: UnsafeMutablePointer<swiftsum_file_result>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        unsafe try swiftsum_file_result.check(result)
        var count: Int?
        do throws(StatusError) {
            let path = unsafe try required(path)
            let target = unsafe try output(buffer, capacity, for: 1)
            count = try system { () throws(SystemError) in
                unsafe try SmallFile.read(
                    path, into: UnsafeMutableRawBufferPointer(start: target.baseAddress, count: capacity))
            }
            if count == nil { throw StatusError(SWIFTSUM_AGAIN) }
        } catch {
            unsafe try report(error, bytes: 0, total: 0, to: result)
            throw error
        }
        unsafe try report(nil, bytes: UInt64(count ?? 0), total: UInt64(count ?? 0), to: result)
    }
}

// MARK: The checksum of a file

@c @implementation
public func make_checksum(_ path: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? {
    unsafe swiftsum_make_checksum(path, ("sha256" as StaticString).cString)
}

@c @implementation
public func swiftsum_make_checksum(
    _ path: UnsafePointer<CChar>?, _ name: UnsafePointer<CChar>?
) -> UnsafeMutablePointer<CChar>? {
    do throws(StatusError) {
        let algorithm = Algorithm.all[unsafe try algorithm(named: name)]
        let hasher = try makeHasher(algorithm)
        let reader = unsafe try open(path)
        var outcome: FileReader.Outcome
        repeat {
            outcome = try system { () throws(SystemError) in
                try reader.read(into: [hasher], slice: 0) { _, _ in true }
            }
        } while outcome == .interrupted
        if let status = outcome.status { throw StatusError(status) }
        return unsafe try hexadecimal(hasher)
    } catch {
        switch error.status {
        case SWIFTSUM_ERROR_SYSTEM: break
        case SWIFTSUM_ERROR_CHANGED: platform_set_errno(EBUSY)
        default: platform_set_errno(EINVAL)
        }
        return nil
    }
}

private func makeHasher(_ algorithm: Algorithm) throws(StatusError) -> Hasher {
    do throws(ParameterError) {
        return try algorithm.makeHasher(Parameters())
    } catch {
        throw StatusError(SWIFTSUM_ERROR_PARAMETER)
    }
}

/// The digest in malloc'ed, NUL-terminated digits, which are the caller's.
private func hexadecimal(_ hasher: Hasher) throws(StatusError) -> UnsafeMutablePointer<CChar> {
    let length = hasher.digestLength
    guard let text = unsafe malloc(2 * length + 1)?.assumingMemoryBound(to: UInt8.self) else {
        throw StatusError(SWIFTSUM_ERROR_SYSTEM)
    }
    LiveObjects.made()
    // The digest goes to the second half, and its digits, from the front, never overtake it.
    let digest = unsafe UnsafeMutableRawBufferPointer(start: text + length, count: length)
    var span = unsafe digest.mutableBytes
    hasher.finish(into: &span)
    for index in 0..<length {
        let byte = unsafe digest[index]
        unsafe text[2 * index] = digit(byte >> 4)
        unsafe text[2 * index + 1] = digit(byte & 15)
    }
    unsafe text[2 * length] = 0
    return unsafe UnsafeMutableRawPointer(text).assumingMemoryBound(to: CChar.self)
}

private func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 - 10 + value }

@c @implementation
public func release_checksum(_ checksum: UnsafeMutablePointer<CChar>?) {
    guard let checksum = unsafe checksum else { return }
    unsafe free(checksum)
    LiveObjects.released()
}
