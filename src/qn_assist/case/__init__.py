"""One case: what was read, what is known, what was decided, what became of it. Pure records."""
