import CSwiftsum
import Engine

@c @implementation
public func swiftsum_make_hasher(
    _ number: UInt32, _ parameters: UnsafePointer<swiftsum_parameters>?, _ hasher: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(hasher)
        let algorithm = try algorithm(number)
        let parameters = unsafe try Parameters(swiftsum_parameters(reading: parameters))
        do throws(ParameterError) {
            unsafe target.pointee = hand(try algorithm.makeHasher(parameters))
        } catch {
            throw StatusError(SWIFTSUM_ERROR_PARAMETER)
        }
    }
}

extension Parameters {
    init(_ parameters: swiftsum_parameters) throws(StatusError) {
        self.init()
        if unsafe parameters.key != nil || parameters.key_length != 0 {
            unsafe key = unsafe try memory(parameters.key, parameters.key_length)
        }
        if unsafe parameters.context != nil || parameters.context_length != 0 {
            unsafe context = unsafe try memory(parameters.context, parameters.context_length)
        }
        guard unsafe parameters.digest_length >= 0 else { throw StatusError(SWIFTSUM_ERROR_PARAMETER) }
        digestLength = unsafe parameters.digest_length
    }
}

@c @implementation
public func swiftsum_copy_hasher(
    _ hasher: OpaquePointer?, _ copy: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(copy)
        unsafe target.pointee = hand(try borrow(hasher, as: Hasher.self).copy())
    }
}

@c @implementation
public func swiftsum_release_hasher(_ hasher: OpaquePointer?) {
    unsafe takeBack(hasher, as: Hasher.self)
}

@c @implementation
public func swiftsum_update_hasher(
    _ hasher: OpaquePointer?, _ start: UnsafeRawPointer?, _ length: Int
) -> swiftsum_status {
    status { () throws(StatusError) in
        let hasher = unsafe try borrow(hasher, as: Hasher.self)
        hasher.update(unsafe try memory(start, length).bytes)
    }
}

@c @implementation
public func swiftsum_reset_hasher(_ hasher: OpaquePointer?) -> swiftsum_status {
    status { () throws(StatusError) in
        unsafe try borrow(hasher, as: Hasher.self).reset()
    }
}

@c @implementation
public func swiftsum_hasher_digest_length(
    _ hasher: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(length)
        unsafe target.pointee = try borrow(hasher, as: Hasher.self).digestLength
    }
}

@c @implementation
public func swiftsum_finish_hasher(
    _ hasher: OpaquePointer?, _ digest: UnsafeMutableRawPointer?, _ capacity: Int
) -> swiftsum_status {
    status { () throws(StatusError) in
        let hasher = unsafe try borrow(hasher, as: Hasher.self)
        let digest = unsafe try output(digest, capacity, for: hasher.digestLength)
        var span = unsafe digest.mutableBytes
        hasher.finish(into: &span)
    }
}
