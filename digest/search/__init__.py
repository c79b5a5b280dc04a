"""Search without a server: one tokenizer in two programs, an index in scripts, and what can be found in it."""

from digest.search.index import index

__all__ = ["index"]
