/**
 * The public names of the packages, written out: whoever adds, renames or removes one says so here.
 */
import { expect, test } from '@jest/globals';
import { publicNames } from './public-names.ts';

const published: Record<string, string> = {
  '@travaux/workflow/agreement': `
    Accreditation ActFields AdReferendum AgreementEvent AgreementFacts AgreementState Body
    BodyId Breach Capacity Change Circle Clause ClauseId ClauseNumbering Closure Command
    CommitteeDecision CommitteeRun Condition Confidentiality CountedVote Course CourseCommand CourseEvent
    Deadline Decision Delivery Direction Dissent Division DivisionKind DrawnRoute ElementId
    ElementNumber EnrolPasskey ErrorFinding EventOf FactName Facts GivenOpinion GivenVote Grant Granter Interest
    OpenAgreement Opinion Organisation OrganisationId Outdating Outline OutlineElement Package
    PackageAcceptance PackageId Party PartyId Passkey PasskeyStatement PastStage PersonId Place
    Procedure ProcedureId PublicationPolicy PublishedKind PublishedText RecordedEvent Refusal RefusalCode Reliance Renewal ReservationKind
    ReviewRun Role RoleHolders RoutingRules Seat SeatId Seen SetAside SignOff SignOffRun SignatureAct
    Signing Silence SilenceRun Sitting Source StageRun Standing SuspendedAgreement SystemCommand
    Verifier VerifierId Voice accreditationSchema actionOf adoptionObstacles apartFromCount askedNow bodySchema
    capacitySchema childrenOf circleSchema circleWords clauseName commandSchema conditionSchema
    conditionsHold confidentialityOf confidentialityWords
    conditionsSchema countOf courseOf deadlineSchema decide delayOf divisionKinds dueDeadlines
    elementNumberSchema elementSchema emptyOutline evolve factsNeeded factsSchema granterName
    heldUpByErrors holdsRole idSchema initialState instantSchema interestExtents isDelegateOf isProvisional
    isOpenToAll isRecusedPerson isRefusal isWithin liesWithin maxHeadingLength maxOutlineDepth maxOutlineElements
    maxReasonLength maxStatementLength nextDeadline noCourse notConfidential openAdReferendum
    openAgreementSchema opinionOf opinionSchema opinionStands organisationSchema outdated
    outdatingWords overtakenBy partyName partySchema passkeyStatementSchema passkeysOf pendingChallenges
    placeSchema presidesOver publicationPolicySchema publishedKinds readingOrder recusedSeats refuse replay reservations reviewPasses
    routingRulesSchema runningDeadlines sameCapacity sameVoice seatName seatOf seenSchema
    sentenceOf setAsideIn signOffMissing signOffStands signatureActSchema signingOf sitsIn sourceSchema
    speaksWith stageOf standingNegatives standingVotes suspendedAgreements systemCommandSchema
    verifierSchema voiceKey voiceName voiceSchema withPlaces`,
  '@travaux/workflow/comments': `
    Anchor Author BlindedSerial Call Channel Comment CommentCommand CommentDecision CommentEvent
    CommentFacts CommentId CommentRefusal CommentRefusalCode CommentWindow Commenter
    CommentsState CredentialKeys Disposition DrawCredentials GivenDisposition Hiding
    HidingGround Mention ModerationEntry RandomBytes Receipt Received RecordedComment Submission
    SubmissionKind TakeUp Thread ThreadId WindowId anchorSchema answerBlinded answersDue
    appealsDue awaitsAnswer blindSerial callsOn channelKey channelSchema checkCredential
    commentCommandSchema covers credentialKeys decideComment dispositionOf dispositionSchema
    drawCredentialsSchema evolveComments fewestCredentialHolders finishCredentials hidingGrounds
    isCalled isCommentRefusal isOpen maxCommentLength maxContextLength maxCredentials
    maxQuoteLength mayReadChannel mayReadQuote mayReadThread mayReadWords mentionSchema
    noComments openingOf personOf pseudonymSchema pseudonymityFault receiptHash recordedInstant
    refuseComment replayComments sha256Hex submissionKinds threadOfEvent writersOf wrote`,
  '@travaux/workflow/compliance': `
    Blocker Completion Condition Consequences CurvePoint DayRule DependencyGraph Entry EntryKind
    Fact Facts Gap GraphEdge GraphNode Happening Invocation LongStop MilestoneStanding Moment Name
    NameKind Names NodeId NonDelivery PartySummary Performance Read Scenario Schedule Simulation
    Summary SummaryLine Terms TextFault TextForm TrancheStanding Truth UnknownName allInTime
    blockerWords comparators completions conditionSchema conditionWords consequencesOf criticalPath
    dayRuleSchema dependencyGraph gapWords happeningWords instruments isDuration lastRelief
    loopWords milestoneStandings momentWords namer namesOf nearestNames nearestWords negated
    parseCondition parseDate parseDayRule parseDuration printCondition printDate printDayRule
    printDuration ruleMoment scheduleOf simulate summaryOf termsSchema trancheStandings truthOf`,
  '@travaux/workflow/ledger': `
    Check Checkpoint Finding FindingCode Frontier Hash HashReader Json JsonError JsonLimits Leaf
    LeafFields NodeCoordinate NoteFailure OpenedCheckpoint OpenedNote ParseOptions PasskeyAlgorithm
    ProofFailure ProofFile RecordLeaf SignedAct Signer Tile TreeNode Verdict Verified VerifierKey
    VerifyOptions canonicalJson checkProofFile checks clauseHashesIn consistencyProof emptyFrontier
    emptyRoot firstNodeOf formatCheckpoint formatProofFile formatRecord formatVerifierKey
    frontierRoot grow inclusionProof isWellFormed leafHash leafLimits leafText nodeHash
    nodesForConsistency nodesForInclusion nodesForRoot noteSigner openCheckpoint openNote
    parseCheckpoint parseJson parseLeaf parseProofFile parseTilePath parseVerifierKey
    passkeyChallenge passkeyFault provesConsistency provesInclusion pseudonym pseudonymKeyLength
    recordFormat replayFault rootHash saltLength sameHash sentencesOf signCheckpoint signNote stateAfter tilePath tileWidth
    verifierKey verifyRecord widthIn`,
  '@travaux/workflow/lint': `
    ClauseSubject Draft Example Finding Fix LanguageVersion Lens Linter Look Meant Passage
    PassageReference Place Question Report Rule RuleHead Severity Subject TextRange TextSubject
    UnreadField Wrong example lint linter placeName rules textRules`,
  '@travaux/workflow/policy': `
    Action Actor Audience Closed Standing Subject TextMode accreditationsOf audienceOf can
    capacitiesOf capacityName closedTo delegationName isInCircle isShown knownTo nameFor namesAny
    operatorActor publicActor rightsOf sameDelegation standingsFor textMode votesVisibleTo whoMay`,
  '@travaux/workflow/proposals': `
    Origin Proposal ProposalCommand ProposalDecision ProposalEvent ProposalFacts ProposalId
    ProposalReference ProposalRefusal ProposalRefusalCode ProposalStatus ProposalsState
    RecordedProposal TextHash decideProposal evolveProposals isProposalRefusal keepProposalSchema maxProposals
    mayReadProposal noProposals originSchema proposalActSchema proposalCommandSchema proposesFor
    referenceWords refuseProposal replayProposals setAsideSchema textHashSchema`,
  '@travaux/workflow/route': `
    Ballot Base Breach Calendar CastVote ClauseStanding CommitteeStage Counts DecisionRule
    DecisionTerms Delivery Drawing DrawnEdge DrawnNode EditClass GroupCount Needed Participant
    PartyChoice Question Quorum RecusalEffect ReliefBodies ReviewStage RollEntry Routable Route
    RouteFault RouteFinding RouteId Routing RoutingFinding RoutingRule Rung Share SignOffStage
    SigningCapacity Silence SilenceAct SilenceFact SilenceForm SilenceTerms Stage StageId
    TakingPart Tally Terminal Vote baseSchema calendarSchema canBeShorter compareEditClasses
    compareInstants compareRungs deadline decideSilence decisionRuleSchema decisionTermsSchema
    drawRoute durationSchema durationWords editClassSchema editClasses evolveSilence fewest
    instantWords isWorkingDay legalDraftersRole localDay lowestRung maxStages
    multilateralSilence participantSchema participantWords participantsWords partiesOf
    partyChoiceSchema plainBilateral quorumOf quorumSchema refusedRoute routeFindings
    routeSchema routingFindings routingOf ruleWords rungSchema rungWords rungs sanctionsRelief
    seatsOf shareSchema signingCapacities silenceExpiry silenceNotice stageSchema
    survivedByDefault tally tallySentence textOfDrawing undelivered voicesOf`,
  '@travaux/editor/document': `
    AgreementLinter AgreementSubject AgreementText AgreementToLint AnchorFinder BlockJson BlockPlace
    ClassifiedEdit ClauseJson ClauseReference ClauseStanding ClosureIndex Definition DraftToLint
    EditContext EditReason EditReasonKind ElementLabel FieldKind Folded FoundReference Grammar ItemLabel
    ItemLookup Known Labels LintReader LintedDraft ListMarker MarkJson Merge Naming NodeHead NumberingStyle
    Participants Placed PlacedPassage PlainTextOptions Problem ReadBlock ReadTerms RedlinePart
    RedlinePiece RedlineSide ReferenceForm ReferenceIndex Register StrangePiece SubjectReader
    TermFinder TermKind TermUse TermsReader TextChange TextPiece TextRange TextRun TextToLint UnreadInBlock
    UnreadWords alignVersion anchorFinder anchorOf blockOf canonicalText classifyEdit clauseHash
    clauseSchema closureIndex compareTexts definitionsIn emptyClauseJson fieldKindOf
    findInFolded findInNode findInText findReferences fold headsDefinitions isSafeHref isStrange
    itemLabel itemPaths jsonOfDoc labelsOf labelsOfItems lintReader listMarkers
    maxReferenceLabel namedPlaces namingOfTerms nodeOfJson passagesIn placeOf plainText readBlock
    referenceForms referenceIndex resolveTarget schemaVersion seedOfNode sideOf strangePieces
    subjectReader termFinder termKindOf termKinds termsReader textOf textPieces textRoot
    textRuns mergeTexts mergedText withWords wordsOf`,
  '@travaux/editor/frames': `
    ActField ActView ActorView AgreementSummary AgreementTextView AgreementView AuthorView
    AuthoredView AuthorshipView AwaitedView BreachView ChangedView Channel ChannelView
    ClauseCourseView ClauseTextView ClientFrame CloseCode CommandAccepted CommentAccepted
    CommentAct CommentAuthorView CommentView CommentsView CommitteeRunView ConfidentialView
    CourseSummary CoursesView CredentialsView DecisionView DeletionView DemoIdentity DemoView
    DispositionView EffectView ErrorSetAsideView GrantView ImportRemark ImportStage ImportView InvitationCreated
    InvitationOffer InvitationView KeepProposal LogEntryView LogView MeView MentionView ModerationView Named
    NamedClause Notice OutdatedView OutdatingView OvertakenView OwnSubmissionView OwnSubmissionsView PackageView PartySignOffView
    PasskeyQuestion PasskeyView PastStageView PeopleView Present PreviewView Problem ProposalAct ProposalActCommand ProposalTextView ProposalView ProposalsView
    PseudonymousCommand PseudonymsView
    PublicationPreview PublicationView RelianceView RenewalView ReviewRunView RouteView RoutingRuleView RunView SearchHit
    SearchView SeatView ServerFrame SignOffRunView SilenceRunView StageKind SubmissionView
    TextView ThreadAct ThreadSummaryView ThreadView UnderWayView VoiceView WindowView WorkItem
    WorkView closeCodes decodeClientFrame decodeServerFrame encodeClientFrame encodeServerFrame
    messageAwareness messageOrphaned messageQueryAwareness messageSaved messageSync syncStep1
    syncStep2 syncUpdate`,
  '@travaux/editor/sync': `
    AgreementConnection ClauseRoom ConnectionOptions ConnectionState ProposalsNews ProposedText RoomRefusal RoomState
    SavingState SetAside Timing Watchable connectAgreement`,
  '@travaux/editor/views': `
    ActionGroup BlockKey ClauseEditor ClauseEditorOptions ClauseFind EditorAction EditorNotice FindOptions NamedTerm TermsContext blockKeys
    Match ReferenceContext ReferenceTarget StaticOptions Translate WordKey actionIds cleanPastedHtml
    editorActions englishWords findMatches initialsOf mountClauseEditor pasteLimit patternOf
    renderStatic`,
  '@travaux/server': `
    HostIdentity HostTokenSettings IdentityHook SettingProblem SettingRow Settings SettingsError
    Travaux TravauxOptions createTravaux readSettings settingsHelp settingsTable unknownSettings
    version`,
  '@travaux/server/commands': `
    Accepted AcceptedComment AcceptedProposal CommentDesk CommentDeskOptions Desk DeskOptions DeskRooms
    OutdatedWatch OutdatedWatchOptions Previewed ProposalDesk ProposalDeskOptions Reading Sweep SweepOptions Swept TextsRead
    createCommentDesk createDesk createOutdatedWatch createProposalDesk createSweep wantsRevision`,
  '@travaux/server/formats': `
    AgreementToWrite FileToLint ImportFailure ImportFailureCode ImportLimits ImportProgress
    ImportWorkerOptions Imported LintOptions Linted LintedFinding ReadOptions ReadyToOpen
    ThreadOptions WrittenAgreement defaultImportLimits importInWorker lintFiles lintInThread
    mediaTypes readFile writeAgreementJson`,
  '@travaux/server/store': `
    AgreementRow AgreementStore CommentStore Commit ConflictError DecidedText Freeze FrozenError
    HistoryRow InvitationRow JournalEntry JournalStore JournaledUpdate LedgerHead LedgerStore
    OpenFailure PeopleStore PersonRow Projection ProposalAppend ProposalStore ReadText RoomExistsError RoomHistory RoomRecord
    RoomSeed SessionRow SourceFile SqliteOptions Store StoreBrokenError StoreClosedError
    StoreOpenError StoredLeaf openSqliteStore`,
  '@travaux/server/rooms': `
    AgreementReader Figure RoomAuthorship RoomCounter RoomGauge RoomLimits RoomLog RoomMetrics
    RoomSize RoomTiming Rooms RoomsOptions Timer Timers Visitor createRooms defaultLimits noMetrics
    presenceKey processTimers roomCounters roomGauges roomSizes roomTimings webSocketOptions`,
};

const listed = (names: string) => names.trim().split(/\s+/).toSorted();

test('every published subpath exports the names that are listed, and no others', () => {
  const found = Object.fromEntries(publicNames());
  const wanted = Object.fromEntries(Object.entries(published).map(([path, names]) => [path, listed(names)]));
  expect(found).toEqual(wanted);
});
