"""Does a test see a change that nobody meant? ``uv run python -m tests.mutation`` changes the course in many ways, and counts."""
