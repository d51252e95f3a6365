import CPlatform

/// What a name of a folder stands for.
public enum FileKind: UInt8 {
    case unknown, file, folder, link, fifo, socket, characterDevice, blockDevice

    /// From the type that a folder's entry has.
    init(type: UInt8) {
        // The types are the modes of <sys/stat.h>, in the bits above the permissions.
        self.init(mode: UInt32(type) << 12)
    }

    init(mode: UInt32) {
        switch mode & UInt32(S_IFMT) {
        case UInt32(S_IFREG): self = .file
        case UInt32(S_IFDIR): self = .folder
        case UInt32(S_IFLNK): self = .link
        case UInt32(S_IFIFO): self = .fifo
        case UInt32(S_IFSOCK): self = .socket
        case UInt32(S_IFCHR): self = .characterDevice
        case UInt32(S_IFBLK): self = .blockDevice
        default: self = .unknown
        }
    }
}
