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
        guard unsafe parameters.digest_length >= 0 else { throw StatusError(SWIFTSUM_ERROR_PARAMETER) }
        digestLength = unsafe parameters.digest_length
        seed = unsafe parameters.seed
        seek = unsafe parameters.seek
        threads = unsafe Int(parameters.threads)
        unsafe key = try Self.optional(parameters.key, parameters.key_length)
        unsafe context = try Self.optional(parameters.context, parameters.context_length)
        unsafe secret = try Self.optional(parameters.secret, parameters.secret_length)
        unsafe salt = try Self.optional(parameters.salt, parameters.salt_length)
        unsafe personalization = try Self.optional(parameters.personalization, parameters.personalization_length)
    }

    private static func optional(
        _ start: UnsafeRawPointer?, _ length: Int
    ) throws(StatusError) -> UnsafeRawBufferPointer? {
        guard unsafe start != nil || length != 0 else { return nil }
        return unsafe try memory(start, length)
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
