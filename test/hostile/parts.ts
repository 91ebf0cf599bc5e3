import { http } from './http/part.ts';
import { pictures } from './pictures/part.ts';
import { requests } from './requests/part.ts';
import type { Part } from './run/part.ts';
import { schema } from './schema/part.ts';
import { urls } from './urls/part.ts';

export const parts: readonly Part[] = [pictures, requests, http, urls, schema];
