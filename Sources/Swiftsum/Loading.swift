import Engine

// Whoever asks first for a value that the language initialises lazily makes it, and others wait meanwhile. A child that
// was forked then would wait for a thread that it doesn't have. So all such values are made when the library is loaded.

#if os(Linux)
    @section(".init_array")
    @used
    private let makeOnLoading: @convention(c) () -> Void = { makeSharedValues() }
#elseif canImport(Darwin)
    @section("__DATA,__mod_init_func")
    @used
    private let makeOnLoading: @convention(c) () -> Void = { makeSharedValues() }
#endif

private func makeSharedValues() {
    SharedValues.make()
    _ = unsafe instructionSetNames.text
}
