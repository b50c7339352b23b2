"""How a run of the tests is set up, so that it takes no longer than what it looks at.

Nothing here changes what a test sees: a derivation that was made is not made again, Python does not search among the
thousands of tests again and again, and files that take long begin first.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

import pytest

# These wait for programs of their own, or walk through everything in one test. With the workers' own order, by the
# number of tests in a file, they would come last, and one worker would wait for the other.
_LONG = ("e2e", "torture", "documents")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """No search for garbage while the tests are found, and none among them later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several workers share the files, those that take long come first; the order is random otherwise."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.path.parent.name not in _LONG)


class _Remembered:
    """Argon2id, which gives the same for the same: each derivation is made once in a run."""

    def __init__(self, **given: int | bytes) -> None:
        self._given = tuple(sorted(given.items()))

    def derive(self, secret: bytes) -> bytes:
        return _derived(bytes(secret), self._given)


@cache
def _derived(secret: bytes, given: tuple[tuple[str, int | bytes], ...]) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(**dict(given)).derive(secret)  # type: ignore[arg-type]


@pytest.fixture(scope="session", autouse=True)
def _derivations_remembered() -> Iterator[None]:
    """A tenth of a second each, of passphrases and salts that most tests share."""
    from caseman.security import argon

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon, "Argon2id", _Remembered)
        yield
