"""Mails and letters: headers, salutations, bodies, closings, signatures, quoted and forwarded parts, in any combination.

The sentences are those of the grammar; what is drawn here is the layout around them.
"""

import random

_FROM, _TO, _CC, _SUBJECT, _DATE = (
    {"es": "De|Remitente|From", "pt": "De|Remetente|From", "en": "From|Sent by|Sender"},
    {"es": "Para|A|To|Destinatario", "pt": "Para|To|Destinatário", "en": "To|Recipient"},
    {"es": "CC|Cc|Cco|C.c.", "pt": "CC|Cc|Cco|C/c", "en": "Cc|CC|Bcc"},
    {"es": "Asunto|Subject|Ref.|Asto.", "pt": "Assunto|Subject|Ref.", "en": "Subject|Re|Ref"},
    {"es": "Fecha|Enviado|Enviado el|Date", "pt": "Data|Enviado|Enviada em|Date", "en": "Date|Sent|Received"},
)
_SUBJECTS = {
    "es": "RE: <Thing> <Adj>|<Thing> {order}|Fwd: <Request>|<Adj> <Thing>|RV: <Problem>|<THING> <ADJ>|Re: <problem>|<Thing> de {month}|<Request>|Invitación: <Thing>|<Thing> - {org}",
    "pt": "RE: <Thing> <Adj>|<Thing> {order}|Fwd: <Request>|<Adj> <Thing>|ENC: <Problem>|<THING> <ADJ>|Re: <problem>|<Thing> de {month}|<Request>|Convite: <Thing>|<Thing> - {org}",
    "en": "RE: <Adj> <Thing>|<Thing> {order}|Fwd: <Request>|<Adj> <Thing>|FW: <Problem>|<THING> <ADJ>|Re: <problem>|<Thing> for {month}|<Request>|Invitation: <Thing>|<Thing> - {org}",
}
_SALUTATIONS = {
    "es": (
        "Hola {given}|Hola, {given}|Hola {given} y {given}|Hola a todos|Hola equipo|Hola|Buenos días|Buenos días, {given}|Buenas tardes {given}|Buenas|Estimado {given}|Estimada {given}|Estimado cliente|Estimados señores|Estimado Sr. {surname}|"
        "Estimada Sra. {surname}|Estimado señor {surname}|Estimado D. {given}|Muy señor mío|Muy señores nuestros|Querido {given}|Querida {given}|Apreciado Sr. {surname}|Apreciada clienta|{given}|{given} {surname}|Distinguido Sr. {surname}|Señora {surname}|"
        "Doña {given}|Estimado Ing. {surname}|Estimada Lic. {person}|Estimada Dra. {surname}|Estimado equipo de <Thing>|A quien corresponda|Hola buenas|Qué tal {given}|Sr. {person}|Sres. de {org}|Compañeros|Amigo {given}|Hola {given_lower}"
    ),
    "pt": (
        "Olá {given}|Olá, {given}|Olá {given} e {given}|Olá a todos|Olá equipe|Olá|Bom dia|Bom dia, {given}|Boa tarde {given}|Boas|Caro {given}|Cara {given}|Caro cliente|Caros senhores|Prezado {given}|Prezada {given}|Prezado Sr. {surname}|Prezada Sra. {surname}|"
        "Prezado senhor {surname}|Prezados|Prezado cliente|Exmo. Senhor|Exmos. Senhores|Exma. Sra. {surname}|Exmo. Sr. {person}|Ex.mo Senhor Dr. {surname}|Querido {given}|Querida {given}|Estimado Sr. {surname}|Estimada cliente|{given}|{given} {surname}|Dona {given}|Sr. {given}|"
        "Sra. {surname}|Prezado Eng. {surname}|Prezada Dra. {surname}|Cara equipa de <Thing>|A quem possa interessar|Oi {given}|Oi gente|E aí {given}|Amigo {given}|Pessoal|Oi {given_lower}"
    ),
    "en": (
        "Hi {given}|Hi {given},|Hi {given} and {given}|Hi all|Hi team|Hi|Hello|Hello {given}|Good morning|Good morning, {given}|Good afternoon {given}|Hey {given}|Hey|Dear {given}|Dear customer|Dear Sir or Madam|Dear Sirs|Dear Mr {surname}|Dear Mrs {surname}|Dear Ms. {surname}|"
        "Dear Miss {surname}|Dear Dr {surname}|Dear Dr. {person}|Dear Professor {surname}|Dear {person}|Dear {given} {surname}|Dear Mr and Mrs {surname}|Dear Valued Customer|Dear Support Team|Dear <Thing> Team|{given}|{given} {surname}|Madam|To whom it may concern|Morning {given}|Evening all|"
        "Folks|Dear colleague|Dear Hiring Manager|Mr {surname}|Hi {given_lower}|Greetings {given}"
    ),
}
_CLOSINGS = {
    "es": (
        "Saludos|Un saludo|Saludos cordiales|Un cordial saludo|Atentamente|Atte.|Atte|Gracias|Muchas gracias|Gracias y un saludo|Cordialmente|Un abrazo|Abrazos|Besos|Quedo a la espera|Quedo atento|Quedamos a su disposición|Hasta pronto|Sin otro particular|Reciba un cordial saludo|Reciban un saludo|"
        "Mil gracias|Le saluda atentamente|Con cariño|Fdo.|Firmado|Slds|Sds.|Bss|Feliz día|Buen fin de semana|Respetuosamente|Suyo afectísimo"
    ),
    "pt": (
        "Cumprimentos|Com os melhores cumprimentos|Melhores cumprimentos|Atenciosamente|Att|Att.|Atte.|Obrigado|Obrigada|Muito obrigado|Desde já agradeço|Cordialmente|Um abraço|Abraços|Abs|Abç|Beijos|Bjs|Fico no aguardo|Aguardo retorno|Ficamos à disposição|Até breve|Sem mais|Grato|Grata|"
        "Com estima|Respeitosamente|Saudações|Ass.|Assinado|Bom fim de semana|Subscrevo-me|Cordiais saudações|Pede deferimento"
    ),
    "en": (
        "Regards|Kind regards|Best regards|Warm regards|Best wishes|Best|Many thanks|Thanks|Thanks again|Thank you|Thanks in advance|Cheers|Sincerely|Yours sincerely|Yours faithfully|Yours truly|Respectfully|Respectfully yours|Cordially|All the best|Take care|Talk soon|Speak soon|Ta|Love|Rgds|BR|"
        "KR|Signed|Have a great weekend|With appreciation|Looking forward to hearing from you|See you Monday"
    ),
}
_JOBS = {
    "es": "Gerente de Cuentas|Directora Comercial|Atención al Cliente|Departamento de Facturación|Responsable de Tesorería|Asesora Jurídica|Jefe de Ventas|Recursos Humanos|Ejecutivo de Cobranza|Soporte Técnico|Consultor Senior|Administración|Abogado|Directora General|Coordinadora de Logística|Back Office|Customer Success",
    "pt": "Gerente de Contas|Diretora Comercial|Atendimento ao Cliente|Departamento de Faturação|Responsável pela Tesouraria|Assessora Jurídica|Chefe de Vendas|Recursos Humanos|Analista de Cobrança|Suporte Técnico|Consultor Sénior|Administração|Advogado|Diretora Geral|Coordenadora de Logística|Back Office|Customer Success",
    "en": "Account Manager|Sales Director|Customer Service|Billing Department|Head of Treasury|Legal Counsel|Head of Sales|Human Resources|Collections Executive|Technical Support|Senior Consultant|Office Manager|Solicitor|Managing Director|Logistics Coordinator|Back Office|Customer Success Manager|Software Engineer|Accounts Payable",
}
# Who signs or is written to, and is nobody.
_NOBODIES = {
    "es": (
        "Equipo de <Thing>|El equipo de {org}|Equipo {org}|Atención al Cliente|Servicio de Atención al Cliente|Departamento de <Thing>|Dpto. de Facturación|Área de <Thing>|Soporte Técnico|Soporte de {org}|La Dirección|Gerencia General|Administración|Recursos Humanos|"
        "{org}|<Office>|Mesa de Ayuda|Centro de Ayuda|Tu banco|Su gestor|Banca Digital|Banca en Línea|Notificaciones|Alertas|No responder|Facturación|Tesorería|Cobranzas|<Thing> <Adj>|<THING> <ADJ>|Comunidad de Vecinos|Tienda Online|Boletín Semanal|Todos|Clientes|Proveedores|"
        "Secretaría|Oficina de <Thing>|Oficina de {city}|Sucursal {city}|Delegación Norte|Comité de Riesgos|Unidad de Fraude|Equipo de Seguridad|El Equipo|Los Organizadores|La Redacción|Lista de Distribución|Postventa|Logística|Equipo Comercial|<noise>"
    ),
    "pt": (
        "Equipe de <Thing>|A equipe {org}|Equipa {org}|Equipa de <Thing>|Atendimento ao Cliente|Serviço de Apoio ao Cliente|Departamento de <Thing>|Depto. Financeiro|Setor de <Thing>|Suporte Técnico|Suporte {org}|A Direção|Gerência Geral|Administração|Recursos Humanos|"
        "{org}|<Office>|Central de Ajuda|Central de Relacionamento|Seu banco|Seu gerente|Banco Digital|Internet Banking|Notificações|Alertas|Não responder|Faturamento|Faturação|Tesouraria|Cobrança|<Thing> <Adj>|<THING> <ADJ>|Condomínio|Loja Online|Boletim Semanal|Todos|Clientes|Fornecedores|"
        "Secretaria|Ouvidoria|Agência de {city}|Agência {city}|Regional Norte|Comitê de Risco|Unidade de Fraude|Equipe de Segurança|A Equipe|Os Organizadores|A Redação|Lista de Distribuição|Pós-venda|Logística|Equipe Comercial|<noise>"
    ),
    "en": (
        "The <Thing> Team|The {org} Team|Team {org}|Customer Service|Customer Support Team|<Thing> Department|Billing Dept.|Technical Support|{org} Support|The Management|Head Office|Administration|Human Resources|"
        "{org}|<Office>|Help Desk|Help Centre|Your bank|Your Relationship Manager|Digital Banking|Online Banking|Notifications|Alerts|No Reply|Billing|Treasury|Collections|<Adj> <Thing>|<THING> <ADJ>|Residents Association|Online Store|Weekly Newsletter|Everyone|Customers|Suppliers|"
        "Secretariat|Office of <Thing>|{city} Branch|{city} Office|Northern Region|Risk Committee|Fraud Unit|Security Team|The Team|The Organisers|The Editors|Distribution List|After Sales|Logistics|Sales Team|<noise>"
    ),
}
_QUOTES = {
    "es": "El {date} a las {time}, {person} escribió:|El {date}, {person} <{email}> escribió:|{person} escribió el {date}:|----- Mensaje original -----|---------- Mensaje reenviado ----------|El lun, 3 mar 2025 a las {time}, {person} (<{email}>) escribió:|-----Mensaje original-----",
    "pt": "Em {date} às {time}, {person} escreveu:|Em {date}, {person} <{email}> escreveu:|{person} escreveu em {date}:|----- Mensagem original -----|---------- Mensagem encaminhada ----------|Em seg., 3 de mar. de 2025 às {time}, {person} <{email}> escreveu:|A {date}, {person} escreveu:",
    "en": "On {date} at {time}, {person} wrote:|On {date}, {person} <{email}> wrote:|{person} wrote on {date}:|-----Original Message-----|---------- Forwarded message ----------|On Mon, Mar 3, 2025 at {time} {person} <{email}> wrote:|On Tuesday {given} wrote:|Begin forwarded message:",
}
_EXTRAS = {
    "es": "Enviado desde mi iPhone|Enviado desde mi Samsung Galaxy|Obtener Outlook para Android|P.D.: <request>|PD: {given} te manda recuerdos|Antes de imprimir este mensaje piense en el Medio Ambiente|AVISO LEGAL: este mensaje es confidencial|Adjuntos: <Thing>.pdf|c.c. {person}|Anexo: <Thing> <Adj>|Síguenos en LinkedIn|Protección de Datos: Responsable {org}",
    "pt": "Enviado do meu iPhone|Enviado do meu Samsung Galaxy|Obter o Outlook para Android|P.S.: <request>|PS: a {given} manda um beijo|Antes de imprimir pense no Meio Ambiente|AVISO LEGAL: esta mensagem é confidencial|Anexos: <Thing>.pdf|C/c: {person}|Anexo: <Thing> <Adj>|Siga-nos no LinkedIn|Proteção de Dados: Responsável {org}",
    "en": "Sent from my iPhone|Sent from my Samsung Galaxy|Get Outlook for Android|P.S. <request>|PS {given} says hello|Please consider the Environment before printing|CONFIDENTIALITY NOTICE: this email is confidential|Attachments: <Thing>.pdf|cc: {person}|Encl: <Adj> <Thing>|Follow us on LinkedIn|Registered in England and Wales No. {number}|Unsubscribe | Privacy Policy",
}
_MENTIONS = {
    "es": (
        "Te copio a {given}, que lleva <thing>.|Ayer hablé con {person} sobre <thing>.|{given} y {given} ya lo han visto.|Pongo en copia a {person}.|Mi nombre es {person} y <problem>.|Soy {person}, <role> de {org}.|Le escribo en nombre de {person}.|Según me indica {given}, <problem>.|"
        "La reunión con {org} será el {date}.|Nos vemos en {city}.|<Request>.|<request>.|<problem>.|<Problem>.|El Departamento de <Thing> revisará <thing>.|Hemos recibido <thing> de {org}.|Mi dirección es {address}.|Lo podéis enviar a {address}.|Nuestras oficinas están en {address}.|"
        "Gracias {given}, <request>.|Perdona {given}, <problem>.|@{given} <request>|La factura va a nombre de {person}.|Pregunta por {given} en recepción.|{person} me confirma que <problem>.|Tanto {given} como {given} están de acuerdo.|<Office> nos pide <thing>.|Adjunto <thing> de {month}.|El Sr. {surname} pasará el lunes."
    ),
    "pt": (
        "Copio a {given}, que trata de <thing>.|Ontem falei com {person} sobre <thing>.|O {given} e a {given} já viram.|Coloco em cópia {person}.|Meu nome é {person} e <problem>.|Sou {person}, <role> da {org}.|Escrevo em nome de {person}.|Segundo a {given}, <problem>.|A reunião com {org} será em {date}.|"
        "Nos vemos em {city}.|<Request>.|<request>.|<problem>.|<Problem>.|O Departamento de <Thing> vai rever <thing>.|Recebemos <thing> da {org}.|A minha morada é {address}.|Podem enviar para {address}.|O escritório fica na {address}.|Obrigada {given}, <request>.|Desculpa {given}, <problem>.|@{given} <request>|"
        "A fatura é em nome de {person}.|Procure por {given} na recepção.|{person} me confirmou que <problem>.|Tanto o {given} como a {given} concordam.|<Office> nos pede <thing>.|Segue <thing> de {month}.|O Sr. {surname} passa na segunda."
    ),
    "en": (
        "I'm copying in {given}, who looks after <thing>.|I spoke to {person} yesterday about <thing>.|{given} and {given} have already seen it.|Adding {person} to this thread.|My name is {person} and <problem>.|I am {person}, <role> at {org}.|I am writing on behalf of {person}.|According to {given}, <problem>.|"
        "The meeting with {org} is on {date}.|See you in {city}.|<Request>.|<request>.|<problem>.|<Problem>.|The <Thing> Department will review <thing>.|We received <thing> from {org}.|My address is {address}.|You can send it to {address}.|Our offices are at {address}.|Thanks {given}, <request>.|Sorry {given}, <problem>.|"
        "@{given} <request>|The invoice is under {person}.|Ask for {given} at the front desk.|{person} tells me <problem>.|Both {given} and {given} agree.|<Office> wants <thing>.|Please find <thing> for {month}.|Mr {surname} will call on Monday.|Could you or {given} check?|{given}'s team has <thing>."
    ),
}  # fmt: skip


