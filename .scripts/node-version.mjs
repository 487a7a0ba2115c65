// Imported first by every command: says plainly that Node is too old, before anything newer than the oldest
// module-capable Node is evaluated. Keep the syntax of this folder plain.
const needed = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    'Travaux needs Node ' +
      needed.join('.') +
      ' or newer; this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\nInstall a current Node from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}
