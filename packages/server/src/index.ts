export type { HostIdentity, IdentityHook } from './auth/viewer.ts';
export { settingsHelp } from './settings/help.ts';
export {
  readSettings,
  settingsTable,
  SettingsError,
  unknownSettings,
  type HostTokenSettings,
  type SettingProblem,
  type SettingRow,
  type Settings,
} from './settings/settings.ts';
export { version } from './ops/version.ts';
export { createTravaux, type Travaux, type TravauxOptions } from './travaux.ts';
