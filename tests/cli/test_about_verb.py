"""`caseman about`: versions and licences, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from caseman import __version__
from tests.conftest import Ran


def test_the_parts_are_listed(run_cli: Callable[..., Ran]) -> None:
    ran = run_cli("about")
    assert (ran.code, ran.err) == (0, "")
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[0] == ["Part", "Version", "Licence"]
    assert lines[1] == ["caseman", __version__, "Apache-2.0"]
    assert any(line[0] == "SQLCipher" for line in lines)


def test_the_parts_as_json(run_cli: Callable[..., Ran]) -> None:
    told = json.loads(run_cli("about", "--json").out)
    assert told["complete"] is True
    assert {"name": "caseman", "version": __version__, "licence": "Apache-2.0"} in told["parts"]
