"""Sheets of labels by name: those that ship as examples, and the office's own before them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letter_form import Paper
from caseman.errors import InputError
from caseman.offices.paper_schema import LabelSheetSetting, LetterRules
from caseman.text import T

# Where a procedure names none; papers and places have a code beside the words, which needs a label of some height.
USUAL: Final = {Paper.A4: "a4-12", Paper.LETTER: "letter-10"}
USUAL_FOR_CODES: Final = {Paper.A4: "a4-24", Paper.LETTER: "letter-10"}


@cache
def shipped_label_sheets() -> tuple[LabelSheetSetting, ...]:
    """The examples that ship, in their order."""
    text = (files("resources") / "labels" / "label_sheets.toml").read_text(encoding="utf-8")
    return tuple(LabelSheetSetting.model_validate(each) for each in tomllib.loads(text)["label_sheets"])


def label_sheet_settings(own: tuple[LabelSheetSetting, ...]) -> tuple[LabelSheetSetting, ...]:
    """An office's own settings, then those that ship and bear no name of these."""
    names = {setting.name for setting in own}
    return (*own, *(setting for setting in shipped_label_sheets() if setting.name not in names))


def find_label_sheet(name: str, own: tuple[LabelSheetSetting, ...] = ()) -> LabelSheet:
    """A setting by its name. Raises `InputError` for a name that is none of them, or measures of no use."""
    known = label_sheet_settings(own)
    found = next((setting for setting in known if setting.name == name), None)
    if found is None:
        names = tuple(setting.name for setting in known)
        told = T("There is no label sheet “{name}”. Choose one of: {known}.", name=name, known=names)
        raise InputError("no-such-sheet", told, field="sheet")
    sheet = found.sheet
    sheet.check()
    return sheet


def sheet_of(rules: LetterRules, own: tuple[LabelSheetSetting, ...]) -> LabelSheet:
    """The label sheet that a procedure's rules name. Raises `InputError` as `find_label_sheet` does."""
    return find_label_sheet(rules.label_sheet or USUAL[rules.paper], own)
