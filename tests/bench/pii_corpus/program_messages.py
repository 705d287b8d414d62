"""Messages and sentences of programs without personal data, a line each, that the tagger was not trained on."""

MESSAGES = r"""
' is no address of a rollout controller; write --controller http://host:port
'; land it under
'features.s.window' is missing
'time_zone' must be an IANA name
(mean score, observed rate, rows) of each bin of similar scores.
); choose another folder with
); choose another with --out
, before its calibrator
, for the ledger has
, or leave it out
--from and --step say nothing without --to; add it
... and the share of the last ones that failed. Loud on purpose: this is no test, and carries no probability.
0: nobody ever led.
: folded up to position
; ask for one that is
; ask the identity provider for a token
; build it with `./pants --tag=deployable package ::`
; choose its folder with --tile-log
; choose one of
; convert it or give another file with --data
; land the log with 'batch_features land', or correct --lake
; name its folder with --lake
; rename them in the export
; run it by hand to see why
; sort them, drop later ones
A Feast repository on Redis with the values of every key, one join key, everything online.
A data subject's records on a real broker: a tombstone that compaction obeys, or the date on which they expire.
A finite float as ECMAScript's Number::toString writes it (ECMA-262, 6.1.6.1.20).
A line of free text without what looks like a secret or a person.
A log of 70 records, of which 60 are under checkpoints.
A mature payment and its label.
A model or baseline, measured on the held-out payments.
A package's way from training to production by the command line, over a real MLflow on SQLite and a real audit log.
A process that died with the release in hand.
A regular expression that the whole text matches; without anchors.
A rollout with a regression, for all.
A sentence: what is wrong there.
A short name for a public key: 16 hex digits.
A sign of life of a replica.
A tenant as it stands in keys and in patterns of credentials.
A well-formed request that asks for something that is not there; `field` says where it asks.
Add a checkpoint; it is durable when this returns. Raises `LogUnavailable`.
Add a freeze window, or replace the one of its name.
Add rows, and bodies of evidence by digest (one that is there already stays). Only while `writing`.
Allowed probability that a candidate that does no harm is rolled back all the same.
An SLO's document is not in order; the message names file, objective and fix.
An identifier as Flink SQL spells it.
An issuer's key set that counts its readers and may be out.
Answer rounds: a JSON list of [language, text] a line, the spans and the seconds of processor time back.
Assert that at time `at` exactly `alerts` fire: name -> windows. Values are one a minute.
Base of all deliberate errors. The message is one sentence: what is wrong, where, and what to do.
Begin the rollout of a release.
Build from a parsed document of any of these fields, and `profile`; raises `InvalidDocument` naming the field.
Build from a parsed document; raises `InvalidDocument` naming the field.
By method: log loss there; empty where nothing was compared.
By view: what remains of the tile log if a line counts that is newer than what it replaces.
CREATE TABLE audit_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
CREATE TABLE records (sequence INTEGER PRIMARY KEY, document TEXT)
Call it with every refusal. Not exact about its limit between threads, which does no harm.
Create table `matches`: each good cancelled line (line_number), with its payment's invoice and time, or nulls.
DELETE FROM retired WHERE view = ? AND newest_ms >= ? AND newest_ms < ?
Decisions are counted once, where they belong.
Deliveries by position: ties, late events, duplicates, corrections, tombstones, nulls, filtered ones.
Deliveries that the stream has read.
Delivers a store's history to an audit sink, if there is one.
Difference of clocks between issuer and us.
DuckDB tiles = oracle
End of the range, exclusive; that of the last range is the cut-over.
End the broker at once, as a crash would; it keeps its data.
Entities that the log of served values lost
Events in time order.
Every attack on a token is refused for its own reason, and nothing but a valid token names anybody.
Every metric by name; NaN where one is undefined (one class only, constant scores).
Every metric of every scorer on the same rows and the same resamples.
Every ninth release is refused.
Every refusal is counted by its reason; a flood of them fills no log; no token is in either.
Every release that a replica keeps loaded, stable first.
Every usable score, file by file; lines that carry none, heartbeats and failures, are passed over.
Execute on the event loop.
Executions without which nothing is decided: the release's `Settings.failover_requests`.
FROZEN by the freeze window
Feast's provider of our repositories.
Few customers, products and minutes, so that ties and repeats are the rule; one customer an invoice.
File of a store in SQLite.
Fold in what has landed since for tiles of batch's: only intervals that it touches are written again.
For `Section.close`.
For `readings`.
For an amount of money: the field that holds its currency.
For each (entity, time): the place of the first label of the entity with t >= time, or of its end.
From the event, exclusive, up to and including this much later.
GROUP BY tenant, key
Generated from the service's slo.yaml; change it there.
Highest log position up to which the stream has applied everything; -1 if none.
How its rollout is done: by its own settings or else `default`, with as many earlier releases warm as either asks.
How long the caller waits, in milliseconds.
How many labels are missing from an answer, and how many have another row's values.
How much of it, and how often it is killed.
INSERT INTO audit_meta VALUES ('frontier', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING name
INSERT OR REPLACE INTO intervals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
IS NOT NULL)::BIGINT
In the order given, each with every violation.
Ingest or generate; what was written.
It raised, ran past its deadline, or gave a score that is not a number.
Its members as JSON has them; those that are None are left out.
Kayenta's classes of a metric.
Know nothing but what the store says, from the next tick on.
Let a process with all its threads run on `cores` alone; in the background at the lowest priority.
Let go of files and connections.
Log evidence at every look; `groups`: weight, entities and those of the candidate.
Metrics with intervals by scorer
Name of the source contract, whose events are the view's only input.
No two rows share a value.
Nodes that died
None: those of the data.
Nothing in the platform exports rows today; who does takes this edge.
Notices nodes that die. `look` is called again and again with all nodes, dead ones included.
Numbers of the request, in the order of their names: what the drift guard conditions on. No identifiers.
Of a third life, in a folder of its own, that begins with the same savepoint after the topic has changed.
Of each thing that becomes of a raw event's value: index in the raw row, operation, field of a tile.
Of scores in [0, 1], moved `EDGE` away from its ends.
Of the payment, ms UTC.
On decisions that changed: most did by noise around a threshold.
One aggregation over one window.
One change, for the record.
One column of a contract. Limits are inclusive; None means no limit.
One entity's features.
One input as training saw it.
One judge on one regression.
One of the commands beside the stream itself, on this job's state.
One of the two is null.
One order line, in the order of `COLUMNS`.
One principal of a run.
One stage: the whole and its segments, latency, and what needs every pair.
One thing that is wrong.
Open the ledger; it is made if it is not there. Raises `LedgerError`.
Opens the audit log at a URL.
Order lines read; null for the generator.
Parse a document; raises `InvalidDocument` naming the field and the fix.
Partials: merging them in any way, and finalizing, gives what the oracle computes from the values themselves.
Parts of `PART` tasks in the files of `folder`; None keeps nothing. Only load files that you wrote: they are pickles.
Peak memory and CPU by kind of process, the largest first.
Points of the past as a training set has them: events at their own time, and a moment of knowledge later.
Promoted only once the difference is certainly below this. The gap between the two is what few requests buy.
ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
Raise `UserError` unless the cut-over is a tile edge of every hop of every view.
Raises `ImportError` where numba is not installed.
Raises `UserError` outside development, and for a key file that others may read.
Reading Redis from the event loop: what it answers, what a stalled or restarted server does to it, and for how long.
Reads the key set's document, within a time limit of its own; raises OSError.
Record one thing that was done, durably.
Record what is in force at this service from now on, once over all its processes. Raises `AndamioError`.
Record what was counted, checkpoint, close. What cannot be recorded is said in the log of the process.
Releases by the palette in order of appearance; fallbacks in the colours of trouble.
Remember the stream's tiles of these keys.
Replace state and books, if they still are what was held.
Report on this process whenever metrics are collected; between collections it costs nothing.
Rows and lines of each contract and reason, most lines first.
Run on both databases; status 1 if an objective is missed.
Run once; the result as JSON on stdout, 1 if an objective is missed.
Run the gates on a release, in order, up to the first that fails.
SELECT 'south' AS tenant, 'c1' AS card, make_timestamp_ms(
SELECT entity, count(*) AS versions
SELECT pg_advisory_xact_lock(%s)
Save what was counted since; within the transaction that saves how far the log was read.
Score a payment for the risk that it will be reversed.
Score payments, each with a result of its own.
See `AuditStore.find`.
See `Ledger.acquire`.
See `OnlineStore.repairs`.
See `OnlineStore.write_interval`.
Send `examples` drawn requests to each operation; returns how many were answered. Raises for one that breaks a rule.
Serve the releases of a routing table over HTTP on Ray Serve, until SIGTERM.
Shadow and canary of simulated traffic as whole arrays: what `measurements` gathers and `verdict` says, at every look.
Shadows without room or time
Share of the executions that it strikes, 0 to 1.
Share of the requests that it strikes.
So many lines of the decision log are dropped.
So many payments that had entered `in_flight` are answered.
Spans as they may leave the process, whoever takes them: attributes redacted by name, free text left out or scrubbed.
Stable id within the issuer; goes to records and logs as the actor.
Stages that a rollout enters only with a person's approval: shadow, canary[0], canary[1], ..., promoted.
Stamped when a row is appended to the log; a producer's row does not carry it yet.
Stand by from now on.
Start it; returns at once.
Steps from top to bottom, each where it ran.
Store what counted since the last time.
Summarize the answers of a run; an empty run has no buckets.
TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
Take a line of the decision log, made under the table of the moment.
Take what is new after `offsets`; returns those after it.
That the service counts.
The JSON Schema says yes exactly where the checks do, but for the two things that it cannot say.
The URL of a server's first database.
The answer for a t before the tail.
The broker for tests is a real one, keeps what it was told, and leaves nothing behind, however it ends.
The chain from a changed file to this target; each depends on the one before it.
The customer of each payment, numbered by rank of activity.
The deliveries at positions in (after, up_to], of each partition.
The deliveries that wait for repair, by position.
The elementary changes that commands and evidence are made of: each gives the next state and its transitions.
The environment that is promoted from; raises `PromotionRefused` for one that nothing is promoted to.
The evidence that `to_document` recorded; fields that an older version did not have are empty.
The fastest reader there is; a `compiled` one takes its time to begin with, so it is for servers.
The input of the person running a command is at fault. Command lines exit with status 2.
The job's state, such as RUNNING, RESTARTING or FAILED; raises `RestError`.
The lease as the store holds it.
The log of served values: every view of a sampled entity, in files that appear whole, without holding anyone up.
The log position up to which the contract's deliveries have landed; -1 for none.
The methods were tried with what was known then; compared on what happened from then on.
The model's own time
The name of a key with tiles, taken apart.
The name of what a transition did, in the audit log's vocabulary.
The names of the host that it answers to; None for all.
The newest release; with none, the merge base with main.
The number of the last transition that the audit log is known to hold.
The numbers of a request by name, its time excepted: time always moves.
The objectives of a file of one or more documents; raises `InvalidSlo`.
The objectives that this run can be held to.
The one sentence for a view that no one has made in this store.
The only writer, from begin to end; what was inserted is durable at the end.
The options of one run.
The oracle: each item doubled, in order; no batch above the size, no more runs at a time than allowed.
The place after everything recorded.
The position in each partition, from 0 on.
The reference that it was released with.
The register of this process.
The register, written by real processes that die in real ways.
The release whose health is watched.
The rollout under way, or the last one.
The rows of a source with start <= event time <= end.
The rules of each view's contract on the rows of the window, by the time that they became known.
The signer of a PEM file, which nobody but its owner may read; raises `SigningError`.
The state after `command`; raises `Conflict` if it does not fit the state. A repeated command changes nothing.
The three requests to Flink's REST interface that a stream needs: is it alive, take a checkpoint, is it taken.
The unfitted champion.
The upper (side +1) or lower (-1) bound of `bernoulli_interval`, for total > bad.
The verdict on `evidence`: a pure function, so a recorded one can be given again.
The view now, and the cursor to follow it from. Without an id: of the rollout under way, or the last.
Those of `payments` that are mature at `k_ms`, in their order, labelled with what was known by then.
True while the process runs.
Twice the rank of each value, from 2; equal values share the mean of theirs.
UPDATE audit_records SET digest = ''
UPDATE views SET cutover_ms = ? WHERE view = ?
USING (tenant, key) ORDER BY point
Until told to stop; returns the savepoint that the job was stopped with, if it was.
Values by place, back in the order in which the labels were given.
Values of several sets of labels as one, in the order of the labels.
WAITS for an approval to enter
What a command answers.
What a new connection says first, and how many answers that gets.
What a plan assumes; the defaults suit a service that fails one request of a hundred.
What a target in the plan asks for: a test runs, a binary tagged deployable is deployed.
What a token may be.
What a writer has read of a view, and decides from.
What an audit log promises, whichever database holds it.
What batch keeps of a key: tiles that start before the cut-over; nothing without one.
What becomes of a number: reductions are the first five; of a raw event's value SQUARE adds two limbs, ONE counts it.
What came of one payment: an answer or a problem.
What is drawn of a view.
What is needed of a tree to grow it: the roots of its perfect subtrees, largest first, one a bit set in `size`.
What is wrong with the candidate.
What one guard says, and why, with its numbers; None where it has no such number.
What one release would do with each request of a block.
What one run cost.
What the replica is measured with.
What the tuned peers see in a rollout of (seed, regression, surroundings, horizon).
What they may use personal data for.
When a tuned peer looks, and how far back; in requests of both releases.
When each position of a contract's log became known.
When the last process that still lived had applied the table: its first line, heartbeat or decision, by it.
Where nodes leave their last words.
Whether it is the recorded verdict.
Whether the outputs are the same within the tolerance.
Whether the release would have sent it to review.
Whether this span, which has ended, is kept.
Who asks, and why: it goes to the record.
] with rows, not
a compiled rule of
a path, sqlite:///PATH or postgresql://...
a payment without a token
a release under watch promises nothing
a role that nobody has
add --once or --json
andamio gate report
another definition or format
apply the tile log
at training, served it is from
before the upgrade
before them to train on, fewer than
can be read by others (mode
can never equal a
cannot serve on 127.0.0.1:
card_payments@1: 2 labels have no 'card'; remove them or fill it
changes no golden score; swap inputs that the model uses
choose one of GBP, EUR
come over plain http, which anybody on the way can change; use https
compares nothing; give at least 1
complaints from the shop
compute and load tiles up to --to, which becomes the cut-over
content-length:
control without data
correct --mlflow-uri
customers_of_invoice > 1
deleted: 0 is not true or false
deliveries are not in the store after
device cuda is asked for, and ONNX Runtime cannot start it (
does not parse (
edit and re-chain
event_time_ms >=
executions, evidence
feature removed
feature service
files written to
folder, or MODEL.ENVIRONMENT@ALIAS in --registry
generated, do not edit
go to quarantine:
gradient-boosted trees
grey line: our plan,
have no column '
held-out payments,
held-out rows, at
in canary) in 19 of 20 rollouts that do no harm,
inference (Ray Serve)
is no duration; choose 0 or more
is no event log with payment_captured; name it with --log
is not a snake_case identifier; write it like 'chargeback_risk'
is not canonical JSON
it was the machine
keys equal to the oracle, asked in every way
kind = 'purchase' AND quantity <= 0
known days later
lakehouse folder; the ledger is
lateness changed
leaves out events .* use
let this release out; needs --actor and --reason
libraries are missing
logicalType: bool
mean 90-day amount, minor units
meaning changed
message.timestamp.type=LogAppendTime, not CreateTime
ms after it was rolled back
ms since 1970, UTC.
must be a string that is not empty, not
must be the file's name,
name: inference reads features
no promotion within
no token at all
not a key set: 'keys' is no list
not ready after
not seen by the witness
nothing is promoted to
nothing is wrong
of its last 20 executions
of the history, the kills and the reads (default 4)
only documents of this kind
outside lower left
p99 at 60% of Feast's saturation, times less
payment_captured@1, payment_reversed@1
payment_reversed event ids.
psycopg.Connection[tuple[Any, ...]]
records; take one of the checkpoint file
refresh them with
refused at the gates
register a package with it first
requests a second
reversal_risk.v1.yaml is there already; choose another model
revision of the code (the front door gives it)
roles as a mapping
rollout-1: r2 over r1 has begun
rollout.advanced  release/r0  step 36
routing table not applied
rows for tiles of batch were refused and wait as repairs; batch folds them in
rows in the lakehouse
segmentation fault
serving: rollout controller and Ray Serve with the champion
silently wrong: amounts in pounds
the OTLP exporter is not in this resolve (Flink's); leave out
the answer to the commit is lost
the broker has ended; its log is
the connection was closed
the connection was closed before the answer was whole
the controller does not tell of
the key that it is found by is not its own
the rollout controller does not answer
the token's claim '
there are no freeze windows
this environment names no user; say who you are with --actor
unit_price <= 0
unsigned packages are allowed; unset ANDAMIO_ALLOW_UNSIGNED
verdict: promote
verifies, and holds all kinds of acts
version contract_version
was checkpointed;
was set stable:
was written by a later controller
without spaces and accents, at most 64 long, as ids must be
write how far producers' clocks may be ahead
write nothing; exit 1 and name each stale file
write redis://host:port/db
""".strip().splitlines()
