"""What a procedure must not say of its papers although its form is right: the seal, windows, sheets of labels."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterator

from caseman.errors import InputError
from caseman.offices.faults import Fault
from caseman.offices.label_sheets import find_label_sheet
from caseman.offices.parts import Parts
from caseman.offices.window_envelopes import form_of
from caseman.text import T

_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_DOTS = 4_000_000


def seal_faults(parts: Parts) -> Iterator[Fault]:
    """Whether the seal can be printed."""
    if parts.letterhead is not None and parts.letterhead.seal_png and not _is_png(parts.letterhead.seal_png):
        yield Fault(
            ("letterhead", "seal_png"),
            "seal-not-png",
            T("This is not a PNG picture of ordinary size in Base64. Encode the picture file anew."),
        )


def _is_png(written: str) -> bool:
    from PIL import Image  # noqa: PLC0415  only an office with a seal pays for it

    try:
        content = base64.b64decode(written, validate=True)
        if not content.startswith(_PNG):
            return False
        width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
        if not 0 < width * height <= _MOST_DOTS:
            return False
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            picture.load()
    except (binascii.Error, ValueError, OSError, SyntaxError):
        return False
    return True


def letter_faults(parts: Parts) -> Iterator[Fault]:
    """Whether the window envelopes are possible, and the one that is named is there."""
    for at, setting in parts.envelopes:
        try:
            setting.envelope.check()
        except InputError as error:
            yield Fault(("window_envelopes", at, "name"), error.code, error.text)
    if parts.letters is None or not parts.letters.envelope:
        return
    try:
        form_of(parts.letters, tuple(setting for _, setting in parts.envelopes))
    except InputError as error:
        if error.code != "window-impossible":  # told at the window itself
            yield Fault(("letters", "envelope"), error.code, error.text)


def label_sheet_faults(parts: Parts) -> Iterator[Fault]:
    """Whether the sheets of labels are possible, and the one that is named is there."""
    for at, setting in parts.label_sheets:
        try:
            setting.sheet.check()
        except InputError as error:
            yield Fault(("label_sheets", at, "name"), error.code, error.text)
    if parts.letters is None or not parts.letters.label_sheet:
        return
    try:
        find_label_sheet(parts.letters.label_sheet, tuple(setting for _, setting in parts.label_sheets))
    except InputError as error:
        if error.code != "labels-impossible":  # told at the sheet itself
            yield Fault(("letters", "label_sheet"), error.code, error.text)
