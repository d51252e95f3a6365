import CPlatform

/// Arithmetic of polynomials over GF(2) modulo one of degree 64; bit i is the coefficient of x^i.
struct Polynomial64 {
    /// The modulus without its term x^64.
    let modulus: UInt64

    /// `a` times x.
    func timesX(_ a: UInt64) -> UInt64 {
        (a << 1) ^ (a >> 63 == 1 ? modulus : 0)
    }

    /// `a` times x^8.
    func timesByte(_ a: UInt64) -> UInt64 {
        (0..<8).reduce(a) { product, _ in timesX(product) }
    }

    func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        var bit: UInt64 = 1 << 63
        // Horner's rule over the coefficients of b.
        while bit != 0 {
            sum = timesX(sum) ^ (b & bit != 0 ? a : 0)
            bit >>= 1
        }
        return sum
    }

    /// x to the power of `exponent`, by squaring.
    func power(_ exponent: Int) -> UInt64 {
        power(of: 2, UInt64(exponent))
    }

    /// `base` to the power of `exponent`.
    func power(of base: UInt64, _ exponent: UInt64) -> UInt64 {
        var result: UInt64 = 1
        var square = base
        var rest = exponent
        while rest != 0 {
            if rest & 1 == 1 { result = multiply(result, square) }
            rest >>= 1
            if rest != 0 { square = multiply(square, square) }
        }
        return result
    }

    /// floor(x^128 / modulus) without its term x^64, by long division.
    var barrett: UInt64 {
        var quotient: UInt64 = 0
        var remainder = modulus
        for _ in 0..<64 {
            quotient = (quotient << 1) | (remainder >> 63)
            remainder = timesX(remainder)
        }
        return quotient
    }
}

extension UInt64 {
    /// The same bits from the other end.
    var bitReversed: UInt64 { platform_bit_reversed(self) }
}
