"""The tables of public holidays that ship, made by the package `holidays`.

python packaging/holiday_table.py          write resources/holidays/*.txt
python packaging/holiday_table.py --check  exit 1 when a kept table is old
"""

from __future__ import annotations

import sys
from pathlib import Path

from caseman.offices.holiday_calendar import KEPT, reckoned, reckoned_years

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "holidays"


def table_of(country: str) -> str:
    """Each holiday of every year that is known: the day, its Japanese and its English name."""
    holidays, _weekend = reckoned(country, reckoned_years(country))
    return "".join(f"{day}\t{name.ja}\t{name.en}\n" for day, name in sorted(holidays.items()))


def main() -> int:
    """Write, or compare with what is kept."""
    old = 0
    for country in sorted(KEPT):
        kept, made = FOLDER / f"{country}.txt", table_of(country)
        if "--check" not in sys.argv[1:]:
            kept.write_text(made, encoding="utf-8", newline="\n")
        elif not kept.exists() or kept.read_text(encoding="utf-8") != made:
            sys.stderr.write(f"{kept.name}: old\n")
            old = 1
    return old


if __name__ == "__main__":
    sys.exit(main())
