"""Search: short Japanese names, every spelling of a number, and queries that no one can break."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from caseman.errors import RuleError
from caseman.services.case_query import CaseQuery
from caseman.services.desk import Desk
from caseman.services.found_by import indexed_fields
from caseman.services.lists import count_cases, list_cases
from caseman.storage import migrate, seal, search
from caseman.storage.search import index_case, match_expression
from tests.services.walking import TRACKING, Walk


def _two_people(walk: Walk) -> None:
    """Two cases of people who have little in common."""
    walk.case()  # 髙橋 一郎 タカハシ イチロウ
    envelope = walk.envelope(
        sender_as_written="Ｓａｍｐｌｅ Ｃｏ．", mail_class="simplified_registered", tracking_number=TRACKING
    )
    other = {
        "name": "森 ジョン・スミス",
        "kana": "モリ ジョン",
        "postal_code": "000-0009",
        "address": "例示県例示市北9-8-7 メゾン見本101号室",
        "telephone": "090-0000-4321",
        "email": "john.smith@example.jp",
        "member_id": "SAMPLE-777",
    }
    walk.case("correction", envelope=envelope, principal=other)


@pytest.fixture
def found(walk_after: Callable[[Callable[[Walk], None]], Walk]) -> Walk:
    return walk_after(_two_people)


def _numbers(desk: Desk, query: str) -> list[str]:
    found = [line.number for line in list_cases(desk, CaseQuery(search=query)).lines]
    assert count_cases(desk, CaseQuery(search=query)) == len(found)
    return found


_FIRST, _SECOND = ["P-2026-0001"], ["P-2026-0002"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("髙橋", _FIRST),
        ("高橋", _FIRST),
        ("高橋一郎", _FIRST),
        ("高橋　一郎", _FIRST),
        ("一郎 高橋", _FIRST),
        ("髙", _FIRST),
        ("高", _FIRST),
        ("森", _SECOND),
        ("タカハシ", _FIRST),
        ("ﾀｶﾊｼ", _FIRST),
        ("たかはし", _FIRST),
        ("ｼﾞｮﾝ", _SECOND),
        ("ジョンスミス", _SECOND),
        ("カハ", _FIRST),
        ("P-2026-0001", _FIRST),
        ("p-2026-0002", _SECOND),
        ("Ｐ２０２６０００２", _SECOND),
        ("0001", _FIRST),
        ("090-0000-4321", _SECOND),
        ("09000004321", _SECOND),
        ("０９０−００００−４３２１", _SECOND),
        (TRACKING, _SECOND),
        (TRACKING.replace("-", ""), _SECOND),
        ("john.smith@example.jp", _SECOND),
        ("JOHN.SMITH", _SECOND),
        ("sample co", _SECOND),
        ("メゾン見本", _SECOND),
        ("ﾒｿﾞﾝ 見本", _SECOND),
        ("SAMPLE-777", _SECOND),
        ("髙橋 メゾン", []),
        ("佐藤", []),
        ("郎髙", []),
        ("一", _FIRST),
        ("", _FIRST + _SECOND),
        ("   　", _FIRST + _SECOND),
        ("・", []),
        ("***", []),
    ],
)
def test_what_is_typed_finds_the_cases_it_should(found: Walk, query: str, numbers: list[str]) -> None:
    assert sorted(_numbers(found.desk, query)) == numbers


def test_a_phrase_never_spans_two_fields(found: Walk) -> None:
    """The end of the kana and the start of the address are no neighbours."""
    assert _numbers(found.desk, "イチロウ見本県") == []
    assert _numbers(found.desk, "イチロウ 見本県") == _FIRST


def test_the_word_that_parts_the_fields_finds_nothing_by_itself(found: Walk) -> None:
    assert _numbers(found.desk, "fieldend") == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "'",
        '" OR 1=1 --',
        "髙橋' OR '1'='1",
        "*",
        "髙橋*",
        "NEAR(髙橋, 一郎)",
        "NEAR",
        "AND",
        "OR OR",
        "NOT 髙橋",
        "pairs : 髙橋",
        "singles:髙",
        "{pairs singles} : x",
        "^髙橋",
        "(((",
        ")",
        "-",
        "+髙橋",
        "a\0b",
        "\0",
        "\ud800",
        "髙橋\ud83d",
        "\u202e橋髙",
        "😀",
        "葛󠄀城",
        "%",
        "_",
        "\\",
        ";DROP TABLE cases",
        "x" * 10_000,
        "髙橋 " * 2_500,
        "a " * 5_000,
        "\n\t\r",
        "é",
        "e\u0301",
        "ﷺ",
    ],
)
def test_no_query_raises(found: Walk, query: str) -> None:
    assert set(_numbers(found.desk, query)) <= {"P-2026-0001", "P-2026-0002"}
    assert len(_numbers(found.desk, "")) == 2


@given(st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_at_all_raises(desk: Desk, query: str) -> None:
    assert list_cases(desk, CaseQuery(search=query)).lines == ()


# Kanji (with those that came to Unicode late), kana, Latin and digits: what names and addresses are made of.
_NAMES = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2FA1F, categories=["Lo"]),
        st.characters(min_codepoint=0x3041, max_codepoint=0x30FE),
        st.sampled_from("髙﨑濵邉邊齋𠮷々ヶー・ABCxyzÄé0123456789"),
    ),
    min_size=1,
    max_size=12,
)


_VOICED = ("\u3099", "\u309a", "゛", "゜", "ﾞ", "ﾟ")


@given(_NAMES, st.data())
@example("𫝆田", None)
@example("ｶﾞﾝﾏ", None)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_piece_of_a_stored_name_finds_it(desk: Desk, name: str, data: st.DataObject | None) -> None:
    start = 0 if data is None else data.draw(st.integers(0, len(name) - 1))
    end = len(name) if data is None else data.draw(st.integers(start + 1, len(name)))
    # A voiced kana in two code points is one letter, also with the mark that stands alone: nobody types half of it.
    assume(not any(name[at : at + 1] in _VOICED for at in (start, end)))
    with desk.file.engine.begin() as connection:
        index_case(connection, 1, ["見本", name, "例示"])
        expression = match_expression(name[start:end])
        if expression is not None:
            statement = "SELECT rowid FROM case_text WHERE case_text MATCH ?"
            assert connection.exec_driver_sql(statement, (expression,)).all() == [(1,)]


@pytest.mark.parametrize("before", ["0017", "0018"])
def test_an_index_from_before_is_made_anew_from_the_rows(found: Walk, before: str) -> None:
    """Files from before the fours, and from before the dates: all is found after the update, and the check holds."""
    desk = found.desk
    engine = desk.file.engine
    with engine.begin() as connection:
        seal.forget(connection)
    migrate.downgrade(engine, before)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT rowid FROM case_text ORDER BY rowid").scalars().all() == [1, 2]
    migrate.upgrade(engine)
    assert _numbers(desk, "高橋一郎") == _FIRST
    assert _numbers(desk, "ジョンスミス") == _SECOND
    assert _numbers(desk, TRACKING) == _SECOND
    with desk.reading() as session:
        assert search.index_agrees(session.connection(), indexed_fields(session))


def test_a_case_is_found_by_what_it_says_now_and_no_longer_by_what_it_said(desk: Desk) -> None:
    with desk.file.engine.begin() as connection:
        index_case(connection, 1, ["髙橋"])
        index_case(connection, 1, ["佐藤"])
        statement = "SELECT rowid FROM case_text WHERE case_text MATCH ?"
        assert connection.exec_driver_sql(statement, (match_expression("佐藤"),)).all() == [(1,)]
        assert connection.exec_driver_sql(statement, (match_expression("高橋"),)).all() == []


def test_a_case_whose_date_moves_is_found_in_its_new_place(found: Walk) -> None:
    """The list is by date, and the index has its rows in the order of the list."""
    desk = found.desk
    assert _numbers(desk, "見本") == _FIRST + _SECOND
    before = _row_of(desk, _FIRST[0])
    for step in (found.identity, found.payment, found.accept):
        step(_FIRST[0])
    assert _row_of(desk, _FIRST[0]) > before
    assert _rows(desk) == sorted((_row_of(desk, _FIRST[0]), _row_of(desk, _SECOND[0])))
    assert _numbers(desk, "髙橋") == _FIRST
    with desk.reading() as session:
        assert search.index_agrees(session.connection(), indexed_fields(session))


def test_a_row_of_the_index_that_is_not_where_its_case_is_shows(found: Walk) -> None:
    """The same words in the same number of cases, one of them under another date."""
    desk = found.desk
    with desk.reading() as session:
        wanted = [each for batch in indexed_fields(session) for each in batch]
    with desk.file.engine.begin() as connection:
        row, fields = wanted[0]
        assert search.forget_case(connection, row)
        search.add_many_to_index(connection, [(row + (1 << 24), fields)])
    with desk.reading() as session:
        assert not search.index_agrees(session.connection(), indexed_fields(session))


def test_a_file_that_can_number_no_more_cases_says_so(desk: Desk) -> None:
    day = desk.today()
    assert search.index_row(2**24 - 1, day) < search.index_row(1, day + timedelta(days=1))
    with pytest.raises(RuleError) as refused:
        search.index_row(2**24, day)
    assert refused.value.code == "office-full"


def _rows(desk: Desk) -> list[int]:
    with desk.reading() as session:
        statement = "SELECT rowid FROM case_text ORDER BY rowid"
        return list(session.connection().exec_driver_sql(statement).scalars())


def _row_of(desk: Desk, number: str) -> int:
    with desk.reading() as session:
        statement = "SELECT id, due_on FROM cases WHERE number = ?"
        case_id, due_on = session.connection().exec_driver_sql(statement, (number,)).one()
    return search.index_row(case_id, date.fromisoformat(due_on))


def test_words_of_what_was_removed_leave_the_index_when_it_is_told_to_forget(walk: Walk) -> None:
    """A mark alone says that they count no more, until then."""
    engine, wanted = walk.desk.file.engine, b"qsentinelz"

    def terms() -> bytes:
        with engine.begin() as connection:
            blobs = connection.exec_driver_sql("SELECT block FROM case_text_data").scalars().all()
        return b"".join(block for block in blobs if block)

    for number in range(30):
        with engine.begin() as connection:
            search.add_many_to_index(connection, [(1000 + number, [f"見本 {number}"])])
    for _ in range(2):  # the second time the index is one part only
        with engine.begin() as connection:
            connection.exec_driver_sql(  # a word that shares no beginning with another, or it is stored in part
                "INSERT INTO case_text(rowid, pairs, singles, fours) VALUES (2000, 'zqsentinelz', '', '')"
            )
        assert wanted in terms()
        with engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM case_text WHERE rowid = 2000")
        assert wanted in terms()
        with engine.begin() as connection:
            search.forget_removed(connection)
        assert wanted not in terms()
