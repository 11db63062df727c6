"""The shop's files tried without a console: examples, replays, rules never reached."""
