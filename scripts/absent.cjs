// In place of what a bundle must not have.
module.exports = {};
