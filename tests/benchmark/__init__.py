"""Measure how fast the course answers, starts and grows; nothing here is a test."""
