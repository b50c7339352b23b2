"""A deficiency told and mended, with its papers, its time limit, and taken out again without a trace."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from caseman.domain.lifecycle import State, Step
from caseman.domain.post import EnclosureKind
from caseman.services import acceptance, case_file, corrections, inputs
from caseman.services.auditing import verify_file
from caseman.services.course_inputs import RemovalInput
from tests.services.course_walk import ask_correction, cure
from tests.services.variants import adopt, standing
from tests.services.walking import ENCLOSURES, TODAY, Walk, refused

_PAUSE = ('clock = "reset"', 'clock = "pause"')


def _remove(walk: Walk, number: str, correction_id: int) -> None:
    removal = RemovalInput.read(number=number, row_id=correction_id, reason="誤入力。")
    corrections.remove_correction(walk.desk, removal)


def _undo(walk: Walk, number: str, correction_id: int) -> None:
    corrections.undo_cure(walk.desk, RemovalInput.read(number=number, row_id=correction_id, reason="別の書類。"))


def _undo_acceptance(walk: Walk, number: str) -> None:
    acceptance.undo_acceptance(walk.desk, RemovalInput.read(number=number, reason="誤入力。"))


def _papers(walk: Walk, number: str) -> list[EnclosureKind]:
    return [kind for kind, _, _ in case_file.show_case(walk.desk, number).envelope.enclosures]


def test_the_time_limit_is_the_procedure_s_unless_one_is_told(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    ask_correction(walk, first, limit_on=None)
    ask_correction(walk, second, limit_on="2026-11-30")
    adopt(walk.desk, ("limit_days = 14", "limit_days = 30"))
    third = walk.case()
    ask_correction(walk, third, limit_on="", asked_on=date(2026, 11, 23))
    limits = [case_file.show_case(walk.desk, number).corrections[0].limit_on for number in (first, second, third)]
    assert limits == [date(2026, 12, 8), date(2026, 11, 30), date(2026, 12, 23)]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"asked_on": date(2026, 11, 19)}, "too-early", "asked_on"),
        ({"asked_on": date(2026, 11, 25)}, "in-future", "asked_on"),
        ({"limit_on": date(2026, 11, 23)}, "limit-before", "limit_on"),
        ({"defect": " "}, "empty", "defect"),
    ],
)
def test_a_deficiency_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: ask_correction(walk, number, **changed))
    assert (told.code, told.field) == (code, field)


def test_one_is_mended_before_the_next_is_told(walk: Walk) -> None:
    number = walk.case()
    assert refused(walk.desk, lambda: cure(walk, number)).code == "no-correction"
    ask_correction(walk, number)
    assert refused(walk.desk, lambda: ask_correction(walk, number)).code == "correction-open"
    told = refused(walk.desk, lambda: cure(walk, number, cured_on=date(2026, 11, 23)))
    assert (told.code, told.field) == ("too-early", "cured_on")
    cure(walk, number)
    ask_correction(walk, number)
    assert case_file.show_case(walk.desk, number).state is State.AWAITING_CORRECTION


def test_the_papers_that_came_with_it_lie_with_the_others(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number)
    cure(walk, number, papers=("resident_record", "return_envelope"))
    view = case_file.show_case(walk.desk, number)
    assert view.envelope.enclosures[len(ENCLOSURES) :] == (
        (EnclosureKind.RESIDENT_RECORD, 1, "2026年11月24日（火）"),
        (EnclosureKind.RETURN_ENVELOPE, 1, "2026年11月24日（火）"),
    )
    told = refused(walk.desk, lambda: cure(walk, number, papers=("poem",)))
    assert (told.code, told.field) == ("enum", "papers.0")


def test_a_paper_that_came_later_gives_the_agent_authority(walk: Walk) -> None:
    number = walk.agent_case(enclosures=({"kind": "letter_of_proxy"},))
    agent = {"role": "agent", "authority_agrees": True}
    walk.identity(number)
    assert refused(walk.desk, lambda: walk.identity(number, **agent)).code == "not-confirmed"
    ask_correction(walk, number)
    cure(walk, number, papers=("seal_certificate",))
    walk.identity(number, **agent)
    assert case_file.show_case(walk.desk, number).state is State.AWAITING_FEE


@pytest.mark.parametrize("rule", [None, _PAUSE], ids=["reset", "pause"])
@pytest.mark.parametrize("mended", [False, True])
def test_taking_a_deficiency_out_leaves_no_trace(walk: Walk, rule: tuple[str, str] | None, mended: bool) -> None:
    if rule is not None:
        adopt(walk.desk, rule)
    number = walk.to(Step.FEE)
    before, papers = standing(walk.desk, number), _papers(walk, number)
    ask_correction(walk, number, asked_on=date(2026, 11, 21))
    if mended:
        cure(walk, number, papers=("resident_record",))
    assert standing(walk.desk, number)["derivation"] != before["derivation"]
    correction_id = case_file.show_case(walk.desk, number).corrections[0].correction_id
    _remove(walk, number, correction_id)
    assert standing(walk.desk, number) == before
    assert _papers(walk, number) == papers
    view = case_file.show_case(walk.desk, number)
    assert view.corrections == ()
    assert "taken out: 誤入力。" in str(view.history[0].label)
    assert verify_file(walk.desk).sound


@pytest.mark.parametrize("rule", [None, _PAUSE], ids=["reset", "pause"])
def test_taking_a_cure_back_makes_it_awaited_again(walk: Walk, rule: tuple[str, str] | None) -> None:
    if rule is not None:
        adopt(walk.desk, rule)
    number = walk.to(Step.FEE)
    ask_correction(walk, number, asked_on=date(2026, 11, 21))
    before, papers = standing(walk.desk, number), _papers(walk, number)
    cure(walk, number, papers=("seal_certificate",))
    assert standing(walk.desk, number)["derivation"] != before["derivation"]
    _undo(walk, number, 1)
    assert standing(walk.desk, number) == before
    assert _papers(walk, number) == papers
    assert case_file.show_case(walk.desk, number).corrections[0].cured_on is None
    assert refused(walk.desk, lambda: _undo(walk, number, 1)).code == "not-cured"


def test_papers_of_another_cure_of_that_day_stay(walk: Walk) -> None:
    """Two people's papers in one envelope: which of them brought what on that day is not known."""
    envelope = walk.envelope()
    first, second = walk.case(envelope=envelope), walk.case(envelope=envelope)
    for number, paper in ((first, "seal_certificate"), (second, "resident_record")):
        ask_correction(walk, number)
        cure(walk, number, papers=(paper,))
    _undo(walk, first, 1)
    assert EnclosureKind.RESIDENT_RECORD in _papers(walk, second)


