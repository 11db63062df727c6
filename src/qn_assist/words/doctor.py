"""`doctor`."""

WORDS = {}  # type: dict[str, tuple[str, str]]
