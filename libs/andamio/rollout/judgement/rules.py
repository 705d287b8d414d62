"""The version of the rules by which verdicts are given, and the digest of the settings that they were given under.

Both are in every verdict, so that a replay knows whether it may expect the same again. A change of anything that a verdict
says, to the bit, is another version: `golden_verdicts_test` holds the rules to it.

    1   until November 2026; verdicts of it carry no version
    2   `flips` also bets on decisions that depart from stable's threshold; bets on the latency tail lie closer together;
        an equivalent's parts of `false_rollback` are others
    3   a challenger's latency may be 2 ms above stable's and the slack, no longer 10
"""

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache

from andamio.rollout.settings import Settings

RULES = 3


@lru_cache(maxsize=64)  # asked for at every look, of the settings of one rollout
def settings_digest(settings: Settings) -> str:
    """16 hex digits of all settings, whether they differ from their defaults or not."""
    text = json.dumps(asdict(settings), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
