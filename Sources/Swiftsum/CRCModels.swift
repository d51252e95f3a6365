import Algorithms
import CPlatform
import CSwiftsum
import Engine

// CRCs of any model.

@c @implementation
public func swiftsum_crc(_ number: UInt32, _ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    // Separate guards: the compiler would otherwise compute one condition from both, which takes longer.
    guard length > 0 else { return unsafe crcOfNothing(number, crc, start, length) }
    guard let start = unsafe start else { return mistake() }
    guard let table = unsafe BorrowedTable.ifMade else {
        return unsafe makeTableAndUpdate(number, crc, start, length)
    }
    guard let shared = unsafe table.pointee.crc(number) else { return mistake() }
    return unsafe RegisteredCRC.update(shared, crc, UnsafeRawBufferPointer(start: start, count: length))
}

/// A call from before the library was loaded.
@inline(never)
private func makeTableAndUpdate(
    _ number: UInt32, _ crc: UInt64, _ start: UnsafeRawPointer, _ length: Int
) -> UInt64 {
    unsafe _ = BorrowedTable.make()
    return unsafe swiftsum_crc(number, crc, start, length)
}

@inline(never)
private func crcOfNothing(_ number: UInt32, _ crc: UInt64, _ start: UnsafeRawPointer?, _ length: Int) -> UInt64 {
    guard length == 0, let shared = unsafe BorrowedTable.make().pointee.crc(number) else { return mistake() }
    return unsafe shared._withUnsafeGuaranteedRef { unsafe start == nil ? $0.valueOfNothing : $0.value(crc) }
}

@c @implementation
public func swiftsum_make_crc_hasher(
    _ model: UnsafePointer<swiftsum_crc_model>?, _ hasher: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(hasher)
        try instructionSetIsKnown()
        unsafe target.pointee = hand(
            RegisteredCRC.makeHasher(try CRCModel(swiftsum_crc_model(reading: required(model)))))
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
        // A width that is not an Int is not valid either.
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
