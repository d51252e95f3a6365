import Algorithms
import CPlatform
import CSwiftsum
import Engine

// MARK: By value

@c @implementation
public func swiftsum_crc32(_ crc: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    unsafe update(.crc32, crc, start, length)
}

@c @implementation
public func swiftsum_crc32c(_ crc: UInt32, _ start: UnsafeRawPointer?, _ length: Int) -> UInt32 {
    unsafe update(.crc32c, crc, start, length)
}

@c @implementation
public func swiftsum_crc64nvme(_ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    unsafe update(.crc64nvme, crc, start, length)
}

@c @implementation
public func swiftsum_crc64xz(_ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    unsafe update(.crc64xz, crc, start, length)
}

private func update<Value: UnsignedInteger>(
    _ crc: CRCFunction, _ value: Value, _ start: UnsafeRawPointer?, _ length: Int
) -> Value {
    guard length > 0, unsafe start != nil else {
        if length == 0 { return value }
        platform_set_errno(EINVAL)
        return 0
    }
    let input = unsafe UnsafeRawBufferPointer(start: start, count: length)
    return Value(truncatingIfNeeded: unsafe crc.update(UInt64(value), input))
}

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

@c @implementation
public func swiftsum_combine(
    _ number: UInt32, _ first: UInt64, _ second: UInt64, _ length: UInt64, _ combined: UnsafeMutablePointer<UInt64>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(combined)
        guard let combine = try algorithm(number).combine else { throw StatusError(SWIFTSUM_ERROR_UNSUPPORTED) }
        unsafe target.pointee = combine(first, second, length)
    }
}

// MARK: Of any model

@c @implementation
public func swiftsum_make_crc_hasher(
    _ model: UnsafePointer<swiftsum_crc_model>?, _ hasher: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(hasher)
        try instructionSetIsKnown()
        unsafe target.pointee = hand(SharedCRC.makeHasher(try CRCModel(swiftsum_crc_model(reading: required(model)))))
    }
}

@c @implementation
public func swiftsum_combine_crc(
    _ model: UnsafePointer<swiftsum_crc_model>?, _ first: UInt64, _ second: UInt64, _ length: UInt64,
    _ combined: UnsafeMutablePointer<UInt64>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(combined)
        let model = unsafe try CRCModel(swiftsum_crc_model(reading: required(model)))
        unsafe target.pointee = model.combine(first, second, lengthOfB: length)
    }
}

@c @implementation
public func swiftsum_find_crc_model(
    _ name: UnsafePointer<CChar>?, _ model: UnsafeMutablePointer<swiftsum_crc_model>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let name = unsafe try required(name), target = unsafe try required(model)
        guard let found = CRCModel.catalogue.first(where: { unsafe strcmp($0.name.cString, name) == 0 }) else {
            throw StatusError(SWIFTSUM_ERROR_ALGORITHM)
        }
        unsafe try swiftsum_crc_model(found.model).write(to: target)
    }
}

extension CRCModel {
    init(_ model: swiftsum_crc_model) throws(StatusError) {
        // A width that is no Int is not valid either.
        self.init(
            width: Int(truncatingIfNeeded: model.width), polynomial: model.polynomial, initial: model.initial,
            reflectsInput: model.reflects_input != 0, reflectsOutput: model.reflects_output != 0,
            xorOutput: model.xor_output)
        guard isValid else { throw StatusError(SWIFTSUM_ERROR_PARAMETER) }
    }
}

extension swiftsum_crc_model: SizedStructure {
    init(_ model: CRCModel) {
        self.init()
        width = UInt32(model.width)
        polynomial = model.polynomial
        initial = model.initial
        xor_output = model.xorOutput
        reflects_input = model.reflectsInput ? 1 : 0
        reflects_output = model.reflectsOutput ? 1 : 0
    }
}
