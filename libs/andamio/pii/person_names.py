"""Names of persons in free text, by the words around them and by how names are built; no list decides alone.

A run of capitalised words is split where a word is no name (`STOP_WORDS`), and each part is scored: what announces it
("Sra.", "a nombre de", "holder="), how many words it has, particles inside ("de la", "dos"), what follows ("llamó"),
endings of surnames, and, as one evidence among these, the gazetteer. Formulas are plain sums; the weights were set on
the development half of the corpus of tests/bench/pii_corpus.
"""

import re
from collections.abc import Iterator

from andamio.pii.contexts import (
    INTRODUCTIONS,
    LEGAL_FORMS,
    NAME_CUES,
    ORGANISATION_CUES,
    ORGANISATION_WORDS,
    PARTICLES,
    PERSON_VERBS,
    SOMEBODY_WORDS,
    STOP_WORDS,
    TITLES,
)
from andamio.pii.gazetteer import GIVEN_NAMES, SURNAMES
from andamio.pii.word_pattern import word_pattern, words

_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĀŁŚŠŽČ", "a-zß-öø-ÿāłśšžčćńęąőűğı"
_CAPITALISED = rf"(?:(?:[ODL]['’]|Ma?c|De|Di|La|Le)?[{_UPPER}][{_LOWER}]+|[{_UPPER}]{{2,}}|[{_UPPER}])(?:['’\-][{_UPPER}{_LOWER}]+)*(?![\w@]|-\d)"
_PARTICLE = r"(?:de las?|de los|van der|van den|von der|del|de|da|das|do|dos|du|di|van|von|den|der|bin|al|el|la|le|st)"
# Words of one run are on one line; a full stop inside follows an initial alone.
RUN = re.compile(rf"(?<![\w@/.\-])(?<!\\){_CAPITALISED}(?:(?:(?<=\b[{_UPPER}])\. ?| )(?:{_PARTICLE} )?{_CAPITALISED})*")
_WORD = re.compile(rf"[{_UPPER}{_LOWER}]+(?:['’\-][{_UPPER}{_LOWER}]+)*")
_CUE_WORD = re.compile(r"(?<![\w\-])[^\W\d]+(?:['’][^\W\d]+)?")
_CUE_WINDOW = 40
_NEXT_WORD = re.compile(r",? ([^\W\d_]+)")
_SENTENCE_END = re.compile(r"[.!?;|)\]}]|\n|\\n")
_SIGNATURES = words(
    "saludos cordialmente atentamente regards best sincerely cheers thanks gracias obrigado obrigada abraço abraços "
    "cumprimentos atenciosamente atte att yours you"
)
_LOWER_CASE = re.compile(
    rf"(?<!\w)(?:{word_pattern(INTRODUCTIONS)})[ :]+([{_LOWER}{_UPPER}'’\-]+(?: [{_LOWER}{_UPPER}'’\-]+){{0,5}})",
    re.IGNORECASE,
)
_INTRODUCTION_WORDS = ("nombre", "nome", "name", "llamo", "chamo", "behalf")  # one is in each introduction
_SURNAME_ENDING = re.compile(
    r"(?:[aeiouéíá][ñr]?[eioé]z|etxea|etxe|goitia|mendi|berri|[aeo]ga|[eo]gui|eira|eiro|inho|ães|ões|ares|ença"
    r"|son|sson|sen|ston|ley|worth|field|wood|well|shaw|burn|bury|thwaite|croft|by|ski|ska|wicz|escu|ini|elli|etti|uez|eda)$"
)

