"""Lines of bank statements and remittance fields: capitals, slashes, codes, no sentences."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="statements",
    given={
        "es": "Adalberto Brenda Crescencio Efraín Filomena Genaro Hilda Ignacia Jacobo Karina Lorenzo Manuela "
        "Norma Octavio Perla Ramiro Susana Tobías Úrsula",
        "pt": "Adilson Claudete Davi Elisângela Fabiana Genival Helena Janaína Laércio Mirela Olívia "
        "Priscila Reinaldo Simone Telma Yara",
        "en": "Arlene Byron Dexter Elaine Floyd Gloria Harvey Jared Kirsten Leroy Norman Opal "
        "Preston Rhonda Tabitha Wendell",
    },
    surnames={
        "es": "Abascal Bolaños Colmenares Dueñas Elizondo Figueroa Galindo Henríquez Irigoyen Jaramillo Ledesma Melgar "
        "Naranjo Oropeza Padilla Rosales Salinas Tamayo Urrea Villanueva Zepeda Choque",
        "pt": "Arruda Batista Campos Diniz Evangelista Ferraz Godinho Junqueira Marinho Novais Outeiro Paiva "
        "Rangel Saraiva Uchoa Viana Zanetti Pires",
        "en": "Aldridge Bowers Crawley Dalton Emerson Forsyth Gibbons Hendricks Jarvis Keating Langley Mercer Norwood "
        "Osborne Pickett Rutherford Slater Thackeray Voss Yates",
    },
    foreign="Mohammed Al-Farsi|Agnieszka Wójcik|Abebe Tesfaye|Jean-Luc Moreau|Tomasz Zieliński|Pierre Dubois",
    streets={
        "es": "Reforma Norte|Obispo|Tacuarí|Hortaleza|Manquehue|Bolognesi",
        "pt": "Oscar Freire|Rio Branco|dos Andradas|Santa Catarina|Brigadeiro Galvão",
        "en": "Lexington|Beechwood|King|Lakeview|Prospect|Harrow",
    },
    addresses={
        "es": (
            "CL {street} {n} {a}",
            "AVDA {street} {n} {zip5} {city}",
            "PZA {street} {a}",
            "JR {street} {n} {city}",
            "CRA {a} NO {n}-{a}",
        ),
        "pt": (
            "R {street} {n} AP {n}",
            "AV {street} {n} {city}",
            "AL {street} {n} CEP {cep}",
            "RUA {street} {n} {zip4}-{zip3}",
        ),
        "en": (
            "{n} {street} RD {city}",
            "{n} {street} AVE APT {a}",
            "{n} {street} LN {postcode}",
            "{n} {street} BLVD STE {n}",
        ),
    },
    templates={
        "es": (
            "TRANSF A FAVOR DE {person_caps} CONCEPTO ALQUILER {month}",
            "BIZUM DE {person_caps_bare} {amount}",
            "SPEI RECIBIDO {person_caps_bare} REF {number}",
            "PAGO A TERCEROS {person_caps_bare} CTA {iban}",
            "COMPRA TARJ {last4} {org} {city} {date}",
            "RECIBO LUZ IBERDROLA CLIENTES {date} {amount}",
            "NOMINA {month} ORDENANTE {person_caps}",
            "Ordenante: {person_comma} / Beneficiario: {person}",
            "ABONO TRANSFERENCIA {person_caps} IBAN {iban}",
            "COMISION MANTENIMIENTO CUENTA TRIMESTRE {date} -{amount}",
            "DEP EFECTIVO CAJERO {number} SUC REFORMA {time}",
            "/BENM/{person_caps_bare}/ADDR/{address_caps}",
            "RETIRO SIN TARJETA ATM OXXO CENTRO {amount}",
            "Traspaso a {person} por {amount} el {date}",
            "DEVOLUCION RECIBO SEGUROS CATALANA OCCIDENTE {amount}",
            "LIQUIDACION INTERESES A SU FAVOR {date} TAE {percent}",
        ),
        "pt": (
            "PIX ENVIADO {person_caps_bare} {amount}",
            "PIX RECEBIDO DE {person_caps} {date} {time}",
            "TED {person_caps_bare} CPF {cpf}",
            "TRF P/ {person_caps_bare} REF RENDA {month}",
            "COMPRA CARTAO {last4} {org} {city}",
            "MB WAY DE {person_caps_bare} {amount}",
            "PGTO BOLETO ENEL DISTRIBUICAO {date} {amount}",
            "Pagador: {person_comma} / Recebedor: {person}",
            "TARIFA MENSAL PACOTE SERVICOS {date} -{amount}",
            "FAVORECIDO {person_caps} BANCO 341 AG {last4}",
            "/BENM/{person_caps_bare}/ADDR/{address_caps}",
            "SAQUE BANCO 24H SHOPPING IGUATEMI {amount}",
            "Transferência para {person} no valor de {amount}",
            "DEVOLUCAO DEBITO DIRETO FIDELIDADE SEGUROS {amount}",
            "RENDIMENTO POUPANCA {month} {amount} SALDO ANTERIOR {plain_amount}",
        ),
        "en": (
            "FASTER PAYMENT TO {person_caps} REF RENT {month}",
            "ZELLE FROM {person_caps} {amount}",
            "SEPA CREDIT {person_caps_bare} {iban}",
            "WIRE OUT BNF {person_caps} REF {number}",
            "POS PURCHASE {last4} {org} {city} {date}",
            "DIRECT DEBIT BRITISH GAS {date} {amount}",
            "PAYROLL {month} EMPLOYEE {person_caps}",
            "Ordering customer: {person_comma} / Beneficiary: {person}",
            "VENMO CASHOUT {code} {amount}",
            "MONTHLY SERVICE FEE {date} -{amount}",
            "/BENM/{person_caps}/ADDR/{address_caps}",
            "ATM WITHDRAWAL MAIN BRANCH {time} {amount}",
            "Transfer to {person}, {amount}, {date}",
            "RETURNED ITEM LIBERTY MUTUAL INSURANCE {amount}",
            "INTEREST PAID {date} APY {percent} CLOSING BALANCE {plain_amount}",
        ),
    },
)
