// One chart as SVG: lines with their names, the largest value, and a limit if any.
const [WIDTH, HEIGHT, LEFT, RIGHT] = [400, 140, 44, 8];

function tag(name, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

// The value at the top of the axis: the largest one, and not 0 where there is none.
export function highest(lines, limit, most) {
  if (most) return most;
  const values = Object.values(lines).flatMap((line) => line.values).filter(Number.isFinite);
  return Math.max(...values, limit ?? 0) || 1;
}

// Two digits are enough, and 1e+3 is no number for a reader.
export const short = (value) => Number(value.toPrecision(2)).toLocaleString("en");

// lines: {name: {colour, values}}, a NaN where there is no value yet.
export function draw(svg, lines, { limit = null, most = null } = {}) {
  const top = highest(lines, limit, most);
  const x = (i, n) => LEFT + (i / Math.max(1, n - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => HEIGHT - 20 - (value / top) * (HEIGHT - 40);
  const across = (value, look) => tag("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value), ...look });
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.replaceChildren();
  for (const value of [0, top]) {
    svg.append(tag("text", { x: LEFT - 4, y: y(value) + 4, "text-anchor": "end" }, short(value)));
    svg.append(across(value, { stroke: "#ccc" }));
  }
  svg.append(tag("text", { x: WIDTH - RIGHT, y: HEIGHT - 4, "text-anchor": "end" }, "now"));
  if (limit !== null) {
    svg.append(across(limit, { class: "limit", stroke: "#333333", "stroke-dasharray": "5 4" }));
    svg.append(tag("text", { x: LEFT + 4, y: y(limit) - 4 }, `limit ${short(limit)}`));
  }
  Object.entries(lines).forEach(([name, { colour, values }], number) => {
    const points = values.map((value, i) => [x(i, values.length), y(value)]);
    const shown = points.filter((point) => Number.isFinite(point[1])).join(" ");
    svg.append(tag("polyline", { points: shown, fill: "none", stroke: colour, "stroke-width": 2 }));
    svg.append(tag("text", { x: LEFT + 90 * number, y: HEIGHT - 4, fill: colour }, `— ${name}`));
  });
}
