import CPlatform

/// The long inputs of XXH3: eight accumulators of 64 bits take a stripe of eight words at a time.
///
/// Written once, on vectors of eight words: the compiler splits each into as many registers as the
/// instruction set of the kernel module needs.
public enum XXH3Stripes {
    @inlinable @inline(__always) public static var stripeLength: Int { 64 }

    /// Stripe n of a block is keyed with the secret from byte 8n on; a block
    /// ends, and the accumulators are scrambled, where the secret does. Of `count` stripes the first is
    /// number `first` of its block.
    @inlinable @inline(__always)
    public static func absorb(
        before: UnsafeRawPointer, after: UnsafeMutableRawPointer, secret: UnsafeRawPointer, secretLength: Int,
        first: Int, stripes: UnsafeRawPointer, count: Int, last: UnsafeRawPointer?
    ) {
        let block = (secretLength &- stripeLength) &>> 3
        let scrambling = unsafe vector(secret + (secretLength &- stripeLength))
        var value = unsafe vector(before)
        var next = unsafe stripes
        var left = count, place = first
        while left > 0 {
            let run = min(left, block &- place)
            value = unsafe value &+ sum(of: run, next, secret + 8 &* place)
            unsafe next += stripeLength &* run
            left &-= run
            place &+= run
            if place == block {
                value = scrambled(value, scrambling)
                place = 0
            }
        }
        if let last = unsafe last {
            value = unsafe value &+ sum(of: 1, last, secret + (secretLength &- stripeLength &- 7))
        }
        unsafe after.storeBytes(of: value, as: SIMD8<UInt64>.self)
    }

    /// What `count` stripes add to the accumulators: of each word keyed, the product of its halves, and the
    /// word itself to its neighbour. The words are exchanged once, in their sum, rather than one by one.
    @inlinable @inline(__always)
    static func sum(of count: Int, _ stripes: UnsafeRawPointer, _ secret: UnsafeRawPointer) -> SIMD8<UInt64> {
        var products = u64x8_splat(0), words = u64x8_splat(0)
        var stripe = 0
        while stripe < count {
            let input = unsafe vector(stripes + stripeLength &* stripe)
            let key = unsafe vector(secret + 8 &* stripe)
            products = products &+ u64x8_product_of_halves(input ^ key)
            words = words &+ input
            stripe &+= 1
        }
        return products &+ u64x8_exchange_neighbours(words)
    }

    @inlinable @inline(__always)
    static func scrambled(_ value: SIMD8<UInt64>, _ secret: SIMD8<UInt64>) -> SIMD8<UInt64> {
        (value ^ u64x8_shift_right(value, 47) ^ secret)
            &* u64x8_splat(UInt64(truncatingIfNeeded: XXH32.prime1))
    }

    @inlinable @inline(__always)
    static func vector(_ source: UnsafeRawPointer) -> SIMD8<UInt64> {
        unsafe source.loadUnaligned(as: SIMD8<UInt64>.self)
    }
}
