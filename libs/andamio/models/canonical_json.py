"""Canonical JSON: the one spelling of a document that digests and signatures are taken over.

Keys sorted, no spaces, UTF-8, no NaN. Numbers are as Python's `json` writes them: shortest text that reads back the same.
"""

import hashlib
import json


def canonical_json(document: object) -> bytes:
    """The bytes of a document; raises `ValueError` for NaN and infinity."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def sha256(content: bytes) -> str:
    """64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of(document: object) -> str:
    """The SHA-256 of a document's canonical JSON."""
    return sha256(canonical_json(document))
