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
        unsafe result.seed_bits = UInt32(algorithm.limits.seedBits)
        unsafe result.seek_bits = UInt32(algorithm.limits.seekBits)
        unsafe result.digest_length_limits = swiftsum_limits(algorithm.limits.digestLength)
        unsafe result.key_limits = swiftsum_limits(algorithm.limits.key)
        unsafe result.context_limits = swiftsum_limits(algorithm.limits.context)
        unsafe result.secret_limits = swiftsum_limits(algorithm.limits.secret)
        unsafe result.salt_limits = swiftsum_limits(algorithm.limits.salt)
        unsafe result.personalization_limits = swiftsum_limits(algorithm.limits.personalization)
        unsafe result.threads_limits = swiftsum_limits(algorithm.limits.threads)
        unsafe try result.write(to: target)
    }
}

extension swiftsum_limits {
    init(_ lengths: ClosedRange<Int>?) {
        self.init(least: lengths?.lowerBound ?? 0, most: lengths?.upperBound ?? 0)
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
