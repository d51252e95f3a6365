/// A folder that is open, for as long as anybody refers to it. Any thread may open files in it.
public final class OpenFolder: Sendable {
    let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    var state: FileState {
        get throws(SystemError) { try System.status(of: descriptor.number) }
    }
}
