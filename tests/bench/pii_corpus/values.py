"""What fills the slots: values of each entity with right check digits, and values that only look like one.

Names and streets here are in none of the recognizers' lists, and each half of the corpus has its own (a test asserts
both). Check digits are computed here a second time, so that an error in `andamio.pii.checksums` shows.
"""

import random
import string
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def words(text: str) -> list[str]:
    """What a list separates by bars, or else by spaces."""
    return text.split("|" if "|" in text else None)


GIVEN = {
    "es": words(
        "Benigna Leocadio Saturnina Eleuterio Nicanor Visitación Amancio Casilda Fermina Isidora Maximino Obdulia "
        "Baltasar Hortensia Wenceslao Zoraida Nekane Iker Ximena Yareli Itzel Citlali Facundo Lautaro Ayelén Nahuel Renzo "
        "Bautista Jacinta Celestino"
    ),
    "pt": words(
        "Tibério Iracema Jandira Ubiratan Rosângela Edmilson Gilmar Josué Lindalva Neide Odair Raimunda Severino Tainá "
        "Valdir Zuleica Anselmo Bernardete Cleusa Dirce Everaldo Filipa Gonçalo Leonor Duarte Benedita Afonso Graciete"
    ),
    "en": words(
        "Winifred Rupert Percival Gwendolyn Tamsin Cedric Imogen Barnaby Desmond Maeve Saoirse Clyde Darnell Latoya "
        "Keisha Priya Rajesh Aisha Kwame Hiroshi Olga Dmitri Fiona Hamish Callum Delphine Thaddeus Ngozi"
    ),
}
SURNAMES = {
    "es": words(
        "Zubeldia Arrieta Urrutikoetxea Peñalver Cifuentes Bracamonte Altamirano Quispe Huamán Villaseñor Echeverría "
        "Ballesteros Carrasco Pedraza Saavedra Olmedo Tejada Calatrava Montoya Paniagua Barrientos Corrales Luengo Escribano "
        "Alcaraz Zamorano Valdivia Becerra Zárate Iturralde"
    ),
    "pt": words(
        "Bulhões Quaresma Figueiredo Sepúlveda Vasconcelos Taveira Patrício Sequeira Calheiros Brandão Guimarães Pacheco "
        "Moutinho Lacerda Assunção Peixoto Macedo Queiroz Siqueira Bittencourt Damasceno Falcão Amaral Coelho Prates "
        "Cavalcanti"
    ),
    "en": words(
        "Ashdown Blenkinsop Cholmondeley Featherstone Gallagher Hargreaves Ellsworth Pemberton Okonkwo Banerjee Patel "
        "Nakamura Kowalczyk O'Rourke McAllister Abernathy Whitcombe Thistlewood Drummond Fairbanks Vandermeer Lindqvist "
        "Haverford Osei Petrov Svensson Chaudhry Zimmerman"
    ),
}
STREETS = {
    "es": words(
        "Olmos Ponzano Anguita Cervera Pueyrredón Rivadavia Apoquindo Almagro Encina Zurbano Insurgentes Balmes Corrientes "
        "Ñuñoa Alfonsina Palomares Alustante Chapultepec"
    ),
    "pt": words(
        "Acácias Palmeiras Bandeira Camélias Ipiranga Paraná Tiradentes Herculano Escravos Jacarandás Alecrim Estrela "
        "Mouzinho Caravelas"
    ),
    "en": words(
        "Larkmoor Elmhurst Birchfield Foxglove Tansy Merrow Kestrel Ridgemont Sycamore Hawthorn Bramble Orchard Quarry "
        "Linden Cobble Juniper"
    ),
}
# Development, held out.
ORGANISATIONS = {
    "es": (
        "Ferretería Ibarluzea|Grupo Quintela|Panadería del Norte|Hotel Mirador|Mercado Libre|Transportes Albacar SL|"
        "Farmacia Central|Seguros Levante|El Corte Inglés|Librería Alborada|Muebles Arganda SA|"
        "Óptica Belmar|Zapatería Rincón|Almacenes Trébol SA|Cafetería Lumbre|Suministros Navia SL|Autoescuela Veloz|"
        "Mercadona|Clínica Dental Aurora|Viajes Cóndor|Telefónica|Distribuciones Pardo SA de CV",
        "Joyería Nácar|Peluquería Brisa|Supermercados Ahorramás|Restaurante Casa Lola|Talleres Motril SL|Correos|Iberdrola|"
        "Fruterías Huerta Real|Bazar Oriente|Aceros Monclova SA de CV|Droguería Medina Azul",
    ),
    "pt": (
        "Padaria Estrela|Mercado Livre|Grupo Varanda|Farmácia do Povo|Magazine Luiza|Auto Peças Guaporé Ltda|Loja Mar Azul|"
        "Casas Bahia|Editora Pau-Brasil|Transportadora Rápido SA|"
        "Sapataria Moderna|Posto Ipê Ltda|Mercearia Lusa|Ótica Visão Clara|Drogaria Bem Viver|Viação Cometa SA|Hotel Beira Mar|"
        "Continente|Papelaria Criativa Lda|Supermercado Boa Vista",
        "Churrascaria Pampa|Lojas Americanas|Pastelaria Doce Lar|Claro|Oficina Turbo Lda|Cervejaria Ramalhete|Petz|"
        "Construções Horizonte SA|Floricultura Jasmim|Worten",
    ),
    "en": (
        "Northwind Traders|Acorn Pharmacy Ltd|Blue Harbor Inc|Kingfisher Hotel|Amazon|Orbit Energy|Greenleaf Market|"
        "The Corner Bakery|Apex Motors LLC|Tesco Express|Silverline Insurance|"
        "Copper Kettle Ltd|Bluebird Airlines|Harbour Optics|Walmart|Redwood Dental Clinic|Starlight Cinema|Oakridge Hardware|"
        "Fresh Fields Market|Summit Outdoor Inc|Netflix|Maple Leaf Florist",
        "Granite Plumbing Ltd|Vodafone|Sunrise Cafe|Westfield Garage|Argos|Paper Moon Books|Target|Quick Fit Tyres|"
        "Seaside Holiday Park|Delta Freight Inc|Lavender Spa",
    ),
}
CITIES = {
    "es": words("Madrid|Valencia|Ciudad de México|Guadalajara|Buenos Aires|Rosario|Santiago|Bilbao"),
    "pt": words("São Paulo|Porto Alegre|Lisboa|Recife|Belo Horizonte|Coimbra|Curitiba"),
    "en": words("London|Leeds|New York|Austin|Manchester|San Diego|Bristol"),
}
MONTHS = {
    "es": words("ENERO MARZO JULIO OCTUBRE"),
    "pt": words("JANEIRO JULHO OUTUBRO"),
    "en": words("JANUARY JULY MAY"),
}
BRANDS = words("Visa|Mastercard|American Express|Apple Pay|Google Pay|Mercado Pago|PayPal")
PARTICLES = {"es": ["de la", "del", "de"], "pt": ["da", "dos", "de"], "en": ["van", "de"]}
_DOMAINS = words("ejemplo.es correo.example.mx exemplo.com.br mail.example.org empresa.example.pt example.co.uk")


