"""What every room may use: failures, texts, time, places, the log, the two languages."""
