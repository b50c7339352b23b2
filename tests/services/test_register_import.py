"""An existing register becomes cases: all of them or none, whole and sound, and the ledger comes out as it went in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseman.domain.grounds import Ground
from caseman.domain.lifecycle import State, Step
from caseman.domain.register_fields import RegisterField
from caseman.errors import FileError, RuleError
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.services import closing, lists
from caseman.services.auditing import verify_file
from caseman.services.case_file import show_case
from caseman.services.case_query import CaseQuery
from caseman.services.desk import Desk
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import LEDGER
from caseman.services.export.writing import export_set
from caseman.services.inputs import ClosingInput
from caseman.services.lists import list_trail
from caseman.services.register_import import import_register, take_over
from caseman.services.register_reading import RegisterPlan, plan_import, remapped, taught, write_problems
from caseman.services.statements import take_statement
from caseman.services.stopping import Stop, Stopped
from caseman.services.views import CaseView
from caseman.text import Language, say
from tests.exchange.bank_files import Told, notices
from tests.services.course_walk import ask_correction
from tests.services.walking import TODAY, Office, Walk, refused, snapshot

_HEADINGS = (
    "受付番号,受付日,受付方法,氏名,請求区分,期限,本人確認日,手数料,入金日,受理日,決定日,結果,"
    "不開示根拠,理由,発送日,発送追跡番号,到達日,備考"
)
_DONE = "K-1,R8.4.1,簡易書留,髙﨑 花子,開示,R8.4.15,R8.4.2,5250,R8.4.2,R8.4.2,R8.4.6,全部開示,,,R8.4.7,,R8.4.9,"
_OPEN = "K-2,2026-11-16,郵送,見本 太郎,開示,2026-12-24,2026-11-17,5250,2026-11-18,,,,,,,,,"
_REFUSED = (
    "K-3,2026-03-02,持参,山田 一郎,開示,,,,,,2026-03-09,不開示,法33条2項2号,業務に著しい支障があるため。,2026-03-10,,,"
)


def _register(*rows: str, headings: str = _HEADINGS) -> bytes:
    return "\n".join((headings, *rows, "")).encode("utf-8-sig")


def _taken(desk: Desk, *rows: str, **how: Any) -> RegisterPlan:
    return import_register(desk, "daicho.csv", _register(*rows), **how)[0]


def test_a_case_that_was_answered_is_closed_and_readable(desk: Desk) -> None:
    _taken(desk, _DONE)
    case = show_case(desk, "K-1")
    assert (case.state, case.next_step, case.closed_on) == (State.CLOSED, None, date(2026, 4, 9))
    assert case.retain_until is not None
    assert (case.principal.name, case.arrived_on, case.accepted_on) == ("髙﨑 花子", date(2026, 4, 1), date(2026, 4, 2))
    assert case.due_on == date(2026, 4, 15)
    (request,) = case.requests
    assert (request.outcome, request.decided_on, request.fee.minor) == ("grant", date(2026, 4, 6), 5250)
    assert case.envelope.mail_class == "simplified_registered"
    assert "row 2" in str(case.history[0].label)
    assert verify_file(desk).sound


def test_what_the_register_said_can_be_read_beside_the_case(desk: Desk) -> None:
    headings = "受付日,氏名,請求区分,本人確認書類,結果,決定日,発送日,発送方法,到達日,決裁者"
    data = _register("R8.4.1,山田,開示,免許証、社員証,開示,R8.4.6,R8.4.7,簡易書留,R8.4.9,部長", headings=headings)
    _, change = import_register(desk, "daicho.csv", data)
    told = {str(fact.label): say(fact.value, Language.JA) for fact in show_case(desk, change.numbers[0]).register}
    assert told == {
        "Register": "daicho.csvの2行目",
        "Identity documents": "免許証、社員証",
        "Decided by": "部長",
        "Dispatched on": "2026年4月7日（火）",
        "Dispatched by": "簡易書留",
        "Delivered on": "2026年4月9日（木）",
    }


def test_an_open_case_goes_on_where_the_register_left_it(desk: Desk, clock: Any) -> None:
    data = _register(f"{_OPEN},見本県見本市見本町1-2-3", headings=f"{_HEADINGS},住所")
    import_register(desk, "x.csv", data)
    case = show_case(desk, "K-2")
    assert (case.state, case.next_step) == (State.READY, Step.DATE)
    assert case.fee_state == "paid"
    assert case.due_on == date(2026, 12, 24)
    assert "register" in str(case.derivation.steps[-1])
    walk = Walk(desk, clock)
    walk.accept("K-2", date(2026, 11, 18))
    assert show_case(desk, "K-2").due_on == date(2026, 12, 24)  # what the register states holds
    walk.decide("K-2")
    document = walk.letter("K-2")
    walk.dispatch("K-2", document)
    walk.deliver("K-2", document)
    walk.close("K-2")
    assert show_case(desk, "K-2").state is State.CLOSED
    assert verify_file(desk).sound


def test_a_fee_that_the_register_says_is_paid_is_awaited_from_no_deposit(desk: Desk) -> None:
    unpaid = _OPEN.replace("K-2", "K-7").replace("見本 太郎", "例示 次郎").replace("2026-11-18", "")
    data = _register(f"{_OPEN},ミホン タロウ", f"{unpaid},レイジ ジロウ", headings=f"{_HEADINGS},カナ")
    import_register(desk, "x.csv", data)
    told = [Told(date(2026, 11, 20), 5250, "ミホン タロウ"), Told(date(2026, 11, 20), 5250, "レイジ ジロウ")]
    found = take_statement(desk, "meisai.txt", notices(told)).deposits
    assert [[part.number for part in line.proposal.parts] for line in found] == [[], ["K-7"]]


def test_the_date_moves_once_the_person_is_waited_for(desk: Desk, clock: Any) -> None:
    _taken(desk, _OPEN)
    ask_correction(Walk(desk, clock), "K-2")
    assert "register" not in str(show_case(desk, "K-2").derivation.steps[-1])


def test_a_refusal_keeps_its_ground_and_reason_or_says_that_none_is_stated(desk: Desk) -> None:
    _taken(desk, _REFUSED, _REFUSED.replace("K-3", "K-4").replace("法33条2項2号,業務に著しい支障があるため。", ","))
    told, untold = (show_case(desk, number).requests[0] for number in ("K-3", "K-4"))
    assert (told.ground, told.reason) == (Ground.BUSINESS, "業務に著しい支障があるため。")
    assert (untold.ground, untold.reason) == (Ground.UNSTATED, "台帳に理由の記載なし。")


def test_imported_cases_are_found_by_number_name_kana_and_tracking_number(desk: Desk) -> None:
    headings = "番号,受付日,氏名,カナ,区分,発送追跡番号,発送日,結果,決定日,代理人"
    data = _register(
        "Z-9,R8.4.1,髙橋 一郎,タカハシ,開示,123-45-67890-3,R8.4.7,開示,R8.4.6,山﨑 代子", headings=headings
    )
    import_register(desk, "x.csv", data)
    for asked in ("Z-9", "高橋", "ﾀｶﾊｼ", "1234567890", "山崎"):
        assert [line.number for line in lists.list_cases(desk, CaseQuery(search=asked)).lines] == ["Z-9"], asked
    case = show_case(desk, "Z-9")
    assert case.agent is not None
    assert (case.agent.name, case.agent.agent_kind) == ("山﨑 代子", "delegated")


def test_new_numbers_go_on_after_those_of_the_register(desk: Desk, clock: Any) -> None:
    headings = "受付番号,受付日,氏名,請求区分"
    data = _register(
        "P-2026-0041,2026-04-01,山田,開示",
        ",2026-04-02,佐藤,開示",
        "P-2025-0007,2026-01-05,鈴木,訂正",
        headings=headings,
    )
    _, change = import_register(desk, "x.csv", data)
    assert change.numbers == ("P-2026-0041", "P-2026-0042", "P-2025-0007")
    assert Walk(desk, clock).case() == "P-2026-0043"


def test_a_number_that_begins_anew_each_year_is_kept_beside(desk: Desk, tmp_path: Path) -> None:
    headings = "番号,受付日,氏名,請求区分,備考"
    rows = ("1,2025-04-01,山田,開示,x", "2,2025-05-01,佐藤,開示,", "1,2026-04-01,鈴木,訂正,")
    plan, change = import_register(desk, "x.csv", _register(*rows, headings=headings))
    assert change.numbers == ("P-2025-0001", "2", "P-2026-0001")
    assert [(problem.row, problem.stops) for problem in plan.problems] == [(2, False), (4, False)]
    lines = _ledger(desk, tmp_path, Language.JA)
    assert [line["remarks"] for line in lines] == ["x; 従前の台帳の番号: 1", "", "従前の台帳の番号: 1"]
    assert {line.number for line in lists.list_cases(desk, CaseQuery(search="2")).lines} >= {"2"}


def test_all_or_nothing_unless_rows_are_left_out(desk: Desk) -> None:
    bad = _OPEN.replace("2026-11-16", "2026/2/30")
    plan = plan_import(desk, "x.csv", _register(_DONE, bad))
    assert [(problem.row, problem.column) for problem in plan.stopping] == [(3, "受付日")]
    assert refused(desk, lambda: take_over(desk, plan)).code == "rows-stopped"
    change = take_over(desk, plan, leave_out=True)
    assert change.numbers == ("K-1",)
    assert "1 left out" in str(list_trail(desk)[1].label)


def test_a_trial_writes_nothing(desk: Desk) -> None:
    before = snapshot(desk)
    plan_import(desk, "x.csv", _register(_DONE, _OPEN))
    assert snapshot(desk) == before


def test_what_stands_twice_is_told(desk: Desk) -> None:
    same = _OPEN.replace("K-2", "K-9")
    plan = plan_import(desk, "x.csv", _register(_DONE, _DONE, _OPEN, same))
    assert [(p.row, p.column, p.stops) for p in plan.problems] == [(3, "受付番号", True), (5, "氏名", False)]
    _taken(desk, _DONE)
    again = plan_import(desk, "x.csv", _register(_DONE, _OPEN))
    assert [(p.row, p.column, p.stops) for p in again.problems] == [(2, "受付番号", True)]
    other = plan_import(desk, "x.csv", _register(_DONE.replace("K-1", "K-8").replace("髙﨑 花子", "高崎花子")))
    assert [(p.row, p.stops, "K-1" in str(p.reason)) for p in other.problems] == [(2, False, True)]


def test_the_same_file_is_not_imported_again(desk: Desk) -> None:
    _taken(desk, _DONE)
    error = refused(desk, lambda: _taken(desk, _DONE))
    assert error.code == "register-known"


def test_a_register_without_a_needed_column_says_which(desk: Desk) -> None:
    data = _register("R8.4.1,開示", headings="受付日,請求区分")
    plan = plan_import(desk, "x.csv", data)
    assert plan.unmapped == (RegisterField.PRINCIPAL_NAME,)
    assert [(p.row, p.column) for p in plan.problems] == [(1, "Name of the principal")]
    assert refused(desk, lambda: take_over(desk, plan)).code == "unmapped"
    empty = plan_import(desk, "x.csv", _register())
    assert refused(desk, lambda: take_over(desk, empty)).code == "no-cases"


def test_a_mapping_is_changed_kept_and_found_again_by_the_headings(desk: Desk) -> None:
    headings = "受付日,氏名,請求区分,処理"
    data = _register("R8.4.1,山田,閲覧,開示", headings=headings)
    plan = plan_import(desk, "x.csv", data)
    assert plan.cases == ()
    told = taught(plan.map, RegisterField.REQUEST_TYPES, "閲覧", "disclosure")
    told = remapped(told, {"処理": RegisterField.REMARKS})
    plan, _ = import_register(desk, "x.csv", data, told)
    (case,) = plan.cases
    assert (case.types, case.remarks) == (("disclosure",), "開示")
    later = plan_import(desk, "y.csv", _register("R8.5.1,佐藤,閲覧,開示", headings=headings))
    assert later.remembered
    assert [case.types for case in later.cases] == [("disclosure",)]
    with pytest.raises(FileError):
        taught(plan.map, RegisterField.REQUEST_TYPES, "閲覧", "nothing")


def test_it_stops_when_asked_and_leaves_nothing(desk: Desk) -> None:
    stop = Stop()
    plan = plan_import(desk, "x.csv", _register(_DONE, _OPEN))

    def progress(done: float) -> None:
        if done:
            stop.ask()

    before = snapshot(desk)
    with pytest.raises(Stopped):
        take_over(desk, plan, stop=stop, progress=progress)
    assert snapshot(desk) == before
    assert verify_file(desk).sound
    with pytest.raises(Stopped):
        plan_import(desk, "x.csv", _register(_DONE), stop=stop)


def test_who_opens_no_cases_imports_none(desk: Desk) -> None:
    with desk.file.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = 'auditor'")
    desk.read_roles_again()
    with pytest.raises(RuleError):
        plan_import(desk, "x.csv", _register(_DONE))


def test_the_problems_are_written_as_csv_without_formulas(desk: Desk, tmp_path: Path) -> None:
    bad = _OPEN.replace("2026-11-16", "=1+1")
    plan = plan_import(desk, "x.csv", _register(bad))
    write_problems(desk, plan, tmp_path / "problems.csv", Language.JA)
    rows = list(csv.reader(io.StringIO((tmp_path / "problems.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["行", "列", "書かれている内容", "問題点", "行の扱い"]
    assert rows[1][:3] == ["2", "受付日", "'=1+1"]
    with pytest.raises(FileError):
        write_problems(desk, plan, tmp_path / "problems.csv", Language.JA)


def test_the_plan_is_told_to_programs_by_the_agreed_names(desk: Desk) -> None:
    bad = _OPEN.replace("2026-11-16", "2026/2/30")
    told = plan_import(desk, "x.csv", _register(_DONE, bad)).data()
    assert list(told) == ["encoding", "separator", "header_row", "rows", "cases", "problems"]
    assert (told["encoding"], told["separator"], told["header_row"], told["rows"]) == ("utf-8-sig", ",", 1, 2)
    assert list(told["problems"][0]) == ["row", "column", "reason"]
    (case,) = told["cases"]
    assert (case["received_on"], case["fee_amount"], case["request_types"], case["results"]) == (
        date(2026, 4, 1),
        5250,
        ["disclosure"],
        ["grant"],
    )


# --- the ledger comes out as it went in


def _ledger(desk: Desk, folder: Path, language: Language) -> list[dict[str, str]]:
    folder.mkdir(exist_ok=True)
    export_set(desk, folder / "set", ExportChoice(language=language, sheets=(LEDGER.code,)))
    return _read((folder / "set" / LEDGER.file_name).read_bytes(), "utf-8-sig")


def _read(data: bytes, encoding: str) -> list[dict[str, str]]:
    codes = [code for code, _ in LEDGER_COLUMNS]
    lines = csv.reader(io.StringIO(data.decode(encoding), newline=""))
    return [dict(zip(codes, line, strict=True)) for line in lines][1:]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
@pytest.mark.parametrize("language", list(Language))
def test_export_import_export_gives_the_same_ledger(
    language: Language,
    encoding: str,
    office: Office,
    walk: Walk,
    tmp_path: Path,
    open_desk: Callable[[Path], Desk],
) -> None:
    _every_kind_of_case(walk)
    _ledger(walk.desk, tmp_path / "old", language)
    text = (tmp_path / "old" / "set" / LEDGER.file_name).read_bytes().decode("utf-8-sig")
    data = text.replace("\u00a5", "￥").encode(encoding)  # cp932 has the wide sign alone
    old = _read(data, encoding)
    place = tmp_path / "new"
    place.mkdir()
    new = open_desk(office.copy_to(place))
    plan, _ = import_register(new, LEDGER.file_name, data)
    assert plan.stopping == ()
    assert _ledger(new, tmp_path / "again", language) == old
    assert verify_file(new).sound
    taken = {view.number: view.state for view in _views(new)}
    for view in _views(walk.desk):
        assert taken[view.number] in _alike(view.state)


def _views(desk: Desk) -> list[CaseView]:
    return [show_case(desk, line.number) for line in lists.list_cases(desk, CaseQuery(limit=100)).lines]


def _alike(state: State) -> tuple[State, ...]:
    """A state that a ledger can tell, or what is left of it there."""
    less = {State.SEARCHING: State.ACCEPTED, State.UNDELIVERED: State.DISPATCHED, State.OBJECTED: State.DELIVERED}
    return (state, less.get(state, state))


def _every_kind_of_case(walk: Walk) -> None:
    from caseman.services import dispatch, events, extensions, search_tasks
    from caseman.services.course_inputs import EventInput, ExtensionInput, ReturnInput, SearchInput

    for step in (Step.CASE, Step.IDENTITY, Step.FEE, Step.DATE, Step.DECISION, Step.LETTER, Step.DISPATCH, Step.CLOSE):
        walk.to(step)
    several = walk.case("disclosure", "correction", "correction")
    walk.identity(several)
    walk.payment(several, amount="6000")
    walk.accept(several)
    walk.decide(several)
    walk.refuse(several, 2)
    document = walk.letter(several)
    walk.dispatch(several, document)
    walk.deliver(several, document)
    agent = walk.agent_case()
    walk.identity(agent)
    walk.identity(agent, role="agent", authority_agrees=True, receipt_named=True)
    walk.payment(agent)
    walk.accept(agent)
    asked = SearchInput.read(number=agent, holder="顧客部、会員課", question="記録はあるか。", asked_on=TODAY)
    search_tasks.ask_holder(walk.desk, asked)
    told = ExtensionInput.read(number=agent, noticed_on=TODAY, amount=5, reason="記録が多いため。")
    extensions.extend(walk.desk, told)
    items = [
        {"item": "会員登録", "outcome": "grant"},
        {"item": "問合せの記録", "outcome": "refuse", "ground": "rights", "reason": "第三者の氏名を含むため。"},
        {"item": "調査の記録", "outcome": "refuse", "ground": "business", "reason": "調査中のため。"},
    ]
    parts = walk.to(Step.DATE)
    walk.decide(parts, outcome="part", details="", before="", after="", items=items)
    back = walk.letter(parts)
    walk.dispatch(parts, back)
    returned = ReturnInput.read(
        number=parts, document_number=back, returned_on=TODAY, reason="あて所に尋ねあたりません"
    )
    dispatch.note_return(walk.desk, returned)
    ask_correction(walk, walk.case("cessation"))
    gone = walk.case("complaint")
    events.withdraw(walk.desk, EventInput.read(number=gone, happened_on=TODAY, reason="=電話で\n取下げ"))
    ended = walk.case()
    events.withdraw(walk.desk, EventInput.read(number=ended, happened_on=TODAY, reason="取下げ"))
    closing.close_case(
        walk.desk, ClosingInput.read(number=ended, closed_on=TODAY, papers_end="returned", despite_missing=True)
    )


def test_a_line_of_the_register_gives_way_to_what_is_recorded_later(desk: Desk, clock: Any, tmp_path: Path) -> None:
    _taken(desk, _OPEN)
    walk = Walk(desk, clock)
    walk.identity("K-2")
    (line,) = _ledger(desk, tmp_path, Language.EN)
    assert (line["identity_documents"], line["identity_checked_on"]) == ("Driver's licence", "2026-11-24")
    assert line["paid_on"] == "2026-11-18"


def test_terms_are_said_in_the_language_of_the_ledger(desk: Desk, tmp_path: Path) -> None:
    headings = "受付日,氏名,請求区分,本人確認書類,支払方法,結果,決定日,発送日,発送方法,受付方法,調査担当"
    row = "R8.4.1,山田,開示,運転免許証、社員証,銀行振込,開示,R8.4.6,R8.4.7,レターパック,伝書鳩,顧客部"
    import_register(desk, "x.csv", _register(row, headings=headings))
    (line,) = _ledger(desk, tmp_path, Language.EN)
    assert (line["payment_means"], line["dispatch_mail_class"], line["results"]) == (
        "Bank transfer",
        "Courier",
        "Granted",
    )
    assert (line["identity_documents"], line["channel"], line["searcher"]) == ("運転免許証、社員証", "伝書鳩", "顧客部")


def test_a_past_before_the_calendar_is_taken_with_the_dates_that_are_known(desk: Desk) -> None:
    _taken(desk, _DONE.replace("R8.", "H20."))
    case = show_case(desk, "K-1")
    assert (case.arrived_on, case.due_on, case.state) == (date(2008, 4, 1), date(2008, 4, 15), State.CLOSED)
    _taken(desk, _REFUSED.replace("2026-", "2009-"))
    assert show_case(desk, "K-3").due_on == date(2009, 3, 2)


def test_several_columns_may_be_remarks(desk: Desk) -> None:
    told = '[columns]\n"備考" = "remarks"\n"担当者" = "remarks"\n'
    data = _register("R8.4.1,山田,開示,佐藤,急ぎ", headings="受付日,氏名,請求区分,担当者,備考")
    plan, _ = import_register(desk, "x.csv", data, told)
    assert plan.cases[0].remarks == "佐藤\n備考: 急ぎ"


def test_a_number_in_a_row_that_cannot_become_a_case_counts_too(desk: Desk) -> None:
    plan = plan_import(desk, "x.csv", _register(_DONE, _DONE.replace("R8.4.1,", "2026/2/30,", 1)))
    assert [(p.row, p.column) for p in plan.stopping] == [(3, "受付日"), (3, "受付番号")]


def test_a_register_without_days_of_the_answer_is_taken_and_the_ledger_shows_none(desk: Desk, tmp_path: Path) -> None:
    headings = "番号,受付日,氏名,請求区分,結果"
    plan, _ = import_register(desk, "x.csv", _register("1,R8.4.1,山田,開示,開示", headings=headings))
    assert plan.problems == ()
    assert show_case(desk, "1").state is State.CLOSED
    (line,) = _ledger(desk, tmp_path, Language.JA)
    assert (line["results"], line["decided_on"]) == ("応諾", "")


def test_a_plan_can_be_written_once_its_rows_are_known(desk: Desk) -> None:
    plan = plan_import(desk, "x.csv", _register(_DONE))
    assert take_over(desk, replace(plan, known_since=None)).numbers == ("K-1",)
    assert json.loads(_told(desk))["row"] == 2


def _told(desk: Desk) -> str:
    with desk.reading() as session:
        statement = "SELECT details FROM audit WHERE action = 'case_imported'"
        return str(session.connection().exec_driver_sql(statement).scalar_one())
