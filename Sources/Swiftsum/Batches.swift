import CPlatform
import CSwiftsum
import Engine

extension swiftsum_batch_options: SizedStructure {}
extension swiftsum_batch_results: SizedStructure {}

/// A batch, and the arrays in which its caller finds what came of a group of files.
@safe
private final class Batch {
    let files: FileBatch
    let slice: UInt64
    private let statuses: UnsafeMutablePointer<Int32>
    private let entries: UnsafeMutablePointer<swiftsum_entry>

    init(_ algorithms: [Algorithm], _ options: swiftsum_batch_options) {
        files = FileBatch(
            algorithms, settle: UInt64(options.settle_milliseconds) * 1_000_000, threads: Int(options.threads))
        slice = UInt64(options.slice_milliseconds)
        unsafe statuses = .allocate(capacity: FileBatch.mostResults)
        unsafe entries = .allocate(capacity: FileBatch.mostResults)
    }

    deinit {
        unsafe entries.deallocate()
        unsafe statuses.deallocate()
    }

    func results() -> swiftsum_batch_results {
        var results = unsafe swiftsum_batch_results()
        guard let ready = files.results else { return unsafe results }
        for file in 0..<ready.count {
            let outcome = ready.outcome(file)
            unsafe statuses[file] = Int32(outcome.status.status.rawValue)
            unsafe entries[file] = swiftsum_entry(
                pathLength: ready.pathLength(file), kind: outcome.kind, error: outcome.status.systemError,
                state: outcome.state)
        }
        unsafe results.count = ready.count
        unsafe results.ready = files.ready
        unsafe results.paths = ready.paths.baseAddress
        unsafe results.paths_length = ready.paths.count
        unsafe results.statuses = UnsafePointer(statuses)
        unsafe results.entries = UnsafePointer(entries)
        unsafe results.entry_size = MemoryLayout<swiftsum_entry>.stride
        unsafe results.digests = UnsafeRawPointer(ready.digests.baseAddress)
        return unsafe results
    }
}

extension FileOutcome.Status {
    fileprivate var status: swiftsum_status {
        switch self {
        case .digested: SWIFTSUM_OK
        case .changed: SWIFTSUM_ERROR_CHANGED
        case .waiting, .irregular: SWIFTSUM_AGAIN
        case .failed: SWIFTSUM_ERROR_SYSTEM
        }
    }

    fileprivate var systemError: Int32 {
        if case .failed(let error) = self { error.code } else { 0 }
    }
}

@c @implementation
public func swiftsum_make_batch(
    _ numbers: UnsafePointer<swiftsum_algorithm>?, _ count: Int, _ options: UnsafePointer<swiftsum_batch_options>?,
    _ batch: UnsafeMutablePointer<OpaquePointer?>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(batch)
        let options = unsafe try swiftsum_batch_options(reading: options)
        // No algorithm twice, so that a wrong count is found before memory is read that is none.
        guard count > 0, count <= Algorithm.all.count else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
        let numbers = unsafe try required(numbers)
        var algorithms: [Algorithm] = []
        for index in 0..<count { algorithms.append(try algorithm(unsafe numbers[index])) }
        unsafe target.pointee = hand(Batch(algorithms, options))
    }
}

@c @implementation
public func swiftsum_release_batch(_ batch: OpaquePointer?) {
    unsafe takeBack(batch, as: Batch.self)
}

@c @implementation
public func swiftsum_batch_add(
    _ batch: OpaquePointer?, _ paths: UnsafePointer<CChar>?, _ length: Int
) -> swiftsum_status {
    status { () throws(StatusError) in
        let batch = unsafe try borrow(batch, as: Batch.self)
        guard length != 0 else { return }
        guard length >= 0 else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
        let bytes = unsafe try required(paths)
        guard unsafe bytes[length - 1] == 0 else { throw StatusError(SWIFTSUM_ERROR_SIZE) }
        let paths = unsafe UnsafeBufferPointer(start: bytes, count: length)
        try system { () throws(SystemError) in unsafe try batch.files.add(paths) }
    }
}

@c @implementation
public func swiftsum_batch_walk(_ batch: OpaquePointer?, _ walker: OpaquePointer?) -> swiftsum_status {
    status { () throws(StatusError) in
        let walker = unsafe try borrow(walker, as: TreeWalker.self)
        guard unsafe try borrow(batch, as: Batch.self).files.add(walker) else {
            throw StatusError(SWIFTSUM_ERROR_UNSUPPORTED)
        }
    }
}

@c @implementation
public func swiftsum_run_batch(
    _ batch: OpaquePointer?, _ results: UnsafeMutablePointer<swiftsum_batch_results>?
) -> swiftsum_status {
    status { () throws(StatusError) in
        let target = unsafe try required(results)
        unsafe try swiftsum_batch_results.check(target)
        let batch = unsafe try borrow(batch, as: Batch.self)
        var isWorking = false
        do throws(StatusError) {
            isWorking = try system { () throws(SystemError) in try batch.files.run(slice: batch.slice) }
        } catch {
            unsafe try batch.results().write(to: target)
            throw error
        }
        unsafe try batch.results().write(to: target)
        if isWorking { throw StatusError(SWIFTSUM_AGAIN) }
    }
}
