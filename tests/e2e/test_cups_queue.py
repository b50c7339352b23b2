"""A print run through a real CUPS queue into a virtual PDF printer, and that PDF read back.

Debian: `cups`, `printer-driver-cups-pdf`. A server of the test's own, on a socket of its own; the backend reads its
settings from /etc/cups alone, so that it needs root, as in a container.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from caseman.domain.letters import LetterKind
from caseman.letters.render import render_letter
from tests.letters.paper import facts

_BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
_PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
_CUPSD = shutil.which("cupsd", path="/usr/sbin:/usr/bin:/sbin:/bin")
_LONGEST = 120  # s
_FILES = """ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/tmp
CacheDir {folder}/cache
StateDir {folder}/run
ServerBin /usr/lib/cups
DataDir /usr/share/cups
ErrorLog {folder}/error_log
AccessLog {folder}/access_log
PageLog {folder}/page_log
SystemGroup root
"""
_SERVER = """Listen {folder}/socket
Browsing No
WebInterface No
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""


def _lacks() -> str:
    if sys.platform != "linux":
        return "CUPS-PDF is looked for on Debian only"
    if _CUPSD is None or not _BACKEND.exists() or not _PPD.exists():
        return "the Debian packages cups and printer-driver-cups-pdf are not installed"
    return "" if os.geteuid() == 0 else "the PDF backend reads /etc/cups, which needs root"


pytestmark = pytest.mark.skipif(bool(_lacks()), reason=_lacks())


@dataclass(frozen=True)
class _Queue:
    name: str
    out: Path
    environment: dict[str, str]
    server: subprocess.Popen[bytes]

    def waits(self) -> str:
        return _told(["lpstat", "-W", "not-completed", "-o"], self.environment)


def _told(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


@pytest.fixture
def queue() -> Iterator[_Queue]:
    """A queue whose printer writes PDFs into a folder; the filters run as another user, who must reach theirs."""
    folder = Path(tempfile.mkdtemp(prefix="caseman-cups-"))
    folder.chmod(0o711)
    for name in ("spool", "tmp", "cache", "run", "out"):
        (folder / name).mkdir()
    (folder / "tmp").chmod(0o1777)
    (folder / "cups-files.conf").write_text(_FILES.format(folder=folder))
    (folder / "cupsd.conf").write_text(_SERVER.format(folder=folder))
    name = f"caseman{os.getpid()}"
    settings = Path("/etc/cups") / f"cups-pdf-{name}.conf"
    settings.write_text(f"Out {folder}/out\nGrp root\nLabel 1\nLog {folder}\n")
    environment = {**os.environ, "CUPS_SERVER": str(folder / "socket"), "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    assert _CUPSD is not None
    configured = [_CUPSD, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    server = subprocess.Popen(configured, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until(lambda: "is running" in _told(["lpstat", "-r"], environment))
        _told(["lpadmin", "-p", name, "-E", "-v", f"cups-pdf:/{name}", "-P", str(_PPD)], environment)
        yield _Queue(name, folder / "out", environment, server)
    finally:
        server.terminate()
        server.wait(30)
        settings.unlink()
        shutil.rmtree(folder)


def _until(condition: Callable[[], bool]) -> None:
    """Ask the server again and again; each asking is a program of its own, so that it takes its time."""
    end = time.monotonic() + _LONGEST
    while not condition():
        assert time.monotonic() < end


def _session(queue: _Queue, printer: str, *pdfs: Path) -> list[str]:
    command = [sys.executable, "-m", "tests.e2e.cups_session", printer, *map(str, pdfs)]
    done = subprocess.run(
        command, env=queue.environment, capture_output=True, text=True, timeout=_LONGEST, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def letters(tmp_path: Path) -> tuple[Path, ...]:
    """Two letters as they are kept."""
    made = []
    for kind in (LetterKind.DISCLOSURE, LetterKind.ACKNOWLEDGEMENT):
        made.append(tmp_path / f"{kind.value}.pdf")
        made[-1].write_bytes(render_letter(facts(kind)))
    return tuple(made)


def test_a_run_goes_through_the_queue_and_comes_out_whole(queue: _Queue, letters: tuple[Path, ...]) -> None:
    told = _session(queue, queue.name, *letters)
    assert told[0] == f"queues ['{queue.name}']"
    assert told[1] == "native True"
    assert told[3:] == ["kept 2", "finished 2"]
    _until(lambda: not queue.waits() and any(queue.out.iterdir()))
    (printed,) = queue.out.iterdir()
    assert printed.name.startswith("R-2026-001"), "the job is named by the run's number alone"
    out = pypdfium2.PdfDocument(printed.read_bytes())
    try:
        assert len(out) == len(letters)
        for page, source in zip(out, letters, strict=True):
            assert _likeness(page, source) > 0.9
        assert _likeness(out[0], letters[1]) < 0.7, "the measure tells one letter from another"
    finally:
        out.close()


def _likeness(page: pypdfium2.PdfPage, source: Path) -> float:
    """How much of the ink of a printed page lies where the letter has it; both drawn at 50 dots an inch."""
    from PIL import Image, ImageChops, ImageFilter

    kept = pypdfium2.PdfDocument(source.read_bytes())
    pictures = []
    for each in (page, kept[0]):
        drawn = each.render(scale=50 / 72).to_pil().convert("L").resize((413, 585), Image.Resampling.LANCZOS)
        pictures.append(drawn.point(lambda grey: 255 if grey < 200 else 0))
    kept.close()
    printed, wanted = pictures
    near = wanted.filter(ImageFilter.MaxFilter(3))
    shared, ink = ImageChops.darker(printed, near).histogram()[255], printed.histogram()[255]
    assert ink > 500
    return shared / ink


def test_a_queue_that_went_away_is_a_lost_printer(queue: _Queue, letters: tuple[Path, ...]) -> None:
    queue.server.terminate()
    queue.server.wait(30)
    told = _session(queue, queue.name, *letters)
    assert told[0] == "queues []"
    assert told[-1] == "stopped 1 True"
    assert not any(queue.out.iterdir())
