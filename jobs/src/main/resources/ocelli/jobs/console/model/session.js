import { call } from "./http.js";

/** Who is signed in. The cookie that says so is the browser's own: no script can read it. */

export const signIn = (clientId, clientSecret) => call("POST", "/session", { client_id: clientId, client_secret: clientSecret });

/** {client, claims, ends_at}; throws where nobody is. */
export const whoIsIn = () => call("GET", "/session");

export const signOut = () => call("DELETE", "/session");

/** Whether a claim such as "links-1" is granted, in any of the forms that a pattern takes. */
export function grants(person, service) {
  const [name, version] = service.split("-");
  return Object.entries(person.claims).some(([pattern, value]) => {
    const [grantedName, grantedVersion = ""] = pattern.split(/-(?=[^-]*$)/);
    return value !== false && value !== null && grantedName === name && (grantedVersion === "*" || grantedVersion.split(".")[0] === version);
  });
}
