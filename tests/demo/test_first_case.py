"""The guided first case: nothing is done beforehand, each step counts once it is in the file, nothing is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseman.demo.first_case import (
    FEE,
    FILE_NAME,
    Progress,
    Stage,
    open_first_case,
    person,
    progress,
    remove_first_case,
    scans_of,
    take_step,
)
from caseman.domain.custody import PlaceKind
from caseman.errors import CasemanError, RuleError
from caseman.services.case_file import show_case
from caseman.services.custody import add_place
from caseman.services.today import today_view
from caseman.text import Language


def test_every_step_is_ticked_off_when_it_is_in_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "first"
    desk = open_first_case(folder, language=Language.EN)
    file = desk.file.path
    assert desk.file.sample
    assert file == folder / FILE_NAME
    view = today_view(desk)
    assert (view.open_cases, view.envelopes_without_case) == (0, 0)
    assert progress(desk) == Progress(frozenset())
    assert len(scans_of(file)) == 4
    for at, stage in enumerate(Stage):
        now = progress(desk)
        assert now.next is stage
        assert now.done == frozenset(list(Stage)[:at])
        if stage is Stage.DATE:  # the desk may be closed in between
            desk.close()
            desk = open_first_case(folder, language=Language.EN)
        take_step(desk)
    done = progress(desk)
    assert done.next is None
    case = show_case(desk, done.number)
    assert case.principal.name == person().name
    assert case.fee_due.minor == FEE
    assert not case.missing_other
    assert len(case.scans) == 4
    with pytest.raises(RuleError, match="nothing left"):
        take_step(desk)
    desk.close()
    mine = folder / "mine.txt"
    mine.write_text("not of the program", encoding="utf-8")
    remove_first_case(folder)
    assert list(folder.iterdir()) == [mine]
    mine.unlink()
    remove_first_case(folder)
    assert not folder.exists()
    remove_first_case(folder)


def test_what_was_left_half_made_is_made_whole(tmp_path: Path) -> None:
    desk = open_first_case(tmp_path, language=Language.JA)
    desk.close()
    scans = scans_of(tmp_path / FILE_NAME)
    scans[1].unlink()
    for name in (FILE_NAME, f"{FILE_NAME}.keys"):
        (tmp_path / name).unlink()
    desk = open_first_case(tmp_path, language=Language.JA)
    assert scans_of(tmp_path / FILE_NAME) == scans
    with pytest.raises(CasemanError):
        add_place(desk, "受付トレイ", PlaceKind.TRAY)  # it is there, once
    desk.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CasemanError, match="cannot be made"):
        open_first_case(tmp_path / "file" / "first", language=Language.EN)
