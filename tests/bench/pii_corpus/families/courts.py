"""Letters of courts and bailiffs about debts: formal, long sentences, parties and their counsel, places of service."""

from tests.bench.pii_corpus.families.family import Family

FAMILY = Family(
    name="courts",
    given={
        "es": "Eufemia Torcuato Leonila Crisanto Melitón Fulgencia Ausencio Domitila Evangelina Gaudencio Prisciliano Rutilio Tiburcio Virtudes",
        "pt": "Emerenciano Gertrudes Leopoldo Filomeno Anunciada Casimira Eurico Felismina Nicásio Palmerinda Querubim Teodolinda",
        "en": "Ambrose Cordelia Ignatius Leontyne Montague Prudence Theophilus Winslet Araminta Bertrand Clementine Ophelia",
    },
    surnames={
        "es": "Berruezo Cansino Echenique Goyeneche Lizana Mosquera Olazábal Perdigón Quirós Sagasta Tarazona Urbieta Zabaleta",
        "pt": "Alvarinho Barradas Cordovil Galhardo Lousada Mesquitela Nepomuceno Palhinha Queluz Rebocho Salvaterra Tinoca",
        "en": "Applegarth Birtwistle Cheesewright Dunstable Fothergill Garside Huddleston Kettlewell Leadbetter Oglethorpe Satterthwaite Tunnicliffe",
    },
    foreign="Ewa Jabłońska|Oluwaseun Bankole|Marjolein Hoekstra|Nguyễn Quang Huy",
    streets={
        "es": "Trafalgares|los Almendros|Espronceda|Padre Damián|Cerro Colorado",
        "pt": "Damião de Góis|da Saudade|Ramalho Ortigão|dos Ferreiros",
        "en": "Tithe Barn|Copperfield|Gallowgate|Tollgate",
    },
    addresses={
        "es": (
            "calle {street} núm. {n}, {a}º izda., {zip5} {city}",
            "Avenida {street} {n}, local {a}, {city}",
            "Plaza {street} {a}, {city}",
        ),
        "pt": (
            "Rua {street}, n.º {n}, {a}.º Dto., {zip4}-{zip3} {city}",
            "Avenida {street}, {n}, sala {a}, {city}",
            "Rua {street}, {n}, {city}, CEP {cep}",
        ),
        "en": (
            "{n} {street} Lane, {city}, {postcode}",
            "Flat {a}, {n} {street} Street, {city}",
            "{n} {street} Avenue, {city}, {zip5}",
        ),
    },
    templates={
        "es": (
            "JUZGADO DE PRIMERA INSTANCIA Nº {last4}\nDemandante: {org}\nDemandado: {person}\nAutos {order}",
            "Se cita a {person} para que comparezca el día {date} a las {time} ante este Tribunal.",
            "El procurador {person}, en nombre de {person}, interpone recurso de reposición contra el auto de {date}.",
            "Requiérase de pago a {person_caps}, con domicilio en {address}, por la cantidad de {amount}.",
            "Notifíquese esta resolución a las partes y a sus letrados, Sres. {surname} y {surname}.",
            "Lo acuerda y firma la Letrada de la Administración de Justicia, {person}. Doy fe.",
            "En virtud del artículo 815 de la Ley de Enjuiciamiento Civil se admite la petición de juicio monitorio.",
            "La Audiencia Provincial confirma la sentencia y condena en costas a la parte apelante.",
            "Practicada la diligencia en {address}, fue recibida por {person_initial}, quien dijo ser su hija.",
            "El Registro de la Propiedad anotará el embargo sobre la finca antes del {date}.",
            "Magistrado ponente: {person}",
            "Plazo para oponerse: Veinte Días Hábiles. Cuenta de Consignaciones: {number12}",
        ),
        "pt": (
            "TRIBUNAL JUDICIAL DA COMARCA\nExequente: {org}\nExecutado: {person}\nProcesso {order}",
            "Fica citado {person} para contestar a ação no prazo de quinze dias, a contar de {date}.",
            "O mandatário {person}, em representação de {person}, requereu a suspensão da execução.",
            "Intime-se {person_caps}, residente na {address}, para pagar a quantia de {amount}.",
            "Notifiquem-se as partes e os advogados, Drs. {surname} e {surname}.",
            "A Juíza de Direito, {person}, proferiu o despacho que antecede.",
            "Nos termos do artigo 523 do Código de Processo Civil, acresce multa de dez por cento.",
            "O Supremo Tribunal negou provimento ao agravo e manteve a decisão recorrida.",
            "O oficial de justiça deslocou-se à {address}, onde falou com {person_initial}, porteira.",
            "A Conservatória do Registo Predial averbará a penhora até {date}.",
            "Relator: {person}",
            "Prazo para Embargos: Quinze Dias Úteis. Guia de Depósito: {number12}",
        ),
        "en": (
            "IN THE COUNTY COURT\nClaimant: {org}\nDefendant: {person}\nClaim No. {order}",
            "{person} is summoned to appear before this Court on {date} at {time}.",
            "Counsel for the respondent, {person}, moved on behalf of {person} to set aside the order of {date}.",
            "Judgment is entered against {person_caps} of {address} in the sum of {amount}.",
            "Served on the parties and on their solicitors, Messrs {surname} and {surname}.",
            "Sworn before me, {person}, Commissioner for Oaths.",
            "Under Rule 12.3 of the Civil Procedure Rules the Claimant may request Default Judgment.",
            "The Court of Appeal dismissed the appeal and ordered the appellant to pay the costs.",
            "The bailiff attended {address} and spoke to {person_initial}, a lodger.",
            "The Land Registry shall enter the Charging Order by {date}.",
            "Before: District Judge {surname}",
            "Time to respond: Fourteen Days. Warrant of Control, Court Fee Receipt {number12}",
        ),
    },
)
