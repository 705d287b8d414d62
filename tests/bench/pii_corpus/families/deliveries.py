"""What a marketplace sends and stores: notifications, shipping labels, invoices, reviews."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="deliveries",
    given={
        "es": "Alondra Belisario Casimiro Deyanira Edgardo Fabiola Gonzalo Heriberto Ivonne Jazmín Leandro Magdalena Noé "
        "Olegario Rosaura Silvestre Tania Valeria Yadira",
        "pt": "Breno Denílson Estela Fabrício Gisele Heitor Ivete Jacira Leandra Murilo Nádia Otília Plínio "
        "Rogério Sabrina Tatiane Vítor Zélia",
        "en": "Alma Boyd Candace Duncan Esther Felix Gemma Howard Isla Joel Kirk Lydia Miles Nora Owen Paige Roscoe Stella "
        "Terrence Willa",
    },
    surnames={
        "es": "Arroyo Bermúdez Contreras Duarte Espinal Franco Godoy Herrero Izaguirre Jaimes Lanza Merino Neira Olivares "
        "Pineda Rincón Segovia Tinoco Ureña Velasco Yepes Zambrano",
        "pt": "Amorim Borges Caldeira Dourado Escobar Figueira Gouveia Henriques Leal Mesquita Pinheiro Quadros "
        "Rosário Sobral Tourinho Vidal Bastos Cabral",
        "en": "Avery Benton Colvin Decker Eastwood Frost Granger Haines Jessup Kirby Lowell Maddox Nash Orr Pike Randolph "
        "Sawyer Tate Upton Whitfield",
    },
    foreign="Hans-Peter Müller|Zeynep Yılmaz|Ngozi Adeyemi|Tariq Mahmoud|Aminata Sow|Hassan El Amrani",
    streets={
        "es": "Goya|Las Condes|Amapolas|Nicolás de Piérola|Juan Bravo|Cuauhtémoc",
        "pt": "Farrapos|do Comércio|Presidente Vargas|das Amoreiras|Gonçalo Cristóvão",
        "en": "Cherry|Riverside|Holly|Park|Stonebridge|Montgomery",
    },
    addresses={
        "es": (
            "Calle {street} {n}, {a}.º {a}.ª, {zip5} {city}",
            "{street} {n}, {zip5} {city}",
            "Carrera {n} No. {n}-{a}, Barrio {street}, {city}",
            "Calz. {street} {n}, Int. {a}, {city}",
            "Pasaje {street} {n}, Comuna de {street}",
        ),
        "pt": (
            "Rua {street}, {n} - Ap {n} - {city}, {cep}",
            "Quadra {n}, Bloco {a}, {city}",
            "Rod. {street}, km {n}",
            "Alameda {street} {n}, {a}º Dto, {city}",
        ),
        "en": (
            "{n} {street} Way, {city} {postcode}",
            "{n} {street} Pl, Floor {a}, {city}",
            "{n} {street} Hill, {city}",
            "PO Box {n}, {city} {zip5}",
        ),
    },
    templates={
        "es": (
            "¡Buenas noticias, {given}! Tu pedido {order} va en camino a {address}.",
            "Enviado por {org}. Recibe: {person}. Guía {number12}",
            "ENTREGAR A: {person_caps}, {address_caps}",
            "Factura emitida a {person}, {address}. Total {amount}",
            "{person} te envió {amount} por Mercado Pago",
            'Reseña de {given} S.: "Llegó en dos días, Excelente Calidad"',
            "Remitente: {person} - Destinatario: {person}",
            "Tu Repartidor está cerca. Código de Entrega: {last4}",
            "Has comprado Zapatillas Nike Air Max en {org} por {amount}",
            "Pedido {order} recibido en portería por {person} a las {time}",
            "Suscripción Prime renovada el {date}. Próximo Cargo: {amount}",
            "Recoge {given} {surname} con DNI {dni}",
            "Oferta de Buen Fin: Hasta 40% en Línea Blanca y Electrónica",
            "Dirección de facturación: {address}",
            "Regalo para {given} de parte de {given}, envolver por favor",
        ),
        "pt": (
            "Boas notícias, {given}! Seu pedido {order} saiu para entrega em {address}.",
            "Enviado por {org}. Recebe: {person}. Rastreio {number12}",
            "ENTREGAR A: {person_caps}, {address_caps}",
            "Nota emitida para {person}, {address}. Total {amount}",
            "{person} enviou {amount} para você pelo PicPay",
            'Avaliação de {given} S.: "Chegou em dois dias, Ótima Qualidade"',
            "Remetente: {person} - Destinatário: {person}",
            "Seu Entregador está perto. Código de Entrega: {last4}",
            "Você comprou Tênis Nike Air Max em {org} por {amount}",
            "Pedido {order} recebido na portaria por {person} às {time}",
            "Assinatura Prime renovada em {date}. Próxima Cobrança: {amount}",
            "Retira {given} {surname} com CPF {cpf}",
            "Ofertas de Black Friday: Até 40% em Eletrodomésticos e Informática",
            "Endereço de cobrança: {address}",
            "Presente para {given} da parte de {given}, embrulhar por favor",
        ),
        "en": (
            "Good news, {given}! Your order {order} is on its way to {address}.",
            "Sold by {org}. Recipient: {person}. Tracking {number12}",
            "DELIVER TO: {person_caps}, {address_caps}",
            "Invoice issued to {person}, {address}. Total {amount}",
            "{person} sent you {amount} with PayPal",
            'Review by {given} S.: "Came in two days, Great Value"',
            "Sender: {person} - Recipient: {person}",
            "Your Driver is nearby. Delivery Code: {last4}",
            "You bought Nike Air Max Trainers from {org} for {amount}",
            "Order {order} left with {person} at reception, {time}",
            "Prime Membership renewed on {date}. Next Charge: {amount}",
            "Collected by {given} {surname}, ID checked",
            "Black Friday Deals: Up to 40% off Home Appliances and Consumer Electronics",
            "Billing address: {address}",
            "Gift for {given} from {given}, please wrap",
        ),
    },
)
