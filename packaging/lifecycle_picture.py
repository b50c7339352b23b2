"""The picture of a case's life in the help, drawn from the table of transitions.

python packaging/lifecycle_picture.py          draw both languages
python packaging/lifecycle_picture.py --check  exit 1 when a kept picture is old
"""

from __future__ import annotations

import sys
from pathlib import Path

from caseman.exchange.lifecycle_picture import draw
from caseman.text import Language

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Draw, or compare with what is kept."""
    check = "--check" in sys.argv[1:]
    old = 0
    for language in Language:
        path = ROOT / "resources" / "help" / language.value / "lifecycle.svg"
        drawn = draw(language)
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != drawn:
                sys.stderr.write(f"{path.relative_to(ROOT)}: old\n")
                old = 1
        else:
            path.write_text(drawn, encoding="utf-8")
    return old


if __name__ == "__main__":
    sys.exit(main())
