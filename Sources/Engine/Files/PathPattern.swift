/// A pattern of paths, as in gitignore, but without negation. Bytes count, not characters.
///
/// - `?` is any byte but `/`, `*` any number of them; `[…]` one of these, `[a-z]` a range, `[!…]` or `[^…]` none of them; `\`
///   takes from the next byte what it would mean.
/// - `**` as a component of its own is any number of components: none, too, unless it is the last.
/// - A pattern with a `/` before its end is compared with the whole path, from the root of the tree on; a `/` at its
///   beginning says only that. One without is compared with each component by itself.
/// - A pattern that ends in `/` matches folders only.
/// - A pattern that matches a folder matches all that is in it.
///
/// The time that it takes is at most proportional to the length of the pattern times that of the path: of several stars,
/// only the last one reached is ever tried with more.
public struct PathPattern {
    /// Why a text is no pattern.
    public enum Malformation: Error {
        case isEmpty, hasEmptyComponent, hasDots, endsInBackslash, lacksBracket, hasEmptyRange, hasCharacterClass
    }

    private enum Byte {
        static var slash: UInt8 { 0x2f }
        static var star: UInt8 { 0x2a }
        static var question: UInt8 { 0x3f }
        static var backslash: UInt8 { 0x5c }
        static var open: UInt8 { 0x5b }
        static var close: UInt8 { 0x5d }
        static var not: UInt8 { 0x21 }
        static var caret: UInt8 { 0x5e }
        static var dash: UInt8 { 0x2d }
        static var colon: UInt8 { 0x3a }
        static var dot: UInt8 { 0x2e }
    }

    private let bytes: [UInt8]
    /// Without those of slashes at either end.
    private var components: [Range<Int>] = []
    private let isOfFolders: Bool
    /// Whether it is of whole paths.
    let isAnchored: Bool

