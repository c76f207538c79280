// node start-azurite.js: serves Azurite's blobs from memory on a free loopback port and prints the address.
// It ends when its standard input closes, so it never outlives the tests that started it.
const { createServer } = require("net");

const probe = createServer();
probe.listen(0, "127.0.0.1", () => {
  const { port } = probe.address();
  probe.close(() => {
    process.argv.push("--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--blobHost", "127.0.0.1", "--blobPort", String(port));
    require("azurite/dist/src/blob/main.js");
    announce(port);
  });
});

function announce(port) {
  fetch(`http://127.0.0.1:${port}/`).then(
    () => console.log(`ready http://127.0.0.1:${port}/`),
    () => setTimeout(() => announce(port), 100));
}
process.stdin.resume().on("end", () => process.exit(0));
