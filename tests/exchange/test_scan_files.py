"""Files that lie: pipes and devices in place of scans, pictures that were damaged, photographs that would grow."""

from __future__ import annotations

import io
import os
import random
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from caseman.errors import FileError, InputError
from caseman.exchange import watched_folder
from caseman.exchange.masking import Box, mask_scan
from caseman.exchange.scan_cleaning import TooLargeError, write_tiff
from caseman.exchange.scan_files import read_scan_file
from caseman.exchange.scan_jpeg import NotJpegError, clean_jpeg, quality_of
from caseman.exchange.scan_kinds import MAX_BYTES
from caseman.exchange.scans import clean_scan, page_picture
from caseman.exchange.watched_folder import FoundFile, look, read_found
from tests.exchange.paper_scans import as_tiff, written


def _saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def _photograph(seed: int = 0, size: tuple[int, int] = (900, 1200)) -> Image.Image:
    """Colours with the grain of a scanner, which no lossless coding makes small."""
    grain = Image.merge("RGB", [Image.effect_noise(size, 12)] * 3)
    tones = Image.merge("RGB", [written(seed + at).resize(size) for at in range(3)])
    return ImageChops.add(tones, grain, 1.0, -128)


def test_only_plain_files_are_read_and_none_is_waited_for(tmp_path: Path) -> None:
    pipe, folder, large = tmp_path / "pipe.png", tmp_path / "folder", tmp_path / "large.png"
    os.mkfifo(pipe)
    folder.mkdir()
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    codes = {}
    for path in (pipe, folder, large, Path("/dev/zero"), tmp_path / "gone", tmp_path / "nul\0"):
        with pytest.raises(InputError) as told:
            read_scan_file(path)
        codes[path.name] = told.value.code
    assert codes.pop("large.png") == "scan-too-large"
    assert set(codes.values()) == {"scan-unreadable"}
    (tmp_path / "plain").write_bytes(b"x")
    assert read_scan_file(tmp_path / "plain") == b"x"


def test_names_are_told_without_what_a_terminal_would_obey(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read_scan_file(tmp_path / "a\n\x1b[31m\u202egnp.exe")
    assert str(told.value) == "“a[31mgnp.exe” cannot be read."


@pytest.mark.parametrize("swapped", ["pipe", "link", "other"])
def test_a_file_that_was_swapped_is_neither_followed_nor_waited_for(tmp_path: Path, swapped: str) -> None:
    path, secret = tmp_path / "x.png", tmp_path / "secret"
    for each in (path, secret):
        each.write_bytes(b"four")
        os.utime(each, ns=(10**18, 10**18))
    found = look(tmp_path, {}).seen["x.png"]
    path.unlink()
    if swapped == "pipe":
        os.mkfifo(path)
    elif swapped == "link":
        path.symlink_to(secret)
    else:
        path.write_bytes(b"five")
    with pytest.raises(FileError):
        read_found(tmp_path, found)


def test_a_file_counts_as_whole_once_it_stood_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [10**18]
    for clock in ("time_ns", "monotonic_ns"):
        monkeypatch.setattr(watched_folder.time, clock, lambda: now[0])
    second = 10**9
    for name, modified in (("a.png", now[0]), ("b.tif", now[0] + 1), ("c.png", now[0] + 2)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, ns=(modified, modified))
    seen = look(tmp_path, {}).seen
    assert look(tmp_path, seen).whole == ()
    now[0] += 3 * second
    assert [found.name for found in look(tmp_path, seen).whole] == ["a.png"]  # c waits for b, which came before it
    assert look(tmp_path, seen).writing == 2
    now[0] += 13 * second
    assert [found.name for found in look(tmp_path, seen).whole] == ["a.png", "b.tif", "c.png"]
    os.utime(tmp_path / "c.png", ns=(now[0] + 9999 * second,) * 2)  # written by a computer whose clock is ahead
    seen = look(tmp_path, seen).seen
    assert [found.name for found in look(tmp_path, seen).whole] == ["a.png", "b.tif"]
    now[0] += 3 * second
    assert [found.name for found in look(tmp_path, seen).whole] == ["a.png", "b.tif", "c.png"]


def test_what_is_known_does_not_count_and_what_is_too_much_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_folder, "MOST_AT_ONCE", 3)
    for at in range(9):
        (tmp_path / f"{at}.png").write_bytes(b"x")
        os.utime(tmp_path / f"{at}.png", ns=(10**18 + at, 10**18 + at))

    def known(found: FoundFile) -> bool:
        return int(found.name[0]) < 4

    first = look(tmp_path, {}, known)
    assert ([*first.seen], first.more) == (["4.png", "5.png", "6.png"], True)
    assert look(tmp_path, {}, lambda found: int(found.name[0]) < 7).more is False


def test_a_damaged_fax_page_is_refused_and_nothing_is_said_aside(capfd: pytest.CaptureFixture[str]) -> None:
    good = as_tiff([written(1).convert("1"), written(2).convert("1")])
    chance = random.Random(1)
    for _ in range(12):
        spoilt = bytearray(good)
        at = chance.randrange(200, len(good) - 1500)
        spoilt[at : at + 200] = chance.randbytes(200)
        with pytest.raises(InputError) as told:
            clean_scan("a.tif", bytes(spoilt))
        assert told.value.code == "scan-damaged"
    assert clean_scan("a.tif", good).facts.pages == 2
    assert capfd.readouterr().err == ""


