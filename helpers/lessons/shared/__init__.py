"""Views that several lessons show."""
