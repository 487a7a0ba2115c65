/**
 * The one place where a refusal becomes an HTTP answer: `application/problem+json` (RFC 9457) with a stable code,
 * a status, and a sentence for a person.
 */
import type { Problem } from '@travaux/editor/frames';
import type { Refusal, RefusalCode } from '@travaux/workflow/agreement';
import type { CommentRefusal, CommentRefusalCode } from '@travaux/workflow/comments';
import type { ProposalRefusal, ProposalRefusalCode } from '@travaux/workflow/proposals';
import type { z } from 'zod';
import type { ImportFailure, ImportFailureCode } from '../formats/imported.ts';

/** Refusals of the HTTP edge itself, beside those of the decider and of the importers. */
export type EdgeCode =
  | 'not-found'
  | 'method-not-allowed'
  | 'not-signed-in'
  | 'foreign-origin'
  | 'invalid-request'
  | 'unsupported-media-type'
  | 'body-too-large'
  | 'version-required'
  | 'key-used-differently'
  | 'too-many-requests'
  | 'import-running'
  | 'import-cancelled'
  | 'invitation-void'
  | 'launch-refused'
  | 'shutting-down'
  | 'internal-error';

export type ProblemCode =
  RefusalCode | CommentRefusalCode | ProposalRefusalCode | ImportFailureCode | EdgeCode;

type Meaning = readonly [status: number, title: string];

const refusals: Readonly<Record<RefusalCode, Meaning>> = {
  'not-allowed': [403, 'Not allowed'],
  'version-conflict': [412, 'The agreement has changed'],
  'unknown-element': [422, 'No such element'],
  'unknown-participant': [422, 'No such participant'],
  'already-open': [409, 'Already open'],
  'not-open': [404, 'Not found'],
  'already-exists': [409, 'Already exists'],
  'used-id': [409, 'Id was used before'],
  'impossible-place': [422, 'Impossible place'],
  'too-deep': [422, 'Too deep'],
  'too-many': [422, 'Too many'],
  'impossible-number': [422, 'Impossible number'],
  'frozen-clause': [409, 'The clause is frozen'],
  'impossible-split': [422, 'Impossible split'],
  'heading-too-long': [422, 'Heading too long'],
  'last-secretariat': [409, 'Last member of the secretariat'],
  'invalid-field': [422, 'Invalid field'],
  'faulty-route': [422, 'The route has a fault'],
  'route-in-use': [409, 'The route is in use'],
  'unknown-route': [422, 'No such route'],
  'no-route': [422, 'No route for this clause'],
  'unknown-package': [422, 'No such package'],
  'too-long-for-record': [422, 'Too long for the record'],
  'under-way': [409, 'A procedure is under way'],
  'not-under-way': [409, 'No procedure is under way'],
  'wrong-stage': [409, 'The clause is in another stage'],
  'text-changed': [409, 'The text has changed'],
  'keeps-changing': [409, 'The text keeps changing'],
  'nothing-changed': [409, 'Nothing has changed'],
  'decision-outdated': [409, 'The decision is outdated'],
  'withdrawn-clause': [409, 'The clause is withdrawn'],
  'agreed-clause': [409, 'The clause is agreed'],
  'not-agreed': [409, 'The clause is not agreed'],
  'not-yours': [403, 'Not yours to do'],
  'not-asked': [422, 'Not asked in this stage'],
  'not-your-turn': [409, 'Not your turn yet'],
  'already-given': [409, 'Given already'],
  'nothing-given': [409, 'Nothing was given'],
  recused: [403, 'Recused'],
  'deadline-passed': [409, 'The deadline has passed'],
  'not-due': [409, 'Not due yet'],
  'clock-behind': [409, 'The clock is behind the record'],
  'errors-found': [409, 'The linter finds errors'],
  'capacity-too-low': [403, 'Capacity too low'],
  'out-of-scope': [403, 'Out of scope'],
  'nothing-found': [409, 'The linter finds nothing there'],
  'unknown-passkey': [409, 'Passkey not enrolled'],
  'wrong-passkey': [422, 'The passkey does not fit'],
  'impossible-date': [422, 'Impossible date'],
  'impossible-circle': [422, 'Impossible circle of readers'],
  'not-public': [409, 'The clause is confidential'],
  'impossible-condition': [422, 'Impossible condition'],
  'no-quorum': [409, 'No quorum'],
  'challenge-pending': [409, 'A challenge is pending'],
  'no-last-resort': [409, 'No last-resort vote'],
  'not-complete': [409, 'Something is still missing'],
  'silence-running': [409, 'A silence procedure is running'],
  'no-silence': [409, 'No silence procedure is running'],
  'second-person': [403, 'A second person has to agree'],
  'not-adoptable': [409, 'Not ready to be adopted'],
  'already-adopted': [409, 'Adopted already'],
};
/** What the decider refuses with. */
export const refusalCodes = Object.keys(refusals) as readonly RefusalCode[];

