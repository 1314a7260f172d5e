"""Refresh what is derived: ``uv run python -m helpers.upkeep`` (see ``__main__``)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
