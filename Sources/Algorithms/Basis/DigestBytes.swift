extension MutableRawSpan {
    /// Writes the first `count` bytes of `words` at `offset`, each word's bytes in big-endian order or else
    /// in little-endian order. Traps if the span or the words are shorter.
    ///
    /// Inlined, because for a call the words are copied as vectors, which waits until they are in memory.
    @inlinable @inline(__always)
    public mutating func store<let n: Int, Word: UnsignedWord>(
        _ words: InlineArray<n, Word>, count: Int, at offset: Int = 0, bigEndian: Bool
    ) {
        store(count: count, at: offset, bigEndian: bigEndian) { words[$0] }
    }

    /// The same of words that `word` returns by their index.
    @inlinable @inline(__always)
    public mutating func store<Word: UnsignedWord>(
        count: Int, at offset: Int = 0, bigEndian: Bool, _ word: (Int) -> Word
    ) {
        let width = Word.bitWidth / 8, whole = count / width
        for index in 0..<whole {
            let next = word(index)
            storeBytes(
                of: bigEndian ? next.bigEndian : next.littleEndian, toByteOffset: offset + width * index, as: Word.self)
        }
        guard count % width > 0 else { return }
        var rest = bigEndian ? word(whole).byteSwapped : word(whole)
        var tail = offset + width * whole
        if count & 4 & (width - 1) != 0 {
            storeBytes(of: UInt32(truncatingIfNeeded: rest).littleEndian, toByteOffset: tail, as: UInt32.self)
            (rest, tail) = (rest >> 32, tail + 4)
        }
        if count & 2 != 0 {
            storeBytes(of: UInt16(truncatingIfNeeded: rest).littleEndian, toByteOffset: tail, as: UInt16.self)
            (rest, tail) = (rest >> 16, tail + 2)
        }
        if count & 1 != 0 { storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: tail, as: UInt8.self) }
    }
}
