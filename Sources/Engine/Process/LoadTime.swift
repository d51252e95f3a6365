import Algorithms

/// What is made when the library is loaded: all values that Swift would otherwise make when they are first used.
public enum LoadTime {
    public static func makeSharedValues() {
        _ = Algorithm.all
        unsafe _ = BorrowedTable.make()
        unsafe _ = Kernels.table
        CRC32ByInstruction.prepare()
        CRC82.prepare()
    }
}
