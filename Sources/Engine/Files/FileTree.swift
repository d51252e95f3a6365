import CPlatform

/// A walked tree, in which files are found by their paths from its root on, folder by folder: so that neither the length
/// of a path matters, nor a folder that somebody replaces by a link.
final class FileTree: Sendable {
    let root: OpenFolder
    /// Where the root's own path ends.
    private let rootLength: Int
    let follows: Bool

    init(_ root: OpenFolder, rootLength: Int, follows: Bool) {
        self.root = root
        self.rootLength = rootLength
        self.follows = follows
    }

    var device: UInt64? { (try? root.state)?.device }

    /// Opens the regular file of this path, which begins with the root's.
    func open(_ path: UnsafePointer<CChar>) throws(SystemError) -> Descriptor {
        var folder = root
        var start = unsafe path + rootLength
        while let slash = unsafe strchr(start, 0x2f) {
            let length = unsafe UnsafePointer(slash) - start
            folder = OpenFolder(unsafe try openFolder(start, length, in: folder))
            unsafe start += length + 1
        }
        return unsafe try System.openRegular(start, in: folder.descriptor.number, follows: follows)
    }

    private func openFolder(
        _ name: UnsafePointer<CChar>, _ length: Int, in folder: OpenFolder
    ) throws(SystemError) -> Descriptor {
        // A name came from a folder: it is no longer than any that the system has.
        guard length < Self.mostLength else { throw SystemError(code: ENAMETOOLONG) }
        return unsafe try withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.mostLength) {
            (copy) throws(SystemError) -> Descriptor in
            unsafe memcpy(copy.baseAddress!, name, length)
            unsafe copy[length] = 0
            return unsafe try System.openFolder(copy.baseAddress!, in: folder.descriptor.number, follows: follows)
        }
    }

    private static var mostLength: Int { 1024 }
}
