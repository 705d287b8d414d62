"""Trace ids travel as W3C Trace Context has it, as OpenTelemetry's own propagator reads it, and spans keep theirs."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.trace import get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from andamio.telemetry import tracing
from andamio.telemetry.setup import start
from andamio.telemetry.tracing import Sampling, begin, response_headers

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
hexadecimal = st.text("0123456789abcdef", min_size=16, max_size=16)
headers = st.builds(
    lambda version, trace, span, flags, rest: f"{version}-{trace}-{span}-{flags}{rest}",
    st.sampled_from(["00", "01", "fe", "ff", "0", "zz", ""]),
    st.one_of(st.just(TRACE), st.just("0" * 32), hexadecimal, st.builds(str.__add__, hexadecimal, hexadecimal)),
    st.one_of(st.just(SPAN), st.just("0" * 16), hexadecimal, st.just("B7AD6B7169203331")),
    st.sampled_from(["00", "01", "02", "03", "ff", "1", ""]),
    st.sampled_from(["", "-", "-00", "x"]),
)


@given(headers)
def test_a_header_is_read_as_opentelemetry_reads_it(header: str) -> None:
    context = TraceContextTextMapPropagator().extract({"traceparent": header})
    expected = get_current_span(context).get_span_context()
    sampling = Sampling(one_in=1_000_000)
    trace = begin(header.encode(), sampling)
    if expected.is_valid:
        assert (int(trace.trace_id, 16), trace.parent_id) == (expected.trace_id, f"{expected.span_id:016x}")
        assert trace.sampled == (expected.trace_flags.sampled or sampling.chosen(trace.trace_id))
    else:
        assert trace.parent_id is None
        assert trace.trace_id not in header or not header


@given(st.binary(max_size=80))
def test_any_header_gives_a_trace_whose_own_header_is_valid(header: bytes) -> None:
    trace = begin(header, Sampling())
    again = begin(trace.traceparent.encode(), Sampling())
    assert (again.trace_id, again.parent_id, again.sampled) == (trace.trace_id, trace.span_id, trace.sampled)
    assert again.span_id != trace.span_id


@given(st.integers(1, 2**128 - 1), st.integers(1, 1_000))
def test_a_trace_is_chosen_by_its_last_56_bits_as_the_convention_has_it_in_every_process(
    number: int, one_in: int
) -> None:
    trace_id = f"{number:032x}"
    # Sampled if and only if the randomness R is not below the rejection threshold T.
    expected = number % 2**56 >= 2**56 - 2**56 // one_in
    assert Sampling(one_in).chosen(trace_id) == Sampling(one_in).chosen(trace_id) == expected


def test_one_in_so_many_of_the_traces_that_begin_here_is_chosen() -> None:
    assert all(begin(b"", Sampling(one_in=1)).sampled for _ in range(20))
    chosen = sum(begin(b"", Sampling(one_in=4)).sampled for _ in range(4_000))
    assert 850 < chosen < 1_150  # more than five standard deviations either way


def test_what_was_kept_below_is_kept_here_and_nothing_else_is() -> None:
    trace = begin(f"00-{TRACE}-{SPAN}-00".encode(), Sampling())
    below = begin(trace.traceparent.encode(), Sampling())
    ((name, told),) = response_headers(below, kept=True)
    assert (name, response_headers(below, kept=False)) == (b"traceresponse", [])
    assert response_headers(below._replace(sampled=True), kept=True) == []  # its caller knows
    assert response_headers(begin(b"", Sampling()), kept=True) == []  # it has no caller
    tracing.make_current(trace)
    for other in (None, "", "garbage", told[:-1] + b"0", told.replace(TRACE[:8].encode(), b"12345678")):
        tracing.answered(other)
        assert not Sampling().keeps(trace, 0.0, failed=False)
    tracing.answered(told)
    tracing.make_current(None)
    assert Sampling().keeps(trace, 0.0, failed=False)


@pytest.mark.parametrize(
    ("flag", "took_s", "failed", "kept"),
    [("00", 0.01, False, False), ("01", 0.01, False, True), ("00", 0.11, False, True), ("00", 0.01, True, True)],
)
def test_failures_slow_ones_and_chosen_traces_are_kept(flag: str, took_s: float, failed: bool, kept: bool) -> None:
    sampling = Sampling(slow_s=0.1)
    trace = begin(f"00-{TRACE}-{SPAN}-{flag}".encode(), sampling)
    assert sampling.keeps(trace, took_s, failed) == kept


def spans(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_kept_span_has_the_ids_that_it_had_from_its_beginning(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path)
    for header in (b"", f"00-{TRACE}-{SPAN}-00".encode()):
        trace = begin(header, telemetry.sampling)
        tracing.keep(telemetry, trace, "work", 5, 7, {"rows": 1})
        with telemetry.tracer.start_as_current_span("inner", trace.context()):
            pass
    telemetry.shutdown()
    first, inner, second, _ = spans(tmp_path / "probe.traces.ndjson")
    assert (first["parent_span_id"], second["parent_span_id"]) == (None, SPAN)
    assert second["trace_id"] == TRACE
    assert (inner["trace_id"], inner["parent_span_id"]) == (first["trace_id"], first["span_id"])
    assert (second["start_time_unix_nano"], second["end_time_unix_nano"]) == (5, 7)


def test_a_job_is_a_span_of_whoever_started_it_and_says_if_it_failed(tmp_path: Path) -> None:
    tracing.make_current(None)
    telemetry = start("job", tmp_path)
    with telemetry.job("train", {"TRACEPARENT": f"00-{TRACE}-{SPAN}-01"}) as span:
        trace = span.trace
        telemetry.logger.info("half way")
        assert tracing.child_environment({"HOME": "/"}) == {"HOME": "/", "TRACEPARENT": trace.traceparent}
    with pytest.raises(ValueError, match="canary"), telemetry.job("train", {}):
        raise ValueError("canary: the customer's name")
    assert tracing.child_environment({"HOME": "/"}) == {"HOME": "/"}
    telemetry.shutdown()
    done, failed = spans(tmp_path / "job.traces.ndjson")
    assert (done["trace_id"], done["parent_span_id"], done["status"]) == (TRACE, SPAN, "UNSET")
    assert (failed["parent_span_id"], failed["status"]) == (None, "ERROR")
    (line,) = spans(tmp_path / "job.log.ndjson")
    assert (line["trace_id"], line["span_id"]) == (TRACE, trace.span_id)
    assert "canary" not in (tmp_path / "job.traces.ndjson").read_text()
