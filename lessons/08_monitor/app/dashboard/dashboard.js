// Reads the metrics every two seconds, and draws what has changed in between.
import { draw } from "./chart.js";

// Colours that the colour-blind can tell apart; the notebook's charts have the same.
const [BLUE, ORANGE] = ["#0072B2", "#D55E00"];
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
const [asked, called] = [has("route", "/spam"), has("verdict", "spam")];
// The service tells its limit: here and in the alert rules there is no other.
const limit = () => sum(past.at(-1).rows, "spam_drift_limit") || null;

// [title, settings, {name of a line: [colour, its value at place i]}]
const CHARTS = [
  ["Messages a second", {}, { messages: [BLUE, (i) => added(i, verdicts) / seconds(i)] }],
  ["Mean time to the verdict (ms)", {}, { time: [BLUE, (i) => (1000 * added(i, `${took}_sum`, asked)) / added(i, `${took}_count`, asked)] }],
  ["Share called spam", { most: 1 }, { spam: [BLUE, (i) => added(i, verdicts, called) / added(i, verdicts)] }],
  ["Unlike usual (PSI)", { limit }, { words: [BLUE, (i) => psi(i, "unknown")], scores: [ORANGE, (i) => psi(i, "score")] }],
  ["Quality by feedback", { most: 1 }, {
    precision: [BLUE, (i) => labelled(i, right) / labelled(i, has("verdict", "spam"))],
    recall: [ORANGE, (i) => labelled(i, right) / labelled(i, missable)],
  }],
];

function show([, settings, lines], number) {
  const drawn = Object.entries(lines).map(([name, [colour, f]]) => [name, { colour, values: past.map((_, i) => f(i)) }]);
  const now = { ...settings, limit: settings.limit ? settings.limit() : null };
  draw(document.querySelectorAll("svg")[number], Object.fromEntries(drawn), now);
}

async function look() {
  // Relative to this page, which may lie behind a prefix.
  const answer = await fetch("metrics");
  if (!answer.ok) throw new Error(answer.status);
  const rows = [...(await answer.text()).matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)];
  past.push({ at: Date.now(), rows: rows.map(([, name, labels = "", value]) => ({ name, labels, value: +value })) });
  past.splice(0, past.length - 150); // five minutes
  CHARTS.forEach(show);
  document.querySelector("#state").textContent = `${sum(past.at(-1).rows, verdicts)} messages judged since the start.`;
}

document.querySelector("main").innerHTML = CHARTS.map(([title]) => `<section><h2>${title}</h2><svg role="img" aria-label="${title}"></svg></section>`).join("");
const again = () => look().catch(() => (document.querySelector("#state").textContent = "The service does not answer.")).finally(() => setTimeout(again, 2000));
again();