def _one(source: random.Random, listed: dict[str, str], language: str) -> str:
    return source.choice(listed[language].split("|"))


def mail(source: random.Random, language: str) -> str:
    """Some of the parts of a mail, in their order."""
    parts: list[str] = []
    if source.random() < 0.4:
        parts.append(_header(source, language))
    if source.random() < 0.65:
        salutation = _one(source, _SALUTATIONS, language).rstrip(",")
        if source.random() < 0.2:
            salutation = f"{salutation.split()[0]} {_one(source, _NOBODIES, language)}"
        parts.append(salutation + source.choice([",", ",", ",", ":", "", ".", "!", " -", ";"]))
    body = [_one(source, _MENTIONS, language) for _ in range(source.choice([0, 1, 1, 2, 2, 3]))]
    if body:
        parts.append(source.choice([" ", " ", "\n"]).join(body))
    if source.random() < 0.6:
        parts.append(_signature(source, language))
    if source.random() < 0.2:
        quoted = [_one(source, _QUOTES, language)]
        quoted += [
            source.choice(["> ", "> ", ">", ""]) + _one(source, _MENTIONS, language)
            for _ in range(source.randint(0, 2))
        ]
        if source.random() < 0.3:
            quoted.append("> " + _one(source, _SALUTATIONS, language) + ",")
        parts.append("\n".join(quoted))
    if source.random() < 0.2:
        parts.append(_one(source, _EXTRAS, language))
    if not parts:
        parts.append(_one(source, _MENTIONS, language))
    return source.choice(["\n", "\n", "\n\n", " "]).join(parts)


