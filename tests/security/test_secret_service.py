"""A workstation's key in a real Secret Service: GNOME's, started here on a message bus of its own under a fresh home.

Each step is taken by a process of its own, as on a real desk: what one puts in, another finds, or is told why not.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from security_samples import HANAKO, HANAKOS, Office

from caseman.security import keyslots as keys

_TOOLS = {"dbus-daemon": "dbus-daemon", "gnome-keyring-daemon": "gnome-keyring"}
_MISSING = sorted(package for tool, package in _TOOLS.items() if shutil.which(tool) is None)
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"Debian packages that are not installed: {' '.join(_MISSING)}")

# A bus that starts no services by itself: what was ended stays ended, and nobody is asked on a screen.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>
"""

# VERB KEYFILE, and the data key on standard input where it is needed; a line of JSON in return.
_STEP = """
import json, sys
from contextlib import closing
from pathlib import Path
from caseman.errors import CasemanError
from caseman.security import keyslots as keys, workstation

verb, path = sys.argv[1], Path(sys.argv[2])
slots = keys.read_keyslots(path)

def enable():
    made = workstation.enable(slots, bytes.fromhex(sys.stdin.read()), sys.argv[3], "DESK-1")
    keys.write_keyslots(path, made)
    return {"slots": len(made.newest.workstations)}

def unlock():
    found = workstation.unlock(slots)
    return {"key": found.data_key.hex(), "name": found.staff_name}

def disable():
    keys.write_keyslots(path, workstation.disable(slots, bytes.fromhex(sys.stdin.read())))
    return {}

def lock_collection():
    import secretstorage
    with closing(secretstorage.dbus_init()) as bus:
        collection = secretstorage.get_default_collection(bus)
        collection.lock()
        return {"locked": collection.is_locked()}

def held():
    import secretstorage
    with closing(secretstorage.dbus_init()) as bus:
        items = secretstorage.get_default_collection(bus).search_items({"service": "caseman"})
        return {"secrets": [item.get_secret().decode() for item in items]}

def daemon():
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    call = new_method_call(bus, "GetConnectionUnixProcessID", "s", ("org.freedesktop.secrets",))
    with open_dbus_connection() as connection:
        return {"pid": connection.send_and_get_reply(call).body[0]}

try:
    print(json.dumps(globals()[verb]()))
except CasemanError as error:
    print(json.dumps({"code": error.code, "sentence": str(error)}))
"""

# Backends that somebody could have installed: chosen by PYTHON_KEYRING_BACKEND, as keyring's users do.
_LIARS = """
from keyring.backend import KeyringBackend

class Discarding(KeyringBackend):
    priority = -5
    def get_password(self, service, username): return None
    def set_password(self, service, username, password): pass
    def delete_password(self, service, username): pass

class Inventing(Discarding):
    def get_password(self, service, username): return "0011223344556677." + "A" * 43 + "="

class Shouting(Discarding):
    def get_password(self, service, username): raise SystemError("the secret is hunter2")
    set_password = get_password
"""


class Step(Protocol):
    """Take a step in a process of its own."""

    def __call__(self, verb: str, path: Path, *arguments: str, given: str = "", **environment: str) -> dict[str, Any]:
        """What the step answered."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a person who has just come in: nothing of whoever runs the tests."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with tempfile.TemporaryDirectory(prefix="bus") as runtime:  # the path of a socket holds about 100 bytes
        Path(runtime).chmod(0o700)
        liars = tmp_path / "liars"
        liars.mkdir()
        (liars / "liars.py").write_text(_LIARS)
        yield {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "XDG_RUNTIME_DIR": runtime,
            "PYTHONPATH": os.pathsep.join([str(Path(keys.__file__).parents[2]), str(liars)]),
            "LANG": "C.UTF-8",
        }


@pytest.fixture
def step(home: dict[str, str]) -> Step:
    def take(verb: str, path: Path, *arguments: str, given: str = "", **environment: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-c", _STEP, verb, str(path), *arguments],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=home | environment,
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return dict(json.loads(done.stdout))

    return take


@pytest.fixture
def bus(home: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A message bus; its address is in the person's environment."""
    config = Path(home["HOME"]) / "bus.conf"
    config.write_text(_BUS.format(folder=home["XDG_RUNTIME_DIR"]))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=home) as process:
        assert process.stdout is not None
        home["DBUS_SESSION_BUS_ADDRESS"] = process.stdout.readline().strip()
        assert home["DBUS_SESSION_BUS_ADDRESS"].startswith("unix:")
        yield process
        process.terminate()


