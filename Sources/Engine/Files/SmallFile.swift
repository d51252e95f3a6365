import CPlatform

/// A regular file that is read as a whole, by one call of each kind: the shortest way for a file of a few kilobytes.
public enum SmallFile {
    /// How many bytes it has, which are in `buffer` then. Nil if it is another kind of file, has as many bytes as the buffer
    /// or more, or was not the same before and after: such a file is for a `FileReader`.
    public static func read(
        _ path: UnsafePointer<CChar>, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int? {
        let folder = System.currentFolder
        // Looked at before it is opened: to open a FIFO or a device is to do something to it.
        let before = unsafe try System.status(at: path, in: folder, follows: true)
        guard before.isRegular, before.size < UInt64(buffer.count) else { return nil }
        return unsafe try read(System.openRegular(path, in: folder, follows: true), before, into: buffer)
    }

    /// The same of an open file that was in the state `before`.
    static func read(
        _ descriptor: borrowing Descriptor, _ before: FileState, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int? {
        let count = unsafe try System.read(descriptor.number, into: buffer)
        guard UInt64(count) == before.size, try System.status(of: descriptor.number).change(since: before) == .none
        else { return nil }
        return count
    }
}
