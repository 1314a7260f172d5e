"""What a notebook calls: one function per cell. Each binds controls to a view, or names a question of the bank."""
