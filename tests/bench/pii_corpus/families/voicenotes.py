"""What drivers say into their phones, written down by a machine: no marks, few capitals, repetitions, numbers in words."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="voice notes",
    given={
        "es": "Yuleisy Maikel Dariana Osmany Keyla Yurimar Anselmina Jeison Yulieth Norelis Wuilmer Zulay",
        "pt": "Rosinete Ueslei Jucilene Edvan Marinalva Claudinei Genilda Josivan Rosilene Valdeci Edileuza Welton",
        "en": "Shaniqua Kieron Delroy Chantelle Jadyn Keanu Lakeisha Marquis Tegan Zane Bronagh Ciaran",
    },
    surnames={
        "es": "Chirinos Colmenarez Guanipa Matute Pirela Urdaneta Yánes Bracho Cumare Landaeta Petit Querales",
        "pt": "Barreirinha Capistrano Farroupilha Gurgel Jucá Marcondes Pedreira Quintela Sarney Timbira Vilanova Ximenes",
        "en": "Adebayo Bickerstaff Cattermole Entwistle Gilchrist Hollingsworth Ledbury Nkemelu Postlethwaite Rowbotham Twelvetrees Wolstenholme",
    },
    foreign="Piotr Wróbel|Thandeka Mokoena|Ibrahima Ndiaye|Gulnara Akhmetova",
    streets={
        "es": "los Cedros|Urdinola|el Mirador|Cruz Verde",
        "pt": "das Jabuticabas|Tamoios|do Repouso|Bela Vista",
        "en": "Speedwell|Harrogate|Sandpiper|Beacon",
    },
    addresses={
        "es": ("calle {street} {n}", "avenida {street} {n} piso {a}", "carrera {a} número {n}"),
        "pt": ("rua {street} {n}", "avenida {street} {n} apartamento {n}", "travessa {street} {n} casa {a}"),
        "en": ("{n} {street} road", "flat {a} {n} {street} street", "{n} {street} close"),
    },
    templates={
        "es": (
            "hola jefe ya llegué donde {person_lower} y no sale nadie",
            "mira que la señora {given_lower} dice que ese paquete no es de ella",
            "Estoy en {address_lower} y el timbre no funciona",
            "lo recibió {person_lower} el portero y firmó con la hora {time}",
            "llámame a {given} porfa que no encuentro el edificio",
            "eh {given} soy yo otra vez el cliente pagó en efectivo",
            "hay un accidente en la autopista voy a llegar tarde unos veinte minutos",
            "se me acabó la batería del datáfono no puedo cobrar con tarjeta",
            "el pedido {order} venía roto lo devuelvo al almacén",
            "dejé tres cajas en la farmacia y dos en la panadería de la esquina",
            "pregunta por el vecino que se llama {person} es el del segundo",
            "mañana libro así que la ruta del lunes la hace {given_lower}",
        ),
        "pt": (
            "oi chefe cheguei na casa de {person_lower} e não tem ninguém",
            "olha a dona {given_lower} falou que esse pacote não é dela",
            "Tô aqui na {address_lower} e o interfone não funciona",
            "quem recebeu foi {person_lower} o porteiro e assinou às {time}",
            "liga pra {given} por favor que não acho o prédio",
            "ô {given} sou eu de novo o cliente pagou em dinheiro",
            "tem um acidente na marginal vou atrasar uns vinte minutos",
            "acabou a bateria da maquininha não consigo passar o cartão",
            "o pedido {order} veio quebrado vou devolver no galpão",
            "deixei três caixas na farmácia e duas na padaria da esquina",
            "procura o vizinho que se chama {person} é do segundo andar",
            "amanhã eu folgo então a rota de segunda é do {given_lower}",
        ),
        "en": (
            "hi boss i'm outside {person_lower}'s place and nobody is answering",
            "so mrs {surname_lower} says that parcel is not hers",
            "I'm at {address_lower} and the buzzer is broken",
            "it was taken in by {person_lower} the caretaker who signed at {time}",
            "can you ring {given} for me cause i can't find the building",
            "hey {given} it's me again the customer paid in cash",
            "there's a crash on the motorway so i'll be about twenty minutes late",
            "the card machine has died so i can't take any payments",
            "order {order} came in broken so i'm bringing it back to the depot",
            "left three boxes at the chemist and two at the bakery on the corner",
            "ask for the neighbour called {person} he's on the second floor",
            "i'm off tomorrow so monday's route is {given_lower}'s",
        ),
    },
)
