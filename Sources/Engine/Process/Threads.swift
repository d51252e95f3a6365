import CPlatform
import Synchronization

/// So many threads, but no more than there are processors that this process may use. It takes system calls to know.
func availableThreads(_ wanted: Int) -> Int { wanted > 1 ? min(wanted, availableProcessors()) : 1 }

/// Calls `body` with each number below `count`, on so many threads.
func concurrently(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let next = Atomic<Int>(0)
    concurrently(availableThreads(min(threads, count))) {
        while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard number < count else { break }
            body(number)
        }
    }
}

/// Runs `body` on so many threads, of which the caller's is one, and returns when all are done. If the system
/// gives fewer, there are fewer: what `body` does is to take work until none is left.
func concurrently(_ threads: Int, _ body: @Sendable () -> Void) {
    guard threads > 1 else { return body() }
    // The check that `body` did not escape knows this file's path. With another name, the library has the same bytes in
    // whatever folder it is built.
    #sourceLocation(file:"concurrently",line:25)
    withoutActuallyEscaping(body) { body in
        var body = body
        unsafe withUnsafeMutablePointer(to: &body) { body in
            unsafe withUnsafeTemporaryAllocation(of: platform_thread.self, capacity: threads - 1) { others in
                var started = 0
                while started < others.count {
                    guard unsafe platform_start_thread(others.baseAddress! + started, perform, body) == 0 else { break }
                    started += 1
                }
                unsafe body.pointee()
                for index in 0..<started { unsafe platform_join_thread(others[index]) }
            }
        }
    }
    #sourceLocation()
}

private let perform: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { body in
    unsafe body!.assumingMemoryBound(to: (@Sendable () -> Void).self).pointee()
    return nil
}
