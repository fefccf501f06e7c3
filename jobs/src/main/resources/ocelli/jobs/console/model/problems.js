/** What went wrong, for a person: what it means and what to do next. Codes are the server's. */

const WORDS = {
  network: ["Ocelli does not answer.", "Check the connection; what you sent is not lost if it appears in the list."],
  timeout: ["Ocelli did not answer in time.", "Try again in a moment."],
  "wrong-credentials": ["That id and secret do not belong together.", "Both were printed once by “ocelli client add”. A new secret: “ocelli client rotate NAME”."],
  "too-many-tries": ["The secret was tried too often.", "Wait a minute, then try again."],
  "session-ended": ["Your session has ended.", "Sign in again; your jobs are still here."],
  "no-session": ["Nobody is signed in.", "Sign in to go on."],
  "sessions-unavailable": ["Accounts cannot be looked up right now.", "Nothing is lost; try again in a moment."],
  "cross-origin": ["This page was opened in an unusual way.", "Open the console at its own address and sign in there."],
  "missing-claim": ["Your account may not do this.", "Ask whoever runs Ocelli to grant the claim that is named below."],
  "bad-url": ["That is no address that can be fetched.", "It must begin with https:// and name a public host."],
  "insecure-url": ["Only https addresses are fetched here.", "Use the https address, or upload the file itself."],
  "not-an-image": ["That file is no JPEG, PNG, WebP, GIF or PDF.", "Its first bytes count, not its name. Convert it and send it again."],
  "empty-file": ["That file is empty.", "Choose another one."],
  "too-large": ["That file is too large.", "The limit is named below; a smaller scan reads just as well."],
  "too-slow": ["The upload took too long.", "Try again on a better line, or with a smaller file."],
  "too-many-jobs": ["You have as many waiting jobs as one account may.", "Send more when some have ended."],
  "too-many-uploads": ["Many people are uploading right now.", "Try again in a few seconds."],
  "authz-unavailable": ["Accounts cannot be looked up right now.", "Nothing was accepted; try again in a moment."],
  "jobs-unavailable": ["The list of jobs does not answer right now.", "Try again in a moment; accepted jobs are not lost."],
  "no-such-job": ["There is no such job of yours.", "It may have been deleted, or belongs to another account."],
  "no-such-result": ["There is no such result of yours.", "It may have been deleted, or belongs to another account."],
  "already-ended": ["The job has already ended.", "There is nothing left to cancel."],
  "source-timeout": ["The address took too long to answer.", "Try again later, or download the file and upload it here."],
  "source-not-found": ["There is nothing at that address.", "Open it in a new tab to see what it shows, then copy the address of the image itself."],
  "source-refused": ["The server refuses to hand that file out.", "It may ask for a sign-in. Download the file and upload it here."],
  "source-failed": ["The server at that address had a fault of its own.", "Try again later, or upload the file."],
  "source-redirects": ["The address sends us in circles.", "Copy the address of the image itself."],
  "source-bad-redirect": ["The address leads on to one that is not fetched.", "Copy the address of the image itself."],
  "source-not-an-image": ["What is at that address is no image and no PDF.", "It is probably a web page: copy the address of the image on it."],
  "source-too-large": ["What is at that address is too large.", "The limit is named below."],
  "source-unknown-host": ["No such host is known.", "Check the address for a typing error."],
  "source-address-refused": ["That address is not a public one.", "Upload the file instead."],
  "source-tls": ["The server's certificate is not trusted.", "Download the file and upload it here."],
  "source-no-http": ["What answers at that address is no web server.", "Check the address."],
  "source-unreachable": ["The server at that address cannot be reached.", "Try again later, or upload the file."],
  "pdf-encrypted": ["The PDF asks for a password.", "Save a copy without one and send that."],
  "pdf-empty": ["The PDF has no pages.", "Choose another one."],
  "pdf-too-many-pages": ["The PDF has too many pages.", "Split it; the limit is named below."],
  "pdf-unreadable": ["The PDF is damaged.", "Print it to a new PDF and send that."],
  "pdf-too-slow": ["The pages of the PDF take too long to draw.", "Print it to a new PDF and send that, or fewer pages."],
  "pdf-too-heavy": ["The pages of the PDF are too heavy to draw.", "Print it to a new PDF and send that, or fewer pages."],
  "job-timeout": ["Nobody looked at it in time.", "Send it again; if that happens again, tell whoever runs Ocelli."],
  "share-expired": ["This view has expired.", "Open the link again, as it was given to you."],
  "share-spent": ["This could be seen once, and has been.", "Ask whoever gave it to you for another link."],
  "not-shared": ["There is nothing to see here.", "The link may have been copied in part, or what it showed was deleted."],
  "not-found": ["There is nothing here.", "The link may have been copied in part, or what it showed was deleted."],
  "links-unavailable": ["Links cannot be made right now.", "Try again in a moment."],
  "cursor-too-old": ["What came before is no longer kept.", "The stream goes on from now."],
};

const BY_STATUS = {
  401: WORDS["no-session"],
  404: WORDS["not-found"],
  429: ["That was too much at once.", "Wait a moment and try again."],
  503: ["Ocelli is busy or partly away.", "Nothing was accepted; try again in a moment."],
};

/** A refusal by the server, or no answer at all. */
export class Problem extends Error {
  constructor({ status = 0, code = "unknown", detail = "", claim, limit } = {}) {
    super(`${status} ${code}: ${detail}`);
    Object.assign(this, { status, code, detail, claim, limit });
  }

  /** Whether signing in again would help. */
  get signedOut() {
    return this.status === 401 && ["session-ended", "no-session", "missing-token", "token-expired", "token-revoked"].includes(this.code);
  }
}

/** {what, next, detail, code} in human words. */
export function explained(problem) {
  const [what, next] = WORDS[problem.code] ?? BY_STATUS[problem.status] ?? ["That did not work.", "What the server says is below."];
  return { what, next, detail: problem.detail ?? "", code: problem.code ?? "unknown" };
}
