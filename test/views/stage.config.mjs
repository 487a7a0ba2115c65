/** How the stage is bundled: the packages from their sources, one script and one style sheet. */
export default {
  root: import.meta.dirname,
  resolve: { conditions: ['source', 'module', 'browser', 'import'] },
  build: {
    minify: false,
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      input: `${import.meta.dirname}/stage.ts`,
      output: { entryFileNames: 'stage.js', assetFileNames: 'stage[extname]' },
    },
  },
};
