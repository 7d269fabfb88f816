/**
 * The directives of CLS's time formats, and a time written in each. Source: "Configuring Time Format"
 * (https://www.tencentcloud.com/document/product/614/32942).
 */

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
const day = (time: Date) => DAYS[time.getDay()] ?? "";
const month = (time: Date) => MONTHS[time.getMonth()] ?? "";
const hour = (time: Date) => two(time.getHours());
const hour12 = (time: Date) => two(time.getHours() % 12 || 12);
const minute = (time: Date) => two(time.getMinutes());
const second = (time: Date) => two(time.getSeconds());
const half = (time: Date) => (time.getHours() < 12 ? "AM" : "PM");

export const DIRECTIVES: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => day(time).slice(0, 3),
  A: day,
  b: (time) => month(time).slice(0, 3),
  B: month,
  h: (time) => month(time).slice(0, 3),
  d: (time) => two(time.getDate()),
  e: (time) => String(time.getDate()).padStart(2, " "),
  H: hour,
  I: hour12,
  j: (time) => String(dayOfYear(time)).padStart(3, "0"),
  m: (time) => two(time.getMonth() + 1),
  M: minute,
  n: () => "\n",
  p: half,
  r: (time) => `${hour12(time)}:${minute(time)}:${second(time)} ${half(time)}`,
  R: (time) => `${hour(time)}:${minute(time)}`,
  S: second,
  // Milliseconds.
  f: (time) => String(time.getMilliseconds()).padStart(3, "0"),
  t: () => "\t",
  y: (time) => two(time.getFullYear() % 100),
  Y: (time) => String(time.getFullYear()),
  C: (time) => two(Math.floor(time.getFullYear() / 100)),
  u: (time) => String(time.getDay() || 7),
  U: (time) => week(time, time.getDay()),
  W: (time) => week(time, (time.getDay() + 6) % 7),
  w: (time) => String(time.getDay()),
  // Unix time in seconds, and in milliseconds: not what C makes of %F.
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  F: (time) => String(time.getTime()),
  z: (time) => offset(-time.getTimezoneOffset()),
};

/** The time in that format, in the local zone. What is no directive stays as it is. */
export function sampleOf(format: string, time: Date): string {
  return format.replace(/%([a-zA-Z])/g, (all, letter: string) => DIRECTIVES[letter]?.(time) ?? all);
}

/** 1-366 */
function dayOfYear(time: Date): number {
  const start = Date.UTC(time.getFullYear(), 0, 0);
  return (Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) - start) / 86_400_000;
}

/** 00-53. @param weekday days since the one that a week begins with */
function week(time: Date, weekday: number): string {
  return two(Math.floor((dayOfYear(time) + 6 - weekday) / 7));
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
}
