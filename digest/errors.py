"""What stops a run, as opposed to what an editor must mend (`model.Problem`).

DigestError
├── ConfigError      mkdocs.yml can't be used
├── ContentError     an article, a lexicon file or a fact sheet can't be read
├── InputError       a file given on the command line can't be read
├── FrameError       MkDocs could not draw the frames
└── RevisionError    a preview's base can't be read from git
"""

from pathlib import Path


class DigestError(Exception):
    """A run can't go on. `str()` gives `path:line: message`; the line counts from 1 and may be left out."""

    def __init__(self, message: str, path: Path | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}:" if line is None else f"{path}:{line}:"
        super().__init__(f"{place} {message}".strip())


class ConfigError(DigestError):
    """mkdocs.yml can't be used."""


class ContentError(DigestError):
    """An article, a lexicon file or a fact sheet can't be read."""


class InputError(DigestError):
    """A file given on the command line can't be read."""


class FrameError(DigestError):
    """MkDocs could not draw the frames of the site."""


class RevisionError(DigestError):
    """A preview's base can't be read from git."""
