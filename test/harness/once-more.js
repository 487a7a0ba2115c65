// A browser test that fails is run once more, and its first failure is printed: several windows and a server share
// two cores with whatever else the machine does. A test that fails twice has failed.
import { jest } from '@jest/globals';

jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
