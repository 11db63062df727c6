"""Hostile texts and personal data, planted on the practice console, looked for everywhere."""
