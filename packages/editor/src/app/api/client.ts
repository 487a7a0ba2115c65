/**
 * The one place where the app speaks HTTP. Reads are tried again when the server is away for a moment;
 * writes never are, but carry an Idempotency-Key, so that a person may press the button again.
 */
import { anonymousUrl, apiUrl } from './base.ts';
import { failureOf, isPassing, RequestFailed, type Failure } from './problem.ts';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  /** Version that the sender saw; goes out as `If-Match`. */
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
  /** Without a cookie or a key by which two requests could be tied together. */
  readonly anonymous?: boolean;
}

const retryDelays = [400, 1500];

/** Reads that were begun before a screen asked for them; each is handed out once. */
const early = new Map<string, Promise<unknown>>();

/** Begins a read that a screen is sure to need, while the screen's own code is still on its way. */
export function readEarly(path: string): void {
  const reading = request(path);
  early.set(path, reading);
  // Whoever asks for it hears of the failure; nobody may ask.
  reading.catch(() => {});
}

/** @throws RequestFailed; or the signal's reason when aborted */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const method = options.method ?? 'GET';
  const begun = method === 'GET' ? early.get(path) : undefined;
  if (begun) {
    early.delete(path);
    return begun as Promise<T>;
  }
  for (let attempt = 0; ; attempt++) {
    const outcome = await once(path, method, options);
    if ('response' in outcome) {
      if (outcome.response.status === 204) return undefined as T;
      return (await outcome.response.json()) as T;
    }
    const delay = method === 'GET' && isPassing(outcome.failure) ? retryDelays[attempt] : undefined;
    if (delay === undefined) throw new RequestFailed(outcome.failure);
    await pause(delay, options.signal);
  }
}

/** A file, as bytes to be kept. @throws RequestFailed */
export async function requestBlob(path: string, accept: string): Promise<Blob> {
  const outcome = await once(path, 'GET', { headers: { Accept: `${accept}, application/problem+json` } });
  if ('failure' in outcome) throw new RequestFailed(outcome.failure);
  return outcome.response.blob();
}

async function once(
  path: string,
  method: string,
  options: RequestOptions,
): Promise<{ readonly response: Response } | { readonly failure: Failure }> {
  const headers = new Headers(options.headers);
  if (!headers.has('Accept')) headers.set('Accept', 'application/json, application/problem+json');
  if (options.json !== undefined) headers.set('Content-Type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  if (method === 'POST' && !options.anonymous)
    headers.set('Idempotency-Key', options.idempotencyKey ?? crypto.randomUUID());
  try {
    const body = options.json !== undefined ? JSON.stringify(options.json) : options.body;
    const response = await fetch((options.anonymous ? anonymousUrl : apiUrl)(path), {
      method,
      headers,
      credentials: options.anonymous ? 'omit' : 'same-origin',
      ...(options.anonymous ? { referrerPolicy: 'no-referrer' as const } : {}),
      cache: 'no-cache',
      ...(body !== undefined ? { body } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return response.ok ? { response } : { failure: await failureOf(response) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof TypeError) return { failure: { kind: 'unreachable' } };
    throw error;
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
