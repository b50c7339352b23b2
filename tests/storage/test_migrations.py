"""The schema: the migrations make what the tables say, go down and up again, and keep an older file safe."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlmodel import SQLModel

from caseman.storage import (  # noqa: F401  they fill the metadata
    attachment_tables,
    case_keys,
    case_tables,
    columns,
    course_tables,
    disposal_tables,
    letter_tables,
    list_tables,
    migrate,
    money_tables,
    office_tables,
    post_tables,
    register_tables,
    scan_keys,
    scan_tables,
    search,
    text_tables,
    trail_tables,
)
from caseman.storage.engine import close_engine, open_engine
from tests.services.walking import START, Office

_KEY = bytes(range(32))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    """A new encrypted file without tables."""
    path = tmp_path / "new.caseman"
    engine = open_engine(path, _KEY, create=True)
    yield engine
    close_engine(engine, path)


def _schema(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: _ordered(" ".join(sql.split())) for name, sql in rows}


def _ordered(sql: str) -> str:
    """A table made anew by a migration names its constraints in another order."""
    if not sql.startswith("CREATE TABLE"):
        return sql
    head, *constraints = sql.removesuffix(")").rstrip().replace('"', "").split(", CONSTRAINT ")
    return ", CONSTRAINT ".join([head, *sorted(constraints)])


def _own(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """The search index has tables of its own that no model describes."""
    return not (kind == "table" and name is not None and name.startswith("case_text"))


def test_upgrading_from_nothing_makes_what_the_tables_say(empty: Engine) -> None:
    migrate.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _own, "compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_checks_of_the_tables_are_in_the_file_too(empty: Engine) -> None:
    """Alembic does not compare CHECK constraints."""
    migrate.upgrade(empty)
    made = _schema(empty)
    for table in SQLModel.metadata.sorted_tables:
        for constraint in table.constraints:
            if constraint.name is not None:
                assert str(constraint.name) in made[table.name]
            condition = getattr(constraint, "sqltext", None)
            if condition is not None:
                assert f"CHECK ({condition})" in made[table.name]


def test_the_search_index_is_made_too(empty: Engine) -> None:
    migrate.upgrade(empty)
    assert _schema(empty)["case_text"] == search.CREATE


def test_down_to_nothing_and_up_again(empty: Engine) -> None:
    migrate.upgrade(empty)
    made = _schema(empty)
    migrate.downgrade(empty, "base")
    assert set(_schema(empty)) == {"alembic_version"}
    migrate.upgrade(empty)
    assert _schema(empty) == made


def test_the_head_that_the_program_knows_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("caseman.storage") / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrate.HEAD]
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True), "versions are compared as text"


def test_an_up_to_date_file_is_left_alone(office_path: Path, office: Office) -> None:
    engine = open_engine(office_path, office.data_key)
    assert migrate.bring_up_to_date(engine, office_path, START, office.data_key) is None
    close_engine(engine, office_path)
    assert len(list(office_path.parent.iterdir())) == 2


def test_an_older_file_is_backed_up_encrypted_before_it_is_changed(
    office_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(office_path, office.data_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    monkeypatch.setattr(migrate, "upgrade", lambda _engine: None)
    backup = migrate.bring_up_to_date(engine, office_path, START, office.data_key)
    close_engine(engine, office_path)
    assert backup == office_path.with_name(f"office-before-{migrate.HEAD}-20261124T010000Z.caseman")
    assert b"SQLite format" not in backup.read_bytes()[:16]
    copy = open_engine(backup, office.data_key)
    with copy.connect() as connection:
        assert migrate.schema_version(connection) == "0000"
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one() == 1
    close_engine(copy, backup)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    office_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration would be a file that neither the old nor the new program opens."""
    engine = open_engine(office_path, office.data_key)
    migrate.downgrade(engine, "base")
    before = _schema(engine)
    executed = Operations.execute

    def failing(self: Operations, statement: str, **options: object) -> None:
        executed(self, "CREATE nonsense" if "case_text" in str(statement) else statement, **options)

    monkeypatch.setattr(Operations, "execute", failing)
    with pytest.raises(Exception, match="nonsense"):
        migrate.upgrade(engine)
    assert _schema(engine) == before
    close_engine(engine, office_path)


def test_instants_sort_as_text_and_come_back_as_utc() -> None:
    assert columns.parse_instant("2026-11-24T01:00:00.000Z") == START
