"""Texts that are laid out: forms, tables, records of programs, each of fields with and without a person in them.

What a field is called, in three languages and with abbreviations, is beside what its value may be; how fields are laid
out is drawn for each text, so that neither says much about the other.
"""

import random
from collections.abc import Callable

# What a person's field is called; of a whole name, of given names, of surnames, of an address.
WHOLE = {
    "es": (
        "Nombre|Nombre completo|Nombre y apellidos|Nombre y apellido|Apellidos y nombre|Apellido y Nombre|Nombre del titular|Nombre del cliente|"
        "Nombre del solicitante|Nombre del paciente|Nombre del alumno|Nombre del padre|Nombre de la madre|Nombre del cónyuge|Titular|Cotitular|Cliente|"
        "Beneficiario|Beneficiaria|Beneficiario final|Solicitante|Interesado|Interesada|Declarante|Contribuyente|Representante|Representante legal|"
        "Apoderado|Administrador|Socio|Socia|Avalista|Fiador|Garante|Arrendador|Arrendatario|Inquilino|Propietario|Vendedor|Comprador|Tomador|"
        "Asegurado|Conductor|Paciente|Alumno|Tutor|Tutora|Empleado|Trabajadora|Responsable|Encargado|Supervisor|Jefe directo|Asesor|Ejecutivo|"
        "Agente|Médico tratante|Profesor|Notario|Perito|Testigo|Testigo 1|Firmante|Firma|Firmado|Fdo|Recibí|Recibido por|Entregado por|Elaborado por|"
        "Revisado por|Autorizado por|Atendido por|Autor|Contacto|Persona de contacto|Contacto de emergencia|Atención|At.|Att.|A la atención de|"
        "Remitente|Destinatario|Consignatario|Pasajero|Huésped|Ordenante|Librador|Pagador|Deudor|Acreedor|Heredero|Causante|Causahabiente|Usuario|"
        "Nom.|Nomb.|Nombre/Razón social|Nombre o razón social|Sr./Sra.|D./Dña.|Don/Doña|Yo|Ejecutante|Instructor|Referencia personal"
    ),
    "pt": (
        "Nome|Nome completo|Nome e apelido|Nome e sobrenome|Nome do titular|Nome do cliente|Nome do requerente|Nome do paciente|Nome do aluno|"
        "Nome do pai|Nome da mãe|Filiação|Mãe|Pai|Cônjuge|Nome do cônjuge|Titular|Cotitular|Cliente|Beneficiário|Beneficiária|Requerente|Solicitante|"
        "Interessado|Declarante|Contribuinte|Representante|Representante legal|Procurador|Procuradora|Administrador|Sócio|Sócia|Fiador|Avalista|"
        "Locador|Locatário|Inquilino|Senhorio|Proprietário|Vendedor|Comprador|Tomador|Segurado|Condutor|Motorista|Paciente|Aluno|Aluna|Encarregado de educação|"
        "Funcionário|Colaborador|Responsável|Encarregado|Supervisor|Chefia imediata|Assessor|Gerente|Atendente|Médico|Médica responsável|Professor|Tabelião|"
        "Perito|Testemunha|Testemunha 1|Assinante|Assinatura|Ass.|Assinado por|Recebi|Recebido por|Entregue por|Elaborado por|Revisado por|Autorizado por|"
        "Autor|Contato|Contacto|Pessoa de contacto|Contato de emergência|A/C|Aos cuidados de|Remetente|Destinatário|Passageiro|Hóspede|Ordenante|Sacado|Sacador|"
        "Cedente|Pagador|Recebedor|Favorecido|Devedor|Credor|Herdeiro|Inventariante|Usuário|Utilizador|Nome/Razão social|Sr./Sra.|Sr(a).|Eu|Instrutor|Nome social"
    ),
    "en": (
        "Name|Full name|Legal name|Name of applicant|Applicant name|Applicant|Name of account holder|Account holder|Account name|Cardholder|Cardholder name|"
        "Name on card|Customer|Customer name|Client|Client name|Patient|Patient name|Student|Pupil|Parent|Guardian|Parent/Guardian|Mother's name|Father's name|"
        "Spouse|Next of kin|Emergency contact|Contact|Contact person|Contact name|Beneficiary|Beneficiary name|Payee|Payer|Remitter|Sender|Recipient|Consignee|"
        "Ship to|Bill to|Sold to|Deliver to|Attn|Attention|FAO|c/o|Passenger|Guest|Guest name|Lead guest|Driver|Insured|Policyholder|Claimant|Witness|Witness 1|"
        "Signed|Signature|Signed by|Print name|Printed name|Received by|Delivered by|Prepared by|Reviewed by|Approved by|Authorised by|Authorized signatory|"
        "Handled by|Completed by|Author|Owner|Landlord|Tenant|Buyer|Seller|Debtor|Creditor|Guarantor|Director|Trustee|Executor|Employee|Employee name|"
        "Line manager|Supervisor|Manager|Adviser|Agent|Instructor|Teacher|GP|Physician|Referee|User|Username on file|Requested by|Reported by|Assigned to|Assignee|I"
    ),
}
GIVEN_LABELS = {
    "es": "Nombre|Nombres|Nombre(s)|Nombre de pila|Primer nombre|Segundo nombre|NOMBRES|nombre|nombres|first_name",
    "pt": "Nome|Nomes|Nome próprio|Nomes próprios|Primeiro nome|Nome do meio|Prenome|NOME|nome|primeiro_nome",
    "en": "First name|First names|Given name|Given names|Forename|Forename(s)|Middle name|Known as|Preferred name|first_name|firstName|given_name",
}
SURNAME_LABELS = {
    "es": "Apellido|Apellidos|Apellido(s)|Primer apellido|Segundo apellido|Apellido paterno|Apellido materno|Ap. paterno|Ap. materno|apellidos|1er apellido|2º apellido",
    "pt": "Apelido|Apelidos|Sobrenome|Último nome|Último sobrenome|Nome de família|Apelido de família|sobrenome|apelidos|ultimo_nome",
    "en": "Surname|Last name|Family name|Maiden name|Mother's maiden name|last_name|lastName|surname|family_name",
}
ADDRESS_LABELS = {
    "es": (
        "Dirección|Domicilio|Domicilio fiscal|Domicilio particular|Dirección postal|Dirección de envío|Dirección de entrega|Dirección del inmueble|Dir.|Dom.|"
        "Calle y número|Calle|Vía pública|Residencia|Domicilio de notificaciones|Lugar de entrega|Entregar en|Ubicación|Inmueble|Vivienda|direccion|domicilio|Dirección 1"
    ),
    "pt": (
        "Endereço|Morada|Morada fiscal|Endereço residencial|Endereço comercial|Endereço de entrega|Endereço de cobrança|End.|Residência|Logradouro|"
        "Rua e número|Rua|Domicílio|Domicílio fiscal|Local de entrega|Entregar em|Localização|Imóvel|endereco|morada|Endereço 1"
    ),
    "en": (
        "Address|Home address|Postal address|Mailing address|Billing address|Shipping address|Delivery address|Registered office|Street address|Street|Addr.|"
        "Address line 1|Residence|Property|Property address|Premises|Location|Deliver to|Service address|Current address|Previous address|address|street_address"
    ),
}
# What else there is, and what stands there: a slot, a symbol of the grammar, or a few words.
OTHER = {
    "es": (
        "Fecha={date}|Fecha de nacimiento={date}|Fecha de emisión={date}|Hora={time}|Lugar={city}|Lugar de nacimiento={city}|Ciudad={city}|Localidad={city}|Municipio={city}|"
        "Población={city}|Provincia={city}|Estado={city}|Estado=<Adj>|País=España|País=México|País=Argentina|Nacionalidad=Española|Nacionalidad=Mexicana|Nacionalidad=Colombiana|"
        "Empresa={org}|Razón social={org}|Empleador={org}|Comercio={org}|Proveedor={org}|Aseguradora={org}|Banco=Banco Santander|Banco=BBVA|Banco=Banco de Chile|Banco=CaixaBank|Banco emisor=Banorte|"
        "Entidad={org}|Sucursal={city}|Sucursal=Centro|Oficina=<Office>|Departamento=Atención al Cliente|Departamento=Recursos Humanos|Área=Cobranzas|Área=<Thing>|Cargo=Gerente|Cargo=Directora Comercial|"
        "Puesto=Analista de Riesgos|Profesión=Abogada|Profesión=Ingeniero Civil|Ocupación=Empleado|Estado civil=Casado|Estado civil=Soltera|Sexo=Masculino|Sexo=F|Parentesco=Hija|Parentesco=Madre|Relación=Cónyuge|"
        "Producto=<Thing> <Adj>|Producto=<noise>|Servicio=<Thing>|Concepto=<Thing> <Adj>|Concepto=<noise>|Asunto=<Thing> <Adj>|Motivo=<problem>|Motivo=<Problem>|Descripción=<noise>|Detalle=<Problem>|Observaciones=<problem>|"
        "Observaciones=Ninguna|Comentarios=<Request>|Importe={amount}|Monto={amount}|Total={amount}|Saldo={amount}|Moneda=Euro|Moneda=Peso Mexicano|Pedido={order}|Nº de pedido={order}|Factura={order}|Folio={number}|Expediente={order}|"
        "Póliza={order}|Contrato={order}|Referencia={code}|Matrícula={code}|IBAN={iban}|Cuenta={iban}|Tarjeta={card}|Teléfono={phone}|Tel.={phone}|Móvil={phone}|Correo={email}|Email={email}|DNI={dni}|NIE={nie}|CURP={curp}|RFC={rfc}|RUT={rut}|CUIT={cuit}|"
        "Forma de pago=Tarjeta de Crédito|Forma de pago=Efectivo|Método=Transferencia Bancaria|Canal=Página Web|Prioridad=Alta|Resultado=Aprobado|Resultado=<Adj>|Tipo=<Thing>|Categoría=<Adj>|Plan=Familiar|Idioma=Español|Colegio=Colegio San José|"
        "Hospital=Hospital General|Centro=Centro de Salud Norte|Seguro=Mapfre|Marca=Seat|Marca=Toyota|Modelo={product}|Modelo=Corolla|Color=Azul Marino|Curso=Tercero|Asignatura=Matemáticas|Días=Lunes y Miércoles|Mes=Enero|Mes=Abril|Turno=Mañana|Vuelo=IB{last4}|Hotel=Hotel Miramar|"
        "Barrio=Centro|Colonia=Roma Norte|Código postal={last4}0|Página={last4}|Versión={last4}|Firma="
    ),
    "pt": (
        "Data={date}|Data de nascimento={date}|Data de emissão={date}|Hora={time}|Local={city}|Naturalidade={city}|Cidade={city}|Localidade={city}|Município={city}|Concelho={city}|Freguesia={city}|Distrito={city}|"
        "Estado=São Paulo|UF=SP|Estado=<Adj>|País=Brasil|País=Portugal|Nacionalidade=Brasileira|Nacionalidade=Portuguesa|Empresa={org}|Razão social={org}|Empregador={org}|Loja={org}|Fornecedor={org}|Seguradora={org}|"
        "Banco=Banco do Brasil|Banco=Itaú|Banco=Caixa Econômica Federal|Banco=Millennium BCP|Banco=Nubank|Instituição={org}|Agência=Centro|Agência={last4}|Balcão=<Office>|Departamento=Recursos Humanos|Setor=Financeiro|Área=<Thing>|"
        "Cargo=Gerente|Cargo=Diretora Comercial|Função=Analista de Risco|Profissão=Advogada|Profissão=Engenheiro Civil|Ocupação=Autônomo|Estado civil=Casado|Estado civil=Solteira|Sexo=Masculino|Sexo=F|Parentesco=Filha|Parentesco=Mãe|"
        "Produto=<Thing> <Adj>|Produto=<noise>|Serviço=<Thing>|Descrição=<noise>|Descritivo=<Thing> <Adj>|Assunto=<Thing> <Adj>|Motivo=<problem>|Motivo=<Problem>|Detalhe=<Problem>|Observações=<problem>|Observações=Nenhuma|Comentários=<Request>|"
        "Valor={amount}|Montante={amount}|Total={amount}|Saldo={amount}|Moeda=Real|Moeda=Euro|Pedido={order}|Nº do pedido={order}|Fatura={order}|Nota fiscal={number}|Processo={order}|Apólice={order}|Contrato={order}|Referência={code}|"
        "Matrícula={code}|Placa={code}|IBAN={iban}|Conta={iban}|Cartão={card}|Telefone={phone}|Tel.={phone}|Celular={phone}|Telemóvel={phone}|E-mail={email}|CPF={cpf}|CNPJ={cnpj}|Forma de pagamento=Cartão de Crédito|Forma de pagamento=Pix|"
        "Método=Transferência Bancária|Canal=Site|Prioridade=Alta|Resultado=Aprovado|Resultado=<Adj>|Tipo=<Thing>|Categoria=<Adj>|Plano=Familiar|Idioma=Português|Escola=Escola Estadual Dom Pedro|Hospital=Hospital das Clínicas|Posto=Posto de Saúde Norte|"
        "Seguro=Porto Seguro|Marca=Fiat|Marca=Volkswagen|Modelo={product}|Modelo=Gol|Cor=Azul Marinho|Curso=Direito|Disciplina=Matemática|Dias=Segunda e Quarta|Mês=Janeiro|Mês=Abril|Turno=Manhã|Voo=TP{last4}|Hotel=Hotel Atlântico|Bairro=Centro|"
        "Bairro=Vila Mariana|Página={last4}|Versão={last4}|Assinatura="
    ),
    "en": (
        "Date={date}|Date of birth={date}|DOB={date}|Issued={date}|Time={time}|Place={city}|Place of birth={city}|City={city}|Town={city}|County={city}|State=Texas|State=<Adj>|Country=United Kingdom|Country=United States|Nationality=British|Nationality=American|"
        "Company={org}|Company name={org}|Employer={org}|Merchant={org}|Supplier={org}|Insurer={org}|Bank=Barclays|Bank=Wells Fargo|Bank=Bank of America|Bank=Lloyds Bank|Institution={org}|Branch={city}|Branch=Main Street|Office=<Office>|"
        "Department=Human Resources|Department=Customer Service|Team=<Thing>|Job title=Account Manager|Title=Sales Director|Position=Risk Analyst|Occupation=Solicitor|Occupation=Civil Engineer|Marital status=Married|Marital status=Single|Sex=Male|Gender=F|"
        "Relationship=Daughter|Relationship=Mother|Product=<Thing> <Adj>|Product=<noise>|Service=<Thing>|Description=<noise>|Subject=<Adj> <Thing>|Reason=<problem>|Reason=<Problem>|Details=<Problem>|Notes=<problem>|Notes=None|Comments=<Request>|"
        "Amount={amount}|Total={amount}|Balance={amount}|Currency=Pound Sterling|Currency=US Dollar|Order={order}|Order no.={order}|Invoice={order}|Policy={order}|Contract={order}|Case={order}|Reference={code}|Registration={code}|IBAN={iban}|Account={iban}|"
        "Card={card}|Phone={phone}|Tel={phone}|Mobile={phone}|Email={email}|Payment method=Credit Card|Payment method=Cash|Method=Bank Transfer|Channel=Web Site|Priority=High|Outcome=Approved|Outcome=<Adj>|Type=<Thing>|Category=<Adj>|Plan=Family|Language=English|"
        "School=St Mary's School|Hospital=General Hospital|Practice=Riverside Surgery|Insurance=Aviva|Make=Ford|Make=Honda|Model={product}|Model=Civic|Colour=Navy Blue|Course=Law|Subject=Mathematics|Days=Monday and Wednesday|Month=January|Month=April|Month=May|"
        "Shift=Morning|Flight=BA{last4}|Hotel=Hotel Metropole|Terminal=North|Page={last4}|Version={last4}|Signature="
    ),
}  # fmt: skip
_WHOLE_VALUES = ("{person}",) * 7 + (
    "{person_comma}",
    "{person_last}",
    "{person_initials}",
    "{person_suffix}",
    "{person_initial}",
)
_SHORT_VALUES = ("{given}", "{person_initial}", "{given_lower}")


