/**
 * What is read of courses stays live: it is read again when the agreement has a newer version, and when a text moved
 * under a decision. What was read last stays on the screen meanwhile.
 */
import { useEffect } from 'react';
import type { ClauseCourseView, CoursesView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { clauseCourse } from '../api/endpoints.ts';
import { useResource, type Resource } from '../api/resource.ts';
import { useWatched } from '../ui/watch.ts';

/** Calls `refresh` when what was read as of `version` may have changed. */
export function useFresh(version: number | undefined, refresh: () => void): void {
  const agreement = useAgreement();
  const present = agreement.view.version;
  const moved = useWatched(agreement.connection?.coursesEpoch, 0);
  useEffect(() => {
    if (version !== undefined && version < present) refresh();
  }, [version, present, refresh]);
  useEffect(() => {
    if (moved > 0) refresh();
  }, [moved, refresh]);
}

export function useCourses(): Resource<CoursesView> {
  return useAgreement().board;
}

export function useClauseCourse(clause: string): Resource<ClauseCourseView> {
  const { id, view } = useAgreement();
  const resource = useResource(`${id} course ${clause} ${view.viewer.key}`, (signal) =>
    clauseCourse(id, clause, signal),
  );
  useFresh(resource.data?.version, resource.refresh);
  return resource;
}
