"""A shop made ready: its files loaded, its lock, its stop file."""
