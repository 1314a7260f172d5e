"""What is shown: a view, its table, its charts, and where each of its figures came from. No widgets."""
