"""The example shop's policy."""

from tests.example_policy import flows, platform, policy

__all__ = ["flows", "platform", "policy"]
