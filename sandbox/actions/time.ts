/** "YYYY-MM-DD HH:MM:SS" of China's clocks, without saying so: as the API prints times. */
export function printTime(milliseconds: number): string {
  const eightHours = 8 * 3600 * 1000;
  return new Date(milliseconds + eightHours).toISOString().slice(0, 19).replace("T", " ");
}
