/** Words of private proposals: the drawer's button, the panel beside the text, the link from a comment. */
export const proposals = {
  'proposals.title': 'Proposals',
  'proposals.of': 'Proposals of your delegation',
  'proposals.means': 'Private: only the delegates of {party} see them. Chair and secretariat do not.',
  'proposals.none': 'No proposals yet',
  'proposals.noneHint':
    'What you write in a clause that was frozen meanwhile, and an observer’s wording that you take up, can be kept here.',
  'proposals.here': 'On {place}',
  'proposals.noneHere': 'None on this clause.',
  'proposals.elsewhere': 'On other clauses',
  'proposals.closed_one': '{count} that was put into the text or withdrawn',
  'proposals.closed_other': '{count} that were put into the text or withdrawn',

  'proposal.kept': 'Kept by {name}, {when}',
  'proposal.setAside': 'Set aside {when}: {reason}',
  'proposal.takenUp': 'Taken up from observer comment {number}, {source}',
  'proposal.toComment': 'Read the comment',
  'proposal.reason': 'Reason',
  'proposal.giveReason': 'Give a reason',
  'proposal.editReason': 'Edit the reason',
  'proposal.saveReason': 'Save the reason',
  'proposal.incorporated': 'Put into the text by {name}, {when}',
  'proposal.withdrawn': 'Withdrawn by {name}, {when}',
  'proposal.show': 'Show what it changes',
  'proposal.changes': 'What {reference} would change in the text',
  'proposal.changed': 'What {reference} proposed to change',
  'proposal.moved_one':
    'In {count} place others have changed the same words since. The proposal’s words will stand beside theirs.',
  'proposal.moved_other':
    'In {count} places others have changed the same words since. The proposal’s words will stand beside theirs.',
  'proposal.noText': 'The clause is not there any more, or you may not read it.',
  'proposal.copy': 'Copy the text as proposed',
  'proposal.putIn': 'Put into the text',
  'proposal.putInDone': '{reference} is in the text of {place}.',
  'proposal.putInBeside_one':
    '{reference} is in the text. In {count} place others had changed the same words: look there, both versions stand side by side.',
  'proposal.putInBeside_other':
    '{reference} is in the text. In {count} places others had changed the same words: look there, both versions stand side by side.',
  'proposal.note': 'Note that it was put in',
  'proposal.notNoted': 'The words are in the text, but that could not be noted here.',
  'proposal.frozen': 'It can be put into the text when you can edit the clause again.',
  'proposal.withdraw': 'Withdraw',
  'proposal.withdrawSure': 'Withdraw {reference}? It stays in this list, closed.',
  'proposal.isWithdrawn': '{reference} is withdrawn.',
  'proposal.ofDelegation': 'Your delegation keeps this wording as {reference}',

  'setAside.propose': 'Keep as a private proposal',
  'setAside.proposing': 'Keeping…',
  'setAside.proposed': 'Kept as {reference}, for your delegation alone. It is under Proposals.',
  'setAside.notProposed':
    'It was not kept as a proposal: the server’s text of the clause cannot be had now. Your words stay here; try again.',
  'setAside.copyOrPropose': 'copy them, or keep them as a private proposal.',
};
