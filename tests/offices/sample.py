"""A small sound procedure, to be changed by one mistake at a time."""

from __future__ import annotations

# Line 1 is the first after the opening quotes; the rows below name lines of the changed text.
OFFICE = """\
code = "sample"
version = 1
in_force_from = 2024-04-01
document = "Sample, Privacy Policy"
name = { ja = "見本", en = "Sample" }
[letterhead]
source = "section 1"
company = { ja = "見本株式会社", en = "Sample Co." }
department = { ja = "総務部", en = "General Affairs" }
address = { ja = "見本県見本市1-1", en = "1-1 Mihon, Mihon" }
[envelopes]
source = "section 2"
channels = ["post"]
office_since = 2010-04-01
[numbering]
source = "office setting"
case_pattern = "S-{year}-{serial:04d}"
letter_pattern = "{case}-{serial:02d}"
[identity]
source = "section 3"
accepted = [
  "drivers_licence",
  "passport",
  { kind = "resident_record", issued_within_months = 3, form = "original" },
]
[agents]
source = "section 4"
[clock]
source = "office setting"
amount = 14
unit = "calendar_days"
counted_from = "arrival"
published = { ja = "遅滞なく", en = "without delay" }
[closures]
source = "office setting"
country = "JP"
yearly = [["12-29", "01-03"]]
[replies]
source = "office setting"
language = "ja"
mail_class = "registered"
[retention]
source = "office setting"
case_years = 3
papers_end = "destroyed"
[[requests]]
source = "section 5"
type = "disclosure"
[[requests]]
source = "section 6"
type = "correction"
grounds = ["not_untrue"]
[[fees]]
source = "section 7"
type = "disclosure"
amount = 1000
means = ["stamps"]
"""
FEE = '\n[[fees]]\nsource = "x"\ntype = "disclosure"\namount = 500\nmeans = ["cash"]\n'


def changed(*changes: tuple[str, str]) -> str:
    text = OFFICE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
