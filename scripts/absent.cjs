// In place of what a bundle must not have.
module.exports = {
  // Of "module": what finds no package.
  createRequire: () => undefined,
};
