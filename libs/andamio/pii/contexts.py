"""Words around names and addresses: what announces a person, what a person does, and what is no name at all.

Plain lists of three languages, in lower case. They hold the vocabulary of payments and support, not names; a word that
is both ("Rosa", "May", "Sol") is left out of the stop list, so that its neighbours decide.
"""

from andamio.pii.word_pattern import words

TITLES = words(
    "sr sra srta sres srs don doña dña d dr dra mr mrs ms miss mx prof profa lic licda ing eng engª arq exmo exma ilmo "
    "señor señora señorita senhor senhora senhorita dona seu sir madam doctor doctora doutor doutora"
)
PARTICLES = words("de del la las los da do das dos e y di van von der den du le san santa mc mac bin al el st ter i")

# Phrases that a name follows, by how sure that is: 3 alone, 2 with two words, 1 with more evidence.
_SURE = (
    "hola|ola|olá|oi|hi|hello|hey|dear|estimado|estimada|prezado|prezada|caro|cara|querido|querida|buenas|alô|apreciado|"
    "apreciada|good morning|good afternoon|bom dia|boa tarde|buenos días|buenas tardes|"
    "soy|yo soy|me llamo|mi nombre es|se llama|llamada|llamado|meu nome é|me chamo|chamo me|sou o|sou a|sou|aqui é o|"
    "aqui é a|aqui é|my name is|my name's|name is|i'm|i am|this is|named|called|speaking is|habla|le habla|le saluda|fala|"
    "nombre|nombres|apellido|apellidos|nombre completo|nome|nome completo|sobrenome|name|full name|first name|last name|"
    "surname|fullname|firstname|lastname|full_name|first_name|last_name|customer_name|cardholder_name|holder_name|"
    "nombre_titular|nombre_cliente|nome_cliente|nome_titular|payer_name|payee_name|beneficiary_name|customername|"
    "display_name|recipient_name|sender_name|contact_name|holder|card_holder|account_name|user_name|razon_social|"
    "titular|titulares|cotitular|beneficiario|beneficiaria|beneficiary|beneficiário|beneficiária|favorecido|favorecida|"
    "ordenante|remitente|destinatario|destinataria|destinatário|remetente|recipient|sender|payee|payer|pagador|recebedor|"
    "cardholder|card holder|account holder|holder's name|name on card|portador|sacado|cedente|a nombre de|en nombre de|"
    "em nome de|in the name of|on behalf of|a favor de|em favor de|in favor of|in favour of|signed by|firmado por|"
    "assinado por|firma|assinatura|signature|attn|att|atte|atención a|aos cuidados de|a c|c o|care of|atentamente|"
    "saludos|un saludo|saludos cordiales|cordialmente|regards|kind regards|best regards|best|sincerely|yours|"
    "yours sincerely|cheers|thanks|many thanks|thank you|gracias|muchas gracias|obrigado|obrigada|abraço|abraços|"
    "cumprimentos|atenciosamente|com os melhores cumprimentos|"
    "transferencia a|transferencia de|transf de|transf a|transferência para|transferência de|transfer to|transfer from|"
    "pago a|pago de|pago para|pagado a|pagada a|pagamento a|pagamento de|pagamento para|payment to|payment from|paid to|"
    "paid by|sent to|sent by|received from|recibido de|recebido de|recebida de|enviado a|enviado por|enviada por|"
    "enviado para|enviada a|bizum a|bizum de|pix para|pix de|ted de|ted para|doc de|spei a|spei de|mbway de|mb way de|"
    "cobro a|abono de|abono a|ingreso de|depósito de|deposito de|traspaso a|traspaso de|giro a|giro de|refund to|"
    "devolución a|reembolso a|reembolso para|estorno para|nómina de|nomina de|salário de|alquiler de|aluguel de|"
    "rent from|invoice to|facturar a|cobrado a|cobrada a|debited from|charged to|reported by|requested by|"
    "solicitado por|solicitada por|aprobado por|aprovado por|approved by|assigned to|asignado a|atribuído a|"
    "le atendió|le atiende|te atendió|te atiende|atendido por|served by|helped by|assisted by|atendida por|escrito por|written by|raised by|opened by|abierto por|aberto por|autorizado por"
)
_ROLES = (
    "cliente|clienta|customer|client|user|usuario|usuaria|usuário|usuária|agente|agent|comprador|compradora|vendedor|"
    "vendedora|buyer|seller|merchant owner|empleado|empleada|employee|funcionário|funcionária|inquilino|inquilina|"
    "tenant|landlord|contacto|contato|contact|amigo|amiga|friend|hijo|hija|filho|filha|son|daughter|esposo|esposa|"
    "marido|mujer|wife|husband|madre|mãe|mother|padre|pai|father|hermano|hermana|irmão|irmã|brother|sister|prima|primo|"
    "tía|tía|tio|tia|uncle|aunt|abuela|abuelo|avó|avô|compañero|compañera|colega|colleague|socio|socia|sócio|sócia|"
    "partner|paciente|patient|alumno|alumna|aluno|aluna|student|profesor|profesora|teacher|conductor|motorista|driver|"
    "repartidor|entregador|courier|gestor|gestora|manager|director|directora|gerente|abogado|abogada|advogado|lawyer|"
    "operador|operadora|operator|representante|representative|apoderado|apoderada|tutor|tutora|avalista|fiador|fiadora|"
    "guarantor|heredero|herdeiro|ex|jefe|jefa|chefe|boss|neighbour|neighbor|vecino|vecina|vizinho|vizinha|casero|"
    "dueño|dueña|dono|dona|owner|asesor|asesora|adviser|advisor|ask|ask for|tell|pregunten a|pregunta por|pregunten por|fale com|fala com|falar com|hablar con|procure|avise a|dile a|es|is|é|será|was|fue|foi|eres|you are|yo y|e eu"
)
_LIKELY = (
    "con|com|with|para|por|to|from|by|"
    "a|ao|à|de|do|da|for|and|y|e|of|según|segundo|met|saw|know|knows|conozco|vi|junto|entre|between|and|via"
)
_POSSIBLE = "que|that|as|como|si|if|pero|but|mas|porque|because|when|cuando|quando"
NAME_CUES: dict[str, float] = {
    **dict.fromkeys(_POSSIBLE.split("|"), 0.5),
    **dict.fromkeys(_ROLES.split("|"), 1.5),
    **dict.fromkeys(_LIKELY.split("|"), 1.0),
    **dict.fromkeys(_SURE.split("|"), 3.0),
}
# After these stands a company or a place.
ORGANISATION_CUES = words(
    "at in en em no na nos nas comercio comércio merchant tienda loja store shop empresa company proveedor fornecedor "
    "supplier vendor negocio marca brand compañía firm bank banco sucursal branch agência against establecimiento "
    "estabelecimento marketplace seller_name merchant_name store_name company_name"
)
# After these a name is one even in small letters.
INTRODUCTIONS = (
    *("me llamo", "mi nombre es", "mi nombre completo es", "my name is", "my name's", "my full name is"),
    *("meu nome é", "meu nome completo é", "me chamo"),
    *("a nombre de", "em nome de", "in the name of", "on behalf of"),
)