_PARTICIPLE = re.compile(
    r"(?:[ai]d[oa]|[a-z]ed|preguntar|perguntar|procurar|contactar|contatar|avisar|ask|spoke|talk|fal(?:ar|ei)|hablé|hablar|[ai]ram|left)$"
)
_TITLE_BEFORE = re.compile(rf"(?<!\w)(?:{word_pattern(sorted(TITLES))})\.? $", re.IGNORECASE)
# "Thanks for waiting, NAME."
_VOCATIVE = re.compile(
    r"(?:^|[.!?\n] *)(?:thank|many thanks|sorry|gracias|muchas gracias|perdón|perdona|disculp|obrigad|desculp|perdão|h[ie]|"
    r"hello|hola|ol[aá]|oi|bom dia|boa tarde|buen[oa]s|good)[^.,!?\n]{0,30}, $",
    re.IGNORECASE,
)
# Shops by their suffix: zapatería, padaria (not María, Candelaria).
_SHOP = re.compile(r"(?:[^\W_]{2,}erias?|[^\W_]{3,}[dtlcfg]arias?)$")
# "..., NAME." closes a short sentence that speaks to somebody.
_ADDRESSED = re.compile(r"(?:^|[.!?\n] *)[^.,!?\n\d:]{4,40}, $")
# Endings of common nouns, which tell where the name in a memo in capitals begins and ends.
_ABSTRACT = re.compile(
    r"[^\W_]{2}(?:cion|ciones|coes|cao|mento|mentos|miento|dade|dades|dad|agem|aje|ncia|ncias|tion|tions|ment|ments|ing)$"
)
_ABSTRACT_NAMES = words(
    "nascimento sarmiento concepcion asuncion assuncao encarnacion conceicao trinidad soledad natividad piedad caridad "
    "consolacion visitacion anunciacion purificacion browning golding fielding fleming sterling clement"
)
_ONE_WORD, _MORE_WORDS = 2.0, 2.0  # scores to reach
_MOST_WORDS = 6


def without_accents(word: str) -> str:
    """In small letters and without accents, as memos of banks are written."""
    return word if word.isascii() else word.translate(_ACCENTS)


_ACCENTS = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")
# In a memo in capitals "GYM" or "INSURANCE" is a purpose beside a name; these are still companies.
_MEMO_ORGANISATIONS = LEGAL_FORMS | words(
    "banco bank hotel grupo farmacia supermercado restaurante clinica tienda loja"
)
_BEGINNINGS = {without_accents(word) for word in (*NAME_CUES, *PERSON_VERBS, *ORGANISATION_CUES)}
_STOPS = STOP_WORDS | {without_accents(word) for word in STOP_WORDS}
_ORGANISATIONS = ORGANISATION_WORDS | {without_accents(word) for word in ORGANISATION_WORDS}


def introduces(text: str) -> bool:
    """Whether there may be an introduction; much cheaper than looking for one."""
    lower = text.lower()
    return any(word in lower for word in _INTRODUCTION_WORDS)


