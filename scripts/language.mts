/** Whether who runs a script reads Chinese: by the locale of the system. */
export const readsChinese = Intl.DateTimeFormat().resolvedOptions().locale.startsWith("zh");
