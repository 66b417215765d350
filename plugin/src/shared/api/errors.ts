import { t } from '@grafana/i18n';
import { TidemarkApiError } from './api-error';
import type { ErrorBody } from './contract';
import { serverText } from './server-texts';

/** Turns an answer other than 2xx into an error; `status` 0 means that nothing answered. */
export function apiError(status: number, body: unknown): TidemarkApiError {
  if (isErrorBody(body)) {
    const { code, message, field } = body.error;
    const named = field !== undefined && !message.includes(field) ? `${field}: ` : '';
    return new TidemarkApiError(named + troubleSentence(body.error), status, code);
  }
  return new TidemarkApiError(statusSentence(status), status);
}

/** What the processor says went wrong, and what to do about it. */
export function troubleSentence({ code, message, help, details }: Said): string {
  // Without them nothing can be filled in: a processor of before that told them.
  const told = details === undefined ? null : serverText(code, details);
  const { text, help: advice } = told ?? { text: message, help };
  return [sentence(text), sentence(advice)].filter(Boolean).join(' ');
}

type Said = Pick<ErrorBody['error'], 'code' | 'message' | 'help' | 'details'>;

/** What to show for anything that was thrown. */
export function errorSentence(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? error.message
    : t('error.unknown', 'Something failed, and it did not say what.');
}

function statusSentence(status: number): string {
  switch (status) {
    case 0:
      return t(
        'error.nothing',
        'Nothing answers at this address. Check that Tidemark is running and that the address and port (4319 by default) are right.',
      );
    case 401:
      return t('error.token', 'Tidemark does not accept the token. Enter a token that its configuration lists.');
    case 403:
      return t(
        'error.forbidden',
        'This is not permitted. Reading needs a token with the scope "read"; verdicts and watches need "write", and in Grafana the Editor role; sources need "admin", and the Admin role.',
      );
    case 404:
      return t(
        'error.not-tidemark',
        'This address answers, but not as Tidemark does. Give the address of its API (port 4319 by default), without a path.',
      );
    case 502:
    case 504:
      return t(
        'error.unreachable',
        "Grafana's server cannot reach Tidemark. Check that it is running and that the address is right as seen from Grafana's server.",
      );
    case 503:
      return t('error.busy', 'Tidemark is starting or overloaded. Try again in a few seconds.');
    default:
      return t('error.status', 'Tidemark answered with HTTP status {{status}}. Its log says more.', { status });
  }
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) {
    return false;
  }
  const { error } = body;
  return (
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    typeof error.message === 'string' &&
    'help' in error &&
    typeof error.help === 'string' &&
    'code' in error &&
    typeof error.code === 'string'
  );
}
