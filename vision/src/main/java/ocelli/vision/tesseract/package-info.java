/**
 * Tesseract's LSTM reader, which leads on documents: pages, columns, lines, words with places.
 *
 * <p>Its model is handed over from memory. {@code OMP_THREAD_LIMIT=1} belongs into the environment
 * of the process: Tesseract would otherwise start threads on every core, and run slower for it.
 */
@NullMarked
package ocelli.vision.tesseract;

import org.jspecify.annotations.NullMarked;
