"""Where the program keeps what is not case data, and where it looks for office files."""

from __future__ import annotations

import json
from pathlib import Path

import platformdirs

FILE_SUFFIX = ".caseman"
FIRST_CASE = f"first-case{FILE_SUFFIX}"  # the sample office of the guided first case
_MOST_RECENT = 5


def default_folder() -> Path:
    """Where a new office file is proposed."""
    return Path(platformdirs.user_documents_dir())


def first_case_folder() -> Path:
    """Where the small sample office of the guided first case lies, until it is removed."""
    return Path(platformdirs.user_data_dir("caseman")) / "first-case"


def first_case_file() -> Path:
    """The office file in that folder."""
    return first_case_folder() / FIRST_CASE


def recent_files() -> tuple[Path, ...]:
    """Office files opened lately that are still there, latest first. Paths only: nothing of their content."""
    try:
        listed = json.loads(_recent_list().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    paths = [Path(item) for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
    return tuple(path for path in paths if path.is_file())[:_MOST_RECENT]


def remember_file(path: Path) -> None:
    """Put a file first among the recent ones. A list that cannot be written is left alone."""
    kept = [path.resolve(), *(p for p in recent_files() if p != path.resolve())][:_MOST_RECENT]
    target = _recent_list()
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        making = target.with_suffix(".new")
        making.write_text(json.dumps([str(p) for p in kept], ensure_ascii=False), encoding="utf-8")
        making.chmod(0o600)
        making.replace(target)
    except OSError:
        return


def _recent_list() -> Path:
    return Path(platformdirs.user_config_dir("caseman")) / "recent.json"
