"""The encrypted file: tables, engine, migrations, text search, audit chain. Only this room knows the engine."""
