import Engine

// Values that all calls share are made when the library is loaded. Swift would make each when it is first used, and has
// other threads wait meanwhile: a child that was forked then would wait for a thread that it doesn't have.
//
// Code can call the library even before: a constructor of another library, or of the program. So no function relies on
// it: what is not there yet is made out of line.

#if objectFormat(ELF)
    @section(".init_array")
    @used
    private let makeOnLoading: @convention(c) () -> Void = { makeSharedValues() }
#elseif objectFormat(MachO)
    @section("__DATA,__mod_init_func")
    @used
    private let makeOnLoading: @convention(c) () -> Void = { makeSharedValues() }
#else
    #error("say here how this object format has a function called when a library is loaded")
#endif

private func makeSharedValues() {
    LoadTime.makeSharedValues()
    _ = unsafe instructionSetNames.text
    _ = unsafe microarchitectureNames.text
}
