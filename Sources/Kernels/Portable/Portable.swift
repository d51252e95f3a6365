import Algorithms
import CPlatform

/// Kernels for every CPU of the architecture.
public enum Portable {}

@c @implementation
public func kernels_fill_portable(_ table: UnsafeMutablePointer<kernel_table>) {
    unsafe table.pointee.crc_reflected = { unsafe CRCSlicing<Reflected>.update($0, $1, $2, $3) }
    unsafe table.pointee.crc_forward = kernel_crc_forward(
        update: { unsafe CRCSlicing<Forward>.update($0, $1, $2, $3) }, folds_reflected: false)
    unsafe table.pointee.crc32c = unsafe table.pointee.crc_reflected
    unsafe table.pointee.adler32 = { unsafe Adler32.update(SIMD16<UInt8>.self, $0, $1, $2) }
    unsafe table.pointee.xxh3 = {
        unsafe XXH3Stripes.absorb(
            before: $0, after: $1, secret: $2, secretLength: $3, first: $4, stripes: $5, count: $6, last: $7,
            registersHoldKeys: false)
    }
    unsafe table.pointee.xxh3_64 = {
        unsafe XXH3Stripes.digest(XXH3_64.self, $0, $1, $2, registersHoldKeys: false)
    }
    unsafe table.pointee.md5.setOne(cost: 295) { unsafe MD5.compress(Portable.self, state: $0, blocks: $1, count: $2) }
    unsafe table.pointee.md5.setPair(cost: 460) {
        unsafe MD5.compress(Portable.self, TwoVectors<UInt32>.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.md5.setMany(SIMD4<UInt32>.self, cost: 390) {
        unsafe MD5.compress(Portable.self, SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.sha1.setOne(cost: 285) {
        unsafe SHA1.compress(Portable.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.sha1.setMany(SIMD4<UInt32>.self, cost: 465) {
        unsafe SHA1.compress(Portable.self, SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.sha256.setOne(cost: 680) {
        unsafe SHA256.compress(Portable.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.sha256.setMany(SIMD4<UInt32>.self, cost: 1045) {
        unsafe SHA256.compress(Portable.self, SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.sha512.setOne(cost: 860) {
        unsafe SHA512.compress(Portable.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.ripemd160.setOne(cost: 270) {
        unsafe RIPEMD160.compress(Portable.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.ripemd160.setMany(SIMD4<UInt32>.self, cost: 420) {
        unsafe RIPEMD160.compress(Portable.self, SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.sm3.setOne(cost: 500) {
        unsafe SM3.compressOne(Portable.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.sm3.setMany(SIMD4<UInt32>.self, cost: 740) {
        unsafe SM3.compress(Portable.self, SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2)
    }
    unsafe table.pointee.keccak.setOne(cost: 1160) {
        unsafe Keccak.absorb(Portable.self, UInt64.self, state: $0, blocks: $1, count: $2, blockLength: $3)
    }
    unsafe table.pointee.blake2b.setOne(cost: 430) {
        unsafe BLAKE2b.compressScalar(Portable.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
    }
    unsafe table.pointee.blake2s.setOne(cost: 380) {
        unsafe BLAKE2s.compressScalar(Portable.self, chaining: $0, blocks: $1, count: $2, length: $3, last: $4)
    }
    unsafe table.pointee.blake2s.setMany(SIMD4<UInt32>.self, cost: 595) {
        unsafe BLAKE2s.compress(
            Portable.self, SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2, lengths: $3, flags: $4)
    }
    unsafe table.pointee.blake3.block = {
        unsafe BLAKE3.block(Portable.self, chaining: $0, block: $1, counter: $2, length: $3, flags: $4, output: $5)
    }
    unsafe table.pointee.blake3.setOne(cost: 245) {
        unsafe BLAKE3.blocks(
            Portable.self, chaining: $0, blocks: $1, count: $2, counter: $3, first: $4, flags: $5)
    }
    unsafe table.pointee.blake3.chunks = {
        unsafe BLAKE3.chunks(
            Portable.self, SIMD4<UInt32>.self, SIMD4<UInt32>.self, SIMD8<UInt32>.self, key: $0, chunks: $1, count: $2,
            counter: $3, flags: $4, output: $5)
    }
    unsafe table.pointee.blake3.setMany(SIMD4<UInt32>.self, cost: 425) {
        unsafe BLAKE3.lanes(SIMD4<UInt32>.self, state: $0, blocks: $1, count: $2, counters: $3, flags: $4)
    }
    unsafe table.pointee.blake3.parents = {
        unsafe BLAKE3.parents(
            Portable.self, SIMD4<UInt32>.self, SIMD4<UInt32>.self, SIMD8<UInt32>.self, key: $0, children: $1, count: $2,
            flags: $3, output: $4)
    }
}
