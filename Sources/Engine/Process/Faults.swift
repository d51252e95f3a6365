#if FAULTS
    import CPlatform
    import Synchronization

    /// In a build for tests: makes system calls fail. The environment says which and how.
    ///
    /// - `SWIFTSUM_FAULT_CALL`: the number of the first call that fails, from 1;
    /// - `SWIFTSUM_FAULT_ERRNO`: the `errno` that it fails with; 0: it is not refused, but a read gives a byte at most;
    /// - `SWIFTSUM_FAULT_LASTS`: if there is one, all calls from then on.
    ///
    /// `swiftsum_live_objects` and all else works as usual. The count of calls begins when the library is loaded.
    enum Faults {
        private static let calls = Atomic<Int>(0)
        private static let first = number("SWIFTSUM_FAULT_CALL")
        private static let code = number("SWIFTSUM_FAULT_ERRNO") ?? Int(EIO)
        private static let lasts = number("SWIFTSUM_FAULT_LASTS") != nil

        /// The `errno` that this call is to fail with; nil if it is to be made.
        static func next() -> Int32? {
            let call = calls.wrappingAdd(1, ordering: .relaxed).newValue
            return code != 0 && isFaulty(call) ? Int32(code) : nil
        }

        /// How many bytes the call that was just asked for may read, of so many.
        static func shortened(_ count: Int) -> Int {
            code == 0 && isFaulty(calls.load(ordering: .relaxed)) ? min(count, 1) : count
        }

        private static func isFaulty(_ call: Int) -> Bool {
            guard let first else { return false }
            return lasts ? call >= first : call == first
        }

        private static func number(_ name: StaticString) -> Int? {
            guard let text = unsafe getenv(name.cString) else { return nil }
            return unsafe Int(atoi(text))
        }
    }
#endif
