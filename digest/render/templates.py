"""The templates: one Jinja environment a language, and errors that name the template's file and line."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from digest.config import Config
from digest.errors import ContentError
from digest.model import Lang
from digest.render.figures import keep_whole
from digest.render.strings import Strings
from digest.render.views import CODES


def make_environment(
    config: Config, frames: Mapping[str, str], strings: Mapping[Lang, Strings], lang: Lang
) -> jinja2.Environment:
    """The environment: its templates read `words`, `lang`, `code`, `other_code`, `settings` and extend `frame/…`."""
    own = jinja2.FileSystemLoader(config.templates)
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.DictLoader({f"frame/{name}": text for name, text in frames.items()}), own]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.globals.update(
        words=strings[lang],
        lang=lang,
        code=CODES[lang],
        other_code=CODES["en" if lang == "zh" else "zh"],
        settings=config.settings,
    )
    environment.filters["keep_whole"] = keep_whole
    return environment


def fill(environment: jinja2.Environment, template: str, folder: Path, **values: Any) -> str:
    """The page that `templates/pages/<template>.html` makes of `values`. Raises ContentError with file and line."""
    try:
        return environment.get_template(f"pages/{template}.html").render(values)
    except jinja2.TemplateSyntaxError as problem:
        name = problem.name or f"pages/{template}.html"
        raise ContentError(problem.message or "not a template", folder / name, problem.lineno) from None
    except jinja2.TemplateNotFound as problem:
        raise ContentError("there is no such template", folder / str(problem.name)) from None
    except jinja2.UndefinedError as problem:
        places = [place for place in traceback.extract_tb(problem.__traceback__) if place.filename.endswith(".html")]
        path, line = (
            (Path(places[-1].filename), places[-1].lineno) if places else (folder / f"pages/{template}.html", None)
        )
        raise ContentError(problem.message or "undefined", path, line) from None
