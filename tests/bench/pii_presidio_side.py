"""The peer's side of pii_presidio, run by the interpreter of its own environment: texts on stdin, spans and time on stdout.

Presidio's pattern recognizers with a blank NLP engine (tokens, no model: none can be downloaded where this was run), the
regions and languages of the corpus. For entities that it does not ship, pattern recognizers as its guide writes them,
with context words and check digits, which it then does not have to find by a model.
"""

import json
import sys
import time
from typing import Any

# Presidio lives in an environment of its own, which types and lints here do not see.
import presidio_analyzer as presidio  # type: ignore[import-not-found]  # pants: no-infer-dep
import spacy  # type: ignore[import-not-found]  # pants: no-infer-dep
import tldextract  # type: ignore[import-not-found]  # pants: no-infer-dep
from presidio_analyzer import predefined_recognizers as shipped  # pants: no-infer-dep
from presidio_analyzer.nlp_engine import SpacyNlpEngine  # type: ignore[import-not-found]  # pants: no-infer-dep

LANGUAGES = ("es", "pt", "en")
REGIONS = ("ES", "PT", "BR", "MX", "AR", "CL", "GB", "US")
THRESHOLD = 0.4  # the score of its telephone numbers; below are patterns that it calls weak
_NAMES = {
    "CREDIT_CARD": "card",
    "IBAN_CODE": "iban",
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "ES_NIF": "dni",
    "ES_NIE": "nie",
    "CPF": "cpf",
    "CNPJ": "cnpj",
    "CURP": "curp",
    "RFC": "rfc",
    "CUIT": "cuit",
    "RUT": "rut",
}
_PATTERNS: dict[str, tuple[tuple[tuple[str, float], ...], list[str]]] = {
    "CPF": (((r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b", 0.5), (r"\b\d{11}\b", 0.3)), ["cpf"]),
    "CNPJ": (((r"\b[A-Z\d]{2}\.[A-Z\d]{3}\.[A-Z\d]{3}/[A-Z\d]{4}-\d{2}\b", 0.5), (r"\b\d{14}\b", 0.3)), ["cnpj"]),
    "CURP": (((r"\b[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d\b", 0.5),), ["curp"]),
    "RFC": (((r"\b[A-ZÑ&]{3,4}\d{6}[A-Z\d]{2}[A\d]\b", 0.5),), ["rfc"]),
    "CUIT": (
        ((r"\b(?:20|23|24|27|30|33|34)-\d{8}-\d\b", 0.5), (r"\b(?:20|23|24|27|30|33|34)\d{9}\b", 0.3)),
        ["cuit", "cuil"],
    ),
    "RUT": (((r"\b\d{1,2}\.\d{3}\.\d{3}-[\dkK]\b", 0.5), (r"\b\d{7,8}-[\dkK]\b", 0.3)), ["rut"]),
}


# Its e-mail recognizer would fetch the list of public suffixes from the network; the one in the package does.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())


class _BlankEngine(SpacyNlpEngine):  # type: ignore[misc]
    """Tokenizers without a model."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": language, "model_name": f"blank_{language}"} for language in LANGUAGES])
        self.nlp = {language: spacy.blank(language) for language in LANGUAGES}

    def load(self) -> None:
        """Nothing is downloaded."""

    def is_loaded(self) -> bool:
        return True


def _analyzer() -> Any:
    registry = presidio.RecognizerRegistry(supported_languages=list(LANGUAGES))
    for language in LANGUAGES:
        registry.add_recognizer(shipped.CreditCardRecognizer(supported_language=language))
        registry.add_recognizer(shipped.IbanRecognizer(supported_language=language))
        registry.add_recognizer(shipped.EmailRecognizer(supported_language=language))
        registry.add_recognizer(shipped.PhoneRecognizer(supported_language=language, supported_regions=REGIONS))
        for entity, (patterns, context) in _PATTERNS.items():
            made = [
                presidio.Pattern(f"{entity}_{number}", text, score) for number, (text, score) in enumerate(patterns)
            ]
            registry.add_recognizer(
                presidio.PatternRecognizer(entity, patterns=made, context=context, supported_language=language)
            )
    registry.add_recognizer(shipped.EsNifRecognizer())
    registry.add_recognizer(shipped.EsNieRecognizer())
    return presidio.AnalyzerEngine(registry=registry, nlp_engine=_BlankEngine(), supported_languages=list(LANGUAGES))


def main() -> None:
    """Answer rounds: a JSON list of [language, text] a line, the spans and the seconds of processor time back."""
    analyzer = _analyzer()
    for line in sys.stdin:
        texts = json.loads(line)
        started = time.process_time()
        found = [analyzer.analyze(text, language=language, score_threshold=THRESHOLD) for language, text in texts]
        used = time.process_time() - started
        spans = [[(r.start, r.end, _NAMES[r.entity_type]) for r in results] for results in found]
        print(json.dumps({"seconds": used, "spans": spans}), flush=True)


if __name__ == "__main__":
    main()
