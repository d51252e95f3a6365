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
        if length <= longestShort { return unsafe updateShort(vector, value, input, length) }
        return unsafe updateLong(vector, value, input, length)
    }

    /// By single vectors, and the rest, if that is some groups, by groups. It all is added up once.
    @inlinable @inline(__always)
    static func updateShort<V: Adler32GroupVector>(
        _ vector: V.Type, _ value: UInt32, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt32 {
        let zero = V.Sums.splat(0)
        var sum = zero, earlier = zero, weighted = zero
        var next = unsafe input
        let odd = length & (V.count &- 1)
        if odd > 0 {
            let bytes = unsafe V.first(odd, of: next)
            sum = bytes.sum(weights: V.ones, addedTo: zero)
            weighted = bytes.sum(weights: .weights(from: odd), addedTo: zero)
            unsafe next += odd
        }
        // Fewer than three groups are no faster than their single vectors.
        let groups = length < 768 ? 0 : length &>> 8
        let weights = V.weights(from: V.count)
        var vectors = length &>> 6 &- groups &<< 2
        while vectors > 0 {
            let bytes = unsafe V.load(next)
            earlier = earlier &+ sum
            sum = bytes.sum(weights: V.ones, addedTo: sum)
            weighted = bytes.sum(weights: weights, addedTo: weighted)
            unsafe next += V.count
            vectors &-= 1
        }
        weighted = weighted &+ earlier.shifted(left: 6)
        if groups > 0 {
            var sums = Adler32GroupSums<V>(bytes: sum, weighted: weighted)
            unsafe sums.add(groups: groups, at: next, byTwoUnits: false)
            let inGroups = sums.bytes &- sum
            weighted = sums.weighted &+ sums.earlier.shifted(left: 8) &+ inGroups.shifted(left: 7) &+ inGroups
            sum = sums.bytes
        }
        var total = Halves(value)
        total.b &+= total.a &* UInt64(truncatingIfNeeded: length)
        return total.value(adding: sum, weighted)
    }

    /// Not inlined, so that short input has no registers to save.
    @inlinable @inline(never)
    static func updateLong<V: Adler32GroupVector>(
        _ vector: V.Type, _ value: UInt32, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt32 {
        // What comes from memory is read faster by the other loop.
        guard length <= 4 << 20 else { return unsafe update(vector, value, input, length) }
        // What fills no group comes first.
        let odd = length & (groupLength &- 1)
        var total = Halves(odd > 0 ? unsafe updateShort(vector, value, input, odd) : value)
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

    /// In a group a lane of the bytes grows by 5,100 at most: in 1024 groups, that of the bytes before grows to less
    /// than 2^32. A lane of the weighted sums stays within 2^30 of where it begins.
    @inlinable @inline(__always)
    static func add<V: Adler32GroupVector>(
        _ vector: V.Type, groups count: Int, at start: UnsafeRawPointer, to total: inout Halves
    ) {
        let middle: UInt32 = 1 << 30
        var sums = Adler32GroupSums<V>(bytes: .splat(0), weighted: .splat(middle))
        unsafe sums.add(groups: count, at: start, byTwoUnits: true)
        let bytes = sums.bytes.total
        total.b &+= total.a &* UInt64(truncatingIfNeeded: groupLength &* count)
        total.b &+= sums.earlier.total &* UInt64(truncatingIfNeeded: groupLength) &+ 129 &* bytes
        total.b &+= sums.weighted.total &- UInt64(truncatingIfNeeded: V.Sums.count) &* UInt64(middle)
        total.a &+= bytes
        total.reduce()
    }
}

/// Sums over groups. The bytes of a group count 256 times down to once: 129 times each, and as often as the weights say
/// that go from 127 down to -128. Besides, they count 256 times for each group that follows: see `Adler32.update`.
@usableFromInline
struct Adler32GroupSums<V: Adler32GroupVector> {
    @usableFromInline var bytes: V.Sums
    /// At each group, the bytes before it.
    @usableFromInline var earlier = V.Sums.splat(0)
    /// The bytes times their weights.
    @usableFromInline var weighted: V.Sums

    @inlinable @inline(__always)
    init(bytes: V.Sums, weighted: V.Sums) { (self.bytes, self.weighted) = (bytes, weighted) }

    /// `byTwoUnits`: some bytes are added up by an instruction with a unit of its own, for over many groups the units
    /// that weigh bytes are the limit. Over few groups that takes longer.
    @inlinable @inline(__always)
    mutating func add(groups count: Int, at start: UnsafeRawPointer, byTwoUnits: Bool) {
        let w0 = V.weights(from: 127), w1 = V.weights(from: 63), w2 = V.weights(from: -1), w3 = V.weights(from: -65)
        let zero = V.Sums.splat(0)
        var a = weighted, b = zero, c = zero, d = zero
        var sum = bytes, other = zero, otherEarlier = zero
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
            sum = x0.sum(weights: V.ones, addedTo: sum)
            other = x1.sum(weights: V.ones, addedTo: other)
            if byTwoUnits {
                sum = sum &+ x3.sum(addedTo: x2.sum(addedTo: zero))
            } else {
                sum = x2.sum(weights: V.ones, addedTo: sum)
                other = x3.sum(weights: V.ones, addedTo: other)
            }
            unsafe next += Adler32.groupLength
        }
        bytes = sum &+ other
        earlier = earlier &+ otherEarlier
        weighted = a &+ b &+ c &+ d
    }
}
