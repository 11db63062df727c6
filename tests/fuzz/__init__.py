"""Any text of a console and any file from outside: a value, or a typed refusal."""
