"""Prints the SHA-256 of each file that it is given, as sha256sum does.

$ python3 examples/python/checksum.py README.md
"""

import ctypes
import os
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "lib" / "swiftsum"
LIBRARY = "libswiftsum.dylib" if sys.platform == "darwin" else "libswiftsum.so"

swiftsum = ctypes.CDLL(str(FOLDER / LIBRARY), use_errno=True)
swiftsum.make_checksum.argtypes = [ctypes.c_char_p]
# Not c_char_p: Python would copy the text and lose the address, which has to be given back.
swiftsum.make_checksum.restype = ctypes.c_void_p
swiftsum.release_checksum.argtypes = [ctypes.c_void_p]
swiftsum.release_checksum.restype = None


def checksum(path):
    """The SHA-256 of the file, in hexadecimal digits."""
    address = swiftsum.make_checksum(os.fsencode(path))
    if address is None:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), path)
    try:
        return ctypes.string_at(address).decode("ascii")
    finally:
        swiftsum.release_checksum(address)


def main(paths):
    """Returns the exit status."""
    status = 0
    for path in paths:
        try:
            print(f"{checksum(path)}  {path}")
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