def _header(source: random.Random, language: str) -> str:
    party = source.choice(
        [
            "{person} \x02{email}\x03",
            "{person}",
            "{email}",
            '"{person}" \x02{email}\x03',
            "{person_comma} \x02{email}\x03",
            "{org} \x02{email}\x03",
            "{person} [{email}]",
            "{person} ({email})",
            "{person} via {org}",
        ]
    )
    other = source.choice(
        [
            "{person} \x02{email}\x03",
            "{person}",
            "{email}",
            "{person}; {person}",
            "{person_comma}; {person_comma}",
            "<Thing> <Adj>",
            "{given}",
            "{person}, {person}",
        ]
    )
    lines = [
        f"{_one(source, _FROM, language)}: {party}",
        f"{_one(source, _TO, language)}: {other}",
        f"{_one(source, _CC, language)}: {source.choice(['{person}', '{email}', '{given}', '{person}; {given} {surname}'])}",
        f"{_one(source, _DATE, language)}: {{date}} {{time}}",
        f"{_one(source, _SUBJECT, language)}: {_one(source, _SUBJECTS, language)}",
    ]
    if source.random() < 0.3:
        lines[0] = f"{_one(source, _FROM, language)}: {_one(source, _NOBODIES, language)}"
    if source.random() < 0.3:
        lines[1] = f"{_one(source, _TO, language)}: {_one(source, _NOBODIES, language)}"
    kept = [line for line in lines if source.random() < 0.6] or lines[:1]
    return source.choice(["\n", "\n", "\n", " | ", "  "]).join(kept)


