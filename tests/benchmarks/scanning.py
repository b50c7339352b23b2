"""Taking scans in: against what any program must do with them, which is hash, decode and keep the bytes."""

from __future__ import annotations

import hashlib
import io
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from caseman.domain.permissions import Permission
from caseman.exchange.barcodes import read_codes
from caseman.exchange.batches import is_blank
from caseman.exchange.scans import clean_scan, page_picture
from caseman.services.post_inputs import ScanInput
from caseman.services.scan_import import import_scans
from caseman.services.scan_store import store_scan, take_in
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver
from tests.exchange.paper_scans import as_tiff, scanned, written
from tests.services.walking import TickingClock, make_office, open_copy

_TIMES = 15
_PAGES = 40


def _photograph(seed: int) -> bytes:
    """A page of some 500 kB, as an office scanner writes it."""
    chance = random.Random(seed)
    noise = Image.frombytes("RGB", (414, 585), chance.randbytes(414 * 585 * 3))
    small = noise.point([150 + value * 106 // 256 for value in range(256)] * 3)
    out = io.BytesIO()
    small.resize((1654, 2339), Image.Resampling.BILINEAR).save(out, "JPEG", quality=55)
    return out.getvalue()


def _batch() -> bytes:
    """Pages of writing in black and white at 200 dpi, as an office scanner writes them."""
    pages = [scanned(written(seed), seed) for seed in range(4)]
    return as_tiff([pages[at % len(pages)] for at in range(_PAGES)])


def rows() -> Iterator[Row]:
    """One scan of 500 kB with its small picture; a batch, page by page."""
    with tempfile.TemporaryDirectory(prefix="caseman-bench-") as name:
        clock = TickingClock()
        office = make_office(Path(name))
        desk = open_copy(office, office.path, clock)
        scans = iter([_photograph(seed) for seed in range(2 * (_TIMES + 2))])
        connection = driver(desk)

        def take() -> None:
            taken = take_in(ScanInput(name="page.jpg", data=next(scans)))
            with desk.work(Permission.LOG_POST) as work:
                store_scan(work, taken)

        def bare() -> None:
            data = next(scans)
            digest = hashlib.sha256(data).hexdigest()
            with Image.open(io.BytesIO(data)) as picture:
                picture.load()
            connection.execute("INSERT INTO scan_content (sha256, data) VALUES (?, ?)", (digest, data))
            connection.commit()

        yield median_row(
            "import a 500 kB scan with its thumbnail", "bare hash, decode and insert", by_turns(take, bare, _TIMES), 1.5
        )
        batch = _batch()
        clean = clean_scan("batch.tif", batch)
        pages = clean.facts.pages

        def split() -> None:
            import_scans(desk, [ScanInput(name="batch.tif", data=batch)])

        def decode() -> None:
            for page in range(pages):
                picture = page_picture(clean.data, "image/tiff", page, 2339)
                read_codes(picture)
                is_blank(picture)

        yield median_row(
            f"import and split {pages} pages, thumbnails", "decode and look for codes", by_turns(split, decode, 3), 4.0
        )
        desk.close()