def _person_fields(source: random.Random, language: str) -> list[tuple[str, str]]:
    """A name as one field or as two, given name and surname."""
    if source.random() < 0.3:
        given = source.choice(GIVEN_LABELS[language].split("|")), source.choice(
            ["{given}", "{given}", "{given} {given}"]
        )
        surname = (
            source.choice(SURNAME_LABELS[language].split("|")),
            source.choice(["{surname}", "{surname}", "{surname} {surname}"]),
        )
        return source.choice([[given, surname], [surname, given], [surname], [given]])
    values = _WHOLE_VALUES if source.random() < 0.9 else _SHORT_VALUES
    return [(source.choice(WHOLE[language].split("|")), source.choice(values))]


def _other_field(source: random.Random, language: str) -> tuple[str, str]:
    label, _, value = source.choice(OTHER[language].split("|")).partition("=")
    return label, value


def fields(source: random.Random, language: str) -> list[tuple[str, str]]:
    """Labels and values, some of them of a person."""
    chosen: list[tuple[str, str]] = []
    for _ in range(source.choice([1, 1, 2, 2, 3, 4, 5, 6])):
        kind = source.random()
        if kind < 0.36:
            chosen += _person_fields(source, language)
        elif kind < 0.5:
            chosen.append((source.choice(ADDRESS_LABELS[language].split("|")), "{address}"))
        else:
            chosen.append(_other_field(source, language))
    return chosen


