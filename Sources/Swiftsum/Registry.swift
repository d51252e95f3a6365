import CSwiftsum
import Engine

@c @implementation
public func swiftsum_algorithm_count() -> Int { Algorithm.all.count }

@c @implementation
public func swiftsum_describe_algorithm(
    _ number: UInt32, _ description: UnsafeMutablePointer<swiftsum_algorithm_description>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(description)
        let algorithm = try algorithm(number)
        var result = unsafe swiftsum_algorithm_description()
        unsafe result.name = algorithm.name.cString
        unsafe result.digest_length = algorithm.digestLength
        unsafe result.block_length = algorithm.blockLength
        unsafe result.properties = algorithm.properties.rawValue
        unsafe try result.write(to: target)
    }
}

@c @implementation
public func swiftsum_find_algorithm(
    _ name: UnsafePointer<CChar>?, _ number: UnsafeMutablePointer<UInt32>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(number)
        unsafe target.pointee = UInt32(try algorithm(named: name))
    }
}
