"""The story: one pass, one ticket at a time, from reading to proof."""
