"""The JSON Schema of a procedure's file, from the models that read it: editors complete and check keys by it."""

from __future__ import annotations

import json

from caseman.offices.schema import Procedure

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """The schema as it is kept beside the procedures: JSON of draft 2020-12, the same for the same models."""
    made = Procedure.model_json_schema()
    head = {
        "$schema": DRAFT,
        "title": "caseman office procedure",
        "description": "One office's procedure, as `caseman office check` reads it.",
    }
    return json.dumps({**head, **{k: v for k, v in made.items() if k not in head}}, ensure_ascii=False, indent=2) + "\n"
