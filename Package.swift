// swift-tools-version: 6.2
import PackageDescription

/// Embedded Swift: the library carries no runtime and needs libc only.
/// Strict memory safety: every unsafe expression in the sources says so.
func settings(flags: [String] = []) -> [SwiftSetting] {
    [
        .enableExperimentalFeature("Embedded"),
        .strictMemorySafety(),
        // Functions that differ in a constant stay apart: one for all of them would take an argument more, and a call.
        // Each has a section of its own, so that the linker leaves out what nothing calls, and with it what that calls:
        // the seed of Swift's hash tables would need a glibc of 2.36.
        // Swift's own pass that moves code out of loops takes as long as all others together where a loop is thousands of
        // instructions, and LLVM has such a pass, too.
        // The last flag keeps a hash of the folders' names out of the objects.
        .unsafeFlags(
            [
                "-wmo", "-Xllvm", "-swiftmergefunc-threshold=0", "-Xfrontend", "-function-sections",
                "-Xllvm", "-sil-disable-pass=loop-invariant-code-motion",
                "-Xfrontend", "-disable-incremental-llvm-codegen",
            ] + flags.flatMap { ["-Xcc", $0] }),
    ]
}

let crypto = ["-mssse3", "-msse4.1"]
let sse4 = crypto + ["-msse4.2", "-mpopcnt", "-mpclmul"]
let avx2 = sse4 + ["-mavx2", "-mbmi", "-mbmi2"]
// The last of these is about their order only, and suits the processors on which they were measured.
let avx512 =
    avx2 + [
        "-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq", "-mavx512vnni", "-mvpclmulqdq", "-mgfni",
        "-mtune=znver4",
    ]

let armCRC32 = ["-march=armv8-a+crc"]
let armCrypto = ["-march=armv8-a+crc+crypto"]
let armSHA3 = ["-march=armv8-a+crc+crypto+sha3"]

/// A kernel module: the instructions that it may use are the flags that it is compiled with.
func kernels(_ name: String, _ flags: [String]) -> Target {
    .target(
        name: "Kernels\(name)",
        dependencies: ["Algorithms", "CPlatform", sharedByKernels],
        path: "Sources/Kernels/\(name)",
        swiftSettings: settings(flags: flags)
    )
}

#if arch(x86_64)
    let sharedByKernels: Target.Dependency = "X86"
    let kernelTargets = [
        kernels("Portable", []),
        kernels("SSE4", sse4),
        kernels("SHA", crypto + ["-msha"]),
        kernels("AVX2", avx2),
        kernels("AVX512", avx512),
        kernels("AVX512SHA", avx512 + ["-msha"]),
    ]
#else
    let sharedByKernels: Target.Dependency = "Arm"
    let kernelTargets = [
        kernels("Portable", []),
        kernels("NEON", []),
        kernels("ArmCRC32", armCRC32),
        kernels("ArmCrypto", armCrypto),
        kernels("ArmSHA3", armSHA3),
    ]
#endif

// On Linux it is the toolchain's own linker, which is the same everywhere and leaves out the names of what it leaves out,
// too. A glibc older than 2.34 has the functions about threads in libpthread; newer ones, and musl, take the name for libc.
#if os(Linux)
    let linking = [
        "-use-ld=lld",
        "-Xlinker", "--version-script=\(Context.packageDirectory)/Sources/Swiftsum/exports.map",
        "-Xlinker", "-soname=libswiftsum.so.1",
        "-Xlinker", "--gc-sections",
        // It would be that of the whole library, with symbols that are stripped and differ from folder to folder.
        "-Xlinker", "--build-id=none",
        "-Xlinker", "--no-as-needed", "-Xlinker", "-l:libpthread.so.0", "-Xlinker", "--as-needed",
    ]
#else
    let linking = [
        "-Xlinker", "-exported_symbols_list",
        "-Xlinker", "\(Context.packageDirectory)/Sources/Swiftsum/exports.list",
        "-Xlinker", "-install_name", "-Xlinker", "@rpath/libswiftsum.1.dylib",
        "-Xlinker", "-dead_strip",
    ]
#endif

let package = Package(
    name: "swiftsum",
    products: [.library(name: "swiftsum", type: .dynamic, targets: ["Swiftsum"])],
    targets: [
        .systemLibrary(name: "CSwiftsum"),
        .systemLibrary(name: "CPlatform"),
        .target(name: "Algorithms", dependencies: ["CPlatform"], swiftSettings: settings()),
        .target(
            name: "X86", dependencies: ["Algorithms", "CPlatform"], path: "Sources/Kernels/X86",
            swiftSettings: settings()),
        .target(
            name: "Arm", dependencies: ["Algorithms", "CPlatform"], path: "Sources/Kernels/Arm",
            swiftSettings: settings()),
        .target(
            name: "Engine",
            dependencies: ["Algorithms", "CPlatform"] + kernelTargets.map { .target(name: $0.name) },
            swiftSettings: settings()
        ),
        .target(
            name: "Swiftsum",
            dependencies: ["Algorithms", "CSwiftsum", "CPlatform", "Engine"],
            exclude: ["exports.map", "exports.list"],
            swiftSettings: settings(),
            linkerSettings: [.unsafeFlags(linking)]
        ),
    ] + kernelTargets
)
