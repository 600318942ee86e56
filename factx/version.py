"""The version of factx, which every record contains."""

__version__ = "0.1.0"
