"""From a case and the shop's policy to a decision. Pure."""
