"""Which figures differ from those of the last commit, and stand in no row of the log of corrections."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path

_TABLES = ("outcomes", "safety", "duration_mrd", "trials")
_COLUMNS = (
    "value", "state", "unit", "arm", "ci_low", "ci_high", "p_value", "timepoint_months", "median_follow_up_months",
    "n", "n_events", "n_total", "denominator", "n_experimental", "n_control",
)  # fmt: skip


def unlogged(root: Path) -> list[str]:
    """Return one sentence for each changed figure that ``data/errata.csv`` does not name; a new row is no change."""
    logged = {(row["table"], row["row_id"], row["column"]) for row in _rows((root / "data" / "errata.csv").read_text("utf-8"))}
    said = []
    for table in _TABLES:
        path = f"data/{table}.csv"
        shown = subprocess.run(["git", "show", f"HEAD:./{path}"], cwd=root, capture_output=True, check=False)
        before = {_key(row): row for row in _rows(shown.stdout.decode("utf-8"))}
        for row in _rows((root / path).read_text("utf-8")):
            old = before.get(_key(row), row)
            for column in (name for name in _COLUMNS if row.get(name) != old.get(name, row.get(name))):
                if (table, _key(row), column) not in logged:
                    said.append(
                        f'{path}, row {_key(row)}, column {column}: "{old[column]}" became "{row[column]}". '
                        "If that corrects a figure that was out, it needs a row in data/errata.csv."
                    )
    return said


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _key(row: dict[str, str]) -> str:
    return next(iter(row.values()))
