"""Messages between customers and support in a chat: short, hasty, often without capitals or accents."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="chat",
    given={
        "es": "Yesenia Brayan Dayana Jhonatan Milagros Rogelio Nayeli Ulises Lisandro Maricruz Anabel Hernán Yolanda "
        "Emiliano Wilmer Candela Joaquina Gael",
        "pt": "Thaís Wesley Jéssica Kauã Rayane Cauê Suelen Washington Geovana Luan Marlene Nathália Joelma Igor Débora "
        "Vanderlei Kelly Ruan Ivone Cristiane",
        "en": "Brandon Tiffany Kayla Jermaine Siobhan Declan Megan Tyrone Chelsea Connor Shanice Ethan Brittany Nigel "
        "Poppy Trevor Courtney Wyatt Bethany Dwayne",
    },
    surnames={
        "es": "Zúñiga Chávez Palomino Urbina Cárdenas Tovar Gallardo Yupanqui Bustamante Ochoa Camacho Huerta Lizárraga "
        "Barrera Pizarro Quintero Sandoval Toledo Uribe Verdugo Cisneros Mamani Solís Trejo",
        "pt": "Teles Fontoura Nogueira Farias Bezerra Rezende Dantas Furtado Vilela Sampaio Xavier Medeiros "
        "Tavares Bonfim Morais Leitão Abrantes Meireles ",
        "en": "Whitaker Donovan Prescott Hobbs Sinclair Lambert Carver Mbeki Nguyen Fitzpatrick Sheridan Goodwin "
        "Holloway Stapleton Bradshaw Pruitt Vaughan Gill Sutherland",
    },
    foreign="Nguyen Thi Hoa|Yuki Tanaka|Amélie Lefèvre|Xu Jing|Bogdan Ionescu|Mei-Ling Chen",
    streets={
        "es": "Independencia|Los Álamos|Simón Bolívar|Arenales|Las Heras|Benito Juárez|San Martín",
        "pt": "Sete de Setembro|Augusta|das Laranjeiras|Barão de Mauá|São Bento|do Catete",
        "en": "Maple|Chestnut|Wellington|Cedar Grove|Station|Jefferson",
    },
    addresses={
        "es": (
            "calle {street} {n} depto {a}",
            "av {street} {n}, {city}",
            "cra {a} # {a}-{n}",
            "{street_type} {street} #{n}, col. {street}, {zip5}",
            "c/ {street} {n} {a}ºb",
        ),
        "pt": (
            "rua {street} {n} ap {n}",
            "av. {street}, {n}, {city}",
            "travessa {street}, {n} casa {a}",
            "r {street} {n} bl {a} cep {cep}",
        ),
        "en": (
            "{n} {street} St apt {a}",
            "{n}b {street} road, {city}",
            "flat {a}, {n} {street} ave",
            "{n} {street} Dr, {city} {zip5}",
        ),
    },
    templates={
        "es": (
            "hola soy {person}, no me llega la transferencia de {amount}",
            "buenas!! te escribe {given} del local de {city}, se cobró dos veces el pedido {order}",
            "oye ya le pagué a {person_lower} y me sale pendiente desde las {time}",
            "{given}, gracias por avisar 🙌 el reembolso de {amount} sale mañana",
            "a nombre de {person_bare} porfa, y me lo mandan a {address}",
            "me pueden decir si {given_lower} ya depositó? mi correo es {email}",
            "la tarjeta es de mi esposo {person}, termina en {last4}",
            "xq me rechazan el pago??? llevo 3 intentos, error {code}",
            "Agente: con gusto le ayudo, Sr. {surname}. ¿Me confirma su correo?",
            "me llamo {person_lower} y vivo en {address_lower}, el repartidor nunca vino",
            "Quiero pagar con {brand} pero Mercado Pago me manda a otra página, pedido {order}",
            "jaja ok, entonces le transfiero los {amount} a la cuenta de {person}, gracias",
            "mi numero es {phone}, preguntar por {given}",
            "manden el paquete a {address} que ahí está mi mamá {person}",
            "Bot: Tu saldo es {amount}. Escribe 1 para Recargas, 2 para Hablar con un Agente",
            "No me sirve la app desde el Lunes, uso un Galaxy S23 con Android 14 y nada",
            "quien es {person}?? me aparece un cargo con ese nombre el {date}",
            "listo, {given}! Ya quedó su pago en Farmacias Guadalajara por {amount}",
        ),
        "pt": (
            "oi, aqui é {person}, meu pix de {amount} não caiu",
            "bom dia! quem fala é a {given}, comprei o pedido {order} e veio errado",
            "mandei pra {person_lower} e o app fala que ta em analise",
            "{given}, pode me enviar o comprovante? obrigada",
            "entrega em {address} por favor, quem recebe é {person}",
            "a conta tá no nome do meu pai, {person}, cpf {cpf}",
            "fala {given} blz? seu reembolso de {amount} entra amanhã",
            "me chamo {person_bare} e o boleto venceu dia {date}",
            "Atendente: entendi, dona {given}. Vou verificar o protocolo {number12}",
            "moro na {address_lower} e até agora nada do entregador",
            "Já paguei no Mercado Livre pelo Pix às {time} e o status continua Pendente",
            "meu whats é {phone}, falar com {person}",
            "quem é {person}? caiu {amount} na minha conta com esse nome",
            "tentei com {brand} e deu Erro {code}, já reinstalei o App duas vezes",
            "vlw {given_lower}, resolvido aqui",
            "Assistente Virtual: Digite 1 para Segunda Via, 2 para Cartões, 3 para Falar com Atendente",
            "o cartão final {last4} é da minha esposa {person}",
        ),
        "en": (
            "hey it's {person}, my payout of {amount} never arrived",
            "hi this is {given} from the shop, order {order} was charged twice",
            "sent it to {person_lower} by mistake can u reverse it",
            "thanks {given}! refund of {amount} is on its way",
            "pls deliver to {address}, ask for {person}",
            "my wife {person} has the card ending {last4}",
            "idk who {person} is but they took {amount} from me on {date}",
            "i'm {person_lower} and i live at {address_lower}, courier never showed",
            "Agent: Happy to help, Mrs {surname}. Could you confirm your email?",
            "why does it say Declined?? tried Apple Pay and Google Pay, error {code}",
            "can you call me on {phone}, name's {given}",
            "ok so i'll pay {person} back through the app tomorrow",
            "Bot: Welcome to Harbor Help. Reply YES to confirm your payment of {amount} or STOP to cancel",
            "my iPhone 15 Pro crashes when I open Billing since Monday, order {order}",
            "{given} here again, still waiting on that {amount}",
            "split the bill with {given} and {given}, {amount} each",
            "account's under my mum's name, {person_bare}, email {email}",
        ),
    },
)
