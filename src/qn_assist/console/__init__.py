"""A back office and how a shop uses it, as the YAML files say: selectors, flows, shop."""
