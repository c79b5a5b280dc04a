"""PDF pages, by pdfplumber (extra `pdf`): text with its places, columns by geometry."""

import logging
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from digest.errors import InputError
from digest.newspaper.blocks import whole_characters
from digest.newspaper.columns import Box, text_of

_PAGES = 64


def read_pdf(path: Path) -> str:
    """The text of all pages. Raises InputError where the file is encrypted, broken, or has pictures for text."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its remarks on odd files are no message to a user
    try:
        with pdfplumber.open(path) as file:
            if len(file.pages) > _PAGES:
                raise InputError(f"{len(file.pages)} pages: at most {_PAGES} are read at once", path)
            pages = [text_of(_boxes(page)) for page in file.pages]
    except InputError:
        raise
    except Exception as problem:
        causes = [problem, problem.__cause__, problem.__context__, *problem.args]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise InputError("encrypted: it needs a password", path) from None
        kind = problem.args[0] if isinstance(problem, PdfminerException) and problem.args else problem
        raise InputError(f"a broken PDF: {type(kind).__name__}", path) from None
    text = "\n\n".join(pages)
    if not text.strip():
        raise InputError("a PDF without text: make pictures of its pages and read them with the extra `scan`", path)
    return text


def _boxes(page: pdfplumber.page.Page) -> list[Box]:
    words = page.extract_words(
        x_tolerance_ratio=0.6, y_tolerance=2, keep_blank_chars=True, use_text_flow=False, extra_attrs=["size"]
    )
    return [
        Box(whole_characters(word["text"]), word["x0"], word["top"], word["x1"], word["bottom"], word["size"])
        for word in words
        if word["text"].strip()
    ]
