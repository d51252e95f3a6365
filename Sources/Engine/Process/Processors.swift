import CPlatform

/// How many processors this process may keep busy, 1 or more: those that it may run on, but no more than its control
/// groups leave it time for. A container has a quota of time more often than a set of processors. Reads some small
/// files, each time: quotas change.
func availableProcessors() -> Int {
    let all = max(Int(platform_processors()), 1)
    return min(all, CPUQuota.processors() ?? all)
}

/// The processor time that the control groups of this process have (Linux: cgroups(7)). Elsewhere there are none of the
/// files, and no quota.
private enum CPUQuota {
    /// As many processors as the least quota keeps busy, rounded up. Nil where nothing limits it.
    static func processors() -> Int? {
        contents(of: bytes("/proc/self/cgroup")).split(separator: UInt8(ascii: "\n")).compactMap(least).min()
    }

    /// The least quota of a group and of all that it is within. `line` is a number, controllers and the group's path,
    /// with colons between; of version 2 the controllers are not named.
    private static func least(_ line: ArraySlice<UInt8>) -> Int? {
        let fields = line.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3 else { return nil }
        let controllers = fields[1].split(separator: UInt8(ascii: ","))
        let isSecond = fields[1].isEmpty
        guard isSecond || controllers.contains(where: { $0.elementsEqual(bytes("cpu")) }) else { return nil }
        var folder = bytes(isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu")
        var quotas = [isSecond ? second(folder) : first(folder)]
        // In a container the path can be that outside, of which there is nothing here: then the first folder is the
        // group.
        for name in fields[2].split(separator: UInt8(ascii: "/")) {
            folder += bytes("/") + name
            quotas.append(isSecond ? second(folder) : first(folder))
        }
        return quotas.compactMap { $0 }.min()
    }

    /// Of version 2: a file with quota and period, or `max` and the period.
    private static func second(_ folder: [UInt8]) -> Int? {
        let words = contents(of: folder + bytes("/cpu.max")).split(separator: UInt8(ascii: " "))
        return words.count == 2 ? processors(number(words[0]), number(words[1])) : nil
    }

    /// Of version 1: a file for each. A quota of -1 is none.
    private static func first(_ folder: [UInt8]) -> Int? {
        processors(
            number(contents(of: folder + bytes("/cpu.cfs_quota_us"))[...]),
            number(contents(of: folder + bytes("/cpu.cfs_period_us"))[...]))
    }

    /// Both are in microseconds.
    private static func processors(_ quota: Int?, _ period: Int?) -> Int? {
        guard let quota, let period, quota > 0, period > 0 else { return nil }
        return (quota - 1) / period + 1
    }

    /// Nil unless the text begins with a digit. What comes after the digits does not matter.
    private static func number(_ text: ArraySlice<UInt8>) -> Int? {
        let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        // More digits than an Int holds are no limit.
        guard !digits.isEmpty, digits.count < 18 else { return nil }
        return digits.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
    }

    /// Empty if the file cannot be read. No file here is longer than a page; what is longer is cut.
    private static func contents(of path: [UInt8]) -> [UInt8] {
        let name = path.map(CChar.init(bitPattern:)) + [0]
        return unsafe name.withUnsafeBufferPointer { name in
            guard let file = unsafe try? System.open(name.baseAddress!, in: System.currentFolder) else { return [] }
            return unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                count = unsafe (try? System.read(file.number, into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
            }
        }
    }

    private static func bytes(_ text: StaticString) -> [UInt8] {
        unsafe [UInt8](UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
