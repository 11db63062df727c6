"""The assistant for the 千牛 seller console."""

__version__ = "0.1.0"
