"""Passwords and the stored session, wherever they are kept."""
