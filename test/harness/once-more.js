// A test that fails is run once more, and its first failure is printed: people, browsers and processes share the
// machine with whatever else it does. A test that fails twice has failed.
import { jest } from '@jest/globals';

jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
