"""Views: pure functions from choices to a :class:`helpers.view.View`. They take every figure from the evidence."""
