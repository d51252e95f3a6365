import CPlatform

extension SHA512 {
    @inlinable @inline(__always)
    public static func compressOne<Module, Register: SHA512Register>(
        _ module: Module.Type, _ register: Register.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer,
        count: Int
    ) {
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 240) { scratch in
            for t in 0..<80 { unsafe scratch[t] = roundConstants[t] }
            unsafe compressOne(
                module, register, state: state, blocks: blocks, count: count, scratch: scratch.baseAddress!)
        }
    }

    /// The scalar units do little but rounds: beside those of one block, the vector units compute the schedule of it
    /// and of the next block, 16 rounds ahead. A vector has two words of each block, and not more, because word t needs
    /// word t - 2.
    ///
    /// `scratch` has the constants of the 80 rounds, followed by their sums with the words of either block,
    /// which go from the schedule to the rounds through memory: that costs less than moving them between
    /// registers. All lie together, so that one register is enough to address them: the rounds leave few.
    @inlinable @inline(never)
    static func compressOne<Module, Register: SHA512Register>(
        _ module: Module.Type, _ register: Register.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer,
        count: Int, scratch: UnsafeMutablePointer<UInt64>
    ) {
        var value = unsafe state.loadUnaligned(as: InlineArray<8, UInt64>.self)
        var block = 0
        while block < count {
            let one = unsafe blocks + 128 &* block
            // A last block without another is paired with itself.
            let other = unsafe block &+ 1 < count ? one + 128 : one
            var w0 = unsafe first(one, other, 0, scratch), w2 = unsafe first(one, other, 2, scratch)
            var w4 = unsafe first(one, other, 4, scratch), w6 = unsafe first(one, other, 6, scratch)
            var w8 = unsafe first(one, other, 8, scratch), w10 = unsafe first(one, other, 10, scratch)
            var w12 = unsafe first(one, other, 12, scratch), w14 = unsafe first(one, other, 14, scratch)
            var v = Variables<Register>(value)
            var t = unsafe scratch
            while unsafe t != scratch + 64 {
                unsafe t = opaque(t)
                platform_compiler_barrier()
                unsafe twoRounds(&v, &w0, w2, w8, w10, w14, t)
                unsafe twoRounds(&v, &w2, w4, w10, w12, w0, t + 2)
                unsafe twoRounds(&v, &w4, w6, w12, w14, w2, t + 4)
                unsafe twoRounds(&v, &w6, w8, w14, w0, w4, t + 6)
                unsafe twoRounds(&v, &w8, w10, w0, w2, w6, t + 8)
                unsafe twoRounds(&v, &w10, w12, w2, w4, w8, t + 10)
                unsafe twoRounds(&v, &w12, w14, w4, w6, w10, t + 12)
                unsafe twoRounds(&v, &w14, w0, w6, w8, w12, t + 14)
                unsafe t += 16
            }
            platform_compiler_barrier()
            unsafe v.sixteenRounds(t + 80)
            v.add(to: &value)
            block &+= 1
            guard block < count else { break }

            v = Variables(value)
            unsafe t = scratch
            while unsafe t != scratch + 80 {
                unsafe t = opaque(t)
                unsafe v.sixteenRounds(t + 160)
                unsafe t += 16
            }
            v.add(to: &value)
            block &+= 1
        }
        unsafe state.storeBytes(of: value, as: InlineArray<8, UInt64>.self)
    }

    @inlinable @inline(__always)
    static func opaque(_ words: UnsafeMutablePointer<UInt64>) -> UnsafeMutablePointer<UInt64> {
        unsafe platform_opaque_address(words).assumingMemoryBound(to: UInt64.self)
    }

    /// Two rounds of one block, and words t + 16 and t + 17 of both blocks in place of `w16`, from those that stood 16,
    /// 14, 8, 6 and 2 before them, each with the one after.
    @inlinable @inline(__always)
    static func twoRounds<Register: SHA512Register>(
        _ v: inout Variables<Register>, _ w16: inout Words64x4, _ w14: Words64x4, _ w8: Words64x4, _ w6: Words64x4,
        _ w2: Words64x4, _ t: UnsafeMutablePointer<UInt64>
    ) {
        unsafe v.twoRounds(t + 80)
        w16 = next(w16, .middle(w16, w14), .middle(w8, w6), w2)
        unsafe store(w16, t + 16)
    }

    /// Words t and t + 1 of both blocks.
    @inlinable @inline(__always)
    static func first(
        _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ t: Int, _ scratch: UnsafeMutablePointer<UInt64>
    ) -> Words64x4 {
        let words = Words64x4.groups { group in
            unsafe ((group == 0 ? one : other) + 8 &* t).loadUnaligned(as: SIMD2<UInt64>.self)
        }.byteSwapped
        unsafe store(words, scratch + t)
        return words
    }

    /// Stores the sums of words and their constants, which are those at `t`.
    @inlinable @inline(__always)
    static func store(_ words: Words64x4, _ t: UnsafeMutablePointer<UInt64>) {
        let constants = unsafe UnsafeRawPointer(t).loadUnaligned(as: SIMD2<UInt64>.self)
        let sums = words &+ .groups { _ in constants }
        unsafe UnsafeMutableRawPointer(t + 80).storeBytes(of: sums.words.lowHalf, as: SIMD2<UInt64>.self)
        unsafe UnsafeMutableRawPointer(t + 160).storeBytes(of: sums.words.highHalf, as: SIMD2<UInt64>.self)
    }

    /// The variables of a message, between two rounds.
    @usableFromInline
    struct Variables<Register: SHA512Register> {
        @usableFromInline var a: Register, b: Register, c: Register
        @usableFromInline var d: UInt64, e: UInt64, f: UInt64, g: UInt64, h: UInt64

        @inlinable @inline(__always)
        init(_ value: InlineArray<8, UInt64>) {
            (a, b, c) = (Register(value[0]), Register(value[1]), Register(value[2]))
            (d, e, f, g, h) = (value[3], value[4], value[5], value[6], value[7])
        }

        @inlinable @inline(__always)
        func add(to value: inout InlineArray<8, UInt64>) {
            value = [
                value[0] &+ a.word, value[1] &+ b.word, value[2] &+ c.word, value[3] &+ d,
                value[4] &+ e, value[5] &+ f, value[6] &+ g, value[7] &+ h,
            ]
        }

        /// Rounds for which the schedule is made.
        @inlinable @inline(__always)
        mutating func sixteenRounds(_ sums: UnsafeMutablePointer<UInt64>) {
            unsafe twoRounds(sums)
            unsafe twoRounds(sums + 2)
            unsafe twoRounds(sums + 4)
            unsafe twoRounds(sums + 6)
            unsafe twoRounds(sums + 8)
            unsafe twoRounds(sums + 10)
            unsafe twoRounds(sums + 12)
            unsafe twoRounds(sums + 14)
        }

        @inlinable @inline(__always)
        mutating func twoRounds(_ sums: UnsafeMutablePointer<UInt64>) {
            unsafe round(sums[0])
            unsafe round(sums[1])
        }

        /// Step 3, as `SHA2.round`. What depends on e and a, which are known last, is added last.
        @inlinable @inline(__always)
        mutating func round(_ sum: UInt64) {
            let hSum = (h &+ sum).computedFirst
            let choice = (e & f) | (~e & g)
            let sigma1 = SHA512.bigSigma1(e)
            let t1 = (hSum &+ choice).computedFirst &+ sigma1
            let next = Register.isApart ? ((d &+ hSum).computedFirst &+ choice).computedFirst &+ sigma1 : d &+ t1
            (d, e, f, g, h) = (c.word, next, e, f, g)
            (a, b, c) = ((Register.majority(a, b, c) &+ Register(t1)).computedFirst &+ a.bigSigma0, a, b)
        }
    }
}

/// Where the variables a, b and c of one message are kept.
///
/// A round is 22 operations on words, of which a processor begins four a cycle at best. Ten of them need only a, b, c
/// and one other word. In vector registers they are seven, where a rotation is one instruction, and so is any logic of
/// three words. Their result becomes d three rounds later, which leaves time to move it to a scalar register.
public protocol SHA512Register: BitwiseCopyable {
    /// Whether it is another kind of register than that of the other variables. Then there is time for one operation
    /// more, which makes their chain one step shorter.
    static var isApart: Bool { get }
    init(_ word: UInt64)
    var word: UInt64 { get }
    static func &+ (a: Self, b: Self) -> Self
    /// As of `Lanes`.
    var computedFirst: Self { get }
    /// The functions of 4.1.3 of these names.
    var bigSigma0: Self { get }
    static func majority(_ a: Self, _ b: Self, _ c: Self) -> Self
}

extension UInt64: SHA512Register {
    @inlinable @inline(__always) public static var isApart: Bool { false }
    @inlinable @inline(__always) public var word: UInt64 { self }
    @inlinable @inline(__always) public var bigSigma0: UInt64 { SHA512.bigSigma0(self) }
}
