"""Files that people edit: YAML and tables, read strictly, every fault with its place."""
