"""Messages as programs write them, in three languages: common words in no order that matters, around what programs print.

A name that stands in such a message is put there by a slot; most have none.
"""

import random

from andamio.pii.vocabulary import VOCABULARY
from tests.bench.pii_corpus.training.common_words import COMMON

_STARTS = {
    "es": (
        "no se pudo|no se puede|error al|fallo al|falló|se esperaba|falta|debe|el|la|los|las|un|una|opción|argumento|orden|archivo|fichero|directorio|conexión|se encontró|demasiados|no hay|no existe|desconocido|inválido|no válida|advertencia:|aviso:|error:|uso:|modo de empleo:|"
        "intentando|leyendo|escribiendo|esperando|se omite|se ignora|muestra|imprime|usa|utiliza|crea|borra|lista|establece|elimina|actualiza|Error:|No se pudo|Advertencia:|Opciones:|Falta|Mostrar|Crear|El|La|Uso:|permiso denegado:|memoria agotada:|tiempo agotado|servidor|clave|certificado|"
        "contraseña|paquete|versión|formato|columna|tabla|índice|tipo|valor|parámetro|nombre de|número de|tamaño de|fin de|inicio de|línea|campo|Nombre|Contraseña|Archivo|Lista de|Número de"
    ),
    "pt": (
        "não foi possível|não é possível|impossível|erro ao|falha ao|falhou|esperava|falta|deve|o|a|os|as|um|uma|opção|argumento|comando|arquivo|ficheiro|diretório|conexão|encontrado|demasiados|não há|não existe|desconhecido|inválido|inválida|aviso:|erro:|uso:|utilização:|a tentar|tentando|"
        "lendo|a ler|escrevendo|à espera|ignorando|mostra|imprime|usa|utiliza|cria|apaga|lista|define|remove|atualiza|Erro:|Não foi possível|Aviso:|Opções:|Falta|Mostrar|Criar|O|A|Uso:|permissão negada:|memória esgotada:|tempo esgotado|servidor|chave|certificado|senha|palavra-passe|pacote|versão|"
        "formato|coluna|tabela|índice|tipo|valor|parâmetro|nome do|número de|tamanho do|fim de|início de|linha|campo|Nome|Senha|Arquivo|Lista de|Número de"
    ),
    "en": (
        "could not|cannot|unable to|failed to|error|missing|expected|unexpected|invalid|unknown|unsupported|too many|no such|option|argument|command|file|directory|connection|found|must be|the|a|an|warning:|error:|usage:|trying to|reading|writing|waiting for|skipping|ignoring|show|print|use|create|"
        "delete|list|set|remove|update|Error:|Cannot|Warning:|Options:|Missing|Show|Create|The|Usage:|permission denied:|out of memory:|timed out|server|key|certificate|password|package|version|format|column|table|index|type|value|parameter|name of|number of|size of|end of|start of|line|field|Name|Password|File"
    ),
}
_FUNCTION = {
    "es": "de de de la el en que no se a con para por del los las al un una como es está o y sin ya más",
    "pt": "de de de do da o a em que não no na com para por dos das ao um uma como é está ou e sem já mais",
    "en": "the the of to a in is not for be with or and by as on at from has was are no this that it",
}
_PRINTED = (
    "«%s»", "'%s'", '"%s"', "%s", "%d", "%u", "%lu", "`%s'", "\x0e0\x0f", "\x0ename\x0f", "$\x0evar\x0f", "-f", "--force", "--{w}", "/etc/{w}", "{w}.conf", "{w}()", "{w}_{w}", "<{W}>", "{W}", "{W}", "{W}_{W}", "0x{last4}", "{code}", "{ip}", "{ms} ms", "{number}", "(%d)",
    "[{w}]", "{C}{C}", "{C}Error", "{C}Exception", "{w}.{w}.{C}", "SQL", "JSON", "TLS", "HTTP", "UTF-8", "LDAP", "RADIUS", "CRL", "SSL", "GPG", "IPv6", "CSV", "{C}", "{C} {C}", "{C} {C} {C}", "Linux", "Windows", "Unix", "Debian", "Kafka", "Redis", "Spark", "Flink", "Ray", "Python", "Java", "POSIX", "Unicode", "ISO",
)  # fmt: skip
_JOINS = (" ",) * 14 + (", ", ": ", ": ", "; ", " (", ") ", " - ", "\n", "... ", ". ", "=", "/")
_ENDS = ("", "", "", "", ".", "\n", ": %s", ": %m", ": {ms}", "...", "?", ":", ")", " (%s)", ": {w} {w}")
_COMMON_WORDS = {language: COMMON[language].split() for language in COMMON}
_ALL = sorted(VOCABULARY)


def message(source: random.Random, language: str) -> str:
    """A line without a person in it."""

    def word() -> str:
        return source.choice(_ALL) if source.random() < 0.6 else source.choice(_COMMON_WORDS[language])

    def printed() -> str:
        form = source.choice(_PRINTED)
        while "{w}" in form or "{W}" in form or "{C}" in form:
            form = (
                form.replace("{w}", word(), 1).replace("{W}", word().upper(), 1).replace("{C}", word().capitalize(), 1)
            )
        return form

    pieces = [source.choice(_STARTS[language].split("|"))] if source.random() < 0.7 else [word()]
    function_words = _FUNCTION[language].split()
    for _ in range(source.choice([1, 2, 3, 4, 5, 6, 8, 10, 14])):
        kind = source.random()
        pieces.append(source.choice(_JOINS))
        pieces.append(word() if kind < 0.58 else source.choice(function_words) if kind < 0.84 else printed())
    text = "".join(pieces)
    kind = source.random()
    if kind < 0.45:
        text = text[:1].upper() + text[1:]
    elif kind < 0.52:
        text = " ".join(
            part.capitalize() if "{" not in part and (len(part) > 3 or source.random() < 0.5) else part
            for part in text.split(" ")
        )
    elif kind < 0.56 and "{" not in text:
        text = text.upper().replace("%S", "%s").replace("%D", "%d")
    prefix = source.choice(
        [
            "",
            "",
            "",
            "",
            "",
            "",
            "%s: ",
            "  -x, --{w}   ",
            "{w}: ",
            "[{w}] ",
            "{timestamp} ERROR ",
            "WARN ",
            "\t",
            "{w}[{number}]: ",
            "* ",
        ]
    )
    ending = source.choice(_ENDS)
    for _ in range(2):
        prefix, ending = prefix.replace("{w}", word(), 1), ending.replace("{w}", word(), 1)
    return prefix + text + ending
