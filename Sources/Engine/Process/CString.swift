extension StaticString {
    /// The literal's bytes, which end with a NUL and live as long as the process.
    public var cString: UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
