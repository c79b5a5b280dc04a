"""Saved web pages, by trafilatura (extra `web`): the article without the site around it, and what the page says of
itself.
"""

import re
from configparser import ConfigParser
from pathlib import Path

import trafilatura
from trafilatura.settings import use_config

from digest.errors import InputError
from digest.newspaper.sources import Source


def read_web(text: str, path: Path) -> Source:
    """The article of a saved page as raw text, with title, author, date and site.

    Raises InputError where there is none.
    """
    found = trafilatura.extract(
        text, output_format="txt", favor_recall=True, include_comments=False, include_tables=False, config=_settings()
    )
    lines = [line for line in (found or "").splitlines() if line.strip()]
    if not lines:
        raise InputError("no article was found in the web page", path)
    about = trafilatura.extract_metadata(text)
    title = _title(about.title if about else None)
    if title and lines[0].strip("# ") != title:
        lines.insert(0, title)
    body = "\n\n".join(lines) + "\n"
    return (
        Source(body, "web", title, about.author or None, about.date or None, about.sitename or None)
        if about
        else Source(body, "web")
    )


def _settings() -> ConfigParser:
    """Its settings, with lengths for Chinese, which says as much in a quarter of the letters."""
    settings = use_config()
    for key in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        settings["DEFAULT"][key] = "40"
    return settings


def _title(title: str | None) -> str | None:
    """The title without the site's name: 昆山集中开工21个集成电路项目_江南网."""
    return re.split(r"[_|｜]| [-–—] ", title)[0].strip() or None if title else None
