"""Simulated traffic of a payments model, from a seed: what both releases would do with every request.

A rollout's traffic is a `Stream` of `Block`s of requests. Each request has a tenant (the segment), a customer of it with
heavy-tailed activity, and for stable and candidate alike an outcome, a latency, a score and a decision: the potential
outcomes, of which a judge sees those of the release that it sends the request to. The same seed gives the same customers,
requests and draws whatever is wrong with the candidate, so judges and regressions are compared on the same luck.

What makes the traffic hard to judge is in it on purpose:

    customers     differ in how often they fail, in latency and in score, so that requests of one are not independent
    the day       moves error rate, latency and scores of both releases from rollout to rollout and within one
    pairs         the candidate is a retrained model: its scores are close to stable's, never equal

`Surroundings.STEADY` leaves the day out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

REQUESTS_PER_S = 40
TENANTS = ("retail", "travel", "gaming", "charity")
TENANT_SHARES = (0.55, 0.30, 0.10, 0.05)
# The tenant whose requests fail when a segment is broken: 5% of all.
BROKEN_TENANT = 3
# The k-th busiest customer of a tenant has 1/k^0.8 of the activity of the busiest, which has 4% of the tenant's requests.
CUSTOMERS = 5_000
ENTITIES = len(TENANTS) * CUSTOMERS
_ACTIVITY_EXPONENT = 0.8

ERROR_RATE = 0.01
REGRESSED_ERROR_RATE = 0.03
LATENCY_P50_MS = 18.0
LATENCY_P99_MS = 75.0
LATENCY_P99_FACTOR = 1.5
SCORE_SHIFT_SD = 0.1
REVIEW_SHARE = 0.10
REGRESSED_REVIEW_SHARE = 0.12

# Standard deviation of the log of a customer's latency factor; gamma shape of a customer's error factor (mean 1).
_CUSTOMER_LATENCY_SD = 0.15
_CUSTOMER_ERROR_SHAPE = 2.0
# Share of the score's variance (on the logit scale) that is the customer's; correlation of the releases on one request.
_CUSTOMER_SCORE_SHARE = 0.36
_SCORE_CORRELATION = 0.98
_LATENCY_CORRELATION = 0.3
# Half of the errors are the request's own (a malformed one), and strike both releases.
_SHARED_ERRORS = 0.5
_SCORE_LOGIT_MEAN = -2.2
_SCORE_LOGIT_SD = 1.1
# The day: standard deviations between rollouts of the log error rate, of the log latency and of the mean logit of scores;
# and a wave within a rollout of half an hour with these amplitudes.
_DAY_SD = (0.25, 0.10, 0.10)
_WAVE = (0.20, 0.05, 0.05)
_WAVE_REQUESTS = 30 * 60 * REQUESTS_PER_S


class Regression(StrEnum):
    """What is wrong with the candidate."""

    NONE = "none"
    """Nothing: an A/A rollout."""
    ERRORS = "errors"
    """1% of errors becomes 3%."""
    LATENCY = "latency"
    """The 99th percentile grows by half, the median stays."""
    SCORES = "scores"
    """Every score is 0.1 standard deviations higher."""
    DECISIONS = "decisions"
    """12% of payments are sent to review instead of 10%; scores stay."""
    SEGMENT = "segment"
    """Every request of the tenant with 5% of the traffic fails."""


class Surroundings(StrEnum):
    """Whether days differ."""

    VARYING = "varying"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Side:
    """What one release would do with each request of a block."""

    error: Flags
    latency_ms: Floats
    score: Floats
    """In (0, 1); meaningless where `error`."""
    review: Flags

    def head(self, requests: int) -> "Side":
        """Of the first `requests`."""
        return Side(self.error[:requests], self.latency_ms[:requests], self.score[:requests], self.review[:requests])


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Consecutive requests of a rollout."""

    first: int
    """Index of the first request in the rollout."""
    tenant: Integers
    """Index in `TENANTS`."""
    customer: Integers
    """Rank in the tenant, 0 the busiest; (tenant, customer) is the entity."""
    route: Floats
    """Uniform in [0, 1): what a router that is not sticky decides by."""
    stable: Side
    candidate: Side

    def __len__(self) -> int:
        return len(self.tenant)

    @property
    def entity(self) -> Integers:
        """A number for each (tenant, customer), below `ENTITIES`."""
        return self.tenant * CUSTOMERS + self.customer

    def head(self, requests: int) -> "Block":
        """The first `requests`."""
        return Block(
            self.first,
            self.tenant[:requests],
            self.customer[:requests],
            self.route[:requests],
            self.stable.head(requests),
            self.candidate.head(requests),
        )


