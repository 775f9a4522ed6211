/** What a request shows of who sends it. */
type ReadCredential =
  | { readonly kind: "none" }
  | { readonly kind: "token" | "session"; readonly secret: string }
  | { readonly kind: "refused"; readonly sentence: string };

const maxSecretLength = 200;
/** One credential and nothing after it: two header lines come joined by a comma (RFC 6750 §2.1). */
const bearer = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/iu;

/** The values of a cookie, which a browser sends once. */
function cookiesNamed(header: string, name: string): string[] {
  return header.split(";").flatMap((part) => {
    const equals = part.indexOf("=");
    return part.slice(0, equals).trim() === name ? [part.slice(equals + 1).trim()] : [];
  });
}

/**
 * Reads a token from `Authorization`, or a session from the cookie of this name. Both at once, or one
 * of them twice, is refused: two parties could take it for two different people.
 */
export function readCredential(headers: Headers, cookieName: string): ReadCredential {
  const authorization = headers.get("authorization");
  const cookies = cookiesNamed(headers.get("cookie") ?? "", cookieName);
  const refused = (sentence: string): ReadCredential => ({ kind: "refused", sentence });
  if (cookies.length > 1) {
    return refused("The session cookie came twice: delete this site's cookies and sign in again.");
  }
  const [session] = cookies;
  if (authorization !== null && session !== undefined) {
    return refused("Expected a token or a browser session; found both: send one of them.");
  }
  if (authorization !== null) {
    const secret = bearer.exec(authorization)?.[1];
    if (secret === undefined || secret.length > maxSecretLength) {
      return refused("Expected one header of the form “Authorization: Bearer TOKEN”.");
    }
    return { kind: "token", secret };
  }
  return session === undefined
    ? { kind: "none" }
    : { kind: "session", secret: session.slice(0, maxSecretLength) };
}
