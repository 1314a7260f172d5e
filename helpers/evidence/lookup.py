"""The rows of the tables by what their columns hold: a view asks some hundred times, and each question is answered at once."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from .schema import Table


class Lookup:
    """The rows of tables, each table indexed by the columns that were asked for.

    Args:
        read: the tables as they were read.
    """

    def __init__(self, read: Mapping[str, Table]):
        self._read = read
        self._rows: dict[str, list[SimpleNamespace]] = {}
        self._found: dict[tuple[str, ...], dict[tuple, list[SimpleNamespace]]] = {}

    def find(self, table: str, wanted: Mapping[str, object]) -> list[SimpleNamespace]:
        """Return the rows of a table whose columns hold what is wanted, in the order of the file."""
        columns = (table, *wanted)
        if columns not in self._found:
            found: dict[tuple, list[SimpleNamespace]] = {}
            for row in self._every(table):
                found.setdefault(tuple(getattr(row, name) for name in wanted), []).append(row)
            self._found[columns] = found
        return list(self._found[columns].get(tuple(wanted.values()), ()))

    def _every(self, table: str) -> list[SimpleNamespace]:
        if table not in self._rows:
            self._rows[table] = [SimpleNamespace(**record) for record in self._read[table].records()]
        return self._rows[table]
