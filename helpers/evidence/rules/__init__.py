"""What the data dictionary cannot say: rules between the columns of a row, and between rows."""

from . import bank, extractions, figures, links, selections, trials
from .rule import RULES, Rule, promises, split_ids

__all__ = ["RULES", "Rule", "bank", "extractions", "figures", "links", "promises", "selections", "split_ids", "trials"]
