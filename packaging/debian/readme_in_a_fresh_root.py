"""`make readme-test`: the README's commands in a root of its own that has only Debian, and what the README asks for.

Wants root and debootstrap, as `make deb-test` does; Python's packages come by the settings of pip here. The person of
the office has no administrator's rights: what is asked of one is what the commands themselves say. Of the tests one
file is run, because all of them take as long as they take here: CASEMAN_TESTS names others, `tests` for all.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from try_in_a_fresh_root import CACHE, ROOT, bootstrap, chrooted, dpkg_list, inside, kernel_folders, told

HOME = "/home/office/caseman"
README = (ROOT / "README.md").read_text(encoding="utf-8")
NEEDED = {"Python 3.11": "python3", "pip": "python3-pip", "make": "make"}  # by the names of Debian's packages
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def main() -> int:
    """Every step, or the first that failed."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        print("Wants root and debootstrap (apt-get install debootstrap).", file=sys.stderr)
        return 1
    asked = re.search(r"need (.+?) and make\b", README)
    assert asked is not None, "the README says what is needed"
    assert {*asked[1].split(", "), "make"} == set(NEEDED)
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="caseman-root-", dir="/var/tmp") as folder:
        root = Path(folder) / "root"
        bootstrap(root)
        with kernel_folders(root):
            follow(root)
    told("all of it was so")
    return 0


def follow(root: Path) -> None:
    """What a newcomer does, from the first command to the last."""
    inside(root, "apt-get", "update", "-qq")
    inside(root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *NEEDED.values())
    inside(root, "useradd", "--create-home", "--shell", "/bin/bash", "office")
    pip_as_here(root)
    bring(root)
    told(f"Python, pip, make and the source are there: {len(dpkg_list(root))} packages")
    begun = time.monotonic()
    code, said = typed(root, "make run")
    if code:
        command = re.search(r"Type: sudo (apt-get install .+)", said)
        assert command is not None, said
        told("make run says which libraries of the system are missing, and what to type")
        inside(root, *shlex.split(command[1]), "-y", "-qq", "--no-install-recommends")
        code, said = typed(root, "make run")
    assert code == 0, said
    assert (root / HOME.lstrip("/") / "demo/demo.caseman").is_file(), said
    told(f"make run makes the sample office, for there is no screen: {time.monotonic() - begun:.0f} s")
    for line in by_command_line():
        code, said = typed(root, line.replace("caseman", ".venv/bin/caseman", 1))
        assert code == 0, said
        assert said, line
        told(line)
    begun = time.monotonic()
    chosen = os.environ.get("CASEMAN_TESTS", "tests/documents/test_document_links.py")
    code, said = typed(root, f"PYTEST_ADDOPTS='{chosen}' make test")
    passed = re.search(r"\d+ passed[^\n=]*", said)
    assert code == 0, said[-5000:]
    assert passed is not None, said[-5000:]
    told(f"make test, {chosen}: {passed[0].strip()}; {time.monotonic() - begun:.0f} s with its set-up")


def by_command_line() -> list[str]:
    """The README's commands of the program itself; those without an office file."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("caseman ")]


def pip_as_here(root: Path) -> None:
    """Where Python's packages come from on this machine, and whom it trusts."""
    for each in (Path("/etc/pip.conf"), _CERTIFICATES):
        if each.is_file():
            shutil.copyfile(each, root / each.relative_to("/"))


def bring(root: Path) -> None:
    """The source as git keeps it."""
    there = root / HOME.lstrip("/")
    there.mkdir()
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", there], input=packed, check=True)
    inside(root, "chown", "-R", "office:office", HOME)


def typed(root: Path, line: str) -> tuple[int, str]:
    """What a line says that the person of the office types in the folder of the source, and how it ends."""
    settings = re.compile(r"PIP_|https?_proxy$|no_proxy$", re.IGNORECASE)
    kept = {name: value for name, value in os.environ.items() if settings.match(name)}
    environment = kept | {"HOME": "/home/office", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    environment["CASEMAN_LANGUAGE"] = "en"
    shell = ("env", "PATH=/usr/local/bin:/usr/bin:/bin", "sh", "-c", f"cd {HOME} && {line}")
    command = chrooted(root, "runuser", "-u", "office", "--", *shell)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=3600)
    return done.returncode, done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main())
