import Algorithms
import CPlatform

extension kernel_table {
    /// Whether every slot is filled and what must agree does: kernels, their costs, and the lanes that the engine has
    /// memory for. This depends on constants of the kernel modules only, so one process for each instruction set proves
    /// it.
    var isConsistent: Bool {
        unsafe crc_reflected != nil && crc_forward.update != nil && crc32c != nil && adler32 != nil && xxh3 != nil
            && xxh3_64 != nil
            && md5.isConsistent(mostLanes: mostLanes) && sha1.isConsistent(mostLanes: mostLanes)
            && sha256.isConsistent(mostLanes: mostLanes) && sha512.isConsistent(mostLanes: mostLanes)
            && ripemd160.isConsistent(mostLanes: mostLanes) && sm3.isConsistent(mostLanes: mostLanes)
            && keccak.isConsistent(mostLanes: mostLanes)
            && blake2b.isConsistent(mostLanes: mostLanes) && blake2s.isConsistent(mostLanes: mostLanes)
            && blake3.isConsistent(mostLanes: ChunkSource.mostLanes) && blake3.many != nil
            && blake3.block != nil && blake3.chunks != nil && blake3.parents != nil
    }
}
