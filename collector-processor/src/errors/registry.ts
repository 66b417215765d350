/**
 * Every error that Tidemark shows a person, in one place: docs/errors.md is generated from it and a test keeps the two
 * alike. `text` says what happened and where (`{name}` are filled in), `help` what to do. Codes are never reused.
 */
export interface ErrorEntry {
  readonly text: string;
  readonly help: string;
  /** HTTP status where it leaves by HTTP. */
  readonly status?: number;
  /** Process exit code where it ends a command. */
  readonly exitCode?: number;
}

export const ERRORS = {
  TLERR_CHECKPOINT_VERSION: {
    text: 'The checkpoint has format {version}; this version of Tidemark reads format {supported}',
    help: 'Start the version that wrote it, or move the checkpoint away: Tidemark then learns anew.',
  },
  TLERR_CHECKPOINT_RECORDS: {
    text: 'What the checkpoint has learned of the watch {watch} is of another version of Tidemark, which did not name its parts',
    help: 'Start the version that wrote it, or move the checkpoint away: Tidemark then learns anew.',
  },
  TLERR_SHARD_LOST: {
    text: 'A thread that scored a part of a step is gone',
    help: 'Start Tidemark again: it goes on from the checkpoint and the journal. If it comes again, set scoring.shards to 1.',
  },
  TLERR_BACKTEST_BUSY: {
    text: '{waiting} backtests wait already',
    help: 'Wait for one of them to end, or cancel it.',
    status: 503,
  },
  TLERR_BACKTEST_EMPTY: {
    text: 'The expression has no value from {from} to {to}',
    help: 'Try it in Grafana’s Explore; take a span in which it has values.',
    status: 422,
  },
  TLERR_BACKTEST_FAILED: {
    text: 'The backtest ended without a result: {reason}',
    help: 'Try fewer series, a longer step or a shorter span; if it fails again, please report it.',
    status: 500,
  },
  TLERR_BAD_PARAMETER: {
    text: "Parameter '{field}' is {problem} (given: {given}); allowed: {allowed}",
    help: 'Correct the parameter named; the contract is at /api/openapi.json.',
    status: 400,
  },
  TLERR_BAD_REQUEST: {
    text: 'The request was refused: {reason}',
    help: 'Correct the request; the contract is at /api/openapi.json.',
    status: 400,
  },
  TLERR_UNAUTHENTICATED: {
    text: 'A token is needed that Tidemark knows',
    help: "Send 'Authorization: Bearer <token>' with one of auth.tokens of tidemark.yaml.",
    status: 401,
  },
  TLERR_FORBIDDEN: {
    text: "The token may not do this: it lacks the scope '{scope}'",
    help: 'Add the scope to the token in auth.tokens of tidemark.yaml, or use another token.',
    status: 403,
  },
  TLERR_NOT_FOUND: {
    text: '{what} not found',
    help: 'List what exists first: /api/v1/watches, /api/v1/incidents.',
    status: 404,
  },
  TLERR_SOURCE_ANSWER: {
    text: "The source '{source}' answers, but not as Prometheus does: {reason}",
    help: 'Check the address in `sources`: Tidemark appends /api/v1/query_range to it (Mimir’s ends in /prometheus).',
    status: 502,
  },
  TLERR_SOURCE_CREDENTIALS: {
    text: "The source '{source}' refuses Tidemark's credentials (HTTP {status})",
    help: 'Correct basic, bearer_token, headers or tls of the source in tidemark.yaml.',
    status: 502,
  },
  TLERR_SOURCE_HISTOGRAMS: {
    text: "The expression gives native histograms, which are no numbers (source '{source}')",
    help: 'Make numbers of them: histogram_quantile(0.95, …), histogram_count(…) or histogram_avg(…).',
    status: 422,
  },
  TLERR_SOURCE_QUERY: {
    text: "The source '{source}' cannot evaluate the expression: {reason}",
    help: 'Try the expression in Grafana’s Explore or in Prometheus itself, correct it, and save the watch again.',
    status: 422,
  },
  TLERR_SOURCE_SERIES: {
    text: "The expression gives {found} series at once; {allowed} are allowed (source '{source}')",
    help: 'Aggregate more (sum by (…)), select less, or raise max_series of the source in tidemark.yaml.',
    status: 422,
  },
  TLERR_SOURCE_TIMEOUT: {
    text: "The source '{source}' did not answer within {after}",
    help: 'Make the expression cheaper (a recording rule), or raise timeout of the source in tidemark.yaml.',
    status: 504,
  },
  TLERR_SOURCE_TOO_MUCH: {
    text: "The expression is too much for the source '{source}': {reason}",
    help: 'Aggregate more, select less, take a longer step, or make a recording rule of it.',
    status: 422,
  },
  TLERR_SOURCE_UNREACHABLE: {
    text: "The source '{source}' does not answer: {reason}",
    help: 'Check that it runs and that its address in `sources` can be reached from Tidemark. What is missed meanwhile is caught up on.',
    status: 502,
  },
  TLERR_JOURNAL_UNWRITABLE: {
    text: 'The journal on disk cannot take it: {reason}',
    help: 'Nothing was kept. Make room on the disk that holds storage.path, or make it writable; Tidemark goes on by itself, and exporters and the Collector send again what was refused.',
    status: 503,
  },
  TLERR_JOURNAL_UNREADABLE: {
    text: "The journal in '{path}' cannot be read: {reason}",
    help: 'Check that the folder is there and is readable and writable for the user that runs Tidemark.',
    exitCode: 1,
  },
  TLERR_JOURNAL_VERSION: {
    text: "The journal file '{path}' is of another version of Tidemark",
    help: 'Start the version that wrote it and stop it orderly, which leaves a checkpoint and no need of the journal; or move the file away and lose what only it holds.',
    exitCode: 1,
  },
  TLERR_STORE_UNREADABLE: {
    text: "The database '{path}' cannot be used: {reason}",
    help: 'Check that the path is writable and is a Tidemark database. A damaged one can be moved away: a new one is made, history in it is lost, learned state (the checkpoint) is not.',
    exitCode: 1,
  },
  TLERR_STORE_TOO_NEW: {
    text: "The database '{path}' has schema version {found}, this Tidemark knows up to {supported}",
    help: 'It was written by a newer Tidemark: run that one, or give another storage path.',
    exitCode: 1,
  },
  TLERR_STORE_WRITE_FAILED: {
    text: 'Nothing was saved: {reason}',
    help: 'Make room on the disk that holds the database, then try again.',
    status: 503,
  },
  TLERR_CONFIG_UNREADABLE: {
    text: "The configuration '{file}' cannot be read: {reason}",
    help: 'Give the path of an existing file with --config or TIDEMARK_CONFIG; tidemark.example.yaml is one to start from.',
    exitCode: 2,
  },
  TLERR_CONFIG_INVALID: {
    text: 'The configuration {file} has {count} to correct:\n{problems}',
    help: 'Correct them and try again; every key is explained in docs/configuration.md. `tidemark check-config FILE` checks without starting anything.',
    exitCode: 2,
  },
  TLERR_DEMO_SHOP: {
    text: "The demo's shop did not start: {reason}",
    help: 'Start it by itself to see what it says: node collector-processor/src/demo/shop/main.ts, with Node 24.',
    exitCode: 1,
  },
  TLERR_EVALUATE_DATA: {
    text: "There is nothing to evaluate on in '{folder}': {reason}",
    help: 'Give folders of labelled series with --data; `tidemark evaluate --help` tells what they look like.',
    exitCode: 3,
  },
  TLERR_EVALUATE_FAILED: {
    text: 'The evaluation stopped: {reason}',
    help: 'What was finished is kept: the same command goes on from there. Leave the detector or the series out, or report it.',
    exitCode: 1,
  },
  TLERR_EVALUATE_UNREADABLE: {
    text: '{path} cannot be evaluated on: {reason}',
    help: 'Correct the file or take it out of its folder; `tidemark evaluate --help` tells what the files look like.',
    exitCode: 3,
  },
  TLERR_FORECAST_HISTORY: {
    text: 'The history cannot be forecast: {reason}',
    help: 'Give a regular history, oldest first, with at least one finite value; missing steps are NaN.',
    status: 422,
    exitCode: 3,
  },
  TLERR_FORECAST_YOUNG: {
    text: 'There is no whole hour of this series yet',
    help: 'Forecasts are made of whole hours: look again in an hour.',
    status: 404,
  },
  TLERR_FORECAST_INPUT: {
    text: '{input} cannot be forecast: {reason}',
    help: 'Give a CSV with a header, a column of times and a column of values; `tidemark forecast --help` tells what it looks like.',
    exitCode: 3,
  },
  TLERR_FORECAST_REQUEST: {
    text: 'This cannot be forecast: {problem}',
    help: 'Correct what is named. For a longer horizon forecast a roll-up: hours or days instead of steps.',
    status: 400,
    exitCode: 2,
  },
  TLERR_INTERRUPTED: {
    text: 'Stopped by {signal} before it was ready',
    help: 'Everything that had been started was ended. Start it again when you like.',
    exitCode: 130,
  },
  TLERR_LISTEN_FAILED: {
    text: 'Cannot listen on {address}: {reason}',
    help: 'Stop the program that holds the port, or set another: otlp.port and api.port in tidemark.yaml, or TIDEMARK_OTLP_PORT and TIDEMARK_API_PORT.',
    exitCode: 5,
  },
  TLERR_MODEL_OPTION: {
    text: "Option '{option}' of the model '{model}' is {given}; allowed: {allowed}",
    help: "Correct the option named; the README of the model's folder explains each.",
  },
  TLERR_MODEL_UNREADABLE: {
    text: "A stored model cannot be used as '{model}': {reason}",
    help: 'It was written by another version or is damaged. The series is scored by the default detector until the model is trained anew.',
  },
  TLERR_OTLP_BUSY: {
    text: 'Too many requests are under way at once; nothing of this one was kept',
    help: 'Send it again after the time that Retry-After names; exporters and the Collector do so by themselves. If it lasts, send less often in larger batches, or raise otlp.limits.requests in tidemark.yaml.',
    status: 429,
  },
  TLERR_OTLP_CONTENT_ENCODING: {
    text: "The content encoding '{given}' is not supported",
    help: 'Send gzip or no compression.',
    status: 415,
  },
  TLERR_OTLP_FORBIDDEN: {
    text: 'This token may not send telemetry',
    help: "Use a token with the scope 'ingest' (auth.tokens in tidemark.yaml).",
    status: 403,
  },
  TLERR_OTLP_MEDIA_TYPE: {
    text: "The content type '{given}' is not supported",
    help: 'Send OTLP as application/x-protobuf or application/json.',
    status: 415,
  },
  TLERR_OTLP_METHOD: {
    text: '{method} is not supported at {path}',
    help: 'OTLP/HTTP sends its data by POST.',
    status: 405,
  },
  TLERR_OTLP_OVERLOADED: {
    text: 'Tidemark cannot take more at the moment; nothing of this request was kept',
    help: 'Send it again after the time that Retry-After names; exporters and the Collector do so by themselves.',
    status: 429,
  },
  TLERR_OTLP_PATH: {
    text: 'There is nothing at {path}',
    help: 'This port takes OTLP/HTTP: POST /v1/metrics, /v1/traces and /v1/logs. The API and the workbench have a port of their own.',
    status: 404,
  },
  TLERR_OTLP_RATE: {
    text: "The token '{token}' has sent more than its {limit} allows; nothing of this request was kept",
    help: 'Send it again after the time that Retry-After names; exporters and the Collector do so by themselves. If it lasts, send less, or raise the limit in auth.tokens of tidemark.yaml.',
    status: 429,
  },
  TLERR_OTLP_TOO_LARGE: {
    text: 'The request is too large ({what} over {limitBytes} bytes)',
    help: 'Send smaller batches (send_batch_max_size of the Collector’s batch processor), or raise otlp.limits in tidemark.yaml.',
    status: 413,
  },
  TLERR_OTLP_TOO_SLOW: {
    text: 'The message did not arrive within {requestTimeoutMs} ms',
    help: 'Look at the network between the sender and Tidemark; exporters and the Collector send again by themselves.',
    status: 408,
  },
  TLERR_OTLP_UNAUTHENTICATED: {
    text: 'A valid token is needed to send telemetry',
    help: "Send the header 'Authorization: Bearer <token>' with a token of the scope 'ingest' (auth.tokens in tidemark.yaml).",
    status: 401,
  },
  TLERR_OTLP_UNREADABLE: {
    text: 'The request cannot be read: {reason}',
    help: 'Check that the body is OTLP and that Content-Type and Content-Encoding say what it is.',
    status: 400,
  },
  TLERR_OUTPUT_UNWRITABLE: {
    text: "The output '{output}' cannot be written: {reason}",
    help: 'Give a path in an existing folder that you may write to, with room on its disk; - is standard output.',
    exitCode: 4,
  },
  TLERR_REPLAY_EMPTY: {
    text: '{input} holds nothing that can be replayed: {reason}',
    help: "Expected is a CSV with a header (time,value or watch,<labels…>,time,value) and at least one good row, or OTLP JSON lines as the Collector's file exporter writes them.",
    exitCode: 3,
  },
  TLERR_REPLAY_HEADER: {
    text: "{input}: the header '{given}' {problem}",
    help: "A CSV to replay has a header with a column of times (time, timestamp, ts, date …) and one of values (`value`, or the only one left), separated by commas; `watch` names the series' watch where there are several, every further column is a label.",
    exitCode: 3,
  },
  TLERR_REPLAY_UNREADABLE: {
    text: '{input} cannot be read: {reason}',
    help: 'Give the path of a readable file (plain or gzip), or - for standard input.',
    exitCode: 3,
  },
  TLERR_UNEXPECTED: {
    text: 'Something went wrong that Tidemark did not expect: {reason}',
    help: 'Please report it with the stack trace; DEBUG=tidemark prints it.',
    status: 500,
    exitCode: 1,
  },
  TLERR_WHAT_IF: {
    text: 'The question could not be worked on: {reason}',
    help: 'Ask again in a moment, for fewer models or a nearer horizon.',
    status: 503,
  },
  TLERR_WATCH_FIXED: {
    text: "Watch '{watch}' cannot be changed here: it {origin}",
    help: 'Change it in tidemark.yaml and restart Tidemark; watches made at run time can be changed at run time.',
    status: 409,
  },
  TLERR_WATCH_NEEDED: {
    text: "Watch '{watch}' is the load of {others}",
    help: 'Give those another `load` or none, or delete them first.',
    status: 409,
  },
  TLERR_WATCH_INVALID: {
    text: 'The watch has {count} to correct: {problems}',
    help: 'Correct them and send it again; every key is explained under `watches` in docs/configuration.md.',
    status: 400,
  },
  TLERR_USAGE: {
    text: '{problem}',
    help: '`tidemark --help` and `tidemark <command> --help` tell what there is.',
    exitCode: 2,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
