"""What a file is by its first bytes, and a name for it that any system can hold."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from caseman.errors import InputError
from caseman.text import T, Text

MAX_BYTES = 50 * 1024**2


class MediaType(StrEnum):
    """The kinds of scan that are kept, by their IANA media types."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"


_KINDS: dict[MediaType, tuple[Text, tuple[str, ...]]] = {
    MediaType.PDF: (T("a PDF document"), ("pdf",)),
    MediaType.JPEG: (T("a JPEG picture"), ("jpg", "jpeg", "jpe", "jfif")),
    MediaType.PNG: (T("a PNG picture"), ("png",)),
    MediaType.TIFF: (T("a TIFF picture"), ("tif", "tiff")),
}
_MAGIC = (
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\0", MediaType.TIFF),
    (b"MM\0*", MediaType.TIFF),
)
_STRANGERS = (
    (re.compile(rb"GIF8"), T("a GIF picture")),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), T("a WebP picture")),
    (re.compile(rb".{4}ftyp(?:hei|hev|mif|msf|avi)", re.DOTALL), T("a HEIF photograph")),
    (re.compile(rb".{4}ftyp", re.DOTALL), T("a film")),
    (re.compile(rb"BM.{12}[\x0c\x28\x6c\x7c]\0\0\0", re.DOTALL), T("a BMP picture")),
    (re.compile(rb"(?:II\+|MM\0\+)"), T("a BigTIFF picture")),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), T("a ZIP archive or an Office document")),
    (re.compile(rb"\xd0\xcf\x11\xe0"), T("an Office document")),
    (re.compile(rb"\{\\rtf"), T("a text document")),
    (re.compile(rb"%!"), T("a PostScript file")),
    (re.compile(rb"7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ"), T("a compressed archive")),
    (re.compile(rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|#!"), T("a program")),
)
_MARKUP = (
    (re.compile(r"<(?:\w+:)?svg\b", re.IGNORECASE), T("an SVG drawing")),
    (re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b|<script\b", re.IGNORECASE), T("a web page")),
    (re.compile(r"\s*<\?xml"), T("an XML file")),
)


def media_type_of(name: str, data: bytes) -> MediaType:
    """The kind by its first bytes; refuses what is none of the four, or not the one its name claims."""
    if not data:
        raise refusal("scan-empty", T("“{name}” is empty (0 bytes). Scan the paper again.", name=name))
    if len(data) > MAX_BYTES:
        raise refusal(
            "scan-too-large",
            T(
                "“{name}” has more than {limit} MB. Scan at 300 dpi in grey, or split it into several files.",
                name=name,
                limit=MAX_BYTES // 1024**2,
            ),
        )
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if found is None:
        raise refusal(
            "scan-other-kind",
            T(
                "“{name}” is {kind}, not a scan. Scan the paper, or save it as PDF, JPEG, PNG or TIFF.",
                name=name,
                kind=_stranger(data),
            ),
        )
    if any(_extension(name) in extensions for kind, (_, extensions) in _KINDS.items() if kind is not found):
        raise refusal(
            "scan-not-as-named",
            T(
                "“{name}” is {kind}, not what its name says. Rename it if it is the right paper.",
                name=name,
                kind=_KINDS[found][0],
            ),
        )
    return found


def _stranger(data: bytes) -> Text:
    """What a file is that is none of the four."""
    for pattern, label in _STRANGERS:
        if pattern.match(data):
            return label
    head = data[:4096]
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")
    for markup, label in _MARKUP:
        if markup.search(text) and text.lstrip().startswith("<"):
            return label
    if "\0" not in text and text.count("\ufffd") <= 1:  # one, where the cut went through a character
        return T("a text file")
    return T("a file of an unknown kind")


def refusal(code: str, text: Text) -> InputError:
    return InputError(code, text, field="scans")


def damaged(name: str) -> InputError:
    return refusal(
        "scan-damaged",
        T("“{name}” is damaged or cut off and cannot be shown. Scan the paper again.", name=name),
    )


# Unicode categories: control, bidi and zero-width, lone surrogates, line and paragraph separators.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
_NAME_BYTES = 180  # of UTF-8; leaves room for a prefix within the 255 that file systems hold


def safe_name(name: str) -> str:
    """The last part of a path as a name that any system can hold and that shows as it is written.

    Control, bidirectional and zero-width characters go, variation sequences of names stay. Signs that Windows
    reserves become `_`; one of its device names gets a `_` before it (`_nul.pdf`). Never empty.
    """
    shown = "".join(c for c in name if unicodedata.category(c) not in _DROPPED)
    last = re.split(r"[/\\]", shown.rstrip("/\\ "))[-1]
    plain = re.sub(r'[<>:"|?*]', "_", re.sub(r"^[\s.]+|[\s.]+$", "", last))
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > 5:
        stem, dot, extension = plain, "", ""
    room = _NAME_BYTES - len((dot + extension).encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return f"{stem}{dot}{extension}" or "scan"


def with_extension(name: str, media_type: MediaType) -> str:
    """The name, ending in what it truly is: a PDF called `paper.exe` is kept as `paper.exe.pdf`."""
    extensions = _KINDS[media_type][1]
    return name if _extension(name) in extensions else f"{name}.{extensions[0]}"


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def no_such_page(page: int, pages: int, field: str = "page") -> InputError:
    """The refusal of a page (counted from 0) that is not there."""
    wanted = page + 1
    one = T("The scan has one page; there is no page {page}.", page=wanted)
    many = T("The scan has {pages} pages; there is no page {page}.", pages=pages, page=wanted)
    return InputError("scan-no-such-page", one if pages == 1 else many, field=field)
