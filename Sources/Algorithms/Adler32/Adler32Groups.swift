/// Vectors of 64 bytes whose weights have a sign: from -128 to 127 they are as many as a group of four vectors has bytes.
public protocol Adler32GroupVector: Adler32Vector {
    /// Each byte is 1.
    static var ones: Self { get }
}

extension Adler32 {
    @inlinable @inline(__always) static var groupLength: Int { 256 }

    /// As `update`, by groups.
    @inlinable @inline(__always)
    public static func updateByGroups<V: Adler32GroupVector>(
        _ vector: V.Type, _ value: UInt32, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt32 {
        // It pays from some groups on. What comes from memory is read faster by the other loop.
        guard length >= 1024, length <= 4 << 20 else { return unsafe update(vector, value, input, length) }
        return unsafe updateByGroupsOnly(vector, value, input, length)
    }

    /// Not inlined, so that short input has no registers to save.
    @inlinable @inline(never)
    static func updateByGroupsOnly<V: Adler32GroupVector>(
        _ vector: V.Type, _ value: UInt32, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt32 {
        // What fills no group comes first.
        let odd = length & (groupLength &- 1)
        var total = Halves(odd > 0 ? unsafe update(vector, value, input, odd) : value)
        var next = unsafe input + odd
        var left = (length &- odd) / groupLength
        while left > 0 {
            let count = min(left, 1024)
            unsafe add(vector, groups: count, at: next, to: &total)
            unsafe next += groupLength &* count
            left &-= count
        }
        return total.value
    }

    /// The bytes of a group count 256 times down to once: 129 times each, and as often as the weights say that go from
    /// 127 down to -128. Besides, they count 256 times for each group that follows: see `update`.
    ///
    /// In a group a lane of `sum` grows by 5,100 at most: in 1024 groups, `earlier` grows to less than 2^32. A lane of
    /// the weighted sums stays within 2^30 of where it begins.
    @inlinable @inline(__always)
    static func add<V: Adler32GroupVector>(
        _ vector: V.Type, groups count: Int, at start: UnsafeRawPointer, to total: inout Halves
    ) {
        let w0 = V.weights(from: 127), w1 = V.weights(from: 63), w2 = V.weights(from: -1), w3 = V.weights(from: -65)
        let zero = V.Sums.splat(0), middle: UInt32 = 1 << 30
        var a = V.Sums.splat(middle), b = zero, c = zero, d = zero
        var sum = zero, other = zero, earlier = zero, otherEarlier = zero
        var next = unsafe start
        for _ in 0..<count {
            let x0 = unsafe V.load(next), x1 = unsafe V.load(next + 64)
            let x2 = unsafe V.load(next + 128), x3 = unsafe V.load(next + 192)
            earlier = earlier &+ sum
            otherEarlier = otherEarlier &+ other
            a = x0.sum(weights: w0, addedTo: a)
            b = x1.sum(weights: w1, addedTo: b)
            c = x2.sum(weights: w2, addedTo: c)
            d = x3.sum(weights: w3, addedTo: d)
            // By two instructions, which have units of their own.
            sum = x0.sum(weights: V.ones, addedTo: sum) &+ x3.sum(addedTo: x2.sum(addedTo: zero))
            other = x1.sum(weights: V.ones, addedTo: other)
            unsafe next += groupLength
        }
        let bytes = V.total(sum &+ other)
        total.b &+= total.a &* UInt64(truncatingIfNeeded: groupLength &* count)
        total.b &+= V.total(earlier &+ otherEarlier) &* UInt64(truncatingIfNeeded: groupLength) &+ 129 &* bytes
        total.b &+= V.total(a &+ b &+ c &+ d) &- UInt64(truncatingIfNeeded: V.Sums.count) &* UInt64(middle)
        total.a &+= bytes
        total.reduce()
    }
}