@dataclass(frozen=True, slots=True)
class Filling:
    """The randomness, the language and the half of the corpus that a text is made with."""

    random: random.Random
    language: str
    half: int
    """0 development, 1 held out: every second name and street is of this half."""

    def pick(self, values: Sequence[str]) -> str:
        return self.random.choice(values)

    def of_half(self, values: Sequence[str]) -> str:
        return self.random.choice(values[self.half :: 2])

    def digits(self, count: int, first: str = string.digits) -> str:
        return self.random.choice(first) + "".join(self.random.choices(string.digits, k=count - 1))


def _given(fill: Filling) -> str:
    return fill.of_half(GIVEN[fill.language])


def _surname(fill: Filling) -> str:
    return fill.of_half(SURNAMES[fill.language])


def _person(fill: Filling) -> str:
    given, surname = _given(fill), _surname(fill)
    kind = fill.random.random()
    if kind < 0.15:
        return f"{given} {fill.pick(PARTICLES[fill.language])} {surname}"
    if kind < 0.45 and fill.language != "en":
        return f"{given} {surname} {_surname(fill)}"
    if kind < 0.25:
        return f"{given} {fill.pick('ABCDEFGHJLM')}. {surname}"
    if kind < 0.55:
        return f"{given} {_given(fill)} {surname}"
    return f"{given} {surname}"


