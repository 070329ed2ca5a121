// A sheet to draw on; what is drawn goes to the API, and its answer is shown.
const API = document.querySelector("meta[name=api]").content;
const PAUSE = 250; // ms without a stroke before the API is asked
const PATIENCE = 8000; // ms for its answer
const PEN = 18; // pixels
const STEP = 14; // pixels that an arrow key moves the pen
const OFFLINE = "You are offline. It goes on when you are back.";
const SLOW = "The service takes too long. Draw on, and it is asked again.";
const GONE = "The service does not answer.";

const sheet = document.querySelector("#sheet");
const pen = sheet.getContext("2d");
const status = document.querySelector("#status");
const answers = document.querySelector("#answers");
const seen = document.querySelector("#seen");
const undo = document.querySelector("#undo");
const clear = document.querySelector("#clear");

let strokes = []; // of points [x, y]; the sheet is painted from them, so one can go back
let current = null; // the stroke that is being drawn
let keyboard = { x: 140, y: 140, down: false, shown: false };
let timer = 0;
let asking = null; // the AbortController of the question that is under way

function paint() {
  pen.fillStyle = "white";
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.strokeStyle = "black";
  pen.lineWidth = PEN;
  pen.lineCap = pen.lineJoin = "round";
  for (const stroke of strokes) {
    pen.beginPath();
    pen.moveTo(...stroke[0]);
    for (const point of stroke) pen.lineTo(...point);
    pen.stroke();
  }
}

function changed() {
  paint();
  const picture = new Promise((done) => sheet.toBlob(done)); // before the keyboard's pen is painted
  if (keyboard.shown) paintPen();
  undo.disabled = clear.disabled = strokes.length === 0;
  asking?.abort(); // an answer about what was drawn before is of no use any more
  clearTimeout(timer);
  if (strokes.length === 0) return show({ words: "Nothing is drawn yet." });
  timer = setTimeout(() => ask(picture), PAUSE);
}

// --- the pen: mouse, finger, keyboard ----------------------------------------------

function place(event) {
  const scale = sheet.width / sheet.getBoundingClientRect().width;
  return [event.offsetX * scale, event.offsetY * scale];
}

function begin(point) {
  current = [point];
  strokes.push(current);
}

sheet.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  sheet.setPointerCapture(event.pointerId);
  keyboard.shown = keyboard.down = false;
  begin(place(event));
  changed();
});
sheet.addEventListener("pointermove", (event) => {
  if (!current || !sheet.hasPointerCapture(event.pointerId)) return;
  current.push(place(event));
  changed();
});
for (const end of ["pointerup", "pointercancel"]) {
  sheet.addEventListener(end, () => (current = null));
}

function paintPen() {
  pen.strokeStyle = keyboard.down ? "#d55e00" : "#0072b2";
  pen.lineWidth = 3;
  pen.beginPath();
  pen.arc(keyboard.x, keyboard.y, PEN / 2 + 3, 0, 2 * Math.PI);
  pen.stroke();
}

const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

sheet.addEventListener("keydown", (event) => {
  const arrow = ARROWS[event.key];
  if (arrow) {
    keyboard.x = Math.min(sheet.width, Math.max(0, keyboard.x + STEP * arrow[0]));
    keyboard.y = Math.min(sheet.height, Math.max(0, keyboard.y + STEP * arrow[1]));
    if (keyboard.down) current.push([keyboard.x, keyboard.y]);
  } else if (event.key === " ") {
    keyboard.down = !keyboard.down;
    if (keyboard.down) begin([keyboard.x, keyboard.y]);
    else current = null;
  } else if (event.key === "Backspace") {
    takeBack();
  } else return;
  event.preventDefault(); // the page must not scroll
  keyboard.shown = true;
  changed();
});

function takeBack() {
  strokes.pop();
  current = null;
  keyboard.down = false;
}

undo.addEventListener("click", () => {
  takeBack();
  changed();
});
clear.addEventListener("click", () => {
  strokes = [];
  takeBack();
  changed();
  sheet.focus();
});

// --- the API -----------------------------------------------------------------------

async function ask(picture) {
  const mine = (asking = new AbortController());
  const late = setTimeout(() => mine.abort("late"), PATIENCE);
  status.setAttribute("aria-busy", "true");
  try {
    const request = { method: "POST", body: await picture, signal: mine.signal };
    // What was half-way when a worker died is lost; to look again changes nothing.
    const [answer, told] = await answered(request).catch(() => answered(request));
    if (mine === asking) show(answer.ok ? told : { trouble: told.detail });
  } catch (error) {
    if (mine !== asking || (mine.signal.aborted && mine.signal.reason !== "late")) return;
    // Only now: who has no network at all may still reach a service on this machine.
    const why = navigator.onLine ? GONE : OFFLINE;
    show({ trouble: mine.signal.reason === "late" ? SLOW : why });
  } finally {
    clearTimeout(late);
    if (mine === asking) status.removeAttribute("aria-busy");
  }
}

async function answered(request) {
  const answer = await fetch(`${API}predict-image?seen=true`, request);
  return [answer, await answer.json()];
}

addEventListener("online", changed);

function show({ prediction, reason, top = [], seen: cells = [], words, trouble }) {
  const known = prediction && prediction !== "unknown";
  status.classList.toggle("trouble", Boolean(trouble));
  const unknown = top.length ? `${reason} If it were one:` : reason; // then come the bars
  const sentence = trouble ?? words ?? (known ? `It is a ${prediction}.` : unknown);
  if (status.textContent !== sentence) status.textContent = sentence; // read aloud once
  answers.replaceChildren(...top.map(bar));
  paintSeen(cells);
}

function bar({ digit, probability }) {
  const item = document.createElement("li");
  const meter = document.createElement("meter");
  meter.value = probability;
  meter.setAttribute("aria-label", `${digit}`);
  const share = document.createElement("span");
  share.textContent = `${Math.round(100 * probability)} %`;
  item.append(digit, meter, share);
  return item;
}

function paintSeen(rows) {
  const dots = seen.getContext("2d");
  dots.clearRect(0, 0, 8, 8);
  rows.forEach((row, y) =>
    row.forEach((ink, x) => {
      const grey = 255 - Math.round((255 * ink) / 16);
      dots.fillStyle = `rgb(${grey} ${grey} ${grey})`;
      dots.fillRect(x, y, 1, 1);
    }),
  );
  const what = rows.length ? "Your drawing, in 8 by 8 cells" : "Nothing yet";
  seen.setAttribute("aria-label", what);
}

paint();
