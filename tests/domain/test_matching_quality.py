"""A thousand deposits as payers and banks distort them: how many find their case, and that no certain one is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TypeAlias

import pytest

from caseman.domain.matching import Certainty, Matcher
from caseman.domain.payer_numbers import NumberReader
from tests.domain.sample_deposits import DEPOSITS, Draw, Drawn

_SEED = 20261124
_LEAST = {"certain": 0.5, "either": 0.85, "probable": 0.7}  # what must not be lost again

_Matched: TypeAlias = tuple[Drawn, Certainty, tuple[str, ...]]  # a deposit, and what was proposed for it


def _matched(seed: int, *, together: bool) -> list[_Matched]:
    """Each deposit with what was proposed; in one file, or each in one of its own."""
    draw = Draw(seed)
    reader = NumberReader({c.case_id: c.number for c in draw.cases}, "P-{year}-{serial:04d}", "{case}-{serial:02d}")
    waiting = [case.fee for case in draw.cases if case.waits]
    matcher = Matcher(waiting, {case.number: case.people for case in draw.cases if not case.waits}, reader)
    drawn = draw.deposits()
    deposits = [each.deposit for each in drawn]
    found = matcher.match(deposits) if together else [matcher.match([each])[0] for each in deposits]
    return [
        (each, proposal.certainty, tuple(sorted(part.number for part in proposal.parts)))
        for each, proposal in zip(drawn, found, strict=True)
    ]


def _table(matched: list[_Matched]) -> tuple[str, dict[str, float]]:
    """Precision and recall of certain and probable proposals; below, each kind of payer by itself."""
    count: Counter[tuple[Certainty, bool]] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for drawn, certainty, numbers in matched:
        right = numbers == drawn.pays or (certainty is Certainty.CERTAIN and numbers == drawn.instead)
        count[certainty, right] += 1
        kinds[drawn.kind][f"{certainty} {'right' if right else 'wrong'}"] += 1
    payable = sum(bool(drawn.pays) for drawn, _, _ in matched)
    sure, likely = count[Certainty.CERTAIN, True], count[Certainty.PROBABLE, True]
    figures = {
        "certain": sure / payable,
        "either": (sure + likely) / payable,
        "probable": likely / (likely + count[Certainty.PROBABLE, False]),
    }
    wrong = count[Certainty.CERTAIN, False]
    lines = [
        f"{len(matched)} deposits, {payable} of them for a case that waits",
        f"  certain   precision {sure / (sure + wrong):.4f}  recall {figures['certain']:.4f}  wrong {wrong}",
        f"  probable  precision {figures['probable']:.4f}  recall {likely / payable:.4f}",
        f"  either    recall {figures['either']:.4f}",
    ]
    lines += [f"    {kind:<20} {dict(sorted(told.items()))}" for kind, told in sorted(kinds.items())]
    return "\n".join(lines), figures


@pytest.mark.parametrize("together", [False, True], ids=["one by one", "in one file"])
def test_a_thousand_deposits_find_their_cases_and_none_is_certain_of_a_wrong_one(together: bool) -> None:
    matched = _matched(_SEED, together=together)
    table, figures = _table(matched)
    print(f"\n{table}")
    assert len(matched) == DEPOSITS
    assert _wrong(matched, together=together) == []
    assert figures["either"] >= _LEAST["either"]
    assert figures["probable"] >= _LEAST["probable"]
    assert figures["certain"] >= _LEAST["certain"]


def _wrong(matched: list[_Matched], *, together: bool) -> list[_Matched]:
    """The certain proposals that are wrong; in one file also two for one fee, of which one was paid twice."""
    certain = [each for each in matched if each[1] is Certainty.CERTAIN]
    wrong = [each for each in certain if each[2] not in (each[0].pays, each[0].instead)]
    times = Counter(numbers for _, _, numbers in certain)
    return wrong + [each for each in certain if together and times[each[2]] > 1]


@pytest.mark.parametrize("seed", range(12))
def test_no_certain_proposal_is_wrong_whatever_is_drawn(seed: int) -> None:
    for together in (False, True):
        assert _wrong(_matched(seed, together=together), together=together) == []
