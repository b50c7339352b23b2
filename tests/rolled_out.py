"""Rules of a workstation, as an administrator rolls them out."""

from __future__ import annotations

from pathlib import Path

import pytest


def roll_out(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a file of rules into a folder that nobody else can write to, as the one in force."""
    place = folder / "rolled-out"
    place.mkdir(mode=0o755)
    path = place / "caseman.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
    monkeypatch.setattr("caseman.rules_place.rules_path", lambda: path)
    return path
