"""`make deb-test`: the Debian package in a root of its own that has nothing but Debian: installed, used, taken away.

Wants root, debootstrap, and Debian's mirror: CASEMAN_DEBIAN_MIRROR, else the first that apt names here. Each step says
what was seen; the first that fails ends it. Where ImageMagick is there, a picture of the window is kept in `build/`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / "debootstrap"
PICTURE = ROOT / "build" / "window-in-a-fresh-root.png"
RELEASE = "bookworm"
# What an office's desktop has: a screen and its hands, menus and file types, a manual, a shell that completes.
_DESKTOP = ("xvfb", "xauth", "xdotool", "shared-mime-info", "desktop-file-utils", "man-db", "bash-completion")
_OFFICE = "/home/office/Documents/office"
_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def main() -> int:
    """Every step, or the first that failed."""
    found = sorted((ROOT / "dist").glob("caseman_*.deb"))
    if os.geteuid() != 0 or shutil.which("debootstrap") is None or not found:
        print("Wants root, debootstrap (apt-get install debootstrap) and the package (make deb).", file=sys.stderr)
        return 1
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="caseman-root-", dir="/var/tmp") as folder:
        root = Path(folder) / "root"
        bootstrap(root)
        with kernel_folders(root):
            try_package(root, found[-1])
    told("all of it was so")
    return 0


def told(line: str) -> None:
    """Say what was seen, at once."""
    print(f"  {line}", flush=True)


def bootstrap(root: Path) -> None:
    """Debian's smallest system."""
    command = ["debootstrap", "--variant=minbase", f"--cache-dir={CACHE}", RELEASE, root, mirror()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"debootstrap: {done.stdout[-2000:]}{done.stderr}")
    for each in Path("/etc/apt/apt.conf.d").glob("*"):  # proxies, and what this machine's clock asks for
        kept = [line for line in each.read_text().splitlines() if re.match(r"Acquire::(http|https|Check)", line)]
        if kept:
            (root / "etc/apt/apt.conf.d" / f"{each.name}-here").write_text("\n".join(kept) + "\n")
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")
    told(f"a fresh {RELEASE} of {len(dpkg_list(root))} packages")


def mirror() -> str:
    """Where this machine's Debian comes from."""
    if told_here := os.environ.get("CASEMAN_DEBIAN_MIRROR"):
        return told_here
    for each in [*Path("/etc/apt/sources.list.d").glob("*"), Path("/etc/apt/sources.list")]:
        text = each.read_text() if each.is_file() else ""
        if address := re.search(r"^(?:URIs:|deb(?: \[.*?\])?)\s+(\S+/debian)/?\s", text, re.MULTILINE):
            return address[1]
    return "http://deb.debian.org/debian"


@contextmanager
def kernel_folders(root: Path) -> Iterator[None]:
    """/proc and the like, as a running system has them."""
    mounts = {"proc": ("-t", "proc", "proc"), "dev": ("--bind", "/dev"), "dev/shm": ("-t", "tmpfs", "tmpfs")}
    made: list[Path] = []
    try:
        for name, how in mounts.items():
            (root / name).mkdir(exist_ok=True)
            subprocess.run(["mount", *how, root / name], check=True)
            made.append(root / name)
        yield
    finally:
        for each in reversed(made):
            subprocess.run(["umount", "--lazy", each], check=False)


