"""What a print run prints for the outside of its envelopes, and by which mail class each of its letters leaves."""

from __future__ import annotations

import pytest

from caseman.domain.lifecycle import Step
from caseman.domain.print_plan import RunState
from caseman.services import case_file, letter_paper, print_runs, run_mail, run_printing, run_views
from caseman.services.letter_inputs import RunEndInput, RunMailInput
from caseman.text import Language, say
from tests.letters.paper import read
from tests.services.letter_walk import begin, made_run, print_whole, spoil, track
from tests.services.variants import adopt
from tests.services.walking import PRINCIPAL, TRACKING, Walk, raw, refused

_OTHER = "998-76-54321-1"
_RUN = "R-2026-001"
_RETENTION = "[retention]"


def _office(walk: Walk, addresses: str, *more: str) -> None:
    """The office writes the outside of its envelopes this way from now on."""
    rules = "\n".join((f'[letters]\nsource = "office setting"\naddresses = "{addresses}"', *more, "", _RETENTION))
    adopt(walk.desk, (_RETENTION, rules))


def _two(walk: Walk) -> list[str]:
    return [f"{walk.to(Step.LETTER)}-01" for _ in range(2)]


def _mail(walk: Walk, document: str, mail_class: str) -> None:
    typed = RunMailInput.read(run=_RUN, document_number=document, mail_class=mail_class)
    run_mail.change_mail_class(walk.desk, typed)


def _titles(walk: Walk) -> list[str]:
    return [say(part.title, Language.EN) for part in run_views.show_run(walk.desk, _RUN).parts]


def test_through_the_window_nothing_more_is_printed(walk: Walk) -> None:
    made_run(walk, *_two(walk))
    assert _titles(walk) == ["Enclosures list", "Acceptance list"]
    assert run_views.show_run(walk.desk, _RUN).first_label is None


@pytest.mark.parametrize("addresses", ["labels", "vertical_labels", "sheets"])
def test_labels_or_sheets_come_behind_the_lists_in_the_same_pass(walk: Walk, addresses: str) -> None:
    _office(walk, addresses)
    documents = _two(walk)
    made_run(walk, *documents)
    papers = begin(walk, _RUN)
    assert [document.labels for document in papers.documents] == [False] * 4 + [addresses != "sheets"]
    assert papers.documents[-1].pages == (2 if addresses == "sheets" else 1)
    paper = read(papers.documents[-1].pdf)
    told = "".join(paper.pages) if addresses != "vertical_labels" else "".join(sign.char for sign in paper.signs)
    assert all(document[:-3] in told for document in documents)
    if addresses != "vertical_labels":
        assert paper.says(PRINCIPAL["name"])
    total = len(papers.sheets(duplex=False))
    run_printing.finish_printing(walk.desk, _RUN, total - 1)
    view = run_views.show_run(walk.desk, _RUN)
    assert (view.line.state, view.next_sheet, view.complete) == (RunState.PAUSED, total, False)
    spoil(walk, _RUN, total, "ラベルずれ")
    begin(walk, _RUN, first=total)
    run_printing.finish_printing(walk.desk, _RUN, total)
    assert run_views.show_run(walk.desk, _RUN).line.state is RunState.PRINTED


def test_labels_begin_at_the_one_that_is_free(walk: Walk) -> None:
    _office(walk, "labels")
    made_run(walk, *_two(walk))
    papers = begin(walk, _RUN, first_label="１２")
    assert papers.documents[-1].pages == 2, "the last of the first sheet, and the first of the next"
    assert run_views.show_run(walk.desk, _RUN).first_label == 12
    assert begin(walk, _RUN, first=5).documents[-1].pages == 2, "it is kept while the run goes on"
    assert refused(walk.desk, lambda: begin(walk, _RUN, first_label=13)).code == "no-such-label"


def test_an_office_has_its_own_sheet_of_labels(walk: Walk) -> None:
    own = (
        '\n[[label_sheets]]\nsource = "office setting"\nname = "ours"\ntitle = { ja = "当室", en = "Ours" }\n'
        'paper = "a4"\ncolumns = 1\nrows = 2\nwidth = 150\nheight = 100\npitch_across = 150\npitch_down = 120\n'
    )
    _office(walk, "labels", 'label_sheet = "ours"', own)
    made_run(walk, *(f"{walk.to(Step.LETTER)}-01" for _ in range(3)))
    assert begin(walk, _RUN).documents[-1].pages == 2
    assert letter_paper.label_sheets(walk.desk, Language.EN)[0].title == "Ours"
    assert read(letter_paper.sheet_of_labels_test(walk.desk)).says("当室")


