/**
 * Preloaded into every server of these tests: whoever tries to reach the network, or to start another program, ends the
 * process with code 99.
 */
const Module = require("node:module");
const net = require("node:net");

const WAYS_OUT = /^(?:node:)?(?:child_process|cluster|dgram|dns|http|http2|https|inspector|net|tls)(?:\/|$)/;

/** @returns {never} */
function refuse(/** @type {string} */ what) {
  process.stderr.write(`no way out: ${what}\n`);
  process.exit(99);
}

const load = Reflect.get(Module, "_load");
Reflect.set(Module, "_load", (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
  return WAYS_OUT.test(name) ? refuse(name) : load(name, ...rest);
});
const builtin = process.getBuiltinModule;
process.getBuiltinModule = (name) => (WAYS_OUT.test(name) ? refuse(name) : builtin(name));
net.Socket.prototype.connect = () => refuse("connect");
net.Server.prototype.listen = () => refuse("listen");
for (const name of ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"]) {
  Object.defineProperty(globalThis, name, { get: () => refuse(name) });
}
