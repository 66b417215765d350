import { Type } from 'typebox';

export const WatchParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) });
