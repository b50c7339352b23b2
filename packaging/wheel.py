"""`make wheel`: the wheel in `dist/`, the same bytes for the same commit.

It is made from the files that git keeps, copied with settled modes: what lies about in the work tree, and the umask of
whoever builds, make no difference. SOURCE_DATE_EPOCH, else the time of the commit, is the time of every file in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "packaging" / "bundle"))

from build_moment import moment  # noqa: E402

_BUILD = "from setuptools.build_meta import build_wheel; import sys; print(build_wheel(sys.argv[1]))"


def build(into: Path) -> Path:
    """Make it; give its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory(prefix="caseman-wheel-") as folder:
        tree = Path(folder) / "caseman"
        for name in sorted(filter(None, listed.split("\0"))):
            if not (ROOT / name).is_file() or name.startswith("tests/"):
                continue
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
            target.chmod(0o644)
        into.mkdir(parents=True, exist_ok=True)
        settled = os.environ | {"SOURCE_DATE_EPOCH": str(moment()), "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-c", _BUILD, str(into.resolve())]
        done = subprocess.run(command, cwd=tree, env=settled, umask=0o022, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        return into / done.stdout.split()[-1]


if __name__ == "__main__":
    made = build(ROOT / "dist")
    print(hashlib.sha256(made.read_bytes()).hexdigest(), made)
