"""What the program is made of: all of it, with versions and licences; also where nothing is known of packages."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from caseman import __version__
from caseman.services import parts as made_of
from caseman.services.parts import Part, parts
from caseman.text import Language

_ROOT = Path(__file__).resolve().parents[2]


def _by_name() -> dict[str, Part]:
    return {part.name: part for part in parts("6.11").parts}


def test_every_declared_dependency_is_told_with_version_and_licence() -> None:
    declared = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {made_of._plain(next(made_of._needed([each]))) for each in declared}
    told = {made_of._plain(name): part for name, part in _by_name().items()}
    assert names <= set(told)
    assert len(told) > len(names), "and what they need in turn"
    assert [name for name in names if not told[name].version] == []
    assert [name for name, part in told.items() if not (part.licence or part.text)] == []
    assert parts().complete


def test_the_program_its_engine_and_its_type_are_told() -> None:
    told = _by_name()
    assert told["caseman"].version == __version__
    assert told["Qt"].version == "6.11"
    assert told["SQLCipher"].version.startswith("4.")
    assert told["SQLite"].version.startswith("3.")
    assert told["OpenSSL"].version.startswith("3.")
    assert "Redistributions in binary form must reproduce" in told["SQLCipher"].text
    assert "SIL OPEN FONT LICENSE" in told["BIZ UD fonts"].text.upper()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in told["Qt"].text
    assert "GNU GENERAL PUBLIC LICENSE" in told["Qt"].text
    assert "MIT" in told["SQLAlchemy"].licence


def test_the_report_is_plain_text_without_places_or_people() -> None:
    report = parts().report(Language.JA)
    assert report.startswith(f"caseman {__version__}  Apache-2.0\n")
    assert str(Path.home()) not in report
    assert str(_ROOT) not in report


def test_a_build_without_metadata_says_so_and_tells_the_main_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", none)
    monkeypatch.setattr(metadata, "version", none)
    told = parts("6.11")
    assert not told.complete
    assert [part.name for part in told.parts] == [
        "caseman",
        "Python",
        "Qt",
        "SQLCipher",
        "SQLite",
        "OpenSSL",
        "BIZ UD fonts",
    ]
    assert "carries no list of its packages" in told.report(Language.EN)


@pytest.mark.parametrize(
    ("requirement", "needed"),
    [
        ("sqlmodel>=0.0.24", ["sqlmodel"]),
        ("PySide6-Essentials!=6.12.0,>=6.8", ["PySide6-Essentials"]),
        ('tzdata; sys_platform == "win32"', ["tzdata"]),
        ('pytest>=8; extra == "test"', []),
        ('pytest ; (python_version > "3") and extra == "test"', []),
        ("uvicorn[standard]>=0.2", ["uvicorn"]),
        ("", []),
    ],
)
def test_a_requirement_names_its_package_unless_only_an_extra_asks(requirement: str, needed: list[str]) -> None:
    assert list(made_of._needed([requirement])) == needed
