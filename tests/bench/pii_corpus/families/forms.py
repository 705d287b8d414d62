"""Forms, receipts and identity papers as read by a scanner: labels, capitals, lost accents and spaces."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="forms",
    scanned=True,
    given={
        "es": "Armando Blanca Clotilde Danilo Elvira Froilán Hipólito Inocencia Jimena Liborio Marisol Narciso "
        "Ofelia Plácido Rufina Tomasa Vicenta Yamila",
        "pt": "Aurora Basílio Célia Dinis Ermelinda Firmino Glória Honorato Isaura Joaquim Lavínia Moacir Nair Osvaldo "
        "Perpétua Quitéria Rosalina Silas Teodora Virgílio",
        "en": "Alvin Blanche Clifford Doreen Edmund Faye Gilbert Hazel Irwin Joyce Kermit Lucille Merle Otis Pearl "
        "Rosemary Stuart Vivian Wilbur",
    },
    surnames={
        "es": "Alvarado Bejarano Canales Del Valle Espejo Frías Gálvez Haro Ibarra Juárez Lucero Maldonado Nava "
        "Portillo Quesada Rebolledo Sepúlveda Tejeda Uceda Valladares Ybarra",
        "pt": "Azevedo Barreto Coutinho Duque Estrela Fialho Garrido Homem Leite Monteiro Padilha Queirós "
        "Tomás Vilaça Zagalo Mourão Bicalho",
        "en": "Armitage Bixby Conway Dunbar Everly Fulton Gorman Hyde Ives Knox Lister Munro Neeson Ogden Poole Rigby Stroud "
        "Tully Vickers Wragg",
    },
    foreign="Fatoumata Diallo|Park Ji-woo|Marek Novák|Rahul Deshmukh|Jürgen Schäfer|Trần Văn Nam",
    streets={
        "es": "Zaragoza|Las Palmas|Carabobo|Nogales|Vicuña Mackenna|Doctor Esquerdo",
        "pt": "Borges de Medeiros|da Alegria|Padre Cruz|Conselheiro Mafra|São João",
        "en": "Churchill|Walnut|Greenfield|Market|Kings|Mulberry",
    },
    addresses={
        "es": (
            "CALLE {street} {n} COL {street} {zip5} {city}",
            "AV. {street} NRO. {n} DPTO. {a}, {city}",
            "C/ {street} NUM {n} PISO {a} LETRA C",
            "VEREDA {street} KM {a}",
        ),
        "pt": (
            "RUA {street} N {n} {zip4}-{zip3} {city}",
            "AV {street}, {n} APTO {n} {city} SP",
            "PCA {street} {n}",
            "ESTRADA {street} {n} CASA {a}",
        ),
        "en": (
            "{n} {street} AVENUE {city} {zip5}",
            "{n} {street} SQ, {city} {postcode}",
            "FLAT {a} {n} {street} ROAD {city}",
            "{n} {street} TRL {city}",
        ),
    },
    templates={
        "es": (
            "APELLIDOS {surname_caps} {surname_caps} NOMBRE {given_caps}",
            "NOMBRE Y APELLIDOS: {person_caps}  DOMICILIO: {address_caps}",
            "Razón social: {org}  Rep. legal: {person}",
            "RECIBI DE {person_caps_bare} LA CANTIDAD DE {amount}",
            "Nombre del tarjetahabiente\n{person_caps}\nVence {expiry}",
            "CURP {curp} {person_caps_bare} NACIONALIDAD MEXICANA",
            "TICKET {number} CAJERO: {given_caps} TOTAL {amount} EFECTIVO",
            "FIRMA DEL SOLICITANTE: {person}",
            "FORMULARIO 3B SOLICITUD DE DEVOLUCION FECHA {date}",
            "GRACIAS POR SU COMPRA VUELVA PRONTO {org} {city}",
            "Beneficiarios: 1) {person} 2) {person}",
            "DIRECCION FISCAL: {address_caps}",
            "Padre: {person} Madre: {person}",
            "REGIMEN SIMPLIFICADO DE CONFIANZA USO CFDI GASTOS EN GENERAL",
            "Domicilio particular {address} Teléfono {phone}",
        ),
        "pt": (
            "APELIDOS {surname_caps} {surname_caps} NOME {given_caps}",
            "NOME COMPLETO: {person_caps}  MORADA: {address_caps}",
            "Razão social: {org}  Rep. legal: {person}",
            "RECEBI DE {person_caps_bare} A QUANTIA DE {amount}",
            "Nome impresso no cartão\n{person_caps}\nValidade {expiry}",
            "CPF {cpf} {person_caps_bare} NACIONALIDADE BRASILEIRA",
            "CUPOM {number} OPERADOR: {given_caps} TOTAL {amount} DINHEIRO",
            "ASSINATURA DO REQUERENTE: {person}",
            "FORMULARIO 3B PEDIDO DE REEMBOLSO DATA {date}",
            "OBRIGADO PELA PREFERENCIA VOLTE SEMPRE {org} {city}",
            "Beneficiários: 1) {person} 2) {person}",
            "ENDERECO FISCAL: {address_caps}",
            "Pai: {person} Mãe: {person}",
            "DOCUMENTO AUXILIAR DA NOTA FISCAL ELETRONICA CONSUMIDOR NAO IDENTIFICADO",
            "Endereço residencial {address} Telefone {phone}",
        ),
        "en": (
            "SURNAME {surname_caps} GIVEN NAMES {given_caps} {given_caps}",
            "FULL NAME: {person_caps}  ADDRESS: {address_caps}",
            "Company: {org}  Legal representative: {person}",
            "RECEIVED FROM {person_caps} THE SUM OF {amount}",
            "Name on card\n{person_caps}\nValid thru {expiry}",
            "PASSPORT HOLDER {person_caps_bare} NATIONALITY BRITISH CITIZEN",
            "RECEIPT {number} SERVER: {given_caps} TOTAL {amount} CASH",
            "SIGNATURE OF APPLICANT: {person}",
            "FORM 3B REFUND REQUEST DATE {date}",
            "THANK YOU FOR SHOPPING AT {org} {city} PLEASE COME AGAIN",
            "Beneficiaries: 1) {person} 2) {person}",
            "REGISTERED ADDRESS: {address_caps}",
            "Father: {person} Mother: {person}",
            "MERCHANT COPY NO SIGNATURE REQUIRED CONTACTLESS DEBIT MASTERCARD",
            "Home address {address} Phone {phone}",
        ),
    },
)
