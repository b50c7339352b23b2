"""Hostile files in place of scans: each fixed one with a way of its own, and good ones spoilt at random."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "TIFF": "tiff", "PAGES": "tif", "PDF": "pdf"}


def scans(sentinel: Path) -> list[tuple[str, bytes]]:
    """Files with names, each hostile in a way of its own."""
    return [
        ("claims.png", _png(struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0), b"\0" * 3_751 * 30)),
        ("claims-colour.png", _png(struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0), b"\0" * 100)),
        ("largest.png", _png(struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0), b"\0")),
        ("nothing.png", _png(struct.pack(">IIBBBBB", 0, 0, 8, 2, 0, 0, 0), b"")),
        ("note.png", _with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 50_000_000, 1))),
        ("profile.png", _with_chunk(b"iCCP", b"x\0\0" + zlib.compress(b"a" * 50_000_000, 1))),
        ("drawing.png", f"<svg xmlns='http://www.w3.org/2000/svg'><image href='file://{sentinel}'/></svg>".encode()),
        ("page.png", f"<html><img src='{sentinel}'></html>".encode()),
        (
            "entity.png",
            f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file://{sentinel}'>]><a>&b;</a>".encode(),
        ),
        ("loop.tiff", b"II*\0\x08\0\0\0\0\0\x08\0\0\0"),
        ("loop-of-pages.tiff", _tiff_loop()),
        ("tags.tiff", b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 0x100, 4, 0xFFFFFFFF, 8) * 1000),
        ("size.tiff", b"II*\0\x08\0\0\0\x03\0" + b"".join(_tag(tag, 4, 1, 60_000) for tag in (256, 257, 258))),
        ("script.pdf", _pdf(b'/OpenAction << /S /JavaScript /JS (app.launchURL\\("http://example.invalid"\\)) >>')),
        ("launch.pdf", _pdf(f"/OpenAction << /S /Launch /F ({sentinel}) >>".encode())),
        ("remote.pdf", _pdf(f"/OpenAction << /S /GoToR /F ({sentinel}) /D [0 /Fit] >>".encode())),
        ("address.pdf", _pdf(b"/AA << /O << /S /URI /URI (http://example.invalid/) >> >>")),
        ("outside.pdf", _pdf(b"", b"/Filter /DCTDecode /F (" + str(sentinel).encode() + b") /FFilter /DCTDecode")),
        ("web.pdf", _pdf(b"", b"/F << /FS /URL /F (http://example.invalid/x.jpg) >>")),
        ("submit.pdf", _pdf(b"/OpenAction << /S /SubmitForm /F << /FS /URL /F (http://example.invalid/) >> >>")),
        ("xfa.pdf", _pdf(b"/AcroForm << /XFA (<xdp xmlns='x'/>) /Fields [] >>")),
        ("tree.pdf", _pdf(b"", pages=b"/Kids [2 0 R 2 0 R] /Count 1000000")),
        ("deep.pdf", _pdf(b"/X " + b"[" * 100_000)),
        ("wide.pdf", _pdf(b"", box=b"0 0 1e30 1e-30")),
        ("flat.pdf", _pdf(b"", box=b"0 0 0 0")),
        ("bomb.pdf", _pdf(b"", body=zlib.compress(b"0 0 m 9 9 l S " * 300_000, 9), extra=b"/Filter /FlateDecode")),
        ("only-head.pdf", b"%PDF-1.7\n%%EOF"),
        ("xref.pdf", b"%PDF-1.7\nxref\n0 999999999\ntrailer << /Size 999999999 /Prev 9 >>\nstartxref\n9\n%%EOF"),
        ("empty.jpg", b""),
        ("head.jpg", b"\xff\xd8\xff"),
        ("claims.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"),
        ("both.jpg", good_scans()["JPEG"] + b"\n%PDF-1.7\n" + _pdf(b"")),
        ("both.pdf", good_scans()["PDF"] + good_scans()["JPEG"]),
        ("film.png", b"GIF89a" + b"\xff" * 40),
        ("archive.pdf", b"PK\x03\x04" + b"\0" * 100),
        (f"../../{sentinel}", good_scans()["PNG"]),
        ("nul.png", good_scans()["PNG"]),
        ("a\0b\u202egnp.exe", good_scans()["PNG"]),
    ]


def spoilt(rng: random.Random, data: bytes) -> bytes:
    """A good file cut off, with bytes changed, parts repeated, moved or overwritten."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(found)) if found else 0
        end = min(len(found), at + rng.choice((1, 4, 64, 1000)))
        match rng.randrange(6):
            case 0:
                del found[at:]
            case 1 if found:
                found[at] ^= 1 << rng.randrange(8)
            case 2:
                found[at:end] = rng.randbytes(end - at)
            case 3:
                found[at:at] = found[at:end] * rng.choice((1, 50))
            case 4:
                found[at:end] = rng.choice((b"\xff", b"\0")) * (end - at)
            case _:
                del found[at:end]
    return bytes(found)


def good_scans() -> dict[str, bytes]:
    """One sound file of each kind, and a TIFF of three pages."""
    picture = Image.effect_noise((96, 64), 80)
    found = {kind: _saved(picture, kind) for kind in ("JPEG", "PNG", "TIFF")}
    page = picture.convert("1")
    found["PAGES"] = _saved(page, "TIFF", save_all=True, append_images=[page, page], compression="group4")
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 150))
    canvas.drawString(20, 100, "Sample")
    canvas.save()
    return {**found, "PDF": out.getvalue()}


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(header: bytes, pixels: bytes) -> bytes:
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(pixels)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _with_chunk(kind: bytes, body: bytes) -> bytes:
    good = good_scans()["PNG"]
    return good[:33] + _chunk(kind, body) + good[33:]  # behind the header, which ends there


def _tag(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def _tiff_loop() -> bytes:
    """A picture of one pixel whose directory names itself as the next one."""
    tags = [(256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
    tags += [(277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 1, 1)]
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + b"".join(_tag(*tag) for tag in tags) + b"\x08\0\0\0"


def _pdf(
    catalog: bytes,
    picture: bytes = b"",
    *,
    pages: bytes = b"",
    box: bytes = b"0 0 200 150",
    body: bytes = b"",
    extra: bytes = b"",
) -> bytes:
    """A PDF of one page with a picture; its catalogue, page tree, page box or content is what the test makes of it."""
    drawn = body or b"q 100 0 0 100 0 0 cm /I Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages " + (pages or b"/Kids [3 0 R] /Count 1") + b" >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox ["
        + box
        + b"] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d " % len(drawn) + extra + b" >>\nstream\n" + drawn + b"\nendstream",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 "
        + picture
        + b" >>\nstream\n0\nendstream",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
