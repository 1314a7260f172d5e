"""Code behind the course on maintenance therapy in multiple myeloma.

The data goes one way: ``evidence`` (tables in ``data/``) -> ``statistics`` and ``wording`` -> ``show`` (one sentence, one
table, one figure, their sources) -> ``widgets`` (controls around a view) -> ``lessons`` (what a notebook calls, each beside
its own views). ``learn`` grades and keeps answers; ``upkeep`` refreshes what is derived. Nothing imports against that direction.
"""
