"""Fact sheets: `content/facts/<topic>/<year>.yml`, written by the build, tracked, corrected by hand.

What the build reads in the articles is laid under what people said of it: an `edited` block stands over the fields it
names, `dropped` hides a figure, `added` adds one the reader does not see. None of the three is ever lost: where the
text of an edited figure has gone, the entry stays in its file and an error names the line.
"""

from digest.sheets.entries import Edit, Entry, corrections_of, facts_of, merge
from digest.sheets.texts import Sheet, load_said, load_sheets, pack_entries, remember, render_sheets

__all__ = [
    "Edit",
    "Entry",
    "Sheet",
    "corrections_of",
    "facts_of",
    "load_said",
    "load_sheets",
    "merge",
    "pack_entries",
    "remember",
    "render_sheets",
]
