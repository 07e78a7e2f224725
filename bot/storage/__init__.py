"""The state of the program: tables, stores, migrations, the record."""
