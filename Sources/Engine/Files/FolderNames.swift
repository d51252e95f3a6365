import CPlatform

/// A name of a folder: where it stands in `FolderNames`, and what it was when the folder was read.
struct FolderName: BitwiseCopyable {
    /// The bytes behind those that all names of the folder begin with, the first one in the highest place; as many as there
    /// is room for, zeros behind the end. For sorting.
    fileprivate var key: UInt64 = 0
    /// From the least bit: 8 bits of kind, 1 of `isLink`, 1 of `isIncluded`, 6 free, 16 of length, 32 of offset.
    private let packed: UInt64

    /// Longer names are none that any file system has.
    static var longest: Int { Int(UInt16.max) }
    /// No folder has names of more bytes in all than can be counted here.
    static var mostBytes: Int { Int(UInt32.max) }

    init(offset: Int, length: Int, kind: FileKind, isLink: Bool, isIncluded: Bool) {
        let flags: UInt64 = (isLink ? 1 << 8 : 0) | (isIncluded ? 1 << 9 : 0)
        packed = UInt64(kind.rawValue) | flags | UInt64(length) << 16 | UInt64(offset) << 32
    }

    var kind: FileKind { FileKind(rawValue: UInt8(truncatingIfNeeded: packed)) ?? .unknown }
    /// Whether it is a symbolic link, and `kind` what that leads to.
    var isLink: Bool { packed & 1 << 8 != 0 }
    /// Whether it is to be reported.
    var isIncluded: Bool { packed & 1 << 9 != 0 }
    var length: Int { Int(UInt16(truncatingIfNeeded: packed >> 16)) }
    /// In bytes, from the first name of the folder.
    fileprivate var offset: Int { Int(packed >> 32) }

    /// What the name is compared with behind its end: a folder's name is a part of paths that go on with a slash.
    fileprivate var terminator: UInt8 { kind == .folder ? 0x2f : 0 }
}

/// The names of a folder, and of those above it: a stack, on whose top names are added, sorted and taken. However many
/// names there are, they are in three pieces of memory.
///
/// The order is the one that whole paths have as bytes, in which a folder's name is followed by a slash.
@safe
struct FolderNames: ~Copyable {
    /// Each with a NUL behind it.
    private var bytes = GrowingBuffer<UInt8>()
    private var names = GrowingBuffer<FolderName>()
    private var scratch = GrowingBuffer<FolderName>()

    // Of the folder on the top, while it is read and sorted.

    private var top = Mark(bytes: 0, names: 0)
    /// How many bytes all of its names begin with.
    private var commonLength = 0
    /// Stretches of so many names are sorted; 0: none yet.
    private var sortedWidth = 0
    /// Names before this one are in stretches of twice that width.
    private var sortedEnd = 0

    /// Where the names of a folder begin.
    struct Mark {
        fileprivate let bytes: Int
        /// The number of its first name.
        let names: Int
    }

    init() {}

    /// The number behind that of the last name.
    var count: Int { names.count }

    /// Begins another folder, on top of those there are.
    mutating func push() -> Mark {
        top = Mark(bytes: bytes.count, names: names.count)
        commonLength = 0
        sortedWidth = 0
        sortedEnd = names.count
        return top
    }

    /// Drops the names of the folder on top.
    mutating func pop(to mark: Mark) {
        bytes.count = mark.bytes
        names.count = mark.names
    }

    /// Adds a name to the folder on top.
    mutating func append(
        _ name: UnsafePointer<CChar>, length: Int, kind: FileKind, isLink: Bool, isIncluded: Bool
    ) throws(SystemError) {
        let offset = bytes.count - top.bytes
        guard length <= FolderName.longest, offset <= FolderName.mostBytes else { throw SystemError(code: EOVERFLOW) }
        // Keys are read eight bytes at a time.
        try bytes.reserve(length + 1 + MemoryLayout<UInt64>.size)
        try names.reserve(1)
        unsafe memcpy(bytes.start! + bytes.count, name, length + 1)
        commonLength = names.count == top.names ? length : unsafe Self.common(name, first, min(length, commonLength))
        bytes.count += length + 1
        names.count += 1
        names[names.count - 1] = FolderName(
            offset: offset, length: length, kind: kind, isLink: isLink, isIncluded: isIncluded)
    }

    /// The name of this number, of the folder that begins at `mark`.
    subscript(_ number: Int) -> FolderName { names[number] }

