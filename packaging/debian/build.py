"""`make deb`: a Debian package of the frozen program, in `dist/`.

The package holds the bundle in /usr/lib/caseman, the two commands in /usr/bin, and what the desktop asks for. It has no
maintainer scripts: the triggers of Debian's own packages bring icons, menu and file types up to date, and removal
takes away nothing but what the package brought. Office files are never touched.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "packaging"))
from prepare import QT_PACKAGES  # noqa: E402

from caseman import __version__  # noqa: E402

STAGE = ROOT / "build" / "deb"
BUNDLE = ROOT / "dist" / "caseman"
ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
_BY_HAND = {"fontconfig", "libcups2"}  # wanted, but the program starts without them

CONTROL = """Package: caseman
Version: {version}
Architecture: {architecture}
Maintainer: The caseman founders <caseman@example.org>
Installed-Size: {size}
Depends: libc6 (>= 2.31), {depends}
Recommends: {recommends}, gnome-keyring | kwalletmanager, cups
Section: misc
Priority: optional
Description: desk for a company's privacy office
 People write to a company by post to ask what personal data it holds about
 them, to have it corrected, or to have its use stopped. caseman logs the
 envelope, keeps the identity check, the fee and the date by which to answer,
 prints the answer, and gives the auditor a CSV. Everything lies in one
 encrypted file on this computer.
"""

COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: caseman
Comment: The licences of everything that is bundled lie in /usr/lib/caseman/LICENCES,
 the list of parts in /usr/lib/caseman/sbom.cdx.json.

Files: *
Copyright: The caseman founders
License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.

Files: usr/lib/caseman/_internal/PySide6/*
Copyright: The Qt Company Ltd.
License: LGPL-3
 On Debian systems the full text is in /usr/share/common-licenses/LGPL-3.
"""


def main() -> int:
    """Stage the tree, then pack it."""
    if not (BUNDLE / "caseman").exists():
        print("dist/caseman is not there. Type: make bundle", file=sys.stderr)
        return 1
    when = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", _last_commit())), UTC)
    shutil.rmtree(STAGE, ignore_errors=True)
    _stage(when)
    _control()
    for path in (STAGE, *STAGE.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
            os.utime(path, (when.timestamp(), when.timestamp()))
    made = ROOT / "dist" / f"caseman_{__version__}_{ARCHITECTURE}.deb"
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(when.timestamp()))}
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", STAGE, made]
    subprocess.run(command, check=True, env=environment)
    print(made)
    return 0


def _stage(when: datetime) -> None:
    share, linux = STAGE / "usr/share", ROOT / "packaging" / "linux"
    shutil.copytree(BUNDLE, STAGE / "usr/lib/caseman", symlinks=True)
    (STAGE / "usr/bin").mkdir(parents=True)
    for name in ("caseman", "caseman-desk"):
        (STAGE / "usr/bin" / name).symlink_to(f"../lib/caseman/{name}")
    _copy(linux / "caseman.desktop", share / "applications/caseman.desktop")
    _copy(linux / "caseman.xml", share / "mime/packages/caseman.xml")
    metainfo = (linux / "org.caseman.desk.metainfo.xml").read_text(encoding="utf-8")
    metainfo = metainfo.replace("@VERSION@", __version__).replace("@DATE@", f"{when:%Y-%m-%d}")
    _write(share / "metainfo/org.caseman.desk.metainfo.xml", metainfo)
    icon = ROOT / "resources" / "icons" / "caseman.svg"
    if icon.exists():
        _copy(icon, share / "icons/hicolor/scalable/apps/caseman.svg")
    _write(share / "doc/caseman/copyright", COPYRIGHT)
    _zip(share / "doc/caseman/changelog.gz", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    for name, page in _manual(when).items():
        _zip(share / f"man/man1/{name}.1.gz", page)
    for shell, place in _COMPLETIONS.items():
        if script := _completion(shell):
            _write(share / place, script)
    _write(
        share / "lintian/overrides/caseman",
        "# A bundle brings its own Python, Qt and SQLCipher: that is what it is for.\n"
        "caseman: embedded-library *\ncaseman: bad-exec-permission-for-shared-library *\n"
        "caseman: shared-library-lacks-prerequisites *\ncaseman: hardening-no-* *\n",
    )


_COMPLETIONS = {
    "bash": "bash-completion/completions/caseman",
    "zsh": "zsh/vendor-completions/_caseman",
    "fish": "fish/vendor_completions.d/caseman.fish",
}


def _completion(shell: str) -> str:
    """What the command itself says for a shell (click's way); nothing where it says nothing."""
    ran = subprocess.run(
        [BUNDLE / "caseman"],
        env=os.environ | {"_CASEMAN_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout if ran.returncode == 0 and "caseman" in ran.stdout else ""


def _manual(when: datetime) -> dict[str, str]:
    """A page for each command, from what it says itself."""
    told = _help()
    head = f'.TH {{name}} 1 "{when:%Y-%m-%d}" "caseman {__version__}" "User Commands"\n'
    return {
        "caseman": head.format(name="CASEMAN")
        + ".SH NAME\ncaseman \\- desk for a company's privacy office, on the command line\n"
        + ".SH SYNOPSIS\n.B caseman\n.I COMMAND\n[\n.I OPTIONS\n]\n.SH DESCRIPTION\n.nf\n"
        + _roff(told)
        + "\n.fi\n.SH SEE ALSO\n.BR caseman-desk (1)\n",
        "caseman-desk": head.format(name="CASEMAN-DESK")
        + ".SH NAME\ncaseman-desk \\- desk for a company's privacy office, the window\n"
        + ".SH SYNOPSIS\n.B caseman-desk\n[\n.I FILE\n]\n.SH DESCRIPTION\n"
        + "Opens the window, at the unlock page of FILE where one is named.\n.SH SEE ALSO\n.BR caseman (1)\n",
    }


def _help() -> str:
    environment = os.environ | {"CASEMAN_LANGUAGE": "en", "COLUMNS": "78", "NO_COLOR": "1", "TERM": "dumb"}
    ran = subprocess.run([BUNDLE / "caseman", "--help"], env=environment, capture_output=True, text=True, check=True)
    return ran.stdout


def _roff(text: str) -> str:
    lines = text.replace("\\", "\\e").replace("-", "\\-").splitlines()
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in lines)


def _control() -> None:
    files = [path for path in STAGE.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) // 1024
    depends = ", ".join(each for each in QT_PACKAGES if each not in _BY_HAND)
    text = CONTROL.format(
        version=__version__,
        architecture=ARCHITECTURE,
        size=size,
        depends=depends,
        recommends=", ".join(sorted(_BY_HAND)),
    )
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(STAGE)}\n"
        for path in sorted(files)
    ]
    _write(STAGE / "DEBIAN/control", text)
    _write(STAGE / "DEBIAN/md5sums", "".join(sums))


def _runs(path: Path) -> bool:
    return path.parent == STAGE / "usr/lib/caseman" and path.name in ("caseman", "caseman-desk")


def _last_commit() -> str:
    ran = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.strip() or "0"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _zip(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(target, "wb", compresslevel=9, mtime=0) as out:
        out.write(text.encode())


if __name__ == "__main__":
    sys.exit(main())
