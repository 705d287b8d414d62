"""Notes that agents leave in tickets and CRM records: telegraphic, fields and values, initials."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="tickets",
    given={
        "es": "Aurelio Bibiana Cristóbal Dalila Ezequiel Florencia Gastón Herminia Ismael Judith Ladislao Micaela Néstor "
        "Oriol Petra Quirino Rebeca Salomé Vanesa Zacarías",
        "pt": "Abel Bianca Cícero Dalva Edivaldo Flávia Guiomar Hélio Ingrid Jurema Lázaro Mauro Noémia Orlando Palmira "
        "Rute Sandro Tânia Vera Waldir",
        "en": "Agnes Bruce Celeste Damian Edith Fergus Greta Hugo Ivy Jasper Kendra Linus Maxine Neville Octavia Piers "
        "Ruby Sheldon Thelma Wallace",
    },
    surnames={
        "es": "Arancibia Boluda Castañeda Estévez Gamboa Hurtado Iriarte Jurado Llorente Machuca Novoa "
        "Orellana Pantoja Quiroga Riquelme Santillán Tapia Urquiza Vilchis Zavala",
        "pt": "Aguiar Brito Carneiro Delfino Estrada Frazão Guedes Hipólito Jardim Loureiro Maia Negrão Osório Portela "
        "Rebelo Serpa Toscano Ventura Wanderley Veloso",
        "en": "Ainsworth Bancroft Colby Dempsey Elwood Finch Garland Hewitt Irving Jernigan Kessler Lomax Moynihan Neville-Shaw "
        "Oyelaran Pritchard Rosenthal Swanson Tolliver Winslow",
    },
    foreign="Giulia Bianchi|Chukwuemeka Obi|Katarzyna Nowak|Anastasia Volkova|Hye-jin Choi|Svetlana Orlova",
    streets={
        "es": "Bravo Murillo|El Golf|Canning|Lázaro Cárdenas|Los Rosales|Sucre",
        "pt": "Haddock Lobo|Consolação|das Flores|Fontes Pereira de Melo|Dom Pedro II",
        "en": "Willowbrook|Victoria|Magnolia|Ashfield|Broad|Lincoln",
    },
    addresses={
        "es": (
            "C/{street} {n}-{a}ºA ({city})",
            "Av. {street} N° {n} of. {n}",
            "Blvd. {street} {n} int. {a}, {zip5}",
            "Cl {n} # {a}-{n} torre {a} apto {n}",
            "Urb. {street} mz B lt {a}",
        ),
        "pt": (
            "R. {street} {n}, ap. {n}, {city}",
            "Av. {street} {n} - sala {n}",
            "Estrada {street}, km {a}",
            "Rua {street}, lote {a}, {zip4}-{zip3}",
        ),
        "en": (
            "{n} {street} Ct. #{a}, {city}",
            "{n} {street} Terrace, {postcode}",
            "Apt {a}, {n} {street} Pkwy",
            "{n} {street} Crescent ({city})",
        ),
    },
    templates={
        "es": (
            "Cte {person} llama por cargo dup {amount}; se escala a N2",
            "Nombre: {person}\nDomicilio: {address}\nTel: {phone}",
            "CLIENTE: {person_caps} | CASO {number} | MOTIVO: Contracargo",
            "Hablé con {person}, pide factura a {email}",
            "Llamó la Sra. {person}; se le explicó el plazo de 10 días. Rev. {given}",
            "titular={person_bare}; estado=Rechazado; codigo={code}",
            "Se verificó identidad de {person_initial} (DNI {dni}) y se desbloqueó la cuenta",
            "Asignado a {given} por {given}; prioridad Alta; SLA {ms} ms",
            "Dirección de entrega actualizada a {address} por petición del cliente",
            "Pasarela: Redsys. Respuesta 0190 Denegación. Pedido {order}",
            "Escalado a Equipo de Fraude. Ver Manual de Operaciones, Capítulo 3",
            "Contacto: {given} {phone}. No contesta.",
            "Reasigno el ticket de {person} a Soporte Nivel Dos",
            "Usuario reporta Error Interno del Servidor en Pantalla de Pago, Chrome 126",
            "Cobro a {person_lower} revertido {date}",
            "Autoriza: {person_comma}",
        ),
        "pt": (
            "Cliente {person} liga por cobrança duplicada {amount}; escalado para N2",
            "Nome: {person}\nMorada: {address}\nTelefone: {phone}",
            "CLIENTE: {person_caps} | CASO {number} | MOTIVO: Estorno",
            "Falei com {person}, pede nota fiscal em {email}",
            "Ligou a D. {given}; explicado prazo de 10 dias. Rev. {given}",
            "titular={person_bare}; status=Recusado; codigo={code}",
            "Identidade de {person_initial} verificada (CPF {cpf}), conta desbloqueada",
            "Atribuído a {given} por {given}; prioridade Alta; SLA {ms} ms",
            "Endereço de entrega alterado para {address} a pedido do cliente",
            "Adquirente: Cielo. Retorno 51 Saldo Insuficiente. Pedido {order}",
            "Enviado à Equipe de Risco. Ver Manual de Procedimentos, Seção 3",
            "Contato: {given} {phone}. Não atende.",
            "Transfiro o chamado de {person} para Suporte Nível Dois",
            "Usuário relata Erro Interno do Servidor na Tela de Pagamento, Firefox 128",
            "Cobrança de {person_lower} revertida {date}",
            "Autorizado por: {person_comma}",
        ),
        "en": (
            "Cust {person} called re dup charge {amount}; escalated to T2",
            "Name: {person}\nAddress: {address}\nPhone: {phone}",
            "CUSTOMER: {person_caps} | CASE {number} | REASON: Chargeback",
            "Spoke to {person}, wants invoice at {email}",
            "Mrs {surname} rang; explained the 10 day window. Rev. {given}",
            "holder={person_bare}; state=Declined; code={code}",
            "Verified identity of {person_initial} and unlocked the account",
            "Assigned to {given} by {given}; priority High; SLA {ms} ms",
            "Shipping address changed to {address} as requested by customer",
            "Gateway: Worldpay. Response 05 Do Not Honor. Order {order}",
            "Handed to Risk Operations Team. See Runbook, Chapter Three",
            "Contact: {given} {phone}. No reply.",
            "Moving {person}'s ticket to Level Two Support",
            "User reports Internal Server Error on Checkout Page, Safari 17",
            "Charge for {person_lower} reversed {date}",
            "Approved by: {person_comma}",
        ),
    },
)
