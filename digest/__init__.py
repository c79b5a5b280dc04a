"""A bilingual regional-economy digest in which every figure is traced from source to Chinese to English."""

__version__ = "0.1.0"
