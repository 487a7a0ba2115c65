/** Who the person is on this installation, for every screen. */
import { createContext, useContext, type ReactNode } from 'react';
import type { MeView } from '../frames/views.ts';
import { me } from './api/endpoints.ts';
import { useResource, type Resource } from './api/resource.ts';

const SessionContext = createContext<Resource<MeView> | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  return <SessionContext value={useResource('me', me)}>{children}</SessionContext>;
}

export function useSession(): Resource<MeView> {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no SessionProvider above');
  return session;
}