    public init(_ text: RawSpan) throws(Malformation) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.byteCount)
        for index in 0..<text.byteCount { bytes.append(Self.byte(text, index)) }
        self.bytes = bytes
        var start = 0
        var end = bytes.count
        isOfFolders = bytes.last == Byte.slash
        if isOfFolders { end -= 1 }
        let isRooted = end > 0 && bytes[0] == Byte.slash
        if isRooted { start += 1 }
        guard start < end else { throw .isEmpty }
        isAnchored = isRooted || bytes[start..<end].contains(Byte.slash)
        while true {
            let slash = bytes[start..<end].firstIndex(of: Byte.slash) ?? end
            try Self.check(bytes, start..<slash)
            components.append(start..<slash)
            guard slash < end else { break }
            start = slash + 1
        }
    }

    /// A component that would match nothing, or something else than its author thinks, is a mistake.
    private static func check(_ bytes: [UInt8], _ component: Range<Int>) throws(Malformation) {
        guard !component.isEmpty else { throw .hasEmptyComponent }
        let dots = bytes[component].allSatisfy { $0 == Byte.dot }
        guard !dots || component.count > 2 else { throw .hasDots }
        var index = component.lowerBound
        while index < component.upperBound {
            switch bytes[index] {
            case Byte.backslash:
                guard index + 1 < component.upperBound else { throw .endsInBackslash }
                index += 2
            case Byte.open:
                index = try end(ofSet: index, in: bytes, component.upperBound)
            default:
                index += 1
            }
        }
    }

    /// Behind the bracket that closes the set which opens at `start`.
    private static func end(ofSet start: Int, in bytes: [UInt8], _ limit: Int) throws(Malformation) -> Int {
        var index = start + 1
        if index < limit, bytes[index] == Byte.not || bytes[index] == Byte.caret { index += 1 }
        var isFirst = true
        while index < limit, isFirst || bytes[index] != Byte.close {
            isFirst = false
            if bytes[index] == Byte.open, index + 1 < limit, bytes[index + 1] == Byte.colon { throw .hasCharacterClass }
            guard let (low, high, next) = range(at: index, in: bytes, limit) else { throw .lacksBracket }
            guard low <= high else { throw .hasEmptyRange }
            index = next
        }
        guard index < limit else { throw .lacksBracket }
        return index + 1
    }

    /// The bytes that a member of a set stands for, and where the next one begins. Nil if the component ends before.
    @inline(__always)
    private static func range(at start: Int, in bytes: [UInt8], _ limit: Int) -> (UInt8, UInt8, Int)? {
        guard let (low, next) = member(at: start, in: bytes, limit) else { return nil }
        guard next + 1 < limit, bytes[next] == Byte.dash, bytes[next + 1] != Byte.close else { return (low, low, next) }
        guard let (high, end) = member(at: next + 1, in: bytes, limit) else { return nil }
        return (low, high, end)
    }

    @inline(__always)
    private static func member(at index: Int, in bytes: [UInt8], _ limit: Int) -> (UInt8, Int)? {
        let escape = bytes[index] == Byte.backslash ? 1 : 0
        return index + escape < limit ? (bytes[index + escape], index + escape + 1) : nil
    }

    // MARK: Matching

    /// Whether it matches a path, or a folder above it. The path is seen from the tree's root, without a slash at either end.
    public func covers(_ path: RawSpan, isFolder: Bool) -> Bool {
        isAnchored ? coversWhole(path, isFolder) : coversComponent(of: path, isFolder)
    }

    private func coversComponent(of path: RawSpan, _ isFolder: Bool) -> Bool {
        var start = 0
        while start <= path.byteCount {
            let end = Self.end(ofComponent: start, path)
            let mayMatch = !isOfFolders || isFolder || end < path.byteCount
            if mayMatch, matches(components[0], path, start, end) { return true }
            start = end + 1
        }
        return false
    }

    /// Component by component. When one does not match, the last `**` before it takes one more: an earlier one would not
    /// help, for whatever it took besides, the last one can take as well. So the pattern ends as early in the path as it can,
    /// and if what is there is no folder, none is further on.
    private func coversWhole(_ path: RawSpan, _ isFolder: Bool) -> Bool {
        var component = 0
        var start = 0
        /// Where to go on when something does not match: behind the last `**`, at this component of the path.
        var retry: (component: Int, start: Int)?
        while component < components.count {
            if isAnyFolders(components[component]) {
                component += 1
                guard component < components.count else { return hasOne(path, from: start, isFolder) }
                retry = (component, start)
                continue
            }
            guard start <= path.byteCount else { return false }
            let end = Self.end(ofComponent: start, path)
            if matches(components[component], path, start, end) {
                component += 1
                start = end + 1
                continue
            }
            guard let last = retry else { return false }
            component = last.component
            start = Self.end(ofComponent: last.start, path) + 1
            retry = (component, start)
        }
        return !isOfFolders || isFolder || start <= path.byteCount
    }

    private func isAnyFolders(_ component: Range<Int>) -> Bool {
        component.count == 2 && bytes[component.lowerBound] == Byte.star && bytes[component.lowerBound + 1] == Byte.star
    }

    /// Whether there is a component from `start` on that a `**` at the end is of.
    private func hasOne(_ path: RawSpan, from start: Int, _ isFolder: Bool) -> Bool {
        guard start <= path.byteCount else { return false }
        return !isOfFolders || isFolder || Self.end(ofComponent: start, path) < path.byteCount
    }

    private static func byte(_ span: RawSpan, _ index: Int) -> UInt8 {
        unsafe span.unsafeLoad(fromByteOffset: index, as: UInt8.self)
    }

    private static func end(ofComponent start: Int, _ path: RawSpan) -> Int {
        var end = start
        while end < path.byteCount, byte(path, end) != Byte.slash { end += 1 }
        return end
    }

    /// Byte by byte, and stars as above.
    private func matches(_ component: Range<Int>, _ path: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var index = component.lowerBound
        var position = start
        var retry: (index: Int, position: Int)?
        while true {
            if index < component.upperBound, bytes[index] == Byte.star {
                index += 1
                retry = (index, position)
                continue
            }
            if index == component.upperBound, position == end { return true }
            if index < component.upperBound, position < end,
                let next = next(index, component.upperBound, Self.byte(path, position))
            {
                index = next
                position += 1
                continue
            }
            guard let last = retry, last.position < end else { return false }
            index = last.index
            position = last.position + 1
            retry = (index, position)
        }
    }

    /// Behind the element at `index`, which is no star, if it matches the byte.
    @inline(__always)
    private func next(_ index: Int, _ limit: Int, _ byte: UInt8) -> Int? {
        switch bytes[index] {
        case Byte.question: index + 1
        case Byte.backslash: bytes[index + 1] == byte ? index + 2 : nil
        case Byte.open: nextAfterSet(index, limit, byte)
        default: bytes[index] == byte ? index + 1 : nil
        }
    }

    private func nextAfterSet(_ start: Int, _ limit: Int, _ byte: UInt8) -> Int? {
        var index = start + 1
        let isNegated = bytes[index] == Byte.not || bytes[index] == Byte.caret
        if isNegated { index += 1 }
        var isThere = false
        var isFirst = true
        while isFirst || bytes[index] != Byte.close {
            isFirst = false
            guard let (low, high, next) = Self.range(at: index, in: bytes, limit) else { return nil }
            if low <= byte, byte <= high { isThere = true }
            index = next
        }
        return isThere != isNegated ? index + 1 : nil
    }
}
