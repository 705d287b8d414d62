"""The live page: one HTML document, made once from the files in `live_page/`, that fetches nothing from elsewhere.

The scripts are modules that a browser or an editor reads as they are. Here they become one script, in the order in which
they import each other: each keeps a scope of its own, and what it exports becomes a constant of the whole.
The content security policy names the digests of the one style and the one script, and lets nothing else run.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from andamio.pages.style import STYLE

# Beside this module, wherever it is installed.
_FILES = Path(__file__).parent / "live_page"
_SCRIPTS = (
    *("elements.js", "events.js", "guard_chart.js", "traffic_chart.js", "model.js", "views.js", "verdict_pages.js"),
    "live.js",
)
_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./[a-z_]+\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function (\w+))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """The document and the headers that go with it."""

    html: str
    headers: dict[str, str]


def document() -> Page:
    """Put the page together."""
    style = STYLE + _read("page.css")
    script = "\n".join(_scoped(_read(name)) for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    html = _read("page.html").replace("/*STYLE*/", style).replace("/*SCRIPT*/", script)
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        # After an upgrade of the controller an open page is loaded anew, and must be the new one.
        "cache-control": "no-cache",
    }
    return Page(html, headers)


def _scoped(module: str) -> str:
    names = ", ".join(_EXPORT.findall(module))
    body = _EXPORT.sub("", _IMPORT.sub("", module))
    return f"const {{ {names} }} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();"


def _read(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