def _score_sd() -> float:
    """Standard deviation of the logistic of a normal: Gauss-Hermite quadrature, exact to many digits at 64 points."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(64)
    scores = 1 / (1 + np.exp(-(_SCORE_LOGIT_MEAN + _SCORE_LOGIT_SD * nodes)))
    weights = weights / weights.sum()
    return float(np.sqrt(weights @ scores**2 - (weights @ scores) ** 2))


SCORE_SD = _score_sd()


def _threshold(review_share: float) -> float:
    logit = _SCORE_LOGIT_MEAN + _SCORE_LOGIT_SD * NormalDist().inv_cdf(1 - review_share)
    return 1 / (1 + exp(-logit))


def _latency_sd(p99_ms: float) -> float:
    """Standard deviation of the log latency within a customer, given the 99th percentile over all."""
    total = log(p99_ms / LATENCY_P50_MS) / NormalDist().inv_cdf(0.99)
    return sqrt(total**2 - _CUSTOMER_LATENCY_SD**2)


_ACTIVITY = np.cumsum(np.arange(1, CUSTOMERS + 1) ** -_ACTIVITY_EXPONENT)
_ACTIVITY /= _ACTIVITY[-1]
_TENANT_EDGES = np.cumsum(TENANT_SHARES)[:-1]


class Stream:
    """The traffic of one rollout."""

    def __init__(self, seed: int, regression: Regression, surroundings: Surroundings = Surroundings.VARYING) -> None:
        self._seed = seed
        self._regression = regression
        random = np.random.default_rng([seed, 0])
        shape = (len(TENANTS), CUSTOMERS)
        self._error_factor = random.gamma(_CUSTOMER_ERROR_SHAPE, 1 / _CUSTOMER_ERROR_SHAPE, shape)
        self._latency_factor = random.normal(0.0, _CUSTOMER_LATENCY_SD, shape)
        self._score_effect = random.normal(0.0, sqrt(_CUSTOMER_SCORE_SHARE), shape)
        steady = surroundings is Surroundings.STEADY
        self._day = random.normal(0.0, 1.0, 3) * (0.0 if steady else 1.0) * _DAY_SD
        self._wave = np.array(_WAVE) * (0.0 if steady else 1.0)
        self._phase = random.random() * 2 * np.pi
        self._taken: Block | None = None

    def blocks(self, size: int = 4096) -> Iterator[Block]:
        """The requests from the first on, without end. Another size gives other requests."""
        number = 0
        while True:
            yield self._block(number, size)
            number += 1

    def take(self, requests: int) -> Block:
        """The first `requests`, at least one, as one block."""
        if self._taken is None or len(self._taken) < requests:
            blocks = []
            for block in self.blocks():
                blocks.append(block)
                if block.first + len(block) >= requests:
                    break
            self._taken = _joined(blocks)
        return self._taken.head(requests)

    def _block(self, number: int, size: int) -> Block:
        random = np.random.default_rng([self._seed, 1 + number])
        tenant = np.searchsorted(_TENANT_EDGES, random.random(size), side="right")
        customer = np.searchsorted(_ACTIVITY, random.random(size), side="right")
        route = random.random(size)
        phase = self._phase + 2 * np.pi * (number * size + np.arange(size)) / _WAVE_REQUESTS
        day = self._day[:, None] + self._wave[:, None] * np.sin(phase)
        error_rate = ERROR_RATE * np.exp(day[0]) * self._error_factor[tenant, customer]
        log_latency = log(LATENCY_P50_MS) + day[1] + self._latency_factor[tenant, customer]
        # Standard normal over requests and customers of a usual day.
        appeal = self._score_effect[tenant, customer] + sqrt(1 - _CUSTOMER_SCORE_SHARE) * random.standard_normal(size)
        shared_error, shared_latency = random.random(size), random.standard_normal(size)
        own_error = random.random((2, size))
        is_shared = random.random(size) < _SHARED_ERRORS
        own_latency, own_score = random.standard_normal((2, size)), random.standard_normal((2, size))
        sides = []
        for index, regression in enumerate((Regression.NONE, self._regression)):
            rate = error_rate * (REGRESSED_ERROR_RATE / ERROR_RATE if regression is Regression.ERRORS else 1.0)
            error = np.where(is_shared, shared_error, own_error[index]) < rate
            if regression is Regression.SEGMENT:
                error |= tenant == BROKEN_TENANT
            p99 = LATENCY_P99_MS * (LATENCY_P99_FACTOR if regression is Regression.LATENCY else 1.0)
            noise = sqrt(_LATENCY_CORRELATION) * shared_latency + sqrt(1 - _LATENCY_CORRELATION) * own_latency[index]
            latency = np.exp(log_latency + _latency_sd(p99) * noise)
            normal = sqrt(_SCORE_CORRELATION) * appeal + sqrt(1 - _SCORE_CORRELATION) * own_score[index]
            score = 1 / (1 + np.exp(-(_SCORE_LOGIT_MEAN + day[2] + _SCORE_LOGIT_SD * normal)))
            if regression is Regression.SCORES:
                score = np.minimum(score + SCORE_SHIFT_SD * SCORE_SD, 1.0)
            share = REGRESSED_REVIEW_SHARE if regression is Regression.DECISIONS else REVIEW_SHARE
            sides.append(Side(error, latency, score, score > _threshold(share)))
        return Block(number * size, tenant, customer, route, *sides)


def _joined(blocks: list[Block]) -> Block:
    def side(name: str) -> Side:
        sides: list[Side] = [getattr(block, name) for block in blocks]
        return Side(*(np.concatenate([getattr(s, f.name) for s in sides]) for f in fields(Side)))

    def column(name: str) -> NDArray[np.generic]:
        return np.concatenate([getattr(block, name) for block in blocks])

    return Block(
        blocks[0].first,
        column("tenant").astype(np.int64),
        column("customer").astype(np.int64),
        column("route").astype(np.float64),
        side("stable"),
        side("candidate"),
    )