# After a sentence's first word these mean that it is somebody.
SOMEBODY_WORDS = words("will would can te nos les lhe lhes atende atiende responde responderá")
LEGAL_FORMS = words(
    "sa sl slu sau srl ltda lda ltd limited inc llc llp plc corp co eireli me epp sas sapi cv gmbh bv ag"
)
PERSON_VERBS = words(
    "dice dijo dijeron llamó llama llamaba vino viene pidió pide pregunta preguntó solicita solicitó quiere necesita "
    "confirma confirmó indica indicó reclama reclamó comenta comentó informa informó explica explicó pagó paga envió "
    "envía recibió recibe compró firmó trabaja vive tiene no ha había hizo avisó escribió escribe insiste desea reporta "
    "says said called calls came comes asked asks wants wanted needs confirmed confirms claims claimed reported reports "
    "explained paid pays sent sends received bought signed works lives has had was is wrote writes disputes disputed "
    "requested requests insists would opened never did made just still tried "
    "disse diz ligou liga veio pediu pede perguntou solicitou solicita quer precisa confirmou informou informa explicou "
    "pagou enviou recebeu comprou assinou trabalha mora tem não fez escreveu reclamou reclama relatou mandou avisou abriu"
)

# Companies: their forms, and what their names begin or end with.
ORGANISATION_WORDS = words(
    "óptica ótica autoescuela viajes viagens cine cinema teatro theatre theater museo museum gimnasio spa salon salón salão "
    "barber hair beauty estética dental dentista vet veterinaria mercearia posto gasolinera petrol tyres tires bazar bazaar "
    "almacén almacenes armazém depósito outlet boutique moda fashion shoes calzados sapatos ropa roupas clothing jewellery "
    "jewelry joyas books libros livros toys juguetes brinquedos florist flores flowers optics optical hardware plumbing "
    "catering kitchen grill pizza burger tacos sushi café cafe coffee tea wine vinos vinhos beer cervecería pub bistro deli "
    "churrascaria confitería heladería sorveteria imprenta gráfica print printing press diario jornal news radio tv films "
    "viação taxi cabs cars autos auto automotriz aceros metalúrgica química textil têxtil alimentos foods produce "
    "frutas carnes pescados farms granja fazenda rancho ranch estates properties propiedades realty imóveis freight cargo "
    "express logistic courier delivery cleaning limpieza limpeza laundry lavandería lavanderia security seguridad segurança "
    "legal law abogados advogados associates asociados associados partners hermanos irmãos brothers sons hijos filhos "
    "suministros distribuciones distribuições industrias indústria industries manufacturing factory fábrica talleres obras "
    "park parque resort camping hostel inn lodge suites edificios towers games gaming "
    "software tech technologies tecnología tecnologia digital data cloud network networks media marketing design diseño "
    "finance financial financiera financeira asesores contabilidade contable bolsa trust fund fundo fondo leasing "
    "sport sports deportes esportes fitness outdoor travel tours turismo events eventos bikes pet pets mascotas garden "
    "gardens jardín nursery plumbers builders electricians roofing glass vidrios vidros maderas madeiras steel "
    "sa sl slu sau srl ltda ltd inc llc plc corp corporation company compañía companhia cia co eireli me epp sas sapi cv "
    "banco bank banca caixa caja santander bbva itaú itau bradesco nubank inter sabadell bankinter unicaja millennium bpi "
    "barclays lloyds hsbc monzo revolut wise chase citi citibank wells fargo america galicia macro banorte banamex "
    "scotiabank bci visa mastercard amex american express maestro elo hipercard diners discover paypal stripe adyen "
    "mercado pago livre libre amazon apple google samsung microsoft netflix spotify uber glovo rappi ifood airbnb ebay "
    "zara ikea carrefour mercadona walmart tesco corte inglés liverpool oxxo falabella magazine luiza casas bahia "
    "facebook instagram whatsapp telegram linkedin twitter youtube store "
    "hotel hostal restaurante restaurant cafetería café bar panadería padaria ferretería farmacia farmácia pharmacy "
    "supermercado supermarket clínica clinic hospital taller oficina garage gimnasio academia gym escuela escola school "
    "colegio universidad universidade university instituto institute fundación fundação foundation asociación associação "
    "association tienda loja shop store librería livraria bookshop bakery club grupo group holding seguros insurance "
    "telecom energía energia energy electric gas agua água aguas water motors airlines aerolíneas transportes logística "
    "logistics services servicios serviços solutions soluciones soluções systems sistemas consulting consultores "
    "inmobiliaria imobiliária estate agency agencia agência editorial ediciones construcciones constructora construtora "
    "comercial distribuidora importadora exportadora cooperativa inversiones investimentos capital partners ventures "
    "ayuntamiento prefeitura câmara council ministerio ministério ministry hacienda receita federal agencia tributaria "
    "traders trading robotics muebles móveis editora editorial peças motos bakery tires foods labs studio studios mall plaza centro  center centre outlet market marketplace"
)
# Heads and parts of names of companies, places, products, months and the vocabulary of the trade.
STOP_WORDS = ORGANISATION_WORDS | words(
    "anything something everything nothing anyone someone everyone nobody somebody nadie alguien algo nada alguém ninguém both ambos neither either none cualquiera qualquer these those such here there aquí ahí allí aqui ali lá "
    "boleto condominio condomínio comunidad motivo reason asunto tipo type salario sueldo crédito ingresos compra gasto gastos bacs sepa swift ach wire fpo chaps imposto impuesto tax iva vat irs multa fine fee tarifa comisión comissão hipoteca mortgage préstamo empréstimo loan préstamos donación doação donation membership gym gimnasio escuela colegio school gas water anticipo adelanto adiantamento deposit fianza caução pensión pensão pension subsidio ayuda beca bolsa honorarios fees reclamante requerente claimant proveedor fornecedor supplier emitente emisor issuer receptor receiver "
    "hogar home casa interés interes intereses interest juros rendimiento rendimento dividendo dividendos dividend aplicação resgate vida life auto coche carro salud saúde health viaje travel mensual mensal monthly anual annual contribuyente contribuinte taxpayer domiciliación comedor guardería creche nursery liquidación finiquito rescisão bonus bono aguinaldo "
    # replies and errors of programs
    "bizum pix mbway multibanco klarna play wallet pay internal found bad forbidden unauthorized unauthorised unavailable "
    "refused connection reset peer broken pipe too many unprocessable content type runtime attribute index permission "
    "denied directory such use used missing invalid unknown unexpected unable cannot could failed read write open close "
    "closed start started stop stopped starting stopping loading loaded ready health check status warn fatal critical "
    "trace notice high low medium top level total count max min average mean p50 p95 p99 gpu cpu ram disk memory node "
    "cluster replica shard leader follower broker consumer producer group schema table column row rows index query "
    "insert update select create drop alter begin commit rollback retry attempt attempts elapsed duration bytes size "
    # calendar
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes "
    "miércoles jueves viernes sábado sabado domingo january february march april june july august september october "
    "november december monday tuesday wednesday thursday friday saturday sunday janeiro fevereiro março maio junho "
    "julho setembro outubro novembro dezembro segunda terça quarta quinta sexta feira jan feb mar apr jun jul aug sep "
    "oct nov dec ene abr ago dic fev mai set out dez lun mar mié jue vie mon tue wed thu fri sat sun navidad natal "
    "christmas pascua easter año new year black cyber prime day hot sale buen fin "
    # places
    "madrid barcelona valencia sevilla bilbao zaragoza málaga murcia granada españa spain lisboa lisbon porto braga "
    "coimbra portugal brasil brazil são paulo rio janeiro brasília salvador curitiba recife fortaleza belo horizonte "
    "minas gerais méxico mexico guadalajara monterrey puebla tijuana cdmx argentina buenos aires córdoba rosario mendoza "
    "chile santiago valparaíso concepción colombia bogotá medellín perú lima uruguay montevideo london manchester "
    "birmingham leeds liverpool bristol glasgow edinburgh dublin england scotland wales ireland kingdom united states "
    "york nueva nova los angeles angeles chicago houston dallas austin boston seattle miami san francisco diego "
    "california texas florida europa europe europea latam américa latina norte sur sul este oeste south north east west "
    "francia france alemania germany italia italy african asia "
    # the trade
    "pago pagos pagamento pagamentos payment payments cobro cobros cobrança charge charges transferencia transferência "
    "transfer transfers transf trf transaccion transacción transação transaction cuenta cuentas conta contas account "
    "accounts tarjeta tarjetas cartão cartões card cards crédito credito credit débito debito debit saldo balance factura "
    "ted doc spei trf cargo abono ingreso depósito deposito giro traspaso facturas fatura faturas invoice invoices recibo receipt pedido pedidos order orders orden ordem devolución devolução "
    "reembolso refund refunds chargeback contracargo estorno disputa dispute reclamación reclamação complaint concepto "
    "conceito descrição descripción description ref referencia referência reference importe monto valor amount total "
    "fecha data date hora time número numero number num nro nº código codigo code estado status error errors erro fallo "
    "failure failed falha aviso warning alerta alert info debug success ok cliente clientes customer customers client "
    "usuario usuário user users titular beneficiario beneficiary holder nombre nome name apellido apellidos email correo "
    "e-mail mail teléfono telefone phone tel móvil mobile celular dirección direccion endereço morada address domicilio "
    "documento document dni nie nif cif cpf cnpj curp rfc cuit cuil rut iban swift bic clabe cvv cvc pin otp id ids uuid "
    "ip url api http https json xml sql get post put delete null none true false kafka redis spark flink ray serve "
    "python java exception traceback timeout server client gateway proxy worker job batch stream topic partition offset "
    "request response session token trace span log logs event events metric model models release rollout feature "
    "features view views online offline tenant entity key keys value values score risk fraud fraude riesgo risco review "
    "decision support soporte suporte equipo equipe time team servicio serviço service atención atendimento help ayuda "
    "ajuda ticket chamado caso case incidencia incident agente agent operador departamento department dept área area "
    "suscripción assinatura subscription plan premium pro plus basic básico gold platinum platino black oro ouro silver "
    "alquiler aluguel rent renta nómina salário salary payroll cuota cuotas parcela parcelas installment mensualidad "
    "matrícula luz internet seguro compra compras purchase venta ventas venda vendas sale sales producto productos "
    "produto produtos product products item items artículo envío envio shipping entrega delivery paquete pacote parcel "
    "urgente urgent importante important confidencial pendiente pendente pending completado concluído completed aprobado "
    "aprovado approved rechazado recusado declined rejected cancelado cancelled cancelada bloqueada bloqueado blocked "
    "gracias obrigado obrigada thanks thank please por favor hola olá oi hello hi hey dear estimado estimada prezado "
    "prezada saludos regards atentamente atenciosamente cumprimentos buenos buenas días tardes noches bom boa dia tarde "
    "noite good morning afternoon evening si sí no não yes not pero but mas porque because cuando when quando como how "
    "what qué que which cual quien who dónde donde where onde el la los las un una unos unas o a os as um uma the an this "
    "that these those este esta estos estas esto ese esa eso esse essa isso isto aquel mi mis tu tus su sus meu minha seu "
    "sua nosso nossa nuestro nuestra my your his her its our their we i you he she they it yo usted ustedes nosotros ellos "
    "você vocês nós eles ela ele me te se le les lhe nos us him them is are was were be been has have had do does did can "
    "could will would should may might must es son era fue ser estar está están hay ha han tiene tengo é foi são está "
    "estão tem tenho há para por con com sin sem from to in on at of for with by en em no na ao desde hasta até until "
    "after before antes después depois ayer hoy mañana ontem hoje amanhã yesterday today tomorrow ahora agora now ya já "
    "también também also solo só only muy muito very más mais more menos less todo toda todos tudo all any each other otro "
    "otra outro outra nuevo nueva novo nova first last primero primera último última primeiro próximo next "
    "re fwd asunto assunto subject adjunto anexo attached favor buzón chat bot sistema system app web portal página page "
    "link enlace pdf excel word file archivo arquivo fichero windows android iphone ipad galaxy macbook pixel xbox "
    "playstation nintendo switch nike adidas sony lg hp dell lenovo canon bosch philips dyson "
    "if then else and or per via vs ask check call send see please note kind best yours sincerely order "
    "pague envíe llame confirme verifique revise ver confirmar verificar revisar enviar recibir cobrar pagar abrir cerrar "
    "solicito solicita quiero necesito quero preciso gostaria quisiera want need"
)
