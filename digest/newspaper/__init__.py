"""From a newspaper page to drafts of articles: files read, blocks told apart, torn text put back in reading order."""

from digest.newspaper.articles import Aside, Draft, Page, Part, cut_page, reassemble

__all__ = ["Aside", "Draft", "Page", "Part", "cut_page", "reassemble"]
