package ocelli.protocol;

/**
 * Deterministic message ids: the same message has the same id after any redelivery or restart. 32
 * lower-case hexadecimal digits.
 */
public final class MessageIds {
  private MessageIds() {}

  /** One part of a task's result for an image. */
  public static String result(ImageId image, TaskId task, int index, int generation) {
    return Digests.name("result", image.value(), task.toString(), "" + index, "" + generation);
  }

  /**
   * That a task could not look at an image: an id of its own, so that a later result is another
   * message.
   */
  public static String failed(ImageId image, TaskId task, int generation) {
    return Digests.name("failed", image.value(), task.toString(), "" + generation);
  }

  /** That an image was accepted. */
  public static String announced(ImageId image) {
    return Digests.name("announced", image.value());
  }

  /** That a transaction gets no more images. */
  public static String closed(ClientId client, TransactionId transaction) {
    return Digests.name("closed", client.value(), transaction.value());
  }

  /** One revision of the summary of one segment of a transaction. */
  public static String summary(
      ClientId client, TransactionId transaction, int segment, int revision) {
    return Digests.name(
        "summary", client.value(), transaction.value(), "" + segment, "" + revision);
  }
}
