"""The frozen program does what the source does, with no Python on the path: `make bundle-test`.

A build takes minutes, so that this runs only with CASEMAN_BUNDLE=1, on `dist/caseman`, which `make bundle` makes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib.metadata import distribution
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from typer.main import get_command

from caseman import __version__
from tests.e2e.x_session import OFFICE_SCREEN, missing, x_server

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "dist" / "caseman"
PICTURE = ROOT / "build" / "window-from-the-bundle.png"
pytestmark = pytest.mark.skipif(
    os.environ.get("CASEMAN_BUNDLE") != "1", reason="a build takes minutes: type make bundle-test, or CASEMAN_BUNDLE=1"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def bare(home: Path) -> dict[str, str]:
    """What a person's session has, and a PATH that leads to no program at all."""
    assert (BUNDLE / "caseman").is_file(), "make bundle"
    empty = home / "no-programs"
    empty.mkdir()
    return {"HOME": str(home), "PATH": str(empty), "LANG": "C.UTF-8", "CASEMAN_LANGUAGE": "en"}


def ran(environment: dict[str, str], *arguments: object) -> str:
    command = [BUNDLE / "caseman", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_says_its_version(bare: dict[str, str]) -> None:
    assert ran(bare, "--version") == f"{__version__}\n"


def test_the_whole_walk_is_walked_by_it(bare: dict[str, str], tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = kept | {"PATH": bare["PATH"], "CASEMAN_PROGRAM": str(BUNDLE / "caseman"), "HOME": str(tmp_path)}
    walk = "tests/e2e/test_walk_by_command_line.py"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", walk]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b[3-9] passed", done.stdout), done.stdout


def test_every_place_and_a_case_are_gone_through_by_keys_in_its_window(tmp_path: Path) -> None:
    """The same walks as from source: nine places, every step of a case, a case from its envelope to its end."""
    if why := missing():
        pytest.skip(why)
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "QT_QPA_PLATFORM")}
    environment = kept | {"CASEMAN_DESK_PROGRAM": str(BUNDLE / "caseman-desk"), "HOME": str(tmp_path)}
    walks = ["tests/e2e/test_at_spi.py", "tests/e2e/test_journey_by_keys.py"]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *walks]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b[1-9]\d passed", done.stdout), done.stdout


def commands(command: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that lead to every command; a group's own arguments are given by their names."""
    for name, under in getattr(command, "commands", {}).items():
        yield (*before, name)
        given = [each.name for each in under.params if each.param_type_name == "argument"]
        yield from commands(under, (*before, name, *given))


def test_every_command_gives_its_help(bare: dict[str, str]) -> None:
    from caseman.cli.app import app

    words = list(commands(get_command(app)))
    assert len(words) > 60
    with ThreadPoolExecutor(os.cpu_count()) as starters:  # each is a start of its own
        helps = list(starters.map(lambda each: ran(bare, *each, "--help"), words))
    for each, told in zip(words, helps, strict=True):
        assert told.lstrip().startswith("Usage: caseman "), each
        assert "--help" in told, each


def test_the_window_shows_its_first_page_and_draws_the_sample_office(bare: dict[str, str], home: Path) -> None:
    office = home / "office"
    told = ran(bare | {"QT_QPA_PLATFORM": "offscreen"}, "demo", office)
    assert "Pictures of the pages" in told
    assert len(list((office / "pictures").glob("*.png"))) > 5
    file, passphrase = office / "demo.caseman", office / "passphrase.txt"
    found = json.loads(ran(bare, "verify", file, "--json", "--passphrase-file", passphrase))
    assert found["sound"]
    with screen() as display:
        shown = bare | {"DISPLAY": display, "XDG_RUNTIME_DIR": str(home), "QT_QPA_PLATFORM": "xcb"}
        desk = [BUNDLE / "caseman-desk", str(file)]
        done = subprocess.run(
            desk, env=shown | {"CASEMAN_QUIT_WHEN_SHOWN": "1"}, capture_output=True, text=True, check=False, timeout=300
        )
        assert (done.returncode, done.stderr) == (0, "")
        with subprocess.Popen(desk, env=shown, stderr=subprocess.PIPE, text=True) as process:
            wait = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^caseman$"]
            try:
                found_window = subprocess.run(
                    wait, env=os.environ | {"DISPLAY": display}, capture_output=True, text=True, check=True, timeout=300
                )
                assert found_window.stdout.strip()
                if shutil.which("import") is not None:
                    take = ["import", "-window", "root", PICTURE]
                    subprocess.run(take, env=os.environ | {"DISPLAY": display}, check=True, timeout=60)
            finally:
                process.terminate()
            assert process.stderr is not None
            assert process.stderr.read() == ""


@contextmanager
def screen() -> Iterator[str]:
    """A screen of its own; its number is free."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb or xdotool is not installed")
    with x_server(OFFICE_SCREEN) as display:
        yield display


def test_without_a_screen_the_window_s_program_makes_the_sample_office(bare: dict[str, str], tmp_path: Path) -> None:
    """And asks nobody for anything: there is no socket but those to this machine's own desktop."""
    tracer, calls = shutil.which("strace"), tmp_path / "calls"
    traced = [tracer, "-f", "-qq", "-e", "trace=socket,connect", "-o", str(calls)] if tracer else []
    command = [*traced, str(BUNDLE / "caseman-desk")]
    done = subprocess.run(command, env=bare, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=900)
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is no screen here" in done.stdout
    assert (tmp_path / "demo" / "demo.caseman").is_file()
    assert not re.search(r"AF_INET|AF_PACKET", calls.read_text(encoding="utf-8") if tracer else "")


def test_it_is_no_larger_than_qt_and_a_third(bare: dict[str, str]) -> None:
    del bare
    of_qt = list(distribution("PySide6-Essentials").files or ())
    of_qt += [each for each in distribution("PySide6-Addons").files or () if "pdf" in each.name.lower()]
    installed = [Path(str(each.locate())) for each in of_qt]
    qt = sum(path.stat().st_size for path in installed if path.is_file())
    ours = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"\nbundle {ours / 1e6:.0f} MB, Qt as installed {qt / 1e6:.0f} MB: {ours / qt:.2f}")
    assert ours <= 1.3 * qt


