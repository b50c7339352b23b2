"""`caseman statistics`: as a table, by months, as JSON, CSV and report; what it refuses."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import Ran

Cli = Callable[..., Ran]
_PERIOD = ("--from", "2026-11-01", "--to", "R8.11.30")

pytestmark = pytest.mark.usefixtures("some_cases")


def test_it_tells_the_period_and_the_one_before(on_file: Cli) -> None:
    ran = on_file("statistics", *_PERIOD)
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "Statistics from 2026-11-01 (Sun) to 2026-11-30 (Mon)"
    for told in (
        "Requests received 3 requests 0 +3",
        "Disclosure 3 requests 0 +3",
        "Requests answered 1 requests 0 +1",
        "Days to answer, median 0 days",
        "Days since the arrival, median 4 days",
        "Fees paid 10,500 yen 0 +10,500",
        "Requests open 2 requests 0 +2",
    ):
        assert any(line.startswith(told) for line in lines), told
    assert not any("Purpose" in line for line in lines)


def test_it_tells_the_months_beside_each_other(on_file: Cli) -> None:
    ran = on_file("statistics", "--from", "2026-10-01", "--to", "2026-11-30", "--by", "month")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "Item Unit Whole period 2026-10 2026-11" in lines
    assert "Requests received requests 3 0 3" in lines


def test_json_has_code_names_and_numbers(on_file: Cli) -> None:
    ran = on_file("statistics", *_PERIOD, "--by", "quarter", "--json")
    told = json.loads(ran.out)
    assert (told["first"], told["last"], told["by"]) == ("2026-11-01", "2026-11-30", "quarter")
    figures = told["figures"]
    assert figures["received"]["disclosure"] == {"value": 3, "unit": "requests", "before": 0, "untold": None}
    assert figures["time"]["percentile_90"]["value"] == 0
    assert figures["open"]["open"]["value"] == 2
    assert [part["first"] for part in told["parts"]] == ["2026-11-01"]
    assert told["complaints"] == [
        {"month": "2026-11", "received": 0, "answered": 0, "open": 0, "reported": 0, "reported_to": []}
    ]
    hidden = json.loads(on_file("statistics", *_PERIOD, "--hide-below", "5", "--json").out)
    assert hidden["figures"]["received"]["disclosure"] == {
        "value": None, "unit": "requests", "before": None, "untold": "small",
    }  # fmt: skip
    assert "complaints" not in hidden


def test_csv_and_report_are_new_files(on_file: Cli, refusal: Callable[[Ran], str], tmp_path: Path) -> None:
    table, report = tmp_path / "statistics.csv", tmp_path / "report.pdf"
    both = ("--csv", table, "--report", report, "--report-language", "ja")
    ran = on_file("statistics", *_PERIOD, *both)
    assert (ran.code, ran.out.count("The statistics are in ")) == (0, 2)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        headings, *rows = csv.reader(stream)
    assert headings == ["開始日", "終了日", "区分", "項目", "値", "単位"]
    assert len({len(row) for row in rows}) == 1
    document = pypdfium2.PdfDocument(report)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "開示等請求対応 月次報告書" in text
    assert table.stat().st_mode & 0o777 == report.stat().st_mode & 0o777 == 0o600
    assert "exists already" in refusal(on_file("statistics", *_PERIOD, *both))


def test_without_days_it_is_the_fiscal_year(on_file: Cli) -> None:
    told = json.loads(on_file("statistics", "--to", "2026-11-30", "--json").out)
    assert (told["first"], told["last"]) == ("2026-04-01", "2026-11-30")
    told = json.loads(on_file("statistics", "--json").out)
    assert told["first"].endswith("-04-01")
    assert told["last"].endswith("-03-31")


def test_an_empty_period_says_so(on_file: Cli) -> None:
    ran = on_file("statistics", "--from", "2020-04-01", "--to", "2021-03-31")
    assert ran.out.splitlines()[-1] == "Nothing was received, answered or open in this period."


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--from", "2026-12-01", "--to", "2026-11-01"), "Exchange the two days."),
        (("--from", "2090-01-01", "--to", "2090-12-31"), "has not come yet"),
        (("--from", "1960-01-01", "--to", "2026-01-01"), "too long"),
        (("--from", "1900-01-01", "--to", "1900-02-01"), "or later"),
        (("--from", "April"), "."),
        ((*_PERIOD, "--by", "month", "--hide-below", "5"), "Leave out --by"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    on_file: Cli, refusal: Callable[[Ran], str], options: tuple[str, ...], told: str
) -> None:
    assert told in refusal(on_file("statistics", *options))
