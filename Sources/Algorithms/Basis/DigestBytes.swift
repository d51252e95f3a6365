extension MutableRawSpan {
    /// Writes the first `count` bytes of `words` at `offset`, each word's bytes in big-endian order or else
    /// in little-endian order. Traps if the span or the words are shorter.
    ///
    /// Inlined, because a call copies the words first, as vectors: which waits for the words to be in memory.
    @inlinable @inline(__always)
    public mutating func store<let n: Int, Word: UnsignedWord>(
        _ words: InlineArray<n, Word>, count: Int, at offset: Int = 0, bigEndian: Bool
    ) {
        store(count: count, at: offset, bigEndian: bigEndian) { words[$0] }
    }

    /// The same of words wherever they are: `word` returns each by its index.
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
        var place = offset + width * whole
        if count & 4 & (width - 1) != 0 {
            storeBytes(of: UInt32(truncatingIfNeeded: rest).littleEndian, toByteOffset: place, as: UInt32.self)
            (rest, place) = (rest >> 32, place + 4)
        }
        if count & 2 != 0 {
            storeBytes(of: UInt16(truncatingIfNeeded: rest).littleEndian, toByteOffset: place, as: UInt16.self)
            (rest, place) = (rest >> 16, place + 2)
        }
        if count & 1 != 0 { storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: place, as: UInt8.self) }
    }
}