def _luhn_digit(digits: str) -> str:
    for check in string.digits:
        total = 0
        for position, digit in enumerate(reversed(digits + check)):
            total += sum(divmod(int(digit) * (1 + position % 2), 10))
        if total % 10 == 0:
            return check
    raise AssertionError("one of ten digits is right")


def _card_digits(fill: Filling) -> str:
    prefix, length = fill.random.choice(
        [("4", 16), ("51", 16), ("55", 16), ("2720", 16), ("34", 15), ("37", 15), ("6062", 16), ("6011", 16)]
    )
    body = prefix + fill.digits(length - len(prefix) - 1)
    return body + _luhn_digit(body)


def _card_written(fill: Filling, digits: str) -> str:
    separator = fill.pick(["", " ", "-", " "])
    if len(digits) == 15:
        return separator.join((digits[:4], digits[4:10], digits[10:]))
    return separator.join(digits[i : i + 4] for i in range(0, len(digits), 4))


def _card(fill: Filling) -> str:
    return _card_written(fill, _card_digits(fill))


def _near_card(fill: Filling) -> str:
    digits = _card_digits(fill)
    return _card_written(fill, digits[:-1] + str((int(digits[-1]) + fill.random.randint(1, 9)) % 10))


def _iban_compact(fill: Filling) -> str:
    country = {"es": "ES", "pt": "PT", "en": "GB"}[fill.language]
    if fill.random.random() < 0.2:
        country = "DE"
    body = {"ES": fill.digits(20), "PT": fill.digits(21), "DE": fill.digits(18), "GB": "NWBK" + fill.digits(14)}[
        country
    ]
    number = int("".join(str(int(c, 36)) for c in body + country + "00"))
    return f"{country}{98 - number % 97:02d}{body}"


def _iban_written(fill: Filling, compact: str) -> str:
    kind = fill.random.random()
    if kind < 0.5:
        return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))
    return compact.lower() if kind < 0.6 else compact


def _iban(fill: Filling) -> str:
    return _iban_written(fill, _iban_compact(fill))


def _near_iban(fill: Filling) -> str:
    compact = _iban_compact(fill)
    return _iban_written(fill, compact[:-1] + str((int(compact[-1]) + 1) % 10))


def _plain(text: str) -> str:
    table = str.maketrans("áéíóúâêôãõçñü", "aeiouaeoaocnu")
    return text.lower().translate(table).replace("'", "")


def _email(fill: Filling) -> str:
    given, surname = _plain(_given(fill)), _plain(_surname(fill))
    local = fill.pick(
        [f"{given}.{surname}", f"{given[0]}{surname}", f"{surname}{fill.digits(2)}", f"{given}_{surname}+pagos"]
    )
    return f"{local}@{fill.pick(_DOMAINS)}"


def _national_phone(fill: Filling) -> str:
    d = fill.digits
    forms: dict[str, list[str]] = {
        "es": [
            f"{d(3, '67')} {d(3)} {d(3)}", f"{d(3, '67')} {d(2)} {d(2)} {d(2)}", d(9, "67"), f"91 {d(3)} {d(2)} {d(2)}",
            f"55 {d(4)} {d(4)}", f"(55) {d(4)} {d(4)}", f"11 {d(4, '3456')}-{d(4)}", f"(011) {d(4, '45')}-{d(4)}", f"9 {d(4)} {d(4)}",
        ],
        "pt": [f"(11) 9{d(4)}-{d(4)}", f"21 9{d(4)}-{d(4)}", f"119{d(8)}", f"91{d(1)} {d(3)} {d(3)}", f"9{d(4)}-{d(4)}", f"(31) {d(4, '234')}-{d(4)}"],
        "en": [f"07{d(3)} {d(6)}", f"020 7{d(3)} {d(4)}", f"(415) 555-{d(4)}", f"212-555-{d(4)}", f"415.555.{d(4)}", f"07{d(9)}"],
    }  # fmt: skip
    return fill.pick(forms[fill.language])


