"""The JSON Schema of office procedures, generated from the models that read them.

python packaging/procedure_schema.py          write resources/offices/procedure.schema.json
python packaging/procedure_schema.py --check  exit 1 when the kept file is old
"""

from __future__ import annotations

import sys
from pathlib import Path

from caseman.offices.json_schema import schema_text

KEPT = Path(__file__).resolve().parent.parent / "resources" / "offices" / "procedure.schema.json"


def main() -> int:
    """Write, or compare with what is kept."""
    made = schema_text()
    if "--check" not in sys.argv[1:]:
        KEPT.write_text(made, encoding="utf-8", newline="\n")
        return 0
    if KEPT.exists() and KEPT.read_text(encoding="utf-8") == made:
        return 0
    sys.stderr.write(f"{KEPT.name}: old\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
