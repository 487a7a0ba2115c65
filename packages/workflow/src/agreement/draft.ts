/**
 * A draft: the state while events are being applied to it. It copies a part of the state when that part is
 * first written, and never again, so one event costs what it touches and a stream costs one copy.
 *
 * It alone keeps the outline legal: every listed element is held and every held one listed once, under a
 * division that exists or at the top, and nothing lies inside itself.
 */
import type { RouteId } from '../route/route.ts';
import { confidentialityOf, isOpenToAll, type Confidentiality } from './confidentiality.ts';
import { noCourse, type Course } from './course/course.ts';
import type { Package, PackageId } from './course/package.ts';
import type { RoutingRules } from './course/routing-rules.ts';
import type { AgreementFacts, Place, Source } from './events.ts';
import { type ClauseId, type ElementId, type Outline, type OutlineElement } from './outline.ts';
import type { Passkey } from './passkey.ts';
import type { PublicationPolicy, PublishedText } from './publication.ts';
import {
  sameCapacity,
  type Accreditation,
  type Body,
  type Organisation,
  type Party,
  type RoleHolders,
  type Verifier,
} from './participants.ts';
import type { SetAside } from './set-aside.ts';
import type { AgreementState, DrawnRoute } from './state.ts';

export class Draft {
  version: number;
  facts: AgreementFacts | null;
  source: Source | null;
  routingRules: RoutingRules;
  publication: PublicationPolicy | null;
  adopted: string | null;
  readonly #base: AgreementState;
  #parties: Map<string, Party> | null = null;
  #bodies: Map<string, Body> | null = null;
  #organisations: Map<string, Organisation> | null = null;
  #verifiers: Map<string, Verifier> | null = null;
  #accreditations: Accreditation[] | null = null;
  #passkeys: Map<string, Passkey> | null = null;
  #elements: Map<ElementId, OutlineElement> | null = null;
  #children: Map<ElementId | null, readonly ElementId[]> | null = null;
  #parked: Map<ElementId, string> | null = null;
  #errorsSetAside: Map<ClauseId, readonly SetAside[]> | null = null;
  #confidentiality: Map<ElementId, Confidentiality> | null = null;
  #publishedTexts: Map<ClauseId, PublishedText> | null = null;
  #usedIds: Set<ElementId> | null = null;
  #routes: Map<RouteId, DrawnRoute> | null = null;
  #topics: Map<ElementId, readonly string[]> | null = null;
  #roles: Map<string, RoleHolders> | null = null;
  #courses: Map<ClauseId, Course> | null = null;
  #packages: Map<PackageId, Package> | null = null;
  #usedCourseIds: Set<string> | null = null;
  /** The lists in `#children` that are this draft's own and may be changed in place. */
  readonly #ownLists = new Map<ElementId | null, ElementId[]>();

  constructor(base: AgreementState) {
    this.#base = base;
    this.version = base.version;
    this.facts = base.facts;
    this.source = base.source;
    this.routingRules = base.routingRules;
    this.publication = base.publication;
    this.adopted = base.adopted;
  }

  finished(): AgreementState {
    const base = this.#base;
    const outline: Outline =
      this.#elements || this.#children
        ? {
            elements: this.#elements ?? base.outline.elements,
            children: this.#children ?? base.outline.children,
          }
        : base.outline;
    return {
      version: this.version,
      facts: this.facts,
      source: this.source,
      parties: this.#parties ?? base.parties,
      bodies: this.#bodies ?? base.bodies,
      organisations: this.#organisations ?? base.organisations,
      verifiers: this.#verifiers ?? base.verifiers,
      accreditations: this.#accreditations ?? base.accreditations,
      passkeys: this.#passkeys ?? base.passkeys,
      outline,
      parked: this.#parked ?? base.parked,
      errorsSetAside: this.#errorsSetAside ?? base.errorsSetAside,
      confidentiality: this.#confidentiality ?? base.confidentiality,
      publication: this.publication,
      publishedTexts: this.#publishedTexts ?? base.publishedTexts,
      usedIds: this.#usedIds ?? base.usedIds,
      routes: this.#routes ?? base.routes,
      routingRules: this.routingRules,
      topics: this.#topics ?? base.topics,
      roles: this.#roles ?? base.roles,
      courses: this.#courses ?? base.courses,
      packages: this.#packages ?? base.packages,
      usedCourseIds: this.#usedCourseIds ?? base.usedCourseIds,
      adopted: this.adopted,
    };
  }

