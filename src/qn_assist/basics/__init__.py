"""What every room may use: failures, texts, time, places, the log, masking, words for people.

It knows nothing of shops, tickets or consoles. Alone of the rooms it has no face: each module is
imported by its name, so that a command which only says its version loads no log and no tables.
"""
