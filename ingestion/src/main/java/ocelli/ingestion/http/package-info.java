/**
 * The door for images over HTTP. A request is judged by its token, its body is read within bounds
 * (bytes, time, pace, and a budget that all requests share), its header is sniffed, and only then
 * it is published; the client hears 200 when the broker has it. A multipart request is the same for
 * each of its parts, one line an image. Nothing here decodes an image or trusts a Content-Type.
 */
@NullMarked
package ocelli.ingestion.http;

import org.jspecify.annotations.NullMarked;
