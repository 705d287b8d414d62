"""Telephone numbers: E.164 with a country's lengths, and the national forms of eight markets.

A national number has no check digit, so its shape decides: one that nothing else is written in (an area code in
parentheses, 415-555-0132, 91234-5678) stands by itself; any other needs a word before it that announces a number.
"""

import re

# Calling code -> lengths of the national number (ITU-T E.164 lists). Other codes: 8 to 15 digits altogether.
_NATIONAL_LENGTHS: dict[str, tuple[int, ...]] = {
    "1": (10,),
    "34": (9,),
    "351": (9,),
    "55": (10, 11),
    "52": (10, 11),
    "54": (10, 11),
    "56": (9,),
    "44": (9, 10),
    "33": (9,),
    "49": (7, 8, 9, 10, 11),
    "39": (9, 10, 11),
    "57": (10,),
    "51": (8, 9),
    "598": (8,),
    "595": (9,),
    "591": (8,),
    "593": (8, 9),
    "58": (10,),
    "506": (8,),
    "507": (7, 8),
    "31": (9,),
    "32": (8, 9),
    "41": (9,),
    "43": (8, 9, 10, 11),
    "45": (8,),
    "46": (7, 8, 9),
    "47": (8,),
    "48": (9,),
    "86": (11,),
    "91": (10,),
    "61": (9,),
    "81": (9, 10),
    "212": (9,),
    "244": (9,),
    "258": (9,),
    "40": (9,),
    "30": (10,),
    "353": (8, 9),
}
_NOT_DIGITS = re.compile(r"\D+")

# What may follow "+": digits in groups, one area code in parentheses, a single separator between groups.
INTERNATIONAL = r"(?:\+|00)(?=\d)[1-9]\d{0,2}[ .\-]?(?:\(\d{1,4}\)[ .\-]?)?\d(?:[ .\-]?\d){5,13}(?![\w])"

# Shapes that stand alone: (shape, where).
DISTINCT = "|".join(
    (
        r"\(0?\d{2,4}\) ?\d{3,5}[ \-.]?\d{3,4}(?:[ \-]\d{2,4})?",  # (11) 91234-5678, (020) 7946 0958, (415) 555-0132
        r"[2-9]\d{2}-[2-9]\d{2}-\d{4}",  # US, MX: 415-555-0132
        r"(?:0?[1-9]\d[ \-])?9\d{4}-\d{4}",  # BR mobile: 11 91234-5678
        r"07\d{3}[ \-]\d{6}|07\d{3}[ \-]\d{3}[ \-]\d{3}",  # GB mobile: 07911 123456
        r"020 [378]\d{3} \d{4}",  # GB London
        r"[6-9]\d{2} \d{2} \d{2} \d{2}",  # ES: 612 34 56 78
        r"9[1-8]\d? \d{3} \d{2} \d{2}",  # ES fixed: 91 123 45 67
        r"0?11 15-\d{4}-\d{4}",  # AR mobile in Buenos Aires
    )
)
# Shapes that an amount, an order or a date may also have; they need a cue.
ANNOUNCED = "|".join(
    (
        r"[2-9]\d{2}[ .\-]\d{3}[ .\-]\d{3,4}",  # ES, PT, US, MX: 912 345 678, 415.555.0132
        r"0?\d{2,3}[ \-]\d{4}[ \-]?\d{4}",  # MX, AR, BR fixed: 55 1234 5678, 11 3456-7890
        r"0?\d{3}[ \-]\d{3}[ \-]\d{4}",  # MX, AR: 664 123 4567
        r"9 \d{4} \d{4}|[2-9]\d{3}[ \-]\d{4}",  # CL: 9 1234 5678; local 8 digits
        r"0\d{3,4} \d{3} ?\d{3,4}",  # GB fixed: 0161 496 0123
        r"2\d[ ]?\d{3}[ ]?\d{4}",  # PT fixed: 21 123 4567
        r"9\d[ ]\d{3}[ ]\d{2}[ ]?\d{2}",
        r"\d{8,11}",
    )
)
CUES = (
    *("tel", "tels", "telf", "tfno", "tlf", "tlfno", "teléfono", "telefono", "teléfonos", "telefone", "telemóvel"),
    *("telemovel", "fone", "phone", "telephone", "mobile", "móvil", "movil", "celular", "cel", "cell", "msisdn", "ddd"),
    *("whatsapp", "whats", "wsp", "wasap", "wpp", "zap", "sms", "llamar", "llamarme", "llámame", "llamame", "llamen"),
    *("llámenme", "llamadme", "llamada", "ligar", "ligue", "liga", "ligação", "liguem", "call", "called", "calling"),
    *("ring", "dial", "text", "reach", "contacto", "contato", "contactar", "contact", "fijo", "fixo", "landline"),
    *(
        "marcar",
        "márcame",
        "fono",
        "extensión",
        "number is",
        "mi número",
        "mi numero",
        "meu número",
        "meu numero",
        "my number",
        "numero de contacto",
    ),
)


def international(text: str) -> bool:
    """Whether "+34 612 345 678" or "0034..." has a length that its country uses."""
    digits = _NOT_DIGITS.sub("", text).removeprefix("00")
    for width in (1, 2, 3):
        lengths = _NATIONAL_LENGTHS.get(digits[:width])
        if lengths is not None:
            # A trunk zero in parentheses, as in +44 (0)20, is written and not dialled.
            national = len(digits) - width - ("(0)" in text)
            return national in lengths
    return text[0] == "+" and 8 <= len(digits) <= 15 and digits[0] != "0"


def distinct(text: str) -> bool:
    """Whether a number in a distinct shape can exist: 8 to 11 digits that are not all the same."""
    digits = _NOT_DIGITS.sub("", text)
    return 8 <= len(digits) <= 12 and len(set(digits)) > 2
