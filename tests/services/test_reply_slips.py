"""The reply slip: what is asked, where to send it, and a code that brings the answer to its case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from caseman.exchange.barcodes import read_codes
from caseman.services import cover_sheets, reply_slips, scan_import
from caseman.services.post_inputs import ScanInput
from caseman.services.scan_tray import list_tray
from caseman.text import Language
from tests.exchange.paper_scans import as_pdf, drawn, scanned, written
from tests.letters.paper import read
from tests.services.course_walk import ask_correction, ask_fee
from tests.services.walking import PASSPHRASE, PRINCIPAL, Walk, refused


@pytest.mark.parametrize("language", Language)
def test_it_tells_what_is_deficient_and_where_to_send_it(walk: Walk, language: Language) -> None:
    number = walk.case()
    ask_correction(walk, number, defect="印影が不鮮明です。 → 鮮明なものをお送りください。\n委任状がありません。")
    pdf = reply_slips.reply_slip(walk.desk, number, language)
    paper = read(pdf)
    assert len(paper.pages) == 1
    for text in (number, "印影が不鮮明です。", "鮮明なものをお送りください。", "委任状がありません。"):
        assert paper.says(text), text
    japanese = ("返信票", "令和8年12月4日", "東京都港区北青山2-5-8")
    for text in japanese if language is Language.JA else ("Reply slip", "4 December 2026", "Kita-Aoyama"):
        assert paper.says(text), text
    assert not paper.says(PRINCIPAL["name"]), "the sheet names nobody"
    assert all(paper.fonts.values())


def test_its_code_opens_the_case(walk: Walk) -> None:
    walk.case()
    number = walk.case()
    ask_correction(walk, number)
    (code,) = read_codes(drawn(reply_slips.reply_slip(walk.desk, number)))
    assert cover_sheets.case_of_code(walk.desk, code) == number


def test_the_answer_behind_it_waits_with_the_case_it_names(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number)
    slip = scanned(drawn(reply_slips.reply_slip(walk.desk, number)), 1, skew=2)
    batch = as_pdf([slip, written(1), written(2)])
    done = scan_import.import_scans(walk.desk, [ScanInput(name="batch.pdf", data=batch)])
    # The slip is part of the answer, not a cover sheet: its page is kept, and a person files the whole with its case.
    assert [(each.number, each.pages) for each in done.filed] == [("", 3)]
    assert str(list_tray(walk.desk)[0].fault) == f"A label on it names {number}. File it there if that is right."


def test_the_fee_that_is_awaited_stands_on_it(walk: Walk) -> None:
    number = walk.case()
    ask_fee(walk, number)
    paper = read(reply_slips.reply_slip(walk.desk, number))
    assert paper.says("手数料の納付　5,250円")
    assert paper.says("令和8年12月8日")


@pytest.mark.parametrize("last", [Step.CASE, Step.FEE])
def test_without_anything_awaited_there_is_none(walk: Walk, last: Step) -> None:
    number = walk.to(last)
    assert refused(walk.desk, lambda: reply_slips.reply_slip(walk.desk, number)).code == "nothing-asked"


def test_a_long_list_is_set_smaller_and_one_without_end_is_refused(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number, defect="\n".join(f"第{at}号の書類に不備があります。" for at in range(1, 27)))
    paper = read(reply_slips.reply_slip(walk.desk, number))
    assert len(paper.pages) == 1
    assert paper.says("第26号の書類に不備があります。")
    other = walk.case()
    ask_correction(walk, other, defect="不備。" * 3000)
    assert refused(walk.desk, lambda: reply_slips.reply_slip(walk.desk, other)).code == "slip-too-long"


def test_the_command_line_writes_it(
    walk: Walk, office_path: Path, tmp_path: Path, run_cli: Callable[..., object]
) -> None:
    number = walk.case()
    ask_correction(walk, number)
    walk.desk.close()
    out = tmp_path / "slip.pdf"
    verb = ("scans", office_path, "slip", number, "--out", out, "--passphrase-file", "-")
    told = run_cli("--language", "en", *verb, stdin=PASSPHRASE)
    assert told.code == 0, told  # type: ignore[attr-defined]
    assert read(out.read_bytes()).says(number)