def _international_phone(fill: Filling) -> str:
    d = fill.digits
    forms: dict[str, list[str]] = {
        "es": [f"+34 {d(3, '67')} {d(3)} {d(3)}", f"+34{d(9, '67')}", f"+52 55 {d(4)} {d(4)}", f"+54 9 11 {d(4)}-{d(4)}", f"+56 9 {d(4)} {d(4)}", f"0034 {d(3, '6')} {d(3)} {d(3)}"],
        "pt": [f"+55 11 9{d(4)}-{d(4)}", f"+55 (21) 9{d(4)}-{d(4)}", f"+351 91{d(1)} {d(3)} {d(3)}", f"+55119{d(8)}"],
        "en": [f"+44 7{d(3)} {d(6)}", f"+44 20 7{d(3)} {d(4)}", f"+1 (415) 555-{d(4)}", f"+1-212-555-{d(4)}", f"+1415555{d(4)}"],
    }  # fmt: skip
    return fill.pick(forms[fill.language])


def _phone(fill: Filling) -> str:
    return _international_phone(fill) if fill.random.random() < 0.25 else _national_phone(fill)


def _mod11(values: Sequence[int], weights: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(values, weights, strict=True)) % 11


def _cpf_digits(fill: Filling) -> str:
    values = [int(c) for c in fill.digits(9)]
    for length in (9, 10):
        rest = _mod11(values, range(length + 1, 1, -1))
        values.append(0 if rest < 2 else 11 - rest)
    return "".join(map(str, values))


def _cpf_form(fill: Filling, s: str) -> str:
    return s if fill.random.random() < 0.3 else f"{s[:3]}.{s[3:6]}.{s[6:9]}-{s[9:]}"


def _cpf(fill: Filling) -> str:
    return _cpf_form(fill, _cpf_digits(fill))


def _near_cpf(fill: Filling) -> str:
    digits = _cpf_digits(fill)
    return _cpf_form(fill, digits[:-1] + str((int(digits[-1]) + 3) % 10))


def _cnpj_of(fill: Filling, body: str) -> str:
    for weights in ([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]):
        rest = _mod11([ord(c) - 48 for c in body], weights)
        body += "0" if rest < 2 else str(11 - rest)
    bare = fill.random.random() < 0.25
    return body if bare else f"{body[:2]}.{body[2:5]}.{body[5:8]}/{body[8:12]}-{body[12:]}"


def _cnpj(fill: Filling) -> str:
    return _cnpj_of(fill, fill.digits(8, "3456") + "0001")


def _cnpj_letters(fill: Filling) -> str:
    return _cnpj_of(
        fill, "".join(fill.random.choices(string.ascii_uppercase + string.digits, k=7)) + fill.pick("ABCDE") + "0001"
    )


def _birth(fill: Filling) -> str:
    return (datetime(1950, 1, 1, tzinfo=UTC) + timedelta(days=fill.random.randrange(18_000))).strftime("%y%m%d")


def _curp(fill: Filling) -> str:
    consonants = "BCDFGHJKLMNPQRSTVWXYZ"
    body = fill.pick(consonants) + fill.pick("AEIOU") + fill.pick(consonants) + fill.pick(consonants) + _birth(fill)
    body += (
        fill.pick("HM")
        + fill.pick(["DF", "JC", "NL", "OC", "YN"])
        + "".join(fill.random.choices(consonants, k=3))
        + "0"
    )
    alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    return body + str(-sum(alphabet.index(c) * (18 - i) for i, c in enumerate(body)) % 10)


def _near_curp(fill: Filling) -> str:
    good = _curp(fill)
    return good[:-1] + str((int(good[-1]) + 1) % 10)


def _rfc(fill: Filling) -> str:
    letters = "".join(fill.random.choices("BCDFGHJKLMPRSTV", k=fill.random.choice([3, 4])))
    body = letters + _birth(fill) + "".join(fill.random.choices("ABCDEFGH123456789", k=2))
    padded, alphabet = body.rjust(12), "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
    rest = 11 - sum(alphabet.index(c) * (13 - i) for i, c in enumerate(padded)) % 11
    return body + {11: "0", 10: "A"}.get(rest, str(rest))


def _cuit(fill: Filling) -> str:
    while True:
        body = fill.pick(["20", "27", "30", "23"]) + fill.digits(8, "1234")
        rest = 11 - _mod11([int(c) for c in body], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
        if rest != 10:
            check = "0" if rest == 11 else str(rest)
            return body + check if fill.random.random() < 0.3 else f"{body[:2]}-{body[2:]}-{check}"


def _dni_letter(number: int) -> str:
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]


