"""Reading figures: from text to facts, with their measure, owner, period, status, change and topics."""

from digest.extract.chinese import read_chinese
from digest.extract.english import read_english
from digest.extract.pairs import Extract, extract_article
from digest.extract.reading import Reading

__all__ = ["Extract", "Reading", "extract_article", "read_chinese", "read_english"]
