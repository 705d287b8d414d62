"""Messages and sentences of programs, in which there is no personal data: from this repository, as of one day, a line each."""

TECHNICAL = r"""
#events img, #lead img, main script
' already; leave features out of --labels
' exceeds 64 bits (
' exceeds 64 bits; choose a shorter window
' is no rollout id; they look like rollout-7, and `status` names the current one
' is not a multiple of its coarsest hop (
' is not supported
' must be lower-case words with hyphens
' names no database of a Redis server; write redis://host:port/db
'; only http/protobuf is built in: leave it out
'count_1h' is defined twice
'deadline_ms' must be between 1
'kind' must be one of error, slow
'margin' must be between 0.2 and 1
'step_request' is not known
'twice'.*has 2 partitions, not 3
(column in the file, column in the view) where the two differ.
(hop, start, partial) of each row; `last` without the event id, which is not kept.
(partition, position)
(raw score, probability), both rising, for a table; empty otherwise.
(tile_start_ms, partial) of one key, by hop; raw events under RAW_HOP_MS. In any order.
) AS first_known_ms FROM
) is not an interval of view
) was trained with
); check --controller, or start it again: replicas without it go back to stable
); check ANDAMIO_STORE_USER, ANDAMIO_STORE_PASSWORD and the user's key patterns
); check the address, the topic and the brokers
); check the path
); choose another folder
); make a service of each
); refused to replace it with epoch
); see the log in
); start a rollout of it instead
, but the manifest says
, for batch has written up to
, the one of the state of view '
, which has no text; choose another aggregation
, which is not among the deliveries; land it first
, which it is compared with, failed
--connector-jar
--inject-seed adds disorder to a data file; generated payments have theirs from --seed
--moves is about all failovers and labels; leave out the rollout and --verdict
0 for a raw event.
0.4000 came 0.5000 [0.4000, open], 100 rows
1 of 2 golden scores
16 hex digits of all settings, whether they differ from their defaults or not.
200 when the store answers and every view of every service has been written to, until SIGTERM.
2010-12-01 08:27
2011-03-02 10:00
2011-03-02 11:00
2011-04-01 09:59
2011-07-01 11:00
2011-07-02 11:00
3 generated files are stale; refresh them with
3 of 400 served values are not what was known
3 order lines were read but 1 are in events and 0 in quarantine
3 values differ; see parity.json
5 s are over: no labels came
: compiled from
: must be a mapping, not
: the approver lets it be
::BIGINT AS hop_ms,
; change it with kafka-configs, or use another cluster
; choose its folder, or kafka://HOST:PORT, with --log
; give a smaller --replay, or more payments
; look at its log
; name its file with --store
; roll the service out first
; someone else must approve it
; this one stops
; train against
; write a new release for the new package
; write the store anew in another file
A Feast repository of the view with these settings of the store.
A POST of JSON.
A batch of rows, judged: each is either accepted or rejected, in the order given.
A body that came in parts; None if the client went away before its end.
A canary for each value of the field, in order of appearance; beyond the last they begin again.
A component of one event; null is what a merge passes over.
A condition of clear: below 0.
A consumer of no group: positions live in the tile log and the checkpoints, not on the broker.
A contract as an Arrow schema: the layout of rows in memory, in Parquet files and in Delta tables.
A control that mostly fails says nothing of the candidate.
A controller behind a URL. A context manager. Raises `UserError` for what is no address.
A declared calibration stage.
A dependency that gives who was let in by the route's declaration; None where nobody is asked.
A drawing follows the page's colours, is the same in every run, and says what it shows.
A failover, or what labels decided, decided again from the evidence beside it.
A few sentences.
A file that holds canaries.
A fresh log in each of the databases, for the tests that both must pass.
A lake with payments on both sides of the cut-over, a store that has them, and answers read from it.
A local Spark session is bounded, alone with its process, and gone with it.
A model whose runs end when the test says so.
A multiple of hop_ms; the event time of a raw event.
A name for this process as the owner of leases: machine, process, and what tells two of a process apart.
A number in [0, 1) that chance chose once for the request: a replayed rollout breaks ties alike.
A package is damaged or was changed. `file` is the offending file.
A policy file, the guard by it, and its watch.
A private key and the identity it signs as.
A process of its own that starts the stubborn child, because stopping kills every descendant.
A promotion without the gates' evidence or the approval that it needs.
A quantile of one run.
A queue whose clock and whose business are the test's.
A release's own settings, None for the controller's; may raise `AndamioError`.
A replica as its lines in the decision log show it.
A replica wrote that it goes by a version of the table.
A request for more than `at_most` payments is let in where there is nothing else.
A request that takes longer keeps its trace.
A sentence's worth of why `what` is trusted; raises `SigningError` saying why it is not, and the fix.
A served answer that recomputing does not give.
A session on exactly this device; raises `DeviceError`, or ONNX Runtime's own exceptions for a broken graph.
A span of the same trace whose parent is `of`, kept if `of` is.
A table that is missing is made by the first append to it, where `writable`.
A table together with the releases that it names: what one request decides by.
A tampering that changed something at or before the last checkpoint, and the first sequence that it changed.
A token that holds from now on for `life_s` seconds.
A version of a contract breaks rows or meaning of the one before, without a new major version.
A view's state and books as they are.
ANDAMIO_DATA does not name the Online Retail file
ARRAY_AGG(DISTINCT
AS DECIMAL(19, 0))
AS DOUBLE)) OVER w
AS key, event_id, event_time_ms
Accept or not; see --help.
Account for `sent`; `logged` is how often the log has each id.
Acknowledged records that the log has not, or has elsewhere or with another digest.
Add a window, or replace the one of its name.
Add the group `auth`; `groups` is what argparse's `add_subparsers` returns, `policy` what `init` copies.
Add the group `contracts`; `groups` is what argparse's `add_subparsers` returns.
Add the group `features`; `groups` is what argparse's `add_subparsers` returns. Returns the group's own.
Add the group `releases`; `groups` is what argparse's `add_subparsers` returns.
Adds a command to the group, or to `among`, and returns its parser.
Against a real MLflow on SQLite.
Age of the oldest event that an answer missed
All writes within happen, or none; renews the lease. Raises `StaleWriter` if `epoch` is not its epoch.
Amounts over eleven orders of magnitude, missing values, a column without any.
An engine does not answer.
An example as the report may hold it: a report has more readers than the stores.
An exporter that costs nothing.
An identity provider that is trusted, and whoever pretends to be it. Its keys are made once a process.
And of deliveries up to this log position; -1 for none.
Another controller leads since: what this one has decided must not be written. Its remedy is to stand by.
Answers that a fallback gave.
Answers that saw positions which have not landed yet: they are compared when they have.
Any application's requests are measured by route, and its code works for the caller's trace.
Any sequence of commands, verdicts, reports and times, by Hypothesis: what holds after each, and where each can end.
Append (contract, row) pairs; all are in the log when it returns.
As Feast's DuckDB store.
As a picture that a browser opens, with each document's owner, objectives and PII classes.
As in the report: lags in ms, and how many answers were later than the objective.
As it starts from a checkpoint or a savepoint, or anew, over a tile log that `runs` have written.
As manifest.json has it, without files and digest.
At `LEVELS`; empty where no value is there.
At every look, as the controller gives them.
At most `points` (2 or more) of these, spread evenly, the first and the last among them.
Average precision
Base URL; None sends nothing.
Base of what goes wrong with an online store.
Base of what this lib raises.
Basic c2hvcDpzaG9w
Batch would take over tiles in which the stream has counted events that batch does not know.
Begin the runs that may begin.
Below 0 where the library's own interval is within the margin: at the first such of `looks`, the rest unknown.
Between two distributions: the observed one, and an interval for the true one.
Bounded work of low priority. For one event loop.
By entities, as many at once as memory is meant to hold the versions of.
By entity; nothing at all where no service's feature can be.
By kind in the order of `KINDS`, then by id.
By name: a small one, whose transfer costs more than its work, and one with work for a GPU.
By process, identified by pid and start time: its name and the CPU seconds it has used.
By view id, of a log in one partition: every event up to this position is in the values; -1 if none is.
CPU of this thread, the least of some rounds.
CREATE TABLE records (sequence BIGSERIAL PRIMARY KEY, document TEXT)
CREATE TEMPORARY VIEW
CREATE TRIGGER full BEFORE INSERT ON tiles BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END
Called once a request or payment, from the event loop.
Check the layering of imports
Check the objectives of services
Checkpoint and close. An error of the checkpoint is raised after everything is closed.
Checkpoints: what a signature covers, and a file that crashes leave readable.
Class of an `OfflineEngine`, made with the lake, `memory_limit` and `threads`.
Client latency by time
Command line of label_feedback: what came of scored payments, for the watch over promoted releases.
Commands in the runbooks are commands: each `andamio rollout ...` of docs/runbooks is one that the command line takes.
Compare everything; the report as a document.
Compare one value at (view, tenant, key, t_ms).
Compare one value, to the bit.
Compile the catalog's contracts to JSON Schema, Spark, Flink, Arrow and Feast.
Complete the savepoint that Flink has written, and have the next start resume from it.
Computes views at labels; the rows of an answer are those of the labels, in their order.
Connect. With `new_id` the tables are made if they are not there; without, they are only read.
Content Security Policy
Contract id to its document's path within the catalog.
Copy a release to the environment `to`, which must have its package; raises `PromotionRefused`.
Count an access to personal data.
Count an entity at its first event; an `entity` of None is one of its own.
Counted events in [from_ms, before_ms), each as a tile of hop 0; see `BatchEngine.events`.
Counted events with event time in [from_ms, before_ms), each as a tile of hop 0; see `tile_rows`.
Create table `classified`: `lines` plus kind, invoice_time (earliest of the invoice) and reason (null if good).
Dates month first and without leading zeros, as in the exports that circulate.
Decide every recorded failover, take-back and end of a watch again from its evidence, oldest first.
Decisions that changed, and decisions that depart from stable's rule, have half of the wealth each.
Declares a route open to all; `reason` is for the reader.
Dies before one of its writes.
Digest that the package must have.
Distinct counts that have reached their `at_most`: there are as many values, or more.
Distinct counts that reached their `at_most`: there are as many values, or more.
Done means done: the store has what the intervals say, up to the log positions that they say.
Drop the rows that start in [from_ms, to_ms).
Duration of HTTP server requests
Each of the view's features, in its order, at points with columns `tenant`, `key` and `t_ms`.
Each release is measured where it answers, from the end of shadow on.
Event times, rising, ms UTC.
Events whose event time lies in [week_start_ms, + 7 days).
Every peer with its documentation's settings, for as long as those take.
Every rule that the document breaks, field by field.
Every transition since the store was made, oldest first.
Every transition, oldest first.
Evidence that observations no longer come from where a reference sample and they themselves came before.
Evidence, reduced to what the state machine needs of it.
Executions that wait for a thread.
Exporters to the collector at this base URL. What cannot be sent is retried, then dropped and said on stderr.
FROM `events_visits_v3`
FROZEN: no forward moves
False for too_old and unavailable, where the API says that it does not know.
Feast over the generated repository answers with the store's own values.
Feast's file store too, once
Feature -> value.
Features at each point as known at its t: what an online read would have answered then.
Features at each point with everything known: in the order of the points, and of the view's features.
Features by week
Feed the next file if Flink has read the last one and the log has more; true if it did.
File name to the bytes of it that were taken.
Fit on `rows`; with a calibrator the model learns from the earlier of them, and the calibrator from the others.
Flink and batch = oracle
Flink's Kafka connector (default: fetched once by Maven)
Folder of its stdout and stderr, of all its lives.
Folder of the catalog, for `store`; None for the packaged one.
Folder of the checkpoints, the lock and temporary files; absolute.
Folder of the lakehouse; windowed views need it.
For the record.
GiB; asking the oracle
Give `measured` a core of its own, `serving` the rest, and `others` what they leave; says so in a sentence.
Give a command to the one that leads; whether it was obeyed.
Grants, decided fast: what was decided once is remembered, for a policy never changes while it is loaded.
Guards of each segment: errors, slow, score and decisions within it, each with its part of the segments' part.
Harm is a change that is certain and large: certainty alone would punish a season or a busy customer.
How a fetch fails that did not fail before.
How a method was chosen: each was tried before the last rows of the training period, and measured on them.
How a model's scores are calibrated, and how well they were on the held-out payments.
How a package's scores are calibrated and how well they were, as lines for a person.
How long named parts took, in milliseconds; a part that happens again keeps its first time.
How many different ones those are. `table` has room for twice as many: a hash, and the round it was seen in.
How many records are proven, and how many come after the checkpoint; raises `Wrong`.
INSERT INTO audit_checkpoints (line) VALUES (%s)
INSERT INTO audit_records VALUES (%s, %s, %s, %s)
INSERT INTO traffic (second, answered) VALUES (?, ?) ON CONFLICT (second) DO UPDATE SET answered = excluded.answered
INSERT OR REPLACE INTO audit_meta VALUES ('frontier', ?)
IS NULL THEN 0 ELSE 1 END
If it shows in shadow.
In Unicode code points.
In the order given, one column a field of the contract; null where the log has yet to assign.
In the order of the document, which is the column order of everything compiled from it.
Index of a component's first field.
Index of a distinct component's number of hashes in the row, and in a tile.
Index of the field in a row; of `newest` that of the time, whose value follows.
Index of the label at each place of the order.
Intervals for what a simulation estimates: a share, and the median of times to an event that may not come.
It answers half of them all the time: of canaries, what tells two releases apart soonest.
Its last value; None where it was never exported.
Join keys, then features, a row an entity. Sums beyond 64 bits need decimals, and get them.
Kafka needs Java and there is none; install a Java 17 runtime and set JAVA_HOME to it
Kayenta's class of the metric.
Keep a line until `let_go`; None, and not kept, where it is too long or there is no room.
Keep the old table alive: its heartbeat goes on, so that the replicas do not fall back by themselves.
Keeps `traffic` for the controllers of a store. Times are of the controller's monotonic clock.
Kill -9 of writers while they write, and the account afterwards: for the tests, and in full for the benchmark.
Know nothing: silence is counted from now.
Know what the store knows: who begins to lead goes on from there.
Labelled with what was known at the split.
Labels or deliveries do not allow a training set; the message names the column or contract and the fix.
Lag by hour, 99th percentile
Land a view's contract from a log.
Landing of a log in several partitions: each delivery once, whatever is killed, and partitions that came later refused.
Lands the event log in the lakehouse, and writes the tiles of the past into the lakehouse and the online store.
Largest absolute difference of a score in [0, 1] between device and CPU.
Let `steps` steps pass, with faults.
Let go of every place.
Let go of what a sibling died of, or has found to be in quarantine.
Let in, or raise `TooBusy`.
Let the rollout enter the stage that waits for a person.
Lines read and lines accounted for differ: a rule lost or doubled some.
Log evidence of harm of one guard, or of the segment that has most of it.
Log of the mean of the exponentials, weighted if there are `weights` (they sum to 1): of e-values, an e-value.
Log records to the collector: what the line in the file says, no more.
Longest wait of the first request for others, 0 to 100; 0 takes what is waiting already.
Looks for many byte strings at once: a table of their first eight bytes, then the whole of those that fit.
Make a service ready. Raises `UserError` if its views are not about the same kind of entity.
Make every attempt; what came of each. `payment` is one that would be scored. Raises `StepFailed` without an answer.
Mean score, candidate minus stable on the same requests, either sign.
Measure; 1 if an objective is missed.
Median latency of the full path, at most this many times that of the same code behind a bare uvicorn.
Memory and CPU of the whole process tree, sampled once a second while the run goes on.
Microseconds of processor time a request, each service.
Move the view's frontier and counts, then drop what no read at or after frontier - tail can use.
Moves what was rendered into the repository and says what comes next; pre_gen_project.py saw that nothing is there.
Name of the freeze window in force.
Names of parts that were read, by view.
Names the keys of tokens; None where development's are taken.
No features for this request; the declared fallback answers.
No heartbeat for 5 s: stable alone answers.
None in shadow.
None were measured if nothing was scored.
None where there was none, or where it was dropped.
None while there is none, and for good where it failed.
None: all requests.
None: of a writer that does not say; then nothing tells it from the same label once more.
Number of the view's operators in this job; never given to another view.
ORDER BY known_at_ms
ORDER BY number
OTEL_METRIC_EXPORT_INTERVAL is 'soon'
Objective: the share of the time in which events can be appended and read, as in 0.999.
Of a cut-over, from where to where; from_ms is -1 for the first.
Of a view's `ViewState`.
Of about as many rows each: a bin goes where the middle one of its rows lies.
Of database 0, as its administrator.
Of each key the distinct counts that stand for themselves and all above.
Of the applied positions; with a newer epoch of the store nothing is applied yet.
Of the counted events before t; None if not_found, too_old or unavailable.
Of the inference service, full path: tokens, features from the store, the decision log, telemetry.
Of the operators that Flink made of it; empty until it is planned.
Of the traces that begin here and are neither failed nor slow.
Of the training rows, by scikit-learn, so that the golden check compares two implementations.
Of them, above it by more than the slack.
Of them, those above another number of thresholds.
One comparison of engines, to the bit.
One condition on an event's column; a null never satisfies it.
One connection, for one thread at a time; connects when first used, and again after a failure.
One controller's wish to lead.
One delivery of a payment; known when it happened unless `changes` says otherwise.
One event an invoice that has a good line, from its good lines.
One feature's shares by the reference's bins, beside the reference's own.
One for each name. Made in a tenth of a second.
One for each of the task's settings.
One frame of `andamio rollout watch`: stages, traffic, guards and events as text. A function of the view alone.
One inference replica: its applied table, its log, and whether it sees the table.
One issuer, as the file has it.
One label. It carries nothing of the customer but the hash that the decision log has.
One line of the event log.
One line on a parity document.
One look at the decision log: signs of life, traffic, the health of who answers, and what counts for the rollout.
One objective of the run; they stand at the top of the report.
One release document each, with the digest of its package; what was written.
One release's work on one request.
One request, and what was found out about it on the way.
One result a payment, in their order.
One row of a policy.
One run of the job.
One run. What the steps find is kept on it, so that a run that stops half-way still reports what it has.
One server-sent event.
One step of the quickstart, in order.
One view's features at a point.
One view's features of one key at t.
One view's intervals, its tables and its store.
One view's values of one entity, as they were served.
Online Retail.xlsx
Opens or creates the experiment; raises `UserError` if MLflow cannot use the URI.
Our server on a store, with metrics, traces and the log of served values on, as deployed.
Ours must find harm; otherwise it is enough that it does not promote.
Ours on harmless rollouts.
Ours runs under each of them.
Over the first pair of each entity.
Over the last axis.
PARTITION BY tenant, event_id ORDER BY sequence DESC)
PRAGMA busy_timeout = 0
PRAGMA synchronous = OFF
Parity by feature: what was served beside what the oracle says of the positions that it saw, by hour.
Parquet with a column <view>__<feature> each: judge drift by it
Parquet: join keys, a time, anything else
Parse the YAML file at `path`; raises `DocumentError` if it cannot be read, or is not a mapping.
Payments between two drains of the log.
Payments that were not decided, by status
Places in a log of several partitions: a lattice, of which a log in one partition is the plain order of numbers.
Places of rows that do not fit into columns: they break a rule that the compiled ones cannot see.
Plan again what failed, and what a store that was made anew or put back does not have.
Poll until cancelled.
Print the counts; status 1 where a family is below an objective.
Print the result as JSON; 1 if the objective is missed or a value is wrong.
Print the result; 1 if an objective is missed.
Print the result; 1 if the objective is missed.
Probability of a reversal, 0 to 1; null where the rules answered.
Put it into the folder, whole or not at all.
Raise `UserError` for options that make no sense.
Raise unless a batch that knows the log up to `folded_position` may say what is in [from_ms, to_ms).
Raises `StreamError` if a topic has other partitions; a broker that does not answer is asked the next time.
Raw events that reads shortly after the cut-over may need.
Read a feature service for up to 1,000 entities at one time.
Reads feature services without holding up an event loop.
Reads the deliveries that training may know from the lakehouse.
Recall and precision with 95% intervals.
Record it, durably. `before` and `after` are kept as digests.
Record one thing that was done. A repeated `key` is the same record: it may come twice after a crash.
Record several things in one commit, all or none; at most `CHECKPOINT_RECORDS` at a time.
Record what a version of the routing table is for.
Recording and alerting rules of an objective, as one group of a rule file.
Records that its checkpoints cover.
Refuse fields outside `known`: a misspelt setting must not fall back to its default in silence.
Refused: history is read where the lakehouse is, by `LocalFeatures`.
Release -> share of its executions that fail.
Replace the counts of these seconds, one at least, and forget those `kept_s` or more before the last of them.
Requests by release and second, of the last minute.
Requests of all customers from the start to the end.
Requests of shadow: canary has those from here on.
Requests that the candidate must answer in each canary step.
Requests that tuned peers get.
Rolled back once the difference is certainly harmful and above this; see `verdict` for each guard.
Rollouts through the HTTP API, over a fake inference and a clock in the test's hand; store and files are real.
Row by row, in the order of `features`; None where there is no value.
Rows of a contract that were checked, by place
Rows of events.ndjson; more than payments + reversals when disorder was injected.
Rows that each hold for the labels [first, past) of an order; a range that ends before it begins is empty.
Rows that the threshold decides otherwise, the CPU's score being further from it than the tolerance.
Run a backfill; kill it after some seconds if it has not killed itself; whether it was killed.
Run a scenario on a replica that has applied the table; returns what it logged.
Run a script that the server most often has already.
Run the gates on a release, in order, up to the first that fails; `catalog` is by default the packaged one.
Run to the end, or to the step told.
Run trials one after the other on one pair of services, which start in `folder` and stop at the end.
Runs a Kafka broker on this machine until SIGTERM or Ctrl-C. It keeps its data, and goes on with it the next time.
Runs a command as a person with a key of their own, all trusted; gives the JSON, or what stderr says.
Runs while the context is open.
Runs whose lines in the tile log say nothing about what is read since then.
SELECT * FROM unfiltered WHERE
SELECT count(*) FROM sqlite_master
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
SELECT entity, event_time_ms, valid_from, valid_to
SELECT number, at_ms, rollout_id, verdict FROM verdicts WHERE
SELECT sequence, digest FROM audit_records ORDER BY sequence DESC LIMIT 1
SELECT sequence, digest, document, key FROM audit_records WHERE key = ?
SELECT to_regclass('audit_checkpoints')
SELECT until_ms, position FROM folded WHERE view = ? ORDER BY until_ms
SHA-256 of the subject's state before, 64 hex digits.
SHA-256 of times, labels and inputs, as the model sees them.
SHA-256 over the rows in order of place, whatever order they come in.
SQLite that can be away, and whose process can be killed around a commit.
Samples in a thread between `start` and `stop`. `names` gives the name of each child that was started, by pid.
Score one request on the event loop, for who is `at_once`.
Scores that were 0.1 too high when they were promised are kept; of a package that promised none, they are harm.
Seconds from the first bad answer to the last, and the way there: detect, decide, apply; None if not measured.
Seconds from the first bad answer to the last, at the client; None if there was none.
See `AuditStore.frontier`.
See `AuditStore.rows`.
See `OnlineStore.record_folded`.
See `ViewRead.folded`.
See `ViewRead`, which says the same with an object a key.
See `documents.Status`.
See `replayed_verdict`.
Segment values that get verdicts of their own, first come first served; the others of a name are pooled.
Send `total` requests, each connection the next one as soon as it has its answer.
Send packed commands and read their answers.
Send requests to inference in front of a feature API, both with their telemetry in `folder`.
Server-sent events (HTML standard, 9.2.6), of which the controller writes single lines of data.
Service -> its objectives, of every service of the repository at `root`; raises `AndamioError`.
Set when the process is to stop: ends the streams of events, which would not end by themselves.
Settings are read with their defaults, or refused with the field; the plan follows from them.
Several commands in one packet; their answers in order. Raises the first error among them.
Share of entities that are scored by both releases, in shadow and canary.
Share of good events, or of good time, over `window_days`; in (0, 1).
Share sent to review by the candidate alone minus by stable alone, either sign; for equivalents.
Share that may be bad.
Shut the broker down in order; it keeps its data.
Sign a content.
Simulates what is asked for, or finds it among the kept parts.
Since the step before, by a clock that does not jump.
Somebody who may score payments of a tenant, see their features and look at the table.
Something happened that must never happen.
Something that the run did and that has a name of its own in the audit log's vocabulary.
Sort key: a reversal known in the same millisecond as its payment comes after it.
Spark cannot start here; the message says what to do.
Split rows into (accepted, rejected), both in the order given; of rows that share a unique value the first stays.
Standard deviation of the score differences, 0 before there is one.
Stands for no value in front of the trees: inputs are counts, amounts and durations, never negative.
Stands for the tiles of a key that has none.
Stands in for the controller: writes the routing table, and its heartbeat again and again.
Stands in for the feature API: the same values for everyone, or none at all.
Stop as on a signal, but without notice. From any thread; before `run`, it ends at once.
Store what is new in the files; the watches hear of it when it is committed.
Sweep one page, begin a sweep that is due, or do nothing.
THEN event_time_ms END AS counted_time
Take a decision of stable, after it was measured.
Take both releases' executions of one request.
Takes checkpoints, then rows in the order of their sequence, then gives the report.
Tenant and key.
The API of rollouts: start one, read it, its plan, its verdicts and their replay, and command it.
The ONNX graph; raises `InvalidPackage` if the file is no longer the one that was verified.
The SHA-256 of a document's canonical JSON.
The Spark jobs that this thread submits in the block, each an event `spark job` of `span` with its outcome.
The answer, and whether it is a degraded one.
The audit log as one process of a service uses it; threads may share it, forks may not.
The audit log at the end of the run.
The audit log, as far as the controller needs it.
The beginning of every answer, up to the value of as_of_ms.
The bound beyond which it is rolled back.
The caller's span; None where the trace begins here.
The canary's minus the primary's: a custom metric, or an Argo query over both.
The column lists for Spark and Flink. Both engines parse them in the jobs' own tests; here it is the text.
The columns by which the greatest row is found.
The command as a user typed it: without what the front door adds.
The command line.
The commit of a state in which batch knows more.
The contract's deliveries that did not land, as rows of `QUARANTINE`; empty if there are none.
The control loop comes round.
The control loop ended by itself.
The controller as a process: real HTTP, signals and kills, over a fake inference.
The controller did not obey: the command does not fit the state. The message is its own.
The controller's verdict: roll back.
The controller's, in one sentence.
The cursor that `str` wrote. Raises `ValueError`.
The decisions on requests whose ids begin so.
The declaration that anybody may call a route, and why.
The declared fallback of last resort: a rule that needs neither features nor a model.
The distinct hops in ascending order; each divides the next.
The edge of the hypothesis: every mean is exactly what was promised, and any certain difference would be harm.
The embedded engine. It keeps no connection between calls.
The end of what it said, for an error message.
The entries of the view's partials: count, max_time, then what its functions need, in order of first use.
The error to raise for a field of this document.
The event column that holds the entity's key, within `tenant`.
The events that belong to the stream.
The evidence for a verdict in `stage` and `step`.
The evidence of a transition among the inputs of its step; None for what people did.
The failed check that rolls back: the first, the fifth, ...
The features at t. Raises `StoreMismatch` for tiles of another definition.
The features of each label's row, by a loop over the rows of its key, then those of rows that tie with it.
The field of that name, None if the contract has none.
The field that names an entity beside its tenant.
The fields of a narrow row with the nothings of a wide one.
The files that have appeared since, in chunks of about `lines_at_most` lines, but never less than a file.
The first `requests`.
The first place's.
The first place, and the witness if there is one.
The first row of each level that starts at or after each of its bounds.
The first rule of the table that matches a field's change; at least one of the two is given.
The first sequence that a change concerns, its evidence included; None if the two are the same.
The first verdict window that held evidence of it: when the controller first measured a breach.
The four steps of what counts, each on a history small enough to check by eye.
The gates of a rollout, as this controller runs them: those of the rollout lib, under this process's trusted keys.
The generated rules, run by Prometheus's own promtool: what must alert does, what must not stays silent.
The header of a request that carries the token.
The highest position of one contract's events, -1 if it has none.
The inputs of a model as it was trained on them.
The interval in its next state. Raises `WrongTransition`.
The key numbers: label, value and a note, for what the result has.
The keys that would tell cannot be had now.
The labels as known at a time k, ms UTC: `tenant`, keys, `t_ms`, and a column `label`; young ones may be among them.
The labels in a folder, as `Labels` of the control loop.
The labels with a column a feature. `entity_df` is a data frame, or a query in the engine's SQL.
The labels' times in UTC: text is parsed, times without a zone are taken as UTC.
The last sign of life of a replica.
The least n, to 1%, from which on `holds`; it is true for large n.
The log positions behind each view, by partition.
The look at this window, counted if it is new, and kept before anything is decided with it.
The means in [-1, 1] still standing.
The merge of a component over the rows of a group.
The merge of a component over versions.
The merged partial of each window of the view, and that of [floor(t, coarsest hop), t).
The metrics as text, in OpenMetrics if there are to be `exemplars`. `extra` labels are added to every series.
The model does not run, or does not have the inputs and outputs that its package promises.
The name of a process for each port that it has open on an address other than this machine's own.
The newest time that the history has reached.
The next state, and the changes on the way. Raises `Conflict` for a command that does not fit the state.
The one asked for; without one, those that differ, at most 20.
The one sentence for an answer that is an error. Its first word is Redis's code for it.
The online store, read in this process: no second service, and none of its quotas and served values.
The p99 with shadows, at most this many times that without.
The packages of reversal_risk: what training calls them, and one that is broken on purpose.
The pids that the parent tells: its child's and its grandchild's.
The place that a setting names: a file, or postgresql://USER@HOST/DATABASE.
The plan of a rollout under `settings`.
The policy in a YAML file; raises `UserError` that names the grant, the field and the fix.
The position in one partition.
The price of a rollout.
The principal of the token; raises `Unauthenticated` or `KeysUnavailable`.
The private key of a PEM file (`openssl genpkey -algorithm ed25519`). Raises `UserError`.
The ranges once [from_ms, to_ms), which begins in one of them or where the last one ends, is known to `position`.
The ranges once no delivery up to `position` is missing from any of them.
The record in a folder; None if there is none.
The registered packages and releases at one MLflow tracking URI.
The release assigned to each request, in order.
The report as Prometheus metrics, in the text format that a node exporter's textfile collector picks up.
The report's plots: each a pure function from a part of the result to inline SVG.
The request as the decision log would have it, read as the controller reads it.
The request ends with this problem.
The request was not begun; it may be sent again after `retry_after_s`.
The request's `traceparent`, empty without one.
The result to come. An item whose future is cancelled before its run begins is never run.
The right to change a view's part of the ledger.
The routing table of the moment.
The rows numbered from 1 and chained anew, as the writer would have.
The rows of a table of deliveries, of a log in one partition, that `knowledge.holds` is true of.
The same after a writer opened it, which checkpoints what was left uncovered.
The same component of a single contribution.
The same of a log in several, by view id and partition; a partition of which nothing is applied is absent.
The schema of logged rows, columns in the contract's order, required ones not nullable.
The scores that stable lets pass and those that it sends to review, as far as it has shown.
The script on a machine with a shell and nothing else, its caches elsewhere.
The section of the result, from what `andamio audit verify --json` printed and the records by action.
The service under load, block by block.
The shares of null, of values in [edge i, edge i+1) with the last closed, and outside; they add up to 1.
The slow version: a product over entities for each ratio.
The stage that decisions by `table` belong to, where it is another than `before`.
The state folder of this run.
The state machine with a person at every command and any evidence at every step.
The state once batch's tiles of the interval are visible under `generation`.
The stream cannot go on; the message names the log with the cause.
The table of a scorer: what was said of rows of similar scores, and what came.
The test of one rollout: made of shadow's pairs, then fed canary's.
The three formats say the same, and a file that cannot be read is refused in one sentence.
The three verdicts.
The thresholds taken together; of shadow, nothing in canary.
The tile size of a window.
The time that they take.
The traffic of one rollout.
The tree's root.
The values without spaces and accents, at most 64 long, as ids must be.
The verdicts of these numbers, in that order.
The views of a catalog folder, by id; of the packaged catalog for None.
The ways into events.ndjson and into the quarantine.
There is no store at the given place.
These values; the least integer where the column is null.
Those that the candidate answered.
Threads that were executing it.
Thresholds that the candidate was above, minus those that stable was.
Throughput of the full path on our stack, at least this many times that of the bare app on the default proxy.
Tile rows by what became of them
Time a step; its last `say` becomes its detail.
Times between reads.
Times that a generation was collected
To the keys of tokens: for `served`, and for the keys in examples of mismatches.
To the rollback of each rollout; infinite where there was none.
Train once; see --help.
Training sets: features as known at the label's time, in the labels' order, and only labels that are certain.
True once every operator runs: a checkpoint of this run is complete.
True once the checkpoint is complete, or has failed; raises `RestError`.
Two places of checkpoints: what is cut or forged at one shows by the other, and verification says which disagree.
Typed access to the fields of a JSON object, with errors that name the document, the field and the fix.
UPDATE lease SET holder = NULL WHERE epoch = ?
UPDATE lease SET renewals = renewals + 1 WHERE epoch = ? RETURNING epoch
UPDATE leases SET until_ms = ? WHERE view = ? AND fence = ? AND owner = ?
Uniform in [0, 1): what a router that is not sticky decides by.
Unless batch has folded it in: a replay of the log must not queue it again.
User and system time so far of all processes of the server, and of its Redis.
Values that the field accepts, null aside.
Values that were served: read back from the decision log and recomputed from what the store knew at that moment.
Verdicts of another version of the rules, which are not given again.
Version of the routing table that its last line was made under.
View -> present, expired, not_found; with any other there is no vector.
View id to its parts, one a source.
View id to the digest of what its values mean.
WHERE position <=
Wait until every view has applied its contract's last event, if that is the stream's to read.
Wait until the replica goes by this version; what it says of itself.
Wait until the store has everything that is in the log.
Wait while it lives; raises `PipelineStuck`.
Wall clock, UTC: for freeze windows alone.
Wall clock, ms UTC.
Watch the health of the release that answers, by its own settings.
What `GET /v1/events?after=` takes to go on from here.
What `andamio catalog` prints, of the packaged catalog and of one with a view of several sources.
What `to_document` stored; fields that an earlier version did not store have their defaults.
What a contract document may say, and what its author is told when it says something else.
What a key's name follows.
What a person should look at, a sentence each.
What a rehearsed error raises; no `AndamioError`, since a real one would not be either.
What a rollout allows and expects. More fields may follow.
What a state folder or a savepoint knows holds for another; topics that only the other one knows, it keeps.
What a valid request asks for.
What an objective is measured by is exported: by its service after a request or two, or by the job that measures for it.
What batch needs of an engine, so that DuckDB on one machine and Spark on a cluster take each other's place.
What became of a batch.
What became of all `tasks`; raises `OutOfTime` where not all could be begun. `code`: what decides on it.
What became of the tile rows of one write.
What both know: the nearer of two in each partition.
What counts at t: the deliveries with known_at <= t, or all.
What each writer keeps, without stream rows of tiles that batch has taken over.
What every online store promises its writers: guards, sides, atomicity, trimming, fencing, repairs.
What features are about.
What is in hand or waits, by queue
What is known of a feature service before the first request: its names, its key, and the bytes that answers share.
What is left at the end.
What is missing below `out`, differs, or is there without a service.
What is served by hand, and the action that it is for; the resource is the feature service that the body names.
What it allows and expects, by the settings that it started with.
What it is called in messages, without secrets.
What makes two deliveries the same event: tenants choose their ids by themselves.
What moves the score, largest first: coefficients per standard deviation, or the trees' share of gain.
What must not change under stored tiles: which events count, and what a tile holds.
What of telemetry makes spans.
What one view's answers should be, at any positions.
What reads it directly.
What serving declares: the request fields, by the contracts behind the service, then the service's features.
What shadow and canary have in common.
What the Redis store does with its server, beyond what every store promises (`store_contract_test`).
What the broker says: warnings and errors.
What the client saw while it replayed payments as live requests.
What the evaluation calls the model that learned from every training row and has no calibrator.
What the labels say so far.
What the line says.
What the log holds, and what the stream made of it.
What the methods were worth on rows after those that they were tried on.
What the model sees: float32, no value is NaN.
What the oracle says at each point, as known by t or at a log position, where it fits the 64 bits of a column.
What the peers see in harmless rollouts.
What the quickstart's report shows of a model's part of `calibration`.
What the store says, whoever leads.
What the stream was started with.
What to call the document in an error: its path within the catalog.
What turns input vectors into scores.
What was compared in one hour of serving.
What was found, all rows having been taken.
When it came there.
When it was recorded last; None until it is.
When its first counted reversal within the horizon became known; None if it had none.
When the first outcome of an event at `t_ms` became known; None if it has none within the horizon.
Where events are appended once, and read in the order in which an entity's were appended.
Where in a savepoint Flink's own state is.
Where in a token a principal is found.
Where the control loop reads decisions.
Where the decision log goes, one file a process.
Where this epoch's tile log is to be read on; None at its beginning. Raises `WriterFenced`.
Where this user's keys are.
Where to go on after it; None for a pulse.
Whether a key's values are logged. The same keys at a lower rate are among those at a higher one.
Whether a program can do all that the view asks for.
Whether a replica that goes by `applied` must go by this one: no table of an earlier writer, none set back.
Whether all of those are as recorded.
Whether an interval may go from one state to another; a new one begins as planned.
Whether batch has folded the delivery in: a replay of the log must not queue it again.
Whether each result has `event_times_ms`.
Whether it runs on the event loop now; others are started and left to their threads.
Whether it would send the payment to review; None where bad.
Whether only this machine reaches a server that listens on `host`.
Whether the log is what they say.
Whether the record decides its failovers, take-backs and ends of watches again.
Whether the seed said that this happens now.
Which rows keep a contract, and what is said about those that do not.
Which spans are kept. For one thread at a time; where several share it, one in `one_in` is about right.
While events flowed.
Who may have payments scored: the table of attacks against the real application, and every route's declaration.
Who may move rollouts: the table of attacks against every route, and whose name goes to the record.
Who says it, and the proof.
Who this is, in leases and in the history; see `sqlite_ledger.new_owner`.
Who: an id such as `user:4711` or `rollout_controller`; never a name or an address.
Whoever takes requests in enters and leaves; shadows wait while there are any.
Why a prediction has no label.
Why it is not alive, as far as that is known.
Why the assigned release did not answer, and who did.
Why the newest table is not applied; None if it is.
Why this replica cannot score, None if it can.
Why, in a sentence.
With positions in the order in which they became known.
Within the tick's transaction: what was delivered need not be tried again.
Without what this process's own pex says of itself.
Write a PNG with two panels: recovery by fault kind (loud solid, quiet dashed), and the parts of the loud ones.
Write all tiles and the raw tail: batch before the cut-over, the stream after it.
Writes the lock of a set of jars, after its pom has changed: `python -m andamio.jars.lock kafka`.
[0.692, 0.733]; best baseline 0.634
[tenant, customer]
`OnlineStore.apply` and `cursor`. One commit at a time, whichever thread asks.
`andamio features` as a user starts it: backfill in steps, status, a correction folded in, mistakes.
`andamio rollout ...`: start, watch and stop rollouts at a controller. Every command that changes something says why.
`arrival` AS PROCTIME()
`before` of the page with those before these; null where there are none.
`contracts` by id: by default the packaged catalog's.
`landed` is the log position up to which `deliveries` hold all.
`load` gives the executor of a release id, in a thread of its own; it may raise `AndamioError`.
`now_s` is the time since 1970. Raises ValueError for an algorithm that is not asymmetric.
`settings_of` gives a release's own settings, None for `settings`; `holder` names this controller in the lease.
`settings` are those of the release itself, not of a candidate beside it.
a batch that knows more has replaced
a calibrator has points exactly if it is a table
a calibrator has slope and intercept exactly if it is logistic
a golden row has no amount_minor, which training never missed
a package failed a gate (signature, golden set, fingerprint)
a pattern says nothing about type
a person named the stable release
a person refused
a pin is of tenant:NAME or entity:16 HEX DIGITS, not of
a release document was written: a package digest and its serving settings
a release's document, defaults filled in
a replay of history is held to no objective
a request was refused
a rollout and --release are two plans; name one of them
a rollout went a stage or step forward
a rollout without a token
a rule of unique positions would refuse some
a score must lie in [0, 1], not
a secret is not pickled; hand over its reference
a serving setting, such as deadline_ms=400
a store read in-process has the timeout that it was opened with; leave budget_ms out
a tenant of 5% broken
a view of the state is not asked for
ada is the author
after the commit
an interval of view
and the store applied
and this check reads
and waits for no approval
andamio rollout abort rollout-1
andamio/owner is missing or empty
another batch write of view payments@1 has begun
answers in time
append a file of events to Kafka, as of when each was known
approved promoted
are in events and
backend default_backend
before the commit
begin the rollout of a release, and say what it will take
break their format (
calibration slope: 0.6340 [0.4670, 0.7750] -> 1.0180 [0.7480, 1.2430]
calibration: 0.3 over what it promised
cannot be read:
cannot be used (
cannot be written (
cannot write to .*file.*; choose another folder with --log-dir
changes break what
checkpoints are not in the order of their sizes: the log was cut, then went on
choose an integer column, or count_distinct
choose another folder with --log-dir
choose one of event_id
coalesce(next_known_ms,
cpu or cuda: with cuda, Ray reserves a GPU for each replica.
customer's past rate
customer: its value does not match ^[0-9]+$
define at least one
describe exactly one; give each its own contract
do not fit the table
does not follow the one before
does not hold view
does not start in production
ended with status
ends at 1 records: checkpoints were cut off there
entities a second
events a second (default
events: order lines to contract-checked payments and reversals
everything about one document
example: .ci/plan-deploy main --json
exceeds 38 digits; choose a shorter window
export the model
f(key, t, k = t) of each of the view's features, in its order, at points with columns tenant, key and t_ms.
f(key, t, k = t) of the view's features, in its order, at labels given by entity code and time, in theirs.
failover yes, r1 answers
feature view 'payments'
features drifted
features without a token
file to write; without it, text goes to stdout
first to last bad answer,
folder for logs, metrics and traces
folder for packages/ and training.json
folder of labels: the controller's --label-dir
free text that gets the canaries which no customer has
gave no answer within
generated files are stale; refresh them with
generator, seed
golden scores within
grant 'inference reads features to score': roles +nobody -inference
grant 'readers' is new; grant 'scorers': actions +model.promote -model.score
has begun after this one, which changed nothing; run one at a time
has no bin/java; install a Java 17 runtime and set JAVA_HOME to it$
has no column '
has no created time, so nothing says when its rows were known; name its created column
has no event roles
has no gates' evidence
has no leader; check the brokers
has no name; say in a few words what it is for
has no such verdicts
has no version with alias
has packages already, which are never overwritten; choose another --out
has text that is not valid Unicode (a lone surrogate); remove it
health check failed
hours since last payment
in a tile of view
in quarantine; a rule of invoices.py or reversals.py loses or doubles lines
in the log (default 20000)
int64, or any for count_distinct.
is about entities with
is already there
is in shadow and waits for no approval
is missing; write the service's objectives, each with andamio/owner and andamio/runbook
is no longer served
is no mapping; give it name, roles, actions and resources
is no readable Ed25519 private key in PEM; check the path
is no share; give one in [0, 1)
is not JSON; --served takes decision logs
is not a field; send payments alone
is not a line of a tile log: it
is not a required string
is not a savepoint, or not a whole one
is not an Ed25519 key; make one with: openssl genpkey -algorithm ed25519
is not an audit log of format
is not an integer, and only those aggregate exactly
is not an object; write quotas by tenant
is not empty; choose a new folder for the savepoint
is not in the catalog, which has
is not measured: its metrics have stopped
is not there; leave it out to have Maven fetch it
is not valid Unicode
is of no version of
is out of quarantine; replicas load it within 5 s
is outside 1 to 65535; choose another with --port
is rolled_back (last: aborted: a test, by ada)
is there already; choose another path, or pass allow_overwrite
it does not follow the record before it: one of them was replaced
it is not YAML (
it must be 'shop'
it was given by version
its digest is none
just before t, known just after
keep all old values; adding some is allowed
kind = 'adjustment'
kind of store (default redis)
label by what was known by then, ms UTC (default: a minute ago)
label, split, features
labels as promised
labels have no '
lacks the column
latenessHorizon, value: a week
lease for 300 s more
lets nothing through; choose more
letters, digits and . _ : / @ = , + # -, no spaces
line 2 of .*part-a-0-0: .*misses 'hop_ms'
lives for years
lower is better
make a folder for --auth, in development
means two things:
metrics could not be exported by %s
missed an event older than
ms does not divide hop
must be 0 where there is no candidate
must be a list, as in [RS256]
must be after `from`
must be at most
must be names of claims
must be names, each once, not
must be rising weights, as in [0.25, 0.5], not
must have the fields issuers and policy, and no others
must not carry an offset
mysql:// is no store
name at least one set of jars, such as kafka
names no package; write a folder, or MODEL.ENVIRONMENT@ALIAS with one of
names the fallback that is no release; name the release otherwise
needs --actor and --reason
negative control: drop so many log lines a trial
nights: every week from fri 16:00 until mon 08:00 in UTC
no answer in time
no column 'account'
no column 'card'
no column 'customer'
no controller is named; add --controller http://host:port or set
no label is mature at
no online store
no savepoint could be taken; the cause is in
no stable release yet
no time of issue
nobody let it move on within 10 s
none 0.4231, platt 0.4136, isotonic 0.4173
not a database, and long enough that nobody takes it for an empty one
not valid JSON:
nothing is promoted to 'dev'
numerator / denominator, correctly rounded, where wanted; denominators are counts.
of answers missed an event older than
of decisions whose trace is kept
of stream_features (default rocksdb)
of the decision log:
of the score differences moved since shadow, over
of this release, if it started now
old.err: line 49
old@1 is no longer served
on the tile log of that epoch
on was edited, replaced, moved, added or removed
one list, 'grants'
online points and
online store tiles
online store: a path, or a URL
only records with this
only those with a lower number than this
os.kill(os.getpid(), signal.SIGSEGV)
ours (default: redis)
ours, points alone
pass entity_df instead of a range of dates
payment_events:
payments captured
payments that a replica has in hand at a time (default: %(default)s)
payments to generate (default 20000)
perfect subtrees
personal data left the platform
print a summary as JSON on stdout
print the report as JSON on stdout
print('not today')
process 7-1 died loading it (1 such death)
quarantined: process
raise SystemExit('out of luck')
read features in the replicas themselves: a file, or redis://host:port/db
reads it: release without that reader first, or with it moved to another version
record 1 is of another log
release gone of the decision log
release r2 injects the fault 'slow'; start inference with
release refused
remove it, or use one of
replicas, and Ray finds
required country
restore the file
reversals in 30 days
roles: [inference]
rollout-1  r2 over r1  SHADOW
rollout_controller ready on http://
row 0: 0.500000 instead of 0.750000
rows were not appended to the log at
run this from the repository's root or choose one with --out
run: failed: ValueError
s have 64 bits here
s; see Ray's logs, and start it again
score it offline
scores +0.1 standard deviations
seconds at the full rate before (default 30)
settings of a service in use were changed
settings of authentication and policy; without it: development, loopback, everyone
share of the log's keys in the sample (default 0.01)
slow_ms is 'fast'
stable's quantiles are not known yet
start('time.sleep(300)', die_with_parent); time.sleep(300)
such as '1.0.0'
such as '99.9%'
such as rollout-7 (default: the one under way, or the last)
swapping never and never changes no golden score
templates/model:
text/plain; version=0.0.4; charset=utf-8
than were computed
that is no JSON Web Token; check the file
that key is not trusted
that of the service
the Flink JVM is gone; its log is
the ONNX graph of champion is not the model that was trained
the audit log could not be closed
the control loop last came round
the controller ended the connection
the feature API answered
the feature API answers
the issuer's keys cannot be read; check its key set's address and the network
the labels say so
the newest records, one a line
the points of a calibrator must rise
the policy stays as it was
the proof is too short
the record with key
the registered versions
the request failed; the service's log has the cause
the rollout controller (default: the variable
the same seed asks the same points (default 0)
the section online_store of feature_store.yaml says nowhere, or twice, where the store is; give it one of path and url
the store postgresql://127.0.0.1/x does not answer
the stream ended with status 1
the token for --feature-api: env:NAME, or file:PATH, which is read again when it changes
the token has expired; ask for a new one
then load the catalog again
there is no decision log at
there is no device
there is no device 'tpu'; choose one of cpu, cuda
there is no java on the PATH and JAVA_HOME is not set
there is no stable release yet
this is no signed
this process has a Spark session already, and can have one at a time; share that one
this user's public key, made if there is none
times at which no rollout moves forward: add, list, remove
too few checkpoints to say anything
took no savepoint in
trials requests are not accounted for once
tuple[_Running, _Running]
two objectives named
two objectives named shop-availability
two services were given the same port; give each its own
unsigned, allowed by ANDAMIO_ALLOW_UNSIGNED
values and tiles
values compared so far
verdicts at most, evenly spread
verdicts changed under version
what a package holds
what is done is not audited; add --audit URL or set
where the values are kept for the scan: outside the run
which training never missed
while there is something to read, the tile log grows this often (default 300)
windows with both measurements
with the log up to position
without the approval of someone else
worker 1 ended with status -9
write 'format: i64'
write a number of that type
write a value of the column's type
wrong decisions in production
""".strip().splitlines()
