"""`caseman letter-text`: the letters' texts of an office, those that ship and its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from caseman.cli.console import check_new_file, chosen_language, opened, out, print_json, table
from caseman.cli.options import Json, PassphraseFile, Staff, file_group, office_file
from caseman.domain.letters import LetterKind
from caseman.errors import FileError
from caseman.exchange.atomic import write_new_bytes
from caseman.services import letter_texts
from caseman.services.letter_texts import TextFault
from caseman.text import Language, T

letter_text_app = file_group(
    "Texts of letters: caseman letter-text FILE list, show, check, adopt, shipped, names.", "letter-text"
)

_LARGEST = 1_000_000  # bytes

Kind = Annotated[LetterKind, typer.Argument(help="Which letter.")]
In = Annotated[Language, typer.Argument(metavar="LANGUAGE", help="The language of the letter: ja or en.")]
Text = Annotated[Path, typer.Argument(metavar="TOML", help="The file of the text.")]


@letter_text_app.command(name="list")
def list_texts(
    context: typer.Context, *, json: Json = False, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """List each letter in each language, and whether the office has a text of its own for it."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        found, zone = letter_texts.list_letter_texts(desk), desk.time_zone
    if json:
        print_json(found)
        return
    table(
        [T("Letter"), T("Kind"), T("Language"), T("Text"), T("Version"), T("Since"), T("Adopted by")],
        [
            [
                line.kind.label,
                line.kind.value,
                line.language.label,
                T("own text") if line.own else T("shipped"),
                line.version or None,
                line.since.astimezone(zone).date() if line.since else None,
                line.adopted_by,
            ]
            for line in found
        ],
    )


@letter_text_app.command()
def show(
    context: typer.Context,
    kind: Kind,
    language: In,
    *,
    shipped: Annotated[bool, typer.Option("--shipped", help="The text that ships, though the office has one.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Only what the office's own text changes.")] = False,
    pdf: Annotated[
        Path | None, typer.Option("--print", help="Write a specimen of the letter as PDF; nothing is kept of it.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Print the text in force as TOML, ready to be edited."""
    if pdf is not None:
        check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        text = letter_texts.show_letter_text(desk, kind, language, shipped=shipped)
        changed = letter_texts.diff_letter_text(desk, kind, language)
        if pdf is not None:
            specimen = letter_texts.print_specimen(desk, kind, language, text)
            write_new_bytes(pdf, specimen)
    if pdf is not None:
        out(T("A specimen of “{kind}” is in {file}.", kind=kind.label, file=str(pdf)))
    elif diff:
        out("\n".join(changed) if changed else T("The text that ships is used as it is."))
    else:
        print(text, end="")


@letter_text_app.command()
def check(kind: Kind, language: In, path: Text, *, json: Json = False) -> None:
    """Name every fault of a text with line and column; exit 1 when there is one."""
    faults = letter_texts.check_letter_text(_read(path), kind, language)
    if json:
        print_json(faults)
    else:
        for fault in faults:
            out(_told(path, fault))
        if not faults:
            out(T("{file}: no mistakes.", file=str(path)))
    if faults:
        raise typer.Exit(1)


@letter_text_app.command()
def adopt(
    context: typer.Context,
    kind: Kind,
    language: In,
    path: Text,
    *,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Make a text the office's own for a letter from now on; it is checked first."""
    text = _read(path)
    with opened(office_file(context), passphrase_file, staff) as desk:
        letter_texts.adopt_letter_text(desk, kind, language, text)
    out(T("The office's own text of “{kind}” ({language}) is in force.", kind=kind.label, language=language.label))


@letter_text_app.command()
def shipped(
    context: typer.Context, kind: Kind, language: In, *, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Go back to the text that ships with the program."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        letter_texts.back_to_shipped(desk, kind, language)
    out(T("The text of “{kind}” ({language}) that ships is in force again.", kind=kind.label, language=language.label))


@letter_text_app.command()
def names(
    kind: Annotated[LetterKind | None, typer.Argument(help="Which letter; without one, the names of all.")] = None,
    *,
    json: Json = False,
) -> None:
    """List the names that a text may use, what each means, and which letters have it."""
    found = letter_texts.list_names(kind)
    if json:
        print_json(found)
        return
    headings = [T("Name"), T("Kind"), T("Meaning"), T("Letters")]
    table(headings, [_name(line) for line in found])


def _name(line: letter_texts.NameLine) -> list[Any]:
    letters: Any = T("all") if len(line.letters) == len(LetterKind) else [kind.value for kind in line.letters]
    kind = f"{line.kind}: {' | '.join(line.values)}" if line.values else line.kind
    return [line.name, kind, line.meaning(chosen_language()), letters]


def _read(path: Path) -> str:
    """The text of a file. Raises `FileError`."""
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise FileError(
            "letter-text-file",
            T("The file “{name}” cannot be read as UTF-8 text. Check its name, and save it as UTF-8.", name=str(path)),
        ) from error


def _told(path: Path, fault: TextFault) -> str:
    """FILE:LINE:COLUMN: error: sentence, as editors know to follow."""
    language = chosen_language()
    place = f"{path}:{fault.line}:{fault.column}"
    return f"{place}: {T('error').say(language)}: {fault.message.say(language)}"
