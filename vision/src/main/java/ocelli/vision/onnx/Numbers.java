package ocelli.vision.onnx;

/**
 * What goes into a network and comes out.
 *
 * @param values row by row
 * @param shape outermost first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared or kept
record Numbers(float[] values, long[] shape) {}
