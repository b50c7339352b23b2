"""The report on a period as a board gets it: read back by independent readers, in both languages, on both papers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest

from caseman.domain.charts import axis_marks, days_chart, part_label, received_chart
from caseman.domain.grounds import Ground
from caseman.domain.letter_form import DateStyle, Paper
from caseman.domain.periods import Period, PeriodKind
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.domain.statistics import Alike, Happened, Happening, Left, Result
from caseman.domain.statistics_counting import count
from caseman.letters.annual_report import render_report
from caseman.letters.report_frame import ReportFacts
from caseman.letters.report_words import report_period
from caseman.text import Language

_YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
_MAY, _JUNE = date(2025, 5, 1), date(2025, 6, 1)


def _answered(kind: RequestType, result: Result, number: int, *, late: bool = False, days: int = 9) -> Alike:
    ground = Ground.RIGHTS if result in (Result.PART, Result.REFUSE) else None
    return Alike(
        kind, Channel.POST, _MAY, _JUNE, Left.ANSWERED, result, ground, late, None, days, days + 2, number
    )  # fmt: skip


_REQUESTS = (
    _answered(RequestType.DISCLOSURE, Result.GRANT, 12),
    _answered(RequestType.DISCLOSURE, Result.REFUSE, 3, late=True, days=40),
    _answered(RequestType.CORRECTION, Result.PART, 9),
    _answered(RequestType.COMPLAINT, Result.DEALT_WITH, 6),
    Alike(
        RequestType.PURPOSE, Channel.HAND, _JUNE, None, None, None, None, False, date(2025, 7, 1), None, None, 2
    ),
)  # fmt: skip
_HAPPENED = (
    Happened(Happening.CASES_RECEIVED, _MAY, 27),
    Happened(Happening.FEES_PAID, _JUNE, 14, 73500),
    Happened(Happening.COMPLAINTS_REPORTED, _JUNE, 6, to="取締役会"),
)


def _facts(language: Language = Language.JA, *, requests: tuple[Alike, ...] = _REQUESTS) -> ReportFacts:
    months = _YEAR.parts(PeriodKind.MONTH)
    happened = _HAPPENED if requests else ()
    whole, before, *parts = count(requests, happened, (_YEAR, _YEAR.before(), *months))
    return ReportFacts(
        language=language,
        company="見本株式会社" if language is Language.JA else "Sample Corporation",
        department="個人情報保護室" if language is Language.JA else "Privacy Office",
        period=_YEAR,
        kind=PeriodKind.YEAR,
        until=_YEAR.last,
        dated=date(2026, 4, 20),
        figures=whole,
        before=before,
        parts=tuple(parts),
        months=tuple(parts),
        published="10",
        anchor="123-ABCDEFGHIJ2345678901",
    )


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found.replace("\r\n", "\n")


def _pages(pdf: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    sizes = [page.get_size() for page in document]
    document.close()
    return sizes


def test_it_tells_the_year_in_japanese() -> None:
    text = _text(render_report(_facts()))
    for told in (
        "開示等請求対応 年次報告書",
        "令和7年度（令和7年4月1日～令和8年3月31日）",
        "見本株式会社",
        "作成日　令和8年4月20日",
        "承認",
        "受け付けた請求は32件（案件では27件）です。",
        "回答した請求は30件で、うち3件は期限後の回答です。",
        "回答の半数は9日以内、9割は9日以内に発送しました。",
        "73,500",
        "取締役会",
        "集計の定義",
        "最近順位法",
        "123-ABCDEFGHIJ2345678901",
    ):
        assert told in text.replace("\n", "") or told in text, told


def test_it_tells_the_year_in_english_and_ends_with_signatures() -> None:
    text = _text(render_report(_facts(Language.EN)))
    for told in (
        "Annual Report on Requests about Personal Data",
        "Fiscal year 2025 (1 April 2025 – 31 March 2026)",
        "Requests answered: 30, 3 of them late.",
        "Complaints by month",
        "Approved by, date",
    ):
        assert told in text, told
    assert "承認" not in text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("paper", list(Paper))
def test_it_is_on_the_offices_paper_archival_and_the_same_again(language: Language, paper: Paper) -> None:
    facts = replace(_facts(language), paper=paper)
    pdf = render_report(facts)
    assert pdf == render_report(facts)
    assert {(round(w / 72 * 25.4, 1), round(h / 72 * 25.4, 1)) for w, h in _pages(pdf)} == {
        (paper.width, paper.height)
    }  # fmt: skip
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert document.Root.Lang == language.value
        assert "pdfaid:part>2" in document.Root.Metadata.read_bytes().decode()
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descended = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert "/FontFile2" in descended.FontDescriptor
        streams = b"".join(page.Contents.read_bytes() for page in document.pages)
    assert b" re" in streams
    assert b" W" in streams, "a hatching is drawn inside its bar"
    assert b" Do" not in streams, "charts are vectors, no pictures"


def test_what_is_drawn_stays_on_the_page() -> None:
    for language in Language:
        pdf = render_report(_facts(language))
        document = pypdfium2.PdfDocument(pdf)
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            boxes = [text.get_charbox(at) for at in range(text.count_chars())]
            assert all(left >= 0 and right <= width - 40 and bottom >= 0 for left, bottom, right, _ in boxes)
            assert max(top for *_, top in boxes) <= height
        document.close()


def test_an_empty_period_says_so() -> None:
    for language, told in (
        (Language.JA, "この期間には、受付、回答、未回答のいずれもありません。"),
        (Language.EN, "Nothing was received, answered or open in this period."),
    ):
        pdf = render_report(_facts(language, requests=()))
        assert told in _text(pdf)
        assert len(_pages(pdf)) == 1


def test_for_outsiders_small_counts_and_the_period_before_are_left_out() -> None:
    text = _text(render_report(replace(_facts(), hide_below=5))).replace("\n", "")
    assert "5未満" in text
    assert "非表示" in text
    assert "うち5件未満は期限後の回答です。" in text
    assert "1件から4件までの件数と" in text
    for gone in ("前期", "増減", "取締役会", "受け付けた請求（種類別）"):
        assert gone not in text.split("集計の定義")[0], gone


def test_a_running_year_says_until_when_it_was_counted() -> None:
    text = _text(render_report(replace(_facts(), until=date(2025, 11, 24))))
    assert "期間は終了していません。令和7年11月24日までの実績です。" in text
    assert "前期より" not in text


def test_periods_are_written_as_the_office_dates() -> None:
    october = Period(date(2019, 4, 1), date(2020, 3, 31))
    said = report_period(october, PeriodKind.YEAR, Language.JA, DateStyle.ERA)
    assert said == "平成31年度（平成31年4月1日～令和2年3月31日）"
    said = report_period(_YEAR, PeriodKind.YEAR, Language.JA, DateStyle.WESTERN)
    assert said == "2025年度（2025年4月1日～2026年3月31日）"
    first = Period(date(2020, 1, 1), date(2020, 12, 31))
    assert report_period(first, PeriodKind.CALENDAR_YEAR, Language.EN, DateStyle.ERA) == (
        "Calendar year 2020 (1 January 2020 – 31 December 2020)"
    )
    free = Period(date(2025, 4, 2), date(2025, 4, 3))
    assert report_period(free, None, Language.JA, DateStyle.ERA) == "令和7年4月2日～令和7年4月3日"


@pytest.mark.parametrize(
    ("highest", "marks"),
    [(0, (0, 1)), (1, (0, 1)), (3, (0, 1, 2, 3)), (12, (0, 5, 10, 15)), (47, (0, 10, 20, 30, 40, 50)),
     (101, (0, 50, 100, 150)), (3443, (0, 1000, 2000, 3000, 4000))],
)  # fmt: skip
def test_axes_have_few_round_marks(highest: int, marks: tuple[int, ...]) -> None:
    assert axis_marks(highest) == marks


def test_charts_hold_what_was_counted() -> None:
    facts = _facts()
    received = received_chart(facts.parts)
    assert sum(received.totals) == facts.figures.requests_received
    assert len(received.labels) == 12
    days = days_chart(facts.figures)
    assert (sum(days.totals), days.series[1].late, sum(days.series[1].counts)) == (30, True, 3)


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2026, 4, 1), date(2026, 4, 30), "2026-04"),
        (date(2026, 4, 1), date(2027, 3, 31), "FY2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "2026-10 – 12"),
        (date(2026, 12, 1), date(2027, 2, 28), "2026-12 – 2027-02"),
        (date(2026, 4, 3), date(2026, 4, 20), "2026-04-03 – 20"),
        (date(2026, 4, 3), date(2026, 5, 2), "2026-04-03 – 05-02"),
    ],
)
def test_parts_have_short_labels(first: date, last: date, label: str) -> None:
    assert str(part_label(Period(first, last))) == label


@pytest.mark.parametrize("language", list(Language))
def test_long_names_stay_beside_the_seals_and_in_their_rows(language: Language) -> None:
    facts = _facts(language)
    long = "=<b>" + "とても長い名前の会社のとても長い名前の部" * 10
    happened = [Happened(Happening.COMPLAINTS_REPORTED, _JUNE, 1, to=f"{long}{at:02d}") for at in range(60)]
    months = _YEAR.parts(PeriodKind.MONTH)
    whole, *parts = count(_REQUESTS, happened, (_YEAR, *months))
    full = replace(facts, company=long, department=long, figures=whole, parts=tuple(parts), months=tuple(parts))
    pdf = render_report(full)
    document = pypdfium2.PdfDocument(pdf)
    first = document[0]
    width, height = first.get_size()
    text = first.get_textpage()
    told = [(text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars())]
    head = [box for char, box in told if box[1] > height - 45 * 72 / 25.4 and char.strip() and char not in "承認確作成"]
    if language is Language.JA:
        assert max(right for _, _, right, _ in head) <= width - (22 + 3 * 19) * 72 / 25.4
    assert len(document) <= 7
    document.close()
    assert "<b>" in _text(pdf), "a name is printed as it is written"
