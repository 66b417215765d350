export { createApi, type ApiOptions } from './create-api.ts';
export type { ApiServer } from './api-context.ts';
