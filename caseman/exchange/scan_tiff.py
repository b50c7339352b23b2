"""Whether a TIFF is sound. Only the worker process imports this.

Its decoder goes on after a line of a fax that makes no sense, and shows whatever comes out: that anything was wrong it
says on standard error alone. There nothing else is written here, so it can be read.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from PIL.TiffImagePlugin import TiffImageFile

_SECONDS: Final = 1.0  # of one job; the rest of the pages is asked for again
_STDERR: Final = 2
_MOST: Final = 65_536  # bytes: what a pipe holds
# A warning is about notes in the file, but for the fax coding that forgives no wrong line (ITU-T T.6). Faxes that came
# by telephone (T.4) have such lines by their nature.
_COMPLAINT: Final = re.compile(rb"^(?!Fax3)(?:Fax4\w*: |\w+: (?!Warning))", re.MULTILINE)


class UnsoundError(Exception):
    """A page does not decode as it was written."""


def sound_pages(data: bytes, first: int, pixels: int, pages: int) -> int:
    """Decode pages from `first` (counted from 0) on, for some seconds; the page to go on with, or 0 after the last one.

    A page of more than `pixels`, and one beyond so many `pages`, ends it: the file is refused where that is told.
    Raises `UnsoundError`.
    """
    until = time.monotonic() + _SECONDS
    with TiffImageFile(BytesIO(data)) as image, _heard() as complaints:
        page = first
        while page < pages:
            try:
                image.seek(page)
            except EOFError:
                return 0
            if image.width * image.height > pixels:
                return 0
            image.load()
            if _COMPLAINT.search(complaints()):
                raise UnsoundError
            page += 1
            if time.monotonic() > until:
                return page
    return 0


@contextmanager
def _heard() -> Iterator[Callable[[], bytes]]:
    """What is written to standard error meanwhile, to be asked for; never more than a pipe holds."""
    reading, writing = os.pipe()
    before = os.dup(_STDERR)
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    os.dup2(writing, _STDERR)

    def said() -> bytes:
        try:
            return os.read(reading, _MOST)
        except BlockingIOError:
            return b""

    try:
        yield said
    finally:
        os.dup2(before, _STDERR)
        for descriptor in (reading, writing, before):
            os.close(descriptor)
