"""The tables as data frames, for students: each is made when it is first asked for, because pandas takes long to load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .schema import Table

if TYPE_CHECKING:
    import pandas as pd


class Frames(Mapping):
    """The tables as data frames, each made when it is first asked for."""

    def __init__(self, read: dict[str, Table]):
        self._read = read
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            self._made[name] = self._read[name].frame()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)
