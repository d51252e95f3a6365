import Algorithms
import CPlatform

extension kernel_table {
    /// Whether every slot is filled and what belongs together agrees: kernels, their costs, and what the engine has room
    /// for. It rests on constants of the kernel modules only, so one run with each instruction set proves it.
    var isConsistent: Bool {
        unsafe crc_reflected != nil && crc_forward.update != nil && crc32c != nil && adler32 != nil && xxh3 != nil
            && md5.isConsistent(mostLanes: mostLanes) && sha1.isConsistent(mostLanes: mostLanes)
            && sha256.isConsistent(mostLanes: mostLanes) && sha512.isConsistent(mostLanes: mostLanes)
            && keccak.isConsistent(mostLanes: mostLanes)
            && blake2b.isConsistent(mostLanes: mostLanes) && blake2s.isConsistent(mostLanes: mostLanes)
            && blake3.isConsistent(mostLanes: ChunkSource.mostLanes) && blake3.many != nil
            && blake3.block != nil && blake3.chunks != nil && blake3.parents != nil
    }
}
