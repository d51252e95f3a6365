import CPlatform

/// The constants of a CRC model, whose memory is given back with the last CRC that needs them.
@safe
public final class OwnedCRCConstants: @unchecked Sendable {
    fileprivate let constants: UnsafePointer<CRCConstants>

    public init(_ constants: CRCConstants) {
        let memory = UnsafeMutablePointer<CRCConstants>.allocate(capacity: 1)
        unsafe memory.initialize(to: constants)
        unsafe self.constants = unsafe UnsafePointer(memory)
    }

    deinit {
        unsafe constants.pointee.deallocate()
        unsafe constants.deallocate()
    }
}

/// A CRC of any model. The bytes of its digest are the value, big-endian, in as few bytes as hold `width`.
///
/// Kernels take a *state* through input: the value of the CRC, but with its bits in reverse if the model reflects only
/// its input or only its output.
@safe
public struct CRC: HashFunction {
    let constants: UnsafePointer<CRCConstants>
    /// What owns the constants; nil if they live as long as the process.
    private let owner: OwnedCRCConstants?
    let kernel: kernel_crc
    var state: UInt64

    /// `constants` live as long as the process.
    public init(_ constants: UnsafePointer<CRCConstants>, kernel: kernel_crc) {
        unsafe self.init(constants, owner: nil, kernel: kernel)
    }

    public init(_ tables: OwnedCRCConstants, kernel: kernel_crc) {
        unsafe self.init(tables.constants, owner: tables, kernel: kernel)
    }

    private init(_ constants: UnsafePointer<CRCConstants>, owner: OwnedCRCConstants?, kernel: kernel_crc) {
        unsafe self.constants = unsafe constants
        self.owner = owner
        unsafe self.kernel = unsafe kernel
        state = unsafe constants.pointee.initial
    }

    /// The digest of all of `input`, without a state that could be continued.
    public static func digest(
        _ constants: UnsafePointer<CRCConstants>, kernel: kernel_crc, _ input: RawSpan,
        into digest: inout MutableRawSpan
    ) {
        let initial = unsafe constants.pointee.initial
        let state = unsafe input.withUnsafeBytes { bytes in
            unsafe bytes.isEmpty
                ? initial : kernel(UnsafeRawPointer(constants), initial, bytes.baseAddress!, bytes.count)
        }
        unsafe constants.pointee.model.store(state, in: &digest)
    }

    public var digestLength: Int { unsafe constants.pointee.model.digestLength }

    public mutating func update(_ input: RawSpan) {
        guard !input.isEmpty else { return }
        let before = state
        state = unsafe input.withUnsafeBytes { bytes in
            unsafe kernel(UnsafeRawPointer(constants), before, bytes.baseAddress!, bytes.count)
        }
    }

    public func finish(into digest: inout MutableRawSpan) {
        unsafe constants.pointee.model.store(state, in: &digest)
    }
}

// MARK: Parts

extension CRC {
    public var takesParts: Bool { true }

    /// The part's own CRC.
    public func part(_ input: RawSpan, at position: UInt64) -> HashPart {
        let model = unsafe constants.pointee.model
        let state = unsafe input.withUnsafeBytes { bytes in
            unsafe kernel(UnsafeRawPointer(constants), constants.pointee.initial, bytes.baseAddress!, bytes.count)
        }
        return HashPart(model.value(of: state))
    }

    public mutating func append(_ part: HashPart) {
        let model = unsafe constants.pointee.model
        let value = model.combine(model.value(of: state), part.value, lengthOfB: UInt64(HashPart.length))
        state = model.state(of: value)
    }
}
