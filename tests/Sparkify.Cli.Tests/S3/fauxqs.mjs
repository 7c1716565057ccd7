// Starts the S3 server fauxqs on a free port of this machine, prints the port, and ends when its input does.
// usage: node fauxqs.mjs FOLDER-OF-THE-PACKAGE BUCKET…
import { pathToFileURL } from "node:url";

const [folder, ...buckets] = process.argv.slice(2);
const { startFauxqs } = await import(pathToFileURL(`${folder}/dist/app.js`));
const server = await startFauxqs({ port: 0, host: "127.0.0.1", logger: false });
buckets.forEach((bucket) => server.createBucket(bucket));
console.log(server.port);
process.stdin.on("end", () => process.exit()).resume();
