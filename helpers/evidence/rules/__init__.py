"""What the data dictionary cannot say: rules between the columns of a row, and between rows."""

from . import bank, extractions, figures, links, living, selections, teaching, trials
from .rule import RULES, Rule, promises, split_ids

__all__ = [
    "RULES",
    "Rule",
    "bank",
    "extractions",
    "figures",
    "links",
    "living",
    "promises",
    "selections",
    "split_ids",
    "teaching",
    "trials",
]
