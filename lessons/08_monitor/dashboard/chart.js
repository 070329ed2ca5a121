// One chart as SVG: lines with their names, the largest value, and a limit if any.
export const COLOURS = ["#0072B2", "#D55E00", "#333333"];
const [WIDTH, HEIGHT, LEFT] = [400, 140, 44];

function tag(name, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

export function draw(svg, lines, { unit = "", limit = null } = {}) {
  const values = Object.values(lines).flat().filter(Number.isFinite);
  const top = Math.max(...values, limit ?? 0, 1e-9) * 1.15;
  const x = (i, n) => LEFT + (i / Math.max(1, n - 1)) * (WIDTH - LEFT - 8);
  const y = (value) => HEIGHT - 20 - (value / top) * (HEIGHT - 34);
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.replaceChildren();
  for (const value of [0, top / 1.15]) {
    const text = `${Number(value.toPrecision(2))}${unit}`;
    svg.append(tag("text", { x: LEFT - 4, y: y(value) + 4, "text-anchor": "end" }, text));
    svg.append(tag("line", { x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value), stroke: "#ccc" }));
  }
  svg.append(tag("text", { x: WIDTH - 8, y: HEIGHT - 4, "text-anchor": "end" }, "now"));
  if (limit !== null) {
    const dashed = { stroke: "#333333", "stroke-dasharray": "5 4" };
    svg.append(tag("line", { x1: LEFT, x2: WIDTH - 8, y1: y(limit), y2: y(limit), ...dashed }));
    svg.append(tag("text", { x: WIDTH - 8, y: y(limit) - 4, "text-anchor": "end" }, "limit"));
  }
  Object.entries(lines).forEach(([name, series], number) => {
    const points = series.map((value, i) => [x(i, series.length), y(value)]);
    const shown = points.filter((point) => Number.isFinite(point[1])).join(" ");
    const stroke = COLOURS[number];
    svg.append(tag("polyline", { points: shown, fill: "none", stroke, "stroke-width": 2 }));
    svg.append(tag("text", { x: LEFT + 90 * number, y: HEIGHT - 4, fill: stroke }, `— ${name}`));
  });
}
