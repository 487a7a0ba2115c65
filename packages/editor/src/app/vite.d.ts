/** What Vite puts into the modules of the app. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
