// node ask.mjs FILE: send what is in it, with Node's own fetch as it comes.
import { readFileSync } from "node:fs";

const [head, body] = readFileSync(process.argv[2], "utf8").split(/\n\n(.*)/s);
const [url, ...lines] = head.split("\n");
const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s)));
const answer = await fetch(url, { method: "POST", headers, body });
console.log(`${answer.status}\n${await answer.text()}`);
