"""Code behind the course on maintenance therapy in multiple myeloma.

The data goes one way: ``evidence`` (tables in ``data/``) -> ``statistics`` and ``wording`` -> ``views`` (one sentence,
one table, one figure, its sources) -> ``explorer`` and ``quiz`` (widgets around views) -> ``lessons`` (what a notebook
calls). Nothing imports against that direction.
"""
