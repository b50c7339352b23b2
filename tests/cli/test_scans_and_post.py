"""Scans, the post desk and where papers are, from the command line: what is told, and what no terminal should obey."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.cli import scans as scans_verbs
from caseman.domain.custody import PlaceKind
from caseman.services.cover_sheets import enclosure_cover
from caseman.services.custody import add_place, move_papers
from caseman.services.custody_views import papers_of
from tests.conftest import Ran
from tests.exchange.paper_scans import as_pdf, as_tiff, drawn, written
from tests.services.walking import Walk, picture

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


@pytest.fixture
def scans(run_cli: Cli, office_path: Path, passphrase_file: Path) -> Cli:
    return lambda *arguments: run_cli("scans", office_path, *arguments, "--passphrase-file", passphrase_file)


@pytest.fixture
def post(run_cli: Cli, office_path: Path, passphrase_file: Path) -> Cli:
    return lambda *arguments: run_cli("post", office_path, *arguments, "--passphrase-file", passphrase_file)


@pytest.fixture
def place(run_cli: Cli, office_path: Path, passphrase_file: Path) -> Cli:
    return lambda *arguments: run_cli("place", office_path, *arguments, "--passphrase-file", passphrase_file)


_HUGE = str(10**20)


@pytest.mark.usefixtures("some_cases")
@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("scans", ("page", _HUGE, "1", "--out", "OUT")),
        ("scans", ("take-out", _HUGE, "--reason", "x")),
        ("scans", ("page", "1", _HUGE, "--out", "OUT")),
        ("scans", ("mask", "1", "--box", "1:200,20,30,5", "--shows", "my_number")),
        ("scans", ("folder", "a" * 5000)),
        ("scans", ("folder", "/")),
        ("post", ("suggest", _HUGE)),
        ("post", ("log", "--sender", "x", "--tray", _HUGE)),
        ("post", ("log", "--sender", "x", "--enclosure", "id_copy:" + "9" * 5000)),
        ("post", ("log", "--sender", "x", "--enclosure", "id_copy:1.5")),
        ("post", ("log", "--sender", "x", "--money", "cash:0", "--opened-by", "A", "--witness", "B")),
        ("post", ("log", "--sender", "x", "--scan", "/dev/zero")),
        ("post", ("take-back", "1", "--reason", "\udcff")),
    ],
)
def test_what_nobody_means_is_refused_with_a_sentence(
    scans: Cli, post: Cli, refusal: Sentence, tmp_path: Path, verb: str, arguments: tuple[str, ...]
) -> None:
    run = scans if verb == "scans" else post
    told = refusal(run(*(str(tmp_path / "x.png") if each == "OUT" else each for each in arguments)))
    assert "unexpected" not in told


@pytest.mark.usefixtures("some_cases")
def test_any_text_is_looked_for_and_sheets_are_read_in_any_width(post: Cli) -> None:
    for typed in ("\udcff", "a" * 60_000, "%"):
        assert post("list", "--search", typed).out.endswith("Items of post: 0\n")
    assert post("log", "--sender", "x", "--enclosure", "id_copy:２").code == 0


def test_pipes_are_told_and_names_are_shown_plainly(scans: Cli, tmp_path: Path) -> None:
    pipe, bad, good = tmp_path / "pipe.png", tmp_path / "a\n\x1b[31m\u202eb.png", tmp_path / "good.png"
    os.mkfifo(pipe)
    bad.write_bytes(b"<svg/>")
    good.write_bytes(picture())
    ran = scans("add", pipe, bad, good)
    assert ran.code == 1
    assert "pipe.png: not taken. “pipe.png” cannot be read.\n" in ran.out
    assert "a[31mb.png: not taken. “a[31mb.png” is an SVG drawing" in ran.out
    assert "good.png: in the scan tray as 1.\n" in ran.out
    assert not {"\x1b", "\u202e"} & set(ran.out)


def test_an_enclosure_s_sheet_and_a_blank_back_are_told(walk: Walk, scans: Cli, tmp_path: Path) -> None:
    from PIL import Image

    walk.case()
    lone = walk.envelope(scans=())
    with walk.desk.reading() as session:
        statement = "SELECT max(id) FROM enclosure"
        paper = session.connection().exec_driver_sql(statement).scalar_one()
    sheets = [drawn(enclosure_cover(walk.desk, each)) for each in (1, paper)]
    walk.desk.close()
    (tmp_path / "a.pdf").write_bytes(as_pdf([sheets[0], Image.new("L", (1654, 2339), 255), written(1)]))
    (tmp_path / "b.pdf").write_bytes(as_pdf([sheets[1], written(2)]))
    assert scans("add", tmp_path / "a.pdf", tmp_path / "b.pdf").out == (
        "a 3-3.pdf: filed with case P-2026-0001.\n"
        "a 3-3.pdf: the blank page 2 behind the cover sheet was left out.\n"
        f"b 2-2.pdf: filed with envelope {lone}.\n"
    )


def test_a_file_that_was_just_written_is_waited_for(
    scans: Cli, scanner_writes_to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = scanner_writes_to
    assert scans("folder", folder).code == 0
    path = folder / "slow.tif"
    path.write_bytes(as_tiff([written(1).convert("1")]))
    paused: list[float] = []

    def write_on(seconds: float) -> None:
        """The scanner writes another page in every second of the first three, and then none."""
        paused.append(seconds)
        if len(paused) < 4:
            path.write_bytes(as_tiff([written(1).convert("1")] * (1 + len(paused))))
        else:
            os.utime(path, ns=(10**18, 10**18))

    monkeypatch.setattr(scans_verbs, "_pause", write_on)
    assert scans("take").out == "slow.tif: in the scan tray as 1.\n"
    assert json.loads(scans("list", "--json").out)[0]["scan"]["pages"] == 4
    assert not path.exists()
    path.write_bytes(b"II*\0")
    monkeypatch.setattr(scans_verbs, "_pause", lambda _seconds: path.write_bytes(path.read_bytes() + b"x"))
    assert scans("take").out == "Still being written, and left in the folder: 1\n"
    assert path.exists()


def test_what_is_left_to_mask_is_told(walk: Walk, scans: Cli) -> None:
    out = io.BytesIO()
    written(1).save(out, "PNG")
    walk.envelope(scans=({"name": "a.png", "data": out.getvalue(), "shows": ["my_number", "domicile"]},))
    walk.desk.close()
    ran = scans("mask", 1, "--box", "1:10,10,30,10", "--shows", "my_number")
    assert ran.out.endswith("It stays in quarantine: it still shows registered domicile.\n")


def test_all_bundles_are_listed_and_both_questions_may_be_asked_at_once(walk: Walk, on_file: Cli) -> None:
    number = walk.case()
    add_place(walk.desk, "Safe B", PlaceKind.SAFE)
    papers = [paper.enclosure_id for paper in papers_of(walk.desk, number)]
    move_papers(walk.desk, papers[:1], place_id=1)
    walk.envelope(scans=(), enclosures=tuple({"kind": "other", "note": str(at)} for at in range(210)))
    walk.desk.close()
    assert on_file("where").out.endswith("Bundles: 212\n")
    assert len(json.loads(on_file("where", "--json").out)) == 212
    (there,) = json.loads(on_file("where", number, "--in", "Safe B", "--json").out)
    assert there["enclosure_id"] == papers[0]


def test_a_move_tells_what_it_did_and_leaves_what_is_gone(
    walk: Walk, on_file: Cli, place: Cli, refusal: Sentence
) -> None:
    number = walk.case()
    walk.desk.close()
    assert place("add", " Safe\x1b[31m B\u202e ").out == "Added: Safe[31m B\n"
    place("rename", "Safe[31m B", "Safe B\n")
    assert on_file("move", number, "--end", "returned", "--only", "id_copy").out == "Bundles moved: 1\n"
    assert on_file("move", number, "--to", "Safe B", "--note", "morning round").out == "Bundles moved: 2\n"
    assert on_file("move", number, "--to", "Safe B").out == "Bundles moved: 0\nThey lay there already.\n"
    assert "ended already: Returned" in refusal(on_file("move", number, "--to", "Safe B", "--only", "id_copy"))
    back = on_file("move", number, "--to", "Safe B", "--only", "id_copy", "--note", "came back")
    assert back.out == "Bundles moved: 1\n"
    place("add", "Shelf")
    place("retire", "Shelf")
    assert place("add", "ＳＨＥＬＦ").out == "Used again: Shelf\n"


@pytest.mark.usefixtures("some_cases")
def test_no_watched_folder_and_missing_files_are_told(scans: Cli, refusal: Sentence, tmp_path: Path) -> None:
    assert refusal(scans("take")).startswith("No folder is watched.")
    (tmp_path / "plain.png").write_bytes(picture())
    ran = scans("add", tmp_path / "nothere.pdf", tmp_path / "plain.png")
    assert ran.code == 1
    assert "nothere.pdf: not taken." in ran.out
    assert "plain.png: in the scan tray as" in ran.out
    assert scans("list").out.split()[1] == "File"


@pytest.mark.usefixtures("some_cases")
def test_a_known_number_a_call_and_reasons_are_told_as_a_terminal_has_them(post: Cli, refusal: Sentence) -> None:
    item = ("log", "--sender", "x", "--class", "registered", "--tracking", "123-45-67890-3")
    assert post(*item).code == 0
    assert "add --same-number." in refusal(post(*item))
    call = post("log", "--sender", "x", "--channel", "telephone", "--taken-at", "9:05", "--call-back", "03-0000-0001")
    assert call.out.startswith("Logged as inquiry ")
    assert "telephone" in post("list").out
    mail = post("log", "--sender", "高橋 一郎 P-2026-0001", "--channel", "email")
    assert "takes no request by this channel (e-mail)" in mail.out
    assert "The case number is written on it / Same name" in mail.out
