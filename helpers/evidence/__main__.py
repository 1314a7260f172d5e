"""Print the first line of a file for evidence of one's own: ``uv run python -m helpers.evidence > mine.csv``."""

from .own_rows import COLUMNS

print(",".join(COLUMNS))
