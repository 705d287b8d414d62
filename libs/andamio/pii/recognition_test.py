"""What is found in free text, what is left alone, and that the fast way finds what the plain one does."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.pii.entities import ENTITIES, Span, without_overlaps
from andamio.pii.naive_recognition import naive_find
from andamio.pii.recognition import find
from andamio.pii.scrubbing import redact_text, scrub

_FOUND = (
    ("la tarjeta 4111 1111 1111 1111 12/27 no pasa", "la tarjeta [card] 12/27 no pasa"),
    ("card 4111-1111-1111-1111.", "card [card]."),
    ("iban es9121000418450200051332 gracias", "iban [iban] gracias"),
    ("IBAN ES91 2100 0418 4502 0005 1332, gracias", "IBAN [iban], gracias"),
    ("user ana.x+pagos@example.com.mx, please", "user [email], please"),
    ("llamar al 612 34 56 78", "llamar al [phone]"),
    ("meu celular: (11) 91234-5678", "meu celular: [phone]"),
    ("ring 07911 123456 or +44 (0)20 7946 0958", "ring [phone] or [phone]"),
    ("(415) 555-0132 is not mine", "[phone] is not mine"),
    ("CPF 529.982.247-25 e CNPJ 12.ABC.345/01DE-35", "CPF [cpf] e CNPJ [cnpj]"),
    ("CURP HEGG560427MVZRRL04, RFC GODE561231GR8", "CURP [curp], RFC [rfc]"),
    ("CUIT 20-12345678-6; RUT 12.345.678-5", "CUIT [cuit]; RUT [rut]"),
    ("DNI 12345678Z, NIE X1234567L", "DNI [dni], NIE [nie]"),
    ("DNI 30.123.456 (argentino)", "DNI [dni] (argentino)"),
    ("la Sra. Urrutikoetxea llamó", "la Sra. [person] llamó"),
    ("me llamo benigna zubeldia y no puedo pagar", "me llamo [person] y no puedo pagar"),
    ('customer_name="Tamsin O\'Rourke" ms=3', 'customer_name="[person]" ms=3'),
    ("vivo en Calle de los Olmos 15, 3º B, 28013 Madrid.", "vivo en [address]."),
    ("Rua das Acácias, 123, apto 45, CEP 01310-100", "[address]"),
    ("send it to 12 Larkmoor Lane, Flat 3, Leeds LS1 4AP", "send it to [address]"),
)


@pytest.mark.parametrize(("text", "expected"), _FOUND)
def test_each_entity_is_found_to_its_end(text: str, expected: str) -> None:
    assert scrub(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "card 4111 1111 1111 1112 fails its check digit",
        "order 20261121094500 id 550e8400-e29b-41d4-a716-446655440000 at 10:30:22 2026-11-21",
        "amount 1.234.567,89 EUR of 12,345,678.90, balance $ 30.123.456",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7 from 192.168.10.21:8302",
        "served 20 features of reversal_risk@1 in 3 ms, offset 1732180000123",
        "refused: Connection reset by peer (HTTP 503 Service Unavailable)",
        "ES91 2100 0418 4502 0005 1333 is no account",
        "pedido 123456785 y ticket 12345678-5",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Mastercard and American Express in Buenos Aires, Banco Santander",
        "",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert scrub(text) == text


_KIND = re.compile(rf"\[(?:{'|'.join(ENTITIES)})\]")
_PIECES = st.sampled_from(
    [word for text, _ in _FOUND for word in text.split()]
    + [
        "4111",
        "0004",
        "+34",
        "612345678",
        "de",
        "la",
        "Sr.",
        "@",
        "Calle",
        "Lane",
        "SA",
        "pedido",
        "n",
        ":",
        "\n",
        "ß",
        "İ",
        "x@y.es",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_PIECES, st.sampled_from([" ", "", ", ", "-", ". ", "\n"])), max_size=14))
def test_one_pass_finds_what_the_plain_way_finds(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + separator for piece, separator in pieces)
    assert find(text) == naive_find(text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 -./()+@aAeEñÑzZ.:\n"), max_size=60))
def test_one_pass_finds_what_the_plain_way_finds_in_noise(text: str) -> None:
    assert find(text) == naive_find(text)


_SPANS = st.lists(
    st.builds(
        lambda start, size, entity: Span(start, start + size, entity),
        st.integers(0, 30),
        st.integers(1, 9),
        st.sampled_from(ENTITIES),
    )
)


@given(_SPANS)
def test_standing_spans_never_overlap_and_each_other_one_meets_a_stronger(spans: list[Span]) -> None:
    kept = without_overlaps(spans)
    assert all(one.end <= other.start for one, other in zip(kept, kept[1:], strict=False))
    for span in spans:
        assert span in kept or any(span.start < other.end and other.start < span.end for other in kept)


def test_only_asked_kinds_are_redacted() -> None:
    text = "card 4111111111111111 of ana@example.org"
    assert redact_text(text, kinds=frozenset({"card"})) == "card [card] of ana@example.org"


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=10))
def test_scrubbing_twice_keeps_what_the_first_time_put_there(pieces: list[str]) -> None:
    once = scrub(" ".join(pieces))
    twice = iter(_KIND.findall(scrub(once)))
    assert all(kind in twice for kind in _KIND.findall(once))
