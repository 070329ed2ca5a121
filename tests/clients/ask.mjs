// node ask.mjs FILE: send what is in it, with Node's own fetch as it comes.
import { readFileSync } from "node:fs";

const file = readFileSync(process.argv[2]);
const end = file.indexOf("\n\n");
const [url, ...lines] = file.subarray(0, end).toString().split("\n");
const body = file.subarray(end + 2);
const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s)));
const answer = await fetch(url, { method: "POST", headers, body });
console.log(`${answer.status}\n${await answer.text()}`);
