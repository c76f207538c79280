// node start-cosmos.js: serves @vercel/cosmosdb-server over plain HTTP on a free loopback port and prints the address.
// It ends when its standard input closes, so it never outlives the tests that started it.
const { createHttpServer } = require("@vercel/cosmosdb-server");

const server = createHttpServer({ keepAlive: true });
server.keepAliveTimeout = 120000;
server.listen(0, "127.0.0.1", () => console.log(`ready http://127.0.0.1:${server.address().port}/`));
process.stdin.resume().on("end", () => process.exit(0));