def form(source: random.Random, language: str) -> str:
    """Labels and values, in one line or one below the other."""
    chosen = fields(source, language)
    between = source.choice(
        [": "] * 10 + [":", " : ", ":\n", "\n", " - ", ".: ", "= ", "=", " .......... ", ":  ", "\t", " ", " = ", ":- "]
    )
    after = source.choice(["\n"] * 8 + [", ", "; ", " | ", " / ", "   ", " - ", ". ", "\n\n", " ", "\t"])
    if between in ("\n", ":\n"):
        after = "\n"
    before = source.choice([""] * 8 + ["- ", "* ", "• ", "[ ] ", "> ", "□ "])
    numbered = source.random() < 0.1
    style = source.random()
    lines = []
    for number, (label, value) in enumerate(chosen, start=1):
        written = label.upper() if style < 0.3 else label.lower() if style < 0.38 else label
        lines.append(f"{f'{number}. ' if numbered else ''}{before}{written}{between}{_cased(value, source, style)}")
    head = source.choice(
        ["", "", "", "", "<Thing> <Adj>\n", "<THING> <ADJ>\n", "<Thing>: {order}\n", "<Office>\n", "{org}\n"]
    )
    tail = source.choice(["", "", "", "", "", "\n<request>", "\n<bye>", ".", "\n{city}, {date}", "\n<noise>"])
    return head + after.join(lines) + tail


