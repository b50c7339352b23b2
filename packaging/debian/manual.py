"""The manual pages caseman(1) and caseman-desk(1), from what the command line says of itself, so that they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from typer.main import get_command

from caseman import __version__
from caseman.cli.app import app
from caseman.cli.words import frame_in, speak
from caseman.text import Language

_WORDS = {
    Language.EN: {
        "name": "NAME",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "options": "OPTIONS",
        "commands": "COMMANDS",
        "files": "FILES",
        "exit": "EXIT STATUS",
        "see": "SEE ALSO",
        "what": "desk for a company's privacy office, on the command line",
        "window": "desk for a company's privacy office, the window",
        "opens": "Opens the window, at the unlock page of FILE where one is named.",
        "office": "The office file, encrypted.",
        "keys": "Its key file, beside it. It goes where the office file goes.",
        "place": "/usr/share/doc/caseman/manual/en/index.html",
        "manual": "The whole manual, for a browser; as PDF beside that folder.",
        "ended": "0 when it is done; 1 when it is refused, with one sentence on standard error; 2 for wrong usage.",
    },
    Language.JA: {
        "name": "名前",
        "synopsis": "書式",
        "description": "説明",
        "options": "オプション",
        "commands": "コマンド",
        "files": "ファイル",
        "exit": "終了ステータス",
        "see": "関連項目",
        "what": "会社の個人情報窓口のための事案管理（コマンドライン）",
        "window": "会社の個人情報窓口のための事案管理（ウインドウ）",
        "opens": "ウインドウを開きます。FILE を指定すると、その解錠のページを開きます。",
        "office": "事務局ファイル（暗号化されています）。",
        "keys": "その鍵ファイル。事務局ファイルと同じ場所に置き、必ず一緒に移します。",
        "place": "/usr/share/doc/caseman/manual/ja/index.html",
        "manual": "利用の手引の全体（ブラウザー用）。PDF はその上のフォルダーにあります。",
        "ended": "終えたときは 0、断られたときは 1（標準エラーに理由を1文で出します）、使い方の誤りは 2。",
    },
}


def pages(language: Language, when: datetime) -> dict[str, str]:
    """The text of each page by its name, in roff; dated `when`."""
    words = _WORDS[language]
    command = get_command(app)
    speak(command, language)
    with frame_in(language):
        whole = "".join(_whole(command, words, when))
    return {
        "caseman": whole,
        "caseman-desk": _head("caseman-desk", words["window"], words, when)
        + f".B caseman\\-desk\n[\n.I FILE\n]\n.SH {words['description']}\n{_text(words['opens'])}\n"
        + _files(words)
        + f".SH {words['see']}\n.BR caseman (1)\n",
    }


def _whole(command: Any, words: dict[str, str], when: datetime) -> Iterator[str]:
    yield _head("caseman", words["what"], words, when)
    yield ".B caseman\n[\n.I OPTIONS\n]\n.I COMMAND\n[\n.I ARGUMENTS\n]\n"
    yield f".SH {words['description']}\n{_text(command.help)}\n"
    yield f".SH {words['options']}\n"
    yield from _parameters(command)
    yield f".SH {words['commands']}\n"
    for name, under in command.commands.items():
        yield from _command(f"caseman {name}", under)
    yield _files(words)
    yield f".SH {words['exit']}\n{_text(words['ended'])}\n"
    yield f".SH {words['see']}\n.BR caseman\\-desk (1)\n"


def _command(name: str, command: Any) -> Iterator[str]:
    yield f".SS {_text(name)}\n"
    context = command.make_context(name, [], resilient_parsing=True)
    pieces = command.collect_usage_pieces(context)
    yield f".B {_text(name)}\n{_text(' '.join(pieces))}\n.PP\n{_text(command.help or '')}\n"
    yield from _parameters(command)
    between = [piece for piece in pieces if piece.startswith("{")]  # what stands before the next word
    for under_name, under in getattr(command, "commands", {}).items():
        yield from _command(" ".join([name, *between, under_name]), under)


def _parameters(command: Any) -> Iterator[str]:
    context = command.make_context(command.name, [], resilient_parsing=True)
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:  # hidden ones have none
            shown, told = record
            yield f".TP\n.B {_text(shown)}\n{_text(told) or '.br'}\n"


def _head(name: str, what: str, words: dict[str, str], when: datetime) -> str:
    title = f'.TH {name.upper()} 1 "{when:%Y-%m-%d}" "caseman {__version__}" "User Commands"\n.nh\n.ad l\n'
    return f"{title}.SH {words['name']}\n{_text(name)} \\- {_text(what)}\n.SH {words['synopsis']}\n"


def _files(words: dict[str, str]) -> str:
    return (
        f".SH {words['files']}\n.TP\n.I NAME.caseman\n{_text(words['office'])}\n"
        f".TP\n.I NAME.caseman.keys\n{_text(words['keys'])}\n"
        f".TP\n.I {_text(words['place'])}\n{_text(words['manual'])}\n"
    )


def _text(told: str) -> str:
    """A sentence in roff: nothing in it is an instruction."""
    plain = " ".join(re.sub(r"\s+", " ", told).split()).replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    plain = re.sub(r"\|(?=\S)", r"|\\:", plain)  # a long choice may be broken there
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