def _dni(fill: Filling) -> str:
    digits = fill.digits(8)
    letter = _dni_letter(int(digits))
    return fill.pick(
        [
            f"{digits}{letter}",
            f"{digits}-{letter}",
            f"{digits[:2]}.{digits[2:5]}.{digits[5:]}-{letter}",
            f"{digits}{letter}",
        ]
    )


def _near_dni(fill: Filling) -> str:
    digits = fill.digits(8)
    return digits + _dni_letter(int(digits) + 1)


def _dni_ar(fill: Filling) -> str:
    digits = fill.digits(8, "1234")
    return fill.pick([digits, f"{digits[:2]}.{digits[2:5]}.{digits[5:]}"])


def _nie(fill: Filling) -> str:
    first, digits = fill.pick("XYZ"), fill.digits(7)
    letter = _dni_letter(int(str("XYZ".index(first)) + digits))
    return fill.pick([f"{first}{digits}{letter}", f"{first}-{digits}-{letter}"])


def _rut(fill: Filling) -> str:
    number = fill.digits(8, "12")
    rest = 11 - sum(int(c) * (2, 3, 4, 5, 6, 7)[i % 6] for i, c in enumerate(reversed(number))) % 11
    check = {10: "K", 11: "0"}.get(rest, str(rest))
    return fill.pick([f"{number[:2]}.{number[2:5]}.{number[5:]}-{check}", f"{number}-{check}"])


def _address(fill: Filling) -> str:
    street, number, d = fill.of_half(STREETS[fill.language]), str(fill.random.randint(1, 280)), fill.digits
    city = fill.pick(CITIES[fill.language])
    forms: dict[str, list[str]] = {
        "es": [
            f"Calle {street} {number}, {fill.random.randint(1, 9)}º {fill.pick('ABCD')}, {d(5, '0124')} {city}",
            f"Avenida de {street} {number}", f"C/ {street}, {number}, {city}", f"Av. {street} {number}, piso 4, {city}",
            f"Plaza {street} nº {number}, {d(5, '0124')} {city}", f"Calle {street} {number}, Col. {fill.of_half(STREETS['es'])}, C.P. {d(5, '0')}, {city}",
            f"Paseo de los {street} {number} bis", f"Carrera 7 # {number}-21, {city}",
        ],
        "pt": [
            f"Rua das {street}, {number}", f"Rua {street}, {number}, apto {d(2, '123')}, {city} - SP, CEP {d(5)}-{d(3)}",
            f"Avenida {street}, nº {number}, {city}", f"Travessa dos {street} {number}, {d(4, '1234')}-{d(3)} {city}",
            f"Alameda {street}, {number} - Bairro {fill.of_half(STREETS['pt'])}", f"R. {street}, {number}, bloco B",
        ],
        "en": [
            f"{number} {street} Lane, {city}", f"Flat 3, {number} {street} Road, {city} LS1 4AP", f"{number} {street} Street",
            f"{number} N {street} Ave, Apt {d(1, '123')}B, {city}, TX {d(5, '7')}", f"{number} {street} Close, {city}, BS8 2QR",
            f"{number} Old {street} Drive",
        ],
    }  # fmt: skip
    return fill.pick(forms[fill.language])


def _amount(fill: Filling) -> str:
    units, cents = fill.random.randint(1, 9_999_999), fill.digits(2)
    spanish = f"{units:,}".replace(",", ".")
    forms = {
        "es": [
            f"{spanish},{cents} €",
            f"{spanish} EUR",
            f"${units:,}.{cents} MXN",
            f"$ {spanish}",
            f"{units},{cents} euros",
        ],
        "pt": [f"R$ {spanish},{cents}", f"{spanish},{cents} €", f"R${units},{cents}", f"{spanish} reais"],
        "en": [f"£{units:,}.{cents}", f"${units:,}.{cents}", f"USD {units}.{cents}", f"{units:,} GBP"],
    }
    return fill.pick(forms[fill.language])


def _moment(fill: Filling) -> datetime:
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=fill.random.randrange(80_000_000))


