"""The program phones nobody: no part of it can open a connection, and a whole run of it asks for none."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import caseman
import ui
from tests.services.walking import PASSPHRASE

_ROOT = Path(caseman.__file__).parents[1]
_PARTS = (Path(caseman.__file__).parent, Path(ui.__file__).parent)
# What speaks over a network. `jeepney` speaks with the desktop over a socket of this computer.
_NETWORK = {
    "_socket", "aiohttp", "asyncio", "ftplib", "grpc", "http", "httpx", "imaplib", "nntplib", "paramiko", "poplib",
    "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "websocket",
    "websockets", "webbrowser", "wsgiref", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebEngineCore",
    "PySide6.QtWebSockets",
}  # fmt: skip
_RUN = """
import sys
NAMES = ("connect", "getaddrinfo", "gethostbyname", "sendto", "bind")
ASKED = {f"socket.{name}" for name in NAMES} | {"urllib.Request"}

def heard(event, arguments):
    if event in ASKED and not (event == "socket.connect" and isinstance(arguments[1], (str, bytes))):
        sys.stderr.write(f"NETWORK {event}\\n")

sys.addaudithook(heard)
from caseman.cli import main
main()
"""


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("import_module", "__import__") and node.args:
            named = node.args[0]
            yield named.value if isinstance(named, ast.Constant) and isinstance(named.value, str) else ""


def _speaks(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in _NETWORK)


def test_the_search_for_them_finds_them(tmp_path: Path) -> None:
    source = tmp_path / "source.py"
    source.write_text(
        "import socket\nfrom urllib.request import urlopen\nfrom urllib import request\n"
        "from PySide6 import QtNetwork\nfrom PySide6.QtNetwork import QTcpSocket\nimport http.client\n"
        "import_module('ssl')\nfrom urllib.parse import quote\n",
        encoding="utf-8",
    )
    found = {name for name in _imported(source) if _speaks(name)}
    assert found == {
        "socket",
        "urllib.request",
        "urllib.request.urlopen",
        "PySide6.QtNetwork",
        "PySide6.QtNetwork.QTcpSocket",
        "http.client",
        "ssl",
    }


def test_no_module_of_the_program_imports_what_speaks_over_a_network() -> None:
    sources = [path for part in _PARTS for path in part.rglob("*.py")]
    assert len(sources) > 300
    found = {f"{path.relative_to(_ROOT)}: {name}" for path in sources for name in set(_imported(path)) if _speaks(name)}
    assert found == set()


def test_no_page_of_the_window_opens_an_address() -> None:
    for path in _PARTS[1].rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "openUrl" not in text, path
        assert "setOpenExternalLinks(True)" not in text, path


@pytest.mark.parametrize("verb", [("about",), ("verify",), ("cases",)])
def test_a_run_of_the_program_asks_for_no_connection(verb: tuple[str, ...], office_path: Path) -> None:
    arguments = verb if verb == ("about",) else (*verb, str(office_path), "--passphrase-file", "-")
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=_ROOT,
    )
    assert ran.returncode == 0, ran.stderr
    assert "NETWORK" not in ran.stderr