def _signature(source: random.Random, language: str) -> str:
    closing = _one(source, _CLOSINGS, language) + source.choice([",", ",", "", ".", ":", "!"])
    nobody = _one(source, _NOBODIES, language)
    name = (
        nobody
        if source.random() < 0.35
        else source.choice(
            ["{person}"] * 6
            + ["{given}"] * 4
            + [
                "{person_caps}",
                "{person_initial}",
                "{given} {initial}.",
                "{person_lower}",
                "{person_initials}",
                "{given_lower}",
                "- {given}",
                "~ {given}",
                "{org}",
                "<Thing> <Adj>",
            ]
        )
    )
    lines = [closing, name] if source.random() < 0.75 else [name]
    if source.random() < 0.35:
        lines.append(
            source.choice(
                [
                    _one(source, _JOBS, language),
                    _one(source, _JOBS, language) + source.choice([" | ", ", ", " - "]) + "{org}",
                ]
            )
        )
    if source.random() < 0.25:
        lines.append(
            source.choice(["{org}", "{phone}", "Tel. {phone}", "{email}", "T: {phone} | M: {phone}", "www.example.com"])
        )
    if source.random() < 0.2:
        lines.append("{address}")
    if source.random() < 0.15:
        lines.insert(0, source.choice(["--", "-- ", "___", "*"]))
    return source.choice(["\n", "\n", "\n", " ", ", "]).join(lines)


WORDS = {
    language: " ".join(
        listed[language]
        for listed in (
            _FROM,
            _TO,
            _CC,
            _SUBJECT,
            _DATE,
            _SUBJECTS,
            _SALUTATIONS,
            _CLOSINGS,
            _JOBS,
            _NOBODIES,
            _QUOTES,
            _EXTRAS,
            _MENTIONS,
        )
    )
    for language in _FROM
}
"""What is spelled out here, for the words that the tagger knows."""