def _cased(value: str, source: random.Random, style: float) -> str:
    """A person's slot in capitals, small letters or without accents."""
    if value.startswith(("{person", "{given", "{surname", "{address")):
        kind = source.random()
        ending = "_caps" if style < 0.2 else "_lower" if kind < 0.06 else ""
        ending += "_bare" if kind > 0.8 else ""
        return value.replace("}", ending + "}") if "_lower" not in value else value
    return value.upper() if style < 0.2 and "{" not in value and "<" not in value else value


def table(source: random.Random, language: str) -> str:
    """A row of labels, and rows of values."""
    columns = fields(source, language)
    while len(columns) < 2:
        columns += fields(source, language)
    columns = columns[:5]
    separator = source.choice([";", ",", " | ", "\t", "|", ", ", "    "])
    style = source.random()
    edge = "| " if separator == " | " and source.random() < 0.4 else ""
    rows = (
        [separator.join(label.upper() if style < 0.3 else label for label, _ in columns)]
        if source.random() < 0.7
        else []
    )
    for _ in range(source.randint(1, 3)):
        rows.append(separator.join(_cased(value, source, style) for _, value in columns))
    return "\n".join(edge + row + edge[::-1] for row in rows)


_KEYS = {
    "whole": "name nombre nome full_name fullName customer customer_name customerName cliente titular holder card_holder cardHolder beneficiary beneficiario payee payer "
    "owner user usuario contact contacto recipient destinatario sender remitente author assignee agent agente employee paciente nome_completo nombre_completo display_name signed_by",
    "given": "first_name firstName given_name givenName nombre nome nombres primer_nombre fname",
    "surname": "last_name lastName surname apellidos apellido sobrenome family_name lname",
    "address": "address direccion endereco morada street address_line_1 addressLine1 shipping_address billing_address domicilio line1 logradouro",
    "other": "id status state estado city ciudad cidade country pais merchant comercio loja bank banco product producto produto currency amount total email phone created_at type channel plan brand reason code model org company empresa "
    "department team service host region level logger thread event action source target topic queue table version language month branch title category description message",
}
_OTHER_VALUES = (
    "{city}", "{city}", "{org}", "{org}", "{brand}", "<Thing>", "<Adj>", "<Thing> <Adj>", "<Problem>", "{code}", "{order}", "{amount}", "{date}", "{email}", "{phone}", "{uuid}", "{number}", "<noise>", "active", "pending",
    "eu-west-1", "INFO", "ERROR", "Spain", "Brasil", "Mexico", "Portugal", "Visa", "EUR", "payment.created", "orders-api", "worker-{last4}", "Premium", "true", "null", "<Office>", "{ip}", "{timestamp}",
)  # fmt: skip


