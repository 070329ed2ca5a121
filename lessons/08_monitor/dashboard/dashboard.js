// Reads /metrics every two seconds, and draws what has changed in between.
import { draw } from "/dashboard/chart.js";

const past = []; // [{at, rows}], the newest last
const has = (key, value) => (labels) => labels.includes(`${key}="${value}"`);
const both = (...tests) => (labels) => tests.every((test) => test(labels));

function sum(rows, name, test = () => true) {
  return rows.filter((row) => row.name === name && test(row.labels)).reduce((all, row) => all + row.value, 0);
}

// A counter only grows, or began anew: how much was added in the last ten seconds?
function added(i, name, test) {
  const [before, now] = [Math.max(0, i - 5), i].map((place) => sum(past[place].rows, name, test));
  return now < before ? now : now - before;
}
const seconds = (i) => (past[i].at - past[Math.max(0, i - 5)].at) / 1000;
const psi = (i, what) => sum(past[i].rows, "spam_drift_psi", has("what", what)) || NaN;
const labelled = (i, test) => sum(past[i].rows, "spam_feedback_total", test);
const right = both(has("verdict", "spam"), has("label", "spam"));
const missable = both(has("label", "spam"), (labels) => !labels.includes('"unknown"'));
const [verdicts, took] = ["spam_verdicts_total", "http_request_seconds"];

const CHARTS = [
  ["Messages a second", {}, { messages: (i) => added(i, verdicts) / seconds(i) }],
  ["Mean time to the answer", { unit: " ms" }, { time: (i) => (1000 * added(i, `${took}_sum`)) / added(i, `${took}_count`) }],
  ["Share called spam", {}, { spam: (i) => added(i, verdicts, has("verdict", "spam")) / added(i, verdicts) }],
  ["Unlike usual (PSI)", { limit: 0.2 }, { words: (i) => psi(i, "unknown"), score: (i) => psi(i, "score") }],
  ["Quality by feedback", {}, { precision: (i) => labelled(i, right) / labelled(i, has("verdict", "spam")), recall: (i) => labelled(i, right) / labelled(i, missable) }],
];

async function look() {
  const text = await (await fetch("/metrics")).text();
  const rows = [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)];
  past.push({ at: Date.now(), rows: rows.map(([, name, labels = "", value]) => ({ name, labels, value: +value })) });
  past.splice(0, past.length - 150); // five minutes
  CHARTS.forEach(([, settings, lines], n) => draw(document.querySelectorAll("svg")[n],
    Object.fromEntries(Object.entries(lines).map(([name, f]) => [name, past.map((_, i) => f(i))])), settings));
  document.querySelector("#state").textContent = `${sum(past.at(-1).rows, verdicts)} messages judged since the start.`;
}

document.querySelector("main").innerHTML = CHARTS.map(([title]) => `<section><h2>${title}</h2><svg role="img" aria-label="${title}"></svg></section>`).join("");
const again = () => look().catch(() => (document.querySelector("#state").textContent = "The service does not answer.")).finally(() => setTimeout(again, 2000));
again();
