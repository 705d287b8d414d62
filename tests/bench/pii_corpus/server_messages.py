"""Messages of programs in three languages: no person is in them, and none was trained on.

The Spanish and English ones are of PostgreSQL 15, the Portuguese ones were written for this. Portions copyright (c) 1996-2022, The PostgreSQL Global Development Group, under the PostgreSQL Licence: permission to use,
copy, modify, and distribute without fee and without a written agreement, provided that this notice is kept.
"""

SPANISH = r"""
%d no es un código válido de codificación
%s no puede ejecutarse desde VACUUM o ANALYZE
%s: transacción en curso está abortada
Activa el estado de sólo lectura de la transacción en curso.
BACKTRACE:
Carácter de bandera «%.*s» no reconocido en predicado LIKE_REGEX.
Considere usar ALTER TYPE.
Costo de Vacuum de una página no encontrada en el cache.
Define el tamaño de WAL que desencadena un checkpoint.
Define el tamaño máximo de WAL que puede ser reservado por slots de replicación.
Define el tiempo máximo permitido de inactividad entre consultas, cuando están dentro de una transacción.
Dependencias
Desactivar en error
Edad a la cual VACUUM debería recorrer una tabla completa para congelar (freeze) las filas.
Ejecutar «inlining» JIT si la consulta es más cara.
El usuario estaba o pudo haber estado usando un tablespace que debía ser eliminado.
El valor dado no concuerda con ninguno de los valores permitidos para este campo.
Elimine este trigger de integridad referencial y sus pares, y utilice ALTER TABLE ADD CONSTRAINT.
Escribir estadísticas del executor al registro del servidor.
Estadísticas / Acumuladores de Consultas e Índices
Este slot nunca ha reservado WAL previamente, o ha sido invalidado.
Esto significa que el respaldo está corrupto y deberá usar otro respaldo para la recuperación.
GEQO: número de iteraciones del algoritmo.
Hasta %d procesos ayudantes pueden registrarse con la configuración actual.
Hay %d slot activo.
La conexión al servidor se ha perdido. Intentando reiniciar:
La entrada de destino de SELECT tiene nombre «%s».
La lista de pendientes GIN no puede limpiarse durante la recuperación.
La salida futura del registro será enviada al destino de log «%s».
La sentencia final retorna demasiadas columnas.
La sincronización de tabla para la relación «%s» está en progreso y su estado es «%c».
La tabla tiene tipo %s, pero la consulta esperaba %s.
Las contraseñas no coinciden.
Las vistas con reglas DO INSTEAD condicionales no son automáticamente actualizables.
Listado de conectores de datos externos
Listado de mapeos de usuario
Los valores aceptables están entre «%d» y «%d».
MATCH PARTIAL no está implementada
MinWords debería ser positivo
Múltiplo de work_mem para el uso de tablas de hash.
Necesita un regla incondicional ON DELETE DO INSTEAD con una clásula RETURNING.
No hay un identificador válido antes de «.».
Nombre del servicio Bonjour.
OVER no está soportado para la función de agregación de conjuntos ordenados %s
PQresultStatus no esperado: %d
Para posibilitar «copy» a una vista, provea un disparador INSTEAD OF INSERT.
Permitir el uso de pasos explícitos de ordenamiento.
Privilegios de acceso a columnas
Prohibir acceso a relaciones que no son de sistema de tipos especificados.
Provea un nombre no vacío para el gestor de recursos personalizado.
Publicación
Puede ser necesario incrementar max_locks_per_transaction.
Quite UNENCRYPTED para almacenar la contraseña en su lugar en forma cifrada.
Registrar uso de recursos de sistema (memoria y CPU) en varias operaciones B-tree.
Se esperaba un atributo «%c» pero se encontró «%s».
Secuencia para columna identidad: %s
Transacciones en flujo comprometiendo después de %X/%X, leyendo WAL desde %X/%X.
Un campo con precisión %d, escala %d debe redondear a un valor absoluto menor que %s%d.
Un resultado de tipo %s requiere al menos una entrada de tipo anyrange o anymultirange.
Use CREATE EXTENSION ... CASCADE para instalar además las extensiones requeridas.
Use «?» para representar una stopword en una frase muestra.
algoritmo de compresión no reconocido: «%s»
algunas bases de datos no han tenido VACUUM en más de 2 mil millones de transacciones
autovacuum no fue iniciado debido a un error de configuración
base de datos %s
basura sigue después de un literal numérico
cambia la definición de un objeto grande
cambia una base de datos
cancelando la sentencia debido a que se agotó el tiempo de espera de sentencias
carácter de escape Unicode no válido
count debe ser mayor que cero
crea una nueva tabla usando los resultados de una consulta
datos externos pg_snapshot no válidos
debe especificar nombre de relación y nombre de objeto
debe ser superusuario o tener privilegios de pg_read_server_files para hacer COPY desde un archivo
debe ser superusuario para crear analizadores de búsqueda en texto
debe ser superusuario para especificar el cedente (grantor)
debe ser superusuario para invocar %s()
define una nueva regla de reescritura
definición_de_ventana
desactivando rotación automática (use SIGHUP para reactivarla)
directorio «%s» faltante
discordancia en la versión de «collation» de la base de datos patrón «%s»
donde elemento_agrupante puede ser una de:
duración: %s ms  sentencia: %s
ejecutar fetch desde
el almacenamiento «%s» no es reconocido
el analizador de búsqueda en texto «%s» ya existe en el esquema «%s»
el archivo de configuración «%s» contiene errores
el archivo de estado de snapbuild «%s» tiene número mágico erróneo: %u en lugar de %u
el archivo «%s» tiene un total de %d fallas de verificación de checksums
el argumento de %s no puede contener variables
el array de opciones no debe ser null
el atributo de tipo «%s» no puede ser cambiado
el campo de formato «%s» sólo está soportado en to_char
el carácter pedido no es válido para el encoding: %u
el disparador por eventos «%s» no existe, omitiendo
el formato de fecha/hora no tiene fecha ni hora
el lenguaje «%s» no existe, omitiendo
el método de compresión lz4 no está soportado
el método de ítem jsonpath .%s() sólo puede aplicase a un array
el nombre de atributo XML «%s» aparece más de una vez
el nombre de consulta WITH «%s» fue especificado más de una vez
el nombre de tabla «%s» fue especificado más de una vez
el operador no es único: %s
el ordenamiento (collation) «%s» tiene una discordancia de versión
el ordenamiento «%s» ya existe
el parámetro «%s» debe ser una lista de nombres de extensión
el parámetro «schema» no puede ser especificado cuando «relocatable» es verdadero
el proceso hijo terminó con código no reconocido %d
el protocolo %u.%u no está soportado: servidor soporta %u.0 hasta %u.%u
el registro hostssl no puede coincidir porque SSL está deshabilitado
el servidor reportó un timeline siguiente %u inesperado, a continuación del timeline %u
el sistema de bases de datos fue apagado durante la recuperación en %s
el sistema de bases de datos fue apagado en %s
el sistema de bases de datos fue interrumpido durante la recuperación en %s
el slot del worker de replicación lógica %d está vacío, no se puede adjuntar
el tamaño de paso no puede ser infinito
el timeline %u solicitado no está en la historia de este servidor
el tipo de retorno de función declarada para retornar %s no concuerda
elimina un diccionario de búsqueda en texto
entrando al modo standby
error de SSL: %s
falló la interpretación de synchronous_standby_names
falta un parámetro AffFile
falta un parámetro DictFile
función_entrada
iniciando el flujo de log en %X/%X (slot %s)
la cadena es demasiado larga para representarla como cadena jsonb.
la codificación de servidor %d no es válida
la columna de ciclo «%s» no se encuentra en la lista de columnas de la consulta WITH
la columna «%s» de la relación «%s» no es una columna generada almacenada, omitiendo
la columna «%s» se encuentra en un índice utilizado como identidad de réplica
la condición WHEN de un disparador en DELETE no puede referirse a valores NEW
la consulta de búsqueda en texto contiene sólo stopwords o no contiene lexemas; ignorada
la etiqueta de enum «%s» ya existe, omitiendo
la etiqueta de respaldo es demasiado larga (máximo %d bytes)
la expresión contiene variables de más de una relación
la expresión filtro de filas no debe ser null
la palabra es demasiado larga (%ld, máximo %ld bytes)
la política «%s» para la relación «%s» no existe, omitiendo
la precisión %d de NUMERIC debe estar entre 1 y %d
la recuperación terminó antes de alcanzar el punto configurado como destino de recuperación
la sintaxis de lista no es válida para el parámetro «%s»
la subconsulta usa la columna «%s.%s» no agrupada de una consulta exterior
la tabla «%s» no tiene índices para reindexar
la tasa de transferencia «%s» está fuera de rango
la validación de certificado (clientcert=verify-full) falló para el usuario «%s»: discordancia de DN
la versión no ha cambiado
las reglas DO INSTEAD NOTIFY no están soportadas para sentencias que modifiquen datos en WITH
llamada a CreateProcess() falló: %m (código de error %lu)
los descriptores de archivo disponibles son insuficientes para iniciar un proceso servidor
los disparadores por eventos no están soportados para %s
límite de profundidad de stack alcanzado
modo_de_transacción
no existe el tipo «%s»
no existe el valor por omisión para la columna «%s» de la relación «%s»
no existe la función de agregación %s
no hay una línea en pg_hba.conf para «%s», usuario «%s», base de datos «%s», %s
no se derivó ningún ordenamiento (collate) para la columna %s de llave de partición con tipo ordenable %s
no se encontró una partición de «%s» para el registro
no se ha especificado código
no se permiten funciones de ventana deslizante en definiciones de ventana deslizante
no se permiten operaciones «grouping» en borde de partición
no se permiten operaciones «grouping» en restricciones «check»
no se pudo abrir el archivo de WAL «%s»: %s
no se pudo abrir el archivo «%s» (bloque buscado %u): el segmento previo sólo tiene %u bloques
no se pudo abrir el «collator» para la configuración regional «%s»: %s
no se pudo bloquear un candado en la relación «%s»
no se pudo buscar el usuario local de ID %d: %s
no se pudo cambiar la tabla «%s» a «unlogged» porque es parte de una publicación
no se pudo cargar el archivo de la llave privada «%s»: %s
no se pudo cargar el archivo del certificado raíz «%s»: %s
no se pudo cerrar el archivo de estado «%s»: %s
no se pudo crear el archivo comprimido «%s»: %m
no se pudo crear el archivo del servidor «%s»: %m
no se pudo crear el directorio «%s»: %m
no se pudo crear un contexto SSL: %s
no se pudo definir la versión máxima de protocolo SSL
no se pudo escribir a archivo «%s»: %m
no se pudo escribir al programa COPY: %m
no se pudo habilitar el privilegio de usuario «%s»: código de error %lu
no se pudo inicializar la conexión SSL: %s
no se pudo interpretar el archivo «%s»
no se pudo lanzar el nuevo proceso para la conexión:
no se pudo lanzar el proceso en segundo plano: %m
no se pudo leer del archivo de segmento %s, posición %u: %m
no se pudo leer el archivo de estado de dos fases desde WAL en %X/%X
no se pudo obtener la cabecera de respaldo: %s
no se pudo posicionar (seek) el archivo «%s»: %m
no se pudo realizar cifrado MD5 del paquete recibido: %s
no se pudo recrear archivo «%s»: %m
no se pudo renombrar el archivo de «%s» a «%s»: %m
no se pudo restaurar la imagen en %X/%X con estado no válido, bloque %d
no se pudo sincronizar (flush) datos «sucios»: %m
no se puede bloquear registros en la vista «%s»
no se puede cambiar el tipo de una columna de una tabla tipada
no se puede cambiar la herencia de una tabla tipada
no se puede convertir el tipo %s a %s
no se puede convertir un objeto jsonb a tipo %s
no se puede crear una tabla particionada como hija de herencia
no se puede eliminar el o los objetos deseados porque otros objetos dependen de ellos
no se puede eliminar un usuario de la sesión
no se puede enviar un mensaje de tamaño %zu mediante la cola de memoria compartida
no se puede establecer %s para la suscripción activada
no se puede habilitar la suscripción que no tiene un nombre de slot
no se puede reordenar en índice parcial «%s»
no se puede usar una subconsulta en una expresión de índice
no se puede usar «PR» y «S»/«PL»/«MI»/«SG» simultáneamente
no se pueden crear índices para restricciones de exclusión de forma concurrente
no se pueden liberar savepoints durante una operación paralela
nombre de archivo no válido: «%s»
nombre_consulta_with
nombre_familia_ordenamiento
nombre_restricción
nommre de evento «%s» no reconocido
nueva_tabla
número no válido de alias de opciones
objeto_miembro
opción de wal-method «%s» no válida, debe ser «fetch», «stream» o «none»
opción_de_tablespace
ordenamiento (collation) %s
para SELECT DISTINCT, las expresiones en ORDER BY deben aparecer en la lista de resultados
parámetro «%s» eliminado del archivo de configuración, volviendo al valor por omisión
pg_hba.conf rechaza la conexión de replicación para el servidor «%s», usuario «%s», %s
proceso lanzador de autovacuum
proto_version no válido
recolecta basura y opcionalmente estadísticas sobre una base de datos
recorrido de índice no necesario:
redo en progreso, tiempo transcurrido: %ld.%02d s, LSN actual: %X/%X
reordenando «%s.%s» usando un recorrido secuencial y ordenamiento
restricción_de_columna
se ha denegado el permiso para cambiar el dueño de la suscripción «%s»
se ha denegado el permiso para cambiar el dueño del disparador por eventos «%s»
se ha detectado un deadlock
se ha perdido la conexión al servidor
se lanzó %d proceso asistente para «vacuum» de índices (planeados: %d)
se registró el gestor de recursos «%s» con ID %d
suma de verificación no coincidente en archivo de slot de replicación «%s»: es %u, debería ser %u
tamaño de petición de escritura de objeto grande no válido: %d
tanto identidad como expresión de generación especificados para columna «%s» de tabla «%s»
tasa de transferencia debe ser mayor que cero
tasa de transferencia «%s» no es un valor válido
terminación de transacción no válida
tipo de objeto «%s» no soportado
tipo_argumento
valor_marca_de_ciclo
vista materializada
ya existe un operador %s
«%s» es una función de ventana deslizante.
""".strip().split("\n")
PORTUGUESE = r"""
a partição não pôde ser atribuída a nenhum consumidor do grupo
a ligação ao broker foi encerrada pelo par; nova tentativa em %d ms
a fila de saída está cheia: descartados %d registos
a chave primária duplicada viola a restrição de unicidade
a coluna "valor" não pode ser nula
A assinatura do token expirou há 3 minutos
a versão do esquema é mais antiga do que a esperada
ao abrir o ficheiro de configuração: permissão negada
arquivo de bloqueio obsoleto removido
Aguardando 12 réplicas ficarem prontas
argumento posicional em falta: destino
bloco corrompido no deslocamento 0x%x
cabeçalho Content-Length ausente ou malformado
Cache invalidado para 48 chaves
caminho de classe não encontrado; defina JAVA_HOME
certificado autoassinado na cadeia de certificação
comando desconhecido: use --help para ver a lista
concluído em 4,2 s, 0 avisos, 0 falhas
Conexão recusada pelo host remoto
Configuração recarregada sem reiniciar o serviço
consulta cancelada por exceder o tempo limite
contêiner encerrado com código 137 (memória esgotada)
credenciais ausentes: exporte AWS_PROFILE
cursor fechado antes do fim da leitura
Dados insuficientes para calcular o intervalo de confiança
despejo de núcleo gravado em /var/crash
destino não é um diretório
disco quase cheio: restam 512 MiB em /dev/sda1
divisão por zero na expressão da linha 14
driver JDBC não registrado
elemento inesperado no fim do documento
endereço já em uso: 0.0.0.0:8080
entrada duplicada no índice idx_pedidos_cliente
Erro de sintaxe próximo a "FROM"
erro interno: ponteiro nulo em processarLote
escrita incompleta: %zu de %zu bytes
esperava um número inteiro, recebeu texto
estado inválido da máquina: pendente -> estornado
evento ignorado: tipo de mensagem não suportado
execução agendada para as 03:00 UTC
falha ao compilar o modelo: camada densa sem pesos
falha na verificação da soma SHA-256 do pacote
Fim inesperado do fluxo ao descomprimir
formato de data inválido, use AAAA-MM-DD
função agregada não permitida na cláusula WHERE
gravando ponto de verificação 128
histograma com limites fora de ordem
imagem não encontrada no registro local
impossível bloquear o diretório de estado
impossível criar o processo filho: recurso temporariamente indisponível
Índice reconstruído em segundo plano
inicializando o executor com 4 threads
laço infinito detectado no grafo de dependências
leitura além do fim do arquivo
limite de requisições atingido, tente mais tarde
linha 37: aspas sem fechamento
lista vazia: nada a fazer
mapeamento de portas ignorado em modo host
Memória insuficiente para alocar 2 GiB
mensagem rejeitada pela política de retenção
migração 0042 já aplicada
Modo somente leitura ativado
módulo carregado duas vezes
Nenhum manipulador registrado para o evento
nível de registro alterado para DEBUG
nome de usuário ou senha incorretos
número mágico inválido no cabeçalho
o agente não respondeu ao ping em 30 s
O certificado do servidor não corresponde ao nome do host
o conjunto de testes contém linhas repetidas
o grupo de consumidores está sendo rebalanceado
o índice está fora do intervalo
o lote contém registros fora de ordem
o nó deixou o cluster: falha de batimento
o tópico não existe e a criação automática está desligada
opção --formato exige um valor: json, csv ou parquet
Os pesos salvos são de outra arquitetura
pacote obsoleto: substitua por cliente-http 2
parâmetro "janela" deve ser positivo
partição sem líder há 45 s
permissões muito abertas na chave privada
ponto de montagem inexistente
porta serial ocupada
processo 4211 terminou por sinal 9
Quota de armazenamento excedida
registro gravado, aguardando confirmação
resposta truncada após 64 KiB
retomando a partir do deslocamento 9912
Revertendo transação em curso
segmento de WAL ausente
sem rota para o destino
Servidor encerrando por SIGTERM
sessão inativa encerrada
símbolo não resolvido: crc32c
sincronização do relógio perdida
suporte a TLS 1.0 removido
Tabela temporária descartada
tamanho da chave menor que o mínimo exigido
Tarefa cancelada antes de começar
tempo de vida do token deve ser maior que zero
tipo incompatível: esperado decimal(18,2)
Unidade de disco ejetada com segurança
Uso: exportar [opções] ARQUIVO...
validação falhou para 3 campos
valor padrão ignorado
variável de ambiente vazia
Verifique a conectividade com o proxy e repita
versão do protocolo não negociada
volume persistente não vinculado
""".strip().split("\n")
ENGLISH = r"""
"%s" is not a type
%g%s%s is outside the valid range for parameter "%s" (%g .. %g)
%s at end of input
Add the expression/function to every SELECT, or move the UNION into a FROM clause.
Aggregates with DISTINCT must be able to sort their inputs.
All directory entries in pg_tblspc/ should be symbolic links.
Allow JIT compilation of expressions.
Argument data types
Arrays with element types %s and %s are not compatible for concatenation.
BKPIMAGE_COMPRESSED set, but block image length %u at %X/%X
Bonjour is not supported by this build
Cast the offset value to an appropriate type.
Check if there are any old server processes still running, and terminate them.
Client Connection Defaults / Other Defaults
Command to obtain passphrases for SSL.
Create the type as a shell type, then create its I/O functions, then do a full CREATE TYPE.
DNSServiceRegister() failed: error code %ld
DROP INDEX CONCURRENTLY must be first action in transaction
Did not find any publications.
Disables reading from system indexes.
GRANT and REVOKE are not allowed on untrusted languages, because only superusers can use untrusted languages.
INSERT has more expressions than target columns
Include the extension module that implements this resource manager in shared_preload_libraries.
Input data is missing padding, is truncated, or is otherwise corrupted.
Internal name
Invalid size unit: "%s".
Key columns "%s" and "%s" are of incompatible types: %s and %s.
Key is not present in table "%s".
LDAP authentication failed for user "%s"
LDAP server not specified
Leaf partition size
Maximum number of TCP keepalive retransmits.
New enum values must be committed before they can be used.
Operator class "%s" already is the default.
Owning table: "%s.%s"
Policies (row security enabled): (none)
RADIUS response from %s was sent from incorrect port: %d
RANGE with offset PRECEDING/FOLLOWING is not supported for column type %s
RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column
RETURNING must have at least one column
Register JIT-compiled functions with debugger.
Resource Usage / Asynchronous Behavior
SELECT target entry has type %s, but column has type %s.
SET TRANSACTION ISOLATION LEVEL must be called before any query
SQL statement "%s"
SSL renegotiation is no longer supported; this can only be 0.
Sets the LSN of the write-ahead log location up to which recovery will proceed.
Sets the default compression method for compressible values.
Sets the default tablespace to create tables and indexes in.
Sets the directories where Unix-domain sockets will be created.
Sets the maximum number of concurrent connections.
Sets the minimum delay for applying changes during recovery.
Sets the named restore point up to which recovery will proceed.
Sets the server's "ident" configuration file.
Specifies a file name whose presence ends recovery in the standby.
Specify the argument list to select the routine unambiguously.
The combining JOIN type must be INNER or LEFT for a LATERAL reference.
The connection to the server was lost. Attempting reset:
The only allowed value is "immediate".
There is %d prepared transaction using the database.
There is a WITH item named "%s", but it cannot be referenced from this part of the query.
This algorithm attempts to do planning without exhaustive searching.
This much memory can be used by each internal reorder buffer before spilling to disk.
This operation is not supported for unlogged tables.
Token types for parser "%s"
Triggers firing always:
Triggers on views cannot have transition tables.
Unrecognized libxml error code: %d.
Updates the process title to show the active SQL command.
Use ALTER SUBSCRIPTION ... SET PUBLICATION ... WITH (refresh = false).
Use ALTER TYPE instead.
Use client-side compression, send the output to a directory rather than standard output, or use %s.
Version and Platform Compatibility / Other Platforms and Clients
View columns that return whole-row references are not updatable.
Views that return set-returning functions are not automatically updatable.
WAL archival cannot be enabled when wal_level is "minimal"
WHERE clause not allowed for schema
WITH query name "%s" specified more than once
WITHIN GROUP is required for ordered-set aggregate %s
Write-Ahead Log / Checkpoints
You might have already suffered transaction-wraparound data loss.
a variadic ordered-set aggregate must use VARIADIC type ANY
aborting startup due to startup process failure
access method "%s" does not support included columns
access to non-system foreign table is restricted
aggregate function calls cannot be nested
and merge_delete is:
background worker "%s": only dynamic background workers can request notification
backup failed: %s
cannot PREPARE a transaction that has created a cursor WITH HOLD
cannot access temporary tables during a parallel operation
cannot alter column "%s" because it is part of the partition key of relation "%s"
cannot assign null value to an element of a fixed-length array
cannot change inheritance of partitioned table
cannot change the tablespace of the currently open database
cannot copy unfinished logical replication slot "%s"
cannot lock rows in TOAST relation "%s"
cannot open multi-query plan as cursor
cannot reindex exclusion constraint index "%s.%s" concurrently, skipping
cannot rename system column "%s"
cannot send a message of size %zu via shared memory queue
cannot specify a canonical function without a pre-created shell type
cannot subtract inet values of different sizes
cannot use an existing index in CREATE TABLE
certificate authentication failed for user "%s": unable to retrieve subject DN
change the definition of a procedure
check constraint name "%s" appears multiple times but with different expressions
client sent proto_version=%d but we only support protocol %d or lower
column "%s" is not of regconfig type
column "%s" of relation "%s" is not an identity column
column "%s" of relation "%s" must be declared NOT NULL before identity can be added
column %s of %s
compression method lz4 not supported
configuration column "%s" does not exist
connection received: host=%s port=%s
constraint "%s" for relation "%s" already exists
corrupted item lengths: total %u, available space %u
could not accept SSL connection: %m
could not close handle to backend parameter file: error code %lu
could not compress data: %s
could not convert table "%s" to a view because it has parent tables
could not determine actual result type for function "%s" declared to return type %s
could not extend file "%s": wrote only %d of %d bytes at block %u
could not fork system logger: %m
could not format cidr value: %m
could not get child thread exit status: %m
could not parse restart_lsn "%s" for replication slot "%s"
could not send copy-end packet: %s
could not send data to client: %m
could not truncate file "%s" to %u blocks: %m
cycle path column name "%s" already used in WITH query column list
default privileges on new types belonging to role %s in schema %s
define a new table from the results of a query
define or change a security label applied to an object
distance in phrase operator must be an integer value between zero and %d inclusive
duplicate key value violates unique constraint "%s"
end-of-line before database specification
ending log output to stderr
event trigger "%s" does not exist
exclude_element
floating-point exception
frame end cannot be UNBOUNDED PRECEDING
function %s is not an aggregate
grouping operations are not allowed in policy expressions
hash function 2 must have two arguments
hostssl record cannot match because SSL is not supported by this build
ignoring specified roles other than PUBLIC
including column does not support NULLS FIRST/LAST options
index "%s" contains an inner tuple marked as invalid
index %d out of valid range, 0..%d
index row size %zu exceeds btree version %u maximum %zu for index "%s"
index row size %zu exceeds hash maximum %zu
index search operators must return boolean
inherited column "%s" has a generation conflict
input is out of range
integer_datetimes compile flag does not match server
invalid SCRAM secret for user "%s"
invalid argument size %d in function call message
invalid encoding number: %d
invalid fork name
invalid length of primary checkpoint record
invalid message format
invalid number of points in external "polygon" value
invalid operator number %d, must be between 1 and %d
invalid page in block %u of relation %s; zeroing out page
jsonpath item method .%s() can only be applied to a numeric value
launched %d parallel vacuum worker for index vacuuming (planned: %d)
logical replication completed skipping transaction at LSN %X/%X
logical streaming at prepare time requires a %s callback
missing entry in file "%s" at end of line %d
multiple "=" signs in tablespace mapping
multiple COLLATE clauses not allowed
must be owner of table %s
new_enum_value
no data returned from server
non-view rule for "%s" must not be named "%s"
nondeterministic collations not supported with this provider
not renaming "%s", segment is not complete
number of columns (%d) exceeds limit (%d)
only WITH CHECK expression allowed for INSERT
only boolean operators can have join selectivity
only tar mode backups can be compressed
operator class "%s" does not exist for access method "%s"
operator family "%s" of access method %s contains unsupported ORDER BY specification for operator %s
option "%s" provided more than once
page %u of relation %u of database %u
parameter "%s" could not be set
parameter "%s" removed from configuration file, reset to default
permission denied for extension %s
permission denied for large object %u
permission denied for statistics object %s
pg_hba.conf rejects connection for host "%s", user "%s", database "%s", %s
portal "%s" with parameters: %s
primary key,
procedure %s(%s) does not exist, skipping
publication %s does not exist on the publisher
publication_names parameter missing
publisher did not send replica identity column expected by the logical replication target relation "%s.%s"
range canonical function %s must be immutable
range lower bound must be less than or equal to range upper bound
recovery_prefetch is not supported on platforms that lack posix_fadvise().
referenced relation "%s" is not a table
relation "%s" does not have a composite type
relation with OID %u does not exist
remove a data type
remove a foreign table
replication origin with ID %d does not exist
requested WAL segment %s has already been removed
row comparison operator must yield type boolean, not type %s
sampling_method
schema "%s" does not exist, skipping
schema "%s" is already member of publication "%s"
search sequence column name "%s" already used in WITH query column list
security labels are not supported for this type of object
set the characteristics of the current transaction
set the current user identifier of the current session
set-returning functions are not allowed in statistics expressions
skipping analyze of "%s" --- lock not available
slot "%s", output plugin "%s", in the %s callback, associated LSN %X/%X
specified neither primary_conninfo nor restore_command
statement trigger's WHEN condition cannot reference column values
subquery has too many columns
support function %s must return type %s
table_constraint
tablespace location should not be inside the data directory
target detail cannot be used without target
text search template "%s" already exists in schema "%s"
text search template "%s" does not accept options
there is already a transaction in progress
timestamp out of range
token type "%s" does not exist
transition_relation_name
tuple (%u,%u) of relation %u of database %u
type with OID %u does not exist
unexpected timeline ID %u in log segment %s, offset %u
unit "%s" not supported for type %s
unrecognized CLUSTER option "%s"
unrecognized Thesaurus parameter: "%s"
unrecognized base backup option: "%s"
unrecognized parameter "%s"
unsupported format code: %d
unterminated hexadecimal string literal
user name lookup failure: error code %lu
user-defined types cannot use subscripting function %s
vacuuming "%s.%s.%s"
where abbreviated_grant_or_revoke is one of:
while vacuuming index "%s" of relation "%s.%s"
window "%s" does not exist
window functions are not allowed in JOIN conditions
write-ahead log end point: %s
""".strip().split("\n")
MESSAGES_BY_LANGUAGE = {"es": SPANISH, "pt": PORTUGUESE, "en": ENGLISH}
