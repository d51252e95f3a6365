"""Prints the SHA-256 of each file that it is given, as sha256sum does.

$ SWIFTSUM_LIBRARY=lib/swiftsum/libswiftsum.so python3 examples/python/checksum.py README.md
"""

from __future__ import annotations

import sys

import swiftsum


def main(paths: list[str]) -> int:
    """Returns the exit status."""
    status = 0
    for path in paths:
        try:
            print(f"{swiftsum.checksum(path)}  {path}")
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