@pytest.fixture
def service(bus: subprocess.Popen[str], home: dict[str, str], step: Step, path: Path) -> Iterator[int]:
    """The process id of a Secret Service whose collection is unlocked."""
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
        input="the sample's login passphrase",
        text=True,
        check=True,
        timeout=60,
        env=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    pid = step("daemon", path)["pid"]
    yield pid
    _end(pid)


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.fixture
def path(office: Office, tmp_path: Path) -> Path:
    """The office's key file."""
    path = tmp_path / "office.caseman.keys"
    keys.write_keyslots(path, office.keyslots)
    return path


@pytest.fixture
def enabled(service: int, step: Step, path: Path, office: Office) -> Path:
    """The key file once the workstation was switched on."""
    assert step("enable", path, HANAKO, given=office.data_key.hex()) == {"slots": 1}
    return path


def _passphrase_opens(path: Path, office: Office) -> bool:
    return keys.unlock_with_passphrase(keys.read_keyslots(path), HANAKOS, HANAKO).data_key == office.data_key


def test_what_one_process_switches_on_another_opens(enabled: Path, step: Step, office: Office) -> None:
    assert step("unlock", enabled) == {"key": office.data_key.hex(), "name": HANAKO}
    (secret,) = step("held", enabled)["secrets"]
    assert secret.partition(".")[0] == keys.read_keyslots(enabled).newest.workstations[0].id
    assert office.data_key.hex() not in secret
    assert _passphrase_opens(enabled, office)


def test_a_keyring_that_is_locked_points_to_the_passphrase(enabled: Path, step: Step, office: Office) -> None:
    assert step("lock_collection", enabled) == {"locked": True}
    told = step("unlock", enabled)
    assert told == {
        "code": "keyring-locked",
        "sentence": "The system keyring is locked. Unlock it and try again, or open the file with the passphrase.",
    }
    assert step("enable", enabled, HANAKO, given=office.data_key.hex())["code"] == "keyring-locked"
    assert len(keys.read_keyslots(enabled).newest.workstations) == 1, "a refusal changes nothing"
    assert _passphrase_opens(enabled, office)


def test_a_keyring_that_vanishes_points_to_the_passphrase(
    enabled: Path, service: int, bus: subprocess.Popen[str], step: Step, office: Office
) -> None:
    _end(service)
    gone = [step("unlock", enabled)]
    bus.kill()
    bus.wait()
    gone.append(step("unlock", enabled))
    gone.append(step("unlock", enabled, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent/bus"))
    gone.append(step("enable", enabled, HANAKO, given=office.data_key.hex()))
    assert {told["code"] for told in gone} <= {"keyring-none", "keyring-not-started", "keyring-failed"}
    assert all(told["sentence"].endswith("Open the file with the passphrase.") for told in gone)
    assert _passphrase_opens(enabled, office)


_BACKENDS = {  # what is told when switching on, and when opening
    "liars.Discarding": ("keyring-discards", "keyring-lost"),
    "liars.Inventing": ("keyring-discards", "keyring-lost"),
    "liars.Shouting": ("keyring-failed", "keyring-failed"),
    "keyring.backends.null.Keyring": ("keyring-discards", "keyring-lost"),
    "keyring.backends.fail.Keyring": ("keyring-none", "keyring-none"),
    "no.such.Backend": ("keyring-failed", "keyring-failed"),
}


def test_a_keyring_that_lies_is_found_out(enabled: Path, step: Step, office: Office) -> None:
    """Another backend was chosen after the switch; the one before still holds its secret."""
    before = enabled.read_bytes()
    for backend, (when_enabling, when_opening) in _BACKENDS.items():
        opening = step("unlock", enabled, PYTHON_KEYRING_BACKEND=backend)
        enabling = step("enable", enabled, HANAKO, given=office.data_key.hex(), PYTHON_KEYRING_BACKEND=backend)
        assert (enabling["code"], opening["code"]) == (when_enabling, when_opening), backend
        for told in (enabling, opening):
            assert "pen the file with the passphrase" in told["sentence"] or "opening the file" in told["sentence"]
            assert "hunter2" not in told["sentence"]
        assert enabled.read_bytes() == before
    assert _passphrase_opens(enabled, office)
    assert step("unlock", enabled)["key"] == office.data_key.hex()


def test_revoking_takes_the_workstation_alone(enabled: Path, step: Step, office: Office) -> None:
    earlier = enabled.read_bytes()
    assert step("disable", enabled, given=office.data_key.hex()) == {}
    assert step("unlock", enabled)["code"] == "workstation-none"
    assert step("held", enabled) == {"secrets": []}
    assert _passphrase_opens(enabled, office)
    enabled.write_bytes(earlier)
    assert step("unlock", enabled)["code"] == "keyring-lost", "the key file of before opens nothing any more"