const commentRefusals: Readonly<Record<CommentRefusalCode, Meaning>> = {
  'not-allowed': refusals['not-allowed'],
  'version-conflict': [412, 'Changed since you saw it'],
  'unknown-clause': [422, 'No such clause'],
  'unknown-participant': refusals['unknown-participant'],
  'unknown-thread': [404, 'Not found'],
  'unknown-comment': [422, 'No such comment'],
  'used-id': refusals['used-id'],
  'too-many': refusals['too-many'],
  'not-in-channel': [403, 'Not your channel'],
  'window-closed': [403, 'The window for comments is closed'],
  'outside-window': [403, 'Outside the window for comments'],
  'kind-missing': [422, 'The kind of comment is missing'],
  'kind-not-yours': [422, 'Only comments of observers have a kind'],
  'cannot-read': [422, 'Somebody mentioned cannot read it'],
  'not-yours': refusals['not-yours'],
  'withdrawn-comment': [409, 'The comment was withdrawn'],
  'hidden-comment': [409, 'The comment is hidden'],
  'not-hidden': [409, 'The comment is not hidden'],
  'answered-comment': [409, 'The comment was answered'],
  'needs-answer': [409, 'The comment needs an answer'],
  'not-a-submission': [422, 'No comment of an observer'],
  'resolved-thread': [409, 'Resolved already'],
  'not-resolved': [409, 'Not resolved'],
  'nothing-changed': refusals['nothing-changed'],
  'appealed-already': [409, 'Appealed already'],
  'no-appeal': [409, 'No appeal is open'],
  'second-person': refusals['second-person'],
  'impossible-date': refusals['impossible-date'],
  'unknown-window': [422, 'No such window'],
  'quota-used': [409, 'No credentials left'],
  'credential-void': [403, 'Not a credential that can be used'],
  'too-few-organisations': [409, 'Too few organisations'],
};
/** What the decider of comments refuses with. */
export const commentRefusalCodes = Object.keys(commentRefusals) as readonly CommentRefusalCode[];

const proposalRefusals: Readonly<Record<ProposalRefusalCode, Meaning>> = {
  'not-allowed': refusals['not-allowed'],
  'not-yours': refusals['not-yours'],
  'unknown-clause': commentRefusals['unknown-clause'],
  'unknown-proposal': [404, 'Not found'],
  'used-id': refusals['used-id'],
  'text-changed': refusals['text-changed'],
  'nothing-changed': refusals['nothing-changed'],
  'too-many': refusals['too-many'],
  'closed-proposal': [409, 'The proposal is closed'],
};
/** What the decider of proposals refuses with. */
export const proposalRefusalCodes = Object.keys(proposalRefusals) as readonly ProposalRefusalCode[];

const meanings: Readonly<Record<ProblemCode, Meaning>> = {
  ...commentRefusals,
  ...proposalRefusals,
  ...refusals,

  'empty-file': [422, 'Empty file'],
  'too-large': [413, 'File too large'],
  'unknown-format': [415, 'Unknown format'],
  'not-text': [422, 'Not a text'],
  malformed: [422, 'Malformed file'],
  'forbidden-construct': [422, 'Forbidden construct'],
  'too-many-elements': [422, 'Too many elements'],
  'invalid-agreement': [422, 'Invalid agreement'],
  'took-too-long': [422, 'Took too long'],

  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  'not-signed-in': [401, 'Not signed in'],
  'foreign-origin': [403, 'Request from another site'],
  'invalid-request': [400, 'Invalid request'],
  'unsupported-media-type': [415, 'Unsupported media type'],
  'body-too-large': [413, 'Request too large'],
  'version-required': [428, 'Version required'],
  'key-used-differently': [422, 'Idempotency key was used for something else'],
  'too-many-requests': [429, 'Too many requests'],
  'import-running': [409, 'An import is running'],
  'import-cancelled': [503, 'Import stopped'],
  'invitation-void': [410, 'Invitation no longer valid'],
  'launch-refused': [401, 'Launch refused'],
  'shutting-down': [503, 'Shutting down'],
  'internal-error': [500, 'Unexpected error'],
};

export const problemCodes = Object.keys(meanings) as readonly ProblemCode[];

export function problem(
  code: ProblemCode,
  detail: string,
  errors?: readonly { readonly path: string; readonly message: string }[],
  [status, title]: Meaning = meanings[code],
): Problem {
  return {
    type: `urn:travaux:problem:${code}`,
    title,
    status,
    code,
    detail,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
}

export function problemOfRefusal(refusal: Refusal): Problem {
  return problem(refusal.code, refusal.sentence);
}

export function problemOfComment({ code, sentence }: CommentRefusal): Problem {
  return problem(code, sentence, undefined, commentRefusals[code]);
}

export function problemOfProposal({ code, sentence }: ProposalRefusal): Problem {
  return problem(code, sentence);
}

export function problemOfFailure(failure: ImportFailure): Problem {
  // The reader of the file says where; the sentence may already do so.
  const where =
    failure.line === undefined || /\bline \d/i.test(failure.sentence) ? '' : `Line ${failure.line}: `;
  return problem(failure.code, `${where}${failure.sentence}`, failure.errors);
}

/** What a zod schema found, each with its path; an unknown field is named itself. */
export function problemOfIssues(error: z.ZodError, what = 'The request'): Problem {
  const errors = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not a known field' }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  );
  const [first] = errors;
  return problem(
    'invalid-request',
    `${what} is not valid${first ? ` at ${first.path || 'its root'}: ${first.message}` : ''}.`,
    errors.slice(0, 50),
  );
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`))
    .join('')
    .slice(0, 200);
}
