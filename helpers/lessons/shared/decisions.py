"""What regulators and advisers decided: a sign and a short word for each kind, dates in words, places in a sentence."""

from __future__ import annotations

from ... import wording

APPROVED, RECOMMENDED = "approved for maintenance", "recommended for maintenance"
SIGNS = {
    APPROVED: "●",
    RECOMMENDED: "◆",
    "approved for another use": "○",
    "application withdrawn": "✖",
    "label advises against maintenance": "□",
    "no maintenance indication": "–",
}
SHORT = {
    APPROVED: "approved",
    RECOMMENDED: "recommended",
    "approved for another use": "approved, other use",
    "application withdrawn": "application withdrawn",
    "label advises against maintenance": "label advises against",
    "no maintenance indication": "not named in label",
}
NOT_FOUND, NOT_FOUND_SIGN = "not found", "?"
NO_DATE = "date not reported"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_words(date: str) -> str:
    """Return "2017-02-22" as "22 February 2017", "2020-03" as "March 2020", no date as "date not reported"."""
    if not date:
        return NO_DATE
    year, *rest = date.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) == 2 else f"{month} {year}"


def in_places(places: list[str]) -> str:
    """Return where something holds, as part of a sentence ("in the United States and Japan")."""
    return "in " + wording.listing([f"the {place}" if place.split()[-1] in ("States", "Union") else place for place in places])
