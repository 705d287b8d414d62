"""Words of Spanish, Portuguese and English that are no names, bare: a list that the model of names looks at.

Those that two or more of Debian 12's programs write in small letters in their messages and the translations of these, the
common words of the training, some 4,000 written down for this, and regular forms of all; brands and countries. Who adds a
word trains the model again.
"""

from andamio.pii.word_pattern import words

VOCABULARY = words("""
aba abaixo abaixos abajo abajos abandon abandona abandonada abandonadas abandonado abandonados abandonam abandonamos
abandonando abandonar abandonara abandonaram abandonarao abandonaria abandonas abandonava abandonavam abandone
abandoned abandonei abandonem abandoning abandonned abandonning abandono abandonou abandons abas abasteca abastecam
abastece abastecem abastecemos abastecendo abastecer abastecera abasteceram abastecerao abasteceria abasteceu abasteci
abastecia abasteciam abastecida abastecidas abastecido abastecidos abasteco abbrev abbreviated abbreviation
abcdefghijk aberta abertas aberto abertos abertura aberturas abicalls abierta abiertas abierto abiertos abilitied
abilities ability abilitying able abled ables abling abnormally abogada abogadas abogado abogados abona abonaba
abonaban abonada abonadas abonado abonados abonam abonamos abonan abonando abonar abonara abonaram abonaran abonarao
abonaria abonaron abonarse abonas abonava abonavam abone abonei abonem abonen abono abonos abonou aborda abordaba
abordaban abordada abordadas abordado abordados abordamos abordan abordando abordar abordara abordaran abordaria
abordaron abordarse abordas aborde aborden abordo abort aborta abortando abortar aborted aborting about abouted
abouting abouts above aboved aboves aboving abra abraca abracada abracadas abracado abracados abracam abracamos
abracando abracar abracara abracaram abracarao abracaria abracas abracava abracavam abrace abracei abracem abraco
abracos abracou abram abran abrangencia abraza abrazaba abrazaban abrazada abrazadas abrazado abrazados abrazamos
abrazan abrazando abrazar abrazara abrazaran abrazaria abrazaron abrazarse abrazas abraze abrazen abrazo abre abrem
abren abreviacao abreviada abreviado abreviatura abri abria abriam abrian abrida abridas abrido abridos abriendo
abrieron abriga abrigas abrigo abrigos abrimos abrindo abrio abrir abrira abriram abriran abrirao abrires abriria
abrirse abriu abro abroad abroaded abroading abroads absence absenced absences absencing absent absoluta absolutamente
absolute absoluted absolutely absolutes absoluting absoluto absolutos abstract abstratos abuela abuelas abuelo abuelos
aburra aburran aburre aburren aburri aburria aburrian aburrida aburridas aburrido aburridos aburriendo aburrieron
aburrimos aburrio aburrir aburrira aburriran aburriria aburrirse aburro abuse abused abuses abusing acaba acababa
acababan acabada acabadas acabado acabados acabam acabamos acaban acabando acabar acabara acabaram acabaran acabarao
acabares acabaria acabaron acabarse acabas acabava acabavam acabe acabei acabem acaben acabo acabou academic
academicced academiccing academiced academicing academics acalma acalmada acalmadas acalmado acalmados acalmam
acalmamos acalmando acalmar acalmara acalmaram acalmarao acalmaria acalmas acalmava acalmavam acalme acalmei acalmem
acalmo acalmou acao accao acceda accedan accede accedemos acceden acceder accedera accederan accederia accederse
accedes accedi accedia accedian accedida accedidas accedido accedidos accediendo accedieron accedio accedo accel
acceleration accelerator accelerators accent accented accenting accents accept accepted acceptedded acceptedding
accepteded accepteding accepteds accepting accepts accesibilidad accesible acceso accesos access accessed accesses
accessibility accessible accessing accident accidented accidenting accidents accion acciones accoes accommodate
accommodated accommodates accommodating accompanied accompanies accompany accompanying accomplish accomplished
accomplishes accomplishing accord accorded according accordinged accordinging accordings accords account accountant
accountanted accountanting accountants accrue accrued accrues accruing accurate accurated accurates accurating accuse
accused accuses accusing aceder acedido aceita aceitada aceitadas aceitado aceitados aceitam aceitamos aceitando
aceitar aceitara aceitaram aceitarao aceitares aceitaria aceitas aceitava aceitavam aceitaveis aceite aceitei aceitem
aceites aceito aceitos aceitou aceleracao aceleracion acelerador aceleradora aceleradoras aceleradores acelerar acena
acenada acenadas acenado acenados acenam acenamos acenando acenar acenara acenaram acenarao acenaria acenas acenava
acenavam acenda acendam acende acendem acendemos acendendo acender acendera acenderam acenderao acenderia acendeu
acendi acendia acendiam acendida acendidas acendido acendidos acendo acene acenei acenem aceno acenou acento acepta
aceptaba aceptaban aceptada aceptadas aceptado aceptados aceptamos aceptan aceptando aceptar aceptara aceptaran
aceptares aceptaria aceptaron aceptarse aceptas acepte acepten acepto acer acera aceras acerca acero aceros acerta
acertas acerto acertos acessa acessar acessas acessibilidade acessivel acesso acessos achieve achieved achieves
achieving acida acidas acidente acidentes acido acidos acima acimas acionar acknowledge acknowledged acknowledges
acknowledging aclara aclaraba aclaraban aclaracion aclaraciones aclarada aclaradas aclarado aclarados aclaramos
aclaran aclarando aclarar aclarara aclararan aclararia aclararon aclararse aclaras aclare aclaren aclaro acoes
acompana acompanaba acompanaban acompanada acompanadas acompanado acompanados acompanamos acompanan acompanando
acompanar acompanara acompanaran acompanaria acompanaron acompanarse acompanas acompane acompanen acompanha
acompanhada acompanhadas acompanhado acompanhados acompanham acompanhamos acompanhando acompanhar acompanhara
acompanharam acompanharao acompanharia acompanhas acompanhava acompanhavam acompanhe acompanhei acompanhem acompanho
acompanhou acompano aconselha aconselhada aconselhadas aconselhado aconselhados aconselham aconselhamos aconselhando
aconselhar aconselhara aconselharam aconselharao aconselharia aconselhas aconselhava aconselhavam aconselhe aconselhei
aconselhem aconselho aconselhou aconteca acontecam acontece acontecem acontecemos acontecendo acontecer acontecera
aconteceram acontecerao aconteceres aconteceria aconteceu aconteci acontecia aconteciam acontecida acontecidas
acontecido acontecidos aconteco acoplado acoplar acorda acordaba acordaban acordada acordadas acordado acordados
acordam acordamos acordan acordando acordar acordara acordaram acordaran acordarao acordaria acordaron acordarse
acordas acordava acordavam acorde acordei acordem acorden acordo acordos acordou acores acougue acougues acquire
acquired acquirer acquirered acquirering acquirerred acquirerring acquirers acquires acquiring acredita acreditada
acreditadas acreditado acreditados acreditam acreditamos acreditando acreditar acreditara acreditaram acreditarao
acreditaria acreditas acreditava acreditavam acredite acreditei acreditem acredito acreditou acrescenta acrescentada
acrescentadas acrescentado acrescentados acrescentam acrescentamos acrescentando acrescentar acrescentara
acrescentaram acrescentarao acrescentaria acrescentas acrescentava acrescentavam acrescente acrescentei acrescentem
acrescento acrescentou acrescida acrescimo acrescimos across act acta actas action actioned actioning actions activa
activable activables activacion activada activadas activado activador activados activam activan activando activar
activara activas activatable activate activated activates activating activation active actived actives actividad
actividades activing activitied activities activity activitying activo activos acto actos acts actua actuaba actuaban
actuada actuadas actuado actuados actuais actual actualed actuales actualice actualing actualiza actualizacao
actualizacion actualizaciones actualizacoes actualizada actualizadas actualizado actualizando actualizar actualizarlo
actualizo actually actualmente actuals actuamos actuan actuando actuar actuara actuaran actuaria actuaron actuarse
actuas actue actuen actuo acuca acucada acucadas acucado acucados acucam acucamos acucando acucar acucara acucaram
acucarao acucares acucaria acucas acucava acucavam acuce acucei acucem acuco acucou acuda acudan acude acuden acudi
acudia acudian acudida acudidas acudido acudidos acudiendo acudieron acudimos acudio acudir acudira acudiran acudiria
acudirse acudo acuerda acuerdas acuerdo acuerdos acumula acumulados acumulam acusa acusada acusadas acusado acusados
acusam acusamos acusando acusar acusara acusaram acusarao acusaria acusas acusava acusavam acuse acusei acusem acuso
acusou adapt adapta adapted adapting adapts add added addend adding addition additional additioned additioning
additions addr address addressed addresses addressing adds adecuada adecuadamente adecuado adelanta adelantaba
adelantaban adelantada adelantadas adelantado adelantados adelantamos adelantan adelantando adelantar adelantara
adelantaran adelantaria adelantaron adelantarse adelantas adelante adelanten adelantes adelanto adelantos ademas
ademases adequado adequate adequated adequates adequating aderencia adeslas adeuda adeudaba adeudaban adeudada
adeudadas adeudado adeudados adeudamos adeudan adeudando adeudar adeudara adeudaran adeudaria adeudaron adeudarse
adeudas adeude adeuden adeudo adia adiada adiadas adiado adiados adiam adiamenta adiamentas adiamento adiamentos
adiamos adiando adianta adiantada adiantadas adiantado adiantados adiantam adiantamos adiantando adiantar adiantara
adiantaram adiantarao adiantaria adiantas adiantava adiantavam adiante adiantei adiantem adiantes adianto adiantou
adiar adiara adiaram adiarao adiaria adias adiava adiavam adicao adicion adiciona adicionada adicionadas adicionado
adicionados adicionais adicional adicionales adicionalmente adicionando adicionar adicione adiciones adidas adie adiei
adiem adio adiou aditiva aditivas aditivo aditivos adivinhada adjacent adjacentes adjourn adjourned adjourning
adjourns adjudicate adjudicated adjudicates adjudicating adjunta adjuntaba adjuntaban adjuntada adjuntadas adjuntado
adjuntados adjuntamos adjuntan adjuntando adjuntar adjuntara adjuntaran adjuntaria adjuntaron adjuntarse adjuntas
adjunte adjunten adjunto adjust adjusted adjuster adjustered adjustering adjusterred adjusterring adjusters adjusting
adjustment adjusts administer administered administering administerred administerring administers administra
administraba administraban administracao administracion administrada administradas administrado administrador
administradora administradoras administradores administrados administram administramos administran administrando
administrar administrara administraram administraran administrarao administraria administraron administrarse
administras administration administrative administrava administravam administre administrei administrem administren
administro administrou admit admita admitam admitan admite admited admitem admiten admiti admitia admitiam admitian
admitida admitidas admitido admitidos admitiendo admitieron admitimos admitindo admiting admitio admitir admitira
admitiram admitiran admitirao admitiria admitirse admitiu admito admits admitted admitting adobe adoeca adoecam adoece
adoecem adoecemos adoecendo adoecer adoecera adoeceram adoecerao adoeceria adoeceu adoeci adoecia adoeciam adoecida
adoecidas adoecido adoecidos adoeco adolescente adolescentes adopt adopted adopting adopts adota adotada adotadas
adotado adotados adotam adotamos adotando adotar adotara adotaram adotarao adotaria adotas adotava adotavam adote
adotei adotem adoto adotou adquira adquiram adquiran adquire adquirem adquiren adquiri adquiria adquiriam adquirian
adquirida adquiridas adquirido adquiridos adquiriendo adquirieron adquirimos adquirindo adquirio adquirir adquirira
adquiriram adquiriran adquirirao adquiriria adquirirse adquiriu adquiro adult adulta adultas adulted adulting adulto
adultos adults advance advanced advances advancing advantage advantaged advantages advantaging adventure adventured
adventures adventuring advert adverta advertam advertan adverte adverted advertem adverten advertencia advertencias
adverti advertia advertiam advertian advertida advertidas advertido advertidos advertiendo advertieron advertimos
advertindo adverting advertio advertir advertira advertiram advertiran advertirao advertiria advertirse advertiu
adverto adverts advice adviced advices advicing advierte advise advised advises advising advogada advogadas advogado
advogados adyacentes adyen aerolinea aerolineas aeroporta aeroportas aeroporto aeroportos afasta afastada afastadas
afastado afastados afastam afastamos afastando afastar afastara afastaram afastarao afastaria afastas afastava
afastavam afaste afastei afastem afasto afastou afecta afectaba afectaban afectada afectadas afectado afectados
afectamos afectan afectando afectar afectara afectaran afectaria afectaron afectarse afectas afecte afecten afecto
afectos afeta afetados afetar affair affaired affairing affairs affect affected affecting affects affirm afford
afforded affording affords afilhada afilhadas afilhado afilhados afiliada afiliadas afiliado afiliados afirma afirmaba
afirmaban afirmada afirmadas afirmado afirmados afirmam afirmamos afirman afirmando afirmar afirmara afirmaram
afirmaran afirmarao afirmaria afirmaron afirmarse afirmas afirmava afirmavam afirme afirmei afirmem afirmen afirmo
afirmou afraid afraided afraiding afraids africa african africaned africaning africanned africanning africans after
aftered aftering afternoon afternooned afternooning afternoons afterpay afterred afterring afters again agained
againing agains against againsted againsting againsts age agencia agencias agencio agencios agenda agendada agendadas
agendado agendados agendaed agendaing agendam agendamenta agendamentas agendamento agendamentos agendamos agendando
agendar agendara agendaram agendarao agendaria agendas agendava agendavam agende agendei agendem agendo agendos
agendou ages agiota agiotas agioto agiotos ago agora agosta agostas agosto agostos agotada agotadas agotado agotados
agoto agradeca agradecam agradecan agradece agradecem agradecemos agradecen agradecendo agradecer agradecera
agradeceram agradeceran agradecerao agradeceria agradecerse agradeces agradeceu agradeci agradecia agradeciam
agradecian agradecida agradecidas agradecido agradecidos agradeciendo agradecieron agradecio agradeco agree agreed
agreement agreemented agreementing agreements agrees agrega agregada agregadas agregado agregados agregan agregando
agregar agreing agricola agricolas agrupa agrupacion agrupadas agrupamento agrupar agua aguarda aguardada aguardadas
aguardado aguardados aguardam aguardamos aguardando aguardar aguardara aguardaram aguardarao aguardaria aguardas
aguardava aguardavam aguarde aguardei aguardem aguardo aguardou aguas agujero agulha agulhas ahora ahorra ahorraba
ahorraban ahorrada ahorradas ahorrado ahorrados ahorramos ahorran ahorrando ahorrar ahorrara ahorraran ahorraria
ahorraron ahorrarse ahorras ahorre ahorren ahorro ahorros aid aids aim aims ainda aindas aindo aindos airbnb aire
aires airline airlined airlines airlining aisle aisled aisles aisling ajar ajared ajaring ajarred ajarring ajars ajuda
ajudada ajudadas ajudado ajudados ajudam ajudamos ajudando ajudante ajudantes ajudar ajudara ajudaram ajudarao
ajudares ajudaria ajudas ajudava ajudavam ajude ajudei ajudem ajudo ajudou ajusta ajustada ajustadas ajustado
ajustados ajustam ajustamento ajustamos ajustan ajustando ajustar ajustara ajustaram ajustarao ajustaria ajustarse
ajustas ajustava ajustavam ajuste ajustei ajustem ajustes ajusto ajustou alabama alagoas alarme alarmes alaska albanil
albaniles albaran albaranes album albumed albuming albummed albumming albums alca alcalde alcaldes alcampo alcanca
alcancada alcancadas alcancado alcancados alcancam alcancamos alcancando alcancar alcancara alcancaram alcancarao
alcancares alcancaria alcancas alcancava alcancavam alcance alcancei alcancem alcanco alcancou alcanza alcanzaba
alcanzaban alcanzable alcanzada alcanzadas alcanzado alcanzados alcanzamos alcanzan alcanzando alcanzar alcanzara
alcanzaran alcanzares alcanzaria alcanzaron alcanzarse alcanzas alcanze alcanzen alcanzo alcohol alcoholed alcoholing
alcoholled alcoholling alcohols aldi aleatoria aleatorios alega alegaba alegaban alegacao alegacaos alegacion
alegaciones alegada alegadas alegado alegados alegam alegamos alegan alegando alegar alegara alegaram alegaran
alegarao alegaria alegaron alegarse alegas alegava alegavam alege alegei alegem alegen alego alegou alegria alegrias
alegrio alegrios alem aleman alemanes alemanha alemania alemao alemaos alens alentejo alergia alergias alergio
alergios alert alerta alertada alertadas alertado alertados alertam alertamos alertando alertar alertara alertaram
alertarao alertaria alertas alertava alertavam alerte alerted alertei alertem alerting alerto alertou alerts alfa
alfabeticos alface alfaces alfandega alfandegas alfanumerico alfanumericos alfombra alfombras alfombro alfombros
algarismos algarve algo algorithm algoritmo alguien algum alguma algumas algun alguna algunas alguno algunos alguns
alias aliased aliases alibaba aliexpress align aligned alignment alimentacao alimentacion alinea alineacion alineada
alineado alineados alineamiento alinear alinh alinha alinhada alinhado alinhados alinhamento alinhar alive alived
alives aliving all alla allege alleged alleges alleging allergied allergies allergy allergying allianz alloc allocate
allocated allocating allocation allow allowance allowanced allowances allowancing allowed allowing allows almacen
almacena almacenada almacenadas almacenado almacenamiento almacenar almacenes almoco almocos almofada almofadas
almofado almofados almohada almohadas almohado almohados almost almosted almosting almosts almuerzo almuerzos alocacao
alocada alocado alocados alocar aloja alojaba alojaban alojada alojadas alojado alojados alojamos alojan alojando
alojar alojara alojaran alojaria alojaron alojarse alojas aloje alojen alojo alone along alpes alpha alphanumeric
alquila alquilaba alquilaban alquilada alquiladas alquilado alquilados alquilamos alquilan alquilando alquilar
alquilara alquilaran alquilaria alquilaron alquilarse alquilas alquile alquilen alquiler alquileres alquilo alreadied
alreadies already alreadying alrededor also alsoed alsoing alsos alta altas altavoz altavozes alter altera alteracao
alteracoes alterada alteradas alterado alterados alteram alteramos alterando alterar alterara alteraram alterarao
alteraria alteras alterava alteravam altere altered alterei alterem altering alterna alternadas alternador alternancia
alternate alternates alternating alternativa alternativas alternative alternatived alternatives alternativing
alternativo alternativos altero alterou alterred alterring alters although althoughed althoughes althoughing alto
altos altura alturas alturo alturos aluga alugada alugadas alugado alugados alugam alugamos alugando alugar alugara
alugaram alugarao alugaria alugas alugava alugavam aluge alugei alugem alugo alugou alugueis aluguel alumna alumnas
alumno alumnos alvara alvo alvos always alwaysed alwayses alwaysing amabilidad amabilidades amable amables amapa
amarela amarelas amarelo amarelos amarga amargas amargo amargos amarilla amarillas amarillo amarillos amassa amassada
amassadas amassado amassados amassam amassamos amassando amassar amassara amassaram amassarao amassaria amassas
amassava amassavam amasse amassei amassem amasso amassou amaveis amavel amaze amazed amazes amazing amazon amazonas
ambas ambiente ambientes ambigua ambiguo ambiguous ambito ambos amboses ambulance ambulanced ambulances ambulancia
ambulancias ambulancing ambulancio ambulancios ambulatoria ambulatorias ambulatorio ambulatorios ameaca ameacada
ameacadas ameacado ameacados ameacam ameacamos ameacando ameacar ameacara ameacaram ameacarao ameacaria ameacas
ameacava ameacavam ameace ameacei ameacem ameaco ameacou amenaza amenazaba amenazaban amenazada amenazadas amenazado
amenazados amenazamos amenazan amenazando amenazar amenazara amenazaran amenazaria amenazaron amenazarse amenazas
amenaze amenazen amenazo amend amended amending amends america american americana americanas americaned americaning
americanned americanning americano americanos americans amex amiga amigas amigo amigos amil amistad amistades amizade
amizades among amor amores amostra amostras amostro amostros amount amounted amounting amounts amoxicilina ampla ample
ampled amples ampliacao ampliacion ampling amuebla amueblaba amueblaban amueblada amuebladas amueblado amueblados
amueblamos amueblan amueblando amueblar amueblara amueblaran amueblaria amueblaron amueblarse amueblas amueble
amueblen amueblo amuse amused amuses amusing anada anadan anade anaden anadi anadia anadian anadida anadidas anadido
anadidos anadiendo anadieron anadimos anadio anadir anadira anadiran anadiria anadirse anado anaemia anaemiaed
anaemiaing anaemias anaesthetic anaestheticced anaestheticcing anaestheticed anaestheticing anaesthetics analisa
analisada analisadas analisado analisados analisam analisamos analisando analisar analisara analisaram analisarao
analisaria analisas analisava analisavam analisavel analise analisei analisem analises analisis analiso analisou
analitica analiticas analitico analiticos analiza analizaba analizaban analizada analizadas analizado analizados
analizamos analizan analizando analizar analizara analizaran analizaria analizaron analizarse analizas analize
analizen analizo ancestor ancestors ancestro ancha ancho anchor anchos anchura ancla anclaje anclas ancoras and
andaime andaimes andalucia andar andares andes android ands aneis anel anemia anemias anemio anemios anestesia
anestesias anestesio anestesios anexa anexada anexadas anexado anexados anexam anexamos anexando anexar anexara
anexaram anexarao anexaria anexas anexava anexavam anexe anexei anexem anexo anexos anexou anfitriao anfitrion angle
angled angles angling angried angries angry angrying angulares anidadas anidado anidados anidamiento anies anilla
anillas anillo anillos animacao animacion animaciones animacoes animado animados animais animal animaled animales
animaling animalled animalling animals animated animation aninhado aninhados aninhamento aniversaria aniversarias
aniversario aniversarios annoied annotate announce announced announces announcing annoy annoying annoys annual
annualed annualing annuals ano anonima anonimo anonymous anormal anormalmente anos anota anotaba anotaban anotacao
anotacaos anotacion anotada anotadas anotado anotados anotam anotamos anotan anotando anotar anotara anotaram anotaran
anotarao anotaria anotaron anotarse anotas anotava anotavam anote anotei anotem anoten another anoto anotou answer
answered answering answerred answerring answers antartida antecedencia antecedencias antecedencio antecedencios
antecipa antecipada antecipadas antecipado antecipados antecipam antecipamos antecipando antecipar antecipara
anteciparam anteciparao anteciparia antecipas antecipava antecipavam antecipe antecipei antecipem antecipo antecipou
antememoria anterior anteriores anterioridad anteriormente antes anteses antevisao antevisoes antialiasing anticipo
anticipos antiga antigas antigo antigos antigua antiguas antiguedad antiguedades antiguo antiguos antioquia antipatica
antipaticas antipatico antipaticos anuais anual anuales anuidade anuidades anula anulaba anulaban anulada anuladas
anulado anulados anulam anulamos anulan anulando anular anulara anularam anularan anularao anularia anularon anularse
anulas anulava anulavam anule anulei anulem anulen anulo anulou anuncia anunciaba anunciaban anunciada anunciadas
anunciado anunciados anunciam anunciamos anuncian anunciando anunciar anunciara anunciaram anunciaran anunciarao
anunciaria anunciaron anunciarse anuncias anunciava anunciavam anuncie anunciei anunciem anuncien anuncio anuncios
anunciou anxious anxioused anxiouses anxiousing any anymore anything anyway anywhere aos apaga apagaba apagaban
apagada apagadas apagado apagados apagam apagamos apagan apagando apagar apagara apagaram apagaran apagarao apagaria
apagaron apagarse apagas apagava apagavam apage apagei apagem apagen apago apagou apanha apanhada apanhadas apanhado
apanhados apanham apanhamos apanhando apanhar apanhara apanharam apanharao apanharia apanhas apanhava apanhavam apanhe
apanhei apanhem apanho apanhou aparata aparatas aparato aparatos aparcamienta aparcamientas aparcamiento aparcamientos
apareca aparecam aparecan aparece aparecem aparecemos aparecen aparecendo aparecer aparecera apareceram apareceran
aparecerao aparecerem apareceres apareceria aparecerse apareces apareceu apareci aparecia apareciam aparecian
aparecida aparecidas aparecido aparecidos apareciendo aparecieron aparecio apareco aparelho aparelhos aparencia
aparezca aparezcan apariencia apart apartada apartadas apartado apartados apartamenta apartamentas apartamento
apartamentos aparte aparted aparting aparts apela apelaba apelaban apelacao apelacaos apelada apeladas apelado
apelados apelam apelamos apelan apelando apelar apelara apelaram apelaran apelarao apelaria apelaron apelarse apelas
apelava apelavam apele apelei apelem apelen apelido apelidos apellida apellidas apellido apellidos apelo apelou apenas
apenases apertura aplaza aplazaba aplazaban aplazada aplazadas aplazado aplazados aplazamos aplazan aplazando aplazar
aplazara aplazaran aplazaria aplazaron aplazarse aplazas aplaze aplazen aplazo aplica aplicaba aplicaban aplicable
aplicacao aplicacion aplicaciones aplicacoes aplicada aplicadas aplicado aplicados aplicam aplicamos aplican aplicando
aplicar aplicara aplicaram aplicaran aplicarao aplicaria aplicaron aplicarse aplicas aplicativa aplicativas aplicativo
aplicativos aplicava aplicavam aplice aplicei aplicem aplicen aplico aplicou apoderada apoderadas apoderado apoderados
apoia apoiada apoiadas apoiado apoiados apoiam apoiamos apoiando apoiar apoiara apoiaram apoiarao apoiaria apoias
apoiava apoiavam apoie apoiei apoiem apoio apoios apoiou apolice apolices apologied apologies apologise apologised
apologises apologising apology apologying aponta apontada apontadas apontado apontados apontam apontamos apontando
apontar apontara apontaram apontarao apontaria apontas apontava apontavam aponte apontei apontem aponto apontou apos
aposentada aposentadas aposentado aposentadoria aposentadorias aposentadorio aposentadorios aposentados aposta apostas
aposto apostos apoya apoyaba apoyaban apoyada apoyadas apoyado apoyados apoyamos apoyan apoyando apoyar apoyara
apoyaran apoyaria apoyaron apoyarse apoyas apoye apoyen apoyo apoyos app apparent apparented apparenting apparents
appeal appealed appealing appeals appear appearance appeared appearing appears append appending appetite appetited
appetites appetiting apple appled apples appliance applianced appliances appliancing applicable applicant applicanted
applicanting applicants application applicationed applicationing applications applied applies appling apply applying
appoint appointed appointing appoints appreciate appreciated appreciates appreciating approach approached approaches
approaching appropriate appropriated appropriates appropriating approved approvedded approvedding approveded
approveding approveds apps aprecia apreciaba apreciaban apreciada apreciadas apreciado apreciados apreciamos aprecian
apreciando apreciar apreciara apreciaran apreciaria apreciaron apreciarse aprecias aprecie aprecien aprecio aprenda
aprendam aprendan aprende aprendem aprendemos aprenden aprendendo aprender aprendera aprenderam aprenderan aprenderao
aprenderia aprenderse aprendes aprendeu aprendi aprendia aprendiam aprendian aprendida aprendidas aprendido aprendidos
aprendiendo aprendieron aprendio aprendiz aprendizes aprendo apresenta apresentacao apresentada apresentadas
apresentado apresentados apresentam apresentamos apresentando apresentar apresentara apresentaram apresentarao
apresentares apresentaria apresentas apresentava apresentavam apresente apresentei apresentem apresento apresentou
aproba aprobaba aprobaban aprobada aprobadas aprobado aprobados aprobamos aproban aprobando aprobar aprobara aprobaran
aprobaria aprobaron aprobarse aprobas aprobe aproben aprobo apron aproned aproning apronned apronning aprons apropiada
apropiado apropriada apropriado aprova aprovada aprovadas aprovado aprovados aprovam aprovamos aprovando aprovar
aprovara aprovaram aprovarao aprovaria aprovas aprovava aprovavam aprove aprovecha aprovechaba aprovechaban
aprovechada aprovechadas aprovechado aprovechados aprovechamos aprovechan aprovechando aprovechar aprovechara
aprovecharan aprovecharia aprovecharon aprovecharse aprovechas aproveche aprovechen aprovecho aprovei aproveita
aproveitada aproveitadas aproveitado aproveitados aproveitam aproveitamos aproveitando aproveitar aproveitara
aproveitaram aproveitarao aproveitaria aproveitas aproveitava aproveitavam aproveite aproveitei aproveitem aproveito
aproveitou aprovem aprovo aprovou aproximadamente apt apunta apuntaba apuntaban apuntada apuntadas apuntado apuntados
apuntamos apuntan apuntando apuntar apuntara apuntaran apuntaria apuntaron apuntarse apuntas apunte apunten apuntes
apunto apura apurada apuradas apurado apurados apuram apuramos apurando apurar apurara apuraram apurarao apuraria
apuras apurava apuravam apure apurei apurem apuro apurou aquecedor aquecedora aquecedoras aquecedores aquela aquele
aqueles aquella aquellas aquellos aqui arancel aranceles arbitragem arbitragens arbitraje arbitrajes arbitraria
arbitrarios arbitrary arbitrator arbitratored arbitratoring arbitratorred arbitratorring arbitrators arbol arboles
arch architect architected architecting architects architecture architectures archiva archivaba archivaban archivada
archivadas archivado archivador archivadora archivadoras archivadores archivados archivamos archivan archivando
archivar archivara archivaran archivaria archivaron archivarse archivas archive archiven archives archivo archivos are
area areas arestas arg argentina argentinas argentino argentinos argos args argue argued argues arguing argument
argumental argumented argumenting argumento argumentos arguments arise arised arises arising arithmetic aritmetica
aritmeticas aritmetico arizona arkansas arm arma armaria armarias armario armarios armazena armazenado armazenados
armazenamento armazenar armied armies arms army armying around arquitecta arquitectas arquitecto arquitectos
arquitectura arquitecturas arquiteta arquitetas arquiteto arquitetos arquitetura arquiva arquivada arquivadas
arquivado arquivados arquivam arquivamos arquivando arquivar arquivara arquivaram arquivarao arquivaria arquivas
arquivava arquivavam arquive arquivei arquivem arquivo arquivos arquivou arranca arrancaba arrancaban arrancada
arrancadas arrancado arrancados arrancamos arrancan arrancando arrancar arrancara arrancaran arrancaria arrancaron
arrancarse arrancas arrance arrancen arranco arrange arranged arranges arranging arranja arranjada arranjadas
arranjado arranjados arranjam arranjamos arranjando arranjar arranjara arranjaram arranjarao arranjaria arranjas
arranjava arranjavam arranje arranjei arranjem arranjo arranjou arrastadas arrastar arraste arrasto arrastrar arrastre
array arrears arrearsed arrearses arrearsing arredondar arregla arreglaba arreglaban arreglada arregladas arreglado
arreglados arreglamos arreglan arreglando arreglar arreglara arreglaran arreglaria arreglaron arreglarse arreglas
arregle arreglen arreglo arrenda arrendaba arrendaban arrendada arrendadas arrendado arrendados arrendam arrendamenta
arrendamentas arrendamento arrendamentos arrendamos arrendan arrendando arrendar arrendara arrendaram arrendaran
arrendarao arrendaria arrendaron arrendarse arrendas arrendataria arrendatarias arrendatario arrendatarios arrendava
arrendavam arrende arrendei arrendem arrenden arrendo arrendou arrest arrested arresting arrests arriba arribas
arrival arrivaled arrivaling arrivalled arrivalling arrivals arrive arrived arrivedded arrivedding arriveded
arriveding arriveds arrives arriving arrow arrows arroz arrozes arruma arrumacao arrumada arrumadas arrumado arrumados
arrumam arrumamos arrumando arrumar arrumara arrumaram arrumarao arrumaria arrumas arrumava arrumavam arrume arrumei
arrumem arrumo arrumou art arte article articled articles articling articula articulas articulo articulos artificiais
artificial artificiales artiga artigas artigo artigos artist artista artistas artisted artisting artisto artistos
artists arts arvore arvores ascencao ascendente ascending ascensor ascensores asda asegura aseguraba aseguraban
asegurada aseguradas asegurado aseguradora aseguradoras aseguradoro aseguradoros asegurados aseguramos aseguran
asegurando asegurar asegurara aseguraran aseguraria aseguraron asegurarse aseguras asegure aseguren aseguro asesor
asesores asesoria asesorias ashamed ashamedded ashamedding ashameded ashameding ashameds asi asia asian asianed
asianing asians asics aside asided asides asiding asienta asientas asiento asientos asigna asignaba asignaban
asignacion asignaciones asignada asignadas asignado asignados asignamos asignan asignando asignar asignara asignaran
asignaria asignaron asignarse asignas asigne asignen asigno asista asistan asiste asisten asistencia asistencias
asistencio asistencios asistente asistentes asisti asistia asistian asistida asistidas asistido asistidos asistiendo
asistieron asistimos asistio asistir asistira asistiran asistiria asistirse asisto ask asked asks asma asmas
asociacion asociaciones asociada asociadas asociado asociados asociar aspa aspas aspect aspected aspecting aspecto
aspects aspera asperas aspero asperos aspirador aspiradora aspiradoras aspiradores aspiradoro aspiradoros aspirina
assalta assaltada assaltadas assaltado assaltados assaltam assaltamos assaltando assaltar assaltara assaltaram
assaltarao assaltaria assaltas assaltava assaltavam assalte assaltei assaltem assalto assaltos assaltou assault
assaulted assaulting assaults assegura assegurada asseguradas assegurado assegurados asseguram asseguramos assegurando
assegurar assegurara asseguraram assegurarao asseguraria asseguras assegurava asseguravam assegure assegurei assegurem
asseguro assegurou assemble assembled assembleia assembleias assembleio assembleios assembler assembles assembling
assenta assentas assento assentos assercao assert asserted asserting assertion asserts assess assessed assesses
assessing assessor assessores assessoria assessorias assessorio assessorios asset asseted asseting assets assetted
assetting assign assigned assigning assignment assigns assim assina assinada assinadas assinado assinados assinam
assinamos assinando assinante assinantes assinar assinara assinaram assinarao assinaria assinas assinatura assinaturas
assinaturo assinaturos assinava assinavam assincrono assine assinei assinem assino assinou assist assista assistam
assistant assistanted assistanting assistants assiste assisted assistem assistente assistentes assisti assistia
assistiam assistida assistidas assistido assistidos assistimos assistindo assisting assistir assistira assistiram
assistirao assistiria assistiu assisto assists associacao associacoes associada associadas associado associados
associate associated associates associating association assuma assumam assume assumed assumem assumes assumi assumia
assumiam assumida assumidas assumido assumidos assumimos assumindo assuming assumir assumira assumiram assumirao
assumiria assumiu assumo assunta assuntas assunto assuntos assure assured assures assuring asterisco asthma asthmaed
asthmaing asthmas astra astrazeneca asturias asuma asuman asume asumen asumi asumia asumian asumida asumidas asumido
asumidos asumiendo asumieron asumimos asumio asumir asumira asumiran asumiria asumirse asumo asunta asuntas asunto
asuntos asus atajo atajos atalho atalhos ate atencao atencion atenciones atenciosa atenciosas atencioso atenciosos
atenda atendam atendan atende atendem atendemos atenden atendendo atendente atendentes atender atendera atenderam
atenderan atenderao atenderia atenderse atendes atendeu atendi atendia atendiam atendian atendida atendidas atendido
atendidos atendiendo atendieron atendio atendo atenta atentas atento atentos atestada atestadas atestado atestados
atingido atingir atingiu atitude atitudes ativa ativacao ativada ativadas ativado ativam ativar ativas ativaveis
ativavel atividade ativo ativos atlantico atom atomic ator atora atoras atores atras atrasa atrasaba atrasaban
atrasada atrasadas atrasado atrasados atrasam atrasamos atrasan atrasando atrasar atrasara atrasaram atrasaran
atrasarao atrasaria atrasaron atrasarse atrasas atrasava atrasavam atrase atrasei atrasem atrasen atrases atraso
atrasos atrasou atraves atravessa atravessada atravessadas atravessado atravessados atravessam atravessamos
atravessando atravessar atravessara atravessaram atravessarao atravessaria atravessas atravessava atravessavam
atravesse atravessei atravessem atravesso atravessou atribui atribuicao atribuida atribuido atribuidos atribuir
atributo atributos att attach attached attaches attaching attachment attachmented attachmenting attachments attack
attacked attacking attacks attempt attempted attempting attempts attend attended attending attends attention attitude
attituded attitudes attituding attorneied attorney attorneying attorneys attract attracted attracting attracts
attribute attributes atuais atual atualiza atualizacao atualizacoes atualizada atualizadas atualizado atualizados
atualizam atualizamos atualizando atualizar atualizara atualizaram atualizarao atualizaria atualizas atualizava
atualizavam atualize atualizei atualizem atualizo atualizou atualmente auction auctioned auctioning auctions audi
audible audience audienced audiences audiencia audiencias audiencing audiencio audiencios audio audit audited auditing
auditor auditora auditoras auditores auditoria audits auditted auditting audivel augment aula aulas aumenta aumentaba
aumentaban aumentada aumentadas aumentado aumentados aumentam aumentamos aumentan aumentando aumentar aumentara
aumentaram aumentaran aumentarao aumentaria aumentaron aumentarse aumentas aumentava aumentavam aumente aumentei
aumentem aumenten aumento aumentos aumentou aun aunes aunque aunques aunt aunted aunting aunts auricular auriculares
ausencia ausencias ausencio ausencios ausente autarquia autarquias autarquio autarquios autentica autenticacao
autenticacion autenticar autenticarse autenticas autentico autenticos autentificacion authentication author authored
authoring authorise authorised authorises authorising authoritied authorities authority authoritying authorize
authorized authorizes authorizing authorred authorring authors auto autobus autobuses automatic automatica
automatically automaticamente automaticas automaticced automaticcing automaticed automaticing automatico automaticos
automatics autopista autopistas autopisto autopistos autor autora autorais autoras autores autoria autoridad
autoridade autoridades autoriza autorizaba autorizaban autorizacao autorizada autorizadas autorizado autorizados
autorizam autorizamos autorizan autorizando autorizar autorizara autorizaram autorizaran autorizarao autorizaria
autorizaron autorizarse autorizas autorizava autorizavam autorize autorizei autorizem autorizen autorizo autorizou aux
auxilia auxiliar auxiliares auxiliary auxilias auxilio auxilios available availabled availables availabling avais aval
avala avalaba avalaban avalada avaladas avalado avalados avalamos avalan avalando avalar avalara avalaran avalaria
avalaron avalarse avalas avale avalen avales avalia avaliacao avaliada avaliadas avaliado avaliados avaliam avaliamos
avaliando avaliar avaliara avaliaram avaliarao avaliaria avalias avaliava avaliavam avalie avaliei avaliem avalio
avaliou avalo avanca avancada avancadas avancado avancados avancam avancamos avancando avancar avancara avancaram
avancarao avancaria avancas avancava avancavam avance avancei avancem avanco avancou avanza avanzaba avanzaban
avanzada avanzadas avanzado avanzados avanzamos avanzan avanzando avanzar avanzara avanzaran avanzaria avanzaron
avanzarse avanzas avanze avanzen avanzo avaria avariada avariadas avariado avariados avarias avario avarios avenida
avenidas avenido avenidos avenue avenued avenues avenuing average averaged averages averaging averia averiada
averiadas averiado averiados averias averigua averiguaba averiguaban averiguada averiguadas averiguado averiguados
averiguamos averiguan averiguando averiguar averiguara averiguaran averiguaria averiguaron averiguarse averiguas
averigue averiguen averiguo avianca avisa avisaba avisaban avisada avisadas avisado avisados avisam avisamos avisan
avisando avisar avisara avisaram avisaran avisarao avisaria avisaron avisarse avisas avisava avisavam avise avisei
avisem avisen aviso avisos avisou aviva avo avoid avoided avoiding avoids avon await awaited awaiting awaits aware
awared awares awaring away awful awfuled awfuling awfulled awfulling awfuls axa ayuda ayudaba ayudaban ayudada
ayudadas ayudado ayudados ayudamos ayudan ayudando ayudante ayudantes ayudar ayudara ayudaran ayudares ayudaria
ayudaron ayudarse ayudas ayude ayuden ayudo ayuntamienta ayuntamientas ayuntamiento ayuntamientos azafata azafatas
azafato azafatos azeda azedas azedo azedos azeite azeites azotea azoteas azuca azucaba azucaban azucada azucadas
azucado azucados azucamos azucan azucando azucar azucara azucaran azucares azucaria azucaron azucarse azucas azuce
azucen azuco azuis azul azulejo azulejos azules baba babied babies baby babying bache baches back backed backend
backends background backgrounded backgrounding backgrounds backing backlog backloged backlogged backlogging backloging
backlogs backs backslash backspace backup backward backwards bad badge badged badges badging badlied badlies badly
badlying bads bag bagagem bagagens baggage baggaged baggages baggaging bags bahia bainha bainhas bairra bairras bairro
bairros baixa baixada baixadas baixado baixados baixam baixamos baixando baixar baixara baixaram baixarao baixaria
baixas baixava baixavam baixe baixei baixem baixo baixos baixou baja bajaba bajaban bajada bajadas bajado bajados
bajamos bajan bajando bajar bajara bajaran bajaria bajaron bajarse bajas baje bajen bajo bajos bakeried bakeries
bakery bakerying balanca balancas balance balanced balances balancing balao balcao balcaos balconied balconies balcony
balconying balde baldes baleares balnearia balnearias balneario balnearios ban bana banamex banas banca bancada
bancadas bancado bancados bancas banco bancomer bancos band banda bandas banded bandeira bandeiras bandeiro bandeiros
bandeja bandejas bandera banderas banding bando bandos bands banheira banheiras banheiro banheiros banho banhos bankia
bankinter bano banorte banos banqueta banquetas banqueto banquetos bans bar barandilla barandillas barata baratas
barato baratos barba barbas barca barcas barcelona barclays barco barcos barelied barelies barely barelying bargain
bargained bargaining bargains barn barned barning barns barra barraca barracas barraco barracos barramento barran
barras barre barremos barren barrer barrera barreran barreras barreria barrero barreros barrerse barres barri barria
barrian barrias barrida barridas barrido barridos barriendo barrier barriered barriering barrieron barriers barrio
barro barulho barulhos basa basada basado basados base baseada baseado based baseline basement basemented basementing
basements bases basic basicas basicced basiccing basiced basicing basico basicos basics basing basis basised basises
basising basissed basissing basket basketed basketing baskets basketted basketting bastante bastantes basura basuras
basuro basuros bata batam batch bate batedeira batedeiras batedeiro batedeiros batem batemos batendo bater batera
bateram baterao bateria baterias baterio baterios bateu bath bathed bathes bathing bathroom bathroomed bathrooming
bathrooms bati batia batiam batida batidas batido batidora batidoras batidoro batidoros batidos bato batteried
batteries battery batterying bayer bayern bbva beach beached beaches beaching bear beared bearing bears beat beated
beating beats beautiful beautifuled beautifuling beautifulled beautifulling beautifuls beba bebam beban bebe bebem
bebemos beben bebendo beber bebera beberam beberan beberao beberia beberse bebes bebeu bebi bebia bebiam bebian bebida
bebidas bebido bebidos bebiendo bebieron bebio bebo beca becas because becaused becauses becausing beco become becomed
becomes becoming becos bed bedroom bedroomed bedrooming bedrooms beds been beep before befored befores beforing beg
begin begined begining beginned beginning begins begs behave behaved behaves behaving behavior behaviour behavioured
behaviouring behaviours behind behinded behinding behinds beijo beijos being beleza belezas belgica belgium belief
beliefed beliefing beliefs believe believed believes believing bell belong belonged belonging belongs below belowed
belowing belows belt belted belting belts bem bench benched benches benching bend bended bending bends beneath
beneathed beneathes beneathing beneficia beneficiaria beneficiarias beneficiario beneficiarios beneficias beneficio
beneficios benefit benefited benefiting benefits benefitted benefitting berco bercos bereaved bereavedded bereavedding
bereaveded bereaveding bereaveds berlin bershka besides besidesed besideses besidesing besidessed besidessing best bet
bets better bettered bettering betterred betterring betters between betweened betweening betweens bevel beware bewared
bewares bewaring beyond bgr bib biblioteca bibliotecas bichos bicicleta bicicletas bicicleto bicicletos bicycle
bicycled bicycles bicycling bid bidireccional bidirecional bids bien bienvenida bienvenidas bienvenido bienvenidos
bifurcar big bigger bigode bigodes bigote bigotes bigs bilbao bilhete bilheteira bilheteiras bilheteiro bilheteiros
bilhetes bill billed billedded billedding billeded billeding billeds billete billetera billeteras billetero billeteros
billetes billing bills bimbo bimestral bimestrales bin binaria binaries binario binarios binary bind binding bins
biologia biologias biologied biologies biologio biologios biology biologying bipe bird birded birding birds birth
birthdaied birthday birthdaying birthdays birthed birthes birthing bisabuela bisabuelas bisabuelo bisabuelos bisel bit
bite bited bites bitfield biting bitmap bitmask bits bitter bittered bittering bitterred bitterring bitters bizum
black blacked blacking blacks blade bladed blades blading blame blamed blames blaming blanca blancas blanco blancos
blanda blandas blando blandos blank blanket blanketed blanketing blankets blanketted blanketting blender blendered
blendering blenderred blenderring blenders bless blessed blesses blessing blind blinded blinding blinds blink blinking
blob blobs bloca blocas block blocked blockedded blockedding blockeded blockeding blockeds blocking blocks bloco
blocos blood blooded blooding bloods bloque bloquea bloqueaba bloqueaban bloqueada bloqueadas bloqueado bloqueados
bloqueam bloqueamos bloquean bloqueando bloquear bloqueara bloquearam bloquearan bloquearao bloquearia bloquearon
bloquearse bloqueas bloqueava bloqueavam bloquee bloqueei bloqueem bloqueen bloqueia bloqueias bloqueio bloqueios
bloqueo bloqueos bloqueou bloques blouse bloused blouses blousing blow blowed blowing blows blue blued blues bluing
blusa blusas bmw board boarded boarding boards boat boata boatas boated boating boato boatos boats boda bodas bodega
bodegas bodied bodies bodo bodos body bodying bogus boil boiled boiling boils bola bolacha bolachas bolas boleta
boletas boletim boletin boletines boletins boleto boletos boligrafo boligrafos bolivia bolo bolos bolsa bolsas
bolsilla bolsillas bolsillo bolsillos bolso bolsos bolt bolted bolting bolts bom bomb bombed bombeira bombeiras
bombeiro bombeiros bombera bomberas bombero bomberos bombing bombom bombons bombs bona bonas bond bonded bonding bonds
bone boned bones boning bonita bonitas bonito bonitos bono bonos bons bonus bonused bonuses bonusing bonussed
bonussing booking booklet bookleted bookleting booklets bookletted bookletting bookmark bookmarks bookshop bookshoped
bookshoping bookshopped bookshopping bookshops boolean booleana booleano boot booted booting boots borda bordas borde
border bordes bore bored bores boring boringed boringing borings borra borraba borraban borrada borradas borrado
borrador borrados borramos borran borrando borrar borrara borraran borraria borraron borrarse borras borre borren
borro borrow borrowed borrowing borrows bosque bosques boss bossed bosses bossing bota botao botaos botas botella
botellas both bothed bother bothered bothering botherred botherring bothers bothes bothing boto botoes boton botones
botos bottom bottomed bottoming bottommed bottomming bottoms bought boughted boughting boughts bounce bounced bounces
bouncing bound boundaries boundary bounds bowl bowled bowling bowls box boxes boyfriend boyfriended boyfriending
boyfriends brace bracket brackets braco bracos bradesco brahma brain brained braining brains brake braked brakes
braking brancas branch branched branches branching branco brancos brand branded branding brands brasil brasileira
brasileiras brasileiro brasileiros brasilena brasilenas brasileno brasilenos braun brava bravas brave braved braves
braving bravo bravos brazil brazilian brazilianed brazilianing brazilians brazo brazos breach breached breaches
breaching bread breaded breading breads break breakfast breakfasted breakfasting breakfasts breaks breath breathe
breathed breathes breathing breve breweried breweries brewery brewerying bride brided brides briding brief briefed
briefing briefs briga brigada brigadas brigado brigados brigam brigamos brigando brigar brigara brigaram brigarao
brigaria brigas brigava brigavam brige brigei brigem bright brighted brighting brights brigo brigou brilhante
brilhantes brilho brillante brillantes brilliant brillianted brillianting brilliants brillo brinca brincada brincadas
brincado brincados brincam brincamos brincando brincar brincara brincaram brincarao brincaria brincas brincava
brincavam brince brincei brincem brinco brincos brincou brinqueda brinquedas brinquedo brinquedos british britished
britishes britishing broadcast brochure brochured brochures brochuring broken brokened brokening brokenned brokenning
brokens broker brokered brokering brokerred brokerring brokers broma bromas bronca broncas bronco broncos browse
browser brush brushed brushes brushing bruta bruto bsd bsr bss bubble bucket bucketed bucketing buckets bucketted
bucketting bucle bucles budget budgeted budgeting budgets budgetted budgetting buena buenas bueno buenos bufanda
bufandas bufando bufandos bufer bufete bufetes buffer buffered buffering buffers bug bugs build builded builder
buildered buildering builderred builderring builders building buildinged buildinging buildings builds built builtin
bulta bultas bulto bultos bunch bunched bunches bunching bundle bundled bundles bundling buque buques buraco burbuja
burbujas burden burdened burdening burdenned burdenning burdens burger burglaried burglaries burglary burglarying burn
burned burning bus busca buscaba buscaban buscada buscadas buscado buscados buscam buscamos buscan buscando buscar
buscara buscaram buscaran buscarao buscares buscaria buscaron buscarse buscas buscava buscavam busce buscei buscem
buscen busco buscos buscou buses busied busies business businessed businesses businessing busqueda busquedas busquedo
busquedos busy busying but butaca butacas butaco butacos butcher butchered butchering butcherred butcherring butchers
buts butter buttered buttering butterred butterring butters button buttoned buttoning buttonned buttonning buttons
buyer buyered buyering buyerred buyerring buyers buzon buzones byte bytes caa caam caballa caballas caballo caballos
cabe cabeca cabecalho cabecalhos cabecas cabecera cabeceras cabeleireira cabeleireiras cabeleireiro cabeleireiros
cabella cabellas cabello cabellos cabem caben caber cabeza cabezas cabide cabides cabify cabin cabine cabined cabines
cabinet cabineted cabineting cabinets cabinetted cabinetting cabining cabinned cabinning cabins cable cables cabo
cabos cachaca cachacas cache cachecois cachecol cached cachorra cachorras cachorro cachorros cada cadas cadastra
cadastrada cadastradas cadastrado cadastrados cadastram cadastramos cadastrando cadastrar cadastrara cadastraram
cadastrarao cadastraria cadastras cadastrava cadastravam cadastre cadastrei cadastrem cadastro cadastros cadastrou
cadeada cadeadas cadeado cadeados cadeia cadeias cadeira cadeiras cadeiro cadeiros cadena cadenas cadeno cadenos
caderna cadernas caderno cadernos cado cados caducada caducadas caducado caducados cae caem caer caeres cafe cafetaria
cafetarias cafetario cafetarios cafeteira cafeteiras cafeteiro cafeteiros cafetera cafeteras cafeteria cafeterias
cafeterio cafeterios cafetero cafeteros cage caged cages caging cai caia caiam caiba caida caidas caido caidos caimos
caindo cair caira cairam cairao caires cairia caiu caixa caixabank caixas caixote caixotes caja cajas cajera cajeras
cajero cajeros cajon cajones calca calcada calcadas calcado calcados calcas calcetin calcetines calcula calculada
calculadas calculado calculados calculam calculamos calculando calcular calculara calcularam calcularao calcularia
calculas calculate calculated calculates calculating calculava calculavam calcule calculei calculem calculo calculou
calefaccion calefacciones calendar calendaria calendarias calendario calendarios calha calidad calidades caliente
calientes calificador california call callback calle called calles calling calls calm calmed calming calms calor
calores calzada calzadas calzado calzados cama camada camadas camado camados camara camaras camarera camareras
camarero camareros camaro camaros camas cambia cambiaba cambiaban cambiada cambiadas cambiado cambiados cambiamos
cambian cambiando cambiar cambiara cambiaran cambiares cambiaria cambiaron cambiarse cambias cambie cambien cambio
cambios camera cameraed cameraing cameras camero cameros camilla camillas camina caminas caminhao caminhaos caminho
caminhos camino caminos camion camiones camisa camisas camiseta camisetas camiseto camisetos camisola camisolas
camison camisones camp campaign campaigned campaigning campaigns campainha campainhas campana campanas campanha
campanhas camped camping campo campos camps can cana canada canais canal canales canarias canas cancel cancela
cancelacion cancelaciones cancelada canceladas cancelado cancelados cancelam cancelamenta cancelamentas cancelamento
cancelamentos cancelamos cancelando cancelar cancelara cancelaram cancelarao cancelaria cancelas cancelava cancelavam
cancele canceled cancelei cancelem canceling cancelled cancelledded cancelledding cancelleded cancelleding cancelleds
cancelling cancelo cancelou cancels candada candadas candado candados candidata candidatas candidate candidated
candidates candidating candidato candidatos candle candled candles candling caneca canecas caneco canecos caneta
canetas caneto canetos canhota canhotas canhoto canhotos caniis canil cannot cano canonical canonico canos cans cansa
cansaco cansacos cansada cansadas cansado cansados cansam cansamos cansancia cansancias cansancio cansancios cansando
cansar cansara cansaram cansarao cansaria cansas cansava cansavam canse cansei cansem canso cansou cantabria cantidad
cantidades cantina cantinas cantino cantinos canto cantunwind cao capa capabilities capability capable capabled
capables capabling capacete capacetes capacidad capacidade capacidades capacitied capacities capacity capacitying
capas capaz capital capitales capitalizacion capitula capitulas capitulo capitulos caption captura capturado capturar
capture captured captures capturing cara caracter caractere caracteres caracteristica caracteristicas caras carbon
carboned carboning carbonned carbonning carbons card cardapia cardapias cardapio cardapios cardiologia cardiologias
cardiologied cardiologies cardiologio cardiologios cardiology cardiologying care carece cared careful carefuled
carefuling carefulled carefulling carefuls cares caret caretaker caretakered caretakering caretakerred caretakerring
caretakers carga cargaba cargaban cargable cargada cargadas cargado cargador cargadora cargadoras cargadores cargados
cargamos cargan cargando cargar cargara cargaran cargaria cargaron cargarse cargas carge cargen cargo cargoed cargoing
cargos caribe caridade caridades carimbo carimbos carinas caring carinho carinhos carino carinos carne carnes carnet
carniceria carnicerias caro caros carpet carpeta carpetas carpeted carpeting carpeto carpetos carpets carpetted
carpetting carpinteira carpinteiras carpinteiro carpinteiros carrefour carrega carregada carregadas carregado
carregador carregadora carregadoras carregadores carregados carregam carregamento carregamos carregando carregar
carregara carregaram carregarao carregaria carregas carregava carregavam carrege carregei carregem carrego carregou
carretera carreteras carretero carreteros carriage carried carrier carriered carriering carriers carries carril
carrinho carrinhos carrita carritas carrito carritos carro carry carrying cart carta cartao cartas cartaz cartazes
carted carteira carteiras carteiro carteiros cartel carteles cartera carteras cartero carteros carting carto carton
cartoned cartones cartoning cartonned cartonning cartons cartoria cartorias cartorio cartorios cartos cartridge carts
cartucho casa casaba casaban casaca casacas casaco casacos casada casadas casados casais casal casam casamenta
casamentas casamento casamentos casamos casan casando casar casara casaram casaran casarao casaria casaron casarse
casas casava casavam case cased casei casem casen casera caseras casero caseros cases cash cashed cashes cashier
cashiered cashiering cashiers cashing casi casilla casing caso casos casou cast casted castiga castigas castigo
castigos casting casts cat catalog cataloga catalogas catalogo catalogos catalogs cataluna catamarca catch catched
catches catching categoria categorias categories cats caught causa causado causam causante causantes causar causas
cause caused causes causing caution cautioned cautioning cautions cavala cavalas cavalo cavalos ceara cease ceased
ceases ceasing cebola cebolas ceda cedas cedente cedentes cedo cedos cedula cedulas ceiling ceilinged ceilinging
ceilings cela celas celda celdas celdo celdos celebra celebraba celebraban celebrada celebradas celebrado celebrados
celebram celebramos celebran celebrando celebrar celebrara celebraram celebraran celebrarao celebraria celebraron
celebrarse celebras celebrate celebrated celebrates celebrating celebrava celebravam celebre celebrei celebrem
celebren celebro celebrou cell celled celling cells celula celular celulares celulas cena cenaba cenaban cenada
cenadas cenado cenados cenamos cenan cenando cenar cenara cenaran cenaria cenario cenaron cenarse cenas cencosud cene
cenen ceno cenos cenoura cenouras cenouro cenouros center centered centrado central centralizada centralizado centro
centuried centuries century centurying cepilla cepillas cepillo cepillos cepsa cerca cercano cercas cerco cercos
ceremonied ceremonies ceremony ceremonying cero ceros cerrada cerradas cerrado cerrados cerradura cerraduras cerraduro
cerraduros cerrando cerrar cerro certa certain certained certaining certainly certains certamente certas certeza
certezas certidao certidaos certifica certificaba certificaban certificada certificadas certificado certificados
certificamos certifican certificando certificar certificara certificaran certificaria certificaron certificarse
certificas certificate certificated certificates certificating certifice certificen certifico certo certos cervejaria
cervejarias cervejario cervejarios cesta cestas cesto cestos ceu chain chained chaining chains chair chaired chairing
chairman chairmaned chairmaning chairmanned chairmanning chairmans chairs chaleca chalecas chaleco chalecos chaleira
chaleiras chaleiro chaleiros challenge challenged challenges challenging chama chamada chamadas chamado chamados
chamam chamamos chamando chamar chamara chamaram chamarao chamares chamaria chamas chamava chamavam chame chamei
chamem chamo chamou champion championed championing champions chance chanced chances chancing change changed
changedded changedding changeded changeding changeds changelog changes changing channel channeled channeling
channelled channelling channels chao chaos chapeu chaqueta chaquetas chaqueto chaquetos char character charactered
charactering characterred characterring characters charged chargedded chargedding chargeded chargeding chargeds
charger chargered chargering chargerred chargerring chargers charitied charities charity charitying charla charlaba
charlaban charlada charladas charlado charlados charlamos charlan charlando charlar charlara charlaran charlaria
charlaron charlarse charlas charle charlen charlo chars charset chart charted charting charts charuta charutas charuto
charutos chata chatas chato chatos chave chaveiro chaves chavetas chdir cheap cheaped cheaping cheaps cheat cheated
cheating cheats check checked checkedded checkedding checkeded checkeding checkeds checking checkout checkouted
checkouting checkouts checkpoint checks checksum checksums chedraui cheek cheeked cheeking cheeks cheese cheesed
cheeses cheesing chefe chefes chefia chefias chefio chefios chega chegada chegadas chegado chegados chegam chegamos
chegando chegar chegara chegaram chegarao chegares chegaria chegas chegava chegavam chege chegei chegem chego chegou
cheia cheias cheio cheios cheira cheiras cheiro cheiros chemical chemicaled chemicaling chemicalled chemicalling
chemicals chemist chemisted chemisting chemistried chemistries chemistry chemistrying chemists cheque chequed cheques
chequing cheshire chevrolet chevron chiapas chica chicas chico chicos chief chiefed chiefing chiefs child childed
childhood childhooded childhooding childhoods childing children childs chile chilena chilenas chileno chilenos
chimenea chimeneas china chinas chinela chinelas chinelo chinelos chines chinese chinesed chineses chinesing chino
chinos chip chiped chiping chipped chipping chips chmod choca chocaba chocaban chocada chocadas chocado chocados
chocamos chocan chocando chocar chocara chocaran chocaria chocaron chocarse chocas choce chocen choco chocolate
chocolated chocolates chocolating chofer choferes choice choiced choices choicing choose choosed chooser chooses
choosing chora chorada choradas chorado chorados choram choramos chorando chorar chorara choraram chorarao choraria
choras chorava choravam chore chorei chorem choro chorou chosen chown chrome chubut chunk chunks chuteira chuteiras
chuteiro chuteiros chuva chuvas chuveira chuveiras chuveiro chuveiros ciclo cidadao cidadaos cidade cidades ciela
cielas cielo cielos ciencia ciencias ciencio ciencios cierra cierre cierta ciertas cierto ciertos cifra cifrado cifras
cifro cifros cigarette cigaretted cigarettes cigaretting cima cinta cintas cinto cintos cinturon cinturones cinza
cinzas cinzento circle circled circles circling circular circumstance circumstanced circumstances circumstancing
cirrus cirugia cirugias cirurgia cirurgias cirurgio cirurgios cita citaba citaban citacao citada citadas citado
citados citam citamos citan citando citar citara citaram citaran citarao citaria citaron citarse citas citava citavam
cite cited citei citem citen cites citibank citied cities citing citizen citizened citizening citizenned citizenning
citizens cito citos citou citroen city citying ciudad ciudadana ciudadanas ciudadano ciudadanos ciudades ciume ciumes
civic civil civiled civiling civilled civilling civils claimant claimanted claimanting claimants claras claridade
claridades clarified clarifies clarify clarifying claro claros clase clases clash clashed clashes clashing clasica
clasicas clasico clasicos class classe classed classes classic classica classicas classicced classiccing classiced
classicing classico classicos classics classificacao classing clause claused clauses clausing clausula clausulas clave
claves clean cleaned cleaning cleanly cleans cleanup clear clearance clearanced clearances clearancing cleared
clearing clears clerk clerked clerking clerks clever clevered clevering cleverred cleverring clevers clicada clicado
clicar clicaveis click clicked clicking clicks client cliente cliented clientes clienting clients clima climas climb
climbed climbing climbs clinic clinica clinicas clinicced cliniccing cliniced clinicing clinico clinicos clinics clio
clipboard clique cliques clock clocked clocking clocks clockwise clon clonacion clonado clonando clonar clone cloning
close closed closedded closedding closeded closeding closeds closet closeted closeting closets closetted closetting
closing cloth clothed clothes clothing clothinged clothinging clothings cloud clouded clouding clouds clue clued clues
cluing cluster clusters cmd coach coached coaches coaching coal coaled coaling coals coast coasted coasting coasts
coat coated coating coats cobertor cobertora cobertoras cobertores cobertura coberturas coberturo coberturos cobra
cobraba cobraban cobrada cobradas cobrado cobrador cobradora cobradoras cobradores cobrados cobram cobramos cobran
cobranca cobrancas cobrando cobrar cobrara cobraram cobraran cobrarao cobraria cobraron cobrarse cobras cobrava
cobravam cobre cobrei cobrem cobren cobrir cobro cobros cobrou cocacola cochera cocheras cochero cocheros code codec
codifica codificacao codificacion codificaciones codificacoes codificada codificadas codificado codificador
codificados codificar codiga codigas codigo codigos coelho coelhos coga cogan coge cogemos cogen coger cogera cogeran
cogeria cogerse coges cogi cogia cogian cogida cogidas cogido cogidos cogiendo cogieron cogio cogo coin coinc coincida
coincidam coincidan coincide coincidem coinciden coincidencia coincidencias coincidente coincidentes coincidindo
coincidir coined coining coins coisa cola colada coladas colado colados colagem colam colamos colando colar colara
colaram colarao colaria colas colava colavam colchao colchaos colchon colchones cold colded colding colds colecao
coleccion colectiva colectivas colectivo colectivos colega colegas colei colem coleta coletas colete coletes coletiva
coletivas coletivo coletivos coleto coletos colga colgaba colgaban colgada colgadas colgado colgados colgamos colgan
colgando colgantes colgar colgara colgaran colgaria colgaron colgarse colgas colgate colge colgen colgo colha colham
colhe colhem colhemos colhendo colher colhera colheram colherao colheres colheria colheu colhi colhia colhiam colhida
colhidas colhido colhidos colho collapse collapsed collapses collapsing collar collared collaring collarred collarring
collars collation colleague colleagued colleagues colleaguing collect collected collecting collection collectioned
collectioning collections collects collision colo coloca colocaba colocaban colocacao colocacion colocada colocadas
colocado colocados colocam colocamos colocan colocando colocar colocara colocaram colocaran colocarao colocaria
colocarlo colocaron colocarse colocas colocava colocavam coloce colocei colocem colocen coloco colocou cologne
cologned colognes cologning colombia colombiana colombianas colombiano colombianos colon color colorado colored
colores colorida colorido colors colou colour coloured colouring colours column columna columnas columns coluna
colunas coluno colunos com coma comam comanda comandas comando comandos comarca comarcas comarco comarcos comas
combina combinacao combinacion combinaciones combinada combinadas combinado combinados combinam combinamos combinando
combinar combinara combinaram combinarao combinaria combinas combination combinava combinavam combine combined
combinei combinem combines combining combino combinou combo combobox comboia comboias comboio comboios combos comcast
come comeca comecada comecadas comecado comecados comecam comecamos comecando comecar comecara comecaram comecarao
comecarem comecares comecaria comecas comecava comecavam comece comecei comecem comeco comecou comed comedor comedora
comedoras comedores comem comemos comendo comenta comentaba comentaban comentada comentadas comentado comentados
comentam comentamos comentan comentando comentar comentara comentaram comentaran comentarao comentaria comentario
comentarios comentaron comentarse comentas comentava comentavam comente comentei comentem comenten comento comentou
comenza comenzaba comenzaban comenzada comenzadas comenzado comenzados comenzamos comenzan comenzando comenzar
comenzara comenzaran comenzares comenzaria comenzaron comenzarse comenzas comenze comenzen comenzo comer comera
comeram comerao comercia comerciais comercial comerciales comerciante comerciantes comercias comercio comercios
comeria comes comeu comfort comforted comforting comforts comi comia comiam comida comidas comido comidos comience
comiencen comienza comienzan comienzo comilla comillas coming comisaria comisarias comision comisiones comissao
comissaos comma command commands commas comment commented commenting comments commerce commerced commerces commercing
commission commissioned commissioning commissions commit commited commiting commits committed committee committeed
committees committeing committing common commonly communicate communicated communicates communicating communication
commute commuted commutes commuting como comoda comodas comodin comodo comodos compact compactacao compactado
compactados compacto companera companeras companero companeros companheira companheiras companheiro companheiros
companhia companhias companhio companhios companied companies company companying compara comparaba comparaban
comparacao comparacion comparaciones comparacoes comparada comparadas comparado comparador comparados comparam
comparamos comparan comparando comparar comparara compararam compararan compararao compararia compararon compararse
comparas comparava comparavam compare comparecencia comparecencias comparecencio comparecencios comparecimenta
comparecimentas comparecimento comparecimentos compared comparei comparem comparen compares comparing comparison
comparo comparou comparta compartan comparte comparten comparti compartia compartian comparticion compartida
compartidas compartido compartidos compartiendo compartieron compartilha compartilhada compartilhadas compartilhado
compartilhados compartilham compartilhamento compartilhamos compartilhando compartilhar compartilhara compartilharam
compartilharao compartilharia compartilhas compartilhava compartilhavam compartilhe compartilhei compartilhem
compartilho compartilhou compartimos compartio compartir compartira compartiran compartiria compartirse comparto
compatibilidad compatibilidade compatibility compatible compatibles compativeis compativel compensa compensaba
compensaban compensada compensadas compensado compensados compensam compensamos compensan compensando compensar
compensara compensaram compensaran compensarao compensaria compensaron compensarse compensas compensate compensated
compensates compensating compensava compensavam compense compensei compensem compensen compenso compensou compete
competed competencia competencias competencio competencios competes competing competition competitioned competitioning
competitions compilacao compilacion compilada compilado compilador compilados compilar compilation compile compiled
compiler compiling compilo complain complained complaining complains complaint complainted complainting complaints
compleja complejo complejos complement complemento complementos completa completaba completaban completacao completada
completadas completado completados completam completamente completamos completan completando completar completara
completaram completaran completarao completaria completaron completarse completas completava completavam complete
completed completei completely completem completen completes completing completion completions completo completos
completou complex complexed complexes complexing complexo complexos complied complies comply complying compoem
componen component componente componented componentes componenting components comporta comportamenta comportamentas
comportamento comportamentos comportamiento composed composicao composicion composite composto compostura composturas
compound compra compraba compraban comprada compradas comprado comprador compradora compradoras compradores comprados
compram compramos compran comprando comprar comprara compraram compraran comprarao compraria compraron comprarse
compras comprava compravam compre compreenda compreendam compreende compreendem compreendemos compreendendo
compreender compreendera compreenderam compreenderao compreenderes compreenderia compreendeu compreendi compreendia
compreendiam compreendida compreendidas compreendido compreendidos compreendo comprehensive comprehensived
comprehensives comprehensiving comprei comprem compren comprenda comprendan comprende comprendemos comprenden
comprender comprendera comprenderan comprenderes comprenderia comprenderse comprendes comprendi comprendia comprendian
comprendida comprendidas comprendido comprendidos comprendiendo comprendieron comprendio comprendo comprensible
compresion compresor compress compressao compressed compressing compression compressor comprida compridas comprido
compridos comprime comprimento comprimida comprimidas comprimido comprimidos comprimir compro comproba comprobaba
comprobaban comprobacion comprobada comprobadas comprobado comprobados comprobamos comproban comprobando comprobante
comprobantes comprobar comprobara comprobaran comprobaria comprobaron comprobarse comprobas comprobe comproben
comprobo compromisa compromisas compromise compromised compromises compromising compromiso compromisos compromissa
compromissas compromisso compromissos comprou comprova comprovada comprovadas comprovado comprovados comprovam
comprovamos comprovando comprovante comprovantes comprovar comprovara comprovaram comprovarao comprovaria comprovas
comprovava comprovavam comprove comprovei comprovem comprovo comprovou comprueba compruebe compuesta compuesto
compuestos compulsoried compulsories compulsory compulsorying computador computadora computadoras computadores
computar compute computed computer computes computing comum comun comunes comunica comunicaba comunicaban comunicacion
comunicada comunicadas comunicado comunicados comunicam comunicamos comunican comunicando comunicar comunicara
comunicaram comunicaran comunicarao comunicaria comunicaron comunicarse comunicas comunicava comunicavam comunice
comunicei comunicem comunicen comunico comunicou comunidad comunidade comunidades comunmente comuns comutador con
conceda concedam concedan concede concedem concedemos conceden concedendo conceder concedera concederam concederan
concederao concederia concederse concedes concedeu concedi concedia concediam concedian concedida concedidas concedido
concedidos concediendo concedieron concedio concedo conceita conceitas conceito conceitos concentrate concentrated
concentrates concentrating concepta conceptas concepto conceptos concern concerned concerning concerns conclua
concluam concluan conclude concluded concludes concluding conclue concluem concluen conclui concluia concluiam
concluian concluida concluidas concluido concluidos concluiendo concluieron concluimos concluindo concluio concluir
concluira concluiram concluiran concluirao concluiria concluirse concluiu concluo conclusao concorda concordada
concordadas concordado concordados concordam concordamos concordando concordar concordara concordaram concordarao
concordaria concordas concordava concordavam concorde concordei concordem concordo concordou concorrente concorrentes
concuerda concuerde concurrent concurrentes concurrently concursa concursante concursantes concursas concurso
concursos condena condenada condenadas condenado condenados condenam condenamos condenando condenar condenara
condenaram condenarao condenaria condenas condenava condenavam condene condenei condenem condeno condenou condicao
condicaos condicion condicional condicionales condiciones condicoes condition conditional conditioned conditioning
conditions conduca conducan conduce conducen conduci conducia conducian conducida conducidas conducido conducidos
conduciendo conducieron conducimos conducio conducir conducira conduciran conduciria conducirse conduco conduct
conducted conducting conducto conductor conductora conductoras conductores conducts condutor condutora condutoras
condutores conecta conectaba conectaban conectada conectadas conectado conectados conectam conectamos conectan
conectando conectar conectara conectaram conectaran conectarao conectaria conectaron conectarse conectas conectava
conectavam conecte conectei conectem conecten conecto conector conectou conexao conexion conexiones conexoes confera
conferam confere conferem conference conferenced conferences conferencia conferencias conferencing conferencio
conferencios conferi conferia conferiam conferida conferidas conferido conferidos conferimos conferindo conferir
conferira conferiram conferirao conferiria conferiu confero confia confiaba confiaban confiable confiada confiadas
confiado confiados confiam confiamos confian confianca confiancas confiando confianza confianzas confiar confiara
confiaram confiaran confiarao confiaria confiaron confiarse confias confiava confiavam confiavel confident confidented
confidenting confidents confie confiei confiem confien config configura configurable configuracao configuracion
configuraciones configuracoes configurada configuradas configurado configurados configurando configurar configuration
configurations configuravel configure configured configuring configuro confio confiou confirm confirma confirmaba
confirmaban confirmacao confirmacion confirmada confirmadas confirmado confirmados confirmam confirmamos confirman
confirmando confirmar confirmara confirmaram confirmaran confirmarao confirmaria confirmaron confirmarse confirmas
confirmation confirmava confirmavam confirme confirmed confirmei confirmem confirmen confirming confirmo confirmou
confirms conflict conflicta conflictas conflicted conflicting conflictivas conflictivo conflictivos conflicto
conflictos conflicts conflita conflitantes conflitas conflito conflitos conforman conforme conformes conformidade
conforta confortas confortaveis confortavel conforto confortos confusao confuse confused confuses confusing confusion
congelada congeladas congelado congelador congeladora congeladoras congeladores congelados congratulate congratulated
congratulates congratulating conheca conhecam conhece conhecem conhecemos conhecendo conhecer conhecera conheceram
conhecerao conheceres conheceria conheceu conheci conhecia conheciam conhecida conhecidas conhecido conhecidos conheco
conjunta conjuntas conjunto conjuntos conmutable conmutacion conmutar connect connected connecticut connecting
connection connections connects conoca conocan conoce conocemos conocen conocer conocera conoceran conoceres conoceria
conocerse conoces conoci conocia conocian conocida conocidas conocido conocidos conociendo conocieron conocio conoco
conscious conscioused consciouses consciousing consecutiva consecutivas consecutive consecutivos consegua conseguam
conseguan consegue conseguem conseguen consegui conseguia conseguiam conseguian conseguida conseguidas conseguido
conseguidos conseguiendo conseguieron conseguimos conseguindo conseguio conseguir conseguira conseguiram conseguiran
conseguirao conseguires conseguiria conseguirse conseguiu conseguo consejo consejos conselho conselhos consent
consented consentimenta consentimentas consentimento consentimentos consenting consents consequence consequenced
consequences consequencing conserta consertada consertadas consertado consertados consertam consertamos consertando
consertar consertara consertaram consertarao consertaria consertas consertava consertavam conserte consertei consertem
conserto consertos consertou conserva conservaba conservaban conservada conservadas conservado conservados conservam
conservamos conservan conservando conservar conservara conservaram conservaran conservarao conservaria conservaron
conservarse conservas conservava conservavam conserve conservei conservem conserven conservo conservou consider
considera consideraba consideraban considerada consideradas considerado considerados consideram consideramos
consideran considerando considerar considerara consideraram consideraran considerarao considerares consideraria
consideraron considerarse consideras considerava consideravam considere considered considerei considerem consideren
considering considero considerou considerred considerring considers consist consisted consistencia consistency
consistente consisting consistir consists consola consolas console consoled consoles consoling consta constaba
constaban constada constadas constado constados constam constamos constan constancia constancias constancio
constancios constando constant constante constanted constantes constanting constants constar constara constaram
constaran constarao constaria constaron constarse constas constava constavam conste constei constem consten consto
constou constraint constraints constroi construa construam construan construcao construccion construcoes construct
constructed constructora constructoras constructoro constructoros construe construem construen construi construia
construiam construian construida construidas construido construidos construiendo construieron construimos construindo
construio construir construira construiram construiran construirao construiria construirse construiu construo
construtora construtoras construtoro construtoros construye construyendo construyo consult consulta consultaba
consultaban consultada consultadas consultado consultados consultam consultamos consultan consultancied consultancies
consultancy consultancying consultando consultar consultara consultaram consultaran consultarao consultaria
consultaron consultarse consultas consultava consultavam consulte consulted consultei consultem consulten consulting
consulto consultoria consultorias consultorio consultorios consultos consultou consults consum consuma consumam
consume consumed consumem consumes consumi consumia consumiam consumida consumidas consumido consumidor consumidora
consumidoras consumidores consumidos consumimos consumindo consuming consumir consumira consumiram consumirao
consumiria consumiu consumo consumos conta contaba contaban contabiis contabil contabilidade contabilidades contable
contables contact contacta contactaba contactaban contactada contactadas contactado contactados contactam contactamos
contactan contactando contactar contactara contactaram contactaran contactarao contactaria contactaron contactarse
contactas contactava contactavam contacte contacted contactei contactem contacten contacting contacto contactos
contactou contacts contada contadas contado contador contadora contadoras contadores contados contagem contagens
contain contained container containers containing contains contam contamos contan contando contar contara contaram
contaran contarao contares contaria contaron contarse contas contata contatada contatadas contatado contatados
contatam contatamos contatando contatar contatara contataram contatarao contataria contatas contatava contatavam
contate contatei contatem contato contatou contava contavam conte contei conteiner contem conten contendo contenedor
contenedora contenedoras contenedores contener contenga contengan contenha contenia contenida contenido contenidos
conteniendo content contenta contentas contente contentes contento contentor contentora contentoras contentores
contentos contents conteo conter contest contesta contestaba contestaban contestacao contestacaos contestada
contestadas contestado contestados contestam contestamos contestan contestando contestar contestara contestaram
contestaran contestarao contestaria contestaron contestarse contestas contestava contestavam conteste contested
contestei contestem contesten contesting contesto contestou contests conteudo conteudos context contexted contexting
contexto contextos contexts contextual contidas contido contidos contiene contienen contigua contiguos contiguous
continha continua continuacion continuar continuara continuation continue continued continues continuing contiver
conto contornar contou contra contract contracted contracting contractor contractored contractoring contractorred
contractorring contractors contracts contraparte contraria contrarias contraried contraries contrario contrarios
contrary contrarying contras contrasena contrasenas contrast contraste contrata contrataba contrataban contratada
contratadas contratado contratados contratam contratamos contratan contratando contratar contratara contrataram
contrataran contratarao contrataria contrataron contratarse contratas contratava contratavam contrate contratei
contratem contraten contrato contratou contrecord contribuinte contribuintes contribute contributed contributes
contributing contro control controla controlado controlador controlan controlando controlar controle controles
controlled controller controllered controllering controllerred controllerring controllers controlling controlo
controlos controls contros conveied convena convenan convenca convencam convencan convence convencem convencemos
convencen convencendo convencer convencera convenceram convenceran convencerao convenceria convencerse convences
convenceu convenci convencia convenciam convencian convencida convencidas convencido convencidos convenciendo
convencieron convencio convenco convene convenen conveni convenia convenian convenias convenida convenidas convenido
convenidos conveniendo convenient conveniented convenientemente convenienting convenients convenieron convenimos
convenio convenios convenir convenira conveniran conveniria convenirse conveno convention conversa conversacao
conversacion conversaciones conversao conversas conversion conversiones conversions convert converte converted
converter convertido convertidos converting convertir convertirse converts convey conveying conveys convida convidada
convidadas convidado convidados convidam convidamos convidando convidar convidara convidaram convidarao convidaria
convidas convidava convidavam convide convidei convidem convido convidou convierte convince convinced convinces
convincing convite convites cooker cookered cookering cookerred cookerring cookers cookie cooperate cooperated
cooperates cooperating coordenador coordenadora coordenadoras coordenadores copa copas copia copiaba copiaban copiada
copiadas copiado copiados copiam copiamos copian copiando copiar copiara copiaram copiaran copiarao copiaria copiarlos
copiaron copiarse copias copiava copiavam copie copied copiei copiem copien copies copio copios copiou copo copos
coppel copper coppered coppering copperred copperring coppers coproc copy copying copyright cor coracao coracaos
coragem coragens corazon corazones corbata corbatas corbato corbatos corchetes corda cordas cordo cordos core cored
cores coring corinthians corner cornered cornering cornerred cornerring corners cornwall corolla corpo corpos corra
corram corran corre correa correas correcao correccion correct correcta correctamente correctas corrected correcting
correctly correcto correctos corrects corredor corredora corredoras corredores correga corregan correge corregen
corregi corregia corregian corregida corregidas corregido corregidos corregiendo corregieron corregimos corregio
corregir corregira corregiran corregiria corregirse corrego correias correio correios correm corremos corren correndo
corrente correo correos correr correra correram correran correrao correres correria correrse corres corresponda
correspondam corresponde correspondem correspondencia correspondencias correspondendo correspondente correspondentes
corresponder correspondiente correspondientes corresponding correta corretamente corretas correto corretor corretora
corretoras corretores corretos correu corri corria corriam corrian corrida corridas corrido corridor corridored
corridoring corridorred corridorring corridors corridos corriendo corriente corrientes corrieron corriga corrigam
corrige corrigem corrigi corrigia corrigiam corrigida corrigidas corrigido corrigidos corrigimos corrigindo corrigir
corrigira corrigiram corrigirao corrigiria corrigiu corrigo corrio corro corrompida corrompido corrompidos corrupcion
corrupt corrupta corrupted corruption corrupto corruptos corsa corta cortaba cortaban cortada cortadas cortado
cortados cortam cortamos cortan cortando cortar cortara cortaram cortaran cortarao cortaria cortaron cortarse cortas
cortava cortavam corte cortei cortem corten corto cortos cortou cosa cosas cost costas costases costco costlied
costlies costly costlying costo costos costosa costosas costoso costosos costumbre costumbres costume costumes costura
costurada costuradas costurado costurados costuram costuramos costurando costurar costurara costuraram costurarao
costuraria costuras costurava costuravam costure costurei costurem costuro costurou cot cotacao cotacaos cotitular
cotitulares cotiza cotizaba cotizaban cotizada cotizadas cotizado cotizados cotizamos cotizan cotizando cotizar
cotizara cotizaran cotizaria cotizaron cotizarse cotizas cotize cotizen cotizo cots cottage cottaged cottages
cottaging cotton cottoned cottoning cottonned cottonning cottons couber couch couched couches couching cough coughed
coughes coughing could coulded coulding coulds council counciled counciling councilled councilling councils counsel
counseled counseling counselled counselling counsels count counted counter countered counterfeit counterfeited
counterfeiting counterfeits countering counterred counterring counters counting countried countries country countrying
countryside countrysided countrysides countrysiding counts couple coupled couples coupling coura courage couraged
courages couraging couras couro couros course coursed courses coursing court courted courtesied courtesies courtesy
courtesying courting courts cousin cousined cousining cousinned cousinning cousins cover covered covering coverred
coverring covers cozinha cozinhada cozinhadas cozinhado cozinhados cozinham cozinhamos cozinhando cozinhar cozinhara
cozinharam cozinharao cozinharia cozinhas cozinhava cozinhavam cozinhe cozinhei cozinheira cozinheiras cozinheiro
cozinheiros cozinhem cozinho cozinhou cpu crack cracked crackedded crackedding crackeded crackeding crackeds cracking
cracks crash crashed crashes crashing crazied crazies crazy crazying crea creaba creaban creacion creada creadas
creado creados cream creamed creaming creamos creams crean creando crear creara crearan creares crearia crearon
crearse creas create created creates creating creation creature creatured creatures creaturing crece creche creches
credenciais credenciales credential credentials credita creditas credited creditedded creditedding crediteded
crediteding crediteds credito creditor creditored creditoring creditorred creditorring creditors creditos credits cree
creemos creen creep creeped creeping creeps creer creera creeran creeres creeria creerse crees crei creia creian
creida creidas creido creidos creiendo creieron creio crema cremas creo crer creres cresca crescam cresce crescem
crescemos crescendo crescer crescera cresceram crescerao cresceria cresceu cresci crescia cresciam crescida crescidas
crescido crescidos crescimento cresco crew crewed crewing crews cria criacao criada criadas criado criados criam
criamos crianca criancas criando criar criara criaram criarao criares criaria crias criava criavam crie criei criem
cries crime crimed crimes criminal criminaled criminaling criminalled criminalling criminals criming crio criou
criptografado crise crises crisis crisised crisises crisising crisissed crisissing cristal cristales criteria
criteriaed criteriaing criterias criterio criterios critica criticada criticadas criticado criticados criticam
criticamos criticando criticar criticara criticaram criticarao criticaria criticas criticava criticavam critice
criticei criticem criticise criticised criticises criticising critico criticou crontab crop croped croping cropped
cropping crops cross crowd crowded crowding crowds crucera cruceras crucero cruceros crucial crucialed crucialing
crucials cruda crush crushed crushes crushing cruzada cry csect cter cuaderna cuadernas cuaderno cuadernos cuadra
cuadrada cuadradas cuadrado cuadrados cuadras cuadro cuadros cual cuales cualquia cualquian cualquie cualquiemos
cualquien cualquier cualquiera cualquieran cualquieres cualquieria cualquierse cualquies cualquii cualquiia cualquiian
cualquiida cualquiidas cualquiido cualquiidos cualquiiendo cualquiieron cualquiio cualquio cuando cuanta cuantas
cuanto cuantos cuarta cuartas cuarto cuartos cuatro cuba cubetas cubierta cubos cubra cubran cubre cubren cubri cubria
cubrian cubrida cubridas cubrido cubridos cubriendo cubrieron cubrimos cubrio cubrir cubrira cubriran cubriria
cubrirse cubro cuchara cucharas cucharo cucharos cuchilla cuchillas cuchillo cuchillos cuenta cuentas cuento cuentos
cuera cueras cuero cueros cuerpo cuerpos cuida cuidaba cuidaban cuidada cuidadas cuidado cuidados cuidam cuidamos
cuidan cuidando cuidar cuidara cuidaram cuidaran cuidarao cuidaria cuidaron cuidarse cuidas cuidava cuidavam cuide
cuidei cuidem cuiden cuido cuidou cuisine cuisined cuisines cuisining cuja cujas cujo culpa culpada culpadas culpado
culpados culpam culpamos culpando culpar culpara culparam culparao culparia culpas culpava culpavam culpe culpei
culpem culpo culpou culture cultured cultures culturing cumpla cumplan cumple cumpleanos cumpleanoses cumplen cumpli
cumplia cumplian cumplida cumplidas cumplido cumplidos cumpliendo cumplieron cumplimos cumplio cumplir cumplira
cumpliran cumplires cumpliria cumplirse cumplo cumpra cumpram cumpre cumprem cumpri cumpria cumpriam cumprida
cumpridas cumprido cumpridos cumprimenta cumprimentada cumprimentadas cumprimentado cumprimentados cumprimentam
cumprimentamos cumprimentando cumprimentar cumprimentara cumprimentaram cumprimentarao cumprimentaria cumprimentas
cumprimentava cumprimentavam cumprimente cumprimentei cumprimentem cumprimento cumprimentou cumprimos cumprindo
cumprir cumprira cumpriram cumprirao cumprires cumpriria cumpriu cumpro cumulativo cuna cunada cunadas cunado cunados
cunas cundinamarca cunhada cunhadas cunhado cunhados cuno cunos cuota cuotas cuoto cuotos cupboard cupboarded
cupboarding cupboards cupom cupons cura curas cure cured cures curing curious curioused curiouses curiousing curo
curos current currented currenting currently currents cursa cursaba cursaban cursada cursadas cursado cursados
cursamos cursan cursando cursar cursara cursaran cursaria cursaron cursarse cursas curse cursen curso cursor cursores
cursors cursos curta curtain curtained curtaining curtains curtas curto curtos curva curvatura curvature curve cushion
cushioned cushioning cushions cuspa cuspam cuspe cuspem cuspi cuspia cuspiam cuspida cuspidas cuspido cuspidos
cuspimos cuspindo cuspir cuspira cuspiram cuspirao cuspiria cuspiu cuspo custa custada custadas custado custados
custam custamos custando custar custara custaram custarao custaria custas custava custavam custe custei custem custo
custodia custodias custodied custodies custodios custody custodying custom custos custou cuya cuyas cuyo cuyos cvs cwd
cycle cycled cycles cycling dada dadas dado dados daemon dailied dailies daily dailying damaged damagedded damagedding
damageded damageding damageds damp damped damping damps dan dana danaba danaban danada danadas danado danados danamos
danan danando danar danara danaran danaria danaron danarse danas dance danced dances dancing dando dane danen danger
dangered dangering dangerous dangeroused dangerouses dangerousing dangerred dangerring dangers dangling danifica
danificada danificadas danificado danificados danificam danificamos danificando danificar danificara danificaram
danificarao danificaria danificas danificava danificavam danifice danificei danificem danifico danificou dano danone
danos daquele dar dara dare dared dares daring dark darked darking darks darse das dash data database databases
datacao datafona datafonas datafono datafonos datas date dates dato datos dawn dawned dawning dawns dax day days dead
deadline deadlined deadlines deadlining deaf deafed deafing deafs deal dealed dealer dealered dealering dealerred
dealerring dealers dealing deals death deathed deathes deathing deaths deathsed deathses deathsing deb deba debajo
debajos deban debate debated debates debating debe debemos deben deber debera deberan deberes deberia deberian deberse
debes debi debia debian debias debida debidas debido debidos debiendo debieron debil debiles debio debita debitada
debitadas debitado debitados debitam debitamos debitando debitar debitara debitaram debitarao debitaria debitas
debitava debitavam debite debited debitedded debitedding debiteded debiteding debiteds debitei debitem debito debitou
debo debt debted debting debts debug debugging debuginfo deca decade decaded decades decading decan decathlon dece
decen decent decented decenting decents deci decia decian decida decidam decidas decide decided decidem decides decidi
decidia decidiam decidida decididas decidido decididos decidimos decidindo deciding decidir decidira decidiram
decidirao decidiria decidiu decido decidos deciendo decieron decimais decimal decimales decimos decio decir decira
deciran decires deciria decirse decisao decisaos decision decisiones deck decked decking decks declara declaraba
declaraban declaracao declaracaos declaracion declaraciones declarada declaradas declarado declarados declaram
declaramos declaran declarando declarar declarara declararam declararan declararao declararia declararon declararse
declaras declaration declarava declaravam declare declared declarei declarem declaren declaro declarou decline
declined declinedded declinedding declineded declineding declineds declines declining deco decode decodificar
decompress decompression decompressor decoracao decoracion decoracoes decorada decorate decorated decorates decorating
decoration decorations decrease decreased decreases decreasing decremento deda dedas dedica dedicaba dedicaban
dedicada dedicadas dedicado dedicados dedicamos dedican dedicando dedicar dedicara dedicaran dedicaria dedicaron
dedicarse dedicas dedice dedicen dedico dedo dedos deduca deducan deduce deducen deduci deducia deducian deducida
deducidas deducido deducidos deduciendo deducieron deducimos deducio deducir deducira deduciran deduciria deducirse
deduco deduct deducted deducting deducts deed deeded deeding deeds deep deeped deeping deeply deeps def default
defaulting defaults defeat defeated defeating defeats defect defecta defectas defected defecting defecto defectos
defects defectuosa defectuosas defectuoso defectuosos defeita defeitas defeito defeitos defeituosa defeituosas
defeituoso defeituosos defence defenced defences defencing defend defenda defendan defendant defendanted defendanting
defendants defende defended defendemos defenden defender defendera defenderan defenderia defenderse defendes defendi
defendia defendian defendida defendidas defendido defendidos defendiendo defendieron defending defendio defendo
defends defensa defensas defera deferam defere deferem deferi deferia deferiam deferida deferidas deferido deferidos
deferimenta deferimentas deferimento deferimentos deferimos deferindo deferir deferira deferiram deferirao deferiria
deferiu defero defesa defesas defina definam define defined definem definen defines defini definia definiam definicao
definicion definiciones definicoes definida definidas definido definidos definimos definindo defining definio definir
definira definiram definirao definiria definite definited definites definiting definition definitions definitiva
definitivas definitivo definitivos definiu defino degree degreed degrees degreing deita deitada deitadas deitado
deitados deitam deitamos deitando deitar deitara deitaram deitarao deitaria deitas deitava deitavam deite deitei
deitem deito deitou deixa deixada deixadas deixado deixados deixam deixamos deixando deixar deixara deixaram deixarao
deixares deixaria deixas deixava deixavam deixe deixei deixem deixo deixou deja dejaba dejaban dejada dejadas dejado
dejados dejamos dejan dejando dejar dejara dejaran dejares dejaria dejaron dejarse dejas deje dejen dejo del dela
delaied delante delas delay delaying delays dele delega delegaba delegaban delegacia delegacias delegacio delegacios
delegada delegadas delegado delegados delegamos delegan delegando delegar delegara delegaran delegaria delegaron
delegarse delegas delege delegen delego deles delete deleted deletes deleting deletion deliberate deliberated
deliberates deliberating delight delighted delighting delights delim delimitado delimitador delimitadores delimited
delimiter deliver delivered deliveredded deliveredding delivereded delivereding delivereds delivering deliveroo
deliverred deliverring delivers delta demais demaises demand demanda demandas demanded demanding demando demandos
demands demangle demangling demas demases demasiada demasiadas demasiado demasiados demita demitam demite demitem
demiti demitia demitiam demitida demitidas demitido demitidos demitimos demitindo demitir demitira demitiram demitirao
demitiria demitiu demito demonio demonstrar demora demoraba demoraban demorada demoradas demorado demorados demoram
demoramos demoran demorando demorar demorara demoraram demoraran demorarao demoraria demoraron demorarse demoras
demorava demoravam demore demorei demorem demoren demoro demoros demorou denega denegaba denegaban denegada denegadas
denegado denegados denegamos denegan denegando denegar denegara denegaran denegaria denegaron denegarse denegas denege
denegen denego denied denies denmark denominadas denotar denote dental dentales dentaria dentarias dentario dentarios
dented dentedded dentedding denteded denteding denteds dentist dentista dentistas dentisted dentisting dentisto
dentistos dentistried dentistries dentistry dentistrying dentists dentra dentras dentre dentro dentros denuncia
denunciaba denunciaban denunciada denunciadas denunciado denunciados denunciam denunciamos denuncian denunciando
denunciar denunciara denunciaram denunciaran denunciarao denunciaria denunciaron denunciarse denuncias denunciava
denunciavam denuncie denunciei denunciem denuncien denuncio denuncios denunciou deny denying depart departed departing
departs depend dependa dependam dependan depende depended dependem dependemos dependen dependencia dependencias
dependencies dependency dependendo dependent dependente dependentes depender dependera dependeram dependeran
dependerao dependeria dependerse dependes dependeu dependi dependia dependiam dependian dependida dependidas dependido
dependidos dependiendo dependiente dependieron depending dependio dependo depends depoimenta depoimentas depoimento
depoimentos depois depoises deposit deposita depositaba depositaban depositada depositadas depositado depositados
depositam depositamos depositan depositando depositar depositara depositaram depositaran depositarao depositaria
depositaron depositarse depositas depositava depositavam deposite deposited depositedded depositedding depositeded
depositeding depositeds depositei depositem depositen depositing deposito depositos depositou deposits depositted
depositting deprecated depressed depth depuracao depuracion depurador depurados depurar derecha derecho derechos
dereference deriva derivaba derivaban derivada derivadas derivado derivados derivamos derivan derivando derivar
derivara derivaran derivaria derivaron derivarse derivas derive derived deriven derivo dermatologia dermatologias
dermatologied dermatologies dermatologio dermatologios dermatology dermatologying derrama derramas des desabilita
desabilitadas desabilitado desabilitados desabilitando desabilitar desaconseja desacoplado desacorda desacordas
desacordo desacordos desactiva desactivada desactivadas desactivado desactivados desactivar desacuerda desacuerdas
desacuerdo desacuerdos desalinhada desanexado desapareca desaparecam desaparecan desaparece desaparecem desaparecemos
desaparecen desaparecendo desaparecer desaparecera desapareceram desapareceran desaparecerao desapareceria
desaparecerse desapareces desapareceu desapareci desaparecia desapareciam desaparecian desaparecida desaparecidas
desaparecido desaparecidos desapareciendo desaparecieron desaparecimento desaparecio desapareco desarrollador
desarrolladores desastre desastres desativa desativada desativadas desativado desativados desativar desayuna desayunas
desayuno desayunos desbloquear desbloqueio desbloqueo desborda desbordamiento descansa descansaba descansaban
descansada descansadas descansado descansados descansam descansamos descansan descansando descansar descansara
descansaram descansaran descansarao descansaria descansaron descansarse descansas descansava descansavam descanse
descansei descansem descansen descanso descansos descansou descarga descargaba descargaban descargada descargadas
descargado descargados descargamos descargan descargando descargar descargara descargaran descargaria descargaron
descargarse descargas descarge descargen descargo descarrega descarregada descarregadas descarregado descarregados
descarregam descarregamos descarregando descarregar descarregara descarregaram descarregarao descarregaria descarregas
descarregava descarregavam descarrege descarregei descarregem descarrego descarregou descarta descartada descartadas
descartado descartados descartan descartando descartar descend descender descending descobra descobram descobre
descobrem descobri descobria descobriam descobrida descobridas descobrido descobridos descobrimos descobrindo
descobrir descobrira descobriram descobrirao descobrires descobriria descobriu descobro descodificar descompactar
descompresion descompresor descompressao descompressor descomprime descomprimidos descomprimir desconectada
desconectado desconfigurar desconforta desconfortas desconfortaveis desconfortavel desconforto desconfortos
desconhecida desconhecidas desconhecido desconhecidos desconoce desconocida desconocidas desconocido desconocidos
desconta descontaba descontaban descontada descontadas descontado descontados descontam descontamos descontan
descontando descontar descontara descontaram descontaran descontarao descontaria descontaron descontarse descontas
descontava descontavam desconte descontei descontem desconten descontinuado desconto descontos descontou descreva
descrevam descreve descrevem descrevemos descrevendo descrever descrevera descreveram descreverao descreveria
descreveu descrevi descrevia descreviam descrevida descrevidas descrevido descrevidos descrevo describa describan
describe described describen describes describi describia describian describida describidas describido describidos
describiendo describieron describimos describing describio describir describira describiran describiria describirse
describo descricao descricoes descripcion descripciones description descriptions descriptor descriptores descriptors
descrita descrito descritor descritores descubra descubran descubre descubren descubri descubria descubrian descubrida
descubridas descubrido descubridos descubriendo descubrieron descubrimos descubrio descubrir descubrira descubriran
descubrires descubriria descubrirse descubro desculpa desculpas desculpe desde desdobravel desea deseaba deseaban
deseada deseadas deseado deseados deseamos desean deseando desear deseara desearan desearia desearon desearse deseas
desee deseen deseja desejada desejadas desejado desejados desejam desejamos desejando desejar desejara desejaram
desejarao desejaria desejas desejava desejavam deseje desejei desejem desejo desejos desejou desempacotada
desempacotado desempacotar desempaquetado desempaquetar desemparejado desempenho desenha desenhada desenhadas
desenhado desenhados desenhar desenho desenhos desenlazar desenredado desenredo desenvolvedores deseo deseos
deserializar deserialize deserve deserved deserves deserving desespera desesperas desespero desesperos desfazer
deshabilita deshabilitado deshabilitando deshabilitar designed designer designered designering designerred
designerring designers desinstalar desire desired desires desiring desistir desk desked desking desks desktop desliga
desligada desligadas desligado desligados desligam desligamos desligando desligar desligara desligaram desligarao
desligaria desligas desligava desligavam deslige desligei desligem desligo desligou deslizador deslizamiento
deslizante deslizar deslocamento desmontagem desmontar desordenadas desp despacha despachada despachadas despachado
despachados despacham despachamos despachando despachar despachara despacharam despacharao despacharia despachas
despachava despachavam despache despachei despachem despacho despachos despachou despair despaired despairing despairs
despeda despedam despedan despede despedem despeden despedi despedia despediam despedian despedida despedidas
despedido despedidos despediendo despedieron despedimos despedindo despedio despedir despedira despediram despediran
despedirao despediria despedirse despediu despedo despejado despejar despejo desperfecta desperfectas desperfecto
desperfectos desperta despertaba despertaban despertada despertadas despertado despertados despertamos despertan
despertando despertar despertara despertaran despertaria despertaron despertarse despertas desperte desperten desperto
despesa despesas despl desplazada desplazado desplazamiento desplazamientos desplazar desplegable desplegables
desplegar desprender desprendible despues despueses desreferenciar dessa desse desserializar desses dest desta destaca
destacaba destacaban destacada destacadas destacado destacador destacados destacam destacamos destacan destacando
destacar destacara destacaram destacaran destacarao destacaria destacaron destacarse destacas destacava destacavam
destacaveis destacavel destace destacei destacem destacen destaco destacou destas deste destes destina destinas
destination destino destinos destroied destroy destroying destroys destruir desubicacion desvia desviacion desviar
desvias desvio desvios detach detachable detached detaches detaching detail detailed details detalha detalhada
detalhadas detalhado detalhados detalham detalhamos detalhando detalhar detalhara detalharam detalharao detalharia
detalhas detalhava detalhavam detalhe detalhei detalhem detalhes detalho detalhou detalla detallaba detallaban
detallada detalladas detallado detallados detallamos detallan detallando detallar detallara detallaran detallaria
detallaron detallarse detallas detalle detallen detalles detallo detecao detect detecta detectada detectadas detectado
detectados detectam detectamos detectando detectar detectara detectaram detectarao detectaria detectas detectava
detectavam detecte detected detectei detectem detective detectived detectives detectiving detecto detectou detena
detenan detencion detene detenemos detenen detener detenera deteneran deteneria detenerse detenes detenga deteni
detenia detenian detenida detenidas detenido detenidos deteniendo detenieron detenio deteno determina determinaba
determinaban determinada determinadas determinado determinados determinam determinamos determinan determinando
determinar determinara determinaram determinaran determinarao determinaria determinaron determinarse determinas
determinava determinavam determine determined determinei determinem determinen determines determining determino
determinou detiene detras deu deuda deudas deudo deudor deudora deudoras deudores deudos deva devam deve devedor
devedora devedoras devedores develop developed developers developing developped developping develops devem devemos
devendo dever devera deveram deverao deveres deveria deveriam devesse deveu devi devia deviam devias device deviced
devices devicing devida devidas devido devidos devio devios devo devolucao devolucaos devolucion devoluciones devolva
devolvan devolve devolvemos devolven devolver devolvera devolveran devolveria devolverse devolves devolveu devolvi
devolvia devolvian devolvida devolvidas devolvido devolvidos devolviendo devolvieron devolvio devolvo devon devote
devoted devotes devoting devuelta devueltas devuelto devueltos devuelve dez dhl dia diabetes diabetesed diabeteses
diabetesing diabetessed diabetessing diagnostic diagnostica diagnosticas diagnostico diagnosticos diagnostics diagrama
diagramar dialog dialogo dialogos dialogs diante diaria diarias diaried diaries diario diarios diarista diaristas
diaristo diaristos diary diarying dias dibuja dibujaba dibujaban dibujada dibujadas dibujado dibujados dibujamos
dibujan dibujando dibujar dibujara dibujaran dibujaria dibujaron dibujarse dibujas dibuje dibujen dibujo dibujos dica
dicas dice dicha dico dicos dictamen dictamenes dictate dictated dictates dictating did didn died dieron diet dieta
dietas dieted dieting dieto dietos diets difere diferem diferenca diferencas diferencia diferenciar diferencias
diferencio diferencios diferente diferentes diff differ differed difference differences different differented
differenting differently differents differing differred differring differs difficult difficulted difficulting
difficults diffs dificiis dificil dificiles dificuldade dificuldades difiere difieren dig digit digitado digitais
digital digitaled digitales digitaling digitalled digitalling digitals digitar digito digitos digits dignitied
dignities dignity dignitying digs dije dijes dijo dijos diligencia diligencias diligencio diligencios dimensao
dimension dimensiones dimensoes dinamarca dinamica dinamicamente dinamicas dinamico dinamicos dinera dineras dinero
dineros dinheira dinheiras dinheiro dinheiros dining dininged dininging dinings dinner dinnered dinnering dinnerred
dinnerring dinners dio diploma diplomaed diplomaing diplomas dir direcao direcc direccio direccion direccional
direccionamiento direcciones direcional direcoes direct directa directamente directas directed directing direction
directions directiva directivas directive directives directly directo director directora directoras directores
directories directorio directorios directory directs direita direitas direito direitos diretamente diretas diretiva
diretivas diretor diretora diretoras diretores diretorio diretorios diriga dirigam dirigan dirige dirigem dirigen
dirigi dirigia dirigiam dirigian dirigida dirigidas dirigido dirigidos dirigiendo dirigieron dirigimos dirigindo
dirigio dirigir dirigira dirigiram dirigiran dirigirao dirigires dirigiria dirigirse dirigiu dirigo dirs dirt dirted
dirtied dirties dirting dirts dirty dirtying disabilitied disabilities disability disabilitying disable disabled
disables disabling disagree disagreed disagrees disagreing disallow disallowed disappear disappeared disappearing
disappears disappoint disappointed disappointing disappoints disassembly disaster disastered disastering disasterred
disasterring disasters disc disca discada discadas discado discados discam discamos discando discar discara discaram
discarao discard discarded discarding discaria discas discava discavam disce discei discem disciplina discipline
disclose disclosed discloses disclosing disco discorda discordada discordadas discordado discordados discordam
discordamos discordancia discordando discordar discordara discordaram discordarao discordaria discordas discordava
discordavam discorde discordei discordem discordo discordou discos discou discount discounted discounting discounts
discover discovered discovering discoverred discoverring discovers disculpa disculpas discuss discussed discusses
discussing discuta discutam discutan discute discutem discuten discuti discutia discutiam discutian discutida
discutidas discutido discutidos discutiendo discutieron discutimos discutindo discutio discutir discutira discutiram
discutiran discutirao discutiria discutirse discutiu discuto disease diseased diseases diseasing disena disenas diseno
disenos disfruta disfrutaba disfrutaban disfrutada disfrutadas disfrutado disfrutados disfrutamos disfrutan
disfrutando disfrutar disfrutara disfrutaran disfrutaria disfrutaron disfrutarse disfrutas disfrute disfruten disfruto
dish dished dishes dishing dishwasher dishwashered dishwashering dishwasherred dishwasherring dishwashers disk dismiss
dismissed dismisses dismissing disney disp disparador disparadores dispensa dispensada dispensadas dispensado
dispensados dispensam dispensamos dispensando dispensar dispensara dispensaram dispensarao dispensaria dispensas
dispensava dispensavam dispense dispensei dispensem dispenso dispensou dispersion dispersos displacement displacements
displaied display displayed displaying displays dispona disponan dispone disponemos disponen disponer disponera
disponeran disponeria disponerse dispones disponi disponia disponian disponibiliza disponibilizada disponibilizadas
disponibilizado disponibilizados disponibilizam disponibilizamos disponibilizando disponibilizar disponibilizara
disponibilizaram disponibilizarao disponibilizaria disponibilizas disponibilizava disponibilizavam disponibilize
disponibilizei disponibilizem disponibilizo disponibilizou disponible disponibles disponida disponidas disponido
disponidos disponiendo disponieron disponio disponiveis disponivel dispono dispor dispose disposed disposes disposicao
disposicion disposicoes disposing dispositiva dispositivas dispositivo dispositivos disputa disputaba disputaban
disputada disputadas disputado disputados disputamos disputan disputando disputar disputara disputaran disputaria
disputaron disputarse disputas dispute disputen disputo disputos disse disses disso distance distanced distances
distancia distancias distancing distancio distancios distincao distinct distincted distincting distincts distinta
distintas distinto distintos distribua distribuam distribuan distribucion distribuciones distribue distribuem
distribuen distribui distribuia distribuiam distribuian distribuicao distribuida distribuidas distribuido
distribuidora distribuidoras distribuidoro distribuidoros distribuidos distribuiendo distribuieron distribuimos
distribuindo distribuio distribuir distribuira distribuiram distribuiran distribuirao distribuiria distribuirse
distribuiu distribuo distribute distributed distributes distributing distribution distributor distributored
distributoring distributorred distributorring distributors distribuye disturb disturbed disturbing disturbs diurna
diurnas diurno diurnos diverged diversas diversion diversions divertida divertidas divertido divertidos divida dividam
dividan dividas divide divided dividem dividen divides dividi dividia dividiam dividian dividida divididas dividido
divididos dividiendo dividieron dividimos dividindo dividing dividio dividir dividira dividiram dividiran dividirao
dividiria dividirse dividiu divido dividos divisao divisaos divisible division divorce divorced divorces divorcing
divulga divulgada divulgadas divulgado divulgados divulgam divulgamos divulgando divulgar divulgara divulgaram
divulgarao divulgaria divulgas divulgava divulgavam divulge divulgei divulgem divulgo divulgou diz diza dizam dize
dizem dizemos dizendo dizer dizera dizeram dizerao dizeres dizeria dizeu dizi dizia diziam dizida dizidas dizido
dizidos dizo dizzied dizzies dizzy dizzying dll doa doacao doacaos doada doadas doado doados doam doamos doando doar
doara doaram doarao doaria doas doava doavam doble dobles dobra doce doces doctor doctored doctoring doctorred
doctorring doctors document documenta documentacao documentacion documentas documentation documented documenting
documento documentos documents doe doei doem doenca doencas doente doentes does doesn dog dogs doing dois dolor domain
domains domestica domesticas domestico domesticos domicilia domiciliaba domiciliaban domiciliada domiciliadas
domiciliado domiciliados domiciliamos domicilian domiciliando domiciliar domiciliara domiciliaran domiciliaria
domiciliaron domiciliarse domicilias domicilie domicilien domicilio domicilios dominia dominias dominio dominios
dominos dona donante donantes donas donde done dono donos doo door doordash doored dooring doors doorstep doorsteped
doorsteping doorstepped doorstepping doorsteps doou dor doras dores dorma dormam dorman dorme dormem dormen dormi
dormia dormiam dormian dormida dormidas dormido dormidos dormiendo dormieron dormimos dormindo dormio dormir dormira
dormiram dormiran dormirao dormiria dormirse dormitoria dormitorias dormitorio dormitorios dormiu dormo dorset dos
dose dosed doses dosing dot dotted double doubled doubles doubling doubt doubted doubting doubts down downgrade
download downloaded downstairs downstairsed downstairses downstairsing dozen dozened dozening dozenned dozenning
dozens dpi dpkg draft drafted drafting drafts drag draged dragged dragging draging drags draw drawed drawer drawered
drawering drawerred drawerring drawers drawing drawn draws dream dreamed dreaming dreams dress dressed dresses
dressing dries drill drilled drilling drills drink drinked drinking drinks drive driver drivered drivering driverred
driverring drivers drogaria drogarias drogario drogarios drogueria droguerias drop dropbox dropdown dropdowns droped
droping dropped dropping drops drown drowned drowning drowns drug druged drugged drugging druging drugs drum drumed
druming drummed drumming drums dry dryer dryered dryering dryerred dryerring dryers dselect dsp dst dual duas dublin
ducha duchas duck ducked ducking ducks duda dudaba dudaban dudada dudadas dudado dudados dudamos dudan dudando dudar
dudara dudaran dudaria dudaron dudarse dudas dude duden dudo due duena duenas dueno duenos dulce dulces dum duma dump
dumped dumping dumps dup dupla duplas duplica duplicada duplicadas duplicado duplicados duplicar duplicate duplicated
duplicates duplo duplos dura duraba duraban duracao duracion durada duradas durado durados duramos duran durando
durango durante durantes durar durara duraran duraria duraron durarse duras duration dure duren during duringed
duringing durings duro duros dust dusted dusting dusts dutied duties duty dutying duvida duvidada duvidadas duvidado
duvidados duvidam duvidamos duvidando duvidar duvidara duvidaram duvidarao duvidaria duvidas duvidava duvidavam duvide
duvidei duvidem duvido duvidos duvidou dynamic dynamically dyson each eached eaches eaching eager eagered eagering
eagerred eagerring eagers earlied earlier earlies early earlying earn earned earnest earnested earnesting earnests
earning earns earth earthed earthes earthing ease eased eases easied easies easing easy easying easyjet ebay echa
echaba echaban echada echadas echado echados echamos echan echando echar echara echaran echaria echaron echarse echas
eche echen echo echoed echoing echos eco ecoa ecografia ecografias ecografio ecografios economia economias economica
economicas economico economicos economied economies economio economios economy economying ecra ecras ecuador edad
edades edge edged edges edging edicao edicaos edicion ediciones edificia edificias edificio edificios edit edita
editabilidad editabilidade editable editado editando editar editavel edited editing editor editora editoras editored
editores editoring editorred editorring editors edits editted editting edp educacao educacaos educacion educaciones
educada educadas educado educados educate educated educates educating efecta efectas efectiva efectivo efecto efectos
efectua efectuaba efectuaban efectuada efectuadas efectuado efectuados efectuamos efectuan efectuando efectuar
efectuara efectuaran efectuaria efectuaron efectuarse efectuas efectue efectuen efectuo efeita efeitas efeito efeitos
efetiva efetivada efetivadas efetivado efetivados efetivam efetivamente efetivamos efetivando efetivar efetivara
efetivaram efetivarao efetivaria efetivas efetivava efetivavam efetive efetivei efetivem efetivo efetivou efetua
efetuada efetuadas efetuado efetuados efetuam efetuamos efetuando efetuar efetuara efetuaram efetuarao efetuaria
efetuas efetuava efetuavam efetue efetuei efetuem efetuo efetuou effect effected effecting effective effects effort
efforted efforting efforts eficaz eficazes eficiente eficientes egg eggs egipto egito egypt either eithered eithering
eitherred eitherring eithers eixos eject ejecucion ejecuciones ejecuta ejecutaba ejecutaban ejecutable ejecutables
ejecutada ejecutadas ejecutado ejecutados ejecutamos ejecutan ejecutando ejecutandose ejecutar ejecutara ejecutaran
ejecutaria ejecutaron ejecutarse ejecutas ejecute ejecuten ejecuto ejempla ejemplas ejemplo ejemplos ejercicia
ejercicias ejercicio ejercicios ejetar ela elas elastica elbow elbowed elbowing elbows elder eldered eldering elderred
elderring elders ele eleccion elect elected electing electric electrica electricas electricced electriccing electriced
electricing electricista electricistas electricisto electricistos electrico electricos electrics electrodomestica
electrodomestico electronic electronica electronicas electronicced electroniccing electroniced electronicing
electronico electronicos electronics electronicsed electronicses electronicsing elects elega elegam elegan elegante
elegantes elege elegem elegemos elegen elegendo eleger elegera elegeram elegerao elegeria elegeu elegi elegia elegiam
elegian elegida elegidas elegido elegidos elegiendo elegieron elegimos elegio elegir elegira elegiran elegiria
elegirse elego elektra element elemento elementos elements eles eletrica eletricas eletricista eletricistas
eletricisto eletricistos eletrico eletricos eletrodomestica eletrodomesticas eletrodomestico eletrodomesticos
eletronica eletronicas eletronico eletronicos elevacao elevacion elevador elevadora elevadoras elevadores elevator
elevatored elevatoring elevatorred elevatorring elevators elf elige eligible eligibled eligibles eligibling elimina
eliminaba eliminaban eliminacion eliminada eliminadas eliminado eliminados eliminam eliminamos eliminan eliminando
eliminar eliminara eliminaram eliminaran eliminarao eliminaria eliminarlas eliminaron eliminarse eliminas eliminava
eliminavam elimine eliminei eliminem eliminen elimino eliminou elipsis ella ellas ellipsize ello ellos elo else elsed
elses elsing emacs emagreca emagrecam emagrece emagrecem emagrecemos emagrecendo emagrecer emagrecera emagreceram
emagrecerao emagreceria emagreceu emagreci emagrecia emagreciam emagrecida emagrecidas emagrecido emagrecidos emagreco
email embaixo embaixos embala embalaba embalaban embalada embaladas embalado embalados embalagem embalagens embalam
embalamos embalan embalando embalar embalara embalaram embalaran embalarao embalaria embalaron embalarse embalas
embalava embalavam embale embalei embalem embalen embalo embalou embarazo embarazos embarca embarcaba embarcaban
embarcada embarcadas embarcado embarcados embarcam embarcamos embarcan embarcando embarcar embarcara embarcaram
embarcaran embarcarao embarcaria embarcaron embarcarse embarcas embarcava embarcavam embarce embarcei embarcem
embarcen embarco embarcou embarga embargas embargo embargos embarque embarques embarrass embarrassed embarrasses
embarrassing embassied embassies embassy embassying embedded embora emboras emboro emboros embrace embraced embraces
embracing embutida embutidas embutido embutidos embutir emenda emendas emendo emendos emerge emerged emergencia
emergencias emergencio emergencios emergente emerges emerging emirates emision emisiones emissor emissores emit emita
emitam emitan emite emitem emiten emiti emitia emitiam emitian emitida emitidas emitido emitidos emitiendo emitieron
emitimos emitindo emitio emitir emitira emitiram emitiran emitirao emitiria emitirse emitiu emito emotion emotioned
emotioning emotions empacotada empacotado empacotamento empadrona empadronaba empadronaban empadronada empadronadas
empadronado empadronados empadronamos empadronan empadronando empadronar empadronara empadronaran empadronaria
empadronaron empadronarse empadronas empadrone empadronen empadrono empaquetada empaquetado empaquetar emparejar
empeza empezaba empezaban empezada empezadas empezado empezados empezamos empezan empezando empezar empezara empezaran
empezares empezaria empezaron empezarse empezas empeze empezen empezo emphasis emphasised emphasises emphasising
emphasissed emphasissing empieza empiezan emplazar emplea empleaba empleaban empleada empleadas empleado empleados
empleamos emplean empleando emplear empleara emplearan emplearia emplearon emplearse empleas emplee empleen empleo
emploied employ employee employeed employees employeing employer employered employering employerred employerring
employers employing employs empotrada empotrado empotrados empotrar emprega empregada empregadas empregado empregados
empregas emprego empregos empreiteira empreiteiras empreiteiro empreiteiros empresa empresaria empresarias empresario
empresarios empresas empresta emprestada emprestadas emprestado emprestados emprestam emprestamos emprestando
emprestar emprestara emprestaram emprestarao emprestaria emprestas emprestava emprestavam empreste emprestei emprestem
emprestimo emprestimos empresto emprestou emptied empties empty emptying empujar emula emulacao emulacion emulaciones
emulation emulations enable enabled enables enabling encabezado encabezados encaixe encaja encaminha encaminhada
encaminhadas encaminhado encaminhados encaminham encaminhamos encaminhando encaminhar encaminhara encaminharam
encaminharao encaminharia encaminhas encaminhava encaminhavam encaminhe encaminhei encaminhem encaminho encaminhou
encanador encanadora encanadoras encanadores encarga encargaba encargaban encargada encargadas encargado encargados
encargamos encargan encargando encargar encargara encargaran encargaria encargaron encargarse encargas encarge
encargen encargo encargos encenda encendan encende encendemos encenden encender encendera encenderan encenderia
encenderse encendes encendi encendia encendian encendida encendidas encendido encendidos encendiendo encendieron
encendio encendo encerra encerrada encerradas encerrado encerrados encerram encerramento encerramos encerrando
encerrar encerrara encerraram encerrarao encerraria encerras encerrava encerravam encerre encerrei encerrem encerro
encerrou enchimento enchufe enchufes encima encimas enclose enclosed encloses enclosing encode encoded encoding
encodings encomenda encomendada encomendadas encomendado encomendados encomendam encomendamos encomendando encomendar
encomendara encomendaram encomendarao encomendaria encomendas encomendava encomendavam encomende encomendei encomendem
encomendo encomendos encomendou encontra encontraba encontraban encontrada encontradas encontrado encontrados
encontram encontramos encontran encontrando encontrar encontrara encontraram encontraran encontrarao encontrares
encontraria encontraron encontrarse encontras encontrava encontravam encontre encontrei encontrem encontren encontro
encontros encontrou encosta encostada encostadas encostado encostados encostam encostamos encostando encostar
encostara encostaram encostarao encostaria encostas encostava encostavam encoste encostei encostem encosto encostos
encostou encounter encountered encountering encounterred encounterring encounters encourage encouraged encourages
encouraging encrypted encryption encuentra encuentran encuentras encuentre encuentren encuentro encuentros encuesta
encuestas encuesto encuestos end ended enderecamento endereco enderecos endesa endian endianez endianness ending
endorse endorsed endorses endorsing endpoint ends endure endured endures enduring ene enemied enemies enemy enemying
energia energias energied energies energio energios energy energying enfada enfadaba enfadaban enfadada enfadadas
enfadado enfadados enfadamos enfadan enfadando enfadar enfadara enfadaran enfadaria enfadaron enfadarse enfadas enfade
enfaden enfado enfermaria enfermarias enfermario enfermarios enfermedad enfermedades enfermeira enfermeiras enfermeiro
enfermeiros enfermera enfermeras enfermeria enfermerias enfermero enfermeros enfermo enfermos enfocar enfoque enfoques
enforce enforced enforces enforcing engage engaged engages engaging engana enganada enganadas enganado enganados
enganam enganamos enganando enganar enganara enganaram enganarao enganaria enganas enganava enganavam engane enganei
enganem engano enganos enganou engenheira engenheiras engenheiro engenheiros engine engined engineer engineered
engineering engineers engines engining england enhance enhanced enhances enhancing enjoied enjoy enjoying enjoys
enlace enlaces enlaza enlazada enlazado enlazador enlazan enlazando enlazar enlistados enojada enojadas enojado
enojados enormous enormoused enormouses enormousing enough enoughed enoughes enoughing enquanta enquantas enquanto
enquantos enquire enquired enquires enquiried enquiries enquiring enquiry enquirying enreda enredas enredo enredos
ensaia ensaias ensaio ensaios ensamblador ensena ensenaba ensenaban ensenada ensenadas ensenado ensenados ensenamos
ensenan ensenando ensenar ensenara ensenaran ensenaria ensenaron ensenarse ensenas ensene ensenen enseno ensina
ensinada ensinadas ensinado ensinados ensinam ensinamos ensinando ensinar ensinara ensinaram ensinarao ensinaria
ensinas ensinava ensinavam ensine ensinei ensinem ensino ensinos ensinou ensure ensured ensures ensuring entao entaos
entel entenda entendam entendan entende entendem entendemos entenden entendendo entender entendera entenderam
entenderan entenderao entenderes entenderia entenderse entendes entendeu entendi entendia entendiam entendian
entendida entendidas entendido entendidos entendiendo entendieron entendio entendo enter entera enteras entered
entering entero enteros enterred enterring enters entertain entertained entertaining entertains enthusiasm
enthusiasmed enthusiasming enthusiasms entidad entidade entidades entiende entire entired entires entiring entities
entitle entitled entitles entitling entity entonces entonceses entorno entorse entorses entra entraba entraban entrada
entradas entrado entrados entram entramos entran entrance entranced entrances entrancing entrando entrante entrantes
entrar entrara entraram entraran entrarao entrares entraria entraron entrarse entras entrava entravam entre
entrecomillada entrecomillar entrega entregaba entregaban entregada entregadas entregado entregador entregadora
entregadoras entregadores entregados entregam entregamos entregan entregando entregar entregara entregaram entregaran
entregarao entregaria entregaron entregarse entregas entregava entregavam entrege entregei entregem entregen entrego
entregou entregue entregues entrei entrem entren entres entrevista entrevistas entrevisto entrevistos entried entries
entro entrou entry entrying enum enumerado enumerados envelope enveloped envelopes enveloping envia enviaba enviaban
enviada enviadas enviado enviados enviam enviamos envian enviando enviar enviara enviaram enviaran enviarao enviaria
enviaron enviarse envias enviava enviavam envie envied enviei enviem envien envies envio envios enviou environment
envolve envolvendo envy envying enxaqueca enxaquecas enxaqueco enxaquecos epoca epocas epoch epoco epocos equal
equaled equaling equality equals equip equipaje equipajes equipamenta equipamentas equipamento equipamentos equiped
equiping equipo equipos equips equivalencia equivalencias equivalent equivalente equivalentes equivoca equivocaba
equivocaban equivocacion equivocada equivocadas equivocado equivocados equivocam equivocamos equivocan equivocando
equivocar equivocara equivocaram equivocaran equivocarao equivocaria equivocaron equivocarse equivocas equivocava
equivocavam equivoce equivocei equivocem equivocen equivoco equivocou era eroski erra errada erradas errado errados
erram erramos errando errar errara erraram errarao erraria erras errata erratum errava erravam erre errei errem errno
erro erronea erroneo erroneos erroneous error errores errors erros errou ervilha ervilhas esa escada escadas escado
escados escala escalado escalar escalares escalas escalation escalationed escalationing escalations escalera escaleras
escalero escaleros escalon escalones escandala escandalas escandalo escandalos escanea escaneaba escaneaban escaneada
escaneadas escaneado escaneados escaneamos escanean escaneando escanear escaneara escanearan escanearia escanearon
escanearse escaneas escanee escaneen escaneo escapado escapados escaparate escaparates escape escaped escapes escaping
escena escenas esceno escenos esclareca esclarecam esclarece esclarecem esclarecemos esclarecendo esclarecer
esclarecera esclareceram esclarecerao esclareceria esclareceu esclareci esclarecia esclareciam esclarecida
esclarecidas esclarecido esclarecidos esclarecimenta esclarecimentas esclarecimento esclarecimentos esclareco escocia
escoga escogan escoge escogemos escogen escoger escogera escogeran escogeria escogerse escoges escogi escogia escogian
escogida escogidas escogido escogidos escogiendo escogieron escogio escogo escola escolar escolares escolas escolha
escolham escolhas escolhe escolhem escolhemos escolhendo escolher escolhera escolheram escolherao escolheria escolheu
escolhi escolhia escolhiam escolhida escolhidas escolhido escolhidos escolho esconda escondam escondan esconde
escondem escondemos esconden escondendo esconder escondera esconderam esconderan esconderao esconderia esconderse
escondes escondeu escondi escondia escondiam escondian escondida escondidas escondido escondidos escondiendo
escondieron escondio escondo escova escovas escrava escravas escravo escravos escreva escrevam escreve escrevem
escrevemos escrevendo escrever escrevera escreveram escreverao escreveres escreveria escreveu escrevi escrevia
escreviam escrevida escrevidas escrevido escrevidos escrevo escriba escriban escribe escriben escribi escribia
escribian escribible escribida escribidas escribido escribidos escribiendo escribieron escribimos escribio escribir
escribira escribiran escribires escribiria escribirse escribo escrita escritas escritor escritora escritoras
escritores escritoria escritorias escritorio escritorios escritos escritura escrituras escrituro escrituros
escrivaninha escrivaninhas escucha escuchaba escuchaban escuchada escuchadas escuchado escuchados escuchamos escuchan
escuchando escuchar escuchara escucharan escuchares escucharia escucharon escucharse escuchas escuche escuchen escucho
escuela escuelas escura escuras escuro escuros escuta escutada escutadas escutado escutados escutam escutamos
escutando escutar escutara escutaram escutarao escutares escutaria escutas escutava escutavam escute escutei escutem
escuto escutou ese esencial esforco esforcos esfuerzo esfuerzos esgota esgotada esgotadas esgotado esgotados esgotam
esgotamos esgotando esgotar esgotara esgotaram esgotarao esgotaria esgotas esgotava esgotavam esgote esgotei esgotem
esgoto esgotos esgotou esguince esguinces eso esos espacadores espaciadores espacio espacios espaco espacos espalda
espaldas espaldo espaldos espalha espalhada espalhadas espalhado espalhados espalham espalhamos espalhando espalhar
espalhara espalharam espalharao espalharia espalhas espalhava espalhavam espalhe espalhei espalhem espalho espalhou
espana espanhois espanhol espanol espanoles esparso esparsos especiais especial especiales especially especialmente
especifica especificacao especificacion especificaciones especificacoes especificada especificadas especificado
especificador especificadores especificados especificam especificamente especifican especificando especificar
especificaron especificarse especificas especifico especificos especificou especifique espejo espejos espelho espelhos
espera esperaba esperaban esperada esperadas esperado esperados esperam esperamos esperan esperanca esperando esperar
esperara esperaram esperaran esperarao esperares esperaria esperaron esperarse esperas esperava esperavam espere
esperei esperem esperen espero esperos esperou esposa esposas esposo esposos esqueca esquecam esquece esquecem
esquecemos esquecendo esquecer esquecera esqueceram esquecerao esqueceria esqueceu esqueci esquecia esqueciam
esquecida esquecidas esquecido esquecidos esqueco esquema esquemas esquerda esquerdo esquina esquinas esquino esquinos
essa essas esse essencial essential essentialed essentialing essentials esses essex esta estaba estaban estabanes
estabas estabelecer estabelecimenta estabelecimentas estabelecimento estabelecimentos estableca establecan establece
establecemos establecen establecer establecera estableceran estableceria establecerse estableces estableci establecia
establecian establecida establecidas establecido establecidos estableciendo establecieron establecio estableco
establezca estacao estacaos estacion estaciona estacionaba estacionaban estacionada estacionadas estacionado
estacionados estacionam estacionamenta estacionamentas estacionamento estacionamentos estacionamos estacionan
estacionando estacionar estacionara estacionaram estacionaran estacionarao estacionaria estacionaron estacionarse
estacionas estacionava estacionavam estacione estacionei estacionem estacionen estaciones estaciono estacionou estada
estadas estadisticas estado estados estafa estafaba estafaban estafada estafadas estafado estafados estafamos estafan
estafando estafar estafara estafaran estafaria estafaron estafarse estafas estafe estafen estafo estagiaria
estagiarias estagiario estagiarios estam estamos estan estanca estancas estanco estancos estandar estandard estando
estante estanteria estanterias estantes estao estar estara estaram estaran estarao estarem estares estaria estaron
estarse estas estate estated estates estatica estaticas estatico estating estatisticas estava estavam estavans estavas
este estei esteja estejam estem esten estencil estende estender estendida estendidas estendido estendidos estes
esticar estila estilas estilo estilos estima estimaba estimaban estimada estimadas estimado estimados estimam
estimamos estiman estimando estimar estimara estimaram estimaran estimarao estimaria estimaron estimarse estimas
estimate estimated estimates estimating estimava estimavam estime estimei estimem estimen estimo estimou estiramiento
estiver estiverem esto estojo estojos estoque estoques estorna estornada estornadas estornado estornados estornam
estornamos estornando estornar estornara estornaram estornarao estornaria estornas estornava estornavam estorne
estornei estornem estorno estornos estornou estos estou estouro estrada estradas estrado estrados estraga estragada
estragadas estragado estragados estragam estragamos estragando estragar estragara estragaram estragarao estragaria
estragas estragava estragavam estrage estragei estragem estrago estragou estrangeira estrangeiras estrangeiro
estrangeiros estranho estrategia estrecho estrechos estreita estreitas estreito estreitos estres estreses estricto
estrita estropea estropeaba estropeaban estropeada estropeadas estropeado estropeados estropeamos estropean
estropeando estropear estropeara estropearan estropearia estropearon estropearse estropeas estropee estropeen estropeo
estructura estructurada estructuras estrutura estuda estudada estudadas estudado estudados estudam estudamos estudando
estudante estudantes estudar estudara estudaram estudarao estudares estudaria estudas estudava estudavam estude
estudei estudem estudia estudiaba estudiaban estudiada estudiadas estudiado estudiados estudiamos estudian estudiando
estudiar estudiara estudiaran estudiares estudiaria estudiaron estudiarse estudias estudie estudien estudio estudios
estudo estudou estupenda estupendas estupendo estupendos etapa etapas etc etiqueta etiquetado etiquetados etiquetas
etiqueto etiquetos etsy euribor europa europe european europeaned europeaning europeans europeo europeos europeu
euskadi evade evaded evades evading evalua evaluaba evaluaban evaluacion evaluada evaluadas evaluado evaluados
evaluamos evaluan evaluando evaluar evaluara evaluaran evaluaria evaluaron evaluarse evaluas evaluate evaluated
evaluates evaluating evaluation evalue evaluen evaluo even evened evening eveninged eveninging evenings evenned
evenning evens event evento eventos events eventualmente everied everies every everying everything evict evicted
evicting evicts evidence evidenced evidences evidencing evil eviled eviling evilled evilling evils evita evitaba
evitaban evitada evitadas evitado evitados evitam evitamos evitan evitando evitar evitara evitaram evitaran evitarao
evitaria evitaron evitarse evitas evitava evitavam evite evitei evitem eviten evito evitou evri exact exacta
exactamente exacted exacting exactly exacto exacts exame examen examenes exames examina examinaba examinaban examinada
examinadas examinado examinados examinam examinamos examinan examinando examinar examinara examinaram examinaran
examinarao examinaria examinaron examinarse examinas examinava examinavam examine examined examinei examinem examinen
examines examining examino examinou example exampled examples exampling exata exatamente excecao excecoes excede
exceder excedido exceed exceeded exceeding exceeds excel excelente excelentes excellent excellented excellenting
excellents excepcion excepcional excepciones excepcoes except excepta exceptas excepted excepting exception
exceptioned exceptioning exceptions excepto exceptos excepts excess excessa excessas excessed excesses excessing
excessivo excesso excessos exceta excetas exceto excetos exchange excite excited excites exciting exclude excluded
excludes excluding exclui excluidas excluido excluidos excluindo excluir exclusao exclusiva exclusivamente exclusivas
exclusive exclusividade exclusivo exclusivos excluye excluyendo excluyentes excursao excursaos excursion excursiones
excusa excusas excuse excused excuses excusing exec execucao execucaos execucoes executa executable executables
executada executadas executado executados executam executamos executando executar executara executaram executarao
executaria executas executava executavam executaveis executavel execute executed executei executem executes executing
execution executo executou exempla exemplar exemplares exemplas exemplo exemplos exercise exercised exercises
exercising exhaust exhausted exhausting exhausts exhibit exhibited exhibiting exhibits exhibitted exhibitting exibe
exibicao exibida exibidas exibido exibidos exibindo exibir exidx exiga exigam exigan exige exigem exigen exigencia
exigencias exigencio exigencios exigi exigia exigiam exigian exigida exigidas exigido exigidos exigiendo exigieron
exigimos exigindo exigio exigir exigira exigiram exigiran exigirao exigiria exigirse exigiu exigo exist exista existam
existan existe existed existem existen existence existencia existente existentes existi existia existiam existian
existida existidas existido existidos existiendo existieron existimos existindo existing existio existir existira
existiram existiran existirao existirem existires existiria existirse existiu existo exists exit exita exitas exited
exiting exito exitos exitosa exitoso exits exitted exitting exp expa expam expand expande expanded expanden expander
expanders expandida expandidas expandido expandindo expanding expandir expands expansao expansion expansiones
expansivel expansor expansora expansores expe expect expected expecting expects expeda expedam expedan expede expedem
expeden expedi expedia expediam expedian expedida expedidas expedido expedidos expediendo expediente expedientes
expedieron expedimos expedindo expedio expedir expedira expediram expediran expedirao expediria expedirse expediu
expedo expel expeled expeling expelled expelling expels expem expense expensed expenses expensing expensive expensived
expensives expensiving experience experienced experiences experiencia experiencias experiencing experiencio
experiencios expert experta expertas experted experting experto expertos experts expi expia expiam expida expidas
expido expidos expimos expindo expira expiracao expiracion expiraciones expirado expiram expirao expirar expire
expired expiredded expiredding expireded expireding expireds expires expiria expiring expirou expiu explain explained
explaining explains explanation explanationed explanationing explanations explica explicaba explicaban explicacao
explicacaos explicacion explicaciones explicada explicadas explicado explicados explicam explicamos explican
explicando explicar explicara explicaram explicaran explicarao explicares explicaria explicaron explicarse explicas
explicava explicavam explice explicei explicem explicen explicit explicita explicitamente explicitly explicito
explicitos explico explicou exploda explodam explode exploded explodem explodes explodi explodia explodiam explodida
explodidas explodido explodidos explodimos explodindo exploding explodir explodira explodiram explodirao explodiria
explodiu explodo exploracion explore explored explores exploring expo exponent exponente expor export exporta
exportacao exportacion exportacoes exportadas exportado exportados exportar exported exports expose exposed exposes
exposing expr expreg expresion expresiones express expressao expressed expresses expressing expression expressions
expressoes expulsar ext extend extenda extendan extende extended extendemos extenden extender extendera extenderan
extenderia extenderse extendes extendi extendia extendian extendida extendidas extendido extendidos extendiendo
extendieron extending extendio extendo extends extensao extension extensioned extensiones extensioning extensions
extenso extensoes extent extented extenting extents exterior externa external externally externamente externas externo
externos extiende extra extracao extraccao extraccion extract extracta extractas extracted extracto extractos extrae
extraed extraer extrai extraida extraido extraidos extraing extrair extrana extraneous extranjera extranjeras
extranjero extranjeros extrano extras extrata extratas extrato extratos extravia extraviaba extraviaban extraviada
extraviadas extraviado extraviados extraviam extraviamos extravian extraviando extraviar extraviara extraviaram
extraviaran extraviarao extraviaria extraviaron extraviarse extravias extraviava extraviavam extravie extraviei
extraviem extravien extravio extravios extraviou extrayendo extremadura extreme extremed extremes extremidade
extremidades extreming extremo extremos exxon eye eyebrow eyebrowed eyebrowing eyebrows eyes fabric fabrica fabricaba
fabricaban fabricada fabricadas fabricado fabricados fabricam fabricamos fabrican fabricando fabricante fabricar
fabricara fabricaram fabricaran fabricarao fabricaria fabricaron fabricarse fabricas fabricava fabricavam fabricced
fabriccing fabrice fabriced fabricei fabricem fabricen fabricing fabrico fabricos fabricou fabrics faca facas face
facebook faced faces fachada fachadas fachado fachados faciis facil faciles facilita facilitaba facilitaban facilitada
facilitadas facilitado facilitados facilitam facilitamos facilitan facilitando facilitar facilitara facilitaram
facilitaran facilitarao facilitaria facilitaron facilitarse facilitas facilitava facilitavam facilite facilitei
facilitem faciliten facilitied facilities facilito facilitou facility facilitying facing faco facos fact facted
facting factor factoried factories factory factorying facts factura facturaba facturaban facturada facturadas
facturado facturados facturamos facturan facturando facturar facturara facturaran facturaria facturaron facturarse
facturas facture facturen facturo facturos fade faded fades fading fail failed failing fails failure failured failures
failuring faint fainted fainting faints fair faired fairing fairs faith faithed faithes faithfullied faithfullies
faithfully faithfullying faithing faixa faixas fake faked fakes faking fala falabella falada faladas falado falados
falam falamos falando falar falara falaram falarao falares falaria falas falava falavam falda faldas faldo faldos fale
falecida falecidas falecido falecidos falei falem falha falhada falhar falharam falhas falhe falhou fall falla fallaba
fallaban fallada falladas fallado fallados fallamos fallan fallando fallar fallara fallaran fallaria fallaron fallarse
fallas fallback falle falleca fallecan fallece fallecemos fallecen fallecer fallecera falleceran falleceria fallecerse
falleces falleci fallecia fallecian fallecida fallecidas fallecido fallecidos falleciendo fallecieron fallecio falleco
fallen fallida fallido fallo fallos falo falou falsa falsas false falsed falses falsing falso falsos falta faltaba
faltaban faltada faltadas faltado faltados faltam faltamos faltan faltando faltante faltantes faltar faltara faltaram
faltaran faltarao faltaria faltaron faltarse faltas faltava faltavam falte faltei faltem falten falto faltos faltou
fama famas fame famed fames familia familiar familiared familiares familiaring familiars familias familied families
familio familios family familying faming fan fancied fancies fancy fancying fans fantastic fantasticced fantasticcing
fantasticed fantasticing fantastics far fara fare fared fares faring farinha farinhas farm farmacia farmacias farmacio
farmacios farmed farming farms farois farol farola farolas fars fase fases fashion fashioned fashioning fashions fast
fasted fasten fastened fastening fastenned fastenning fastens fasting fasts fat fatais fatal fatales fate fated fates
fating fator fats fatura faturada faturadas faturado faturados faturam faturamos faturando faturar faturara faturaram
faturarao faturaria faturas faturava faturavam fature faturei faturem faturo faturos faturou fault faulted faultied
faulties faulting faults faulty faultying favor favores favoritos favour favoured favouring favourite favourited
favourites favouriting favours fax faxina faxinas faxino faxinos faz faza fazam faze fazem fazemos fazendo fazer
fazera fazeram fazerao fazeres fazeria fazeu fazi fazia faziam fazida fazidas fazido fazidos fazo fdatasync fdopen
fear feared fearing fears feather feathered feathering featherred featherring feathers feature featured features
featuring febre febres fecha fechada fechadas fechado fechados fecham fechamento fechamos fechando fechar fechara
fecharam fecharao fecharia fechas fechava fechavam feche fechei fechem fecho fechou fedex feed feedback feedbacked
feedbacking feedbacks feeded feeding feeds feel feeled feeling feels feia feias feijao feijaos feio feios feira feiras
feiro feiros feita feitas feito feitos felicidad felicidade felicidades felicita felicitaba felicitaban felicitada
felicitadas felicitado felicitados felicitamos felicitan felicitando felicitar felicitara felicitaran felicitaria
felicitaron felicitarse felicitas felicite feliciten felicito fence fenced fences fencing feo feos fera feram fere
ferem feri feria feriada feriadas feriado feriados feriam ferias feriases ferida feridas ferido feridos ferimos
ferindo ferio ferios ferir ferira feriram ferirao feriria feriu fero ferra ferragens ferragenses ferramenta
ferramentas ferramento ferramentos ferras ferreteria ferreterias ferro ferros festa festas festiva festival festivaled
festivaling festivalled festivalling festivals festivas festivo festivos festo festos fetch fetched fetches fetching
fever fevered fevering feverred feverring fevers few fewer fews fez fezes fia fiaba fiaban fiada fiadas fiado fiados
fiamos fian fianca fiancas fiando fiar fiara fiaran fiaria fiaron fiarse fias fiat fica ficada ficadas ficado ficados
ficam ficamos ficando ficar ficara ficaram ficarao ficares ficaria ficas ficava ficavam fice ficei ficem fich ficha
fichaba fichaban fichada fichadas fichado fichados fichamos fichan fichando fichar fichara ficharan ficharia ficharon
ficharse fichas fiche ficheira ficheiras ficheiro ficheiros fichen fichero ficheros ficho fico ficou ficticio
ficticios fiction fictioned fictioning fictions fie fiebre fiebres field fields fien fiesta fifa fifo fight fighted
fighting fights figura figuraba figuraban figurada figuradas figurado figurados figuram figuramos figuran figurando
figurar figurara figuraram figuraran figurarao figuraria figuraron figurarse figuras figurava figuravam figure figured
figurei figurem figuren figures figuring figuro figurou fija fijaba fijaban fijada fijadas fijado fijados fijamos
fijan fijando fijar fijara fijaran fijaria fijaron fijarse fijas fije fijen fijo fila filas file filename filenames
files filesystem filha filhas filho filhos filiais filial fill filled filling fills film filma filmada filmadas
filmado filmados filmam filmamos filmando filmar filmara filmaram filmarao filmaria filmas filmava filmavam filme
filmed filmei filmem filmes filming filmo filmou films filosofia filosofias filosofio filosofios filter filtered
filters filtra filtrado filtro filtros fim fin fina finais final finales finaliza finalizacao finalizada finalizado
finalizar finalize financia financiaba financiaban financiada financiadas financiado financiados financiam financiamos
financian financiando financiar financiara financiaram financiaran financiarao financiaria financiaron financiarse
financias financiava financiavam financie financiei financiem financien financio financiou finas finca fincas finco
fincos find finded finding finds fine fined fines finga fingam finge fingem finger fingered fingering fingerred
fingerring fingers fingi fingia fingiam fingida fingidas fingido fingidos fingimos fingindo fingir fingira fingiram
fingirao fingiria fingiu fingo fining finish finished finishes finishing finland finlandia fino finos fio fique fire
fired firefox fires firing firm firma firmaba firmaban firmada firmadas firmado firmados firmamos firman firmando
firmante firmantes firmar firmara firmaran firmaria firmaron firmarse firmas firme firmed firmen firming firmo firms
first firsted firsting firsts fiscais fiscal fiscales fish fished fishes fishing fishmonger fishmongered fishmongering
fishmongerred fishmongerring fishmongers fisica fisicamente fisicas fisico fisicos fisioterapia fisioterapias
fisioterapio fisioterapios fit fita fitas fito fitos fits fix fixa fixada fixadas fixado fixados fixam fixamos fixando
fixar fixara fixaram fixarao fixaria fixas fixava fixavam fixe fixed fixei fixem fixes fixing fixo fixou fixup fixups
fiz fizes flaca flacas flaco flacos flag flaged flagged flagging flaging flags flame flamed flamengo flames flaming
flash flashed flashes flashing flat flavour flavoured flavouring flavours flecha flechas flee fleed flees fleing flesh
fleshed fleshes fleshing flete fletes flexible flexibled flexibles flexibling flexiveis flexivel float floated
floating floats flojo flood flooded flooding floods floor floored flooring floors flor floricultura floriculturas
floriculturo floriculturos florida florist florista floristas floristed floristeria floristerias floristing floristo
floristos florists flotante flour floured flouring flours flow flowed flower flowered flowering flowerred flowerring
flowers flowing flows flu fluid fluided fluiding fluids flujo flujos flus flush flutuante fluxo fluxos foco focus
focused focuses focusing focussed focussing foga fogao fogaos fogas fogo fogos foi fold folded folder folders folding
folds folga folgas folha folhas folheta folhetas folheto folhetos folia folias folio folios folk folked folking folks
folleta folletas folleto folletos follow followed following followinged followinging followings follows fome fomes
fond fonded fonding fondo fonds fone fones font fontanera fontaneras fontanero fontaneros fontconfig fonte fontes
fonts foo food fooded fooding foods fool fooled fooling fools foot footed footer footing foots for fora foram foranea
forans foras forbid forbidded forbidden forbidding forbided forbiding forbids forca forcado forcar forcas force forced
forces forcing forecast forecasted forecasting forecasts foreign foreigned foreigning foreigns forem forest forested
foresting forests forever forevered forevering foreverred foreverring forevers forget forgeted forgeting forgets
forgetted forgetting forgive forgived forgives forgiving fork forked forking forks form forma formaba formaban formada
formadas formado formados formal formaled formaling formaliza formalizaba formalizaban formalizada formalizadas
formalizado formalizados formalizam formalizamos formalizan formalizando formalizar formalizara formalizaram
formalizaran formalizarao formalizaria formalizaron formalizarse formalizas formalizava formalizavam formalize
formalizei formalizem formalizen formalizo formalizou formalled formalling formals formam formamos forman formando
formar formara formaram formaran formarao formares formaria formaron formarse formas format formata formatacao
formatada formatado formatar formateado formato formatos formats formatted formatting formava formavam forme formed
formei formem formen former formered formering formerred formerring formers forming formo formosa formou forms formula
formularia formularias formulario formularios forneca fornecam fornece fornecedor fornecedora fornecedoras fornecedoro
fornecedoros fornecem fornecemos fornecendo fornecer fornecera forneceram fornecerao forneceria forneceu forneci
fornecia forneciam fornecida fornecidas fornecido fornecidos fornecimenta fornecimentas fornecimento fornecimentos
forneco foro foros fors forte fortemente forth forthed forthes forthing fortnight fortnighted fortnighting fortnights
fortuna fortunas fortune fortuned fortunes fortuning fortuno fortunos forward forwarded forwarding forwards forzada
forzando forzar fosca foscas fosco foscos fosse fota fotas foto fotografa fotografada fotografadas fotografado
fotografados fotografam fotografamos fotografando fotografar fotografara fotografaram fotografarao fotografaria
fotografas fotografava fotografavam fotografe fotografei fotografem fotografia fotografiaba fotografiaban fotografiada
fotografiadas fotografiado fotografiados fotografiamos fotografian fotografiando fotografiar fotografiara
fotografiaran fotografiaria fotografiaron fotografiarse fotografias fotografie fotografien fotografio fotografo
fotografou fotos found foundation foundationed foundationing foundations founded founding founds four fptr fraca
fracao fracas fraccion fraco fracos fraction fractura fracturas fracture fractured fractures fracturing fracturo
fracturos fragment fragmento fragmentos fralda fraldas fraldo fraldos frame framed frames framing france frances
franceses franchise franchised franchises franchising francia frank franked franking franquia franquias franquicia
franquicias franquicio franquicios franquio franquios frase fratura fraturas fraturo fraturos frecuencia free freed
frees freeze freezed freezes freezing fregues fregueses freia freias freight freighted freighting freights freing
freio freios frena frenas french frenched frenches frenching freno frenos frente frequencia frequency frequent
frequenta frequentada frequentadas frequentado frequentados frequentam frequentamos frequentando frequentar
frequentara frequentaram frequentarao frequentaria frequentas frequentava frequentavam frequente frequented frequentei
frequentem frequenting frequento frequentou frequents fresca frescas fresco frescos fresh freshed freshes freshing
frete fretes fria frias fridge fridged fridges fridging friend friended friending friendlied friendlies friendly
friendlying friends fries frighten frightened frightening frightenned frightenning frightens frigideira frigideiras
frigideiro frigideiros frio frios from fromed froming frommed fromming froms fronteira fronteiras fronteiro fronteiros
frontera fronteras frontero fronteros frota frotas froto frotos frozen frozened frozening frozenned frozenning frozens
fruit fruited fruiting fruits frutaria frutarias frutario frutarios fruteria fruterias fry fstat fsync ftp ftse fue
fuega fuegas fuego fuegos fuente fuentes fuera fueras fuero fueron fuerones fueros fuerte fuertes fuerza fuerzas fues
fuese fuga fugam fugas fuge fugem fugi fugia fugiam fugida fugidas fugido fugidos fugimos fugindo fugir fugira fugiram
fugirao fugiria fugiu fugo fui fulfil fulfiled fulfiling fulfilled fulfilling fulfils full fulled fulling fulls fully
fuma fumada fumadas fumado fumados fumam fumamos fumando fumar fumara fumaram fumarao fumaria fumas fumava fumavam
fume fumei fumem fumo fumos fumou funcao funcion funciona funcionaba funcionaban funcionada funcionadas funcionado
funcionados funcional funcionalidad funcionalidade funcionalidades funcionam funcionamiento funcionamos funcionan
funcionando funcionar funcionara funcionaram funcionaran funcionarao funcionaria funcionarias funcionario funcionarios
funcionaron funcionarse funcionas funcionava funcionavam funcione funcionei funcionem funcionen funciones funciono
funcionou funcoes function functionality functions fund funda fundas funded funding fundo fundos funds funeral
funeraled funeraling funeralled funeralling funerals funnied funnies funny funnying fur fura furas furgoneta
furgonetas furgoneto furgonetos furniture furnitured furnitures furnituring furo furos furs furta furtas further
furthered furthering furtherred furtherring furthers furto furtos fuse fused fuses fusing fusion fusionar fuso
futebois futebol futura futuras future futured futures futuring futuro futuros gafas gafases gain gained gaining gains
gaiola gaiolas gales galicia galleried galleries gallery gallerying gallon galloned galloning gallonned gallonning
gallons galp galpao galpaos gamble gambled gambles gambling gana ganaba ganaban ganada ganadas ganado ganados ganamos
ganan ganancia ganancias ganancio ganancios ganando ganar ganara ganaran ganares ganaria ganaron ganarse ganas ganases
gancho gane ganen gang ganged ganging gangs ganha ganhada ganhadas ganhado ganhados ganham ganhamos ganhando ganhar
ganhara ganharam ganharao ganhares ganharia ganhas ganhava ganhavam ganhe ganhei ganhem ganho ganhos ganhou gano gap
gaps garage garaged garagem garagens garages garaging garaje garajes garanta garantam garante garantem garanti
garantia garantiam garantias garantida garantidas garantido garantidos garantimos garantindo garantio garantios
garantir garantira garantiram garantirao garantiria garantiu garantiza garantizaba garantizaban garantizada
garantizadas garantizado garantizados garantizamos garantizan garantizando garantizar garantizara garantizaran
garantizaria garantizaron garantizarse garantizas garantize garantizen garantizo garanto garbage garbaged garbages
garbaging garcom garcons garfo garfos gargalhada gargalhadas gargalhado gargalhados garlic garlicced garliccing
garliced garlicing garlics gasista gasistas gasisto gasistos gasta gastaba gastaban gastada gastadas gastado gastados
gastam gastamos gastan gastando gastar gastara gastaram gastaran gastarao gastaria gastaron gastarse gastas gastava
gastavam gaste gastei gastem gasten gasto gastos gastou gata gatas gate gated gather gathered gathering gatherred
gatherring gathers gatilho gatilhos gating gato gatos gave gaveta gavetas gaveto gavetos gcc gear geared gearing gears
gela geladeira geladeiras geladeiro geladeiros gelas gelo gelos genera generacion generada generado generador
generados general generales generali generalmente generan generando generar generas generate generated generating
generation generator generic generico genero generos gente gentes gentle gentled gentleman gentlemaned gentlemaning
gentlemanned gentlemanning gentlemans gentles gentling genuina genuinas genuine genuined genuines genuining genuino
genuinos geografia geografias geografio geografios geographic geographied geographies geography geographying
geolocalizacion gera geracao gerada geradas gerado gerados geral geralmente geram geramos gerando gerar gerara geraram
gerarao geraria geras gerava geravam gere gerei gerem gerenciador gerente gerentes geri geria geriam gerida geridas
gerido geridos gerimos gerindo gerir gerira geriram gerirao geriria geriu german germaned germaning germanned
germanning germans germany gero gerou gesta gestao gestas gestion gestiona gestionaba gestionaban gestionada
gestionadas gestionado gestionados gestionamos gestionan gestionando gestionar gestionara gestionaran gestionaria
gestionaron gestionarse gestionas gestione gestionen gestiono gesto gestor gestora gestoras gestores gestoria
gestorias gestos gesture gestured gestures gesturing get getnet gets gettext getting ghost ghosted ghosting ghosts
giant gianted gianting giants gid gift gifted gifting gifts gigabytes gimnasia gimnasias gimnasio gimnasios ginasia
ginasias ginasio ginasios ginastica ginasticas ginastico ginasticos ginecologia ginecologias ginecologio ginecologios
gira giraba giraban girada giradas girado girados giramos giran girando girar girara giraran giraria giraron girarse
giras giratorio gire giren girlfriend girlfriended girlfriending girlfriends giro git github gitlab give gived given
gives giving glad gladded gladding gladed glading glads glance glanced glances glancing glass glassed glasses glassing
globais global globales globalmente glove gloved gloves gloving glovo glue glued glues gluing gmail goal goaled
goaling goals goes goias gol gold golded golding golds golf golpe golpes gone good gooded gooding goods goodsed
goodses goodsing google gorda gordas gordo gordos gorra gorras gorro gorros gossip gossiped gossiping gossipped
gossipping gossips gosta gostada gostadas gostado gostados gostam gostamos gostando gostar gostara gostaram gostarao
gostares gostaria gostas gostava gostavam goste gostei gostem gosto gostos gostou got gota gotas gotera goteras gotero
goteros goto gotos govern governed governing government governmented governmenting governments governs gpg grab
grabacion grabado grabar grabbed grabbing grabed grabing grabs grace graced graces gracia gracias gracing gracio
gracios grada gradas grade graded grades grading grado grados gradual gradualed gradualing graduals graduate graduated
graduates graduating grafica graficas grafico graficos grain grained graining grains grampeador grampeadora
grampeadoras grampeadores grandchild grandchilded grandchilding grandchilds granddaughter granddaughtered
granddaughtering granddaughterred granddaughters grande grandes grandfather grandfathered grandfathering
grandfatherred grandfatherring grandfathers grandma grandmaed grandmaing grandmas grandmother grandmothered
grandmothering grandmotherred grandmotherring grandmothers grandpa grandpaed grandpaing grandpas grandson grandsoned
grandsoning grandsonned grandsonning grandsons grant granted granting grants granularidade grapadora grapadoras
grapadoro grapadoros graph graphics grass grassed grasses grassing grateful gratefuled gratefuling gratefulled
gratefulling gratefuls gratis gratises gratuita gratuitas gratuito gratuitos grau graus grava gravacao gravada
gravadas gravado gravados gravam gravamos gravando gravar gravara gravaram gravarao gravaria gravas gravata gravatas
gravato gravatos gravava gravavam gravaveis gravavel grave graved gravedad gravei gravem gravidade gravidez gravidezes
graving gravity gravo gravou grayscale great greated greater greating greats grecia greece green greened greening
greens greet greeted greeting greets greied grelha grey greying greys grid grief griefed griefing griefs grifo grifos
grip gripe griped gripes griping gripped gripping grips gris grises grita gritada gritadas gritado gritados gritam
gritamos gritando gritar gritara gritaram gritarao gritaria gritas gritava gritavam grite gritei gritem grito gritos
gritou grocer grocered groceried groceries grocering grocerred grocerring grocers grocery grocerying grosera groseras
grosero groseros grossa grossas grosseira grosseiras grosseiro grosseiros grosso grossos ground grounded grounding
grounds group grouped grouping groups grow growed growing grows grua gruas grubhub gruesa gruesas grueso gruesos
grupal grupales grupo grupos guante guantes guarantee guaranteed guarantees guaranteing guard guarda guardaba
guardaban guardada guardadas guardado guardados guardam guardamos guardan guardando guardar guardara guardaram
guardaran guardarao guardaria guardarlo guardaron guardarse guardas guardava guardavam guarde guarded guardei guardem
guarden guardia guardias guarding guardio guardios guardo guardos guardou guards guarita guaritas guarito guaritos
guatemala guerra guerras guerro guerros guess guessed guesses guessing guest guested guesting guests guia guiaba
guiaban guiada guiadas guiado guiados guiamos guian guiando guiar guiara guiaran guiaria guiaron guiarse guias guiche
guide guided guides guiding guie guien guilt guilted guilting guilts guio guion guiones guios guitar guitared
guitaring guitarred guitarring guitars gun guns gusta gustaba gustaban gustada gustadas gustado gustados gustamos
gustan gustando gustar gustara gustaran gustares gustaria gustaron gustarse gustas guste gusten gusto gustos gym gyms
gzip haba haban habe habemos haben haber habera haberan haberes haberia haberse habes habi habia habian habida habidas
habido habidos habiendo habieron habilita habilitaba habilitaban habilitada habilitadas habilitado habilitados
habilitam habilitamos habilitan habilitando habilitar habilitara habilitaram habilitaran habilitarao habilitaria
habilitaron habilitarse habilitas habilitava habilitavam habilite habilitei habilitem habiliten habilito habilitou
habio habit habita habitaba habitaban habitacion habitaciones habitada habitadas habitado habitados habitam habitamos
habitan habitando habitar habitara habitaram habitaran habitarao habitaria habitaron habitarse habitas habitava
habitavam habite habited habitei habitem habiten habiting habito habitos habitou habits habitted habitting habitual
habitualmente habla hablaba hablaban hablada habladas hablado hablados hablamos hablan hablando hablar hablara
hablaran hablares hablaria hablaron hablarse hablas hable hablen hablo habo habra haca hacan hace hacemos hacen hacer
hacera haceran haceres haceria hacerlo hacerse haces haci hacia hacian hacias hacida hacidas hacido hacidos haciendo
hacieron hacio hacios haco had hagaki hairdresser hairdressered hairdressering hairdresserred hairdresserring
hairdressers haja half halfed halfing halfs halifax halt halted halting halts hammer hammered hammering hammerred
hammerring hammers han hand handed handied handies handing handle handled handler handlers handles handling hands
handy handying hang hanged hanging hangs happen happened happening happenned happenning happens happied happies happy
happying hara harbor harbored harboring harborred harborring harbors harbour harboured harbouring harbours hard harded
hardlied hardlies hardly hardlying hards hardware harm harmed harming harms harvest harvested harvesting harvests has
hasbro hases hash hasta hat hate hated hates hating hats haul hauled hauling hauls hava havam havan have haved havem
havemos havendo haver havera haveram haverao haveres haveria haves haveu havi havia haviam havida havidas havido
havidos having havo hawaii hay haya hayan haz head headed header headers heading headline headlined headlines
headlining headphones headphonesed headphoneses headphonesing headphonessed headphonessing headquarters headquartersed
headquarterses headquartersing heads heal healed healing heals health healthed healthes healthing heap hear heared
hearing hears heart hearted hearting hearts heat heated heating heats heavied heavies heavy heavying hecha hecho
hechos hedge hedged hedges hedging heel heeled heeling heels height heighted heighting heights heineken heir heired
heiring heirs heladera heladeras heladeria heladerias heladero heladeros held hello helloed helloing hellos helmet
helmeted helmeting helmets helmetted helmetting help helpdesk helpdesked helpdesking helpdesks helped helper helpful
helpfuled helpfuling helpfulled helpfulling helpfuls helping helps hembra hembras hembro hembros hence henced hences
hencing heranca herancas herda herdada herdadas herdado herdados herdam herdamos herdando herdar herdara herdaram
herdarao herdaria herdas herdava herdavam herde herdei herdeira herdeiras herdeiro herdeiros herdem herdo herdou here
hereda heredaba heredaban heredada heredadas heredado heredados heredamos heredan heredando heredar heredara heredaran
heredaria heredaron heredarse heredas herede hereden heredera herederas heredero herederos heredo herencia herida
heridas herido heridos hermana hermanas hermano hermanos hermes herramienta herramientas herramiento herramientos
hesitate hesitated hesitates hesitating hex hexa hexadecimais hexadecimal hexadecimales hice hices hidden hide hided
hides hiding hidraulica hidraulicas hidraulico hidraulicos hiela hielas hielo hielos hierarchy hierarquia hierra
hierras hierro hierros hifen high highed higher highes highing highlight highlighted highlighting highlights hija
hijas hijo hijos hilo hilos him hims hint hintfull hinting hintmedium hintnone hints hintslight hipermercada
hipermercadas hipermercado hipermercados hipertensao hipertensaos hipertension hipertensiones hipoteca hipotecas
hipoteco hipotecos hire hired hires hiring his hises histogram histograma historia historial historias historica
historical historico historied histories historio historios history historying hit hizo hizos hobbied hobbies hobby
hobbying hogar hogares hoja hojas holanda hold holded holding holds hole holed holes holidaied holiday holidaying
holidays holing hollow hollowed hollowing hollows hombra hombras hombre hombres hombro hombros home homem homens
homeware homewared homewares homewaring homogenea homogeneo homogeneos homogeneous honda honduras honest honesta
honestas honested honesting honesto honestos honests honor honores honour honoured honouring honours hoodie hoodied
hoodies hoodiing hook hooked hooking hooks hope hoped hopes hoping hora horaria horarias horario horarios horas
horizontais horizontal horizontales horizontally horizontalmente horna hornas horno hornos horrible horribled
horribles horribling horriveis horrivel horror horrored horroring horrorred horrorring horrors horse horsed horses
horsing horta hortas horto hortos hospeda hospedada hospedadas hospedado hospedados hospedagem hospedagens hospedaje
hospedajes hospedam hospedamos hospedando hospedar hospedara hospedaram hospedarao hospedaria hospedas hospedava
hospedavam hospede hospedei hospedem hospedes hospedo hospedou host hosted hostel hosteled hosteling hostelled
hostelling hostels hosting hostname hosts hot hotelaria hotelarias hotelario hotelarios hotelera hoteleras hotelero
hoteleros hotmail hots hour houred houring hours house housed household householded householding households houses
housing houve houver houves how however howevered howevering howeverred howeverring howevers hows hsbc html http https
huawei hubo hubos huelga huelgas huerfana huesa huesas hueso huesos huesped huespedes hueva huevas huevo huevos huge
huged huges huging human humana humaned humaning humanned humanning humanos humans humble humbled humbles humbling
humeda humedad humedades humedas humedo humedos humor humores humour humoured humouring humours hunger hungered
hungering hungerred hungerring hungers hurried hurries hurry hurrying hurt hurted hurting hurts husband husbanded
husbanding husbands hyphen hyphens hyundai iberdrola iberia ibex ibiza ibuprofen ibuprofeno icon icone icones icono
iconos icons iconv idade idades idea ideal idealed idealing ideals ideas ident identical identicas identicos identidad
identidade identidades identifica identificaba identificaban identificacao identificacion identificada identificadas
identificado identificador identificadores identificados identificam identificamos identifican identificando
identificar identificara identificaram identificaran identificarao identificaria identificaron identificarse
identificas identificava identificavam identifice identificei identificem identificen identifico identificou
identified identifier identifiers identifies identify identifying identity idioma idiomas idle idled idles idling
idosa idosas idoso idosos ids idx ifood ifunc iglesia iglesio iglesios ignora ignoraba ignoraban ignorada ignoradas
ignorado ignorados ignoram ignoramos ignoran ignorando ignorar ignorara ignoraram ignoraran ignorarao ignoraria
ignoraron ignorarse ignoras ignorava ignoravam ignore ignored ignorei ignorem ignoren ignores ignoring ignoro ignorou
igreja igrejas iguais igual igualdad igualdade iguales igualmente ikea ilegais ilegal ilegales ilegivel ilimitado ill
illegal illegaled illegaling illegalled illegalling illegals illinois illness illnessed illnesses illnessing ills
illustrate illustrated illustrates illustrating image imagem imagen imagenes imagens images imagina imaginada
imaginadas imaginado imaginados imaginam imaginamos imaginando imaginar imaginara imaginaram imaginarao imaginaria
imaginas imaginava imaginavam imagine imagined imaginei imaginem imagines imagining imagino imaginou imediatamente
imediato imita imitada imitadas imitado imitados imitam imitamos imitando imitar imitara imitaram imitarao imitaria
imitas imitava imitavam imite imitei imitem imito imitou imm immediate immediated immediately immediates immediating
imobiliaria imobiliarias imobiliario imobiliarios imoveis imovel impact impacted impacting impacts impaga impagas
impago impagos impar impares imparta impartan imparte imparten imparti impartia impartian impartida impartidas
impartido impartidos impartiendo impartieron impartimos impartio impartir impartira impartiran impartiria impartirse
imparto impasse impasses impatient impatiented impatienting impatients impeda impedam impedan impede impedem impeden
impedi impedia impediam impedian impedida impedidas impedido impedidos impediendo impedieron impedimos impedindo
impedio impedir impedira impediram impediran impedirao impediria impedirse impediu impedo imperfecta imperfectas
imperfecto imperfectos imperfeita imperfeitas imperfeito imperfeitos implement implementa implementacao implementacion
implementacoes implementada implementadas implementado implementados implementar implementation implemented implica
implicada implicadas implicado implicados implicam implicamos implicando implicar implicara implicaram implicarao
implicaria implicas implicava implicavam implice implicei implicem implicit implicita implicitamente implicitas
implicito implico implicou implied implies imply implying import importa importacao importacion importada importadas
importado importados importam importamos importando important importante importanted importantes importanting
importants importar importara importaram importarao importaria importas importava importavam importe imported importei
importem importes importing importo importou imports impose imposed imposes imposible imposibles imposing impossible
impossibled impossibles impossibling impossiveis impossivel imposta impostas imposto impostos imprensa imprensas
imprenta imprentas imprento imprentos impresion impresora impresoras impresoro impresoros impress impressa impressao
impressed impresses impressing impresso impressora impressoras impressoro impressoros impressos imprima imprimam
impriman imprime imprimem imprimen imprimi imprimia imprimiam imprimian imprimible imprimibles imprimida imprimidas
imprimido imprimidos imprimiendo imprimieron imprimimos imprimindo imprimio imprimir imprimira imprimiram imprimiran
imprimirao imprimiria imprimirse imprimiu imprimiveis imprimo improper impropio improve improved improves improving
impuesta impuestas impuesto impuestos impugna impugnada impugnadas impugnado impugnados impugnam impugnamos impugnando
impugnar impugnara impugnaram impugnarao impugnaria impugnas impugnava impugnavam impugne impugnei impugnem impugno
impugnou impulso inaccao inacessivel inactiva inactivas inactive inactived inactives inactividad inactiving inactivo
inactivos inadequado inalterada inappropriate inapropriado inativa inativas inatividade inativo inativos incapaz
incendia incendias incendio incendios inch incidencia incidencias incidencio incidencios incident incidented
incidenting incidents inclua incluam incluan include included includes including inclue incluem incluen inclui incluia
incluiam incluian incluida incluidas incluido incluidos incluiendo incluieron incluimos incluindo incluio incluir
incluira incluiram incluiran incluirao incluiria incluirse incluiu incluo inclusa inclusao inclusas inclusion
inclusiones inclusive inclusives incluso inclusos incluye incluyen incluyendo incluyo incoherente income incomed
incomes incoming incomoda incomodas incomodo incomodos incompatible incompatibles incompativeis incompativel
incompleta incompletas incomplete incompleto incompletos inconsistencia inconsistency inconsistent inconsistente
inconsistentes inconvenience inconvenienced inconveniences inconveniencing incorpora incorporaba incorporaban
incorporada incorporadas incorporado incorporados incorporamos incorporan incorporando incorporar incorporara
incorporaran incorporaria incorporaron incorporarse incorporas incorporate incorpore incorporen incorporo incorrect
incorrecta incorrectamente incorrectas incorrectly incorrecto incorrectos incorreta incorretas incorreto incorretos
increase increased increases increasing increment incrementa incrementaba incrementaban incrementable incrementada
incrementadas incrementado incrementador incrementadores incrementados incremental incrementales incrementamos
incrementan incrementando incrementar incrementara incrementaran incrementaria incrementaron incrementarse incrementas
incremente incrementen incremento incrementos incumpla incumplan incumple incumplen incumpli incumplia incumplian
incumplida incumplidas incumplido incumplidos incumpliendo incumplieron incumplimos incumplio incumplir incumplira
incumpliran incumpliria incumplirse incumplo incur incured incuring incurred incurring incurs ind indeed indeeded
indeeding indeeds indefera indeferam indefere indeferem indeferi indeferia indeferiam indeferida indeferidas
indeferido indeferidos indeferimos indeferindo indeferir indeferira indeferiram indeferirao indeferiria indeferiu
indefero indefinida indefinidas indefinido indefinidos indemnizacion indemnizaciones indeniza indenizacao indenizacaos
indenizada indenizadas indenizado indenizados indenizam indenizamos indenizando indenizar indenizara indenizaram
indenizarao indenizaria indenizas indenizava indenizavam indenize indenizei indenizem indenizo indenizou indentacao
indentation indented independent independente independentes independiente index indexada indexadas indexado indexed
indexes indexing india indiana indica indicaba indicaban indicacao indicacion indicada indicadas indicado indicador
indicadora indicadores indicados indicam indicamos indican indicando indicar indicara indicaram indicaran indicarao
indicaria indicaron indicarse indicas indicate indicated indicates indicating indication indicator indicators indicava
indicavam indice indicei indicem indicen indices indicia indicias indicio indicios indico indicou indique indirect
indirecta indirectas indirecto indisponiveis indisponivel individuais individual individuales indoor indoored
indooring indoors industriais industrial industriales industried industries industry industrying ineffective
inesperada inesperadamente inesperado inesperados inestable inexistente inexistentes infancia infancias infancio
infancios infant infanted infanting infants infeccao infeccaos infeccion infecciones infect infected infecting
infection infectioned infectioning infections infects inferior inferiores infinitas info inform informa informaba
informaban informacao informacaos informacion informacoes informada informadas informado informados informam
informamos informan informando informar informara informaram informaran informarao informaria informaron informarse
informas informatica informaticas informatico informaticos information informativa informativos informava informavam
informe informed informei informem informen informes informing informo informou informs infracao infracaos ingeniera
ingenieras ingeniero ingenieros inglaterra ingles ingleses ingresa ingresaba ingresaban ingresada ingresadas ingresado
ingresados ingresamos ingresan ingresando ingresar ingresara ingresaran ingresaria ingresaron ingresarse ingresas
ingrese ingresen ingreso ingresos ingressa ingressada ingressadas ingressado ingressados ingressam ingressamos
ingressando ingressar ingressara ingressaram ingressarao ingressaria ingressas ingressava ingressavam ingresse
ingressei ingressem ingresso ingressos ingressou inhabit inhabited inhabiting inhabits inhabitted inhabitting inherit
inherited inheriting inherits inheritted inheritting inicia iniciaba iniciaban iniciada iniciadas iniciado iniciados
iniciais inicial iniciales inicializa inicializacao inicializacion inicializado inicializados inicializando
inicializar inicialmente iniciam iniciamos inician iniciando iniciar iniciara iniciaram iniciaran iniciarao iniciaria
iniciaron iniciarse inicias iniciava iniciavam inicie iniciei iniciem inicien inicio inicios iniciou init initdb
initial initialed initialing initialization initialize initialized initializing initially initials initiate injure
injured injures injuried injuries injuring injury injurying inline inmediata inmediatamente inmediato inmediatos
inmobiliaria inmobiliarias inmobiliario inmobiliarios inmueble inmuebles innecesario innecesarios inner innered
innering innerred innerring inners innocent innocented innocenting innocents inode input inputs inquilina inquilinas
inquilino inquilinos inquiried inquiries inquiry inquirying inscreva inscrevam inscreve inscrevem inscrevemos
inscrevendo inscrever inscrevera inscreveram inscreverao inscreveria inscreveu inscrevi inscrevia inscreviam
inscrevida inscrevidas inscrevido inscrevidos inscrevo inscriba inscriban inscribe inscriben inscribi inscribia
inscribian inscribida inscribidas inscribido inscribidos inscribiendo inscribieron inscribimos inscribio inscribir
inscribira inscribiran inscribiria inscribirse inscribo inscricao inscricaos inscrita inscritas inscrito inscritos
insecure inseguro insensitive insercao insercion insere inserido inseridos inserindo inserir insert inserta insertados
insertando insertar inserted inserting insertion inserto inserts inside insided insides insiding insira insist insista
insistam insistan insiste insisted insistem insisten insisti insistia insistiam insistian insistida insistidas
insistido insistidos insistiendo insistieron insistimos insistindo insisting insistio insistir insistira insistiram
insistiran insistirao insistiria insistirse insistiu insisto insists insn insns inspecciona inspeccionaba
inspeccionaban inspeccionada inspeccionadas inspeccionado inspeccionados inspeccionamos inspeccionan inspeccionando
inspeccionar inspeccionara inspeccionaran inspeccionaria inspeccionaron inspeccionarse inspeccionas inspeccione
inspeccionen inspecciono inspect inspected inspecting inspector inspectora inspectoras inspectores inspects inspetor
inspetora inspetoras inspetores inspire inspired inspires inspiring instagram instala instalaba instalaban instalacao
instalacaos instalacion instalaciones instalada instaladas instalado instalados instalam instalamos instalan
instalando instalar instalara instalaram instalaran instalarao instalaria instalaron instalarse instalas instalava
instalavam instale instalei instalem instalen install installation installed installing installs instalments
instalmentsed instalmentses instalmentsing instalo instalou instance instanced instances instancia instancias
instancing instancio instancios instantanea instead insteaded insteading insteads instr instrua instruam instrucao
instruccion instrucciones instrucoes instruct instructed instructing instruction instructions instructs instrue
instruem instrui instruia instruiam instruida instruidas instruido instruidos instruimos instruindo instruir instruira
instruiram instruirao instruiria instruiu instruo insufficient insuficiente insuficientes insult insulted insulting
insults insure insured insurer insurered insurering insurerred insurerring insurers insures insuring int integer
integers integrado integrais integral integrales integrar integrate integridad integridade integrity inteira inteiras
inteiro inteiros intencao intencional intend intended intending intends intenta intentaba intentaban intentada
intentadas intentado intentados intentamos intentan intentando intentar intentara intentaran intentares intentaria
intentaron intentarse intentas intente intentelo intenten intentional intento intentos interactiva interactivamente
interactive interactively interactivo interativa interativamente interativo intercambia intercambio interes
interesante interesantes intereses interessante interessantes interest interested interesting interests interface
interfaces interfaz interfere interfered interferes interfering interim interimed interiming interimmed interimming
interims interior interiores intermediaria intermediarias intermediario intermediarios intermediate intermedio interna
internacionais internacional internacionales internal internaled internaling internalled internalling internals
internas interno internos interoperable interpolacao interpona interponan interpone interponemos interponen interponer
interponera interponeran interponeria interponerse interpones interponi interponia interponian interponida
interponidas interponido interponidos interponiendo interponieron interponio interpono interpret interpreta
interpretacao interpretacion interpretada interpretadas interpretado interpretador interpretados interpretan
interpretar interpretation interpretavel interprete interpreted interpreter interpreting interprets interpretted
interpretting interrompa interrompam interrompe interrompem interrompemos interrompendo interromper interrompera
interromperam interromperao interromperia interrompeu interrompi interrompia interrompiam interrompida interrompidas
interrompido interrompidos interrompo interrumpa interrumpan interrumpe interrumpen interrumpi interrumpia
interrumpian interrumpida interrumpidas interrumpido interrumpidos interrumpiendo interrumpieron interrumpimos
interrumpio interrumpir interrumpira interrumpiran interrumpiria interrumpirse interrumpo interrupcao interrupcion
interrupciones interrupt interrupted interrupting interruptor interrupts interval intervalo intervalos intervencao
interview interviewed interviewing interviews interworking intimacao intimacaos into intoed intoing intos introducao
introduccion introduce introduced introduces introducido introducing introducir introduz introduzca introduzido
introduzir inutiis inutil inutiles inutilizable inutilizavel invade invaded invades invading invalid invalida
invalidas invalido invalidos inveja invejas invent inventario invented inventing invents inverna invernas inverno
invernos inversa inverso inverta invertan inverte inverted inverten inverti invertia invertian invertida invertidas
invertido invertidos invertiendo invertieron invertimos invertio invertir invertira invertiran invertiria invertirse
inverto inves invest investa investam investe invested investem investi investia investiam investida investidas
investido investidor investidora investidoras investidores investidos investigate investigated investigates
investigating investimos investindo investing investir investira investiram investirao investiria investiu investo
invests invierna inviernas invierno inviernos invierte invisibilidade invisible invisivel invita invitaba invitaban
invitada invitadas invitado invitados invitamos invitan invitando invitar invitara invitaran invitaria invitaron
invitarse invitas invite invited inviten invites inviting invito invoca invocacao invocacion invocacoes invocar
invocation invoiced invoicedded invoicedding invoiceded invoiceding invoiceds invoke invoked involucre involve
involved involves involving ios ipad ipc iphone ira irao ireland ires irlanda irma irmao irmaos iron ironed ironing
ironned ironning irons irrecuperable irrecuperavel irresoluble isencao isencaos island islanded islanding islands isn
isolation isso issue issued issuer issuered issuering issuers issues issuing isto italia italian italiana italianas
italianed italianing italiano italianos italians italy itau item items itens iteracao iteracion iteraciones iteration
iterations its itself itses ivoried ivories ivory ivorying izquierda izquierdo izquierdos jabon jabones jacket
jacketed jacketing jackets jacketted jacketting jadlog jail jailed jailing jails jalisco jam jams janela janelas janta
jantada jantadas jantado jantados jantam jantamos jantando jantar jantara jantaram jantarao jantares jantaria jantas
jantava jantavam jante jantei jantem janto jantos jantou japan japanese japanesed japaneses japanesing japao japon
japones japoneses jaqueta jaquetas jaqueto jaquetos jardin jardines jarra jarras jarro jarros jaw jaws jealous
jealoused jealouses jealousing jeans jeansed jeanses jeansing jeep jefatura jefaturas jefaturo jefaturos jefe jefes
jerarquia jewel jeweled jeweling jewelled jewelleried jewelleries jewellery jewellerying jewelling jewels jira jis
joalharia joalharias joalhario joalharios joalheria joalherias joalherio joalherios job jobs joelho joelhos joga
jogada jogadas jogado jogador jogadora jogadoras jogadores jogados jogam jogamos jogando jogar jogara jogaram jogarao
jogares jogaria jogas jogava jogavam joge jogei jogem jogo jogos jogou join joined joining joins joint jointed
jointing joints joke joked jokes joking jornada jornadas jornado jornados journalist journalisted journalisting
journalists journeied journey journeying journeys jovem joven jovenes jovens joy joya joyas joyeria joyerias joys jsr
jubila jubilaba jubilaban jubilada jubiladas jubilado jubilados jubilamos jubilan jubilando jubilar jubilara jubilaran
jubilaria jubilaron jubilarse jubilas jubile jubilen jubilo judge judged judges judging judiciais judicial judiciales
juega juegas juego juegos juez juezes juga jugaba jugaban jugada jugadas jugado jugador jugadora jugadoras jugadores
jugados jugamos jugan jugando jugar jugara jugaran jugares jugaria jugaron jugarse jugas juge jugen jugo juguete
jugueteria jugueterias juguetes juice juiced juices juicia juicias juicing juicio juicios juiz juizes juizo juizos
jumbo jump jumped jumper jumpered jumpering jumperred jumperring jumpers jumping jumps juncao junior juniored
junioring juniors junk junta juntaba juntaban juntada juntadas juntado juntados juntam juntamente juntamos juntan
juntando juntar juntara juntaram juntaran juntarao juntaria juntaron juntarse juntas juntava juntavam junte juntei
juntem junten junto juntos juntou jura jurada juradas jurado jurados juram juramos jurando jurar jurara juraram
jurarao juraria juras jurava juravam jure jurei jurem juried juries juro juros jurou jury jurying just justica
justicas justicia justicias justicio justicios justifica justificaba justificaban justificacao justificacion
justificada justificadas justificado justificados justificam justificamos justifican justificando justificar
justificara justificaram justificaran justificarao justificaria justificaron justificarse justificas justification
justificava justificavam justifice justificei justificem justificen justifico justificou justified justifies justify
justifying justo juventud juventudes juventus juzgada juzgadas juzgado juzgados kahu kansas keen keened keening keens
keep keeper keepered keepering keeperred keeperring keepers kentucky kept kernel kettle kettled kettles kettling key
keyboard keyboarded keyboarding keyboards keycode keypad keyring keys keyword keywords kfc kia kick kicked kicking
kicks kidneied kidney kidneying kidneys kill killed killing kills kind kinded kinding kindle kinds kitchen kitchened
kitchening kitchenned kitchenning kitchens klarna knee kneed kneel kneeled kneeling kneels knees kneing knife knifed
knifes knifing knit knited kniting knits knitted knitting knock knocked knocking knocks knot knoted knoting knots
knotted knotting know knowed knowing knowledge knowledged knowledges knowledging known knows kutxabank label labeled
labeling labelled labelling labels labia labias labio labios laborais laboral laborales labour laboured labouring
labours lack lacked lacking lacks laco lacos lada ladas ladder laddered laddering ladderred ladderring ladders ladied
ladies lado lados ladrao ladraos ladron ladrones lady ladying lake laked lakes laking lama lamas lamenta lamentaba
lamentaban lamentada lamentadas lamentado lamentados lamentam lamentamos lamentan lamentando lamentar lamentara
lamentaram lamentaran lamentarao lamentaria lamentaron lamentarse lamentas lamentava lamentavam lamente lamentei
lamentem lamenten lamento lamentou lamp lampada lampadas lampado lampados lampara lamparas lamparo lamparos lamped
lamping lamps lancamento lancar lancashire lanche lanches landing landinged landinging landings landlord landlorded
landlording landlords landscape lane laned lanes language languages laning lanzamiento lanzar lapis lapises lapiz
lapizes laptop laptoped laptoping laptopped laptopping laptops laranja laranjas larga largar largas large larged
larger larges larging largo largos largura larguras larguro larguros las last lasted lastima lastimas lasting lasts
latam late lated later lateral latered latering laterred laterring laters lates latest lating latter lattered
lattering latterred latterring latters lauda laudas laudo laudos laugh laughed laughes laughing launch launched
launches launching laundried laundries laundry laundrying lava lavaba lavaban lavada lavadas lavado lavadora lavadoras
lavadoro lavadoros lavados lavagem lavagens lavam lavamos lavan lavandaria lavandarias lavandario lavandarios
lavanderia lavanderias lavanderio lavanderios lavando lavar lavara lavaram lavaran lavarao lavaria lavaron lavarse
lavas lavava lavavajillas lavavajillases lavavam lave lavei lavem laven lavo lavou lawn lawned lawning lawns lawyer
lawyered lawyering lawyerred lawyerring lawyers lay layer layered layering layerred layerring layers laying layout
lays lazer lazeres lazied lazies lazy lazying lda ldah lea lead leaded leading leads leaf leafed leafing leaflet
leafleted leafleting leaflets leafletted leafletting leafs leak leaked leaking leakinged leakinging leakings leaks
lean leaned leaning leans leap leaped leaping leaps learn learned learning learns lease leased leases leasing least
leather leathered leathering leatherred leatherring leathers leave leaved leaves leaving leche leches lector lectora
lectoras lectores lectura lecturas lecture lectured lectures lecturing lecturo lecturos lee leen leer leeres left leg
legacy legada legadas legado legados legais legal legaled legales legaling legaliza legalizaba legalizaban legalizada
legalizadas legalizado legalizados legalizamos legalizan legalizando legalizar legalizara legalizaran legalizaria
legalizaron legalizarse legalizas legalize legalizen legalizo legalled legalling legals legend legenda legendas
legended legending legends legible legivel lego legs leia leible leida leido leidos leisure leisured leisures
leisuring leite leites leitor leitora leitoras leitores leitura leituras leituro leituros lejos lejoses lembra
lembrada lembradas lembrado lembrados lembram lembramos lembrando lembrar lembrara lembraram lembrarao lembrares
lembraria lembras lembrava lembravam lembre lembrei lembrem lembro lembrou len lenco lencois lencol lencos lend lended
lending lendo lends length lengths lengua lenguaje lenguajes lenguas lenovo lenta lentas lente lentes lento lentos
leque leques ler leres les less lesson lessoned lessoning lessonned lessonning lessons let letra letras letro letros
letter lettered lettering letterred letterring letters leva levada levadas levado levados levam levamos levando
levanta levantaba levantaban levantada levantadas levantado levantados levantam levantamos levantan levantando
levantar levantara levantaram levantaran levantarao levantares levantaria levantaron levantarse levantas levantava
levantavam levante levantei levantem levanten levanto levantou levar levara levaram levarao levares levaria levas
levava levavam leve levei level levels levem leves levo levou leyenda leyendas leyendo leyendos leyeron lhe lia liable
liabled liables liabling liaise liaised liaises liaising lib libc libera liberada liberadas liberado liberados liberam
liberamos liberando liberar liberara liberaram liberarao liberaria liberas liberava liberavam libere liberei liberem
libero liberou libertadores libertar libertied liberties liberty libertying libor libpq librarian librarianed
librarianing librarians libraried libraries library librarying libre libreria librerias libres libs licao licaos
licenca licencas licence licenced licences licencia licencing license lid lida lidar lidas lidl lido lidos lids lie
lies life lifed lifes lifing lift lifted lifting lifts liga ligacao ligacoes ligada ligadas ligado ligados ligam
ligamos ligando ligar ligara ligaram ligarao ligaria ligas ligava ligavam lige ligei ligem ligera ligeras ligero
ligeros light lighted lighting lightness lights ligo ligou liguei like likelied likelies likely likelying likewise
limao limaos limb limbed limbing limbs limit limita limitado limitados limitar limitarse limite limited limites
limiting limits limitted limitting limpa limpada limpadas limpado limpados limpam limpamos limpando limpar limpara
limparam limparao limparia limpas limpava limpavam limpe limpei limpem limpeza limpezas limpia limpiaba limpiaban
limpiada limpiadas limpiado limpiados limpiamente limpiamos limpian limpiando limpiar limpiara limpiaran limpiaria
limpiaron limpiarse limpias limpie limpien limpieza limpiezas limpio limpios limpo limpos limpou line linea lineal
linear lineas lined lines lingua linguagem linguagens linguas linha linhas lining link linkage linked linkedin linker
linking links linux lip lips liquid liquida liquidaba liquidaban liquidacao liquidacaos liquidacion liquidaciones
liquidada liquidadas liquidado liquidados liquidam liquidamos liquidan liquidando liquidar liquidara liquidaram
liquidaran liquidarao liquidaria liquidaron liquidarse liquidas liquidava liquidavam liquide liquided liquidei
liquidem liquiden liquidificador liquidificadora liquidificadoras liquidificadores liquiding liquido liquidou liquids
lisas lisboa liso lisos list lista listada listadas listado listados listagem listar listas listed listen listened
listening listenned listenning listens listing listo listos lists literal literaried literaries literary literarying
litigia litigias litigio litigios litter littered littering litterred litterring litters little littled littles
littling liver livered livering liverpool liverred liverring livers livra livraria livrarias livrario livrarios livras
livre livres livro livros lixeira lixo lixos llama llamaba llamaban llamada llamadas llamado llamados llamamos llaman
llamando llamar llamara llamaran llamares llamaria llamaron llamarse llame llamen llamo llanta llantas llanto llantos
llave llaves llega llegaba llegaban llegada llegadas llegado llegados llegamos llegan llegando llegar llegara llegaran
llegares llegaria llegaron llegarse llegas llege llegen llego llena llenado llenar llenas lleno llenos lleva llevaba
llevaban llevada llevadas llevado llevados llevamos llevan llevando llevar llevara llevaran llevares llevaria llevaron
llevarse llevas lleve lleven llevo lloyds lluvia lluvias lluvio lluvios load loadable loaded loader loading loads loan
loaned loaning loans lobbied lobbies lobby lobbying locacao locacaos locador locadora locadoras locadores locais local
locale localed locales localidade localing localiza localizaba localizaban localizacao localizacion localizacoes
localizada localizadas localizado localizados localizam localizamos localizan localizando localizar localizara
localizaram localizaran localizarao localizaria localizaron localizarse localizas localizava localizavam localize
localized localizei localizem localizen localizo localizou localled localling locally localmente locals locate located
locates locating location locations lock locked lockedded lockedding lockeded lockeding lockeds locking locura locuras
locuro locuros lodge lodged lodges lodging log loga logas logging logica logical logicas logico logicos login logo
logos logotipo logout logra lograba lograban lograda logradas logrado logrados logramos logran logrando lograr lograra
lograran lograres lograria lograron lograrse logras logre logren logro logros logs loja lojas lojista lojistas lojisto
lojistos lombalgia lombalgias lombalgio lombalgios lon london lonelied lonelies lonely lonelying long longa longas
longe longed longer longes longing longitud longitudes longo longos longs look looked looking looks lookup loop loose
loosed looses loosing lord lorded lording lords loreal los lose losed loses losing loss lossed losses lossing lost lot
lotacao lotacaos lote loteria loterias lotes lots louca loucas loud louded louding louds louisiana lounge lounged
lounges lounging love loved lovelied lovelies lovely lovelying loves loving low lower lowercase loyal loyaled loyaling
loyalled loyalling loyals lseek lua luas lucha luchaba luchaban luchada luchadas luchado luchados luchamos luchan
luchando luchar luchara lucharan lucharia lucharon lucharse luchas luche luchen lucho luck lucked luckied luckies
lucking lucks lucky luckying luega luegas luego luegos lufthansa lugar lugares luggage luggaged luggages luggaging
lujo lujos lumbalgia lumbalgias lumbalgio lumbalgios luminosidad luminosidade luna lunas lunch lunched lunches
lunching lung lunged lunging lungs luno lunos luta lutada lutadas lutado lutados lutam lutamos lutando lutar lutara
lutaram lutarao lutaria lutas lutava lutavam lute lutei lutem luto lutos lutou luva luvas luxo luxos luxuried luxuries
luxury luxurying luz luzes luzeses lyft lzip lzma maca macaca macacas macaco macacos macbook machada machadas machado
machados machine machuca machucada machucadas machucado machucados machucam machucamos machucando machucar machucara
machucaram machucarao machucaria machucas machucava machucavam machuce machucei machucem machuco machucou macia macio
macios macro macros mad made madera maderas madero maderos madruga madrugaba madrugaban madrugada madrugadas madrugado
madrugados madrugamos madrugan madrugando madrugar madrugara madrugaran madrugaria madrugaron madrugarse madrugas
madruge madrugen madrugo mads mae maestra maestras maestro maestros magalu magazine magazined magazines magazining
magia magic magica magicced magiccing magiced magicing magico magicos magics magnifica magnificas magnifico magnificos
magoa magoas magra magras magro magros mahou maid maided maiding maids mail mailbox mailboxed mailboxes mailboxing
mailed mailing mails main maine maintain maintained maintainer maintaining maintains maintenance maior maiores maioria
maiorias maiorio maiorios mais maiuscula maiusculas maiusculizacao maiusculo maiusculos major majored majoring
majoritied majorities majority majoritying majorred majorring majors make maked makefile makes making mal mala malaga
malas maleta maletas maleto maletos malformada malformado malformed malloc malo malos man mana managed management
manager manana mananas manano mananos manas mancha manchas manda mandaba mandaban mandada mandadas mandado mandados
mandam mandamos mandan mandando mandar mandara mandaram mandaran mandarao mandaria mandaron mandarse mandas mandatory
mandava mandavam mande mandei mandem manden mando mandos mandou maneira maneiras maneiro maneiros maneja manejado
manejador manejadores manejando manejar manejo manera maneras manero maneros manga mangas mangled mango manha
manifesta manifestaba manifestaban manifestada manifestadas manifestado manifestados manifestamos manifestan
manifestando manifestar manifestara manifestaran manifestaria manifestaron manifestarse manifestas manifeste
manifesten manifesto manipula manipulacao manipulacion manipulado manipulador manipuladores manipular manipulate
manipulo manner mannered mannering mannerred mannerring manners mano manos mans manta mantam mantas mante manteiga
manteigas mantel manteles mantem mantemos mantena mantenan mantencion mantendo mantene mantenemos mantenen mantener
mantenera manteneran manteneres manteneria mantenerse mantenes manteni mantenia mantenian mantenida mantenidas
mantenido mantenidos manteniendo mantenieron mantenimienta mantenimientas mantenimiento mantenimientos mantenio
manteno manter mantera manteram manterao manteres manteria manteu manti mantia mantiam mantida mantidas mantido
mantidos mantiene manto mantos manuais manual manualed manuales manualing manually manualmente manuals manufacture
manufactured manufactures manufacturing manutencao many mao maos map mapa mapas mapea mapeado mapeados mapeamento
mapear mapeo mapfre mapped mapping maquina maquinaria maquinarias maquinario maquinarios maquinas maquininha
maquininhas maquino maquinos mar maranhao maravilhosa maravilhosas maravilhoso maravilhosos maravillosa maravillosas
maravilloso maravillosos marca marcaba marcaban marcacao marcacoes marcada marcadas marcado marcador marcadores
marcados marcam marcamos marcan marcando marcar marcara marcaram marcaran marcarao marcaria marcaron marcarse marcas
marcava marcavam marce marcei marcem marcen march marched marches marching marco marcos marcou mares margem margen
margenes margens margin margined margining marginned marginning margins marida maridas marido maridos mark marked
marker markers market marketed marketing markets marketted marketting marking marks markup marmita marmitas marmito
marmitos marriage marriaged marriages marriaging married marries marrocos marruecos marry marrying martela martelas
martelo martelos maryland mas masa masas mascara mascarar mascota mascotas mascoto mascotos mask masking massa massas
massive massived massives massiving master mastercard mastiga mastigada mastigadas mastigado mastigados mastigam
mastigamos mastigando mastigar mastigara mastigaram mastigarao mastigaria mastigas mastigava mastigavam mastige
mastigei mastigem mastigo mastigou mata matar matas match matched matches matching mate mated matematica matematicas
matematicases matematico matematicos materia materias materio materios mates math maths mathsed mathses mathsing
matinais matinal matinales mating mato matos matricula matriculaba matriculaban matriculada matriculadas matriculado
matriculados matriculam matriculamos matriculan matriculando matricular matriculara matricularam matricularan
matricularao matricularia matricularon matricularse matriculas matriculava matriculavam matricule matriculei
matriculem matriculen matriculo matriculou matrimonia matrimonias matrimonio matrimonios matriz mattel matter mattered
mattering matterred matterring matters mattress mattressed mattresses mattressing mau max maxima maximizacao maximo
maximos maximum maximumed maximuming maximummed maximumming maximums may maybe maybed maybes maybing mayor mayored
mayores mayoria mayorias mayoring mayorred mayorring mayors mayuscula mayusculas mazda mbolos mcdonalds meal mealed
mealing meals mean meaned meaning meaningful meaningless means meant meanwhile meanwhiled meanwhiles meanwhiling
measure measured measures measuring meat meated meating meats mecanica mecanicas mecanico mecanicos mecanismo
mecanismos mechanic mechanical mechanicaled mechanicaling mechanicalled mechanicalling mechanicals mechanicced
mechaniccing mechaniced mechanicing mechanics mechanisms meda medas media mediaed mediaing mediante mediantes medias
medica medical medicaled medicaling medicalled medicalling medicals medicamenta medicamentas medicamento medicamentos
medicas medicina medicinas medicine medicined medicines medicining medicino medicinos medico medicos medida medidas
medido medidos medio medios medir mediterraneo medium mediumed mediuming mediums medo medos meet meeted meeting meets
megabytes megane meia meias meio meios mejor mejora mejoraba mejoraban mejorada mejoradas mejorado mejorados mejoramos
mejoran mejorando mejorar mejorara mejoraran mejoraria mejoraron mejorarse mejoras mejore mejoren mejores mejoro
mejoros melancia melancias melancio melancios melhor melhora melhorada melhoradas melhorado melhorados melhoram
melhoramos melhorando melhorar melhorara melhoraram melhorarao melhoraria melhoras melhorava melhoravam melhore
melhorei melhorem melhores melhoria melhorias melhorio melhorios melhoro melhorou melt melted melting melts member
membered membering memberred memberring members membership membershiped membershiping membershipped membershipping
memberships membra membras membro membros memoria memorias memorio memorios memory menciona mencionaba mencionaban
mencionada mencionadas mencionado mencionados mencionam mencionamos mencionan mencionando mencionar mencionara
mencionaram mencionaran mencionarao mencionaria mencionaron mencionarse mencionas mencionava mencionavam mencione
mencionei mencionem mencionen menciono mencionou mend mended mending mends menina meninas menino meninos menor menores
menos mensageira mensageiras mensageiro mensageiros mensagem mensagens mensais mensaje mensajera mensajeras mensajero
mensajeros mensajes mensal mensalidade mensalidades mensual mensuales mensualidad mensualidades menta mental mentaled
mentaling mentalled mentalling mentals mentam mente mentem menti mentia mentiam mentida mentidas mentido mentidos
mentimos mentindo mention mentioned mentioning mentions mentir mentira mentiram mentirao mentiras mentiria mentiro
mentiros mentiu mento menu menubar menued menuing menuitem menus meo mercada mercadas mercado mercadona mercadopago
mercadoria mercadorias mercadorio mercadorios mercados mercancia mercancias mercearia mercearias merceario mercearios
merceria mercerias merchandise merchandised merchandises merchandising mercied mercies mercy mercying mere mereca
merecam merecan merece merecem merecemos merecen merecendo merecer merecera mereceram mereceran merecerao mereceria
merecerse mereces mereceu mereci merecia mereciam merecian merecida merecidas merecido merecidos mereciendo merecieron
merecio mereco mered meres merge merged merges merging merienda meriendas meriendo meriendos mering mes mesa mesas
mescla mescladas mesclagem meses mesilla mesillas mesma mesmas mesmo mesmos mess message messages messed messes
messing mestre mestres meta metadados metadata metadatos metade metades metainformacion metas method methodded
methodding methoded methoding methods metlife meto metodo metodos metos metrica metricas meu mexa mexam mexe mexem
mexemos mexendo mexer mexera mexeram mexerao mexeria mexeu mexi mexia mexiam mexican mexicana mexicanas mexicaned
mexicaning mexicanned mexicanning mexicano mexicanos mexicans mexico mexida mexidas mexido mexidos mexo mezcla
mezclaba mezclaban mezclada mezcladas mezclado mezclados mezclamos mezclan mezclando mezclar mezclara mezclaran
mezclaria mezclaron mezclarse mezclas mezcle mezclen mezclo michigan microfone microfono microondas microondases
microphone microsoft microwave microwaved microwaves microwaving middle midia midnight midnighted midnighting
midnights mieda miedas miedo miedos miembra miembras miembro miembros mientras mientrases might migrado migraine
migrained migraines migraining migrana migranas migrate migrated milagra milagras milagro milagros milanuncios mild
milded milding milds milho milhos milisegundos milissegundos milk milked milking milks milliseconds mime min mind
minded minding minds minho minima minimal minimo minimum minimumed minimuming minimummed minimumming minimums ministra
ministras ministro ministros minnesota minor minored minoring minorred minorring minors minus minuscula minusculas
minusculo minusculos minuta minutas minute minuted minutes minuting minuto minutos mira miraba miraban miracle
miracled miracles miracling mirada miradas mirado mirados miramos miran mirando mirar mirara miraran mirares miraria
miraron mirarse miras mire miren mirror mirrored mirroring mirrorred mirrorring mirrors misaligned misc misiones misma
mismatch mismatched mismo mismos misplace misplaced misplaces misplacing mispriced mispricedded mispricedding
mispriceded mispriceding mispriceds miss missed misses missing missinged missinging missings mississippi missouri
mista mistake mistaked mistakes mistaking mistas misto mistos mistura misturadas misunderstand misunderstanded
misunderstanding misunderstands mitad mitades mitsubishi mix mixed mixta mixtas mixto mixtos mixture mixtured mixtures
mixturing mkdir mmap mnemonic mnemonica mnemonicas mnemonico mnemonicos mnemonics mnt mobile mobiled mobiles mobiling
mochila mochilas mod moda modal modas mode model modela modelas modelo modelos modern moderna modernas moderned
moderning moderno modernos moderns modes modest modested modesting modests modifica modificacao modificacion
modificaciones modificacoes modificada modificadas modificado modificador modificadores modificados modifican
modificando modificar modificarlo modificarse modification modifico modified modifier modifiers modifies modifique
modify modifying modo modos module modules modulo modulos moeda moedas moedo moedos moisturiser moisturisered
moisturisering moisturiserred moisturiserring moisturisers mojada mojadas mojado mojados moldura molduras mole moles
molesta molestaba molestaban molestada molestadas molestado molestados molestamos molestan molestando molestar
molestara molestaran molestaria molestaron molestarse molestas moleste molesten molestia molestias molestio molestios
molesto moletom moletons molha molhada molhadas molhado molhados molham molhamos molhando molhar molhara molharam
molharao molharia molhas molhava molhavam molhe molhei molhem molho molhos molhou moment momenta momentas momented
momenting momento momentos moments moneda monedas monedera monederas monedero monederos monedo monedos moneied money
moneying moneys monitor monitora monitorado monitorar monitoras monitored monitores monitoring monitorizada
monitorizado monitorizar monitorred monitorring monitors monoespacada monoespaciada monoespaco monopatin monopatines
monta montaba montaban montada montadas montado montados montagem montagens montaje montajes montam montamos montan
montana montanas montando montanha montanhas montante montantes montar montara montaram montaran montarao montaria
montaron montarse montas montava montavam monte montei montem monten month monthlied monthlies monthly monthlying
monto montos montou monzo mood mooded mooding moods moon mooned mooning moons morada moradas morado morador moradora
moradoras moradores morados moral moraled moraling moralled moralling morals moram moramos morando moranga morangas
morango morangos morar morara moraram morarao moraria moras morava moravam morda mordan morde mordemos morden morder
mordera morderan morderia morderse mordes mordi mordia mordian mordida mordidas mordido mordidos mordiendo mordieron
mordio mordo more mored morei morem moren moreover moreovered moreovering moreoverred moreoverring moreovers mores
mori moria morian morida moridas morido moridos moriendo morieron morimos moring morio morir morira moriran morires
moriria morirse morna mornas morning morninged morninging mornings morno mornos moro morocco morosidad morosidades
morou morra morram morre morrem morremos morrendo morrer morrera morreram morrerao morreres morreria morreu morri
morria morriam morrida morridas morrido morridos morrisons morro morta mortas morte mortes mortgage mortgaged
mortgages mortgaging morto mortos mosca moscas mosco moscos moscu mosque mosqued mosques mosquing most mosted mosting
mostlied mostlies mostly mostlying mostra mostraba mostraban mostrada mostradas mostrado mostrador mostradora
mostradoras mostradores mostrados mostram mostramos mostran mostrando mostrar mostrara mostraram mostraran mostrarao
mostraria mostrarla mostraron mostrarse mostras mostrava mostravam mostre mostrei mostrem mostren mostro mostrou mosts
motas motion motioned motioning motions motiva motivas motive motived motives motiving motivo motivos moto motor
motora motoras motored motores motoring motorista motoristas motoristo motoristos motorola motorred motorring motors
motos mount mountain mountained mountaining mountains mounted mouse moused mouses mousing mouth mouthed mouthes
mouthing mova movam movan move moved movedded movedding moveded moveding moveds moveis movel movem movement movemented
movementing movements movemos moven movendo mover movera moveram moveran moverao moveria moverse moves moveu movi
movia moviam movian movida movidas movido movidos movie movied moviendo movieron movies moviing movil moviles
movimenta movimentas movimento movimentos movimiento moving movio movistar movo mrw mtime much mucho muchos mud muda
mudaba mudaban mudada mudadas mudado mudados mudam mudamos mudan mudanca mudancas mudando mudanza mudanzas mudar
mudara mudaram mudaran mudarao mudares mudaria mudaron mudarse mudas mudava mudavam mude mudei mudem muden mudo mudou
muds mueble muebles muela muelas muertas muerte muertes muerto muestra muestran muestras muestre muestro muestros
mueve muita muitas muito muitos mujer mujeres mulha mulham mulhe mulhem mulhemos mulhendo mulher mulhera mulheram
mulherao mulheres mulheria mulheu mulhi mulhia mulhiam mulhida mulhidas mulhido mulhidos mulho multa multaba multaban
multada multadas multado multados multamos multan multando multar multara multaran multaria multaron multarse multas
multe multen multibyte multicast multiline multilineas multimedia multipla multiplas multiple multiples multiplexado
multiplexed multiplicacao multiplicador multiplicar multiplicativos multiplo multiplos multiply multixact multo multos
munda mundas mundiais mundial mundiales mundo mundos muneca munecas muneco munecos mura muras murder murdered
murdering murderred murderring murders murio muro muros muscle muscled muscles muscling muscula musculas musculo
musculos museo museos museum museumed museuming museums music musica musicas musicced musiccing musiced musicing
musico musicos musics must mutual mutualed mutualing mutually mutualmente mutuals mutuamente muy naca nacan nace
nacemos nacen nacer nacera naceran naceres naceria nacerse naces nacex naci nacia nacian nacida nacidas nacido nacidos
naciendo nacieron nacio nacionais nacional nacionales naco nada nadaba nadaban nadada nadadas nadado nadados nadam
nadamos nadan nadando nadar nadara nadaram nadaran nadarao nadaria nadaron nadarse nadas nadava nadavam nade nadei
nadem naden nado nadou nail nailed nailing nails naked nakedded nakedding nakeded nakeding nakeds name named names
namespace namespaces namora namorada namoradas namorado namorados namoram namoramos namorando namorar namorara
namoraram namorarao namoraria namoras namorava namoravam namore namorei namorem namoro namorou nanoseconds
nanosegundos nao naquela nariz narizes narrow narrowed narrowing narrows nas nasca nascam nasce nascem nascemos
nascendo nascer nascera nasceram nascerao nasceres nasceria nasceu nasci nascia nasciam nascida nascidas nascido
nascidos nascimenta nascimentas nascimento nascimentos nasco nasdaq nastied nasties nasty nastying natacion nataciones
nation nationed nationing nations native natived natives nativing nativo natura naturais natural naturaled naturales
naturaling naturalled naturalling naturals nature natured natures natureza naturezas naturgy naturing natwest
naughtied naughties naughty naughtying navarra nave navega navegaba navegaban navegacao navegacion navegada navegadas
navegado navegados navegamos navegan navegando navegar navegara navegaran navegaria navegaron navegarse navegas navege
navegen navego navia navias navied naviera navieras naviero navieros navies navigation navio navios navy navying
nayarit nba nbr near neared nearest nearing nears neat neated neating neats nebraska necesaria necesarias necesario
necesarios necesidad necesidades necesita necesitaba necesitaban necesitada necesitadas necesitado necesitados
necesitamos necesitan necesitando necesitar necesitara necesitaran necesitares necesitaria necesitaron necesitarse
necesitas necesite necesiten necesito necessaria necessarias necessaried necessaries necessario necessarios necessary
necessarying necessidade necessidades necessita necessitam neck necked necking necks need needed needle needled
needles needling needs nega negaba negaban negada negadas negado negados negam negamos negan negando negar negara
negaram negaran negarao negaria negaron negarse negas negativa negativas negative negativo negativos negava negavam
nege negei negem negen neglect neglected neglecting neglects nego negocia negociaba negociaban negociacion negociada
negociadas negociado negociados negociam negociamos negocian negociando negociar negociara negociaram negociaran
negociarao negociaria negociaron negociarse negocias negociava negociavam negocie negociei negociem negocien negocio
negocios negociou negotiate negotiated negotiates negotiating negotiation negou negra negras negro negros neighbors
neighbour neighboured neighbourhood neighbourhooded neighbourhooding neighbourhoods neighbouring neighbours neither
neithered neithering neitherred neitherring neithers nem nemonico nemotecnica nemotecnico nenhum nenhuma nenhuns
nephew nephewed nephewing nephews nerve nerved nerves nerving nervous nervoused nervouses nervousing nessa nesse nest
nesta neste nested nesting nestle nests net neta netas netflix netherlands neto netos network networked networking
networks neuquen neurologia neurologias neurologied neurologies neurologio neurologios neurology neurologying nevada
neve never nevera neveras nevered nevering nevero neveros neverred neverring nevers nevertheless neverthelessed
neverthelesses neverthelessing neves new newer newest newline newlines newly news newsagent newsagented newsagenting
newsagents next nexted nexting nexts nfl nicaragua nice nickname nicknamed nicknames nicknaming niece nieced nieces
niecing nieta nietas nieto nietos nieve night nighted nighting nightlied nightlies nightly nightlying nightmare
nightmared nightmares nightmaring nights nike nil nina ninas ningun ninguna ningunas ninguno ningunos nino ninos
nintendo nissan nivea niveis nivel niveles nobodied nobodies nobody nobodying nocturna nocturnas nocturno nocturnos
nod node nodes nodo nodos nods noise noised noises noising noiva noivas nokia nombra nombraba nombraban nombrada
nombradas nombrado nombrados nombramos nombran nombrando nombrar nombrara nombraran nombraria nombraron nombrarse
nombras nombre nombren nombres nombro nome nomea nomeada nomeadas nomeado nomeados nomeam nomeamos nomeando nomear
nomeara nomearam nomearao nomearia nomeas nomeava nomeavam nomee nomeei nomeem nomefich nomeo nomeou nomes nominate
nominated nominates nominating non nonblocking nonce none noned nones nonexistent noning nonsense nonsensed nonsenses
nonsensing nonzero nop nor norfolk normais normal normaled normales normaling normalizar normalled normalling normally
normalmente normals norte noruega norway nos nose nosed noses nosing not nota notaba notaban notacao notacion notada
notadas notado notados notam notamos notan notando notar notara notaram notaran notarao notaria notariais notarial
notariales notarias notaried notaries notario notarios notaron notarse notary notarying notas notation notava notavam
note notebook noted notei notem noten notes nothing notice noticed notices noticia noticias noticing noticio noticios
notifica notificaba notificaban notificacao notificacion notificaciones notificacoes notificada notificadas notificado
notificados notificam notificamos notifican notificando notificar notificara notificaram notificaran notificarao
notificaria notificaron notificarse notificas notification notifications notificava notificavam notifice notificei
notificem notificen notifico notificou notified notifies notify notifying noting notion notioned notioning notions
noto notos notou nots noturna noturnas noturno noturnos nova novamente novartis novas novel novela novelas noveled
noveling novelled novelling novels novia novias noviembre noviembres novio novios novo novos now nowadays nowadaysed
nowadayses nowadaysing nows nubank nube nubes nucleo nucleos nuda nudas nudo nudos nueva nuevamente nuevas nuevo
nuevos nuisance nuisanced nuisances nuisancing nula nulas null nulo nulos num numa numb numbed number numbered
numbering numberred numberring numbers numbing numbs numera numeracao numeracion numeradas numerado numerados numeras
numeric numerica numerical numericas numerico numericos numero numeros nunca nuncas nunco nuncos nurse nursed
nurseried nurseries nursery nurserying nurses nursing nursinged nursinging nursings nut nuts nuvem nuvens oath oathed
oathes oathing oaxaca obedeca obedecam obedece obedecem obedecemos obedecendo obedecer obedecera obedeceram obedecerao
obedeceria obedeceu obedeci obedecia obedeciam obedecida obedecidas obedecido obedecidos obedeco obeied obey obeying
obeys object objected objecting objection objectioned objectioning objections objecto objectos objects objeta objetas
objetivo objetivos objeto objetos obliga obligaba obligaban obligada obligadas obligado obligados obligamos obligan
obligando obligar obligara obligaran obligaria obligaron obligarse obligas obligatoria obligatorias obligatorio
obligatorios oblige obliged obligen obliges obliging obligo obra obras obrera obreras obrero obreros obriga obrigada
obrigadas obrigado obrigados obrigam obrigamos obrigando obrigar obrigara obrigaram obrigarao obrigaria obrigas
obrigatoria obrigatorias obrigatorio obrigatorios obrigava obrigavam obrige obrigei obrigem obrigo obrigou obro obros
observa observaba observaban observada observadas observado observados observam observamos observan observando
observar observara observaram observaran observarao observaria observaron observarse observas observava observavam
observe observed observei observem observen observes observing observo observou obsoleta obsoletas obsolete obsoleto
obsoletos obta obtain obtained obtaining obtains obtam obte obtem obtemos obtena obtenan obtencao obtendo obtene
obtenemos obtenen obtener obtenera obteneran obteneria obtenerse obtenes obtenha obteni obtenia obtenian obtenida
obtenidas obtenido obtenidos obteniendo obtenieron obtenio obteno obter obtera obteram obterao obteria obteu obteve
obti obtia obtiam obtida obtidas obtido obtidos obtiene obtienen obto obtuvieron obtuvo obvious obvioused obviouses
obviousing ocasiao ocasiaos ocasion ocasiones occasion occasioned occasioning occasions occupant occupanted
occupanting occupants occupied occupies occupy occupying occur occured occuring occurred occurrences occurring occurs
oceania ocioso ocorra ocorram ocorre ocorrem ocorremos ocorrencia ocorrencias ocorrencio ocorrencios ocorrendo ocorrer
ocorrera ocorreram ocorrerao ocorreria ocorreu ocorri ocorria ocorriam ocorrida ocorridas ocorrido ocorridos ocorro
octais octal octales oculos oculoses oculta ocultaba ocultaban ocultada ocultadas ocultado ocultados ocultamos ocultan
ocultando ocultar ocultara ocultaran ocultaria ocultaron ocultarse ocultas oculte oculten oculto ocultos ocupa ocupaba
ocupaban ocupada ocupadas ocupado ocupados ocupam ocupamos ocupan ocupando ocupar ocupara ocuparam ocuparan ocuparao
ocuparia ocuparon ocuparse ocupas ocupava ocupavam ocupe ocupei ocupem ocupen ocupo ocupou ocurra ocurran ocurre
ocurren ocurrencias ocurri ocurria ocurrian ocurrida ocurridas ocurrido ocurridos ocurriendo ocurrieron ocurrimos
ocurrio ocurrir ocurrira ocurriran ocurrires ocurriria ocurrirse ocurro odd odds odia odiaba odiaban odiada odiadas
odiado odiados odiam odiamos odian odiando odiar odiara odiaram odiaran odiarao odiaria odiaron odiarse odias odiava
odiavam odie odiei odiem odien odio odiou odontologia odontologias odontologio odontologios ofensa ofensas ofereca
oferecam oferece oferecem oferecemos oferecendo oferecer oferecera ofereceram oferecerao ofereceres ofereceria
ofereceu ofereci oferecia ofereciam oferecida oferecidas oferecido oferecidos ofereco oferta ofertas oferto ofertos
off offence offenced offences offencing offend offended offending offends offer offered offering offerred offerring
offers office officed officer officered officering officerred officerring officers offices official officialed
officialing officials officing offline offset offsets oficia oficiais oficial oficiales oficias oficina oficinas
oficino oficinos oficio oficios ofreca ofrecan ofrece ofrecemos ofrecen ofrecer ofrecera ofreceran ofreceres ofreceria
ofrecerse ofreces ofreci ofrecia ofrecian ofrecida ofrecidas ofrecido ofrecidos ofreciendo ofrecieron ofrecio ofreco
oftalmologia oftalmologias oftalmologio oftalmologios often ohio oida oidas oido oidos oil oils oir oires ojo ojos
oklahoma old older oldest olds oleo oleos olha olhada olhadas olhado olhados olham olhamos olhando olhar olhara
olharam olharao olhares olharia olhas olhava olhavam olhe olhei olhem olho olhos olhou olvida olvidaba olvidaban
olvidada olvidadas olvidado olvidados olvidamos olvidan olvidando olvidar olvidara olvidaran olvidaria olvidaron
olvidarse olvidas olvide olviden olvido olx omeprazol omision omissao omit omite omited omitida omitido omitiendo
omiting omitir omits omitted omitting once onda ondas onde ondo ondos one ones onibus onibuses onion onioned onioning
onions onix onlied onlies online only onlying onto onwards onwardsed onwardses onwardsing opaca opacas opacidad
opacidade opacity opaco opacos opaque opcao opcaos opcion opcionais opcional opcionales opcionalmente opciones opcode
opcodes opcoes opd open opendir opened openedded openedding openeded openeding openeds opening openned openning opens
opera operaba operaban operacao operacion operacional operaciones operacoes operada operadas operado operador
operadora operadoras operadores operadoro operadoros operados operam operamos operan operand operando operandos
operands operar operara operaram operaran operarao operaria operarias operario operarios operaron operarse operas
operate operated operates operating operation operations operativo operator operators operava operavam opere operei
operem operen opero operou opina opinaba opinaban opinada opinadas opinado opinados opinam opinamos opinan opinando
opinar opinara opinaram opinaran opinarao opinaria opinaron opinarse opinas opinava opinavam opine opinei opinem
opinen opiniao opiniaos opinion opinioned opinioning opinions opino opinou oposicao oposto opponent opponented
opponenting opponents opportunitied opportunities opportunity opportunitying oppose opposed opposes opposing opposite
opposited opposites oppositing ops opta optaba optaban optada optadas optado optados optam optamos optan optando optar
optara optaram optaran optarao optaria optaron optarse optas optava optavam opte optei optem opten optimiza
optimizacao optimizacion optimizador optimizar optimization optimize optimo optimos option optional optionally
optioned optioning options opto optou opuesto oracao oracaos oracion oraciones oracle orange oranged oranges oranging
orcamenta orcamentas orcamento orcamentos ordem orden ordena ordenaba ordenaban ordenacao ordenacion ordenacoes
ordenada ordenadas ordenado ordenador ordenadora ordenadoras ordenadores ordenados ordenam ordenamiento ordenamos
ordenan ordenando ordenar ordenara ordenaram ordenaran ordenarao ordenaria ordenaron ordenarse ordenas ordenava
ordenavam ordene ordenei ordenem ordenen ordenes ordeno ordenou ordens order ordered orderedded orderedding ordereded
ordereding ordereds ordering orderred orderring orders ordinal ordinaried ordinaries ordinario ordinary ordinarying
oregon oreja orejas orelha orelhas organ organed organic organica organicas organicced organiccing organiced
organicing organico organicos organics organing organise organised organises organising organiza organizaba
organizaban organizada organizadas organizado organizados organizam organizamos organizan organizando organizar
organizara organizaram organizaran organizarao organizaria organizaron organizarse organizas organizava organizavam
organize organizei organizem organizen organizo organizou organned organning organs orgulho orgulhos orgulla orgullas
orgullo orgullos orienta orientacao orientacion orientada orientadas orientado orientados orientam orientamos
orientando orientar orientara orientaram orientarao orientaria orientas orientation orientava orientavam oriente
orientei orientem oriento orientou origem origen origenes origens origin originais original originaled originales
originaling originalled originalling originals origined origining originned originning origins orilla orillas orphan
ortopedia ortopedias ortopedio ortopedios oscura oscuras oscuro oscuros other othered othering otherred otherring
others otherwise otimizacao otimo otimos otorga otorgaba otorgaban otorgada otorgadas otorgado otorgados otorgamos
otorgan otorgando otorgar otorgara otorgaran otorgaria otorgaron otorgarse otorgas otorge otorgen otorgo otra otras
otro otros oufuku ought oughted oughting oughts our ours ousa ousada ousadas ousado ousados ousam ousamos ousando
ousar ousara ousaram ousarao ousaria ousas ousava ousavam ouse ousei ousem ouso ousou out outage outaged outages
outaging outcome outcomed outcomes outcoming outer outered outering outerred outerring outers outfit outfited
outfiting outfits outfitted outfitting outline outlined outlines outlining outlook output outputs outra outras outro
outros outs outside outsided outsides outsiding outstanding outstandinged outstandinging outstandings ouva ouvam ouve
ouvem ouvi ouvia ouviam ouvida ouvidas ouvido ouvidos ouvimos ouvindo ouvir ouvira ouviram ouvirao ouvires ouviria
ouviu ouvo ova ovas oven ovened ovening ovenned ovenning ovens over overcharge overcharged overcharges overcharging
overcome overcomed overcomes overcoming overdraft overdrafted overdrafting overdrafts overdue overdued overdues
overduing overed overflow overflowed overflows overhead overing overlap overlapping overlaps overlay overnight
overnighted overnighting overnights overpaid overpaided overpaiding overpaids overred overridden override overrides
overriding overring overs overseas overseased overseases overseasing oversight oversighted oversighting oversights
oversize oversized oversizes oversizing oversleep oversleeped oversleeping oversleeps overtime overtimed overtimes
overtiming overview overwrite overwrites overwriting overwritten ovo ovos owe owes own owned owner ownered ownering
ownerred ownerring owners ownership owns oxxo pabellon pabellones pace paced paces pacifico pacing pack package
packages packed packet packeted packeting packets packetted packetting packing packs pacote pacotes pad padaria
padarias padario padarios padding padeca padecam padecan padece padecem padecemos padecen padecendo padecer padecera
padeceram padeceran padecerao padeceria padecerse padeces padeceu padeci padecia padeciam padecian padecida padecidas
padecido padecidos padeciendo padecieron padecio padeco padrao padraos padre padres padrina padrinas padrinho
padrinhos padrino padrinos padroes paediatrics paediatricsed paediatricses paediatricsing paga pagaba pagaban pagada
pagadas pagado pagador pagadora pagadoras pagadores pagados pagam pagamos pagan pagando pagar pagara pagaram pagaran
pagarao pagares pagaria pagaron pagarse pagas pagava pagavam page pagei pagem pagen pager pages pagina paginacao
paginador paginas pagino paginos pago pagos pagou pagseguro pague paguei pai paid paided paiding paids pain pained
paineis painel painful painfuled painfuling painfulled painfulling painfuls paining pains pair pairar paired pairing
pairs pais paises pajara pajaras pajaro pajaros palabra palabras palabro palabros palace palaced palaces palacing
palavra palavras palavro palavros pale paled pales palestra palestras palestro palestros paleta palette palha palhas
paling palio palmeiras pan pana panaderia panaderias panama panas panasonic paned panel panela panelas paneles panes
panfleta panfletas panfleto panfletos panic panicced paniccing paniced panicing panics pano panos pans pant pantalla
pantallas pantalon pantalones panted panting pants panturrilha panturrilhas panuela panuelas panuelo panuelos pao paos
papel papelaria papelarias papelario papelarios papelera papeleria papelerias papeles paper paquete paqueteria
paqueterias paquetes par para paracetamol parada paradas parado parados parafarmacia parafarmacias parafarmacio
parafarmacios paragem paragrafo paragrafos paragraph paragraphed paragraphes paragraphing paragraphs paraguay
paralelas paralelo paralelos parallel param parameter parameters parametro parametros paramos parana parando parar
parara pararam pararao pararia paras parava paravam parceira parceiras parceiro parceiros parcel parcela parcelada
parceladas parcelado parcelados parcelam parcelamenta parcelamentas parcelamento parcelamentos parcelamos parcelando
parcelar parcelara parcelaram parcelarao parcelaria parcelas parcelava parcelavam parcele parceled parcelei parcelem
parceling parcelled parcelling parcelo parcelou parcels parche parches parcial parcialmente pardon pardoned pardoning
pardonned pardonning pardons pare pareca parecam parecan parece parecem parecemos parecen parecendo parecer parecera
pareceram pareceran parecerao pareceres pareceria parecerse pareces pareceu pareci parecia pareciam parecian parecida
parecidas parecido parecidos pareciendo parecieron parecio pareco pared parede parei pareja parejas parem parent
parente parented parentes parenteses parentesis parentheses parenting parents pares pariente parientes paris park
parked parking paro parou parpadear parpadeo parrafo parrafos parse parsed parser parsing part parta partam partan
partas parte parted partem parten partes parti partia partial partialed partialing partials partiam partian particao
participa participaba participaban participada participadas participado participados participam participamos
participan participando participar participara participaram participaran participarao participaria participaron
participarse participas participate participated participates participating participava participavam participe
participei participem participen participo participou particular particulared particularing particularred
particularring particulars partida partidas partido partidos partiendo partieron partilha partilhada partilhadas
partilhado partilhados partilham partilhamos partilhando partilhar partilhara partilharam partilharao partilharia
partilhas partilhava partilhavam partilhe partilhei partilhem partilho partilhou partimos partindo parting partio
partir partira partiram partiran partirao partires partiria partirse partiu partner partnered partnering partnerred
partnerring partners parto partos parts pasa pasaba pasaban pasada pasadas pasado pasados pasajera pasajeras pasajero
pasajeros pasamos pasan pasando pasar pasara pasaran pasares pasaria pasaron pasarse pasas pase pasea paseaba paseaban
paseada paseadas paseado paseados paseamos pasean paseando pasear paseara pasearan pasearia pasearon pasearse paseas
pasee paseen pasen paseo pasilla pasillas pasillo pasillos pasiva pasivas pasivo pasivos paso pasos pass passa passada
passadas passado passados passage passaged passageira passageiras passageiro passageiros passagem passagens passages
passaging passam passamos passando passar passara passaram passarao passaras passares passaria passaro passaros passas
passava passavam passe passea passeada passeadas passeado passeados passeam passeamos passeando passear passeara
passearam passearao passearia passeas passeava passeavam passed passee passeei passeem passei passeia passeias passeio
passeios passem passenger passengered passengering passengerred passengerring passengers passeo passeou passing
passiva passivas passive passived passives passiving passivo passivos passo passos passou password passwords past
pasta pastas paste pasted pastelaria pastelarias pastelario pastelarios pasteleria pastelerias pastes pastilla
pastillas pasting pasto pastos pasts patch patches path pathed pathes pathing pathname paths patia patias patience
patienced patiences patiencing patient patiented patienting patients patinete patinetes patio patios patrao patraos
patron patrones pattern patterned patterning patterns pausa pausada pause paused pauses pausing pauta pautas pauto
pautos pavement pavemented pavementing pavements pay payable payabled payables payabling paypal pays paz pazes pcrel
peace peaced peaces peacing peaje peajes peak peaked peaking peaks pecho pechos peculiar peculiared peculiaring
peculiars peda pedaco pedacos pedagia pedagias pedagio pedagios pedam pedan pede pedem peden pedestrian pedestrianed
pedestrianing pedestrians pedi pedia pediam pedian pediatria pediatrias pediatrio pediatrios pedida pedidas pedido
pedidos pediendo pedieron pedimos pedindo pedinte pedintes pedio pedir pedira pediram pediran pedirao pedires pediria
pedirse pediu pedo pedreira pedreiras pedreiro pedreiros peel peeled peeling peels peer peered peering peers pega
pegada pegadas pegado pegados pegam pegamenta pegamentas pegamento pegamentos pegamos pegando pegar pegara pegaram
pegarao pegaria pegas pegava pegavam pege pegei pegem pego pegou peixaria peixarias peixario peixarios peixe peixes
pekin pela pelas pele pelea peleaba peleaban peleada peleadas peleado peleados peleamos pelean peleando pelear peleara
pelearan pelearia pelearon pelearse peleas pelee peleen peleo peles peligra peligras peligro peligros peligrosa
peligrosas peligroso peligrosos pelo pelos pelota pelotas peloto pelotos peluqueria peluquerias pena penaltied
penalties penalty penaltying penas pencil penciled penciling pencilled pencilling pencils pendencia pendencias
pendencio pendencios pendente pendentes pendiente pendientes pending pendinged pendinging pendings pendura pendurada
penduradas pendurado pendurados penduram penduramos pendurando pendurar pendurara penduraram pendurarao penduraria
penduras pendurava penduravam pendure pendurei pendurem penduro pendurou penhora penhoras penhoro penhoros pennied
pennies pennsylvania penny pennying peno penos pensa pensaba pensaban pensada pensadas pensado pensados pensam
pensamos pensan pensando pensar pensara pensaram pensaran pensarao pensares pensaria pensaron pensarse pensas pensava
pensavam pense pensei pensem pensen pension pensiona pensionada pensionadas pensionado pensionados pensionam
pensionamos pensionando pensionar pensionara pensionaram pensionarao pensionaria pensionas pensionava pensionavam
pensione pensioned pensionei pensionem pensioning pensionista pensionistas pensionisto pensionistos pensiono pensionou
pensions penso pensou people peopled peoples peopling peor peores pepper peppered peppering pepperred pepperring
peppers pepsi pequena pequenas pequenina pequeninas pequenino pequeninos pequeno pequenos per perceba percebam percebe
percebem percebemos percebendo perceber percebera perceberam perceberao perceberia percebeu percebi percebia percebiam
percebida percebidas percebido percebidos percebo percentage percentagem perciba perciban percibe perciben percibi
percibia percibian percibida percibidas percibido percibidos percibiendo percibieron percibimos percibio percibir
percibira percibiran percibiria percibirse percibo perda perdam perdan perdao perdaos perdas perde perdem perdemos
perden perdendo perder perdera perderam perderan perderao perderes perderia perderse perdes perdeu perdi perdia
perdiam perdian perdida perdidas perdido perdidos perdiendo perdieron perdio perdo perdoa perdoada perdoadas perdoado
perdoados perdoam perdoamos perdoando perdoar perdoara perdoaram perdoarao perdoaria perdoas perdoava perdoavam perdoe
perdoei perdoem perdona perdonaba perdonaban perdonada perdonadas perdonado perdonados perdonamos perdonan perdonando
perdonar perdonara perdonaran perdonaria perdonaron perdonarse perdonas perdone perdonen perdono perdoo perdoou perdos
perfect perfecta perfectas perfected perfecting perfecto perfectos perfects perfeita perfeitas perfeito perfeitos
perfiis perfil perfilado perfiles perform performance performed performing performs perfumaria perfumarias perfumario
perfumarios perfume perfumed perfumeria perfumerias perfumes perfuming pergunta perguntada perguntadas perguntado
perguntados perguntam perguntamos perguntando perguntar perguntara perguntaram perguntarao perguntares perguntaria
perguntas perguntava perguntavam pergunte perguntei perguntem pergunto perguntos perguntou perhaps perhapsed perhapses
perhapsing pericia pericias pericio pericios periga perigas perigo perigos perigosa perigosas perigoso perigosos
period perioda periodas perioded periodica periodicas periodico periodicos perioding periodo periodos periods perita
peritas perito peritos perjuicia perjuicias perjuicio perjuicios permaneca permanecam permanecan permanece permanecem
permanecemos permanecen permanecendo permanecer permanecera permaneceram permaneceran permanecerao permaneceria
permanecerse permaneces permaneceu permaneci permanecia permaneciam permanecian permanecida permanecidas permanecido
permanecidos permaneciendo permanecieron permanecio permaneco permanent permanente permanented permanentemente
permanentes permanenting permanently permanents permisa permisas permiso permisos permissao permission permissions
permissoes permit permita permitam permitan permite permited permitem permiten permiti permitia permitiam permitian
permitida permitidas permitido permitidos permitiendo permitieron permitimos permitindo permiting permitio permitir
permitira permitiram permitiran permitirao permitires permitiria permitirse permitiu permito permits permitted
permitting permutacion permutado permutation perna pernambuco pernas perno pernos pero perra perras perro perros pers
persiana persianas persiano persianos persist persisted persisting persists person persona personal personaled
personales personalidad personalidade personaling personality personalizacao personalizada personalizadas
personalizado personalizados personalled personalling personals personas personed personing personned personning
persono personos persons persuade persuaded persuades persuading perta pertas pertenca pertencam pertence pertencem
pertencemos pertencendo pertencer pertencera pertenceram pertencerao pertenceria pertenceu pertenci pertencia
pertenciam pertencida pertencidas pertencido pertencidos pertenco perteneca pertenecan pertenece pertenecemos
pertenecen pertenecer pertenecera perteneceran perteneceria pertenecerse perteneces perteneci pertenecia pertenecian
pertenecida pertenecidas pertenecido pertenecidos perteneciendo pertenecieron pertenecio perteneco perto pertos peru
peruana peruanas peruano peruanos pesa pesaba pesaban pesada pesadas pesadilla pesadillas pesado pesados pesam pesamos
pesan pesando pesar pesara pesaram pesaran pesarao pesaria pesaron pesarse pesas pesava pesavam pesca pescada pescadas
pescaderia pescaderias pescado pescados pescam pescamos pescando pescar pescara pescaram pescarao pescaria pescas
pescava pescavam pesce pescei pescem pesco pescou pese pesei pesem pesen pesimo pesimos peso pesos pesou pesquisa
pesquisado pesquisar pessimo pessimos pessoa pessoais pessoal pessoas pestana pestanas pet peticao peticaos peticion
peticiones petition petitioned petitioning petitions petrobras petrol petroled petrolera petroleras petrolero
petroleros petrolifera petroliferas petrolifero petroliferos petroling petrolled petrolling petrols pets pettied
petties petty pettying peugeot pfizer pharmacied pharmacies pharmacy pharmacying phase phased phases phasing phdr
philips philosophied philosophies philosophy philosophying phrase phrased phrases phrasing physical physicaled
physicaling physicalled physicalling physicals physics physicsed physicses physicsing physiotherapied physiotherapies
physiotherapy physiotherapying piada piadas piado piados piano pianoed pianoing pianos pic pica picada picadas picado
picados picante picantes picas pick picked picking picks picnic picnicced picniccing picniced picnicing picnics pico
picos picpay pid pide pie piel pieles pierna piernas pierno piernos pies pieza piezas pig pigs pijama pijamas pila
pilas pile piled piles pilha pilhas piling pill pilled pilling pillow pillowed pillowing pillows pills pilot piloted
piloting pilots pilotted pilotting pin pinch pincha pinchaba pinchaban pinchada pinchadas pinchado pinchados pinchamos
pinchan pinchando pinchar pinchara pincharan pincharia pincharon pincharse pinchas pinche pinched pinchen pinches
pinching pincho pink pinked pinking pinks pins pinta pintaba pintaban pintada pintadas pintado pintados pintam
pintamos pintan pintando pintar pintara pintaram pintaran pintarao pintaria pintaron pintarse pintas pintava pintavam
pinte pintei pintem pinten pinterest pintor pintora pintoras pintores pintou pior piora piorada pioradas piorado
piorados pioram pioramos piorando piorar piorara pioraram piorarao pioraria pioras piorava pioravam piore piorei
piorem piores pioro piorou pipe piped pipeline pipes piping pirineos pisa pisada pisadas pisado pisados pisam pisamos
pisando pisar pisara pisaram pisarao pisaria pisas pisava pisavam piscar piscina piscinas piscino piscinos pise pisei
pisem piso pisos pisou pista pistas pisto pistos pitied pities pity pitying pix pixar pixbuf pixel pixeles pixels
pizarra pizarras pizarro pizarros pkcon pkgname placa placas place placed placeholder places placing placo placos
plaied plain plained plaining plains plan plana planas plancha planchas planed planeja planejada planejadas planejado
planejados planejam planejamos planejando planejar planejara planejaram planejarao planejaria planejas planejava
planejavam planeje planejei planejem planejo planejou planet planeted planeting planets planetted planetting planifica
planificaba planificaban planificada planificadas planificado planificador planificados planificamos planifican
planificando planificar planificara planificaran planificaria planificaron planificarse planificas planifice
planificen planifico planilha planilhas planing planned planning plano planos plans plant planta plantada plantadas
plantado plantados plantam plantamos plantando plantao plantaos plantar plantara plantaram plantarao plantaria plantas
plantava plantavam plante plantea planteaba planteaban planteada planteadas planteado planteados planteamos plantean
planteando plantear planteara plantearan plantearia plantearon plantearse planteas planted plantee planteen plantei
plantem planteo plantilla plantillas planting planto plantos plantou plants plaster plastered plastering plasterred
plasterring plasters plastic plastica plasticas plasticced plasticcing plasticed plasticing plastico plasticos
plastics plataforma plataformas platas plate plated plates platform platformed platforming platforms plating plato
platos play playa playas playing plays playstation playtime playtimed playtimes playtiming plaza plazas plazo plazos
pleasant pleasanted pleasanting pleasants please pleased pleases pleasing pleasure pleasured pleasures pleasuring
pledge pledged pledges pledging plena plentied plenties plenty plentying plot ploted ploting plots plotted plotting
plug pluged plugged plugging plugin pluging plugs plugue pluma plumas plumber plumbered plumbering plumberred
plumberring plumbers plural plus plused pluses plusing plussed plussing poblacion poblaciones pobre pobres pocket
pocketed pocketing pockets pocketted pocketting poco pocos poda podam podan pode podem podemos poden podendo podens
poder podera poderam poderan poderao poderes poderia poderse podes podeu podi podia podiam podian podias podida
podidas podido podidos podiendo podieron podio podios podo podran podria podrian poe poeira poeiras poeiro poeiros
poem poemed poeming poems poet poeted poeting poets point pointed pointer pointers pointing points pois poison
poisoned poisoning poisonned poisonning poisons poland pole poled polegada polegar polegares poles police policed
polices policia policias policing policio policios policy polimorficas poling polite polited polites politica
politicas politico politicos politics politicsed politicses politicsing politing poliza polizas poll polling pollute
polluted pollutes polluting polo polonia poltrona poltronas poltrono poltronos polva polvas polvo polvos polymorphic
pona ponan pond ponded ponding ponds pone ponemos ponen poner ponera poneran poneres poneria ponerse pones poni ponia
ponian ponida ponidas ponido ponidos poniendo ponieron ponio pono ponta pontas ponte ponteiro ponteiros ponto pontos
pontuacao pontuais pontual pool pooled pooling pools poor poored pooring poors pop popped populacao populacaos popular
populared popularing popularred popularring populars population populationed populationing populations popup por
porcentagem porcentagens porcentaje porch porched porches porching porem pores porque port porta portable portapapeles
portaria portarias portario portarios portas portateis portatil portatiles portaveis portavel ported porteira
porteiras porteiro porteiros portera porteras portero porteros porting portion portioned portioning portions porto
porton portones portos portrait ports portugues portuguese portuguesed portugueses portuguesing pos posea posean posee
poseemos poseen poseer poseera poseeran poseeria poseerse posees posei poseia poseian poseida poseidas poseido
poseidos poseiendo poseieron poseio poseo posibilidad posibilidades posible posiblemente posibles posicao posicaos
posicion posicionados posicionais posicionales posicionamento posicionamiento posicionar posiciones posicoes position
positional positioned positioning positions positiva positive positived positives positiving positivo positivos
pospaga pospagas pospago pospagos possa possam posse posses possess possessed possesses possessing possibilidades
possibilities possible possibled possibles possibling possibly possiveis possivel possivelmente posso possua possuam
possue possuem possui possuia possuiam possuida possuidas possuido possuidos possuimos possuindo possuir possuira
possuiram possuirao possuiria possuiu possuo post posta postage postaged postages postaging postal postas postcard
posted posterior posteriores postfix postgres postincrement posting postman postmaned postmaning postmanned
postmanning postmans posto postos postpone postponed postpones postponing postre postres posts pot potato potatoed
potatoing potatos potencia potencias pots pouca pouco poucos poupa poupada poupadas poupado poupador poupadora
poupadoras poupadores poupados poupam poupamos poupanca poupancas poupando poupar poupara pouparam pouparao pouparia
poupas poupava poupavam poupe poupei poupem poupo poupou pour poured pouring pours pova povas povertied poverties
poverty povertying povo povos powder powdered powdering powderred powderring powders power powerpoint practica
practicaba practicaban practicada practicadas practicado practicados practical practicaled practicaling practicalled
practicalling practicals practicamos practican practicando practicar practicara practicaran practicaria practicaron
practicarse practicas practice practiced practicen practices practicing practico practicos practise practised
practises practising praia praias praied praio praios pram pramed praming prammed pramming prams pratas prateleira
prateleiras prateleiro prateleiros pratica praticada praticadas praticado praticados praticam praticamos praticando
praticar praticara praticaram praticarao praticaria praticas praticava praticavam pratice praticei praticem pratico
praticou prato pratos praxe praxes pray praying prays prazo prazos prc precatoria precatorias precatorio precatorios
precaucion precede preceded precedem precedence precedencia precedente preceder preceding precia precias precio
precios precisa precisada precisadas precisado precisados precisam precisamos precisando precisao precisar precisara
precisaram precisarao precisares precisaria precisas precisava precisavam precise precised precisei precisem precises
precising precision preciso precisou preco precos predefine predefinicao predefinicoes predefinida predefinidas
predefinido predefinidos predeterminada predeterminadas predeterminado predeterminados predia predias predicado
predicate predict predicted predicting predicts predio predios preedicion preencha preencham preenche preenchem
preenchemos preenchendo preencher preenchera preencheram preencherao preencheria preencheu preenchi preenchia
preenchiam preenchida preenchidas preenchido preenchidos preenchimento preencho prefeita prefeitas prefeito prefeitos
prefer prefera preferam preferan prefere prefered preferem preferen preference preferences preferencia preferencias
preferencio preferencios preferi preferia preferiam preferian preferida preferidas preferido preferidos preferiendo
preferieron preferimos preferindo prefering preferio preferir preferira preferiram preferiran preferirao preferiria
preferirse preferiu prefero preferred preferring prefers prefetch prefiere prefijo prefijos prefix prefixada
prefixadas prefixed prefixo prefixos pregao pregaos pregnant pregnanted pregnanting pregnants pregunta preguntaba
preguntaban preguntada preguntadas preguntado preguntados preguntamos preguntan preguntando preguntar preguntara
preguntaran preguntares preguntaria preguntaron preguntarse preguntas pregunte pregunten pregunto preguntos prejudica
prejudicada prejudicadas prejudicado prejudicados prejudicam prejudicamos prejudicando prejudicar prejudicara
prejudicaram prejudicarao prejudicaria prejudicas prejudicava prejudicavam prejudice prejudicei prejudicem prejudico
prejudicou prejuizo prejuizos preload prematuramente premature prematuro premia premias premida premido premio premios
premir premises premisesed premiseses premisesing premisessed premisessing premium premiumed premiuming premiums
prenda prendas prendo prendos prensa prensas preocupa preocupaba preocupaban preocupada preocupadas preocupado
preocupados preocupam preocupamos preocupan preocupando preocupar preocupara preocuparam preocuparan preocuparao
preocuparia preocuparon preocuparse preocupas preocupava preocupavam preocupe preocupei preocupem preocupen preocupo
preocupou prepaga prepagas prepago prepagos prepaid prepaided prepaiding prepaids prepara preparaba preparaban
preparada preparadas preparado preparados preparam preparamos preparan preparando preparar preparara prepararam
prepararan prepararao prepararia prepararon prepararse preparas preparava preparavam prepare prepared preparei
preparem preparen prepares preparing preparo preparou prepending preprocesador preprocessing preprocessor prerequisite
presa presas prescreva prescrevam prescreve prescrevem prescrevemos prescrevendo prescrever prescrevera prescreveram
prescreverao prescreveria prescreveu prescrevi prescrevia prescreviam prescrevida prescrevidas prescrevido
prescrevidos prescrevo prescriba prescriban prescribe prescriben prescribi prescribia prescribian prescribida
prescribidas prescribido prescribidos prescribiendo prescribieron prescribimos prescribio prescribir prescribira
prescribiran prescribiria prescribirse prescribo presenca presencas presence presenced presences presencia presencias
presencing presencio presencios present presenta presentaba presentaban presentacion presentada presentadas presentado
presentados presentamos presentan presentando presentar presentara presentaran presentares presentaria presentaron
presentarse presentas presentation presente presented presenten presentes presenting presento presents preserva
preservando preservar preserve preserved preserves preserving preset presidente presidentes preso presos press pressa
pressao pressas pressed presses pressing pressiona pressionada pressionadas pressionado pressionar pressione pressure
pressured pressures pressuring presta prestaba prestaban prestacao prestacaos prestacion prestaciones prestada
prestadas prestado prestados prestam prestamista prestamistas prestamisto prestamistos prestamos prestan prestando
prestar prestara prestaram prestaran prestarao prestaria prestaron prestarse prestas prestava prestavam preste prestei
prestem presten presto prestou presuma presuman presume presumed presumen presumes presumi presumia presumian
presumida presumidas presumido presumidos presumiendo presumieron presumimos presuming presumio presumir presumira
presumiran presumiria presumirse presumo presupuesta presupuestas presupuesto presupuestos preta pretas pretend
pretenda pretendam pretendan pretende pretended pretendem pretendemos pretenden pretendendo pretender pretendera
pretenderam pretenderan pretenderao pretenderia pretenderse pretendes pretendeu pretendi pretendia pretendiam
pretendian pretendida pretendidas pretendido pretendidos pretendiendo pretendieron pretending pretendio pretendo
pretends preto pretos prettied pretties pretty prettying prevena prevenam prevenan prevene prevenem prevenen preveni
prevenia preveniam prevenian prevenida prevenidas prevenido prevenidos preveniendo prevenieron prevenimos prevenindo
prevenio prevenir prevenira preveniram preveniran prevenirao preveniria prevenirse preveniu preveno prevent prevented
preventing prevents previa previamente previas preview previo previos previous previoused previouses previousing
previously price priced priceied prices pricey priceying priceys pricing pride prided prides priding priest priested
priesting priests primaria primaried primaries primario primark primary primarying prime primeira primeiras primeiro
primeiros primer primera primeras primero primeros principal principales principia principias principio principios
print printable printed printer printers printf printing prints prior priored prioridad prioridade prioring
prioritaria prioritarias prioritario prioritarios priority priors prisa prisao prisaos prisas prision prisiones prison
prisoned prisoning prisonned prisonning prisons priva privada privadas privado privados privam privamos privando
privar privara privaram privarao privaria privas private privated privates privating privava privavam prive privei
privem privilege privileged privileges privilegiado privileging privilegios privo privou proba probaba probaban
probable probabled probablemente probables probabling probably probada probadas probado probados probamos proban
probando probar probara probaran probaria probaron probarse probas probate probated probates probating probe proben
problem problema problemas problemed probleming problemmed problemming problems probo proc proceda procedan procede
procedemos proceden proceder procedera procederan procederia procederse procedes procedi procedia procedian procedida
procedidas procedido procedidos procediendo procedieron procedimenta procedimentas procedimento procedimentos
procedimienta procedimientas procedimiento procedimientos procedio procedo procedure procedured procedures proceduring
proceed proceeded proceeding proceeds procesa procesaba procesaban procesada procesadas procesado procesador
procesados procesamiento procesamos procesan procesando procesar procesara procesaran procesaria procesaron procesarse
procesas procese procesen proceso procesos process processa processada processadas processado processador
processadores processados processam processamento processamos processando processar processara processaram processarao
processaria processas processava processavam processe processed processei processem processes processing processo
processor processos processou procon procones procura procuracao procuracaos procurada procuradas procurado procurador
procuradora procuradoras procuradores procurados procuram procuramos procurando procurar procurara procuraram
procurarao procurares procuraria procuras procurava procuravam procure procurei procurem procuro procurou produca
producan produce produced producen produces produci producia producian producida producidas producido producidos
produciendo producieron producimos producing producio producir producira produciran producires produciria producirse
produco product producta productas producted producting producto productos products produjo produta produtas produto
produtor produtora produtoras produtores produtos produz produza produzam produze produzem produzi produzia produziam
produzida produzidas produzido produzidos produzimos produzindo produzir produzira produziram produzirao produzires
produziria produziu produzo profesional profesionales profesor profesores profession professional professionaled
professionaling professionalled professionalling professionals professioned professioning professions professor
professores profile profiling profissao profissaos profissionais profissional profit profited profiting profits
profitted profitting profunda profundamente profundas profundidad profundidade profundo profundos program programa
programacao programacion programas programming programs progreso progress progresso prohiba prohiban prohibe prohiben
prohibi prohibia prohibian prohibida prohibidas prohibido prohibidos prohibiendo prohibieron prohibimos prohibio
prohibir prohibira prohibiran prohibiria prohibirse prohibit prohibited prohibiting prohibits prohibitted prohibitting
prohibo proiba proibam proibe proibem proibi proibia proibiam proibida proibidas proibido proibidos proibimos
proibindo proibir proibira proibiram proibirao proibiria proibiu proibo project projected projecting projecto projects
projeta projetas projeto projetos prologo prologue prolonga prolongaba prolongaban prolongada prolongadas prolongado
prolongados prolongamos prolongan prolongando prolongar prolongara prolongaran prolongaria prolongaron prolongarse
prolongas prolonge prolongen prolongo promedio promesa promesas promessa promessas prometa prometam prometan promete
prometem prometemos prometen prometendo prometer prometera prometeram prometeran prometerao prometeria prometerse
prometes prometeu prometi prometia prometiam prometian prometida prometidas prometido prometidos prometiendo
prometieron prometio prometo prominent prominented prominenting prominents promise promised promises promising
promissoria promissorias promissorio promissorios promote promoted promotes promoting promova promovam promovan
promove promovem promovemos promoven promovendo promover promovera promoveram promoveran promoverao promoveria
promoverse promoves promoveu promovi promovia promoviam promovian promovida promovidas promovido promovidos
promoviendo promovieron promovio promovo prompt prompted prompting prompts pronounce pronounced pronounces pronouncing
pronta prontas pronto prontos prontuaria prontuarias prontuario prontuarios proof proofed proofing proofs propa propam
prope propem proper propered propering properly properred properring propers propertied properties property
propertying propi propia propiam propias propida propidas propido propidos propiedad propiedades propietario propimos
propina propinas propindo propino propinos propio propios propira propiram propirao propiria propiu propo propona
proponan propone proponemos proponen proponer proponera proponeran proponeria proponerse propones proponi proponia
proponian proponida proponidas proponido proponidos proponiendo proponieron proponio propono propor proporcao
proporcion proporciona proporcionaba proporcionaban proporcionada proporcionadas proporcionado proporcionados
proporcional proporcionamos proporcionan proporcionando proporcionar proporcionara proporcionaran proporcionaria
proporcionaron proporcionarse proporcionas proporcione proporcionen proporciono proportion proportioned proportioning
proportions proposal proposaled proposaling proposalled proposalling proposals propose proposed proposes proposing
proposita propositas proposito propositos proposta propostas proposto propostos propria propriamente proprias
propriedade propriedades proprietario proprio proprios propuesta propuestas propuesto propuestos prorroga prorrogas
prosecute prosecuted prosecutes prosecuting prot protecao protect protected protecting protects protega protegam
protegan protege protegem protegemos protegen protegendo proteger protegera protegeram protegeran protegerao
protegeria protegerse proteges protegeu protegi protegia protegiam protegian protegida protegidas protegido protegidos
protegiendo protegieron protegio protego protest protesta protestaba protestaban protestada protestadas protestado
protestados protestam protestamos protestan protestando protestar protestara protestaram protestaran protestarao
protestaria protestaron protestarse protestas protestava protestavam proteste protested protestei protestem protesten
protesting protesto protestos protestou protests protetor protocol protocola protocolada protocoladas protocolado
protocolados protocolam protocolamos protocolando protocolar protocolara protocolaram protocolarao protocolaria
protocolas protocolava protocolavam protocole protocolei protocolem protocolo protocolos protocolou protocols proud
prouded prouding prouds prova provada provadas provado provados provam provamos provando provar provara provaram
provarao provaria provas provava provavam provavel provavelmente prove provecho provechos proved provedor provedora
provedoras provedores provee proveedor proveedora proveedoras proveedores proveedoro proveedoros proveer provei
proveita proveitas proveito proveitos provem proves provide provided provider providers provides providing proviene
provincia provincias provincio provincios proving provision provisional provisionales provisioned provisioning
provisions provisoria provisorias provisorio provisorios provo provoca provou proxies proxima proximidad proximo
proximos proxy proyecta proyectas proyecto proyectos prudential prueba pruebas pseudo psicologia psicologias
psicologio psicologios psiquiatria psiquiatrias psiquiatrio psiquiatrios psql psychiatried psychiatries psychiatry
psychiatrying psychologied psychologies psychology psychologying public publica publicaba publicaban publicacion
publicada publicadas publicado publicados publicam publicamos publican publicando publicar publicara publicaram
publicaran publicarao publicaria publicaron publicarse publicas publicava publicavam publicced publiccing publice
publiced publicei publicem publicen publicidad publicidade publicidades publicing publico publicos publicou publics
publish published publishes publishing pude puder pudiera pudieron pudo puebla pueblas pueblo pueblos pueda puedan
puede pueden puedenes puedes puedo puerta puertas puerto puertos puesta puestas puesto puestos pula pulada puladas
pulado pulados pulam pulamos pulando pular pulara pularam pularao pularia pulas pulava pulavam pule pulei pulem pulgar
pulgares pull pulled pulling pulls pulo pulou pulsa pulsacion pulsaciones pulsada pulsado pulsando pulsar pulse
pulseira pulseiras pulseiro pulseiros pulsera pulseras pulsero pulseros pulso puma pump pumped pumping pumps puna
punam punas punch punched punches punching punctual punctualed punctualing punctuals punctuation pune punem punho
punhos puni punia puniam punida punidas punido punidos punimos punindo punir punira puniram punirao puniria punish
punished punishes punishing puniu puno punos punta puntas punteado puntero punteros punto puntos puntuacion puntual
puntuales puntualidad puntualidades purchase purchased purchases purchasing pure pured pures purge puring purple
purpled purples purpling purpose purposed purposes purposing purse pursed purses pursing pursue pursued pursues
pursuing push pushed pushes pushing put puxa puxada puxadas puxado puxados puxam puxamos puxando puxar puxara puxaram
puxarao puxaria puxas puxava puxavam puxe puxei puxem puxo puxou puzzle puzzled puzzles puzzling pyjamas pyjamased
pyjamases pyjamasing pyjamassed pyjamassing quadra quadrada quadradas quadrado quadrados quadras quadro quadros quais
quaisquer qual qualidade qualidades qualified qualifier qualifies qualify qualifying qualitied qualities quality
qualitying qualqua qualquam qualque qualquem qualquemos qualquendo qualquer qualquera qualqueram qualquerao qualqueres
qualqueria qualqueu qualqui qualquia qualquiam qualquida qualquidas qualquido qualquidos qualquo quando quanta quantas
quantia quantias quantidade quantidades quantio quantios quantitied quantities quantity quantitying quanto quantos
quarrel quarreled quarreling quarrelled quarrelling quarrels quarter quartered quartering quarterlied quarterlies
quarterly quarterlying quarterred quarterring quarters quase quases quatro que quebra quebrada quebradas quebrado
quebrados quebram quebramos quebrando quebrar quebrara quebraram quebrarao quebraria quebras quebrava quebravam quebre
quebrei quebrem quebro quebrou queda quedaba quedaban quedada quedadas quedado quedados quedamos quedan quedando
quedar quedara quedaran quedares quedaria quedaron quedarse quedas quede queden quedo quedos queen queened queening
queens queijo queijos queima queimada queimadas queimado queimados queimam queimamos queimando queimar queimara
queimaram queimarao queimaria queimas queimava queimavam queime queimei queimem queimo queimou queira queixa queixada
queixadas queixado queixados queixam queixamos queixando queixar queixara queixaram queixarao queixaria queixas
queixava queixavam queixe queixei queixem queixo queixou queja quejaba quejaban quejada quejadas quejado quejados
quejamos quejan quejando quejar quejara quejaran quejaria quejaron quejarse quejas queje quejen quejo quema quemaba
quemaban quemada quemadas quemado quemados quemamos queman quemando quemar quemara quemaran quemaria quemaron quemarse
quemas queme quemen quemo quente quentes quepan quer quera queram queran quere querem queremos queren querendo querer
querera quereram quereran quererao quereres quereria quererse queres quereu queri queria queriam querian querias
querida queridas querido queridos queried queriendo querieron queries querio querios quero query querying quesa quesas
queso quesos questao question questiona questionada questionadas questionado questionados questionam questionamos
questionando questionar questionara questionaram questionarao questionaria questionas questionava questionavam
questione questioned questionei questionem questioning questiono questionou questions questoes queue queued queues
queuing quick quicked quicking quicks quien quiere quiet quieted quieting quietly quiets quila quilas quilo quilos
quilt quimica quimicas quimico quimicos quincena quincenal quincenales quincenas quinceno quincenos quintais quintal
quinto quinzenais quinzenal quiosca quioscas quiosco quioscos quiosque quiosques quirofana quirofanas quirofano
quirofanos quis quiser quiso quit quita quitaba quitaban quitacao quitacaos quitada quitadas quitado quitados quitamos
quitan quitando quitar quitara quitaran quitaria quitaron quitarse quitas quite quited quiten quites quiting quito
quits quiza quizas quizases quote quoted quotes quoting rabbit rabbited rabbiting rabbits rabbitted rabbitting race
raced races racing racio rack racked racking racks radiador radiadora radiadoras radiadores radio radioed radiografia
radiografias radiografio radiografios radioing radios radix rail railed railing rails railwaied railway railwaying
railways rain rained raining rains raise raised raises raising raiva raivas raiz rama ramas ramificacion
ramificaciones ramificado ramo ramos random range ranged ranges ranging rango rangos rank ranked ranking ranks ranlib
ranura rapaz rapazes rapid rapida rapidamente rapidas rapidded rapidding rapided rapiding rapido rapidos rapids rappi
rare rared rares raring rasga rasgada rasgadas rasgado rasgados rasgam rasgamos rasgando rasgar rasgara rasgaram
rasgarao rasgaria rasgas rasgava rasgavam rasge rasgei rasgem rasgo rasgou rasto rastreador rastreamento rastreia
rastreias rastreio rastreios rastreo rastro rasura rasuras rasuro rasuros rata ratas rate rated rates rather rathered
rathering ratherred ratherring rathers rating ratio ratioed ratioing ratios rato raton ratones ratos raw raws raya
rayas razao razaos razoes razon razones rea reabilitacao reabilitacaos reabrir reacao reacaos reaccion reacciones
reach reached reaches reaching react reacted reacting reacts read readable reader readered readering readerred
readerring readers readied readies reading readlink readonly reads ready readying reais reajuste reajustes real
realcar realed reales realidad realidade realing realise realised realises realising realiza realizaba realizaban
realizada realizadas realizado realizados realizam realizamos realizan realizando realizar realizara realizaram
realizaran realizarao realizares realizaria realizaron realizarse realizas realizava realizavam realize realizei
realizem realizen realizo realizou really realmente realocacao realocaveis realocavel reals rear reared rearing rears
reason reasonable reasonabled reasonables reasonabling reasoned reasoning reasonned reasonning reasons rebaixa
rebaixada rebaixadas rebaixado rebaixados rebaixam rebaixamos rebaixando rebaixar rebaixara rebaixaram rebaixarao
rebaixaria rebaixas rebaixava rebaixavam rebaixe rebaixei rebaixem rebaixo rebaixou rebaja rebajaba rebajaban rebajada
rebajadas rebajado rebajados rebajamos rebajan rebajando rebajar rebajara rebajaran rebajaria rebajaron rebajarse
rebajas rebaje rebajen rebajo rebate rebated rebates rebating rebobinando rebobinar recada recadas recado recados
recall recalled recalling recalls recarga recargaba recargaban recargada recargadas recargado recargados recargamos
recargan recargando recargar recargara recargaran recargaria recargaron recargarse recargas recarge recargen recargo
recargos recarrega recarregada recarregadas recarregado recarregados recarregam recarregamos recarregando recarregar
recarregara recarregaram recarregarao recarregaria recarregas recarregava recarregavam recarrege recarregei recarregem
recarrego recarregou receba recebam recebe recebem recebemos recebendo receber recebera receberam receberao receberes
receberia recebeu recebi recebia recebiam recebida recebidas recebido recebidos recebo receia receias receio receios
receipt receipted receipting receipts receita receitas receito receitos receive received receivedded receivedding
receiveded receiveding receiveds receives receiving recent recente recented recentemente recentes recenting recently
recents recepcao recepcion recepciones reception receptioned receptioning receptionist receptionisted receptionisting
receptionists receptions receta recetas receto recetos rechaza rechazaba rechazaban rechazada rechazadas rechazado
rechazados rechazamos rechazan rechazando rechazar rechazara rechazaran rechazaria rechazaron rechazarse rechazas
rechaze rechazen rechazo rechazos recheia recheias recheio recheios reciba reciban recibe reciben recibi recibia
recibian recibida recibidas recibido recibidos recibiendo recibieron recibimos recibio recibir recibira recibiran
recibires recibiria recibirse recibo recibos recien reciente recientemente recientes recipe reciped recipes recipient
recipiented recipienting recipients reciping reckless recklessed recklesses recklessing reclama reclamaba reclamaban
reclamada reclamadas reclamado reclamados reclamam reclamamos reclaman reclamando reclamante reclamantes reclamar
reclamara reclamaram reclamaran reclamarao reclamaria reclamaron reclamarse reclamas reclamava reclamavam reclame
reclamei reclamem reclamen reclamo reclamos reclamou recoga recogan recoge recogemos recogen recoger recogera
recogeran recogeria recogerse recoges recogi recogia recogian recogida recogidas recogido recogidos recogiendo
recogieron recogio recognise recognised recognises recognising recognize recognized recogo recolectar recolha recolham
recolhas recolhe recolhem recolhemos recolhendo recolher recolhera recolheram recolherao recolheria recolheu recolhi
recolhia recolhiam recolhida recolhidas recolhido recolhidos recolho recomenda recomendaba recomendaban recomendada
recomendadas recomendado recomendados recomendam recomendamos recomendan recomendando recomendar recomendara
recomendaram recomendaran recomendarao recomendaria recomendaron recomendarse recomendas recomendava recomendavam
recomende recomendei recomendem recomenden recomendo recomendou recomienda recommend recommended recommending
recommends recompilar recompile recompra recompras recompro recompros reconheca reconhecam reconhece reconhecem
reconhecemos reconhecendo reconhecer reconhecera reconheceram reconhecerao reconheceres reconheceria reconheceu
reconheci reconhecia reconheciam reconhecida reconhecidas reconhecido reconhecidos reconheco reconoca reconocan
reconoce reconocemos reconocen reconocer reconocera reconoceran reconoceres reconoceria reconocerse reconoces reconoci
reconocia reconocian reconocida reconocidas reconocido reconocidos reconociendo reconocieron reconocio reconoco
reconstruir record recorda recordaba recordaban recordacao recordacaos recordada recordadas recordado recordados
recordam recordamos recordan recordando recordar recordara recordaram recordaran recordarao recordares recordaria
recordaron recordarse recordas recordava recordavam recorde recorded recordei recordem recorden recording recordo
recordou records recorra recorram recorran recorre recorrem recorremos recorren recorrendo recorrer recorrera
recorreram recorreran recorrerao recorreria recorrerse recorres recorreu recorri recorria recorriam recorrian
recorrida recorridas recorrido recorridos recorriendo recorrieron recorrio recorro recortar recover recovered
recoveried recoveries recovering recoverred recoverring recovers recovery recoverying recrear recreate recreating
recreia recreias recreio recreios recreo recreos rectangular rectangulares rectangulo recuar recubrimiento recuerda
recuerdas recuerdo recuerdos recuo recupera recuperaba recuperaban recuperacao recuperacion recuperada recuperadas
recuperado recuperados recuperam recuperamos recuperan recuperando recuperar recuperara recuperaram recuperaran
recuperarao recuperaria recuperaron recuperarse recuperas recuperava recuperavam recupere recuperei recuperem
recuperen recupero recuperou recurra recurran recurre recurren recurri recurria recurrian recurrida recurridas
recurrido recurridos recurriendo recurrieron recurrimos recurrio recurrir recurrira recurriran recurriria recurrirse
recurro recursa recursao recursas recurse recursion recursiva recursivamente recursive recursively recursividade
recursivo recurso recursos recusa recusada recusadas recusado recusados recusam recusamos recusando recusar recusara
recusaram recusarao recusaria recusas recusava recusavam recuse recusei recusem recuso recusou recycle recycled
recycles recycling red rede redefine redefinicao redefinicion redefinir redefinition redes redimension redimensionado
redimensionar redimensionavel redireccion redireccionar redirecionamento redirecionar redirect redirecting redirection
redirigir redistribuir redistribuirlo redistribute redonda redondas redondo redondos redor reds redsys reduca reducan
reduce reduced reducen reduces reduci reducia reducian reducida reducidas reducido reducidos reduciendo reducieron
reducimos reducing reducio reducir reducira reduciran reduciria reducirse reduco redundant redundante redundantes
reduz reduza reduzam reduze reduzem reduzi reduzia reduziam reduzida reduzidas reduzido reduzidos reduzimos reduzindo
reduzir reduzira reduziram reduzirao reduziria reduziu reduzo reebok reembolsa reembolsaba reembolsaban reembolsada
reembolsadas reembolsado reembolsados reembolsam reembolsamos reembolsan reembolsando reembolsar reembolsara
reembolsaram reembolsaran reembolsarao reembolsaria reembolsaron reembolsarse reembolsas reembolsava reembolsavam
reembolse reembolsei reembolsem reembolsen reembolso reembolsos reembolsou reemplaza reemplazaba reemplazaban
reemplazada reemplazadas reemplazado reemplazados reemplazamos reemplazan reemplazando reemplazar reemplazara
reemplazaran reemplazaria reemplazaron reemplazarse reemplazas reemplaze reemplazen reemplazo reenlace reenlazar
reescrever reescribir reescritura reestablece reestablecer ref refer refera referam referan refere refered referee
refereed referees refereing referem referen reference referenced references referencia referenciada referenciado
referenciados referencias referencing referente referi referia referiam referian referida referidas referido referidos
referiendo referieron referimos referindo refering referio referir referira referiram referiran referirao referiria
referirse referiu refero referred referring refers refiere refieren reflect reflected reflecting reflects refleja
reflejaba reflejaban reflejada reflejadas reflejado reflejados reflejamos reflejan reflejando reflejar reflejara
reflejaran reflejaria reflejaron reflejarse reflejas refleje reflejen reflejo reforca reforcada reforcadas reforcado
reforcados reforcam reforcamos reforcando reforcar reforcara reforcaram reforcarao reforcaria reforcas reforcava
reforcavam reforce reforcei reforcem reforco reforcos reforcou reform reforma reformaba reformaban reformada
reformadas reformado reformados reformamos reforman reformando reformar reformara reformaran reformaria reformaron
reformarse reformas reforme reformed reformen reforming reformo reforms refresca refrescas refresco refrescos refresh
refreshing refrigerador refrigeradora refrigeradoras refrigeradores refs refund refunded refunding refunds refurbished
refurbishedded refurbishedding refurbisheded refurbisheding refurbisheds refuse refused refusedded refusedding
refuseded refuseding refuseds refuses refusing reg regala regalas regalo regalos regard regarded regarding regardless
regardlessed regardlesses regardlessing regards regardsed regardses regardsing regex regexp regiao regime regimes
regioes region regionais regional regionales regioned regiones regioning regions regista registada registadas
registado registados registam registamos registando registar registara registaram registarao registaria registas
registava registavam registe registei registem register registered registeredded registeredding registereded
registereding registereds registering registerred registerring registers registo registos registou registra registraba
registraban registrada registradas registrado registrador registradores registrados registram registramos registran
registrando registrar registrara registraram registraran registrarao registraria registraron registrarse registras
registrava registravam registre registrei registrem registren registro registros registrou registry regla reglamenta
reglamentas reglamento reglamentos reglas regra regras regresa regresaba regresaban regresada regresadas regresado
regresados regresamos regresan regresando regresar regresara regresaran regresaria regresaron regresarse regresas
regrese regresen regreso regresos regressa regressada regressadas regressado regressados regressam regressamos
regressando regressar regressara regressaram regressarao regressaria regressas regressava regressavam regresse
regressei regressem regresso regressou regret regreted regreting regrets regretted regretting regro regros regs regua
reguas regulamenta regulamentas regulamento regulamentos regular regulared regulares regularing regularred regularring
regulars regulate regulated regulates regulating regulation regulationed regulationing regulations rehabilitacion
rehabilitaciones reimburse reimbursed reimburses reimbursing reinicia reiniciar reinicie reinicio reinstalado
reinstalados reinstalar reinstalarse reinstall reinstalled reinstate reinstated reinstates reinstating reintegra
reintegraba reintegraban reintegrada reintegradas reintegrado reintegrados reintegramos reintegran reintegrando
reintegrar reintegrara reintegraran reintegraria reintegraron reintegrarse reintegras reintegre reintegren reintegro
reitera reiteraba reiteraban reiterada reiteradas reiterado reiterados reiteramos reiteran reiterando reiterar
reiterara reiteraran reiteraria reiteraron reiterarse reiteras reitere reiteren reitero reject rejected rejectedded
rejectedding rejecteded rejecteding rejecteds rejecting rejects rejeita rejeitada rejeitadas rejeitado rejeitados
rejeitam rejeitamos rejeitando rejeitar rejeitara rejeitaram rejeitarao rejeitaria rejeitas rejeitava rejeitavam
rejeite rejeitei rejeitem rejeito rejeitou rejilla rel relacao relacaos relacion relaciona relacionaba relacionaban
relacionada relacionadas relacionado relacionados relacionamos relacionan relacionando relacionar relacionara
relacionaran relacionaria relacionaron relacionarse relacionas relacione relacionen relaciones relaciono relacoes
relajacion relajar relata relatada relatadas relatado relatados relatam relatamos relatando relatar relatara relataram
relatarao relataria relatas relatava relatavam relate related relatei relatem relates relating relation relations
relativa relativamente relativas relative relatived relatives relativing relativo relativos relato relatoria
relatorias relatorio relatorios relatos relatou relax relaxar relaxation relaxed relaxes relaxing release released
releases releasing relevant relevanted relevantes relevanting relevants relevo reliable reliabled reliables reliabling
relied relief reliefed reliefing reliefs relies relieve relieved relieves relieving religiao religiaos religion
religioned religiones religioning religions relink relinking rellena rellenaba rellenaban rellenada rellenadas
rellenado rellenados rellenamos rellenan rellenando rellenar rellenara rellenaran rellenaria rellenaron rellenarse
rellenas rellene rellenen relleno reloc relocalizacao relocalizacoes relocalizavel relocatable relocate relocated
relocation relocations relocs relogia relogias relogio relogios reloj relojes relro reluctant reluctanted reluctanting
reluctants rely relying remain remained remaining remains remarca remarcada remarcadas remarcado remarcados remarcam
remarcamos remarcando remarcar remarcara remarcaram remarcarao remarcaria remarcas remarcava remarcavam remarce
remarcei remarcem remarco remarcou remark remarked remarking remarks remedia remedias remedied remedies remedio
remedios remedy remedying remember remembered remembering rememberred rememberring remembers remessa remessas remeta
remetam remete remetem remetemos remetendo remetente remetentes remeter remetera remeteram remeterao remeteria remeteu
remeti remetia remetiam remetida remetidas remetido remetidos remeto remind reminded reminding reminds remit remita
remitan remite remited remiten remitente remitentes remiti remitia remitian remitida remitidas remitido remitidos
remitiendo remitieron remitimos remiting remitio remitir remitira remitiran remitiria remitirse remito remits remitted
remitting remocao remocaos remolque remolques remota remote remoted remotes remoting remoto remotos remova removal
removam remove removed removem removemos removendo remover removera removeram removerao removeria removes removeu
removi removia removiam removida removidas removido removidos removing removo rename renamed renames renaming renault
renda rendada rendadas rendado rendados rendam rendamos rendando rendar rendara rendaram rendarao rendaria rendas
rendava rendavam rende rendei rendem render rendered renderer rendering renderiza renderizacao renderizacion
renderizado renderizador renderizando renderizar rendija rendijas rendimenta rendimentas rendimento rendimentos
rendimiento rendo rendos rendou renew renewed renewedded renewedding reneweded reneweding reneweds renewing renews
renner renombrado renombrados renombrar renomeacao renomeado renomear renova renovaba renovaban renovacao renovacaos
renovada renovadas renovado renovados renovam renovamos renovan renovando renovar renovara renovaram renovaran
renovarao renovaria renovaron renovarse renovas renovava renovavam renove renovei renovem renoven renovo renovou rent
renta rentable rentables rentaveis rentavel rented renting rento rentos rents renuncia renunciaba renunciaban
renunciada renunciadas renunciado renunciados renunciam renunciamos renuncian renunciando renunciar renunciara
renunciaram renunciaran renunciarao renunciaria renunciaron renunciarse renuncias renunciava renunciavam renuncie
renunciei renunciem renuncien renuncio renunciou reopen reordenable reordenada reordenar reordenavel reorderable rep
repa repair repaired repairing repairs repam repara reparaba reparaban reparada reparadas reparado reparados reparam
reparamos reparan reparando reparar reparara repararam repararan repararao repararia repararon repararse reparas
reparava reparavam repare reparei reparem reparen reparo reparou reparta repartan reparte reparten reparti repartia
repartian reparticao reparticaos repartida repartidas repartido repartidor repartidora repartidoras repartidores
repartidos repartiendo repartieron repartimos repartio repartir repartira repartiran repartiria repartirse reparto
repasa repasas repaso repasos repe repeat repeated repeating repeats repem repeta repetam repetan repete repetem
repeten repeti repetia repetiam repetian repeticao repeticion repeticiones repeticoes repetida repetidas repetido
repetidos repetiendo repetieron repetimos repetindo repetio repetir repetira repetiram repetiran repetirao repetiria
repetirse repetiu repeto repi repia repiam repida repidas repido repidos repimos repindo repira repiram repirao
repiria repite repiu replace replaced replacement replacemented replacementing replacements replaces replacing
replicacion replication replied replies reply replying repo repoe repona reponan repone reponemos reponen reponer
reponera reponeran reponeria reponerse repones reponi reponia reponian reponida reponidas reponido reponidos
reponiendo reponieron reponio repono repor report reporta reportaba reportaban reportada reportadas reportado
reportados reportamos reportan reportando reportar reportara reportaran reportaria reportaron reportarse reportas
reporte reported reporten reporto reports reposicao reposicaos reposicion reposiciones repositories repositorio
repositorios repository repousa repousas repouso repousos represent representa representaba representaban
representable representacao representacion representacoes representada representadas representado representados
representam representamos representan representando representar representara representaran representaria representaron
representarse representas representation representavel represente represented representen representing represento
represents reproducao reproducir reproduzir reprova reprovada reprovadas reprovado reprovados reprovam reprovamos
reprovando reprovar reprovara reprovaram reprovarao reprovaria reprovas reprovava reprovavam reprove reprovei reprovem
reprovo reprovou repsol repuesta repuestas repuesto repuestos reputation reputationed reputationing reputations requer
requera requeram requere requerem requeremos requerendo requerente requerentes requerer requerera requereram
requererao requereria requereu requeri requeria requeriam requerida requeridas requerido requeridos requerimenta
requerimentas requerimento requerimentos requerimienta requerimientas requerimiento requerimientos requerir requero
request requested requests requiere requieren require required requirement requiremented requirementing requirements
requires requiring requirio requisicao requisicoes requisita requisitas requisito requisitos resaltar rescate rescates
rescinda rescindam rescindan rescinde rescindem rescinden rescindi rescindia rescindiam rescindian rescindida
rescindidas rescindido rescindidos rescindiendo rescindieron rescindimos rescindindo rescindio rescindir rescindira
rescindiram rescindiran rescindirao rescindiria rescindirse rescindiu rescindo rescisao rescisaos rescue rescued
rescues rescuing research researched researches researching resemble resembled resembles resembling resena resenas
reserva reservaba reservaban reservada reservadas reservado reservados reservam reservamos reservan reservando
reservar reservara reservaram reservaran reservarao reservaria reservaron reservarse reservas reservava reservavam
reserve reserved reservei reservem reserven reserves reserving reservo reservou reset resetting resguarda resguardas
resguardo resguardos resida residam residan reside resided residem residen residencia residencias residencio
residencios resident residente residented residenting residents resides residi residia residiam residian residida
resididas residido resididos residiendo residieron residimos residindo residing residio residir residira residiram
residiran residirao residiria residirse residiu resido residuo residuos resign resigned resigning resigns resist
resisted resistente resistentes resisting resists resize resma resmas resolucao resolucaos resolucion resoluciones
resolution resolva resolvam resolvan resolve resolved resolvedor resolvem resolvemos resolven resolvendo resolver
resolvera resolveram resolveran resolverao resolveria resolverse resolves resolveu resolvi resolvia resolviam
resolvian resolvida resolvidas resolvido resolvidos resolviendo resolvieron resolving resolvio resolvo resonancia
resonancias resonancio resonancios resort resorted resorting resorts resource resourced resources resourcing respalda
respaldas respaldo respaldos respect respected respecting respectivamente respecto respects respeita respeitada
respeitadas respeitado respeitados respeitam respeitamos respeitando respeitar respeitara respeitaram respeitarao
respeitaria respeitas respeitava respeitavam respeite respeitei respeitem respeito respeitos respeitou respeta
respetaba respetaban respetada respetadas respetado respetados respetamos respetan respetando respetar respetara
respetaran respetaria respetaron respetarse respetas respete respeten respeto respetos respira respiraba respiraban
respirada respiradas respirado respirados respiram respiramos respiran respirando respirar respirara respiraram
respiraran respirarao respiraria respiraron respirarse respiras respirava respiravam respire respirei respirem
respiren respiro respirou respond responde responded respondem responding responds responsable responsables
responsaveis responsavel response responsible resposta respostas resposto respostos respuesta respuestas respuesto
respuestos ressonancia ressonancias ressonancio ressonancios rest resta restaba restaban restablece restablecer
restada restadas restado restados restam restamos restan restando restante restantes restar restara restaram restaran
restarao restaria restaron restarse restart restas restaura restauracion restaurada restaurant restaurante
restauranted restaurantes restauranting restaurants restaurar restava restavam reste restei restem resten restitua
restituam restitue restituem restitui restituia restituiam restituida restituidas restituido restituidos restituimos
restituindo restituir restituira restituiram restituirao restituiria restituiu restituo resto restore restored
restores restoring restos restou restricao restriccion restricciones restricoes restrict restricted restricting
restrictions restricts restrigidos restringe restringido restringir restrita restrito restritos resuelto resueltos
resuelve result resulta resultaba resultaban resultada resultadas resultado resultados resultam resultamos resultan
resultando resultante resultar resultara resultaram resultaran resultarao resultares resultaria resultaron resultarse
resultas resultava resultavam resulte resulted resultei resultem resulten resulting resulto resultou results resume
resumed resumen resumes resuming resumir resumo retail retailed retailing retails retain retained retaining retains
retangular retangulares retangulo retardo retena retenan retene retenemos retenen retener retenera reteneran reteneria
retenerse retenes reteni retenia retenian retenida retenidas retenido retenidos reteniendo retenieron retenio reteno
reticencias retificacao retificacaos retira retiraba retiraban retirada retiradas retirado retirados retiram retiramos
retiran retirando retirar retirara retiraram retiraran retirarao retiraria retiraron retirarse retiras retirava
retiravam retire retired retirei retirem retiren retires retiring retiro retiros retirou retorna retornada retornadas
retornado retornados retornam retornamos retornando retornar retornara retornaram retornarao retornaria retornas
retornava retornavam retorne retornei retornem retorno retornos retornou retrasa retrasaba retrasaban retrasada
retrasadas retrasado retrasados retrasamos retrasan retrasando retrasar retrasara retrasaran retrasaria retrasaron
retrasarse retrasas retrase retrasen retraso retrasos retrata retratas retrato retratos retreat retreated retreating
retreats retrieve retrieved retroceder retroceso retrocesso retry return returned returnedded returnedding returneded
returneding returneds returning returns reubica reubicable reubicables reubicacion reubicaciones reubicado reubicante
reubicar reuna reunam reunan reune reunem reunen reuni reunia reuniam reunian reuniao reuniaos reunida reunidas
reunido reunidos reuniendo reunieron reunimos reunindo reunio reunion reuniones reunir reunira reuniram reuniran
reunirao reuniria reunirse reuniu reuno reuse reused reutilizar reveal revealed revealing reveals revelado revelador
revelar revenge revenged revenges revenging reversa reverse reversed reversedded reversedding reverseded reverseding
reverseds reverses reversing reverso reverter reverting reves revisa revisaba revisaban revisada revisadas revisado
revisados revisam revisamos revisan revisando revisao revisaos revisar revisara revisaram revisaran revisarao
revisaria revisaron revisarse revisas revisava revisavam revise revised revisei revisem revisen revises revising
revision revisiones reviso revisou revolut reward rewarded rewarding rewards rewind rewinding rewrite rewriting reza
rezada rezadas rezado rezados rezam rezamos rezando rezar rezara rezaram rezarao rezaria rezas rezava rezavam reze
rezei rezem rezo rezou rgb rhythm rhythmed rhythming rhythms ria riachuelo rias ribbon ribboned ribboning ribbonned
ribbonning ribbons ribeira ribeiras ribeiros rica ricas rich riched riches riching rico ricos ride rided rider ridered
ridering riderred riderring riders rides ridiculous ridiculoused ridiculouses ridiculousing riding right righted
righting rights rigida rigidas rigido rigidos rincon rincones ring ringed ringing rings rinon rinones rio riot rioted
rioting riots rip ripe riped ripes riping ripley rips riscado risco rise rised rises rising risk ritmo ritmos ritual
ritualed ritualing rituals rival rivaled rivaling rivalled rivalling rivals river rivered rivering riverred riverring
rlimit roast roasted roasting roasts rob roba robaba robaban robada robadas robado robados robamos roban robando robar
robara robaran robaria robaron robarse robas robberied robberies robbery robberying robe roben robo robos robs roche
rock rocked rocking rocks roda rodape rodar rodas rodata rodea rodilla rodillas rodo rodos roff roga rogaba rogaban
rogada rogadas rogado rogados rogamos rogan rogando rogar rogara rogaran rogaria rogaron rogarse rogas roge rogen rogo
rojo rojos rol rola rolada rolados rolagem rolamento rolar rolas role roled roles roling roll rolled rolling rolls
rolo rolos roma romantic romanticced romanticcing romanticed romanticing romantics rompa rompan rompe rompemos rompen
romper rompera romperan romperia romperse rompes rompi rompia rompian rompida rompidas rompido rompidos rompiendo
rompieron rompio rompo rondonia roof roofed roofing roofs room root rooted rooting roots ropa ropas rope roped ropes
roping roraima rosta rostas rosto rostos rostra rostras rostro rostros rota rotacao rotacion rotar rotas rotate
rotated rotating rotation rotativo roto rotos rotula rotulador rotuladora rotuladoras rotuladores rotulas rotulo
rotulos rotura roturas roturo roturos rouba roubada roubadas roubado roubados roubam roubamos roubando roubar roubara
roubaram roubarao roubaria roubas roubava roubavam roube roubei roubem roubo roubos roubou rough roughed roughes
roughing round rounded rounding rounds roupa roupas route routed routes routine routined routines routing routining
row rows royal royaled royaling royalled royalling royals rsrc rua rub rubbish rubbished rubbishes rubbishing rubs
rude ruded rudes ruding rueda rug rugosa rugosas rugoso rugosos rugs ruida ruidas ruido ruidos ruim ruin ruined
ruining ruins rule ruled ruler rules ruling rumbo rumbos rumo rumos rumour rumoured rumouring rumours run running
runtime rurais rural ruraled rurales ruraling ruralled ruralling rurals rush rushed rushes rushing rusia russia ruta
rutas rutina rutinas rutino rutinos rva ryanair saba sabadell sabam saban sabana sabanas sabano sabanos sabao sabaos
sabe sabem sabemos saben sabendo saber sabera saberam saberan saberao saberes saberia saberse sabes sabeu sabi sabia
sabiam sabian sabias sabida sabidas sabido sabidos sabiendo sabieron sabio sabios sabo sabonete sabonetes saca sacaba
sacaban sacada sacadas sacado sacados sacam sacamos sacan sacando sacar sacara sacaram sacaran sacarao sacares sacaria
sacaron sacarse sacas sacava sacavam sace sacei sacem sacen sacerdote sacerdotes saco sacola sacolas sacos sacou
sacred sacredded sacredding sacreded sacreding sacreds sacrifice sacrificed sacrifices sacrificing sad saddle saddled
saddles saddling sads safari safe safed safely safes safetied safeties safety safetying safing sai saia saias saida
saidas saido saidos sail sailed sailing sailor sailored sailoring sailorred sailorring sailors sails sainsbury saio
saios sair saires sais saiu sake saked sakes saking sal salad salada saladas saladded saladding saladed salading
salado salados salads salan salao salaos salaria salarias salaried salaries salario salarios salary salarying salda
saldas saldo saldos sale saled salen sales salesman salesmaned salesmaning salesmanned salesmanning salesmans salgada
salgadas salgado salgados sali salia salian salida salidas salido salidos saliendo saliente salieron salimos saling
salio salir salira saliran salires saliria salirse salo salon salones salsa salsas salt salta saltaba saltaban saltada
saltadas saltado saltados saltam saltamos saltan saltando saltar saltara saltaram saltaran saltarao saltaria saltaron
saltarse saltas saltava saltavam salte salted saltei saltem salten saltied salties salting salto saltos saltou salts
salty saltying salud saluda saludaba saludaban saludada saludadas saludado saludados saludamos saludan saludando
saludar saludara saludaran saludaria saludaron saludarse saludas salude saluden saludes saludo salva salvapantallas
salvar salvas salvo salvos same samed sames saming sample sampled samples sampling samsung sana sanas sancion
sanciones sand sandalia sandalias sandalio sandalios sandals sandalsed sandalses sandalsing sandbox sanded sanding
sands sangrado sangrados sangre sangres sangria sangue sangues sanidad sanidade sanitaria sanitarias sanitario
sanitarios sanitas sanity sano sanos santander sao saos sapata sapataria sapatarias sapatario sapatarios sapatas
sapateira sapateiras sapateiro sapateiros sapato sapatos saque saques satisfaca satisfacan satisface satisfacemos
satisfacen satisfacer satisfacera satisfaceran satisfaceria satisfacerse satisfaces satisfaci satisfacia satisfacian
satisfacida satisfacidas satisfacido satisfacidos satisfaciendo satisfacieron satisfacio satisfaco satisfazer
satisfied satisfies satisfy satisfying saturacao sauce sauced sauces saucing sauda saudada saudadas saudado saudados
saudam saudamos saudando saudar saudara saudaram saudarao saudaria saudas saudava saudavam saude saudei saudem saudes
saudo saudou save saved saves saving savinged savinging savings say says scalar scale scaled scales scaling scan
scandal scandaled scandaling scandalled scandalling scandals scaned scaning scanned scanning scans scar scarce scarced
scarces scarcing scare scared scares scarf scarfed scarfing scarfs scaring scarred scarring scars scatter scattered
scattering scatterred scatterring scatters scene scened scenes scening schedule scheduled scheduler schedules
scheduling schema schemas scheme schemed schemes scheming scholar scholared scholaring scholarred scholarring scholars
scissors scissorsed scissorses scissorsing scnlen scold scolded scolding scolds scooter scootered scootering
scooterred scooterring scooters scope scoped scopes scoping scotland scratch scratched scratches scratching scream
screamed screaming screams screen screensaver screw screwed screwing screws script scripts scroll scrollbar scrollbars
scrolled scrolling sea seal sealed sealedded sealedding sealeded sealeding sealeds sealing seals sean search searched
searches searching seas season seasoned seasoning seasonned seasonning seasons seat seca secaba secaban secada secadas
secado secadora secadoras secadoro secadoros secados secam secamos secan secando secao secar secara secaram secaran
secarao secaria secaron secarse secas secava secavam seccao seccion seccional secciones seccoes sece secei secem secen
seco secoes second secondary seconded seconding seconds secos secou secret secretaria secretarias secretaried
secretaries secretario secretarios secretary secretarying secreted secreting secreto secrets secretted secretting
section sections secuencia secuencias secula seculas seculo seculos secundaria secundario secundarios secure secured
securely secures securing security sed seda sedas sede sedes sedex sedo sedos see seed seeded seeding seeds seek
seeked seeking seeks seem seemed seeming seems seen sees seg segment segmentacao segmentacion segmental segmento
segmentos segments segreda segredas segredo segredos segua seguam seguan segue seguem seguen segui seguia seguiam
seguian seguida seguidas seguido seguidos seguiendo seguieron seguimienta seguimientas seguimiento seguimientos
seguimos seguindo seguinte seguintes seguio seguir seguira seguiram seguiran seguirao seguires seguiria seguirse
seguiu segun segunda segundo segundos segunes seguo segura segurada seguradas segurado seguradora seguradoras
seguradoro seguradoros segurados seguramente seguranca segurancas seguras seguridad seguro seguros sei seize seized
seizes seizing seja sejam sela selada seladas selado selados selas seldom seldomed seldoming seldommed seldomming
seldoms selecao seleccao seleccion selecciona seleccionaba seleccionaban seleccionable seleccionada seleccionadas
seleccionado seleccionador seleccionados seleccionamos seleccionan seleccionando seleccionar seleccionara
seleccionaran seleccionaria seleccionaron seleccionarse seleccionas seleccione seleccionen selecciono seleciona
selecionada selecionadas selecionado selecionados selecionam selecionamos selecionando selecionar selecionara
selecionaram selecionarao selecionaria selecionas selecionava selecionavam selecionavel selecione selecionei
selecionem seleciono selecionou select selectable selected selecting selection selector selects seletor self selfish
selfished selfishes selfishing selic sella sellada selladas sellado sellados sellas seller sellered sellering
sellerred sellerring sello sellos selo selos sem semafora semaforas semaforo semaforos semana semanais semanal
semanales semanas semano semanos semaphore semelhante semester semestered semestering semesterred semesterring
semesters semestrais semestral semestrales semestre semestres semilla semillas seminova seminovas seminovo seminovos
seminueva seminuevas seminuevo seminuevos sempre sempres senal senala senalaba senalaban senalada senaladas senalado
senalados senalamos senalan senalando senalar senalara senalaran senalaria senalaron senalarse senalas senale senalen
senales senalo senao sencilla sencillas sencillo sencillos send sended sending sendo sends senha senhas senhoria
senhorias senhorio senhorios senior seniored senioring seniors senorita senoritas senorito senoritos sense
sensibilidad sensibilidade sensible sensibled sensibles sensibling sensitive sensitived sensitives sensitiving
sensitivity sensivel sent senta sentaba sentaban sentada sentadas sentado sentados sentam sentamos sentan sentando
sentar sentara sentaram sentaran sentarao sentaria sentaron sentarse sentas sentava sentavam sente sented sentei
sentem senten sentenca sentencas sentence sentenced sentences sentencia sentencias sentencing sentencio sentencios
senti sentia sentiam sentian sentida sentidas sentido sentidos sentiendo sentieron sentimos sentindo senting sentio
sentir sentira sentiram sentiran sentirao sentires sentiria sentirse sentiu sento sentou sents separa separacion
separaciones separada separadas separado separador separadores separados separam separamos separan separando separar
separara separaram separarao separaria separas separate separated separates separating separation separator separators
separava separavam separe separei separem separo separou sequence sequenced sequences sequencia sequencias sequencing
sequencio sequencios ser sera seran serao serem seres sergipe seria serial serializados seriam serian serias serie
series seriesed serieses seriesing serio serios serious serioused seriouses seriousing serva servam servan servant
servanted servanting servants serve served servem serven server servers serves servi servia serviam servian service
services servicia servicias servicio servicios servico servicos servida servidas servido servidor servidora servidoras
servidores servidos serviendo servieron servimos servindo serving servio servir servira serviram serviran servirao
servires serviria servirse serviu servo sesion sesiones sessao sessaos session sessoes set seta setas setenv setgid
setlocale setor setora setoras setores sets setting settings settle settled settledded settledding settleded
settleding settleds settles settling setuid setup seu seur seus several severaled severaling severalled severalling
severals severe severed severes severidade severing severity sevilla sew sews shade shaded shades shading shadow
shadowed shadowing shadows shake shaked shakes shaking shall shalled shalling shallow shallowed shallowing shallows
shalls shame shamed shames shaming shampoo shampooed shampooing shampoos shape shaped shapes shaping share shared
shares sharing sharp sharped sharping sharps she sheet sheeted sheeting sheets shein shelf shelfed shelfing shelfs
shell shelled shelling shells shelter sheltered sheltering shelterred shelterring shelters shes shies shift shifted
shifting shifts shine shined shines shining shipped shippedded shippedding shippeded shippeding shippeds shirt shirted
shirting shirts shock shocked shocking shocks shoes shoesed shoeses shoesing shoot shooted shooting shoots shop shoped
shopee shoping shopkeeper shopkeepered shopkeepering shopkeeperred shopkeeperring shopkeepers shopped shopping shops
shore shored shores shoring short shortage shortaged shortages shortaging shortcut shortcuts shorted shorter shorthand
shorting shorts should shoulder shouldered shouldering shoulderred shoulderring shoulders shout shouted shouting
shouts show shower showered showering showerred showerring showers showing shown shows shrink shrinked shrinking
shrinks shut shutdown shuted shuting shuts shutted shutting shy sick sicked sicking sicks side sided sides siding sido
siemens siempre siempres siendo siento siesta siestas siesto siestos sight sighted sighting sights sigila sigilas
sigilo sigilos sigla siglas siglo siglos sign signal signals signatura signature signatured signatures signaturing
signed signedded signedding signeded signeding signeds significa significada significadas significado significados
significante significar significativo signing signo signos sigprocmask sigue siguen siguiendo siguiente siguientes
siguio silence silenced silences silencia silencias silencing silencio silencios silenciosa silenciosamente silencioso
silent silently silk silked silking silks silla sillas sillied sillies sillon sillones silly sillying sim simbolica
simbolicas simbolico simbolicos simbolo simbolos similar similared similares similaring similarred similarring
similars simpatica simpaticas simpatico simpaticos simple simpled simplemente simples simpleses simplesmente simpling
simply simulada simultaneamente simultaneo simultaneous simultaneously sin sinais sinal sinalizador sinalizadores
sinaloa since sincere sincered sincerelied sincerelies sincerely sincerelying sinceres sincering sincronicen
sincroniza sincronizaba sincronizaban sincronizacion sincronizada sincronizadas sincronizado sincronizados
sincronizamos sincronizan sincronizando sincronizar sincronizara sincronizaran sincronizaria sincronizaron
sincronizarse sincronizas sincronize sincronizen sincronizo sindica sindicas sindico sindicos sing singed singing
single singled singles singling sings singular sink sinked sinking sinks sinonimo sintactica sintactico sintaxe
sintaxis sintoma sintomas siquiera sistema sistemas sister sistered sistering sisterred sisterring sisters site sited
sites sitia sitias siting sitio sitios situacao situaciones situacoes situate situated situates situating situations
size sizeof sizes sizing skate skates skies skill skilled skilling skills skin skined skining skinned skinning skins
skip skiped skiping skipped skipping skips skirt skirted skirting skirts skoda skol sky slack slash slashes slave
slaved slaves slaving sleep sleeped sleeping sleeps sleeve sleeved sleeves sleeving slice sliced slices slicing slide
slided slider slides sliding slight slighted slighting slights slim slimed sliming slimmed slimming slims slip sliped
sliping slipped slipping slips slope sloped slopes sloping slot slow slowed slowing slows small smalled smaller
smalling smalls smart smarted smarting smarts smash smashed smashes smashing smb smell smelled smelling smells smile
smiled smiles smiling smoke smoked smokes smoking smooth smoothed smoothes smoothing snack snacked snacking snacks
snake snaked snakes snaking snapchat snapshot snow snowed snowing snows soak soaked soaking soaks soap soaped soaping
soaps sob sobra sobrada sobradas sobrado sobrados sobram sobramos sobrando sobrante sobrar sobrara sobraram sobrarao
sobraria sobras sobrava sobravam sobre sobrecarga sobredesborda sobreescribe sobreescribir sobreescritura sobrei
sobrem sobrepasa sobrepoe sobrepondo sobrepor sobreposicao sobreposicoes sobreposta sobrepostas sobreposto sobres
sobrescreve sobrescrevendo sobrescrever sobrescribe sobrescribir sobrescribira sobrescrita sobrescrito sobrescritos
sobrescritura sobrinho sobrinhos sobro sobrou socia socias sociedade sociedades socio socios sock socked socket
socketed socketing sockets socketted socketting socking socks socksed sockses socksing socorra socorras socorro
socorros sofa sofra sofram sofre sofrem sofremos sofrendo sofrer sofrera sofreram sofrerao sofreria sofreu sofri
sofria sofriam sofrida sofridas sofrido sofridos sofro soft softed softing softs software softwares sogra sogras sogro
sogros soil soiled soiling soils sois sol sola solamente solapa solapamiento solar solared solares solaring solarred
solarring solars sold solded solding solds soles soletra soletrada soletradas soletrado soletrados soletram soletramos
soletrando soletrar soletrara soletraram soletrarao soletraria soletras soletrava soletravam soletre soletrei soletrem
soletro soletrou solicita solicitaba solicitaban solicitacao solicitacaos solicitada solicitadas solicitado
solicitados solicitam solicitamos solicitan solicitando solicitar solicitara solicitaram solicitaran solicitarao
solicitaria solicitaron solicitarse solicitas solicitava solicitavam solicite solicitei solicitem soliciten solicito
solicitou solicitud solicitudes solo soltar soltera solteras soltero solteros solto solucao solucaos solucion
soluciona solucionaba solucionaban solucionada solucionadas solucionado solucionados solucionam solucionamos
solucionan solucionando solucionar solucionara solucionaram solucionaran solucionarao solucionaria solucionaron
solucionarse solucionas solucionava solucionavam solucione solucionei solucionem solucionen soluciones soluciono
solucionou solution solutioned solutioning solutions solve solved solves solving som soma somada somadas somado
somados somam somamos somando somar somara somaram somarao somaria somas somava somavam sombra sombras sombreada
sombreado sombrera sombreras sombrero sombreros sombro sombros some somed somehow somehowed somehowing somehows somei
somem somente someone someoned someones someoning somerset somes something somewhat somewhated somewhating somewhats
somewhatted somewhatting somewhere somewhered somewheres somewhering somier somieres soming somo somou son sona sonaba
sonaban sonada sonadas sonado sonados sonamos sonan sonando sonar sonara sonaran sonaria sonaron sonarse sonas sone
sonen song songed songing songs sonha sonhada sonhadas sonhado sonhados sonham sonhamos sonhando sonhar sonhara
sonharam sonharao sonharia sonhas sonhava sonhavam sonhe sonhei sonhem sonho sonhou sonida sonidas sonido sonidos sono
sonora sonoro sonos sonrea sonrean sonree sonreen sonrei sonreia sonreian sonreida sonreidas sonreido sonreidos
sonreiendo sonreieron sonreimos sonreio sonreir sonreira sonreiran sonreiria sonreirse sonreo sonrisa sonrisas sons
sony soon sooned sooning soons sopa sopas soporta soportaba soportaban soportada soportadas soportado soportados
soportamos soportan soportando soportar soportara soportaran soportaria soportaron soportarse soportas soporte
soporten soporto soquete sora soras sorda sordas sordo sordos sore sored sores soriana soring soro soros sorpresa
sorpresas sorra sorram sorre sorrem sorri sorria sorriam sorrida sorridas sorrido sorridos sorried sorries sorrimos
sorrindo sorrir sorrira sorriram sorrirao sorriria sorrisa sorrisas sorriso sorrisos sorriu sorro sorrow sorrowed
sorrowing sorrows sorry sorrying sort sorte sorted sortes sorting sorts sorvete sorveteria sorveterias sorveterio
sorveterios sorvetes sospecha sospechaba sospechaban sospechada sospechadas sospechado sospechados sospechamos
sospechan sospechando sospechar sospechara sospecharan sospecharia sospecharon sospecharse sospechas sospeche
sospechen sospecho sotana sotanas sotano sotanos soul souled souling souls sound sounded sounding sounds soup souped
souping soups sour source sourced sources sourcing soured souring sours southwest space spacers spaces spacing spain
span spanish spanished spanishes spanishing spans spare spared spares sparing sparse spawn speak speaked speaker
speakered speakering speakerred speakerring speakers speaking speaks spec special specially specific specification
specifications specificced specificcing specificed specificing specifics specified specifier specifies specify
specifying spectator spectatored spectatoring spectatorred spectatorring spectators speech speeched speeches speeching
speed speeded speeding speeds spell spelled spelling spells spend spended spending spends spicied spicies spicy
spicying spill spilled spilling spills spin spinner spirit spirited spiriting spirits spiritted spiritting split
splited spliting splits splitted splitting spoil spoiled spoiling spoils spoon spooned spooning spoons spot spoted
spotify spoting spots spotted spotting sprain sprained spraining sprains spread spreaded spreading spreads spreadsheet
sprint square squared squares squaring squeeze squeezed squeezes squeezing ssh stable stabled stables stabling stack
staff staffed staffing staffs stage staged stages staging staied stain stained stainedded stainedding staineded
staineding staineds staining stains stair staircase staircased staircases staircasing staired stairing stairs stake
staked stakes staking stale staled stales staling stall stalled stalling stalls stamp stamped stamping stamps standard
standarded standarding standards standby stanza stapler staplered staplering staplerred staplerring staplers starbucks
stare stared stares staring starling start started starting startle startled startles startling starts startup stat
state stated statement statemented statementing statements states static stating stationeried stationeries stationery
stationerying statistics stats status statusbar statused statuses statusing statussed statussing stay staying stays
stderr stdin stdout steadied steadies steady steadying steal stealed stealing steals steam steamed steaming steams
steep steeped steeping steeps stencil step stepper steppers steps stick sticked stickied stickies sticking sticks
sticky stickying stiff stiffed stiffing stiffs still stilled stilling stills stir stired stiring stirred stirring
stirs stock stocked stocking stocks stomach stomached stomaches stomaching stool stooled stooling stools stop stopped
stopping stops storage storaged storages storaging store stored stores storied stories storing storm stormed storming
storms story storying str strange stranged stranger strangered strangering strangerred strangerring strangers stranges
stranging strategied strategies strategy strategying straw strawed strawing straws stray stream streamed streaming
streams street streeted streeting streets strength strengthed strengthes strengthing stress stressed stresses
stressing stretch stretched stretches stretching strftime strict stricted stricting stricts strike striked strikes
strikethrough striking string stringed stringing strings strip stripe striped stripes striping stripped stripping
strips stroke stroked strokes stroking strong stronged stronging strongs strtab struct structure structured structures
struggle struggled struggles struggling stub stubborn stubborned stubborning stubborns stubs student studented
studenting students studied studies study studying stuff stuffed stuffing stuffs stupid stupidded stupidding stupided
stupiding stupids style styled styles styling sua suas suave suavemente suaves suavizacao suba subam suban subaru
subasta subastas subasto subastos subcadena subdirectories subdirectorio subdirectorios subdirectory subdiretorio
subdiretorios sube subem suben subi subia subiam subian subida subidas subido subidos subiendo subieron subimos
subindo subio subir subira subiram subiran subirao subiria subirse subiu subjacente subject subjected subjecting
subjects sublinhado sublinhados sublinhar submenu submenus submit submited submiting submits submitted submitting
submodules submodulos subo subpixel subproceso subprocess subprocesso subrayado subrayados subroga subrogaba
subrogaban subrogada subrogadas subrogado subrogados subrogamos subrogan subrogando subrogar subrogara subrogaran
subrogaria subrogaron subrogarse subrogas subroge subrogen subrogo subscribe subscribed subscribes subscribing
subscript subscrito subsection subsequently subsidia subsidias subsidio subsidios subsistema substance substanced
substances substancing substitua substituam substitue substituem substitui substituia substituiam substituicao
substituicoes substituida substituidas substituido substituidos substituimos substituindo substituir substituira
substituiram substituirao substituiria substituiu substituo substitute substituted substitutes substituting
substitution substituto substring subsystem subtipo subtitle subtitulo subtract subtracted subtracting subtracts
subtype suburb suburbed suburbing suburbs subway subyacente succeed succeeded succeeding succeeds success successed
successes successful successfully successing suceda sucedam sucedan sucede sucedem sucedemos suceden sucedendo suceder
sucedera sucederam sucederan sucederao sucederia sucederse sucedes sucedeu sucedi sucedia sucediam sucedian sucedida
sucedidas sucedido sucedidos sucediendo sucedieron sucedio sucedo sucesa sucesas suceso sucesos sucessa sucessas
sucesso sucessos such suched suches suching sucia sucias sucio sucios sucursal sucursales sudadera sudaderas sudadero
sudaderos sudden suddened suddening suddenned suddenning suddens sue suecia suegra suegras suegro suegros suela suelas
suelda sueldas sueldo sueldos suelo suelos suelta suelte suena suenas sueno suenos suerte suertes sues suffer suffered
suffering sufferred sufferring suffers sufficient sufficiented sufficienting sufficients suffix suffixes suffolk
suficiente suficientemente suficientes sufijo sufijos sufixo sufixos sufra sufran sufre sufren sufri sufria sufrian
sufrida sufridas sufrido sufridos sufriendo sufrieron sufrimos sufrio sufrir sufrira sufriran sufriria sufrirse sufro
sugar sugared sugaring sugarred sugarring sugars sugera sugeram sugeran sugere sugerem sugeren sugerencia sugerencias
sugeri sugeria sugeriam sugerian sugerida sugeridas sugerido sugeridos sugeriendo sugerieron sugerimos sugerindo
sugerio sugerir sugerira sugeriram sugeriran sugerirao sugeriria sugerirse sugeriu sugero suggest suggested suggesting
suggests sugiere suica suit suitable suitabled suitables suitabling suited suiting suits suiza suja sujada sujadas
sujado sujados sujam sujamos sujando sujar sujara sujaram sujarao sujaria sujas sujava sujavam suje sujei sujeira
sujeiras sujeiro sujeiros sujem sujo sujos sujou sulamerica sum suma sumaba sumaban sumada sumadas sumado sumados
sumam sumamos suman sumando sumar sumara sumaran sumaria sumario sumaron sumarse sumas sume sumem sumen sumi sumia
sumiam sumida sumidas sumido sumidos sumimos sumindo suministra suministraba suministraban suministrada suministradas
suministrado suministrados suministramos suministran suministrando suministrar suministrara suministraran
suministraria suministraron suministrarse suministras suministre suministren suministro suministros sumir sumira
sumiram sumirao sumiria sumiu summaried summaries summary summarying summer summered summering summerred summerring
summon summoned summoning summonned summonning summons sumo sums sun suns supera superaba superaban superada superadas
superado superados superam superamos superan superando superar superara superaram superaran superarao superaria
superaron superarse superas superava superavam superb superbed superbing superbs supere superei superem superen
superficial superficie superficies superior superiores supermarket supermarketed supermarketing supermarkets
supermarketted supermarketting supermercada supermercadas supermercado supermercados supero superou superuser
superusuario supervise supervised supervises supervising supervisor supervisores suplementares supona suponan supone
suponemos suponen suponer suponera suponeran suponeres suponeria suponerse supones suponi suponia suponian suponida
suponidas suponido suponidos suponiendo suponieron suponio supono supor supores suporta suportada suportadas suportado
suportados suportam suportamos suportando suportar suportara suportaram suportarao suportaria suportas suportava
suportavam suporte suportei suportem suportes suporto suportou supper suppered suppering supperred supperring suppers
supplied supplies supply supplying support supported supporting supports suppose supposed supposes supposing suppress
suprime suprimir surcharge surcharged surcharges surcharging sure surface surfaced surfaces surfacing surga surgam
surge surgem surgeon surgeoned surgeoning surgeons surgeried surgeries surgery surgerying surgi surgia surgiam surgida
surgidas surgido surgidos surgimos surgindo surgir surgira surgiram surgirao surgiria surgiu surgo surja surprise
surprised surprises surprising surrender surrendered surrendering surrenderred surrenderring surrenders surrey
surrogate surround surrounded surrounding surrounds surveied survey surveying surveys survive survived survives
surviving sus suscriba suscriban suscribe suscriben suscribi suscribia suscribian suscribida suscribidas suscribido
suscribidos suscribiendo suscribieron suscribimos suscribio suscribir suscribira suscribiran suscribiria suscribirse
suscribo suspect suspected suspecting suspects suspeita suspeitada suspeitadas suspeitado suspeitados suspeitam
suspeitamos suspeitando suspeitar suspeitara suspeitaram suspeitarao suspeitaria suspeitas suspeitava suspeitavam
suspeite suspeitei suspeitem suspeito suspeitou suspend suspenda suspendam suspendan suspende suspended suspendem
suspendemos suspenden suspendendo suspender suspendera suspenderam suspenderan suspenderao suspenderia suspenderse
suspendes suspendeu suspendi suspendia suspendiam suspendian suspendida suspendidas suspendido suspendidos
suspendiendo suspendieron suspending suspendio suspendo suspends suspensao suspenso sussex susta sustain sustained
sustaining sustains sustas sustitua sustituan sustitucion sustitue sustituen sustitui sustituia sustituian sustituida
sustituidas sustituido sustituidos sustituiendo sustituieron sustituimos sustituio sustituir sustituira sustituiran
sustituiria sustituirse sustituo susto sustos swallow swallowed swallowing swallows swap swapped swatch swear sweared
swearing swears sweat sweated sweating sweats sweden sweep sweeped sweeping sweeps sweet sweeted sweeting sweets swim
swimed swiming swimmed swimming swims swing swinged swinging swings swipe switch switches switching switzerland sword
sworded swording swords sym symbol symbolic symbols symlink symlinks sympathied sympathies sympathy sympathying
symptom symptomed symptoming symptommed symptomming symptoms sync synchronize synchronous syncing synonym syntax
system systems sysv tab tabaca tabacaria tabacarias tabacario tabacarios tabacas tabaco tabacos tabasco tabela tabelas
tabeliao tabeliaos tabla tablas table tabled tables tablespace tablespaces tablet tableta tabletas tablete tableted
tabletes tableting tableto tabletos tablets tabletted tabletting tabling tabs tabulacao tabulacion tabulaciones
tabulacoes tabulador tabuladores tachado tackle tackled tackles tackling tactil tag tagged tags tail tailed tailing
tailor tailored tailoring tailorred tailorring tailors tails tais take taked taken takes taking tal talent talented
talenting talents tales talher talheres talho talhos tall talla tallas talled taller talleres talling talls talon
talones talvez talvezes tam tamana tamanas tamanho tamanhos tamano tamanos tambem tambien tampa tampas tan tank tanked
tanking tanks tanta tantas tanto tantos tao tap tapa tapas tape taped tapes tapete tapetes taping taquilla taquillas
tar tarda tardaba tardaban tardada tardadas tardado tardados tardamos tardan tardando tardanza tardanzas tardar
tardara tardaran tardaria tardaron tardarse tardas tarde tarden tardes tardo tarea tareas tarefa tarefas target
targeted targeting targets targetted targetting tarifa tarifas tarja tarjas tarjeta tarta tartas tarto tartos tasa
tasas task tasked tasking tasks taste tasted tastes tasting taxa taxi taxied taxiing taxis taxista taxistas taxisto
taxistos taza tazas tcp tea teacher teachered teachering teacherred teacherring teachers tear teared tearing tearoff
tears teas tease teased teases teasing technology techo techos tecida tecidas tecido tecidos tecla teclada tecladas
teclado teclados teclas tecnica tecnicas tecnico tecnicos tecnologia tefal tejada tejadas tejado tejados tela telas
telcel telefonica telegram telephone telephoned telephones telephoning telepizza televisao televisaos television
televisioned televisioning televisions televisor televisores telha telhada telhadas telhado telhados telhas tell
telled telling tells tem tema temam teman temas teme temem tememos temen temendo temer temera temeram temeran temerao
temeria temerse temes temeu temi temia temiam temian temida temidas temido temidos temiendo temieron temio temo temor
temores temp temper temperatura temperaturas temperaturo temperaturos tempered tempering temperred temperring tempers
tempestade tempestades templada templadas templado templados template templates tempo temporada temporadas temporado
temporados temporal temporales temporalmente temporaria temporariamente temporarias temporaried temporaries
temporarily temporario temporarios temporary temporarying temporizador tempos temprana tempranas temprano tempranos
tempt tempted tempting tempts temu tena tenan tenant tenanted tenanting tenants tend tenda tendas tended tendera
tenderas tendero tenderos tending tendo tendos tendra tendran tends tene tenemos tenen tener tenera teneran teneres
teneria tenerse tenes tenga tengan tenha tenham teni tenia tenian tenida tenidas tenido tenidos teniendo tenieron
tenio tenis tenises tennessee teno tension tensioned tensiones tensioning tensions tent tenta tentada tentadas tentado
tentados tentam tentamos tentando tentar tentara tentaram tentarao tentares tentaria tentas tentativa tentativas
tentava tentavam tente tented tentei tentem tenting tento tentou tents teoria teorias ter tera terao terceiro
terceiros tercer terem teres term termed termica termicas termico termicos termina terminaba terminaban terminacao
terminacion terminada terminadas terminado terminador terminados terminais terminal terminaled terminales terminaling
terminalled terminalling terminals terminam terminamos terminan terminando terminar terminara terminaram terminaran
terminarao terminares terminaria terminaron terminarse terminas terminate terminated terminates terminating
termination terminator terminava terminavam termine terminei terminem terminen terming termino terminos terminou termo
termos terms ternera terneras ternero terneros terra terraco terracos terras terraza terrazas terrena terrenas terreno
terrenos terrible terribled terribles terribling terrified terrifies terrify terrifying territoried territories
territory territorying terriveis terrivel terro terros tesco tesla tesoura tesouras tesouro tesouros test testa
testada testadas testado testados testam testamenta testamentas testamento testamentos testamos testando testar
testara testaram testarao testaria testas testava testavam teste testei testem testemunha testemunhas testes testified
testifies testify testifying testiga testigas testigo testigos testing testo testou tests teta tetas teto tetos teve
teves texaco texas text texta textas textbook textbooked textbooking textbooks texto textos texts textual textuales
textura than thaned thaning thank thanked thanking thanks thanksed thankses thanksing thanned thanning thans that
thated thating thats thatted thatting the theatre theatred theatres theatring theft thefted thefting thefts theied
their theired theiring theirs them theme themed themes theming themmed themming thems then thened thening thenned
thenning thens theoried theories theory theorying there thered therefore therefored therefores thereforing theres
thering thes these thesed theses thesing they theying theys thick thicked thicking thicks thief thiefed thiefing
thiefs thin thined thing thinged thinging things thining think thinked thinking thinks thinned thinning thins third
thirst thirsted thirsting thirsts this thised thises thising thissed thissing thorough thoroughed thoroughes
thoroughing those though thought thoughted thoughting thoughts thread threaded threading threads threat threated
threaten threatened threatening threatenned threatenning threatens threating threats three threshold throat throated
throating throats through throughout throughouted throughouting throughouts throw throwed throwing throws thumb
thumbed thumbing thumbnail thumbs thunder thundered thundering thunderred thunderring thunders thus thused thuses
thusing thussed thussing tia tias tibia tibias tibio tibios tide tided tides tidied tidies tiding tidy tidying tiempo
tiempos tienda tiendas tiendo tiendos tiene tienen tierra tierras tierro tierros tigela tigelas tight tighted tighting
tights tijera tijeras tijero tijeros tiktok til tilde tile tiled tiles tiling timbre timbres time timed timeline
timeout timeouts timer times timestamp timestamps timetable timetabled timetables timetabling timezone timing timo
timos tin tinha tinied tinies tins tinta tintas tinteiro tinto tintoreria tintorerias tintos tiny tinying tio tios tip
tipo tipografia tipografias tipografica tipos tips tiques tira tiraba tiraban tirada tiradas tirador tiradores tirados
tiram tiramos tiran tirando tirar tirara tiraram tiraran tirarao tirares tiraria tiraron tirarse tiras tirava tiravam
tire tired tiredded tiredding tireded tireding tireds tirei tirem tiren tiro tiros tirou tissue tissued tissues
tissuing title titlebar titled titles titling titula titularidade titularidades titulas titulo titulos tive tiver
tiverem tives tivesse tlaxcala tmobile toalha toalhas toalla toallas toaster toastered toastering toasterred
toasterring toasters tobacco tobaccoed tobaccoing tobaccos tobilla tobillas tobillo tobillos toc toca tocaba tocaban
tocada tocadas tocado tocados tocam tocamos tocan tocando tocantins tocar tocara tocaram tocaran tocarao tocares
tocaria tocaron tocarse tocas tocava tocavam toce tocei tocem tocen toco tocou toda todaied todas todavia todavias
today todaying todays todo todos toe toes together togethered togethering togetherred togetherring togethers toggle
toggles toilet toileted toileting toilets toiletted toiletting token tokens tokyo toma tomaba tomaban tomada tomadas
tomado tomados tomam tomamos toman tomando tomar tomara tomaram tomaran tomarao tomares tomaria tomaron tomarse tomas
tomava tomavam tome tomei tomem tomen tomo tomorrow tomorrowed tomorrowing tomorrows tomou toner tongue tongued
tongues tonguing tons tonteria tonterias tontura tonturas tonturo tonturos too tool toolbar toolbars tooled tooling
toolitem tools tooltip tooltips tooth toothed toothes toothing top topic topicced topiccing topiced topicing topico
topicos topics toplevel topo topos toque toques tora toras torch torched torches torching tormenta tormentas tormento
tormentos torn torna tornam tornando tornar torned torneira torneiras torneiro torneiros torning torno torns toro
toros torradeira torradeiras torradeiro torradeiros torre tos toses tossa tossam tosse tossem tosses tossi tossia
tossiam tossida tossidas tossido tossidos tossimos tossindo tossir tossira tossiram tossirao tossiria tossiu tosso
tostadora tostadoras tostadoro tostadoros totais total totaled totales totaling totalled totalling totalmente totals
touch touched touches touching touchpad touchscreen tour toured touring tours towards towel toweled toweling towelled
towelling towels tower towered towering towerred towerring towers town towned towning towns toy toyota toys toyshop
toyshoped toyshoping toyshopped toyshopping toyshops traa traan trabaja trabajaba trabajaban trabajada trabajadas
trabajado trabajador trabajadora trabajadoras trabajadores trabajados trabajamos trabajan trabajando trabajar
trabajara trabajaran trabajares trabajaria trabajaron trabajarse trabajas trabaje trabajen trabajo trabajos trabalha
trabalhada trabalhadas trabalhado trabalhador trabalhadora trabalhadoras trabalhadores trabalhados trabalham
trabalhamos trabalhando trabalhar trabalhara trabalharam trabalharao trabalhares trabalharia trabalhas trabalhava
trabalhavam trabalhe trabalhei trabalhem trabalhista trabalhistas trabalhisto trabalhistos trabalho trabalhos
trabalhou trace traced tracejado traces tracing track tracked tracker tracking trackinged trackinging trackings tracks
traco tracos trade traded trades tradicionais tradicional tradicionales trading tradition traditional traditioned
traditioning traditions traducao traducaos traduccion traduce traducido traducidos traducir traducoes tradutores
traduz traduza traduzam traduze traduzem traduzi traduzia traduziam traduzida traduzidas traduzido traduzidos
traduzimos traduzindo traduzir traduzira traduziram traduzirao traduziria traduziu traduzivel traduzo trae traemos
traen traer traera traeran traeres traeria traerse traes trafega trafegas trafego trafegos traffic trafficced
trafficcing trafficed trafficing traffics trafica traficas trafico traficos trai traia traian traida traidas traido
traidos traiendo traieron trail trailed trailer trailers trailing trails train trained trainers trainersed trainerses
trainersing training trains traio traje trajes tramita tramitaba tramitaban tramitada tramitadas tramitado tramitados
tramitamos tramitan tramitando tramitar tramitara tramitaran tramitaria tramitaron tramitarse tramitas tramite
tramiten tramites tramito tramo tramos trampa trampas trampolin trampoline tranca tranquilidad tranquilidades
transacao transaccion transacciones transacoes transaction transactions transaparente transbordo transfer transfera
transferam transferan transfere transfered transferem transferen transferencia transferencias transferi transferia
transferiam transferian transferida transferidas transferido transferidos transferiendo transferieron transferimos
transferindo transfering transferio transferir transferira transferiram transferiran transferirao transferiria
transferirse transferiu transfero transferred transferring transfers transform transformacao transformacion
transformada transformado transformar transformation transformed transforming transforms transicao transicion
transiciones transicoes transit transited transiting transition transitions transitorio transits transitted
transitting translatable translate translated translates translating translation transmissao transparent transparente
transparentes transport transporta transportable transportada transportadas transportado transportadora
transportadoras transportadoro transportadoros transportados transportam transportamos transportando transportar
transportara transportaram transportarao transportaria transportas transportava transportavam transporte transported
transportei transportem transportes transporting transportista transportistas transportisto transportistos transporto
transportou transports trao trap traped traping trapped trapping traps tras trases trash traslada trasladaba
trasladaban trasladada trasladadas trasladado trasladados trasladamos trasladan trasladando trasladar trasladara
trasladaran trasladaria trasladaron trasladarse trasladas traslade trasladen traslado traslapes traspasa traspasaba
traspasaban traspasada traspasadas traspasado traspasados traspasamos traspasan traspasando traspasar traspasara
traspasaran traspasaria traspasaron traspasarse traspasas traspase traspasen traspaso trastera trasteras trastero
trasteros trata trataba trataban tratada tratadas tratado tratados tratam tratamenta tratamentas tratamento
tratamentos tratamienta tratamientas tratamiento tratamientos tratamos tratan tratando tratar tratara trataram
trataran tratarao tratares trataria trataron tratarse tratas tratava tratavam trate tratei tratem traten trato tratos
tratou traumatologia traumatologias trava travamento travao travaos travel traveled traveling travelled travelling
travels traversed traves travoes travoeses tray traza trazam traze trazem trazemos trazendo trazer trazera trazeram
trazerao trazeres trazeria trazeu trazi trazia traziam trazida trazidas trazido trazidos trazo treasure treasured
treasures treasuring treat treated treatied treaties treating treatment treatmented treatmenting treatments treats
treaty treatying trecho trechos tree treed trees treina treinada treinadas treinado treinados treinam treinamos
treinando treinar treinara treinaram treinarao treinaria treinas treinava treinavam treine treinei treinem treing
treino treinos treinou trello trem tremble trembled trembles trembling tren trend trended trending trends trenes trens
tres trial trialed trialing trials triangulo tribunais tribunal tribunales trick tricked tricking tricks tried tries
trigger triggered triggers trimestrais trimestral trimestrales trimestre trimestres trip tripadvisor triped triping
tripla triplas triple tripled triples tripling triplo triplos tripped tripping trips triste tristes tristeza tristezas
troca trocada trocadas trocado trocados trocam trocamos trocando trocar trocara trocaram trocarao trocaria trocas
trocava trocavam troce trocei trocem troco trocos trocou trona tronas trono tronos tropeza tropezaba tropezaban
tropezada tropezadas tropezado tropezados tropezamos tropezan tropezando tropezar tropezara tropezaran tropezaria
tropezaron tropezarse tropezas tropeze tropezen tropezo trouble troubled troubles troubling trough trousers trousersed
trouserses trousersing trovao trovaos trozo trozos truck trucked trucking trucks true trued trueque trueques trues
truing trunca truncada truncado truncamiento truncando truncar truncate truncated truncating truncation trunk trunked
trunking trunks trust trusted trusting trusts truth truthed truthes truthing try trying tty tube tubed tuberia
tuberias tubes tubing tubo tubos tudo tuition tuitioned tuitioning tuitions tumba tumbas tune tuned tunel tunes tuning
tupla tuplas tuple tuples turista turistas turisto turistos turkey turma turmas turn turna turnas turned turning turno
turnos turns turquia tutor tutored tutoria tutorias tutoring tutorred tutorring tutors tuva tuvas tuve tuves tuvo
tuvos tweak twice twiced twices twicing twin twined twining twinned twinning twins twist twisted twisting twists
twitter two twos type typed types typical typicaled typicaling typicalled typicalling typically typicals typing tyre
tyred tyres tyring uber ubicacion ubicaciones ubicada ubicado ubicar ubuntu udp uefa uglied uglies ugly uglying uid
ultima ultimas ultimate ultimated ultimates ultimating ultimo ultimos ultramarinos ultramarinoses ultrapassa
ultrapassada ultrapassadas ultrapassado ultrapassados ultrapassam ultrapassamos ultrapassando ultrapassar ultrapassara
ultrapassaram ultrapassarao ultrapassaria ultrapassas ultrapassava ultrapassavam ultrapasse ultrapassei ultrapassem
ultrapasso ultrapassou uma umask umbrella umbrellaed umbrellaing umbrellas umida umidade umidades umidas umido umidos
una unable unabled unables unabling unaligned unallocated unam unan unario unary unas unavailable unbalanced unchanged
uncle uncled uncles uncling unclosed uncommitted uncompressed undefined undelivered undeliveredded undeliveredding
undelivereded undelivereding undelivereds under undered underflow undergo undergoed undergoing undergos undering
underline underlining underlying underpaid underpaided underpaiding underpaids underred underring unders underscores
understand understanded understanding understands undertake undertaked undertakes undertaking undo undoed undoing
undos une unem unen unexpected unexpectedly unfinished unha unhandled unhas unhelpful unhelpfuled unhelpfuling
unhelpfulled unhelpfulling unhelpfuls uni unia uniam unian uniao unica unicaja unicamente unicas unico unicos unida
unidad unidade unidades unidas unido unidos uniendo unieron unificado unified uniform uniformed uniforming uniforms
unimed unimos unimplemented unindo uninitialized unio union unioned unioning unions uniqlo unique uniqued uniques
uniquing unir unira uniram uniran unirao uniria unirse unit unite united unites uniting units unitted unitting uniu
universal unix unknown unless unlessed unlesses unlessing unlikelied unlikelies unlikely unlikelying unlink unlock
unmodified unmount unnamed uno unopened unopenedded unopenedding unopeneded unopeneding unopeneds unordered unpack
unpacked unpacking unpaid unpaided unpaiding unpaids unplaced unreachable unreachabled unreachables unreachabling
unrecognised unrecognized unregister unresolvable unresolved uns unsafe unsealed unsealedded unsealedding unsealeded
unsealeding unsealeds unselect unset unsigned unsignedded unsignedding unsigneded unsigneding unsigneds unspecified
unsupported unterminated until untrusted unusable unused unwind unwinding upcoming upcominged upcominging upcomings
update updated updatedded updatedding updateded updateding updateds updates updating upgrade upgraded upgrades
upgrading upload upon upper uppered uppering upperred upperring uppers ups upset upseted upseting upsets upsetted
upsetting upstairs upstairsed upstairses upstairsing upstream urban urbana urbanas urbaned urbaning urbanned urbanning
urbano urbanos urbans urga urgan urge urged urgen urgencia urgencias urgenciases urgencio urgencios urgent urgente
urgented urgentes urgenting urgents urges urgi urgia urgian urgida urgidas urgido urgidos urgiendo urgieron urgimos
urging urgio urgir urgira urgiran urgiria urgirse urgo uruguay usa usable usada usadas usado usados usage usam usamos
usan usando usar usara usaram usarao usares usaria usarlo usaron usarse usas usava usavam usaveis use used useful
usefuled usefuling usefulled usefulling usefuls usei useless usem user username usernames users uses using uso usos
usou usted usual usualed usualing usually usualmente usuals usuaria usuarias usuario usuarios utah uteis utente
utentes utiis util utiles utilice utilidad utilitario utilitied utilities utility utilitying utiliza utilizaba
utilizaban utilizable utilizacao utilizacion utilizada utilizadas utilizado utilizador utilizadores utilizados
utilizam utilizamos utilizan utilizando utilizar utilizara utilizaram utilizaran utilizarao utilizares utilizaria
utilizaron utilizarse utilizas utilizava utilizavam utilizaveis utilize utilizei utilizem utilizen utilizo utilizou
uts vacaciones vacacioneses vacant vacanted vacanting vacants vacation vacationed vacationing vacations vaccine
vaccined vaccines vaccining vacia vaciaba vaciaban vaciada vaciadas vaciado vaciados vaciamos vacian vaciando vaciar
vaciara vaciaran vaciaria vaciaron vaciarse vacias vacie vacien vacina vacinas vacino vacinos vacio vacios vacuna
vacunas vacuno vacunos vacuum vacuumed vacuuming vacuums vaga vagas vagon vagones vague vagued vagues vaguing vai
vajilla vajillas val vale vales valid valida validacao validacaos validacion validade validades validar validas
validate validation validded validding valided validing validitied validities validity validitying valido validos
valids valleied valley valleying valleys valor valora valoraba valoraban valorada valoradas valorado valorados
valoramos valoran valorando valorar valorara valoraran valoraria valoraron valorarse valoras valore valoren valores
valoro valuable valuabled valuables valuabling value valued values valuing van vanish vanished vanishes vanishing vans
vantagem vantagens vao var varanda varandas varando varandos varejo varejos variable variables variant variante
variantes varias variaveis variavel varied varies varietied varieties variety varietying varios varioses various
varioused variouses variousing varra varram varre varrem varremos varrendo varrer varrera varreram varrerao varreria
varreu varri varria varriam varrida varridas varrido varridos varro vary varying vasa vasas vaso vasos vassoura
vassouras vassouro vassouros vast vasted vasting vasts vazamenta vazamentas vazamento vazamentos vazia vazias vazio
vazios vbgr vea vease veces vecina vecinas vecino vecinos vector vectorial vegan vegana veganas veganed veganing
veganned veganning vegano veganos vegans vegetable vegetabled vegetables vegetabling vehicle vehicled vehicles
vehicling vehicula vehiculas vehiculo vehiculos veja vela velas velho velhos velocidad velocidade velocidades vem vena
venan venca vencam vencan vence vencem vencemos vencen vencendo vencer vencera venceram venceran vencerao venceria
vencerse vences venceu venci vencia venciam vencian vencida vencidas vencido vencidos venciendo vencieron vencio venco
venda vendam vendan vende vendedor vendedora vendedoras vendedores vendedoro vendedoros vendem vendemos venden
vendendo vender vendera venderam venderan venderao venderia venderse vendes vendeu vendi vendia vendiam vendian
vendida vendidas vendido vendidos vendiendo vendieron vendio vendo vendor vene veneer veneers venen venena venenas
veneno venenos venezuela veni venia venian venida venidas venido venidos veniendo venieron venimos venio venir venira
veniran venires veniria venirse venmo veno vens venta ventana ventanas ventanilla ventanillas ventano ventanos ventas
ventilador ventiladora ventiladoras ventiladores vento ventos venture ventured ventures venturing venue venued venues
venuing ver veracruz verana veranas verano veranos verao veraos verba verbas verbosa verbose verboso verdad verdade
verdadeira verdadeiras verdadero verdades verde verdes verdict verdicted verdicting verdicts verdura verduras verduro
verduros vereador vereadora vereadoras vereadores veres vergonha vergonhas verguenza verguenzas verifica verificaba
verificaban verificacao verificacion verificacoes verificada verificadas verificado verificados verificam verificamos
verifican verificando verificar verificara verificaram verificaran verificarao verificaria verificaron verificarse
verificas verification verificava verificavam verifice verificei verificem verificen verifico verificou verified
verifies verifique verify verifying verizon verja verjas vermelha vermelho vermelhos vermont versao version versioned
versiones versioning versions versoes verticais vertical verticales vertically verticalmente very vespertina
vespertinas vespertino vespertinos vessel vesseled vesseling vesselled vesselling vessels vesta vestam veste vestem
vesti vestia vestiam vestida vestidas vestido vestidos vestimos vestindo vestir vestira vestiram vestirao vestiria
vestiu vesto vet vets vez vezes via viaja viajaba viajaban viajada viajadas viajado viajados viajam viajamos viajan
viajando viajar viajara viajaram viajaran viajarao viajaria viajaron viajarse viajas viajava viajavam viaje viajei
viajem viajen viajo viajou vias viatura viaturas viaturo viaturos vice viceversa vicia vicias vicio vicios victim
victima victimas victimed victiming victimmed victimming victims victoried victories victory victorying vida vidas
video videojuega videojuegas videojuego videojuegos videos vido vidos vidra vidras vidro vidros viejas viejo viejos
viene vienen vienenes vienes vienta vientas viento vientos view viewed viewing viewport views vigencia vigencias
vigencio vigencios vigente vigentes vigia vigiada vigiadas vigiado vigiados vigiam vigiamos vigiando vigiar vigiara
vigiaram vigiarao vigiaria vigias vigiava vigiavam vigie vigiei vigiem vigila vigilaba vigilaban vigilada vigiladas
vigilado vigilados vigilamos vigilan vigilando vigilante vigilantes vigilar vigilara vigilaran vigilaria vigilaron
vigilarse vigilas vigile vigilen vigilo vigio vigios vigiou vila vilas village villaged villages villaging vincula
vinculacao vinculada vinculado vincular vinculo vinda vindas vindo vindos vinted vio violaciones violacoes violation
violations violent violented violenting violents vios vir vires virgula virgulas virtuais virtual virtualed virtuales
virtualing virtuals virtue virtued virtues virtuing visa visada visadas visado visados visao visibilidad visibilidade
visibility visible visibled visibles visibling vision visioned visioning visions visit visita visitaba visitaban
visitada visitadas visitado visitados visitam visitamos visitan visitando visitar visitara visitaram visitaran
visitarao visitaria visitaron visitarse visitas visitava visitavam visite visited visitei visitem visiten visiting
visito visitos visitou visits visitted visitting visiveis visivel visor vista vistas vistoria vistorias vistorio
vistorios vistos visual visualizacao visualizacoes visualizador visualizadores vital vitaled vitaling vitalled
vitalling vitals vitima vitimas viuda viudas viudo viudos viuva viuvas viva vivam vivan vive vivem vivemos viven
vivendo viver vivera viveram viverao viveres viveria viveu vivi vivia viviam vivian vivida vividas vivido vividos
vivienda viviendas viviendo viviendos vivieron vivimos vivio vivir vivira viviran vivires viviria vivirse vivo
vizinhanca vizinhancas vizinho vizinhos vma vocal vocales voce vodafone voice voiced voices voicing void voided
voiding voids volante volantes volcado volcar volkswagen volta voltada voltadas voltado voltados voltam voltamos
voltando voltar voltara voltaram voltarao voltares voltaria voltas voltava voltavam volte voltei voltem volto voltos
voltou volume volumen volumenes voluntad voluntades voluntaria voluntarias voluntaried voluntaries voluntario
voluntarios voluntary voluntarying volva volvan volve volvemos volven volver volvera volveran volveres volveria
volverse volves volvi volvia volvian volvida volvidas volvido volvidos volviendo volvieron volvio volvo vontade
vontades voo voos vota votaba votaban votada votadas votado votados votam votamos votan votando votar votara votaram
votaran votarao votaria votaron votarse votas votava votavam vote voted votei votem voten votes voting voto votou
voucher vouchered vouchering voucherred voucherring vouchers voyage voyaged voyages voyaging voz vozes vrgb vuela
vuelas vueling vuelo vuelos vuelta vueltas vuelto vueltos vuelve vuelven vulgar wage waged wages wagesed wageses
wagesing wagessed wagessing waging waist waisted waisting waists wait waited waiter waitered waitering waiterred
waiterring waiters waiting waitinged waitinging waitings waitpid waitress waitressed waitresses waitressing waitrose
waits waive waived waives waiving wake waked wakes waking wales walgreens wallapop wallet walleted walleting wallets
walletted walletting walmart wander wandered wandering wanderred wanderring wanders want wanted wanting wants ward
warded warding wardrobe wardrobed wardrobes wardrobing wards warehouse warehoused warehouses warehousing warm warmed
warming warms warn warned warning warnings warns warrant warranted warranting warrants was wash washed washer washered
washering washerred washerring washers washes washing waste wasted wastes wasting watch water watered watering
waterred waterring wave waved waves waving way ways weak weaked weaking weaks wealth wealthed wealthes wealthing
weapon weaponed weaponing weaponned weaponning weapons wear weared wearing wears weather weathered weathering
weatherred weatherring weathers web website wedding weddinged weddinging weddings week weekday weeked weekend
weekended weekending weekends weeking weeklied weeklies weekly weeklying weigh weighed weighes weighing weight
weighted weighting weights welcome welcomed welcomes welcoming welfare welfared welfares welfaring well welled welling
wellsfargo were wet wets what whated whating whats whatsapp whatted whatting wheel wheeled wheeling wheels when whened
whenever whenevered whenevering wheneverred wheneverring whenevers whening whenned whenning whens where whereas
whereased whereases whereasing wherever wherevered wherevering whereverred whereverring wherevers whether whethered
whethering whetherred whetherring whethers which whiched whiches whiching while whiled whiles whiling whilst whisper
whispered whispering whisperred whisperring whispers whistle whistled whistles whistling white whited whiteout whites
whitespace whiting who whole wholed wholes wholing whom whomed whoming whommed whomming whoms whos whose wicked
wickedded wickedding wickeded wickeding wickeds wide wided wides widget widgets widing widow widowed widowing widows
width widthed widthes widthing wife wifed wifes wifing wild wildcard wilded wilding wilds will willed willing
willinged willinging willings wills wiltshire win wind winded winding window windowed windowing windows winds wing
winged winging wings wins wipe wiped wipes wiping wire wired wires wiring wisconsin wisdom wisdomed wisdoming
wisdommed wisdomming wisdoms wise wised wises wish wising with withdraw withdrawal withdrawaled withdrawaling
withdrawalled withdrawalling withdrawals withdrawed withdrawing withdrawn withdrawned withdrawning withdrawns
withdraws withed withes withhold withholded withholding withholds within withined withing withining withinned
withinning withins without withouted withouting withouts witness witnessed witnesses witnessing woman womaned womaning
womanned womanning womans wonder wondered wondering wonderred wonderring wonders wool wooled wooling wools word words
work workaround workarounds worked worker workered workering workerred workerring workers working works workshop
workshoped workshoping workshopped workshopping workshops workspace world worlded worlding worldpay worlds worried
worries worry worrying worse worsed worses worship worshiped worshiping worshipped worshipping worships worsing worth
worthed worthes worthing would woulded woulding woulds wound wounded wounding wounds wrap wraped wraping wrapped
wrapping wraps wrist wristed wristing wrists writable write writeback writer writered writering writerred writerring
writers writes writing written wrong wronged wronging wrongs wrote xalign xargs xbox xiaomi xicara xicaras xicaro
xicaros xpad yahoo yalign yard yarded yarding yards year yeared yearing yearlied yearlies yearly yearlying years yell
yelled yelling yellow yellowed yellowing yellows yells yerna yernas yerno yernos yes yesterdaied yesterday
yesterdaying yesterdays yet yets yield yielded yielding yields yodel yorkshire you young younged younging youngs your
yourself yous youth youthed youthes youthing youtube ypad yucatan yum zapata zapatas zapateria zapaterias zapatilla
zapatillas zapato zapatos zelador zeladora zeladoras zeladores zelle zero zeroed zeroing zeros zeroth zlib zona zone
zoned zones zoning zoom zurdos zurich
""")
