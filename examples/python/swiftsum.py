"""Checksums and digests by libswiftsum, with the standard library only.

A Hasher is used as those of hashlib are:

>>> Hasher("sha256", b"abc").hexdigest()[:16]
'ba7816bf8f01cfea'
>>> hasher = Hasher("blake3")
>>> hasher.update(b"abc")
>>> hasher.copy().digest_size
32
>>> digest("crc32c", b"123456789").hex()
'e3069283'

The library is looked for as the system does. The environment variable SWIFTSUM_LIBRARY names another.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import weakref
from typing import NoReturn, Union

Bytes = Union[bytes, bytearray, memoryview]
Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]

# The contract that this module is written against: SWIFTSUM_ABI_VERSION in swiftsum.h.
ABI_VERSION = 1
OK = 0
ERROR_ALGORITHM = 4
ERROR_SYSTEM = 7


class Error(Exception):
    """What the library says no to. An error of the system is an OSError, with the path."""


def _load() -> ctypes.CDLL:
    name = "libswiftsum.1.dylib" if sys.platform == "darwin" else "libswiftsum.so.1"
    library = ctypes.CDLL(os.environ.get("SWIFTSUM_LIBRARY") or name, use_errno=True)
    size, pointer, text = ctypes.c_size_t, ctypes.c_void_p, ctypes.c_char_p
    for function, result, *parameters in (
        ("abi_version", ctypes.c_uint32),
        ("status_text", text, ctypes.c_int),
        ("live_objects", ctypes.c_uint64),
        ("find_algorithm", ctypes.c_int, text, ctypes.POINTER(ctypes.c_uint32)),
        # An address, not a c_char_p: Python would copy the text, and lose what has to be given back.
        ("make_checksum", pointer, text, text),
        ("make_hasher", ctypes.c_int, ctypes.c_uint32, pointer, ctypes.POINTER(pointer)),
        ("copy_hasher", ctypes.c_int, pointer, ctypes.POINTER(pointer)),
        ("release_hasher", None, pointer),
        ("update_hasher", ctypes.c_int, pointer, pointer, size),
        ("hasher_digest_length", ctypes.c_int, pointer, ctypes.POINTER(size)),
        ("finish_hasher", ctypes.c_int, pointer, pointer, size),
    ):
        attribute = getattr(library, f"swiftsum_{function}")
        attribute.restype, attribute.argtypes = result, parameters
    library.release_checksum.restype, library.release_checksum.argtypes = None, [pointer]
    if library.swiftsum_abi_version() != ABI_VERSION:
        raise ImportError(f"libswiftsum speaks ABI version {library.swiftsum_abi_version()}, this module {ABI_VERSION}")
    return library


_library = _load()


def _check(status: int) -> None:
    if status == ERROR_SYSTEM:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    if status != OK:
        raise Error(_library.swiftsum_status_text(status).decode())


def _number(algorithm: str) -> ctypes.c_uint32:
    number = ctypes.c_uint32()
    name = algorithm.encode()
    status = _library.swiftsum_find_algorithm(name, ctypes.byref(number)) if b"\0" not in name else ERROR_ALGORITHM
    if status == ERROR_ALGORITHM:
        raise ValueError(f"there is no algorithm {algorithm!r}")
    _check(status)
    return number


class Hasher:
    """The digest of bytes that come in pieces. Threads may share one: they take turns, in any order."""

    def __init__(self, algorithm: str, content: Bytes = b"") -> None:
        """Raises ValueError if there is no algorithm of that name."""
        if hasattr(self, "_handle"):
            raise TypeError("a Hasher is not made twice")
        number = _number(algorithm)
        handle = ctypes.c_void_p()
        _check(_library.swiftsum_make_hasher(number, None, ctypes.byref(handle)))
        self._own(algorithm, handle)
        self.update(content)

    def _own(self, name: str, handle: ctypes.c_void_p) -> None:
        self.name = name
        self._handle = handle
        # Native code runs while other threads of Python do. A signal's handler runs in the thread that it interrupts,
        # between two calls, so it may come in again.
        self._turn = threading.RLock()
        # It holds the address and not the object, which would never be collected.
        self._release = weakref.finalize(self, _library.swiftsum_release_hasher, handle.value)

    def update(self, content: Bytes) -> None:
        """Appends the content. Other threads of Python run meanwhile."""
        with memoryview(content) as view:
            if not view.c_contiguous:
                raise BufferError("the content is not in one piece")
            length = view.nbytes
            if view.readonly:
                # A pointer to what ctypes may not write to takes bytes, which are there already if it is of bytes.
                whole = content if isinstance(content, bytes) else view.tobytes()
                self._update(whole, length)
            elif length > 0:
                memory = (ctypes.c_char * length).from_buffer(view)
                self._update(memory, length)
                del memory

    def _update(self, memory: bytes | ctypes.Array[ctypes.c_char], length: int) -> None:
        with self._turn:
            _check(_library.swiftsum_update_hasher(self._handle, memory, length))

    def copy(self) -> Hasher:
        """Another with the same content so far."""
        handle = ctypes.c_void_p()
        with self._turn:
            _check(_library.swiftsum_copy_hasher(self._handle, ctypes.byref(handle)))
        other = Hasher.__new__(Hasher)
        other._own(self.name, handle)
        return other

    # By default Python would copy the address, and release it with the first of the two.
    def __copy__(self) -> Hasher:
        return self.copy()

    def __deepcopy__(self, memo: object) -> Hasher:
        return self.copy()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Hasher can't be pickled: keep its digest")

    @property
    def digest_size(self) -> int:
        """The digest's length in bytes."""
        length = ctypes.c_size_t()
        with self._turn:
            _check(_library.swiftsum_hasher_digest_length(self._handle, ctypes.byref(length)))
        return length.value

    def digest(self) -> bytes:
        """The digest of the content so far, in the order in which it is printed. More may follow."""
        buffer = ctypes.create_string_buffer(self.digest_size)
        with self._turn:
            _check(_library.swiftsum_finish_hasher(self._handle, buffer, len(buffer)))
        return buffer.raw

    def hexdigest(self) -> str:
        """The digest in hexadecimal digits, in lower case."""
        return self.digest().hex()


def digest(algorithm: str, content: Bytes) -> bytes:
    """The digest of the content. Raises ValueError if there is no algorithm of that name."""
    return Hasher(algorithm, content).digest()


def checksum(path: Path, algorithm: str = "sha256") -> str:
    """The digest of a file, in hexadecimal digits.

    Raises OSError with the path: EBUSY if the file changed while it was read; and ValueError if there is no algorithm of
    that name.
    """
    _number(algorithm)
    name = os.fsencode(path)
    if b"\0" in name:
        raise ValueError("a path has no NUL")
    address = _library.swiftsum_make_checksum(name, algorithm.encode())
    if address is None:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), path)
    try:
        return ctypes.string_at(address).decode("ascii")
    finally:
        _library.release_checksum(address)


def live_objects() -> int:
    """How many native objects this process has made and not released."""
    return int(_library.swiftsum_live_objects())
