package ocelli.client.images;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ocelli.client.core.Problem;
import ocelli.client.http.Awaited;
import ocelli.client.http.ProblemException;
import ocelli.client.json.Json;
import ocelli.client.json.Problems;

/**
 * Many images in few requests, a request after the other. The server names the image of a part by
 * the request's key and the part's number, so a request that breaks is repeated whole, and a part
 * without an answer is sent by itself under that same name: nothing becomes two images.
 */
public final class Batch {
  // The JDK's client reads an answer over HTTP/1.1 only after the whole request is sent: the lines
  // (250 bytes each) must fit what sockets hold meanwhile, and nobody waits longer for them than
  // for one image of the largest kind.
  private static final int MOST_IMAGES = 64;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final Images images;
  private final List<byte[]> bytes;
  private final String key;
  private final BatchListener listener;

  /**
   * @param images of one transaction
   * @param bytes of each image, in order; not copied
   * @param idempotencyKey the same key with the same images is the same again
   */
  public Batch(Images images, List<byte[]> bytes, String idempotencyKey, BatchListener listener) {
    this.images = images;
    this.bytes = List.copyOf(bytes);
    this.key = idempotencyKey;
    this.listener = listener;
  }

  /** Completes when the listener has heard of each. */
  public CompletableFuture<Void> send() {
    return from(0);
  }

  private CompletableFuture<Void> from(int first) {
    if (first >= bytes.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int end = end(first);
    String requestKey = key + "." + first;
    return images
        .send(Multipart.of(bytes.subList(first, end)), requestKey)
        .thenCompose(answer -> heard(answer, requestKey, first, end))
        .thenCompose(done -> from(end));
  }

  private int end(int first) {
    int end = first + 1;
    long sum = bytes.get(first).length;
    while (end < bytes.size() && end - first < MOST_IMAGES) {
      sum += bytes.get(end).length;
      if (sum > MOST_BYTES) {
        break;
      }
      end++;
    }
    return end;
  }

  private CompletableFuture<Void> heard(String answer, String requestKey, int first, int end) {
    List<String> lines = answer.lines().filter(line -> !line.isBlank()).toList();
    List<Integer> left = new ArrayList<>();
    for (int index = first; index < end; index++) {
      int part = index - first;
      if (part >= lines.size() || !settled(index, lines.get(part))) {
        left.add(index);
      }
    }
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (int index : left) {
      done = done.thenCompose(before -> alone(index, requestKey + "/" + (index - first)));
    }
    return done;
  }

  /** Whether a line is this image's last word; a refusal that may pass, or of no part, is not. */
  private boolean settled(int index, String line) {
    if (Json.read(line).has("image")) {
      listener.onAcknowledged(index, Images.acknowledged(line, bytes.get(index)));
      return true;
    }
    Problem problem = Problems.read(line, 0);
    boolean last = !problem.passing() && problem.more().containsKey("part");
    if (last) {
      listener.onRefused(index, problem);
    }
    return last;
  }

  private CompletableFuture<Void> alone(int index, String imageKey) {
    return images
        .send(bytes.get(index), imageKey)
        .thenAccept(answer -> listener.onAcknowledged(index, answer))
        .exceptionally(
            failure -> {
              if (Awaited.cause(failure) instanceof ProblemException refusal
                  && refusal.problem().isAboutTheRequest()) {
                listener.onRefused(index, refusal.problem());
                return null;
              }
              throw new java.util.concurrent.CompletionException(Awaited.cause(failure));
            });
  }
}
