"""Which metrics a Prometheus query reads: so that a test can ask whether they are exported."""

import re

# What is a word of a query and no metric: label lists, ranges, strings, groupings, numbers.
_NOT_NAMES = re.compile(
    r"""\{(?:[^{}"']|"[^"]*"|'[^']*')*\} | \[[^\[\]]*\] | "[^"]*" | '[^']*'
    | \b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)
    | \b\d[\w.]*""",
    re.VERBOSE,
)
_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*(?!\w|\s*\()")
_WORDS = frozenset({"and", "or", "unless", "bool", "offset", "inf", "nan", "by", "without"})
_WINDOW = re.compile(r"\{\{\.window\}\}")


def metric_names(query: str) -> frozenset[str]:
    """Names of the series that `query` selects by name; `{{.window}}` may stand in it."""
    left = _NOT_NAMES.sub(" ", _WINDOW.sub("5m", query))
    return frozenset(name for name in _NAME.findall(left) if name.lower() not in _WORDS)
