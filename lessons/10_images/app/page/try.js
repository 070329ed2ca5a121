// Sends each picture to /predict-image and shows it beside what the model saw of it.
const chooser = document.querySelector("input");
const gallery = document.querySelector(".gallery");
const status = document.querySelector("[role=status]");

chooser.addEventListener("change", () => {
  look([...chooser.files]);
  chooser.value = ""; // so that the same file can be chosen again
});
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
addEventListener("dragleave", () => document.body.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  look([...event.dataTransfer.files]);
});
addEventListener("paste", (event) => look([...event.clipboardData.files]));

async function look(files) {
  for (const file of files) {
    status.textContent = "Looking …";
    const told = await ask(file);
    gallery.prepend(card(file, told));
    status.textContent = sentence(told);
  }
}

// The service's answer, or {refused: its sentence}.
async function ask(file) {
  const form = new FormData();
  form.append("file", file, "picture"); // its real name is nobody's business
  const settings = { method: "POST", body: form, signal: AbortSignal.timeout(20000) };
  try {
    const answer = await fetch("predict-image?seen=true", settings);
    const told = await answer.json();
    return answer.ok ? told : { refused: told.detail };
  } catch {
    return { refused: "The service does not answer. Is it running?" };
  }
}

function sentence(told) {
  if (told.refused) return told.refused;
  if (told.reason) return told.reason;
  return `It is a ${told.prediction}.`;
}

function card(file, told) {
  const item = document.createElement("li");
  const sent = document.createElement("img");
  sent.alt = "the picture that was sent";
  sent.src = URL.createObjectURL(file);
  const words = document.createElement("div");
  if (told.refused) {
    words.append(line("answer word", told.refused));
    item.append(sent, document.createElement("span"), words);
    return item;
  }
  words.append(line(told.reason ? "answer word" : "answer", told.prediction));
  if (told.reason) words.append(line("small", told.reason));
  if (told.reason && told.top.length) words.append(line("small", "If it were one:"));
  for (const { digit, probability } of told.top) {
    words.append(line("small", `${digit}: ${Math.round(100 * probability)} %`));
  }
  item.append(sent, drawn(told.seen ?? []), words);
  return item;
}

function line(kind, text) {
  const made = document.createElement("p");
  made.className = kind;
  made.textContent = text;
  return made;
}

// What the model saw: 8 × 8 cells, from 0 (paper) to 16 (ink).
function drawn(rows) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "what the model saw, in 8 by 8 cells");
  const pen = canvas.getContext("2d");
  rows.forEach((row, y) =>
    row.forEach((ink, x) => {
      const grey = 255 - Math.round((255 * ink) / 16);
      pen.fillStyle = `rgb(${grey} ${grey} ${grey})`;
      pen.fillRect(x, y, 1, 1);
    }),
  );
  return canvas;
}
