"""Thresholds at which a judge that counts failed checks rolls back a given share of harmless candidates.

A check reads several statistics, each the worse the larger. `tune` gives every statistic a threshold that as large a share
of its values in A/A rollouts exceeds as of any other's, and takes that share such that the whole judge, with its limit of
failed checks, rolls back at most `rate` of the very A/A rollouts that it is tuned on. Nobody has thresholds this good in
practice: they know the traffic to come. Tuned on few rollouts they are low by luck as often as high, so tune on thousands.
"""

from dataclasses import dataclass

import numpy as np

from tests.bench.judges.traffic import Flags, Floats, Integers


@dataclass(frozen=True, slots=True)
class Rule:
    """When checks add up to a rollback."""

    limit: int
    """The failed check that rolls back: the first, the fifth, ..."""
    by_statistic: bool = False
    """Each statistic counts its own failures (Argo Rollouts); otherwise a check fails if any does (Flagger)."""


def tune(harmless: Floats, rule: Rule, rate: float) -> Floats:
    """A threshold for each statistic, of `harmless` [rollouts, checks, statistics]; NaN never fails.

    A check fails on a statistic above its threshold, strictly.
    """
    rollouts, _, statistics = harmless.shape
    pooled = [np.sort(column[~np.isnan(column)]) for column in harmless.reshape(-1, statistics).T]
    # The share of a statistic's values below one; statistics take turns within a rank, so that no two levels are equal.
    turns = np.arange(statistics) / statistics
    levels = np.stack(
        [
            (np.searchsorted(column, harmless[:, :, i], side="left") + turns[i]) / max(len(column), 1)
            for i, column in enumerate(pooled)
        ],
        axis=2,
    )
    levels[np.isnan(harmless)] = -1.0
    level = np.sort(_decisive(levels, rule))[rollouts - 1 - int(rate * rollouts)]
    thresholds = []
    for column, turn in zip(pooled, turns, strict=True):
        below = max(int(np.floor(level * len(column) - turn + 1e-6)), 0)
        thresholds.append(column[below] if below < len(column) else np.inf)
    return np.array(thresholds)


def found_at(statistics: Floats, thresholds: Floats, rule: Rule) -> Integers:
    """Index of the check at which each rollout of `statistics` [rollouts, checks, statistics] is rolled back; -1: never."""
    failed: Flags = np.greater(statistics, thresholds)  # false where NaN
    if not rule.by_statistic:
        failed = np.any(failed, axis=2, keepdims=True)
    reached: Flags = np.any(np.cumsum(failed, axis=1) >= rule.limit, axis=2)
    return np.where(np.any(reached, axis=1), np.argmax(reached, axis=1), -1)


def _decisive(levels: Floats, rule: Rule) -> Floats:
    """The level of each rollout's decisive failure: it is rolled back by every threshold below it."""
    if not rule.by_statistic:
        levels = levels.max(axis=2, keepdims=True)
    checks = levels.shape[1]
    if checks < rule.limit:
        return np.full(len(levels), -1.0)
    ordered = np.sort(levels, axis=1)[:, checks - rule.limit, :]
    decisive: Floats = ordered.max(axis=1)
    return decisive