def record(source: random.Random, language: str) -> str:
    """A record of a program: JSON, key=value, XML, SQL, with or without a line of a log around it."""
    pairs: list[tuple[str, str]] = []
    for _ in range(source.randint(1, 5)):
        kind = source.choice(
            ["whole", "whole", "given", "surname", "address", "other", "other", "other", "other", "other"]
        )
        value = {
            "whole": source.choice(
                ["{person}"] * 5 + ["{person_comma}", "{person_bare}", "{person_caps}", "{person_lower}"]
            ),
            "given": "{given}",
            "surname": "{surname}",
            "address": "{address}",
            "other": source.choice(_OTHER_VALUES),
        }[kind]
        pairs.append((source.choice(_KEYS[kind].split()), value))
    written = _WRITERS[source.randrange(len(_WRITERS))](pairs, source)
    around = source.random()
    if around < 0.35:
        level = source.choice(["INFO", "WARN", "ERROR", "DEBUG", "WARNING"])
        logger = source.choice(
            ["payments.api", "c.s.OrderService", "kyc.worker", "app", "billing", "org.acme.Gateway", "main"]
        )
        line = source.choice(
            [
                "{timestamp} " + level + " " + logger + ": ",
                "[" + level + "] ",
                "{timestamp} [" + logger + "] " + level + " - ",
                level + ":" + logger + ":",
            ]
        )
        written = (
            line
            + source.choice(
                [
                    "",
                    "",
                    "<problem> ",
                    "<Problem>: ",
                    "payload ",
                    "request body ",
                    "created ",
                    "validation failed for ",
                    "row ",
                ]
            )
            + written
        )
    return written