  get parties(): Map<string, Party> {
    return (this.#parties ??= new Map(this.#base.parties));
  }

  get bodies(): Map<string, Body> {
    return (this.#bodies ??= new Map(this.#base.bodies));
  }

  get organisations(): Map<string, Organisation> {
    return (this.#organisations ??= new Map(this.#base.organisations));
  }

  get verifiers(): Map<string, Verifier> {
    return (this.#verifiers ??= new Map(this.#base.verifiers));
  }

  get passkeys(): Map<string, Passkey> {
    return (this.#passkeys ??= new Map(this.#base.passkeys));
  }

  get routes(): Map<RouteId, DrawnRoute> {
    return (this.#routes ??= new Map(this.#base.routes));
  }

  get topics(): Map<ElementId, readonly string[]> {
    return (this.#topics ??= new Map(this.#base.topics));
  }

  get roles(): Map<string, RoleHolders> {
    return (this.#roles ??= new Map(this.#base.roles));
  }

  get packages(): Map<PackageId, Package> {
    return (this.#packages ??= new Map(this.#base.packages));
  }

  useCourseId(id: string): void {
    (this.#usedCourseIds ??= new Set(this.#base.usedCourseIds)).add(id);
  }

  course(clause: ClauseId): Course {
    return (this.#courses ?? this.#base.courses).get(clause) ?? noCourse;
  }

  /** Only a clause of the outline has a course; what fits no course changes nothing. */
  changeCourse(clause: ClauseId, change: (course: Course) => Course): void {
    if (this.#element(clause)?.kind !== 'clause') return;
    const course = this.course(clause);
    const changed = change(course);
    if (changed !== course) (this.#courses ??= new Map(this.#base.courses)).set(clause, changed);
  }

  accredit(accreditation: Accreditation): void {
    (this.#accreditations ??= [...this.#base.accreditations]).push(accreditation);
  }

  endAccreditation(ended: Accreditation): void {
    this.#accreditations = (this.#accreditations ?? this.#base.accreditations).filter(
      (a) => a.person !== ended.person || !sameCapacity(a.capacity, ended.capacity),
    );
  }

  addElement(element: OutlineElement, after: ElementId | null): void {
    if (!this.#used(element.id)) (this.#usedIds ??= new Set(this.#base.usedIds)).add(element.id);
    if (this.#element(element.id) || !this.#holds(element.parent)) return;
    this.#ownElements().set(element.id, element);
    this.#insert(element.id, element.parent, after);
  }

  moveElement(id: ElementId, to: Place): void {
    const element = this.#element(id);
    if (!element || !this.#holds(to.parent) || this.#lies(to.parent, id)) return;
    this.#remove(id, element.parent);
    if (element.parent !== to.parent) this.#ownElements().set(id, { ...element, parent: to.parent });
    this.#insert(id, to.parent, to.after);
  }

  changeElement(id: ElementId, change: (element: OutlineElement) => OutlineElement): void {
    const element = this.#element(id);
    if (element) this.#ownElements().set(id, change(element));
  }

  park(clause: ElementId, reason: string): void {
    if (this.#element(clause)?.kind === 'clause') this.#ownParked().set(clause, reason);
  }

  setErrorAside(clause: ClauseId, error: SetAside): void {
    if (this.#element(clause)?.kind !== 'clause') return;
    const all = (this.#errorsSetAside ??= new Map(this.#base.errorsSetAside));
    const others = (all.get(clause) ?? []).filter(
      ({ rule, place, hash }) => rule !== error.rule || place !== error.place || hash !== error.hash,
    );
    all.set(clause, [...others, error]);
  }

  takeUp(clause: ElementId): void {
    if ((this.#parked ?? this.#base.parked).has(clause)) this.#ownParked().delete(clause);
  }

  /** The element and everything inside it; the ids stay used. */
  deleteElement(id: ElementId): void {
    const element = this.#element(id);
    if (!element) return;
    this.#keepDeletedAmong(id);
    this.#remove(id, element.parent);
    const leaving = [id];
    for (let next = leaving.pop(); next !== undefined; next = leaving.pop()) {
      for (const child of this.#list(next)) leaving.push(child);
      this.#ownElements().delete(next);
      this.takeUp(next);
      if ((this.#errorsSetAside ?? this.#base.errorsSetAside).has(next)) {
        (this.#errorsSetAside ??= new Map(this.#base.errorsSetAside)).delete(next);
      }
      if ((this.#publishedTexts ?? this.#base.publishedTexts).has(next)) {
        (this.#publishedTexts ??= new Map(this.#base.publishedTexts)).delete(next);
      }
      if ((this.#courses ?? this.#base.courses).has(next)) {
        (this.#courses ??= new Map(this.#base.courses)).delete(next);
      }
      if ((this.#topics ?? this.#base.topics).has(next)) this.topics.delete(next);
      if (this.#list(next).length > 0) this.#ownChildren().delete(next);
      this.#ownLists.delete(next);
    }
  }

  publishText(clause: ClauseId, text: PublishedText): void {
    if (this.#element(clause)?.kind !== 'clause') return;
    (this.#publishedTexts ??= new Map(this.#base.publishedTexts)).set(clause, text);
  }

  /** Also of an element that is not there: it is set before it is added, so that it is never open in between. */
  keepAmong(element: ElementId, { knownTo, readBy }: Confidentiality): void {
    const own = (this.#confidentiality ??= new Map(this.#base.confidentiality));
    if (isOpenToAll({ knownTo, readBy })) own.delete(element);
    else own.set(element, { knownTo, readBy });
  }

  /** What is inside has nothing around it any more, so each gets what it had from there as its own. */
  #keepDeletedAmong(id: ElementId): void {
    const confidentiality = this.#confidentiality ?? this.#base.confidentiality;
    if (confidentiality.size === 0) return;
    const outline: Outline = {
      elements: this.#elements ?? this.#base.outline.elements,
      children: this.#children ?? this.#base.outline.children,
    };
    const had = new Map<ElementId, Confidentiality>();
    const leaving = [id];
    for (let next = leaving.pop(); next !== undefined; next = leaving.pop()) {
      leaving.push(...this.#list(next));
      had.set(next, confidentialityOf({ outline, confidentiality }, next));
    }
    for (const [element, kept] of had) this.keepAmong(element, kept);
  }

  #element(id: ElementId): OutlineElement | undefined {
    return (this.#elements ?? this.#base.outline.elements).get(id);
  }

  #used(id: ElementId): boolean {
    return (this.#usedIds ?? this.#base.usedIds).has(id);
  }

  #list(parent: ElementId | null): readonly ElementId[] {
    return (this.#children ?? this.#base.outline.children).get(parent) ?? [];
  }

  /** Whether `parent` may hold elements: the top, or a division that exists. */
  #holds(parent: ElementId | null): boolean {
    if (parent === null) return true;
    const element = this.#element(parent);
    return element !== undefined && element.kind !== 'clause';
  }

  /** Whether `at` is `id` or lies inside it. */
  #lies(at: ElementId | null, id: ElementId): boolean {
    for (let up = at; up !== null; up = this.#element(up)?.parent ?? null) if (up === id) return true;
    return false;
  }

  /** Right behind `after`; first when it is null; last when `after` is not there. */
  #insert(id: ElementId, parent: ElementId | null, after: ElementId | null): void {
    const list = this.#ownList(parent);
    // From the end: an import adds each element behind the youngest one.
    const behind = after === null ? -1 : list.lastIndexOf(after);
    if (after !== null && behind === -1) list.push(id);
    else list.splice(behind + 1, 0, id);
  }

  #remove(id: ElementId, parent: ElementId | null): void {
    const list = this.#ownList(parent);
    const at = list.indexOf(id);
    if (at !== -1) list.splice(at, 1);
    if (list.length === 0) {
      this.#ownChildren().delete(parent);
      this.#ownLists.delete(parent);
    }
  }

  #ownParked(): Map<ElementId, string> {
    return (this.#parked ??= new Map(this.#base.parked));
  }

  #ownElements(): Map<ElementId, OutlineElement> {
    return (this.#elements ??= new Map(this.#base.outline.elements));
  }

  #ownChildren(): Map<ElementId | null, readonly ElementId[]> {
    return (this.#children ??= new Map(this.#base.outline.children));
  }

  #ownList(parent: ElementId | null): ElementId[] {
    const own = this.#ownLists.get(parent);
    if (own) return own;
    const list = [...this.#list(parent)];
    this.#ownLists.set(parent, list);
    this.#ownChildren().set(parent, list);
    return list;
  }
}
