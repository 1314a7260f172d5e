"""Charts: each is a frozen piece of data that can draw itself (a matplotlib ``Figure``) and describe itself (``alt``).

Picture and description come from the same fields, so they cannot disagree.
"""

from .bars import Bar, BarChart
from .curves import Curve, SurvivalChart
from .people import PeopleChart
from .ratios import IntervalChart, IntervalRow

__all__ = ["Bar", "BarChart", "Curve", "IntervalChart", "IntervalRow", "PeopleChart", "SurvivalChart"]
