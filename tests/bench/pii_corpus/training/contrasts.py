"""Sentences in pairs: the same words around a name and around what is none, so that the words around do not decide alone.

LEFT and RIGHT are what stands before and after; OTHER is what else stands there: things, brands, offices, towns.
"""

LEFT = {
    "es": (
        "de|a|para|por|con|según|contra|sobre|entre|desde|hasta|cargo a|pago de|cobro a|abono para|factura de|recibo de|el contrato de|la cuenta de|la tarjeta de|los datos de|el correo de|la firma de|identidad de|la queja de|solicitud de|ticket de|el caso de|el reclamo de|la compra de|"
        "gracias a|junto con|en lugar de|de parte de|por orden de|a cargo de|a través de|respecto a|acuerdo con|reunión con|llamada de|mensaje de|visita de|respuesta de|pendiente de|rev.|Rev.|cc|vía|reasigno a|escalado a|enviado a|entregado a|dirigido a|atención:|Contacto:|Origen:|Destino:|Nota:|"
        "Pasarela:|Banco:|Producto:|Estado:|Comercio:|Ver|ver|Hoy|Ayer|Ni|ni|y|o|pero|porque|cuando|donde|que|si|como|también|solo|salió de|llegó a|vino de|viaja a|vive en|trabaja en|compró en|estuvo en|sucursal de|oficina de|cajero de|es|fue|será|era|busca a|conoce a|vi a|avisé a|pregunté por|pregunta por|firma|firmó|lo firma|lo trajo|lo tiene|revisa|"
        "aprobó|dice|dijo|llamó|escribe|escribió|responde|pagó|compró|vendió|recogió|depositó|quiere que|necesito que|espero a|ayuda a|usuario=|comercio=|cliente=|nombre=|user:|banco=|(|[|-|—|*|•|>|\"|1)|a)|@"
    ),
    "pt": (
        "de|a|para|por|com|segundo|contra|sobre|entre|desde|até|cobrança de|pagamento de|pix para|crédito para|fatura de|recibo de|o contrato de|a conta de|o cartão de|os dados de|o e-mail de|a assinatura de|identidade de|a queixa de|pedido de|chamado de|o caso de|a reclamação de|a compra de|do|da|ao|à|pro|pra|pelo|pela|"
        "graças a|junto com|em vez de|da parte de|por ordem de|a cargo de|através de|quanto a|acordo com|reunião com|ligação de|mensagem de|visita de|resposta de|pendente de|rev.|Rev.|cc|via|repasso a|escalado para|enviado a|entregue a|dirigido a|atenção:|Contato:|Origem:|Destino:|Nota:|"
        "Adquirente:|Banco:|Produto:|Estado:|Loja:|Ver|ver|Hoje|Ontem|Nem|nem|e|ou|mas|porque|quando|onde|que|se|como|também|só|saiu de|chegou a|veio de|viaja para|mora em|trabalha em|comprou em|esteve em|agência de|escritório de|caixa de|é|foi|será|era|procura|conhece|vi|avisei|perguntei por|pergunta por|assina|assinou|quem assina é|quem trouxe foi|"
        "aprovou|diz|disse|ligou|escreve|escreveu|responde|pagou|comprou|vendeu|retirou|depositou|quer que|preciso que|espero|ajuda|usuario=|loja=|cliente=|nome=|user:|banco=|(|[|-|—|*|•|>|\"|1)|a)|@"
    ),
    "en": (
        "of|to|for|by|with|per|against|about|between|from|until|charge for|payment from|charge to|credit for|invoice for|receipt from|the contract of|the account of|the card of|the details of|the email of|the signature of|identity of|complaint of|request from|ticket of|the case of|the claim of|the purchase by|"
        "thanks to|together with|instead of|on behalf of|by order of|in charge of|through|regarding|agreement with|meeting with|call from|message from|visit from|reply from|waiting for|rev.|Rev.|cc|via|reassigned to|escalated to|sent to|delivered to|addressed to|attention:|Contact:|Origin:|Destination:|Note:|"
        "Gateway:|Bank:|Product:|Status:|Merchant:|See|see|Today|Yesterday|Neither|nor|and|or|but|because|when|where|that|if|as|also|only|left|arrived at|came from|flies to|lives in|works at|bought at|was in|branch in|office in|cash machine in|is|was|will be|looks for|knows|saw|told|asked for|asks for|signs|signed|it is signed by|it was brought by|"
        "approved|says|said|called|writes|wrote|answers|paid|bought|sold|collected|deposited|wants|need|waiting on|helps|user=|merchant=|customer=|name=|user:|bank=|(|[|-|—|*|•|>|\"|1)|a)|@|moving|Moving|handed to|under|near|like|than|without|since|after|before"
    ),
}  # fmt: skip
RIGHT = {
    "es": (
        "|.|,|:|;|)|?|!|…| -| —|/|\"|]| ({city})| {amount}| {date}| {time}| {phone}| {email}| {order}| por {amount}| el {date}| a las {time}| en {city}| en {org}| no contesta| verificada| revertido| rechazado| aprobado| cancelado| pendiente| duplicado| devuelto| bloqueada| actualizada| por cargo duplicado| y | o |, que| que| quien| con| sin| para| desde| hasta| llama| pide| dice| "
        "pregunta| quiere| tiene| debe| reclama| firma| paga| compra| vende| recibe| devuelve| escribe| trabaja| vive| es| era| fue| será| está| ha| había| no| sí| ya| también| solo| antes| después| hoy| ayer| mañana| ahora| luego| siempre| nunca| aquí| allí| cliente| titular| y Asociados| en copia| (titular)| DNI {dni}|, titular de la cuenta|, cliente| <{email}>| [{code}]|; estado=Activo|, importe={plain_amount}|' s"
    ),
    "pt": (
        "|.|,|:|;|)|?|!|…| -| —|/|\"|]| ({city})| {amount}| {date}| {time}| {phone}| {email}| {order}| por {amount}| em {date}| às {time}| em {city}| na {org}| não atende| verificada| revertida| recusado| aprovado| cancelado| pendente| duplicada| devolvido| bloqueada| atualizada| por cobrança duplicada| e | ou |, que| que| quem| com| sem| para| desde| até| liga| pede| diz| "
        "pergunta| quer| tem| deve| reclama| assina| paga| compra| vende| recebe| devolve| escreve| trabalha| mora| é| era| foi| será| está| há| havia| não| sim| já| também| só| antes| depois| hoje| ontem| amanhã| agora| logo| sempre| nunca| aqui| ali| cliente| titular| e Associados| em cópia| (titular)| CPF {cpf}|, titular da conta|, cliente| <{email}>| [{code}]|; status=Ativo|, valor={plain_amount}"
    ),
    "en": (
        "|.|,|:|;|)|?|!|…| -| —|/|\"|]| ({city})| {amount}| {date}| {time}| {phone}| {email}| {order}| for {amount}| on {date}| at {time}| in {city}| at {org}| no reply| verified| reversed| declined| approved| cancelled| pending| duplicated| returned| blocked| updated| for a duplicate charge| and | or |, who| that| who| with| without| for| since| until| rang| asks| says| "
        "asked| wants| has| owes| claims| signs| pays| buys| sells| receives| returns| writes| works| lives| is| was| will| would| can| had| did| not| yes| already| also| only| before| after| today| yesterday| tomorrow| now| then| always| never| here| there| customer| holder| and Partners| in copy| (holder)|'s|'s account|'s card|, the account holder|, customer| <{email}>| [{code}]|; state=Active|, amount={plain_amount}"
    ),
}  # fmt: skip
OTHER = {
    "es": (
        "{city}|{city}|{org}|{org}|{brand}|{product}|el banco|la tienda|el Equipo de Fraude|Soporte Nivel Dos|Manual de Operaciones|Guía de Usuario|Capítulo Cuatro|Anexo B|Sección Primera|la Zona Norte|Puerto Nuevo|el Mes Pasado|Semana Santa|Día de la Madre|Fin de Semana|Año Nuevo|Línea Directa|Caja Fuerte|Tarjeta Oro|Plan Familiar|Cuenta Nómina|"
        "Respuesta Inválida|Fondos Insuficientes|Tiempo de Espera Agotado|Clave Incorrecta|Código Seguro|Pago Fácil|Compra Ahora|Hot Sale|Cyber Monday|el Gobierno|la Policía|la Junta|Su Majestad|Zapatillas Rojas|Vestido Azul|Silla de Oficina|Cafetera Italiana|Libro de Cocina|Taza Blanca|Curso de Inglés|Seguro de Vida|Gestión de Cobros|Recursos Humanos|"
        "Finanzas|Contabilidad|Logística|Tesorería|Riesgos|Cumplimiento|Auditoría|Operaciones|Ventas|Compras|Sistemas|Legal|Facturación|Cobranzas|Despacho|Almacén|Mostrador|Portería|Conserjería|Recepción|Gerencia|Dirección|Marketing|Producto|Datos|Plataforma|Ingeniería|Pasarela Uno|la app|mi banco|tu pedido|su cuenta|otra persona|nadie|alguien|todos|usted|nosotros|"
        "Android|Chrome|Firefox|Safari|Windows|Visa Débito|Mastercard Black|Bizum|Oxxo|SPEI|CoDi|Redsys|Conekta|Getnet|Transbank|Webpay|Prisma|Kushki|Klarna|Glovo|Uber Eats|Cabify|Ryanair|Iberia|Vueling|Renfe|Movistar|Claro|Endesa|Naturgy|Bimbo|Cemex|Telcel|Izzi|Coppel|Elektra|Liverpool|Falabella|Éxito|Alkosto|Lan Pass"
    ),
    "pt": (
        "{city}|{city}|{org}|{org}|{brand}|{product}|o banco|a loja|a Equipe de Risco|Suporte Nível Dois|Manual de Procedimentos|Guia do Usuário|Capítulo Quatro|Anexo B|Seção Primeira|a Zona Norte|Porto Novo|o Mês Passado|Semana Santa|Dia das Mães|Fim de Semana|Ano Novo|Linha Direta|Cofre Forte|Cartão Ouro|Plano Família|Conta Salário|Resposta Inválida|"
        "Fundos Insuficientes|Tempo Esgotado|Senha Incorreta|Código Seguro|Pagamento Fácil|Compre Agora|Black Friday|o Governo|a Polícia|a Junta|Tênis Vermelho|Vestido Azul|Cadeira de Escritório|Cafeteira Italiana|Livro de Receitas|Caneca Branca|Curso de Inglês|Seguro de Vida|Gestão de Cobrança|Recursos Humanos|Finanças|Contabilidade|Logística|Tesouraria|Riscos|"
        "Conformidade|Auditoria|Operações|Vendas|Compras|Sistemas|Jurídico|Faturamento|Cobrança|Despacho|Armazém|Balcão|Portaria|Recepção|Gerência|Diretoria|Marketing|Produto|Dados|Plataforma|Engenharia|o app|meu banco|seu pedido|sua conta|outra pessoa|ninguém|alguém|todos|você|nós|Android|Chrome|Firefox|Safari|Windows|Visa Débito|Mastercard Black|Pix|Boleto|"
        "Cielo|Rede|Stone|PagSeguro|Getnet|SafraPay|Ebanx|Klarna|PicPay|Iti|Neon|Shopee|Rappi|Uber Eats|Latam|Gol|Azul|Vivo|Claro|Tim|Enel|Sabesp|Renner|Riachuelo|Havan|Americanas|Pão de Açúcar|Pingo Doce|Galp|Meo|Nos|Fnac|Correios|Sedex|Jadlog|Via Verde|Unibanco|Caixa Geral"
    ),
    "en": (
        "{city}|{city}|{org}|{org}|{brand}|{product}|the bank|the shop|Risk Operations Team|Level Two Support|Operations Manual|User Guide|Chapter Four|Chapter Three|Annex B|Section One|the North Zone|New Harbour|Last Month|Holy Week|Mother's Day|the Weekend|New Year|Direct Line|Strong Box|Gold Card|Family Plan|Salary Account|Invalid Response|"
        "Insufficient Funds|Request Timeout|Wrong Password|Secure Code|Easy Pay|Buy Now|Black Friday|the Government|the Police|the Board|Red Trainers|Blue Dress|Office Chair|Coffee Machine|Cook Book|White Mug|English Course|Life Insurance|Collections Management|Human Resources|Finance|Accounting|Logistics|Treasury|Risk|Compliance|Audit|Operations|Sales|Purchasing|"
        "Systems|Legal|Billing|Dispatch|Warehouse|Front Desk|Reception|Management|Marketing|Product|Data|Platform|Engineering|Runbook|the app|my bank|your order|their account|someone else|nobody|somebody|everyone|you|us|Android|Chrome|Firefox|Safari|Windows|Visa Debit|Mastercard Black|Zelle|Venmo|Worldpay|Adyen|Stripe|Square|Klarna|Clearpay|Affirm|Plaid|Deliveroo|"
        "Uber Eats|Just Eat|Lyft|Delta|Ryanair|EasyJet|Verizon|British Telecom|Octopus Energy|Costco|Best Buy|Home Depot|Sainsbury|Waitrose|Aldi|Lidl|Boots|Greggs|Starbucks|Costa Coffee|FedEx|Royal Mail|Hermes|Do Not Honor|Pick Up Card|Server Error|Checkout Page|Billing Page"
    ),
}  # fmt: skip
ORGANISATION_HEADS = {
    "es": "Farmacia|Ferretería|Grupo|Hotel|Restaurante|Panadería|Clínica|Talleres|Transportes|Muebles|Construcciones|Inversiones|Supermercado|Tienda|Café|Bar|Librería|Óptica|Bodega|Colegio|Universidad|Banco|Seguros|Autolavado|Gasolinera|Distribuidora|Comercial|Estudio|Academia|Joyería|Zapatería|Mercería|Pastelería|Cervecería|Pizzería|Tortillería|Abarrotes|Papelería|Veterinaria|Peluquería|Fundación|Hacienda",
    "pt": "Farmácia|Padaria|Grupo|Hotel|Restaurante|Clínica|Oficina|Transportes|Móveis|Construtora|Investimentos|Supermercado|Loja|Café|Bar|Livraria|Ótica|Colégio|Universidade|Banco|Seguros|Posto|Distribuidora|Comercial|Estúdio|Academia|Joalheria|Sapataria|Confeitaria|Cervejaria|Pizzaria|Mercearia|Papelaria|Pet Shop|Cabeleireiro|Fundação|Fazenda|Drogaria|Viação|Auto Peças",
    "en": "Hotel|Cafe|Bank of|University of|Church of|The|Bar|House of|Friends of|Club|Casa|Studio",
}  # fmt: skip
ORGANISATION_TAILS = {
    "es": "SA|SL|SA de CV|SAS|y Asociados|Hermanos|e Hijos|& Cía|SRL|SpA|Ltda",
    "pt": "SA|Ltda|Lda|ME|EIRELI|& Filhos|e Associados|Irmãos|Comércio|S.A.",
    "en": "Ltd|Inc|LLC|plc|Corp|& Sons|Bros|Bakery|Hardware|Pharmacy|Motors|Stores|Market|Insurance|Group|Holdings|Dental|Cleaners|Florist|Books|Coffee|Energy|Airlines|Partners|Electrical|Garage|Plumbing|Optics|Kitchen|Garden Centre|Travel|Foods",
}  # fmt: skip