def test_a_cure_is_not_taken_back_while_another_deficiency_is_open(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number)
    cure(walk, number)
    ask_correction(walk, number)
    assert refused(walk.desk, lambda: _undo(walk, number, 1)).code == "correction-open"
    _remove(walk, number, 2)
    _undo(walk, number, 1)


def test_only_a_deficiency_of_the_case_is_taken_out(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    ask_correction(walk, first)
    for take in (_remove, _undo):
        for row in (1, 0, 99):
            told = refused(walk.desk, partial(take, walk, second, row))
            assert (told.code, told.field) == ("no-such-correction", "row_id")


def test_after_acceptance_nothing_is_taken_out_before_the_acceptance_is(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number)
    cure(walk, number)
    walk.identity(number)
    walk.payment(number)
    before = standing(walk.desk, number)
    walk.accept(number)
    assert refused(walk.desk, lambda: _remove(walk, number, 1)).code == "already-accepted"
    assert refused(walk.desk, lambda: _undo(walk, number, 1)).code == "already-accepted"
    assert refused(walk.desk, lambda: ask_correction(walk, number)).code == "already-accepted"
    _undo_acceptance(walk, number)
    assert standing(walk.desk, number) == before
    _remove(walk, number, 1)


def test_an_acceptance_is_taken_back_as_if_it_had_never_been(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    before = standing(walk.desk, number)
    assert refused(walk.desk, lambda: _undo_acceptance(walk, number)).code == "not-now"
    walk.accept(number)
    _undo_acceptance(walk, number)
    assert standing(walk.desk, number) == before
    view = case_file.show_case(walk.desk, number)
    assert (view.accepted_on, view.state) == (None, State.READY)
    walk.accept(number, date(2026, 11, 23))
    assert case_file.show_case(walk.desk, number).accepted_on == date(2026, 11, 23)


def test_an_acceptance_stands_once_something_is_decided(walk: Walk) -> None:
    number = walk.case("disclosure", "correction")
    walk.identity(number)
    walk.payment(number)
    walk.accept(number, TODAY)
    walk.decide(number, 1)
    assert case_file.show_case(walk.desk, number).state is State.ACCEPTED
    assert refused(walk.desk, lambda: _undo_acceptance(walk, number)).code == "decided"


def test_what_the_procedure_does_is_told_once_the_time_limit_has_passed(walk: Walk) -> None:
    number = walk.case()
    told = {
        "number": number,
        "defect": "印鑑登録証明書がありません。",
        "asked_on": TODAY,
        "limit_on": date(2026, 12, 8),
    }
    corrections.ask_correction(walk.desk, inputs.CorrectionInput.read(**told))
    walk.clock.set_day(date(2026, 12, 8))
    assert case_file.show_case(walk.desk, number).course.deficiency_advice is None
    walk.clock.set_day(date(2026, 12, 9))
    assert str(case_file.show_case(walk.desk, number).course.deficiency_advice) == (
        "The time limit of 2026-12-08 (Tue) has passed: the papers are returned and the request ends."
    )
