"""What a gzip file holds, up to the first damage."""

import zlib
from typing import BinaryIO

_BLOCK = 1 << 16
_GZIP = 31
"""Window bits of zlib for a member with its head and its checksum."""


class Gunzipped:
    """The members of a gzip file, one after the other; zeros behind the last are nothing.

    Args:
        file: Where the first begins.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = b""
        self._member = zlib.decompressobj(_GZIP)

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end.

        Raises:
            EOFError: The file ends in a member.
            zlib.error: What comes is damaged, or no member.
        """
        while True:
            if self._member.eof:
                self._packed = self._behind(self._member.unused_data)
                if not self._packed:
                    return b""
                self._member = zlib.decompressobj(_GZIP)
            self._packed = self._packed or self._file.read(_BLOCK)
            part = self._member.decompress(self._packed, size)
            is_at_end = not self._packed and not part and not self._member.eof
            self._packed = self._member.unconsumed_tail
            if is_at_end:
                raise EOFError
            if part:
                return part

    def _behind(self, data: bytes) -> bytes:
        """What is left but zeros."""
        while not (data := data.lstrip(b"\0")):
            if not (data := self._file.read(_BLOCK)):
                break
        return data
