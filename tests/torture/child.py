"""A process that works at an office through the services, says what was saved, and is killed or recorded meanwhile.

`python -m tests.torture.child serve WARM KEY` has loaded the program and walked one case; for each line on standard
input it makes a child, which works until it is killed, and answers with what the child had acknowledged.
`python -m tests.torture.child record KEY CASES FOLDER/FILE=SYNCHRONOUS …` works through some cases at each file in turn
and ends; what it acknowledged it writes into `FOLDER/acks`.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from caseman.security.keyslots import read_keyslots
from caseman.services.desk import Desk
from caseman.storage.audit import head_text
from caseman.storage.file import keys_path
from tests.services.walking import START, Office, TickingClock, Walk, open_copy


@dataclass(frozen=True)
class Ack:
    """A service call returned: what was done, to which envelope, case or letter, and the head of the audit chain."""

    deed: str
    key: str
    anchor: str

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


_CASE = "FROM cases JOIN {table} ON {table}.case_id = cases.id WHERE cases.number = :key"
# What must be found of each deed, beside its entry in the trail: a count above nought.
_EVIDENCE = {
    "envelope": "SELECT count(*) FROM scan JOIN scan_content USING (sha256) WHERE envelope_id = :key",
    "case": "SELECT count(*) " + _CASE.format(table="party"),
    "identity": "SELECT count(*) " + _CASE.format(table="identity_check"),
    "payment": "SELECT count(*) " + _CASE.format(table="book_entry"),
    "accept": "SELECT count(accepted_on) FROM cases WHERE number = :key",
    "decide": "SELECT count(outcome) " + _CASE.format(table="request"),
    "letter": "SELECT count(*) FROM letter WHERE document_number = :key AND length(pdf) > 1000",
    "dispatch": "SELECT count(*) FROM dispatch JOIN letter ON letter_id = letter.id WHERE document_number = :key",
    "deliver": "SELECT count(delivered_on) FROM dispatch JOIN letter ON letter_id = letter.id "
    "WHERE document_number = :key",
    "close": "SELECT count(closed_on) FROM cases WHERE number = :key",
}


def lost(connection: Connection, acks: list[Ack]) -> list[Ack]:
    """The acknowledged deeds of which something is missing."""
    rows = connection.execute(text("SELECT number, mac FROM audit"))
    heads = {head_text(number, mac) for number, mac in rows}
    return [
        ack
        for ack in acks
        if ack.anchor not in heads or not connection.execute(text(_EVIDENCE[ack.deed]), {"key": ack.key}).scalar_one()
    ]


def _scan(noise: random.Random) -> bytes:
    """A scan of about 12 KB that no other equals."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("L", (120, 100), noise.randbytes(12_000)).save(out, "PNG")
    return out.getvalue()


def noise_of(run: int) -> random.Random:
    """The noise that scans are made of."""
    return random.Random(run)


def deeds(walk: Walk, noise: random.Random) -> Iterator[tuple[str, str]]:
    """A whole case; each deed is told once its call has returned."""
    envelope = walk.envelope(scans=({"name": "scan.png", "data": _scan(noise)},))
    yield "envelope", str(envelope)
    number = walk.case(envelope=envelope)
    yield "case", number
    calls: dict[str, Callable[[str], object]] = {
        "identity": walk.identity,
        "payment": walk.payment,
        "accept": walk.accept,
        "decide": walk.decide,
    }
    for deed, call in calls.items():
        call(number)
        yield deed, number
    document = walk.letter(number)
    yield "letter", document
    walk.dispatch(number, document)
    yield "dispatch", document
    walk.deliver(number, document)
    yield "deliver", document
    walk.close(number)
    yield "close", number


def work(
    office: Office,
    run: int,
    say: Callable[[Ack], object],
    *,
    cases: int = sys.maxsize,
    opened: Callable[[Desk], object] = lambda _desk: None,
) -> None:
    """Walk case after case, and close the file and open it again after every second. Each run begins a minute later."""
    clock, noise = TickingClock(START + timedelta(minutes=run % 600)), noise_of(run)
    for number in range(cases):
        if number % 2 == 0:
            desk = open_copy(office, office.path, clock)
            opened(desk)
        for deed, key in deeds(Walk(desk, clock), noise):
            say(Ack(deed, key, desk.anchor()))
        if number % 2 or number == cases - 1:
            desk.close()


def _office(path: str, key: str) -> Office:
    return Office(Path(path), read_keyslots(keys_path(Path(path))), bytes.fromhex(key))


def _work_in_child(path: str, key: str, run: int, telling: int) -> None:
    """What the child does until it is killed; it never returns."""
    try:
        work(_office(path, key), run, lambda ack: os.write(telling, ack.line()))
    except BaseException:  # noqa: BLE001  a copy of the server ends here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(1)


def _killed_after(seconds: float, path: str, key: str, run: int) -> dict[str, object]:
    """Let a child work so long, kill it, and tell what it had acknowledged."""
    hearing, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hearing)
        _work_in_child(path, key, run, telling)
    os.close(telling)
    until, told = time.monotonic() + seconds, b""
    while (left := until - time.monotonic()) > 0:
        if select.select([hearing], [], [], left)[0]:
            more = os.read(hearing, 65536)
            if not more:
                break
            told += more
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    while more := os.read(hearing, 65536):
        told += more
    os.close(hearing)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"killed": killed, "acks": [json.loads(line) for line in told.splitlines()]}


def _serve(warm: str, key: str) -> None:
    """Load all there is to load by walking a case, tell how many seconds another takes, then make and kill children.

    No thread or connection is left when the first child is made.
    """
    work(_office(warm, key), 0, lambda _ack: None, cases=1)
    began = time.monotonic()
    work(_office(warm, key), 1, lambda _ack: None, cases=1)
    assert threading.active_count() == 1
    print(time.monotonic() - began, flush=True)
    for line in sys.stdin:
        print(json.dumps(_killed_after(*json.loads(line))), flush=True)


def _record(key: str, cases: str, *files: str) -> None:
    """Work, and acknowledge into a file whose writes stand in the same record."""
    for each in files:
        path, _, synchronous = each.rpartition("=")

        def weaken(desk: Desk, pragma: str = f"PRAGMA synchronous = {synchronous}") -> None:
            with desk.file.engine.connect() as connection:
                connection.exec_driver_sql(pragma)

        telling = os.open(Path(path).with_name("acks"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

        def say(ack: Ack, to: int = telling) -> None:
            os.write(to, ack.line())

        work(_office(path, key), 1, say, cases=int(cases), opened=weaken)


if __name__ == "__main__":
    (_serve if sys.argv[1] == "serve" else _record)(*sys.argv[2:])
