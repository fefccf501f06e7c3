package ocelli.vision.engine;

/**
 * Whether a backend can run on this machine.
 *
 * @param available whether it can
 * @param detail the device's name, or why there is none
 */
public record Availability(boolean available, String detail) {}
