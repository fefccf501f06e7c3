/**
 * Publishing, and knowing whether publishing can work. A watch asks the broker all the time, so
 * that requests are refused at once while it is away instead of each finding out by waiting; the
 * publisher sends an image, then its announcement, and answers when the broker has both. Never may
 * a thread that serves requests call a producer: its send blocks.
 */
@NullMarked
package ocelli.ingestion.kafka;

import org.jspecify.annotations.NullMarked;
