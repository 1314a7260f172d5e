"""Settings that every kernel reads where the course is installed: say in a sentence that a lesson was not run yet."""

c.InteractiveShellApp.extensions.append("helpers.jupyter.kernel")  # noqa: F821  (c is IPython's)
