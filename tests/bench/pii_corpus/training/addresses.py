"""How addresses are written in the markets, and what streets are called, for training: {street} {n} {a} as in `Family`."""

ADDRESSES = {
    "es": (
        "Calle {street} {n}", "calle {street} {n}, {zip5} {city}", "C/ {street}, {n}, {a}º A, {zip5} {city}", "C/{street} {n}", "c/ {street} nº {n} piso {a}", "Cl. {street} {n}", "Avenida {street} {n}, {city}",
        "Av. {street} {n}, piso {a}", "Avda. de {street}, {n}, {zip5} {city}", "av {street} #{n}", "AV {street} NRO {n}", "Paseo de {street} {n}, {a}ª planta", "Pº {street} {n}, bajo", "Plaza de {street}, {n}, {zip5} {city}", "Pza. {street} {a}",
        "Ronda {street} {n}", "Camino de {street} km {a}", "Carretera de {street}, km {a}, {city}", "Ctra. {street} s/n", "Travesía {street} {n}", "Glorieta de {street} {a}", "Rambla {street} {n}, {a}º {a}ª", "Urbanización {street}, parcela {n}", "Urb. {street}, casa {n}",
        "Polígono Industrial {street}, nave {a}", "Calle {n} # {a}-{n}, apto {n}", "Carrera {n} # {n}-{n}", "Cra. {a} No. {n}-{a}, {city}", "Kra {n} #{a}-{n} barrio {street}", "Diagonal {n} # {a}-{n} torre {a}", "Transversal {n} No {n}-{n}", "Cll {n} # {n} - {a}", "Mz {a} Lt {a}, Urb. {street}",
        "Jr. {street} {n}, {city}", "Jirón {street} {n}", "Pasaje {street} {n}, depto {n}", "Psje {street} {n}", "Blvd. {street} {n}, Col. {street}, {zip5} {city}", "Calzada {street} {n}, Col. {street}", "Calz. de {street} {n}-{a}", "Privada {street} {a}", "Cda. {street} {n}",
        "Andador {street} {n}, Unidad {street}", "Calle {street} {n}, Col. {street}, C.P. {zip5}, {city}", "{street} {n}, Col. {street}, CP {zip5}", "Prol. {street} {n} int {a}", "Circuito {street} {n}, Fracc. {street}", "{street} {n}, piso {a}, depto B", "{street} {n}, {zip5} {city}",
        "{street} nº {n}, {city}", "Edificio {street}, piso {a}, oficina {n}, {city}", "Autopista Norte km {a}", "Avenida {street} esquina {street}, local {a}", "calle {street} entre {street} y {street} n {n}", "Colonia {street}, calle {a} núm. {n}", "Apartado de correos {n}",
        "Bloque {a}, escalera {a}, {a}º izquierda, calle {street}", "Torre {street}, apto {n}, {city}", "Barrio {street}, casa {n}, {city}", "Comuna {street}, {street} {n}", "Lote {a} manzana {a} {street}", "Pje. {street} {n} dpto. {n} comuna de {street}", "Carrer {street} {n}", "Vía {street} {n} interior {a}",
        "Avenida de {street} {n}", "Plaza {street} nº {n}, {zip5} {city}", "Calle {street} {n}, Col. {street}, C.P. {zip5}, {city}", "Paseo de los {street} {n} bis", "Carrera {a} # {n}-{n}, {city}", "Calle de los {street} {n}, {a}º B, {zip5} {city}",
        "Av. {street} N° {n}, Of. {n}, {city}", "CALLE {street} {n} {zip5} {city}", "PASEO {street} {n} {a} {city}", "Calle {n} {n}, {city}", "{street} {n} {a}ºC {city}", "Av. {street} y Calle {a}, {city}",
    ),
    "pt": (
        "Rua das {street}, {n}", "Rua {street}, {n}, apto {a}, {city} - SP, CEP {cep}", "Avenida {street}, nº {n}, {city}", "Travessa dos {street} {n}, {zip4}-{zip3} {city}", "Alameda {street}, {n} - Bairro {street}", "R. {street}, {n}, bloco B",
        "Rua {street}, {n}", "rua {street} {n}, {city}", "R. {street}, {n}, apto {n}", "Rua {street}, nº {n}, {a}º andar", "Rua {street}, n.º {n}, {a}.º Dto., {zip4}-{zip3} {city}", "R {street} {n} AP {n}", "Avenida {street}, {n}, {city} - SP", "Av. {street}, {n} - sala {n}", "Av {street} {n} cj {n}",
        "Alameda {street}, {n}, bloco {a}", "Al. {street} {n} ap {n}", "Travessa {street}, {n}", "Tv. {street} {a}, {city}", "Praça {street}, {n}, {city}/RJ", "Pç. {street} {a}", "Largo {street}, {a}, {zip4}-{zip3} {city}", "Estrada {street}, km {a}", "Estr. {street} {n}, casa {a}",
        "Rodovia {street}, km {n}, galpão {a}", "Rod. {street} {n}", "Quadra {n} conjunto {a} casa {a}, {city}", "SQN {n} Bloco {a} apto {n}", "QD {a} LT {a} {street}", "Qd. {n}, Lt. {a}, Setor {street}", "Beco {street} {a}", "Ladeira {street} {n}", "Viela {street}, {a}", "Urbanização {street}, lote {a}",
        "Bairro {street}, rua {a}, casa {n}", "Rua {street}, {n} - {street} - {city} - MG - CEP {cep}", "Rua {street} {n}, Bairro {street}, CEP: {cep}", "Rua {street}, {n}, {cep}", "{street}, {n} - Centro - {city}", "{street} {n}, {zip4}-{zip3} {city}", "Condomínio {street}, bloco {a}, apartamento {n}",
        "Edifício {street}, sala {n}, {city}", "Rua {street}, {n}-{a}, r/c Esq.", "Rua {street} lote {a} {a}º B", "Caixa Postal {n}, {city}", "Zona Industrial {street}, pavilhão {a}", "Rua {n}, casa {a}, Jardim {street}", "Rua {n} de Maio, {n}", "Calçada {street} {n}", "Azinhaga {street}, {a}",
        "RUA {street} {n} {zip4}-{zip3} {city}", "AVENIDA {street} {n} APTO {n} {city} RJ", "Rua {street}, {n}, fundos", "Rua {street}, s/n, {city}", "Av. {street} {n}, loja {a}", "Conjunto {street}, rua {a}, n {n}", "Vila {street}, {n}, {city}", "Parque {street}, rua {street} {n}", "Rua {street} {n} {a}ºE",
    ),
    "en": (
        "{n} N {street} Ave, Apt {a}B, {city}, TX {zip5}", "{n} {street} Close, {city}, {postcode}", "{n} Old {street} Drive", "Flat 3, {n} {street} Road, {city} {postcode}",
        "{n} {street} Street", "{n} {street} St, {city}", "{n} {street} Road, {city} {postcode}", "{n} {street} Rd", "{n} {street} Avenue, Apt {a}, {city}, NY {zip5}", "{n} {street} Ave #{n}", "{n} {street} Lane, {postcode}", "{n} {street} Ln.", "{n} {street} Drive, {city}, CA {zip5}", "{n} {street} Dr Unit {a}",
        "{n} {street} Close, {city}", "{n} {street} Court, {city}", "{n} {street} Ct", "{n} {street} Way", "{n} {street} Terrace", "{n} {street} Crescent, {city}", "{n} {street} Place", "{n} {street} Sq", "{n} {street} Boulevard, Suite {n}", "{n} {street} Blvd, Ste {n}, {city}, TX {zip5}",
        "{n} {street} Gardens", "{n} {street} Grove, {postcode}", "{n} {street} Hill", "{n} {street} Mews, {city} {postcode}", "{n} {street} Row", "{n} {street} Parkway", "{n} {street} Pkwy, {city}", "{n} {street} Circle", "{n} {street} Trail", "{n} {street} Highway", "{n} {street} Green", "{n} {street} Rise",
        "Flat {a}, {n} {street} Road, {city} {postcode}", "Flat {a}B {street} House, {city}", "Apt {n}, {n} {street} Street, {city}", "Unit {a}, {street} Industrial Estate, {city}", "Suite {n}, {n} {street} Plaza, {city}", "{a}/{n} {street} Street, {city}", "{n}A {street} Road", "{n}-{n} {street} Street, {city}",
        "P.O. Box {n}, {city}, FL {zip5}", "PO Box {n}", "{street} Cottage, {street} Lane, {city}", "{street} Farm, {street}, {postcode}", "{n} N {street} St, {city}, OH {zip5}", "{n} South {street} Avenue", "{n} E {a}th St, {city}", "{n} West {n}th Street Apt {a}", "{n} {street} Street, {a}rd Floor, {city}",
        "{n} {street} Walk", "{n} {street} View, {city}", "{n} {street} Park, {city}", "{n} OLD {street} ROAD {city} {postcode}", "{n} {street} STREET {city} {zip5}", "{n} {street} AVE", "{n}, {street} Road, {city}", "Room {n}, {street} Hall, {city}", "Rural Route {a} Box {n}", "{n} {street} Loop", "{n} {street} Quay",
        "The {street}, {n} High Street, {city}", "{n} {street}, {city}, {postcode}", "Building {a}, {n} {street} Business Park", "{n} {street} st {city}", "{n} county road {n}, {city}",
    ),
}  # fmt: skip
STREETS = {
    "es": (
        "Mayor|Real|Alcalá|Gran Vía|Serrano|Velázquez|Colón|Cervantes|Reyes Católicos|del Carmen|de la Paz|la Luna|los Olivos|las Flores|Santa Ana|San José|San Juan|San Antonio|Santa María|Virgen del Pilar|Ramón y Cajal|Pérez Galdós|Severo Ochoa|García Lorca|Antonio Machado|Juan Carlos I|Constitución|Libertad|Revolución|Reforma|"
        "Juárez|Hidalgo|Morelos|Madero|Zapata|Niños Héroes|Álvaro Obregón|Venustiano Carranza|16 de Septiembre|5 de Mayo|20 de Noviembre|Insurgentes Sur|División del Norte|Eje Central|Universidad|Patriotismo|Belgrano|Mitre|Rivadavia|9 de Julio|25 de Mayo|Santa Fe|Callao|Cabildo|Scalabrini Ortiz|Córdoba|Pellegrini|Alem|"
        "Bolívar|Santander|Caracas|Boyacá|Chapinero|El Poblado|Los Laureles|La Candelaria|Arequipa|Javier Prado|Brasil|La Marina|Grau|Ayacucho|Junín|O'Higgins|Prat|Libertador|Vitacura|Irarrázaval|Pedro de Valdivia|Los Leones|Las Acacias|Los Pinos|El Bosque|Los Cedros|Jazmines|Rosales|Girasoles|Tulipanes|"
        "Aragón|Valencia|Sevilla|Toledo|Segovia|Goya Alta|Lepanto|Numancia|Sagunto|Trafalgar|Bailén|Atocha|Fuencarral|Hermosilla|Orense|Génova|Almirante|Doctor Fleming|General Paz|Coronel Díaz|Capitán Haya|Padre Mier|Obispo Trejo|Don Bosco|Fray Luis de León|Pío XII|Isabel la Católica|Alfonso XIII"
    ),
    "pt": (
        "da Paz|das Rosas|do Sol|da Praia|de São João|São José|Santo Antônio|Santa Rita|Santa Luzia|XV de Novembro|13 de Maio|25 de Março|1º de Maio|Duque de Caxias|Marechal Deodoro|Marechal Floriano|General Osório|Getúlio Vargas|Juscelino Kubitschek|Castelo Branco|Rui Barbosa|Machado de Assis|José de Alencar|Castro Alves|"
        "Dom João VI|Dom Pedro I|Princesa Isabel|Barão do Rio Branco|Visconde de Mauá|Conde de Bonfim|Paulista|Brasil|Atlântica|Nossa Senhora de Copacabana|Ataulfo de Paiva|Vieira Souto|Pamplona|Bela Cintra|da Glória|da Mooca|Vergueiro|Ibirapuera|Rebouças|Teodoro Sampaio|Cardeal Arcoverde|Boa Vista|do Sossego|da Aurora|"
        "dos Ipês|dos Pinheiros|das Mangueiras|das Orquídeas|dos Lírios|Amazonas|Afonso Pena|Bahia|Goiás|Pernambuco|Ceará|Minas Gerais|Sergipe|Alagoas|da República|dos Aliados|de Santa Catarina|Augusta Nova|Garrett Alta|do Carmo|da Prata|do Ouro|dos Fanqueiros|de Camões|Luís de Camões|Vasco da Gama|Infante D. Henrique|"
        "Gago Coutinho|Almirante Gago|Engenheiro Duarte Pacheco|Doutor António José|Professor Egas Moniz|Padre António Vieira|Tenente Valadim|Coronel Pacheco|da Igreja|da Escola|da Fonte|do Moinho|da Estação|Nova|Direita|de Baixo|de Cima|do Campo|da Quinta"
    ),
    "en": (
        "Main|High|Church|Station|London|Park|Victoria|Green|Manor|Kings|Queens|Queen|New|Grange|North|South|Mill|Springfield|George|Windsor|York|West|Highfield Park|Stanley|The Avenue|Elm|Oak|Pine|Cedar|Birch|Willow|Walnut Tree|Washington|Lake|Hill|Sunset|Spring|Ridge|Forest|River|Meadowbrook|Second|Third|Fourth|5th|42nd|"
        "Madison|Monroe|Jackson|Adams|Roosevelt|Martin Luther King|Sunset Hill|Valley View|Hillcrest|Fairview|Woodland|Dogwood|Hickory|Spruce|Poplar|Peachtree|Bay|Ocean|Harbor|Canal|Commerce|Industrial|College|School|Chapel|Abbey|Priory|Castle|Bridge|Ferry|Baker|Oxford|Regent|Bond|Harley|Abbotts|St John's|St Mary's|"
        "Nelson|Wellesley|Marlborough|Cromwell|Hanover|Clarence|Cambridge|Norfolk|Surrey|Essex|Devon|Cornwall|Bath|Derby|Lancaster|Warwick|Gloucester|Primrose|Rosebery|Laurel|Ivy|Heather|Fern|Larch|Rowan|Swan|Heron|Kingsway|Broadway|Long|Short|Back|Lower|Upper Mill|Great Western|Little Park|Old Post"
    ),
}  # fmt: skip
