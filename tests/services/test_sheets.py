"""Sheets for the office's own use: how a date was found, and the inquiry to a data holder."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.lifecycle import Step
from caseman.services import case_file, search_tasks
from caseman.services.course_inputs import SearchInput
from caseman.services.sheets import derivation_sheet, inquiry_sheet
from caseman.text import Language
from tests.letters.paper import read
from tests.services.walking import PRINCIPAL, TODAY, Walk, refused


@pytest.mark.parametrize("language", Language)
def test_the_derivation_on_paper_says_every_step_and_no_name(walk: Walk, language: Language) -> None:
    number = walk.to(Step.DATE)
    view = case_file.show_case(walk.desk, number)
    paper = read(derivation_sheet(walk.desk, number, language))
    assert len(paper.pages) == 1
    assert all(paper.fonts.values())
    for step in view.derivation.steps:
        assert paper.says(step.say(language).replace(" ", "")) or paper.says(step.say(language))
    assert paper.says(number)
    assert not paper.says(PRINCIPAL["name"])
    japanese = language is Language.JA
    assert paper.has_line("回答期限　2026年12月8日（火）" if japanese else "Answer by　2026-12-08 (Tue)")


def test_the_inquiry_tells_the_holder_what_is_asked_of_whom(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    asked = {"holder": "AIS Inc.", "question": "会員登録の有無（見本）", "asked_on": TODAY, "due_on": date(2026, 12, 1)}
    search_tasks.ask_holder(walk.desk, SearchInput.read(number=number, **asked))
    task = case_file.show_case(walk.desk, number).course.searches[0]
    paper = read(inquiry_sheet(walk.desk, number, task.task_id))
    assert len(paper.pages) == 1
    for words in ("AIS Inc.　御中", "会員登録の有無（見本）", PRINCIPAL["name"], "令和8年12月1日", number):
        assert paper.says(words), words
    other = walk.to(Step.DATE)
    assert refused(walk.desk, lambda: inquiry_sheet(walk.desk, other, task.task_id)).code == "no-such-task"


def test_a_printed_inquiry_stands_in_the_trail(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    search_tasks.ask_holder(
        walk.desk, SearchInput.read(number=number, holder="AIS Inc.", question="有無", asked_on=TODAY)
    )
    task = case_file.show_case(walk.desk, number).course.searches[0]
    search_tasks.note_inquiry(walk.desk, number, task.task_id)
    latest = case_file.show_case(walk.desk, number).history[0]
    assert latest.label.say(Language.EN) == "The inquiry sheet to AIS Inc. was printed."