def test_everything_in_it_is_there_with_its_licence(bare: dict[str, str]) -> None:
    internal = BUNDLE / "_internal"
    source = {path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file()}
    wanted = {str(path) for path in source if path.suffix not in (".ts", ".po", ".pyc")}
    assert {"resources/holidays/JP.txt", "resources/help/ja/index.md"} < wanted
    assert not {each for each in wanted if not (internal / each).is_file()}
    told = json.loads((BUNDLE / "sbom.cdx.json").read_text(encoding="utf-8"))
    names = {each["name"] for each in told["components"]}
    texts = {path.stem for path in (BUNDLE / "LICENCES").iterdir()}
    assert names <= texts
    assert "PyInstaller" in names
    inside = {each["name"] for part in told["components"] for each in part.get("components", ())}
    libraries = [path for path in (internal / "PySide6").rglob("*.so*") if path.is_file() and not path.is_symlink()]
    assert {path.relative_to(BUNDLE).as_posix() for path in libraries} <= inside
    assert {"caseman", "caseman-desk", "openssl", "PDFium"} <= inside
    left_out = ("avif", "webp", "imagequant", "fribidi")
    assert not [path for path in (internal / "pillow.libs").iterdir() if any(name in path.name for name in left_out)]
    assert not [path for path in BUNDLE.rglob("*") if path.name == "__pycache__" or path.suffix == ".pyi"]
    assert not [path for path in BUNDLE.rglob("*") if str(ROOT).encode() in _small(path)], "the folder of the build"
    about = ran(bare, "about")
    assert all(name in about for name in ("SQLCipher", "Qt", "reportlab"))


def _small(path: Path) -> bytes:
    """What a file of up to 1 MB says; a search through all of Qt takes long, and its makers know nothing of us."""
    return path.read_bytes() if path.is_file() and path.stat().st_size < 1_000_000 else b""


def test_what_is_under_the_lgpl_is_loaded_from_where_another_can_be_put(
    bare: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Qt's libraries are those of its packages, byte for byte; another one, and another stdnum, is used instead."""
    internal = BUNDLE / "_internal"
    installed = Path(str(distribution("PySide6-Essentials").locate_file("")))
    ours = [path for path in (internal / "PySide6").rglob("*.so*") if path.is_file() and not path.is_symlink()]
    assert len(ours) > 20
    changed = [path for path in ours if path.read_bytes() != (installed / path.relative_to(internal)).read_bytes()]
    assert changed == []
    beside = Path(mkdtemp(dir=BUNDLE.parent))  # a hard link needs the same disk
    request.addfinalizer(partial(shutil.rmtree, beside))
    copy = beside / "caseman"
    subprocess.run(["cp", "-al", BUNDLE, copy], check=True)
    library = copy / "_internal" / "PySide6" / "Qt" / "lib" / "libQt6Svg.so.6"
    another = library.read_bytes() + b"\nbuilt by somebody else\n"
    library.unlink()
    library.write_bytes(another)
    module = copy / "_internal" / "stdnum" / "jp" / "in_.py"
    text = module.read_text(encoding="utf-8")
    module.unlink()
    module.write_text(f"{text}\nprint('another stdnum')\n", encoding="utf-8")
    quick = bare | {"QT_QPA_PLATFORM": "offscreen", "CASEMAN_QUIT_WHEN_SHOWN": "1"}
    commands = ([copy / "caseman", "demo", "--no-pictures", tmp_path / "office"], [copy / "caseman-desk"])
    told = ""
    for command in commands:
        done = subprocess.run(command, env=quick, capture_output=True, text=True, check=False, timeout=600)
        assert (done.returncode, done.stderr) == (0, ""), command
        told += done.stdout
    assert "another stdnum" in told


def test_the_manual_lies_beside_it_in_both_languages(bare: dict[str, str]) -> None:
    del bare
    manual = BUNDLE / "manual"
    for language in ("en", "ja"):
        assert (manual / f"caseman-{language}.pdf").read_bytes().startswith(b"%PDF")
        page = (manual / language / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page
        pictures = re.findall(r'<img src="([^"]+)"', page)
        assert len(pictures) > 5
        assert all((manual / language / name).is_file() for name in pictures)
    size = sum(path.stat().st_size for path in manual.rglob("*") if path.is_file())
    print(f"\nmanual {size / 1e6:.1f} MB")
    assert size < 10e6
