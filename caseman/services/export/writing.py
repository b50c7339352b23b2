"""Writing an export set: a folder of sheets with its manifest, whole or not at all, and its entry of the trail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from caseman import __version__
from caseman.domain.permissions import Permission
from caseman.exchange.cells import Cell, write_csv
from caseman.exchange.encodings import Encoding
from caseman.exchange.export_manifest import WrittenSheet, add_companions, add_manifest
from caseman.exchange.new_folder import NewFolder, free_folder, new_folder
from caseman.services.anchors import AnchorPlace, remember_anchor
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.export.characters import CharacterReport, CharactersError, found_in, in_other_characters
from caseman.services.export.choice import SETTING, ExportChoice
from caseman.services.export.reading import rows_of, source_of
from caseman.services.export.sheet import Column, Sheet, Source
from caseman.services.office_settings import put_setting
from caseman.services.stopping import Stop
from caseman.text import T

REPLACED: Final = "replaced.csv"
_TICK: Final = 500  # rows between two words of progress, and between two looks whether to stop
Progress = Callable[[float], None]

_REPLACED_COLUMNS: Final = (
    ("sheet", T("Sheet")),
    ("row", T("Row")),
    ("column", T("Column")),
    ("heading", T("Heading")),
    ("character", T("Character")),
    ("code_points", T("Code points")),
    ("name", T("Name in Unicode")),
    ("written_as", T("Written as")),
)


@dataclass(frozen=True)
class SetWritten(Change):
    """A set that was written: where, how many rows each sheet has, and the two values to tell an auditor.

    `head` is the trail's at the end of the set, `now` the head after the entry of this export.
    """

    path: Path = Path()
    rows: tuple[tuple[str, int], ...] = ()
    head: str = ""
    sha256: str = ""
    now: str = ""
    replaced: int = 0


def export_set(
    desk: Desk,
    folder: Path,
    choice: ExportChoice = ExportChoice(),  # noqa: B008  frozen
    *,
    keep: bool = False,
    stop: Stop | None = None,
    progress: Progress = lambda _: None,
) -> SetWritten:
    """Write the chosen sheets into a new folder, and tell the trail; with `keep` the choice is kept for the next time.

    The same choice of the same records gives the same bytes. Raises `InputError` for a choice that does not fit,
    `CharactersError` where the encoding cannot hold everything, `FileError` where the folder cannot be written or its
    name is taken, and `Stopped` when `stop` was asked; then nothing is left behind.
    """
    desk.require(Permission.EXPORT)
    sheets = [(sheet, choice.chosen_columns(sheet)) for sheet in choice.chosen_sheets()]
    stop = stop or Stop()
    path = free_folder(folder)
    with ExitStack() as until_done:
        with stop.watch(desk.file), source_of(desk, choice) as source:
            passes = _Passes(source, sheets, stop, progress, holds_all=choice.encoding.holds_all)
            report = passes.examine(choice)
            made = until_done.enter_context(new_folder(path))
            written = passes.write(made, choice.encoding, replaced=report.count > 0)
            rows = tuple((sheet.code, one.rows) for (sheet, _), one in zip(sheets, written, strict=True))
            if report.count:
                written.append(passes.write_replaced(made))
            facts = _facts(desk, choice, source, report)
            sha256 = add_manifest(made, facts, written, add_companions(made))
        stop.heed()
        with desk.work(Permission.EXPORT) as work:
            head = work.note("set_exported", **_entry(facts, choice, rows, sha256))
            remember_anchor(work, head, AnchorPlace.EXPORT, path.name)
            if keep:
                put_setting(work.session, SETTING, json.dumps(choice.data()))
            made.publish()
    return SetWritten(
        ChangeKind.AUDIT,
        path=path,
        rows=rows,
        head=source.trail.head,
        sha256=sha256,
        now=head,
        replaced=report.count,
    )


def _facts(desk: Desk, choice: ExportChoice, source: Source, report: CharacterReport) -> dict[str, Any]:
    """What the manifest tells beside its files."""
    period, span, procedure = choice.period, source.trail, desk.procedure
    told = T("pseudonymous: no names, addresses or free text; the office can still tell whose the numbers are")
    return {
        "program": {"name": "caseman", "version": __version__},
        "procedure": {"code": procedure.code, "version": procedure.version},
        "sample": desk.file.sample,
        "period": {
            "from": None if period.first is None else period.first.isoformat(),
            "to": None if period.last is None else period.last.isoformat(),
            "zone": source.zone.key,
        },
        "language": source.language.value,
        "encoding": choice.encoding.value,
        "replaced": report.count,
        "minimised": told.say(source.language) if choice.minimised else False,
        "trail": {"first": span.first, "last": span.last, "head": span.head},
    }


def _entry(facts: dict[str, Any], choice: ExportChoice, rows: Sequence[tuple[str, int]], sha256: str) -> dict[str, Any]:
    """What the trail keeps: what was chosen, how much of it there was, and the hash that tells this set from others."""
    return {
        "first": facts["period"]["from"],
        "last": facts["period"]["to"],
        "encoding": facts["encoding"],
        "language": facts["language"],
        "minimised": choice.minimised,
        "columns": list(choice.columns),
        "replaced": facts["replaced"],
        "rows": dict(rows),
        "head": facts["trail"]["head"],
        "sha256": sha256,
    }


class _Passes:
    """The passes over the rows: one to write them, two more where characters may have to be replaced."""

    def __init__(
        self,
        source: Source,
        sheets: Sequence[tuple[Sheet, tuple[Column, ...]]],
        stop: Stop,
        progress: Progress,
        *,
        holds_all: bool,
    ) -> None:
        self._source = source
        self._sheets = sheets
        self._stop = stop
        self._progress = progress
        self._in_all = max(1, sum(sheet.count(source) for sheet, _ in sheets) * (1 if holds_all else 3))
        self._done = 0

    def examine(self, choice: ExportChoice) -> CharacterReport:
        """What the encoding cannot hold. Raises `CharactersError` where it is not to be replaced, or cannot be."""
        report = CharacterReport(choice.encoding)
        if choice.encoding.holds_all:
            return report
        for sheet, columns in self._sheets:
            for found in found_in(sheet, columns, self._rows(sheet, columns)):
                report.add(found)
        if report.hopeless or (report.count and not choice.transcribe):
            raise CharactersError(report)
        return report

    def write(self, folder: NewFolder, encoding: Encoding, *, replaced: bool) -> list[WrittenSheet]:
        return [self._write(folder, encoding, sheet, columns, replaced=replaced) for sheet, columns in self._sheets]

    def write_replaced(self, folder: NewFolder) -> WrittenSheet:
        """List each cell that was written in other characters; in UTF-8, which holds what stood there."""
        language = self._source.language
        headings = [heading.say(language) for _, heading in _REPLACED_COLUMNS]
        counted = _Counted(self._replaced())
        file = folder.add(REPLACED, lambda stream: write_csv(stream, headings, counted))
        named = tuple(zip((code for code, _ in _REPLACED_COLUMNS), headings, strict=True))
        told = T("what was replaced in the other sheets").say(language)
        return WrittenSheet(file, Encoding.UTF_8.value, counted.count, named, told)

    def _replaced(self) -> Iterator[tuple[Cell, ...]]:
        for sheet, columns in self._sheets:
            for found in found_in(sheet, columns, self._rows(sheet, columns)):
                what, heading = found.what, found.heading.say(self._source.language)
                place = (found.sheet, found.row, found.column, heading)
                yield (*place, what.character, what.code_points, what.name, what.by or "")

    def _write(
        self, folder: NewFolder, encoding: Encoding, sheet: Sheet, columns: tuple[Column, ...], *, replaced: bool
    ) -> WrittenSheet:
        source = self._source
        headings = [column.heading.say(source.language) for column in columns]
        counted = _Counted(self._rows(sheet, columns))
        rows = in_other_characters(counted) if replaced else counted
        file = folder.add(sheet.file_name, lambda stream: write_csv(stream, headings, rows, encoding.value))
        named = tuple(zip((column.code for column in columns), headings, strict=True))
        return WrittenSheet(file, encoding.value, counted.count, named, sheet.period.say(source.language))

    def _rows(self, sheet: Sheet, columns: tuple[Column, ...]) -> Iterator[Sequence[Cell]]:
        for row in rows_of(self._source, sheet, columns):
            self._done += 1
            if self._done % _TICK == 0:
                self._progress(min(1.0, self._done / self._in_all))
                self._stop.heed()
            yield row


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.count += 1
            yield row
