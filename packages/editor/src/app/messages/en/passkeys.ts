/** The words of passkeys: enrolling one under People, and signing with it in the dialog of a sign-off. */
export const passkeys = {
  'passkey.title': 'Sign with a passkey',
  'passkey.what':
    'A passkey lives in your device, phone or security key, and signs only when you confirm it there, with your finger, face or PIN. A sign-off that you sign with it carries a signature over its exact words, which goes into the record.',
  'passkey.proves':
    'It proves to anybody who holds the record, without trusting this server, that whoever held the key signed these words for {party}, and that nobody put them there later.',
  'passkey.provesNot':
    'It does not prove who you are: that the key is yours is what the record says of its enrolment. It is not a signature under the law of any State, and your sign-off counts the same without it.',
  'passkey.enrol': 'Enrol a passkey for {party}',
  'passkey.enrolling': 'Confirm it on your device…',
  'passkey.enrolled': 'The passkey is enrolled: it may sign for {party} from now on.',
  'passkey.since': 'Enrolled on {when}',
  'passkey.until': 'Enrolled on {when}, revoked on {until}',
  'passkey.own': 'yours',
  'passkey.list': 'Passkeys that are enrolled',
  'passkey.none': 'Nobody has enrolled a passkey yet.',
  'passkey.revoke': 'Revoke',
  'passkey.revokeOf': 'Revoke the passkey of {name}, enrolled on {when}',
  'passkey.revokeMeans':
    'It signs nothing any more, here or anywhere. What it has signed stays signed. This cannot be taken back; another one may be enrolled.',
  'passkey.revoked': 'The passkey is revoked.',
  'passkey.with': 'Sign with my passkey as well',
  'passkey.withHint':
    'Your device asks you to confirm. Whoever holds the record can then check, without this server, that your key signed these words.',
  'passkey.signing': 'Confirm the signature on your device…',
  'passkey.mayEnrol': 'You could sign this with a passkey as well, if you enrol one:',
  'passkey.toPeople': 'People',
  'passkey.notUsed':
    'The passkey was not used: the question on your device was closed, or waited too long. Nothing was recorded. Try it once more, or sign off without it.',
  'passkey.there': 'This device holds a passkey of yours for this agreement already.',
  'passkey.failed': 'The browser could not use the passkey ({reason}). Nothing was recorded.',
  'passkey.obstacle.insecure':
    'Passkeys work on pages over https only, and on localhost. This page is neither.',
  'passkey.obstacle.number':
    'Passkeys belong to a name such as treaties.example.org. This page is open under a number; open it under its name.',
  'passkey.obstacle.browser': 'This browser has no passkeys.',
  'passkey.obstacle.frame':
    'This page stands in a frame of another site, where passkeys do not work. Open it in a window of its own.',
  'passkey.obstacle.otherPage':
    'Your passkey was enrolled on {origin} and signs there only. Enrol one on this address, or open that one.',
} as const;
