"""What the course brings to JupyterLab: settings, a small extension, and what happens when a lesson is saved."""
