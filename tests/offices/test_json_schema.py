"""The JSON Schema beside the procedures is made from the models that read them."""

from __future__ import annotations

import json
from importlib.resources import files

from caseman.offices.json_schema import DRAFT, schema_text


def test_the_schema_that_ships_is_that_of_the_models() -> None:
    kept = (files("resources") / "offices" / "procedure.schema.json").read_text(encoding="utf-8")
    assert kept == schema_text()


def test_the_schema_describes_the_tables() -> None:
    schema = json.loads(schema_text())
    assert schema["$schema"] == DRAFT
    assert "$id" not in schema
    assert schema["additionalProperties"] is False
    assert {"letterhead", "fees", "identity", "clock"} <= set(schema["properties"])
    assert schema["$defs"]["FeeRule"]["properties"]["amount"]["description"] == "In minor units; yen have none."