def person_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name in the text."""
    for match in RUN.finditer(text):
        yield from _names_of_run(text, match.start(), match.end())
    if not introduces(text):
        return
    for match in _LOWER_CASE.finditer(text):
        yield from _introduced(text, match.start(1), match.end(1))


def _names_of_run(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part: list[tuple[int, int, str]] = []
    company = False  # "Ferretería Ibarluzea", "Blue Harbor Inc": what touches such a word is a company's name
    split = False
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        lower = without_accents(word.lower())
        initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
        memo = word.isupper()
        shop = lower.endswith(("ia", "ias")) and _SHOP.search(lower) is not None
        beside = shop or lower in (_MEMO_ORGANISATIONS if memo else _ORGANISATIONS)
        common = memo and _ABSTRACT.search(lower) is not None and lower not in _ABSTRACT_NAMES
        stopped = (
            beside or common or lower in _STOPS or lower in _ORGANISATIONS or lower in TITLES or _begins(lower, part)
        )
        if lower in PARTICLES or initial or not stopped:
            part.append((match.start(), match.end(), word))
            continue
        if part and not company and not beside:
            yield from _name(text, part, True)
        part, company, split = [], beside, True
    if part and not company:
        yield from _name(text, part, split)


def _begins(lower: str, part: list[tuple[int, int, str]]) -> bool:
    """Whether a sentence begins with this word, whose capital says nothing: "Según", "Vino"."""
    return not part and lower in _BEGINNINGS


def _name(text: str, part: list[tuple[int, int, str]], split: bool) -> Iterator[tuple[int, int]]:
    while part and part[0][2].lower() in PARTICLES:
        part = part[1:]
    while part and part[-1][2].lower() in PARTICLES:
        part = part[:-1]
    if not part:
        return
    start, end = part[0][0], part[-1][1]
    written = [word for _, _, word in part]
    names = [word for word in written if word.lower() not in PARTICLES]
    if len(names) > _MOST_WORDS or max(map(len, names)) < 3 or (len(names) == 1 and len(names[0]) < 3):
        return
    cue = _cue(text, start)
    if (
        len(names) == 1
        and text[end : end + 1] in (".", "!", "?", ",")
        and text.endswith(", ", 0, start)
        and _ADDRESSED.search(text, max(0, start - 45), start)
    ):
        cue = max(cue, 1.5)
    if len(names) == 1 and names[0].isupper() and not _TITLE_BEFORE.search(text, max(0, start - 12), start):
        return
    if text[end : end + 1] in ("(", "=", "_", "/") or (
        cue < 3 and len(names) == 1 and text[end : end + 2] in (": ", '":')
    ):
        return
    score = cue + _build(names, len(written) > len(names), _place(text, start, end), split)
    following = _NEXT_WORD.match(text, end)
    if following is not None:
        verb = following.group(1).lower()
        score += 1.0 * (verb in PERSON_VERBS) + 2.0 * (verb in SOMEBODY_WORDS and text[end] == " ")
    if score >= (_ONE_WORD if len(names) == 1 else _MORE_WORDS):
        yield start, end


def _place(text: str, start: int, end: int) -> float:
    """What two capitalised words are worth where they stand: inside a sentence, or alone on a line, capitals mean a name."""
    before = text[:start].rstrip(" \"'([{<¿¡")
    begins = not before or before[-1] in ".!?\n"
    alone = begins and (end == len(text) or text[end] == "\n")
    return 1.5 if begins and not alone else 2.0


def _build(names: list[str], has_particle: bool, place: float, split: bool) -> float:
    """What the words themselves say."""
    score = 0.0
    lower = [name.lower() for name in names]
    if len(names) > 1:
        capitals = all(name.isupper() and len(name) > 1 for name in names)
        if capitals:
            # Beside other words in capitals it is a payment's memo: "NOMINA SATURNINA VALDIVIA ENERO".
            place = 2.0 if split or min(map(len, names)) > 3 and place == 2.0 else 1.0
        score += place + 0.5 * (len(names) > 2)
    elif place == 2.0:
        score += 0.5
    if any(name in GIVEN_NAMES for name in lower):
        score += 1.5
    if any(name in SURNAMES for name in lower[1:]):
        score += 1.0
    elif any(_SURNAME_ENDING.search(name) for name in lower[1:]):
        score += 0.5
    return score + 0.5 * (has_particle and len(names) > 1)


def _cue(text: str, start: int) -> float:
    """How surely what stands before `start` announces a person: 0 to 3."""
    window = text[max(0, start - _CUE_WINDOW) : start]
    before = _CUE_WORD.findall(window.lower())[-4:]
    if not before:
        return 0.0
    last = before[-1]
    gap = window[window.lower().rfind(last) + len(last) :]
    if last in TITLES and len(gap) <= 3:
        return 3.0
    if gap == ", " and _VOCATIVE.search(window) is not None:
        return 3.0
    ended = _SENTENCE_END.search(gap) is not None
    if ended and last not in _SIGNATURES:
        return 0.0
    if last in ORGANISATION_CUES:
        return -1.5
    weight = max(
        1.0 if last in PERSON_VERBS else 0.0,
        *(NAME_CUES.get(" ".join(before[-length:]), 0.0) for length in range(1, len(before) + 1)),
    )
    if "_" in last and weight == 0.0:
        weight = NAME_CUES.get(last.rpartition("_")[2], 0.0)
    if len(before) > 1 and weight >= 1.0 and _PARTICIPLE.search(before[-2]):
        weight += 1.5  # "entregado a", "signed by", "falar com"
    # A label: what is likely in a sentence is sure before a colon.
    return 3.0 if weight >= 1.0 and len(last) > 2 and (":" in gap or "=" in gap) else weight


def _introduced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A name after "me llamo": its words up to the first that is none, at most four."""
    last, count = start, 0
    for match in _WORD.finditer(text, start, end):
        lower = match.group().lower()
        if lower in PARTICLES and lower not in ("y", "e", "i", "o"):
            continue
        if without_accents(lower) in _STOPS or lower in PARTICLES or lower in PERSON_VERBS or count == 4:
            break
        last, count = match.end(), count + 1
    if count:
        yield start, last
