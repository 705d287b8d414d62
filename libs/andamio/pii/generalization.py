"""Less exact values that cannot be made exact again: truncation and bands. Pure functions; each says its boundaries."""

import re
from datetime import UTC, date, datetime


def card_last_four(card: str) -> str:
    """ "4111 1111 1111 1111" -> "************1111": what PCI DSS 4.0 (3.4.1) lets be shown. Fewer than 13 digits are all hidden."""
    digits = re.sub(r"\D", "", card)
    return "*" * (len(digits) - 4) + digits[-4:] if len(digits) >= 13 else "*" * len(digits)


def postcode_area(postcode: str) -> str:
    """The part that names a town or district: "28013" -> "28", "01310-100" -> "013", "SW1A 1AA" -> "SW1A", "1200-195" -> "1200"."""
    text = postcode.strip().upper()
    if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", text):
        return text[:-3].strip()
    if re.fullmatch(r"\d{4}-\d{3}", text):
        return text[:4]
    digits = re.sub(r"\D", "", text)
    return digits[: {5: 2, 8: 3}.get(len(digits), max(0, len(digits) - 3))]


def leading_part(place: str) -> str:
    """A postcode's area; of an address or place written with commas, its last part without digits (the town or country)."""
    if re.fullmatch(r"[A-Za-z\d .\-]{3,10}", place) and any(character.isdigit() for character in place):
        return postcode_area(place)
    parts = [part.strip() for part in place.split(",")]
    named = [part for part in parts if part and not any(character.isdigit() for character in part)]
    return (
        named[-1]
        if len(parts) > 1 and named
        else place if len(parts) == 1 and place.isalpha() and len(place) == 2 else ""
    )


def age_band(birth: date, today: date) -> str:
    """Ten years, lower bound included: 17 -> "0-17", 18 -> "18-27", ..., 88 and more -> "88+". Minors are one band."""
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    if age < 18:
        return "0-17"
    low = 18 + (age - 18) // 10 * 10
    return "88+" if low >= 88 else f"{low}-{low + 9}"


def day_month(time_ms: int) -> int:
    """The first instant of the month (UTC) that a time is in, both in ms since 1970."""
    moment = datetime.fromtimestamp(time_ms / 1000, UTC)
    return int(datetime(moment.year, moment.month, 1, tzinfo=UTC).timestamp()) * 1000


def amount_bin(amount: float) -> int:
    """The lower bound of the bin that an amount is in: 1, 2 and 5 times powers of ten, the sign kept; 0 below 1.

    1234 -> 1000, 4999 -> 2000, -70 -> -50. Bins grow with the amount, since large ones are rare and single a person out.
    """
    size = abs(amount)
    if size < 1:
        return 0
    power = 10 ** (len(str(int(size))) - 1)
    low = max(step * power for step in (1, 2, 5) if step * power <= size)
    return int(low if amount > 0 else -low)
