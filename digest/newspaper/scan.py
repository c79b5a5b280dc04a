"""Scans and photographs, by RapidOCR with ONNX Runtime (extra `scan`): its models come with it, nothing is fetched.

The lines it finds are turned level by their own slope and put into columns before they are read.
"""

import logging
import math
import statistics
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError
from rapidocr import RapidOCR

from digest.errors import InputError
from digest.newspaper.columns import Box, text_of

_PIXELS = 150_000_000  # a broadsheet at 400 dots an inch has 90 million
_LONGEST = 5000  # pixels; larger pictures are made smaller, their letters stay large enough
_SURE = 0.5


def read_scan(path: Path) -> str:
    """The text of a picture. Raises InputError where it can't be decoded, is too large, or holds no text."""
    result: Any = _engine()(_pixels(path))
    if result.boxes is None or not len(result.boxes):
        raise InputError("no text was found in the picture", path)
    found = [
        (box, text) for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True) if score >= _SURE
    ]
    return text_of(_level(found))


def _pixels(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(path)
            width, height = picture.size
            if width * height > _PIXELS:
                raise InputError(
                    f"{width} × {height} pixels: a picture has at most {_PIXELS // 1_000_000} million", path
                )
            if max(width, height) > _LONGEST:
                picture.thumbnail((_LONGEST, _LONGEST))
            return np.asarray(picture.convert("RGB"))[:, :, ::-1]
    except InputError:
        raise
    except Image.DecompressionBombError:
        raise InputError(
            f"a picture has at most {_PIXELS // 1_000_000} million pixels; this one has many more", path
        ) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise InputError("a broken picture", path) from None


@cache
def _engine() -> RapidOCR:
    logging.disable(logging.WARNING)
    engine = RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": _LONGEST, "Global.use_cls": False})
    logging.disable(logging.NOTSET)
    return engine


def _level(found: list[tuple[Any, str]]) -> list[Box]:
    """The lines as boxes, the whole turned by the slope that the long lines have."""
    slopes = [math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box, text in found if len(text) >= 8]
    angle = statistics.median(slopes) if slopes else 0.0
    cosine, sine = math.cos(-angle), math.sin(-angle)
    out = []
    for box, text in found:
        turned = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in box]
        xs, ys = [x for x, _ in turned], [y for _, y in turned]
        height = (ys[3] + ys[2] - ys[0] - ys[1]) / 2
        out.append(Box(text, min(xs), min(ys), max(xs), max(ys), height * 0.85))
    return out