def _json(pairs: list[tuple[str, str]], source: random.Random) -> str:
    colon, comma = source.choice([(": ", ", "), (":", ","), (": ", ",\n  ")])
    quote = source.choice(['"', '"', "'"])
    return "{ " + comma.join(f"{quote}{key}{quote}{colon}{quote}{value}{quote}" for key, value in pairs) + " }"


def _pairs(pairs: list[tuple[str, str]], source: random.Random) -> str:
    equals, between = source.choice(["=", "=", ": ", "=>"]), source.choice([" ", ", ", "; ", " | ", "&"])
    quote = source.choice(["", "", '"', "'"])
    return between.join(f"{key}{equals}{quote}{value}{quote}" for key, value in pairs)


def _xml(pairs: list[tuple[str, str]], source: random.Random) -> str:
    between = source.choice(["", "\n", " "])
    return between.join(f"\x02{key}\x03{value}\x02/{key}\x03" for key, value in pairs)


def _sql(pairs: list[tuple[str, str]], source: random.Random) -> str:
    table_name = source.choice(["customers", "clientes", "orders", "payments", "users"])
    names, values = ", ".join(key for key, _ in pairs), ", ".join(f"'{value}'" for _, value in pairs)
    where = " AND ".join(f"{key} = '{value}'" for key, value in pairs)
    return source.choice(
        [f"INSERT INTO {table_name} ({names}) VALUES ({values})", f"SELECT * FROM {table_name} WHERE {where}", f"UPDATE {table_name} SET {where.replace(' AND ', ', ')}",
         f"duplicate key value violates unique constraint \"{table_name}_pkey\" DETAIL: Key ({names})=({values.replace(chr(39), '')}) already exists."]
    )  # fmt: skip


def _yaml(pairs: list[tuple[str, str]], source: random.Random) -> str:
    indent = source.choice(["", "  ", "- "])
    return "\n".join(f"{indent}{key}: {value}" for key, value in pairs)


_WRITERS: tuple[Callable[[list[tuple[str, str]], random.Random], str], ...] = (
    _json,
    _json,
    _pairs,
    _pairs,
    _xml,
    _sql,
    _yaml,
)
LABEL_WORDS = {
    language: " ".join(
        (
            WHOLE[language],
            GIVEN_LABELS[language],
            SURNAME_LABELS[language],
            ADDRESS_LABELS[language],
            OTHER[language],
            *_KEYS.values(),
        )
    )
    for language in WHOLE
}
