import { describe, expect, it } from '@jest/globals';
import { createAuthorizer } from './authorizer.ts';

const authorizer = createAuthorizer({
  tokens: [
    { name: 'collector', token: 'tok-ingest', scopes: ['ingest'] },
    { name: 'grafana', token: 'tok-read', scopes: ['read', 'write'] },
  ],
});

describe('createAuthorizer', () => {
  it.each([
    ['a token with the scope', 'Bearer tok-ingest', 'ingest', { status: 'allowed', name: 'collector' }],
    ['another scheme case and spaces', 'bearer   tok-read ', 'write', { status: 'allowed', name: 'grafana' }],
    ['a token without the scope', 'Bearer tok-ingest', 'read', { status: 'forbidden', scope: 'read' }],
    ['no header', undefined, 'read', { status: 'unauthenticated' }],
    ['an unknown token', 'Bearer tok-reads', 'read', { status: 'unauthenticated' }],
    ['another scheme', 'Basic dG9rLXJlYWQ=', 'read', { status: 'unauthenticated' }],
    ['two tokens', 'Bearer tok-read tok-ingest', 'read', { status: 'unauthenticated' }],
    ['an endless one', `Bearer ${'a'.repeat(10_000)}`, 'read', { status: 'unauthenticated' }],
  ] as const)('%s', (_what, header, scope, outcome) => {
    expect(authorizer.authorize(header, scope)).toEqual(outcome);
  });

  it('lets everyone in where no token is configured', () => {
    const open = createAuthorizer({ tokens: [] });
    expect(open.guarded).toBe(false);
    expect(open.authorize(undefined, 'write')).toEqual({ status: 'allowed', name: null });
  });

  it('keeps no token where it could be printed', () => {
    expect(JSON.stringify(authorizer)).not.toContain('tok-');
  });
});
