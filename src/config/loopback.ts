/** Whether a host is this machine, by its name or IP address; IPv6 with or without brackets. */
export const isLoopback = (host: string): boolean =>
  /^(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?)$/u.test(host);