def test_a_photographic_tiff_does_not_grow_and_can_be_masked() -> None:
    pages = [_photograph(seed) for seed in range(3)]
    data = _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="jpeg", quality=60)
    told: list[float] = []
    clean = clean_scan("a.tif", data, tell=told.append)
    assert clean.facts.pages == 3
    assert len(clean.data) <= len(data)
    assert told == sorted(told)
    assert len(told) >= 6
    before, after = (page_picture(each, "image/tiff", 1, 1200) for each in (data, clean.data))
    assert max(ImageStat.Stat(ImageChops.difference(before, after)).mean) < 4
    masked, _ = mask_scan(clean.data, "image/tiff", [Box(1, 0.1, 0.1, 0.5, 0.2)])
    assert len(masked) < 4 * len(clean.data)
    covered = page_picture(masked, "image/tiff", 1, 1200).crop((100, 130, 500, 340))
    assert max(band[1] for band in covered.getextrema()) < 8


def test_a_masked_fax_stays_a_fax() -> None:
    masked, _ = mask_scan(as_tiff([written(1).convert("1")]), "image/tiff", [Box(0, 0.1, 0.1, 0.5, 0.2)])
    with Image.open(io.BytesIO(masked)) as picture:
        assert picture.mode == "1"


def test_what_grows_beyond_the_limit_is_ended_at_once() -> None:
    drawn = 0

    def frames() -> object:
        nonlocal drawn
        for seed in range(50):
            drawn += 1
            yield Image.effect_noise((400, 400), 90 + seed)

    with pytest.raises(TooLargeError):
        write_tiff(frames(), 500_000)  # type: ignore[arg-type]
    assert drawn < 8


def test_work_on_a_long_tiff_stops_between_two_pages() -> None:
    class StoppedError(InputError):
        pass

    def stop(done: float) -> None:
        if done > 0.1:
            raise StoppedError("stopped", watched_folder.T("stopped"))

    with pytest.raises(StoppedError):
        clean_scan("a.tif", as_tiff([written(seed).convert("1") for seed in range(6)]), tell=stop)


def test_a_small_picture_in_a_jpeg_stays_behind() -> None:
    good = _saved(Image.new("RGB", (64, 48), "white"), "JPEG", quality=75)
    small = b"JFIF\0\1\1\0\0\1\0\1" + bytes([16, 16]) + b"SENTINEL" * 96
    other = b"\xff\xf0\0\x0aSENTINEL"
    spoilt = b"\xff\xd8\xff\xe0" + (len(small) + 2).to_bytes(2) + small + other + good[20:]
    kept = clean_jpeg(spoilt)
    assert b"SENTINEL" not in kept
    assert kept[:20] == b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    with Image.open(io.BytesIO(kept)) as after, Image.open(io.BytesIO(good)) as before:
        assert after.tobytes() == before.tobytes()
    for broken in (b"", b"\xff\xd8\x00\x00\x00\x00"):
        with pytest.raises(NotJpegError):
            clean_jpeg(broken)


@pytest.mark.parametrize("quality", [10, 40, 60, 75, 92, 100])
def test_the_quality_of_a_jpeg_is_read_from_its_tables(quality: int) -> None:
    found = quality_of(_saved(Image.new("L", (16, 16)), "JPEG", quality=quality))
    assert found is not None
    assert abs(found - quality) <= 2
    assert quality_of(b"none") is quality_of(b"\xff\xd8\xff\xd9") is None


@pytest.mark.parametrize(
    ("box", "turns", "code"),
    [
        (Box(0, 0.1, 0.1, 1e308, 1e308), {}, ""),
        (Box(0, -5, -5, 5.5, 5.5), {}, ""),
        (Box(0, -5, -5, 1e308, 1e308), {}, ""),
        (Box(0, float("nan"), 0, 0.5, 0.5), {}, "tiny-box"),
        (Box(0, 1e308, 0, 1e308, 1), {}, "tiny-box"),
        (Box(0, 0, 0, float("inf"), 0.5), {}, "tiny-box"),
        (Box(0, 0.9999, 0, 0.5, 0.5), {}, "tiny-box"),
        (Box(10**20, 0, 0, 0.5, 0.5), {}, "scan-no-such-page"),
        (Box(0, 0.1, 0.1, 0.2, 0.2), {0: 45}, "turn"),
        (Box(0, 0.1, 0.1, 0.2, 0.2), {0: float("nan")}, "turn"),
    ],
)
def test_boxes_and_turns_that_nobody_can_mean(box: Box, turns: dict[int, int], code: str) -> None:
    data = _saved(Image.new("RGB", (64, 64), "white"), "PNG")
    if code:
        with pytest.raises(InputError) as told:
            mask_scan(data, "image/png", [box], turns)
        assert told.value.code == code
    else:
        masked, _ = mask_scan(data, "image/png", [box], turns)
        assert page_picture(masked, "image/png", 0, 64).getpixel((20, 20)) == (0, 0, 0)


def test_one_page_is_told_as_one() -> None:
    with pytest.raises(InputError) as told:
        mask_scan(_saved(Image.new("L", (64, 64)), "PNG"), "image/png", [Box(1, 0, 0, 1, 1)])
    assert str(told.value) == "The scan has one page; there is no page 2."
