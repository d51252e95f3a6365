/// A CRC of any model. The bytes of its digest are the value, big-endian, in as few bytes as hold `width`.
@safe
public struct CRC: HashFunction {
    /// Takes a register through input: a kernel.
    public typealias Kernel = @convention(c) (UnsafeRawPointer, UInt64, UnsafeRawPointer, Int) -> UInt64

    @usableFromInline let constants: UnsafePointer<CRCConstants>
    @usableFromInline let kernel: Kernel
    @usableFromInline var register: UInt64

    /// `constants` must outlive the value.
    @inlinable @inline(__always)
    public init(_ constants: UnsafePointer<CRCConstants>, kernel: Kernel) {
        unsafe self.constants = unsafe constants
        unsafe self.kernel = unsafe kernel
        register = unsafe constants.pointee.initial
    }

    /// As if the bytes whose CRC is `value` had been its input.
    @inlinable @inline(__always)
    public init(_ constants: UnsafePointer<CRCConstants>, kernel: Kernel, resuming value: UInt64) {
        unsafe self.init(constants, kernel: kernel)
        register = unsafe constants.register(of: value)
    }

    @inlinable @inline(__always)
    public var digestLength: Int { unsafe (constants.pointee.model.width + 7) / 8 }

    @inlinable @inline(__always)
    public mutating func update(_ input: RawSpan) {
        guard !input.isEmpty else { return }
        let before = register
        register = unsafe input.withUnsafeBytes { bytes in
            unsafe kernel(UnsafeRawPointer(constants), before, bytes.baseAddress!, bytes.count)
        }
    }

    /// The CRC of all input so far.
    @inlinable @inline(__always)
    public var value: UInt64 { unsafe constants.value(of: register) }

    @inlinable @inline(__always)
    public func finish(into digest: inout MutableRawSpan) {
        let value = self.value, length = digestLength
        for index in 0..<length {
            let byte = UInt8(truncatingIfNeeded: value >> UInt64(8 * (length - 1 - index)))
            digest.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        }
    }
}

// On the pointer, for the structure is not to be copied to look at a part of it.
extension UnsafePointer<CRCConstants> {
    /// What the model says of a register.
    @inlinable @inline(__always)
    func value(of register: UInt64) -> UInt64 {
        unsafe (pointee.isPlain ? register : exchanged(register)) ^ pointee.model.xorOutput
    }

    /// The register that has this value. Bits above the width are ignored.
    @inlinable @inline(__always)
    func register(of value: UInt64) -> UInt64 {
        let ignored = unsafe UInt64(truncatingIfNeeded: 64 &- pointee.model.width)
        let plain = unsafe (value ^ pointee.model.xorOutput) & (.max &>> ignored)
        return unsafe pointee.isPlain ? plain : restored(plain)
    }

    @usableFromInline
    func exchanged(_ register: UInt64) -> UInt64 {
        let model = unsafe pointee.model, scale = UInt64(64 - model.width)
        let plain = model.reflectsInput ? register : register >> scale
        return model.reflectsInput == model.reflectsOutput ? plain : plain.bitReversed >> scale
    }

    @usableFromInline
    func restored(_ value: UInt64) -> UInt64 {
        let model = unsafe pointee.model, scale = UInt64(64 - model.width)
        let plain = model.reflectsInput == model.reflectsOutput ? value : value.bitReversed >> scale
        return model.reflectsInput ? plain : plain << scale
    }

    /// The CRC of a concatenation AB, from those of A and of B and the length of B in bytes.
    ///
    /// The register is linear in its start and in the message: with R(s, M) for message M from start s,
    /// R(s, B) = s·x^8|B| + R(0, B). So R(I, AB) = R(R(I, A), B) = (R(I, A) + I)·x^8|B| + R(I, B).
    public func combine(_ a: UInt64, _ b: UInt64, lengthOfB: UInt64) -> UInt64 {
        let model = unsafe pointee.model
        let generator = Polynomial64(modulus: model.polynomial << UInt64(64 - model.width))
        let stored: (UInt64) -> UInt64 = model.reflectsInput ? { $0.bitReversed } : { $0 }
        let shift = generator.power(of: 1 << 8, lengthOfB)
        let carried = unsafe generator.multiply(stored(register(of: a) ^ pointee.initial), shift)
        return unsafe value(of: stored(carried) ^ register(of: b))
    }
}

// MARK: Slicing by 16

/// The order in which the bits of a byte enter: a type, so that each order gets code of its own.
public protocol BitOrder {
    static var isReflected: Bool { get }
}
/// Least significant bit first.
public enum Reflected: BitOrder { @inlinable @inline(__always) public static var isReflected: Bool { true } }
/// Most significant bit first.
public enum Forward: BitOrder { @inlinable @inline(__always) public static var isReflected: Bool { false } }

/// Table lookups: M. Kounavis and F. Berry, "A Systematic Approach to Building High Performance
/// Software-Based CRC Generators" (2005). Sixteen bytes are the sum of each byte followed by as many zero
/// bytes as come after it, and a table has those.
public enum CRCSlicing {
    @inlinable @inline(__always)
    public static func update(
        _ constants: UnsafeRawPointer, _ start: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let constants = unsafe constants.assumingMemoryBound(to: CRCConstants.self)
        return unsafe constants.pointee.model.reflectsInput
            ? OrderedCRCSlicing<Reflected>.update(constants, start, input, length)
            : OrderedCRCSlicing<Forward>.update(constants, start, input, length)
    }
}

@usableFromInline
enum OrderedCRCSlicing<Order: BitOrder> {
    @inlinable @inline(__always)
    static func update(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let table = unsafe constants.pointee.table
        var register = start
        var next = unsafe input
        let end = unsafe input + length
        while unsafe end - next >= 16 {
            let first = unsafe word(next) ^ register
            let second = unsafe word(next + 8)
            register = unsafe slice(table + 8 * 256, first) ^ slice(table, second)
            unsafe next += 16
        }
        if unsafe end - next >= 8 {
            register = unsafe slice(table, word(next) ^ register)
            unsafe next += 8
        }
        while unsafe next < end {
            let byte = unsafe UInt64(next.load(as: UInt8.self))
            register =
                Order.isReflected
                ? unsafe table[Int(truncatingIfNeeded: (register ^ byte) & 0xff)] ^ (register &>> 8)
                : unsafe table[Int(truncatingIfNeeded: (register &>> 56) ^ byte)] ^ (register &<< 8)
            unsafe next += 1
        }
        return register
    }

    /// Eight bytes as a register.
    @inlinable @inline(__always)
    static func word(_ bytes: UnsafeRawPointer) -> UInt64 {
        Order.isReflected ? unsafe bytes.littleEndian() : unsafe bytes.bigEndian()
    }

    /// The register of eight bytes followed by the zeros of row 0 of `table`.
    @inlinable @inline(__always)
    static func slice(_ table: UnsafePointer<UInt64>, _ bytes: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        for row in 0..<8 {
            // Row n is for the byte with n others after it.
            let shift = UInt64(truncatingIfNeeded: Order.isReflected ? 56 - 8 * row : 8 * row)
            sum ^= unsafe table[256 * row + Int(truncatingIfNeeded: (bytes &>> shift) & 0xff)]
        }
        return sum
    }
}
