/**
 * The backend for NVIDIA GPUs: the same tasks, their networks on the device.
 *
 * <p>The natives of CUDA are no part of the default distribution, for those of OpenCV's CUDA form
 * must not stand beside the others; without them, or without a device, the backend says so and is
 * not used. Nothing here may fail a process that has no GPU.
 */
@NullMarked
package ocelli.vision.cuda;

import org.jspecify.annotations.NullMarked;
