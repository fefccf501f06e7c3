/**
 * Networks on ONNX Runtime: PP-OCR's detector, direction and recogniser of text, dlib's face
 * embedding.
 *
 * <p>A session may be shared by all workers and is made once for the process. One thread a run, no
 * spinning, deterministic kernels, no arena: memory of a run goes back when it ends. The face
 * network comes as face-api's shards of 8-bit weights and is written as an ONNX graph at start.
 */
@NullMarked
package ocelli.vision.onnx;

import org.jspecify.annotations.NullMarked;
