"""Charts: specifications of Vega-Lite, and the static drawings made of them."""

from digest.charts.drawings import Drawing, draw, key_of, paint
from digest.charts.specs import Point, Spec, bar_spec, time_spec

__all__ = ["Drawing", "Point", "Spec", "bar_spec", "draw", "key_of", "paint", "time_spec"]
