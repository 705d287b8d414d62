"""E-mails about payments: greetings, signatures, forwarded headers, people copied in."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="emails",
    given={
        "es": "Arturo Begoña Carmelo Diana Emeterio Gerardo Inmaculada Jerónimo Lourdes Marcelino Onofre "
        "Paloma Rosendo Soledad Timoteo Xavier Zulema",
        "pt": "Adriano Berenice Clóvis Dulce Emanuel Francisca Gervásio Ilda Jacinto Lídia Natércia Olavo "
        "Patrícia Romeu Sónia Tomé Violeta Xisto Zita",
        "en": "Audrey Bernard Cynthia Douglas Eunice Frederick Gail Herbert Iris Jocelyn Kenneth Leslie Marvin Noreen "
        "Phyllis Rodney Sylvia Theodore Ursula",
    },
    surnames={
        "es": "Ayala Bretón Cuevas Durán Encinas Fajardo Grijalva Hormazábal Infante Lamas Marchena Nájera Obregón "
        "Robledo Samaniego Terrazas Urzúa Valenzuela Zapata Ibáñez Coronel",
        "pt": "Antunes Bandeira Chaves Domingues Elias Galvão Inácio Louro Madureira Nóbrega Parente Raposo "
        "Seabra Tenório Vargas Matos Camargo Lemos ",
        "en": "Ackroyd Brennan Cartwright Doyle Ellison Farrow Gallimore Hutchins Isherwood Kavanagh Lattimore Marlowe "
        "Nichols Overton Penrose Quigley Redmond Spalding Thornbury Westbrook",
    },
    foreign="Oleksandr Shevchenko|Ioana Popescu|Luca De Santis|Ingeborg Lindgren|Vikram Reddy|Matteo Ricci",
    streets={
        "es": "Diego de León|Providencia|Rosario Norte|Ocampo|Larco|Ercilla",
        "pt": "Castilho|Faria Lima|da Boavista|Santos Dumont|do Ouvidor",
        "en": "Albert|Meadow|Franklin|Highfield|Bishop|Oakwood",
    },
    addresses={
        "es": (
            "C. {street}, {n} - {a}º Izda. - {zip5} {city}",
            "Avda. {street} {n}, oficina {n}, {city}",
            "Calle {n} #{n}-{a}, Edificio {street}, {city}",
            "Carrer de {street}, {n}, {zip5} {city}",
        ),
        "pt": (
            "Av. {street}, n.º {n}, {a}.º andar, {zip4}-{zip3} {city}",
            "Rua {street}, {n}, cj. {n} - {city} - RJ",
            "Travessa {street}, {n}, r/c, {city}",
        ),
        "en": (
            "{n}-{n} {street} House, {city} {postcode}",
            "{n} {street} Street, {a}th Floor, {city}, IL {zip5}",
            "{n} West {street} Road, {city}",
        ),
    },
    templates={
        "es": (
            "Hola {given}:\nAdjunto la factura {order} por {amount}.\nUn saludo,\n{person}\nDpto. de Cuentas a Pagar",
            "De: {person} <{email}>\nPara: {person} <{email}>\nAsunto: Pago pendiente",
            "Buenos días, {given}, ¿has podido hablar con {person} sobre la conciliación?",
            "Copio a {given} y a {person}, que llevan la cuenta de {org}.",
            "Estimada {given}, le confirmamos la recepción de {amount}.",
            "Saludos cordiales,\n\n{person}\n{address}\nTel. {phone}",
            "El {date} a las {time}, {person} escribió:",
            "Quedo a la espera. Gracias, {given}.",
            "Asunto: Recordatorio de Pago - Factura Vencida {order}",
            "Le informamos que la Política de Privacidad y los Términos de Servicio cambian el {date}.",
            "Como comentó {given} en la reunión del Martes, el límite sube a {amount}.",
            "Att. {person_caps}, Gerente de Finanzas",
            "Remito los datos del nuevo proveedor: {person_comma}, {address}.",
            "Equipo de Atención al Cliente, Banco Santander",
            "P.D.: {given_lower} me dijo que ya estaba pagado",
        ),
        "pt": (
            "Olá {given},\nSegue a fatura {order} no valor de {amount}.\nCumprimentos,\n{person}\nContas a Pagar",
            "De: {person} <{email}>\nPara: {person} <{email}>\nAssunto: Pagamento pendente",
            "Bom dia, {given}, conseguiu falar com {person} sobre a conciliação?",
            "Em cópia {given} e {person}, que cuidam da conta da {org}.",
            "Caro {given}, confirmamos o recebimento de {amount}.",
            "Atenciosamente,\n\n{person}\n{address}\nTel. {phone}",
            "Em {date} às {time}, {person} escreveu:",
            "Fico no aguardo. Abraço, {given}.",
            "Assunto: Lembrete de Pagamento - Fatura Vencida {order}",
            "Informamos que a Política de Privacidade e os Termos de Uso mudam em {date}.",
            "Como a {given} disse na reunião de Terça, o limite sobe para {amount}.",
            "Att. {person_caps}, Gerente Financeiro",
            "Seguem os dados do novo fornecedor: {person_comma}, {address}.",
            "Equipe de Relacionamento, Banco do Brasil",
            "P.S.: o {given_lower} me disse que já estava pago",
        ),
        "en": (
            "Hi {given},\nPlease find attached invoice {order} for {amount}.\nKind regards,\n{person}\nAccounts Payable",
            "From: {person} <{email}>\nTo: {person} <{email}>\nSubject: Outstanding payment",
            "Morning {given}, did you manage to speak with {person} about the reconciliation?",
            "Copying {given} and {person}, who look after the {org} account.",
            "Dear {given}, we confirm receipt of {amount}.",
            "Best wishes,\n\n{person}\n{address}\nTel. {phone}",
            "On {date} at {time}, {person} wrote:",
            "Looking forward to hearing from you. Cheers, {given}",
            "Subject: Payment Reminder - Overdue Invoice {order}",
            "Our Privacy Policy and Terms of Service change on {date}.",
            "As {given} said in Tuesday's meeting, the limit goes up to {amount}.",
            "Attn: {person_caps}, Finance Director",
            "Details of the new supplier: {person_comma}, {address}.",
            "Customer Care Team, Lloyds Bank",
            "PS {given_lower} told me it was already paid",
        ),
    },
)