def try_package(root: Path, package: Path) -> None:
    """Install, use, remove, purge; look at what is there after each."""
    inside(root, "apt-get", "update", "-qq")
    inside(root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *_DESKTOP)
    inside(root, "useradd", "--create-home", "office")
    before = files(root)
    brought = root / "srv" / package.name
    shutil.copyfile(package, brought)
    inside(root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/srv/{package.name}")
    brought.unlink()
    told(f"{package.name} is installed, {len(dpkg_list(root))} packages in all; the program takes {size(root)} MB")
    assert inside(root, "sh", "-c", "command -v python3 || echo none").strip() == "none", "a Python is there"
    told("there is no Python")
    no_library_missing(root)
    desktop_knows_it(root)
    told(f"caseman --version: {as_office(root, 'caseman', '--version').strip()}")
    as_office(root, "caseman", "demo", _OFFICE)
    made = office_data(root)
    pictures = sum(name.endswith(".png") for name in made)
    assert pictures, "the window drew no picture"
    told(f"caseman demo: {len(made)} files, {pictures} of them pictures that the window drew")
    sound = as_office(
        root, "caseman", "verify", f"{_OFFICE}/demo.caseman", "--passphrase-file", f"{_OFFICE}/passphrase.txt"
    )
    told(f"caseman verify: {sound.strip().splitlines()[0]}")
    window(root)
    made = office_data(root)
    inside(root, "apt-get", "remove", "-y", "-qq", "caseman")
    inside(root, "dpkg", "--purge", "caseman")
    assert office_data(root) == made, "office data was touched"
    left = sorted(path for path in files(root) - before if "caseman" in path and not path.startswith("/home/office/"))
    assert not left, f"left behind: {left}"
    told(f"removed and purged: nothing of it is left, and all {len(made)} files of the office are as they were")
    look_by_lintian(root, package)


def look_by_lintian(root: Path, package: Path) -> None:
    """What Debian's own checker says of the package; what it may say stands, with reasons, in lintian-overrides."""
    inside(root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "lintian")
    shutil.copyfile(package, root / "srv" / package.name)
    look = ("lintian", "--tag-display-limit", "0", "--fail-on", "error,warning", f"/srv/{package.name}")
    said = inside(root, "runuser", "-u", "office", "--", *look).strip()
    assert not said, said
    told("lintian has nothing to say")


def no_library_missing(root: Path) -> None:
    """Every library of the bundle finds those that it is linked with, here where there is little else."""
    folder = "/usr/lib/caseman"
    every = f"LD_LIBRARY_PATH={folder}/_internal find {folder} -name '*.so*' -type f -exec ldd {{}} + 2>/dev/null"
    lacking: dict[str, set[str]] = {}
    library = ""
    for line in inside(root, "sh", "-c", every).splitlines():
        if line.endswith(":") and not line.startswith(("\t", " ")):
            library = line[:-1].rpartition("/")[2]
        elif "not found" in line:
            lacking.setdefault(line.split()[0], set()).add(library)
    # without these Qt chooses another way: no Wayland, no printing through CUPS, no OpenGL
    optional = ("libwayland-", "libcups", "libdrm", "libvulkan", "libGL", "libEGL")
    needed = {name: users for name, users in lacking.items() if not name.startswith(optional)}
    assert not needed, f"libraries that are missing: {needed}"
    told(f"no library is missing{'; optional and not there: ' + ', '.join(sorted(lacking)) if lacking else ''}")


def desktop_knows_it(root: Path) -> None:
    """The menu, the file type, the manual and the shell's completion."""
    kind = (root / "usr/share/mime/globs2").read_text()
    assert "application/x-caseman:*.caseman" in kind
    assert "application/x-caseman=caseman.desktop" in (root / "usr/share/applications/mimeinfo.cache").read_text()
    assert "caseman init" in inside(root, "sh", "-c", "MANPAGER=cat MANWIDTH=90 man caseman")
    complete = (
        ". /usr/share/bash-completion/completions/caseman; COMP_WORDS=(caseman sta); COMP_CWORD=1;"
        " _caseman_completion caseman; echo ${COMPREPLY[@]}"
    )
    words = as_office(root, "bash", "-c", complete).split()
    assert words == ["statement", "statistics"], words
    told("menu, file type, man caseman and bash's completion know it")
    manual = root / "usr/share/doc/caseman/manual"
    for language in ("en", "ja"):
        assert (manual / f"caseman-{language}.pdf").read_bytes().startswith(b"%PDF")
        page = (manual / language / "index.html").read_text(encoding="utf-8")
        assert all((manual / language / name).is_file() for name in re.findall(r'<img src="([^"]+)"', page))
    told("the manual lies in /usr/share/doc/caseman/manual, in both languages, as HTML and PDF")


def window(root: Path) -> None:
    """The window on a screen of the root's own, up to the page where the passphrase is typed."""
    screen = subprocess.Popen(
        chrooted(root, "Xvfb", ":77", "-screen", "0", "1366x768x24"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    environment = {"DISPLAY": ":77", "LANG": "C.UTF-8", "HOME": "/home/office", "XDG_RUNTIME_DIR": "/tmp"}  # noqa: S108
    desk = None
    try:
        inside(root, "sh", "-c", "for i in $(seq 100); do [ -S /tmp/.X11-unix/X77 ] && exit 0; sleep 0.1; done; exit 1")
        start = ["chroot", "--userspec=office:office", str(root), "caseman-desk", f"{_OFFICE}/demo.caseman"]
        desk = subprocess.Popen(start, env=os.environ | environment)
        ask = ("timeout", "180", "xdotool", "search", "--sync", "--onlyvisible", "--name", "^caseman$")
        number = inside(root, *ask, **environment).split()[-1]
        title = inside(root, "xdotool", "getwindowname", number, **environment).strip()
        told(f"caseman-desk shows a window: {title}")
        take_picture()
        assert desk.poll() is None, "the window went away"
    finally:
        for process in (desk, screen):
            if process is not None:
                process.terminate()
                process.wait(20)


def take_picture() -> None:
    """What is on that screen, by this machine's tool."""
    tool = shutil.which("import")
    if tool is None:
        told("no picture: ImageMagick is not there")
        return
    time.sleep(3)  # the first page is drawn, its type is loaded
    taken = subprocess.run([tool, "-window", "root", PICTURE], env=os.environ | {"DISPLAY": ":77"}, check=False)
    told(f"its picture is {PICTURE}" if taken.returncode == 0 else "no picture could be taken")


def office_data(root: Path) -> dict[str, str]:
    """Each file of the office with the hash of its content."""
    folder = root / _OFFICE.lstrip("/")
    kept = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def files(root: Path) -> set[str]:
    """Every path of the root, without those of the kernel."""
    listed = inside(root, "find", "/", "-xdev", "-not", "-path", "/proc/*", "-not", "-path", "/dev/*")
    return set(listed.splitlines())


def dpkg_list(root: Path) -> list[str]:
    """The packages that are installed."""
    return inside(root, "dpkg-query", "-W", "-f=${Package}\n").split()


def size(root: Path) -> int:
    """What the package takes on the disk, in MB."""
    return int(inside(root, "du", "-sm", "/usr/lib/caseman").split()[0])


def as_office(root: Path, *command: str) -> str:
    """Run a command as the person of the office."""
    return inside(root, "runuser", "-u", "office", "--", "env", "HOME=/home/office", "CASEMAN_LANGUAGE=en", *command)


def inside(root: Path, *command: str, **environment: str) -> str:
    """What a command prints in the root; its failure ends everything."""
    done = subprocess.run(
        chrooted(root, *command), env=_QUIET | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"} | environment,
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def chrooted(root: Path, *command: str) -> list[str]:
    """The command as it is started in the root."""
    return ["chroot", str(root), *command]


if __name__ == "__main__":
    sys.exit(main())
