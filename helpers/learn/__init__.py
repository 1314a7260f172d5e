"""Learning without widgets: questions, exercises and summaries are graded, progress is kept, the text is tied to rows."""
