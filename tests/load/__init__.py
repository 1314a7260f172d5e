"""Measure a class on one machine, with a real JupyterHub."""
