"""Rows, size and sha256 of each table, as the data dictionary knows them."""

from __future__ import annotations

import json
from pathlib import Path

from . import ROOT


def dictionary(root: Path = ROOT) -> None:
    """Check the data, and write rows, size and sha256 of each table into the data dictionary."""
    from ..evidence import EvidenceError
    from ..evidence.checks import examine, refuse
    from ..evidence.schema import fingerprint

    folder = root / "data"
    try:
        package, tables = refuse(*examine(folder, known=False))
    except EvidenceError as error:
        raise SystemExit(str(error)) from None
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = fingerprint(content)
        resource["rows"] = len(tables[resource["name"]])
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
