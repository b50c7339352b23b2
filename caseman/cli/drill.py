"""`caseman drill`: try the recovery, as if all but the backup and the recovery sheet were lost."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from caseman.bootstrap import drill_office
from caseman.cli.console import chosen_language, out, print_json, read_secret
from caseman.cli.options import File, Json
from caseman.errors import FileError
from caseman.services import drill_report
from caseman.text import T

FAILED = 3  # the drill was done, and the office cannot be brought back


def drill(
    file: File,
    *,
    backup: Annotated[
        Path | None, typer.Option(help="The backup to try; else the latest in the folder of the office's plan.")
    ] = None,
    code_file: Annotated[
        Path | None, typer.Option(help="File whose first line is the recovery code. Without it you are asked.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--out", help="Folder for the report; else beside the office file.")
    ] = None,
    scratch: Annotated[
        Path | None, typer.Option(help="Folder for the copy that is opened; else that for temporary files.")
    ] = None,
    json: Json = False,
) -> None:
    """Try the recovery: open the latest backup with the recovery sheet's code, check it, and write a dated report.

    Exits 0 when the office can be brought back, 3 when it cannot, 1 when the drill could not be done. Nothing is
    written to the backup. The trail of the office tells it, where no window has the office open.
    """
    folder = report or file.absolute().parent
    if not folder.is_dir():
        raise FileError("folder-missing", T("There is no folder “{name}”.", name=str(folder)))
    code = read_secret(code_file, T("Recovery code: "))
    with _ended_by_signals():
        done = drill_office(file, code, backup=backup, scratch=scratch)
    result, language = done.result, chosen_language()
    written: tuple[Path, ...] = ()
    try:
        written = drill_report.write_report(folder, result, language)
    finally:  # a report that cannot be written hides no result
        if json:
            reports = [str(path) for path in written]
            print_json({**drill_report.as_data(result, language), "in_trail": done.untold is None, "report": reports})
        else:
            out(drill_report.as_text(result, language).rstrip("\n"))
    if not json:
        out(T("The report is in {files}.", files=[str(path) for path in written]))
    if done.untold is not None and not json:
        sys.stderr.write(T("The trail does not tell of it: {why}", why=done.untold.text).say(language) + "\n")
    if not result.passed:
        raise typer.Exit(FAILED)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """End in order when asked to, so that the scratch folder goes too."""

    def end(number: int, _frame: Any) -> None:
        raise SystemExit(128 + number)

    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
