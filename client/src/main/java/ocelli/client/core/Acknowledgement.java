package ocelli.client.core;

/**
 * Ocelli has the image and will not lose it.
 *
 * @param transaction the transaction it belongs to
 * @param image its id; results name it
 * @param sha256 of the bytes that arrived, in hexadecimal
 * @param bytes how many they were
 * @param width in pixels, as its header says
 * @param height in pixels, as its header says
 * @param webhook false where no webhook will come for it: it was taken while tokens were degraded
 * @param json the answer as it came
 */
public record Acknowledgement(
    String transaction,
    String image,
    String sha256,
    long bytes,
    int width,
    int height,
    boolean webhook,
    String json) {}
