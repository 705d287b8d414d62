"""Dispute narratives and formal letters: long sentences, third persons, titles."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="disputes",
    given={
        "es": "Gumersindo Asunción Evaristo Macarena Abelardo Remedios Nazaret Íñigo Covadonga Humberto "
        "Fabricio Noelia Anselma Edelmira Teófilo Maribel Rigoberto Eugenia",
        "pt": "Amadeu Conceição Belmiro Fátima Horácio Lurdes Zeferino Margarida Otávio Salete Valdemar Norberto "
        "Aparecida Sebastiana Eduarda Emília Gaspar Matilde",
        "en": "Beatrice Cornelius Marjorie Reginald Josephine Gareth Rosalind Everett Harriet Mortimer Constance Alistair "
        "Lorraine Bartholomew Eleanor Vernon Millicent Quentin Yvonne Nadia",
    },
    surnames={
        "es": "Aguirrezabala Monteagudo Larrañaga Berrocal Cabezas Escalante Garmendia Hinojosa Lozada Mondragón Negrete "
        "Otero Puig Rentería Sotomayor Txabarri Vergara Yáñez Benavides Carvajal Rospigliosi Montes",
        "pt": "Albuquerque Cordeiro Esteves Fagundes Holanda Lobato Magalhães Neves Pimentel Quintão Salgueiro Trindade "
        "Valadares Varela Bragança Cerqueira Drumond Espíndola Simões",
        "en": "Atherton Beaumont Chamberlain Dunleavy Eccleston Fairweather Grimshaw Hathaway Ingram Kilpatrick Lockwood "
        "MacIntyre O'Sullivan Ravenscroft Stanhope Tremblay Underhill Wadsworth Abiola Castellanos",
    },
    foreign="Li Wei|Søren Kjær|Siddharth Iyer|Tuğba Demir|Chiara Esposito|Elif Kaya",
    streets={
        "es": "Príncipe de Vergara|Alonso Cano|Miguel Hidalgo|la Constitución|Sarmiento|Los Conquistadores",
        "pt": "Almirante Reis|Visconde de Pirajá|da Liberdade|Marquês de Pombal|Voluntários da Pátria",
        "en": "Kensington|Old Mill|Grosvenor|Fifth|Pinewood|Church",
    },
    addresses={
        "es": (
            "calle {street}, número {n}, piso {a}, puerta {a}, {zip5} {city}",
            "Avenida {street} {n}, Colonia {street}, Alcaldía Coyoacán, C.P. {zip5}",
            "Paseo {street}, n.º {n}, {city}",
            "Camino {street} s/n, parcela {a}, {city}",
        ),
        "pt": (
            "Rua {street}, n.º {n}, {a}.º Esq., {zip4}-{zip3} {city}",
            "Avenida {street}, {n}, conjunto {n}, Bairro {street}, {city}/SP, CEP {cep}",
            "Praça {street}, {n}, {city}",
            "Largo {street} {n}, {zip4}-{zip3} {city}",
        ),
        "en": (
            "{n} {street} Avenue, Suite {n}, {city}, NY {zip5}",
            "{n} {street} Gardens, {city}, {postcode}",
            "Unit {a}, {n} {street} Court, {city}",
            "{n} {street} Boulevard, {city}",
        ),
    },
    templates={
        "es": (
            "El titular, D. {person}, niega haber autorizado el cargo de {amount} del {date}.",
            "Doña {person} manifiesta que el comercio {org} no entregó la mercancía del pedido {order}.",
            "Según declara la señora {surname}, el importe fue retenido sin previo aviso.",
            "Por la presente, yo, {person}, con domicilio en {address}, solicito la devolución de {amount}.",
            "La transferencia ordenada por {person} a favor de {person} fue retrocedida.",
            "El comercio aporta un albarán firmado por {person_initial}, a quien la clienta no conoce.",
            "Estimado Sr. {surname}: Hemos abierto la disputa {order} y le contestaremos en 10 días.",
            "Atentamente, {person}",
            "El cargo procede de una suscripción a Netflix que la reclamante canceló en Enero según el correo adjunto.",
            "Las Condiciones Generales, en su Cláusula Quinta, excluyen los Gastos de Envío de la devolución.",
            "{person} y su cónyuge, {person}, figuran como cotitulares de la cuenta.",
            "Se notificó en {address} a las {time}, sin que nadie atendiera.",
            "La beneficiaria {person_caps} percibió {amount} en dos pagos.",
            "Testigo de la entrega: {person_comma}.",
            "El Banco de España y la Comisión Nacional Bancaria exigen resolver la reclamación antes del {date}.",
            "Contra lo afirmado por el vendedor, el dispositivo (un Samsung Galaxy A54) llegó roto.",
        ),
        "pt": (
            "A titular, Sra. {person}, nega ter autorizado o débito de {amount} em {date}.",
            "O reclamante {person} afirma que a loja {org} não entregou o pedido {order}.",
            "Conforme relatou o Sr. {surname}, o valor ficou retido sem aviso.",
            "Eu, {person}, residente em {address}, venho contestar a cobrança de {amount}.",
            "O pagamento feito por {person} em favor de {person} foi estornado.",
            "O lojista juntou recibo assinado por {person_initial}, desconhecido da cliente.",
            "Prezada Sra. {surname}, abrimos a contestação {order} e responderemos em 10 dias úteis.",
            "Com os melhores cumprimentos, {person}",
            "O Banco Central e o Procon exigem resposta até {date}, conforme o Código de Defesa do Consumidor.",
            "A cobrança refere-se a uma Assinatura Premium cancelada em Março, conforme e-mail anexo.",
            "{person} e sua mulher, {person}, são cotitulares da conta.",
            "A notificação foi entregue em {address} às {time}.",
            "Beneficiário: {person_caps}, valor {amount}, em duas parcelas.",
            "Testemunha da entrega: {person_comma}.",
            "O aparelho Motorola Edge 40 chegou com defeito e a Assistência Técnica recusou o reparo.",
        ),
        "en": (
            "The cardholder, Mr {person}, denies having authorised the charge of {amount} on {date}.",
            "Ms. {person} states that the merchant {org} never delivered order {order}.",
            "According to Mrs. {surname}, the amount was withheld without notice.",
            "I, {person}, residing at {address}, hereby dispute the charge of {amount}.",
            "The transfer ordered by {person} in favour of {person} was reversed.",
            "The merchant supplied a delivery slip signed by {person_initial}, whom the customer does not know.",
            "Dear Dr. {surname}, we have opened dispute {order} and will reply within 10 working days.",
            "Yours sincerely, {person}",
            "Under Regulation E and the Visa Core Rules, the Issuer must answer before {date}.",
            "The charge relates to a Premium Subscription which the customer cancelled in March per the attached email.",
            "{person} and her husband, {person}, are joint holders of the account.",
            "Notice was served at {address} at {time}; nobody answered.",
            "The payee {person_caps} received {amount} in two instalments.",
            "Witness to the delivery: {person_comma}.",
            "The Google Pixel 8 arrived damaged and the Service Center refused the repair.",
        ),
    },
)
