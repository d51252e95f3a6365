import CPlatform

/// The long inputs of XXH3: eight accumulators of 64 bits take a stripe of eight words at a time.
///
/// Written once, on vectors of eight words: the compiler splits each into as many registers as the instruction
/// set of the kernel module needs. Operations other than sums and products are those of vectors.h, because
/// Swift's own are done word by word.
public enum XXH3Stripes {
    @inlinable @inline(__always) public static var stripeLength: Int { 64 }
    /// How many stripes a block has with a secret of 192 bytes, such as the default one.
    @inlinable @inline(__always) static var usualBlock: Int { 16 }

    /// Stripe n of a block is keyed with the secret from byte 8n on; a block ends, and the accumulators are
    /// scrambled, where the secret does. Of `count` stripes the first is number `first` of its block.
    /// `registersHoldKeys`, a constant, is whether there are registers for 17 vectors beside those in work.
    @inlinable @inline(__always)
    public static func absorb(
        before: UnsafeRawPointer, after: UnsafeMutableRawPointer, secret: UnsafeRawPointer, secretLength: Int,
        first: Int, stripes: UnsafeRawPointer, count: Int, last: UnsafeRawPointer?, registersHoldKeys: Bool
    ) {
        let value = unsafe absorbed(
            vector(before), secret, secretLength, first, stripes, count, last, registersHoldKeys: registersHoldKeys)
        unsafe after.storeBytes(of: value, as: SIMD8<UInt64>.self)
    }

    /// The digest of an input that lies in one piece, is not short, and has a secret as long as the default one. All is
    /// here, and not by `absorb`: between 241 and 1,024 bytes, what is around the stripes takes longer than they do.
    @inlinable @inline(__always)
    public static func digest<Variant: XXH3Variant>(
        _ variant: Variant.Type, _ input: UnsafeRawPointer, _ length: Int, _ secret: UnsafeRawPointer,
        registersHoldKeys: Bool
    ) -> Variant.Digest {
        let secret = unsafe UnsafeRawBufferPointer(start: secret, count: 192)
        let value = unsafe absorbed(
            initial, secret.start, secret.count, 0, input, (length &- 1) / stripeLength,
            input + (length &- stripeLength), registersHoldKeys: registersHoldKeys)
        return unsafe Variant.long(
            unsafeBitCast(value, to: XXH3.Accumulators.self), UInt64(truncatingIfNeeded: length), secret: secret)
    }

    /// `XXH3.initial`.
    @inlinable @inline(__always)
    static var initial: SIMD8<UInt64> {
        SIMD8(
            0xc2b2_ae3d, 0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9,
            0x85eb_ca77_c2b2_ae63, 0x85eb_ca77, 0x27d4_eb2f_1656_67c5, 0x9e37_79b1)
    }

    @inlinable @inline(__always)
    static func absorbed(
        _ before: SIMD8<UInt64>, _ secret: UnsafeRawPointer, _ secretLength: Int, _ first: Int,
        _ stripes: UnsafeRawPointer, _ count: Int, _ last: UnsafeRawPointer?, registersHoldKeys: Bool
    ) -> SIMD8<UInt64> {
        let block = (secretLength &- stripeLength) &>> 3
        let scrambling = unsafe vector(secret + (secretLength &- stripeLength))
        var value = before
        var next = unsafe stripes
        var left = count, index = first
        while left > 0 {
            if registersHoldKeys, index == 0, block == usualBlock, left >= usualBlock {
                let blocks = left / usualBlock
                value = unsafe wholeBlocks(value, next, blocks, secret, scrambling)
                unsafe next += stripeLength &* usualBlock &* blocks
                left &-= usualBlock &* blocks
                continue
            }
            let run = min(left, block &- index)
            var sum = Sum()
            var stripe = 0
            while stripe &+ 4 <= run {
                unsafe sum.addFour(stripe, next, secret + 8 &* index)
                stripe &+= 4
            }
            while stripe < run {
                unsafe sum.add(stripe, next, secret + 8 &* index)
                stripe &+= 1
            }
            value = value &+ sum.value
            unsafe next += stripeLength &* run
            left &-= run
            index &+= run
            if index == block {
                value = scrambled(value, scrambling)
                index = 0
            }
        }
        if let last = unsafe last {
            var sum = Sum()
            unsafe sum.add(0, last, secret + (secretLength &- stripeLength &- 7))
            value = value &+ sum.value
        }
        return value
    }

    /// Takes the accumulators through `count` blocks of the usual length, with all their keys in registers.
    @inlinable @inline(__always)
    static func wholeBlocks(
        _ start: SIMD8<UInt64>, _ blocks: UnsafeRawPointer, _ count: Int, _ secret: UnsafeRawPointer,
        _ scrambling: SIMD8<UInt64>
    ) -> SIMD8<UInt64> {
        var value = start
        var next = unsafe blocks
        var left = count
        while left > 0 {
            var sum = Sum()
            unsafe sum.addFour(0, next, secret)
            unsafe sum.addFour(4, next, secret)
            unsafe sum.addFour(8, next, secret)
            unsafe sum.addFour(12, next, secret)
            value = scrambled(value &+ sum.value, scrambling)
            unsafe next += stripeLength &* usualBlock
            left &-= 1
        }
        return value
    }

    /// What stripes add to the accumulators: of each word keyed, the product of its halves, and the word itself
    /// to its neighbour. The words are exchanged once, in their sum, rather than one by one.
    @usableFromInline
    struct Sum {
        @usableFromInline var products = u64x8_splat(0)
        @usableFromInline var words = u64x8_splat(0)

        @inlinable @inline(__always)
        init() {}

        /// Stripe number `stripe` of `stripes`, with the key at `secret` + 8·`stripe`.
        @inlinable @inline(__always)
        mutating func add(_ stripe: Int, _ stripes: UnsafeRawPointer, _ secret: UnsafeRawPointer) {
            let input = unsafe XXH3Stripes.vector(stripes + XXH3Stripes.stripeLength &* stripe)
            let keyed = unsafe u64x8_xor(input, XXH3Stripes.vector(secret + 8 &* stripe))
            products = products &+ u64x8_product_of_halves(keyed)
            words = words &+ input
        }

        @inlinable @inline(__always)
        mutating func addFour(_ first: Int, _ stripes: UnsafeRawPointer, _ secret: UnsafeRawPointer) {
            unsafe add(first, stripes, secret)
            unsafe add(first &+ 1, stripes, secret)
            unsafe add(first &+ 2, stripes, secret)
            unsafe add(first &+ 3, stripes, secret)
        }

        @inlinable @inline(__always)
        var value: SIMD8<UInt64> { products &+ u64x8_exchange_neighbours(words) }
    }

    @inlinable @inline(__always)
    static func scrambled(_ value: SIMD8<UInt64>, _ secret: SIMD8<UInt64>) -> SIMD8<UInt64> {
        u64x8_xor(u64x8_xor(value, u64x8_shift_right(value, 47)), secret)
            &* u64x8_splat(UInt64(truncatingIfNeeded: XXH32.prime1))
    }

    @inlinable @inline(__always)
    static func vector(_ source: UnsafeRawPointer) -> SIMD8<UInt64> {
        unsafe source.loadUnaligned(as: SIMD8<UInt64>.self)
    }
}
