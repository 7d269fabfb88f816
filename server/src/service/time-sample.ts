/** A time written in the directives of CLS (https://www.tencentcloud.com/document/product/614/32942), to show what a format means. */

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const two = (value: number) => String(value).padStart(2, "0");

const DIRECTIVES: Record<string, (time: Date) => string> = {
  Y: (time) => String(time.getFullYear()),
  y: (time) => two(time.getFullYear() % 100),
  m: (time) => two(time.getMonth() + 1),
  d: (time) => two(time.getDate()),
  e: (time) => String(time.getDate()).padStart(2, " "),
  H: (time) => two(time.getHours()),
  I: (time) => two(time.getHours() % 12 || 12),
  M: (time) => two(time.getMinutes()),
  S: (time) => two(time.getSeconds()),
  p: (time) => (time.getHours() < 12 ? "AM" : "PM"),
  f: (time) => String(time.getMilliseconds()).padStart(3, "0"),
  A: (time) => DAYS[time.getDay()] ?? "",
  a: (time) => (DAYS[time.getDay()] ?? "").slice(0, 3),
  B: (time) => MONTHS[time.getMonth()] ?? "",
  b: (time) => (MONTHS[time.getMonth()] ?? "").slice(0, 3),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  F: (time) => String(time.getTime()),
  z: (time) => offset(-time.getTimezoneOffset()),
};

/** The time in that format, in the local zone. Directives without a sample stay as they are. */
export function sampleOf(format: string, time: Date): string {
  return format.replace(/%([a-zA-Z])/g, (all, directive: string) => DIRECTIVES[directive]?.(time) ?? all);
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
}