def _order(fill: Filling) -> str:
    d = fill.digits
    return fill.pick(
        [d(8), d(10), f"ORD-{d(9)}", f"A{d(7)}", f"{d(3)}-{d(7)}-{d(7)}", f"#{d(6)}", d(12), f"2026/{d(6)}"]
    )


def _product(fill: Filling) -> str:
    d = fill.digits
    return fill.pick(
        [
            f"Galaxy S{d(2)}",
            f"XK-{d(4)}-{d(3)}",
            f"Taladro {d(3)}W",
            f"EAN {d(13)}",
            f"SKU{d(8)}",
            "iPhone 17 Pro Max",
            f"Model T{d(3)}",
        ]
    )


def _hash(fill: Filling) -> str:
    return f"{fill.random.getrandbits(fill.random.choice([160, 256])):040x}"


def _upper(fill: Filling) -> str:
    return _person(fill).upper()


def _lower(fill: Filling) -> str:
    return f"{_given(fill)} {_surname(fill)}".lower()


Maker = Callable[[Filling], str]
# Slot -> (entity that the value is, or None; how it is made).
SLOTS: dict[str, tuple[str | None, Maker]] = {
    "person": ("person", _person),
    "PERSON": ("person", _upper),
    "lower": ("person", _lower),
    "lower_or_title": ("person", lambda fill: _person(fill) if fill.random.random() < 0.8 else _lower(fill)),
    "given": ("person", _given),
    "surname": ("person", _surname),
    "card": ("card", _card),
    "iban": ("iban", _iban),
    "email": ("email", _email),
    "phone": ("phone", _phone),
    "e164": ("phone", _international_phone),
    "cpf": ("cpf", _cpf),
    "cnpj": ("cnpj", _cnpj),
    "cnpj_letters": ("cnpj", _cnpj_letters),
    "curp": ("curp", _curp),
    "rfc": ("rfc", _rfc),
    "cuit": ("cuit", _cuit),
    "dni": ("dni", _dni),
    "dni_ar": ("dni", _dni_ar),
    "nie": ("nie", _nie),
    "rut": ("rut", _rut),
    "address": ("address", _address),
    "nearcard": (None, _near_card),
    "neariban": (None, _near_iban),
    "nearcpf": (None, _near_cpf),
    "nearcurp": (None, _near_curp),
    "neardni": (None, _near_dni),
    "amount": (None, _amount),
    "plain_amount": (None, lambda fill: f"{fill.random.randint(1, 9_999_999)}.{fill.digits(2)}"),
    "order": (None, _order),
    "number": (None, lambda fill: fill.digits(fill.random.randint(4, 9))),
    "number12": (None, lambda fill: fill.digits(fill.random.choice([10, 11, 12, 13, 14]))),
    "epoch": (None, lambda fill: str(int(_moment(fill).timestamp() * 1000))),
    "timestamp": (None, lambda fill: _moment(fill).strftime(fill.pick(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S"]))),
    "date": (None, lambda fill: _moment(fill).strftime(fill.pick(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%y"]))),
    "time": (None, lambda fill: _moment(fill).strftime("%H:%M")),
    "expiry": (None, lambda fill: _moment(fill).strftime("%m/%y")),
    "month": (None, lambda fill: fill.pick(MONTHS[fill.language])),
    "uuid": (None, lambda fill: str(uuid.UUID(int=fill.random.getrandbits(128), version=4))),
    "hash": (None, _hash),
    "ip": (None, lambda fill: ".".join(str(fill.random.randint(1, 254)) for _ in range(4))),
    "ms": (None, lambda fill: str(fill.random.randint(1, 90_000))),
    "percent": (None, lambda fill: f"{fill.random.randint(0, 9)},{fill.digits(2)}%"),
    "code": (None, lambda fill: "".join(fill.random.choices(string.ascii_uppercase + string.digits, k=8))),
    "last4": (None, lambda fill: fill.digits(4)),
    "product": (None, _product),
    "brand": (None, lambda fill: fill.pick(BRANDS)),
    "org": (None, lambda fill: fill.pick(ORGANISATIONS[fill.language][fill.half].split("|"))),
    "city": (None, lambda fill: fill.pick(CITIES[fill.language])),
}  # fmt: skip
