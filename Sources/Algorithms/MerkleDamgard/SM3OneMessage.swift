import CPlatform

extension SM3 {
    /// Where scalar units make the schedule, too, they have more to do than the chain of rounds takes. So vector units
    /// make it beside them, four words at a time and twelve rounds ahead.
    @inlinable @inline(never)
    public static func compressOne<Module>(
        _ module: Module.Type, state: UnsafeMutableRawPointer, blocks: UnsafeRawPointer, count: Int
    ) {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 128) { scratch in
            let words = unsafe platform_opaque_address(scratch.baseAddress!)
            var value = unsafe state.loadUnaligned(as: InlineArray<8, UInt32>.self)
            var block = unsafe blocks
            for _ in 0..<count {
                unsafe compressOne(&value, block, words.assumingMemoryBound(to: UInt32.self))
                unsafe block += 64
            }
            unsafe state.storeBytes(of: value, as: InlineArray<8, UInt32>.self)
        }
    }

    /// `words` are the 64 words of the schedule and, behind them, what each is together with the one four after it.
    /// They go from the vector units to the scalar ones through memory: from register to register takes longer.
    @inlinable @inline(__always)
    static func compressOne(
        _ value: inout InlineArray<8, UInt32>, _ block: UnsafeRawPointer, _ words: UnsafeMutablePointer<UInt32>
    ) {
        var w0 = unsafe first(block), w4 = unsafe first(block + 16)
        var w8 = unsafe first(block + 32), w12 = unsafe first(block + 48)
        unsafe store(w0, before: w4, words)
        unsafe store(w4, before: w8, words + 4)
        unsafe store(w8, before: w12, words + 8)
        var v = Variables<UInt32>(value)
        unsafe step(&v, 0, &w0, w4, w8, w12, words)
        unsafe step(&v, 4, &w4, w8, w12, w0, words)
        unsafe step(&v, 8, &w8, w12, w0, w4, words)
        unsafe step(&v, 12, &w12, w0, w4, w8, words)
        unsafe step(&v, 16, &w0, w4, w8, w12, words)
        unsafe step(&v, 20, &w4, w8, w12, w0, words)
        unsafe step(&v, 24, &w8, w12, w0, w4, words)
        unsafe step(&v, 28, &w12, w0, w4, w8, words)
        unsafe step(&v, 32, &w0, w4, w8, w12, words)
        unsafe step(&v, 36, &w4, w8, w12, w0, words)
        unsafe step(&v, 40, &w8, w12, w0, w4, words)
        unsafe step(&v, 44, &w12, w0, w4, w8, words)
        unsafe step(&v, 48, &w0, w4, w8, w12, words)
        unsafe v.fourRounds(52, words)
        unsafe v.fourRounds(56, words)
        unsafe v.fourRounds(60, words)
        v.add(to: &value)
    }

    /// Rounds `j` to `j` + 3, and words `j` + 16 to `j` + 19 in place of `w0`, from those that stood 16, 12, 8 and 4
    /// before them.
    @inlinable @inline(__always)
    static func step(
        _ v: inout Variables<UInt32>, _ j: Int, _ w0: inout SIMD4<UInt32>, _ w4: SIMD4<UInt32>, _ w8: SIMD4<UInt32>,
        _ w12: SIMD4<UInt32>, _ words: UnsafeMutablePointer<UInt32>
    ) {
        w0 = next(w0, w4, w8, w12)
        unsafe store(w12, before: w0, words + (j &+ 12))
        platform_compiler_barrier()
        unsafe v.fourRounds(j, words)
        platform_compiler_barrier()
    }

    /// The last of four words needs the first of them. What that adds to it is added after the others.
    @inlinable @inline(__always)
    static func next(
        _ w0: SIMD4<UInt32>, _ w4: SIMD4<UInt32>, _ w8: SIMD4<UInt32>, _ w12: SIMD4<UInt32>
    ) -> SIMD4<UInt32> {
        let zero = u32x4_splat(0)
        let mixed = p1(SIMD4.parity(w0, u32x4_from_3(w4, w8), u32x4_from_1(w12, zero).rotated(right: 17)))
        let words = SIMD4.parity(mixed, u32x4_from_3(w0, w4).rotated(right: 25), u32x4_from_2(w8, w12))
        return words ^ p1(u32x4_from_1(zero, words).rotated(right: 17))
    }

    @inlinable @inline(__always)
    static func first(_ source: UnsafeRawPointer) -> SIMD4<UInt32> {
        unsafe source.loadUnaligned(as: SIMD4<UInt32>.self).byteSwapped
    }

    @inlinable @inline(__always)
    static func store(_ words: SIMD4<UInt32>, before: SIMD4<UInt32>, _ target: UnsafeMutablePointer<UInt32>) {
        unsafe UnsafeMutableRawPointer(target).storeBytes(of: words, as: SIMD4<UInt32>.self)
        unsafe UnsafeMutableRawPointer(target + 64).storeBytes(of: words ^ before, as: SIMD4<UInt32>.self)
    }
}

extension SM3.Variables<UInt32> {
    @inlinable @inline(__always)
    mutating func fourRounds(_ j: Int, _ words: UnsafeMutablePointer<UInt32>) {
        unsafe round(j, words[j], words[64 &+ j])
        unsafe round(j &+ 1, words[j &+ 1], words[65 &+ j])
        unsafe round(j &+ 2, words[j &+ 2], words[66 &+ j])
        unsafe round(j &+ 3, words[j &+ 3], words[67 &+ j])
    }
}
