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
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging"), str(ROOT / "packaging" / "bundle")]

import changelog  # noqa: E402
import icons  # noqa: E402
import manual  # noqa: E402
from build_moment import moment  # noqa: E402
from prepare import QT_PACKAGES  # noqa: E402

from caseman import __version__  # noqa: E402
from caseman.text import Language  # noqa: E402

HERE = ROOT / "packaging" / "debian"
LINUX = ROOT / "packaging" / "linux"
STAGE = ROOT / "build" / "deb"
BUNDLE = ROOT / "dist" / "caseman"
ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
PACKAGE = ROOT / "dist" / f"caseman_{__version__}_{ARCHITECTURE}.deb"
_LESS = {"fontconfig", "libcups2"}  # wanted, but the program starts without them
# What Qt's libraries are linked with beside these, and what Python asks of the system.
_ALSO = (
    *("libgcc-s1", "libstdc++6", "zlib1g", "libgssapi-krb5-2", "libx11-6", "libx11-xcb1", "libxcb1"),
    *("libxcb-glx0", "libxcb-render0", "libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0"),
)
_WAYLAND = ("libwayland-client0", "libwayland-cursor0", "libwayland-egl1")
_RECOMMENDS = (*sorted(_LESS), *_WAYLAND, "gnome-keyring | kwalletmanager", "cups")
COMPLETIONS = {
    "bash": "bash-completion/completions/caseman",
    "zsh": "zsh/vendor-completions/_caseman",
    "fish": "fish/vendor_completions.d/caseman.fish",
}


def main() -> int:
    """Stage the tree, then pack it."""
    if not (BUNDLE / "caseman").exists():
        print("dist/caseman is not there. Type: make bundle", file=sys.stderr)
        return 1
    when = datetime.fromtimestamp(moment(), UTC)
    shutil.rmtree(STAGE, ignore_errors=True)
    stage(when)
    control()
    for path in (STAGE, *STAGE.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
            os.utime(path, (when.timestamp(), when.timestamp()))
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(when.timestamp()))}
    # xz, because Debian's own tools and Debian 11 read no zstd there; level 3, because 6 takes far longer for a
    # little less; one thread, because how many there are changes the bytes
    command = ["dpkg-deb", "--root-owner-group", "--threads-max=1", "-Zxz", "-z3", "--build", STAGE, PACKAGE]
    subprocess.run(command, check=True, env=environment)
    print(PACKAGE)
    return 0


def stage(when: datetime) -> None:
    """Lay out everything below /usr."""
    share = STAGE / "usr/share"
    shutil.copytree(BUNDLE, STAGE / "usr/lib/caseman", symlinks=True)
    shutil.move(STAGE / "usr/lib/caseman/manual", share / "doc/caseman/manual")
    _write(share / "doc-base/caseman.manual", (HERE / "doc-base").read_text(encoding="utf-8"))
    (STAGE / "usr/bin").mkdir(parents=True)
    for name in ("caseman", "caseman-desk"):
        (STAGE / "usr/bin" / name).symlink_to(f"../lib/caseman/{name}")
    _copy(LINUX / "caseman.desktop", share / "applications/caseman.desktop")
    _copy(LINUX / "caseman.xml", share / "mime/packages/caseman.xml")
    metainfo = (LINUX / "org.caseman.desk.metainfo.xml").read_text(encoding="utf-8")
    metainfo = metainfo.replace("@VERSION@", __version__).replace("@DATE@", f"{when:%Y-%m-%d}")
    _write(share / "metainfo/org.caseman.desk.metainfo.xml", metainfo)
    drawn = icons.write()
    for size in icons.HICOLOR:
        _copy(drawn / f"caseman-{size}.png", share / f"icons/hicolor/{size}x{size}/apps/caseman.png")
    _copy(icons.SVG, share / "icons/hicolor/scalable/apps/caseman.svg")
    _copy(HERE / "copyright", share / "doc/caseman/copyright")
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    _zip(share / "doc/caseman/changelog.gz", changelog.changelog(told, __version__, when))
    for language, folder in ((Language.EN, "man/man1"), (Language.JA, "man/ja/man1")):
        for name, page in manual.pages(language, when).items():
            _zip(share / folder / f"{name}.1.gz", page)
    for shell, place in COMPLETIONS.items():
        _write(share / place, completion(shell))
    _copy(HERE / "lintian-overrides", share / "lintian/overrides/caseman")


def completion(shell: str) -> str:
    """The script that the command itself gives to a shell."""
    environment = os.environ | {"_CASEMAN_COMPLETE": f"source_{shell}"}
    ran = subprocess.run([BUNDLE / "caseman"], env=environment, capture_output=True, text=True, check=True)
    script = ran.stdout.strip() + "\n"
    # zsh reads the file when it completes for the first time, and completes by what is called at its end
    return script + '_caseman_completion "$@"\n' if shell == "zsh" else script


def control() -> None:
    """The package's own files: what it is, and the sums of what it brings."""
    files = [path for path in STAGE.rglob("*") if path.is_file() and not path.is_symlink()]
    told = {
        "VERSION": __version__,
        "ARCHITECTURE": ARCHITECTURE,
        "SIZE": str(sum(path.stat().st_size for path in files) // 1024),
        "DEPENDS": ", ".join(
            (f"libc6 (>= {newest_libc()})", *_ALSO, *(each for each in QT_PACKAGES if each not in _LESS))
        ),
        "RECOMMENDS": ", ".join(_RECOMMENDS),
    }
    text = (HERE / "control.in").read_text(encoding="utf-8")
    for name, value in told.items():
        text = text.replace(f"@{name}@", value)
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(STAGE)}\n"
        for path in sorted(files)
    ]
    _write(STAGE / "DEBIAN/control", text)
    _write(STAGE / "DEBIAN/md5sums", "".join(sums))


def newest_libc() -> str:
    """The version of the C library that the libraries ask for; it is that of the system that built them, or older."""
    asked = {(2, 31)}
    for path in (STAGE / "usr/lib/caseman").rglob("*.so*"):
        if path.is_file() and not path.is_symlink():
            told = subprocess.run(["readelf", "-V", "--wide", path], capture_output=True, text=True, check=True).stdout
            asked |= {(int(first), int(second)) for first, second in re.findall(r"GLIBC_(\d+)\.(\d+)\b", told)}
    return ".".join(map(str, max(asked)))


def _runs(path: Path) -> bool:
    return path.parent == STAGE / "usr/lib/caseman" and path.name in ("caseman", "caseman-desk")


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