def test_what_is_fetched_needs_no_address_outside(walk: Walk) -> None:
    _office(walk, "sheets")
    made_run(walk, *_two(walk))
    raw(walk.desk, "UPDATE print_run_item SET mail_class = 'hand' WHERE position = 1")
    assert begin(walk, _RUN).documents[-1].pages == 1


def test_a_name_that_fits_on_no_label_is_told_with_its_letter_and_the_run_can_be_mended(walk: Walk) -> None:
    _office(walk, "labels", 'label_sheet = "letter-30"')
    documents = _two(walk)
    made_run(walk, *documents)
    raw(walk.desk, "UPDATE party SET address = :long WHERE case_id = 1", long="見本町" * 300)
    told = refused(walk.desk, lambda: begin(walk, _RUN))
    assert documents[0] in str(told)
    view = run_views.show_run(walk.desk, _RUN)
    assert view.fault is not None
    assert documents[0] in say(view.fault, Language.EN)
    assert len(view.letters) == 2
    again = refused(walk.desk, lambda: _mail(walk, documents[0], "registered"))
    assert documents[0] in str(again)
    print_runs.cancel_run(walk.desk, RunEndInput.read(run=_RUN, reason="宛名"))
    assert documents[0] in str(refused(walk.desk, lambda: made_run(walk, *documents)))


def test_one_letter_leaves_by_another_class_and_list_and_number_follow(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    track(walk, _RUN, f"{TRACKING}\n{_OTHER}")
    _mail(walk, documents[0], "registered")
    lines = run_views.show_run(walk.desk, _RUN).letters
    assert [(line.mail_class, line.tracking_number) for line in lines] == [
        ("registered", TRACKING),
        ("simplified_registered", _OTHER),
    ]
    assert read(begin(walk, _RUN).documents[-1].pdf).says("一般書留　1通、簡易書留　1通")
    _mail(walk, documents[0], "ordinary")
    assert run_views.show_run(walk.desk, _RUN).letters[0].tracking_number == ""
    track(walk, _RUN, _OTHER)
    papers = print_whole(walk, _RUN)
    assert read(papers.documents[-1].pdf).says("合計　1通")
    _mail(walk, documents[1], "ordinary")
    assert _titles(walk) == ["Enclosures list"]
    entry = case_file.show_case(walk.desk, documents[1][:-3]).history[0]
    told = f"Letter {documents[1]} of print run {_RUN} is to leave by Ordinary mail."
    assert say(entry.label, Language.EN) == told


@pytest.mark.parametrize(
    ("document", "mail", "code"), [("first", "hand", "way-not-taken"), ("P-2026-9999-01", "ordinary", "not-in-run")]
)
def test_a_class_that_the_procedure_does_not_have_is_refused(walk: Walk, document: str, mail: str, code: str) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    chosen = documents[0] if document == "first" else document
    assert refused(walk.desk, lambda: _mail(walk, chosen, mail)).code == code


def test_a_run_that_left_keeps_its_classes(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    raw(walk.desk, "UPDATE print_run SET state = 'sent'")
    assert refused(walk.desk, lambda: _mail(walk, documents[0], "ordinary")).code == "run-ended"


def test_an_agent_that_is_an_organisation_is_addressed_as_one(walk: Walk) -> None:
    _office(walk, "labels")
    documents = _two(walk)
    raw(walk.desk, "UPDATE party SET name = '弁護士法人見本' WHERE case_id = 1")
    made_run(walk, *documents)
    papers = begin(walk, _RUN)
    for paper in papers.documents[-2:]:
        assert read(paper.pdf).says("弁護士法人見本　御中")
        assert read(paper.pdf).says(f"{PRINCIPAL['name']}　様")


def test_a_person_without_an_address_is_named_with_the_letter(walk: Walk) -> None:
    _office(walk, "sheets")
    documents = _two(walk)
    raw(walk.desk, "UPDATE party SET address = '', email = '' WHERE case_id = 2")
    told = refused(walk.desk, lambda: made_run(walk, *documents))
    assert documents[1] in str(told)
    assert "has no address" in str(told)
    assert documents[0] not in str(told)