    /// Its bytes, with a NUL behind them, until a name is added.
    func bytes(of name: FolderName, in mark: Mark) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(bytes.start! + mark.bytes + name.offset).assumingMemoryBound(to: CChar.self)
    }

    /// Whether two of a folder are the same name, which the system may tell twice if it is made anew meanwhile.
    func areSame(_ first: Int, _ second: Int, in mark: Mark) -> Bool {
        guard names[first].key == names[second].key, names[first].length == names[second].length else { return false }
        return unsafe memcmp(
            bytes(of: names[first], in: mark), bytes(of: names[second], in: mark), names[first].length) == 0
    }

    private var first: UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(bytes.start! + top.bytes).assumingMemoryBound(to: CChar.self)
    }

    private static func common(
        _ name: UnsafePointer<CChar>, _ other: UnsafePointer<CChar>, _ most: Int
    ) -> Int {
        var length = 0
        while length < most, unsafe name[length] == other[length] { length += 1 }
        return length
    }

    // MARK: Sorting

    /// Names that are put in order by insertion, before they are merged.
    private static var runLength: Int { 16 }
    /// Names that are worked on before somebody looks at the clock.
    private static var stride: Int { 1 << 14 }

    /// Sorts on in the folder on top: false if the time is up. Merges stretches into longer ones, so that it can go on from
    /// wherever it stands.
    mutating func sort(until deadline: UInt64) throws(SystemError) -> Bool {
        if sortedWidth == 0 {
            guard sortRuns(until: deadline) else { return false }
            sortedWidth = Self.runLength
            sortedEnd = top.names
        }
        var work = 0
        while sortedWidth < names.count - top.names {
            while sortedEnd + sortedWidth < names.count {
                let end = min(sortedEnd + 2 * sortedWidth, names.count)
                try merge(sortedEnd, sortedEnd + sortedWidth, end)
                work += end - sortedEnd
                sortedEnd = end
                guard work >= Self.stride else { continue }
                if System.now >= deadline { return false }
                work = 0
            }
            sortedWidth *= 2
            sortedEnd = top.names
        }
        return true
    }

    private mutating func sortRuns(until deadline: UInt64) -> Bool {
        while sortedEnd < names.count {
            let end = min(sortedEnd + Self.runLength, names.count)
            for number in sortedEnd..<end { insert(number, after: sortedEnd) }
            sortedEnd = end
            if (sortedEnd - top.names) % Self.stride == 0, System.now >= deadline { return false }
        }
        return true
    }

    private mutating func insert(_ number: Int, after start: Int) {
        var name = names[number]
        name.key = key(of: name)
        var free = number
        while free > start, isLess(name, names[free - 1]) {
            names[free] = names[free - 1]
            free -= 1
        }
        names[free] = name
    }

    private mutating func merge(_ start: Int, _ middle: Int, _ end: Int) throws(SystemError) {
        guard isLess(names[middle], names[middle - 1]) else { return }
        let count = middle - start
        try scratch.reserve(count)
        unsafe memcpy(scratch.start!, names.start! + start, count * MemoryLayout<FolderName>.stride)
        var left = 0
        var right = middle
        var next = start
        while left < count, right < end {
            let takesRight = isLess(names[right], unsafe scratch.start!.advanced(by: left).pointee)
            names[next] = takesRight ? names[right] : unsafe scratch.start!.advanced(by: left).pointee
            if takesRight { right += 1 } else { left += 1 }
            next += 1
        }
        // What is left on the right is where it belongs.
        unsafe memcpy(
            names.start! + next, scratch.start! + left, (count - left) * MemoryLayout<FolderName>.stride)
    }

    private func key(of name: FolderName) -> UInt64 {
        let rest = name.length - commonLength
        let bytes = unsafe UInt64(
            bigEndian: UnsafeRawPointer(bytes(of: name, in: top) + commonLength).loadUnaligned(as: UInt64.self))
        guard rest < 8 else { return bytes }
        let shift = UInt64(56 - 8 * rest)
        return ((bytes >> shift) & ~0xff | UInt64(name.terminator)) << shift
    }

    @inline(__always)
    private func isLess(_ first: FolderName, _ second: FolderName) -> Bool {
        first.key == second.key ? isLessBehindKey(first, second) : first.key < second.key
    }

    private func isLessBehindKey(_ first: FolderName, _ second: FolderName) -> Bool {
        // A name that ends within its key is the same as one with the same key.
        let start = commonLength + MemoryLayout<UInt64>.size
        guard first.length >= start, second.length >= start else { return false }
        let one = unsafe bytes(of: first, in: top)
        let other = unsafe bytes(of: second, in: top)
        let shorter = min(first.length, second.length)
        let difference = unsafe memcmp(one + start, other + start, shorter - start)
        guard difference == 0 else { return difference < 0 }
        return unsafe Self.byte(one, shorter, first) < Self.byte(other, shorter, second)
    }

    private static func byte(_ bytes: UnsafePointer<CChar>, _ index: Int, _ name: FolderName) -> UInt8 {
        index < name.length ? UInt8(bitPattern: unsafe bytes[index]) : name.terminator
    }
}
