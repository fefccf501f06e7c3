package ocelli.vision.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends is a Suspects that is opened again while looks have not returned. */
class SuspectsTest {
  private static final String IMAGE = "codes-1.0_2_17";

  @TempDir Path folder;

  @Test
  void watched_returned_leavesNoSuspect() {
    opened().watched(IMAGE, () -> CompletableFuture.completedFuture("seen"));
    assertThat(opened().count()).isZero();
  }

  @Test
  void watched_processEnds_runsAloneAndIsPoisonAfterTwoMoreEnds() {
    opened().watched(IMAGE, CompletableFuture::new);
    for (int ends = 0; ends < 2; ends++) {
      Suspects again = opened();
      assertThat(again.count()).isEqualTo(1);
      assertThat(again.isPoison(IMAGE)).isFalse();
      again.watched(IMAGE, CompletableFuture::new);
      CompletableFuture<String> other =
          again
              .watched("ocr-1.0_2_17", () -> CompletableFuture.completedFuture("never begun"))
              .toCompletableFuture();
      assertThat(other).isNotDone();
    }
    Suspects last = opened();
    assertThat(last.isPoison(IMAGE)).isTrue();
    last.forget(IMAGE);
    assertThat(opened().count()).isZero();
  }

  @Test
  void watched_endsByWhicheverTask_countForTheImageAndProveItToAll() {
    String other = IMAGE.replace("codes", "quality");
    Suspects first = opened();
    first.watched(IMAGE, CompletableFuture::new);
    first.watched(other, CompletableFuture::new);
    opened().watched(other, CompletableFuture::new);
    opened().watched(IMAGE, CompletableFuture::new);
    Suspects last = opened();
    assertThat(last.isPoison(IMAGE)).isTrue();
    last.forget(IMAGE);
    assertThat(last.isPoison(other)).isTrue();
    assertThat(last.isPoison("quality-1.0_2_18")).isFalse();
  }

  @Test
  void watched_suspectReturns_othersGoOnAndItIsCleared() {
    opened().watched(IMAGE, CompletableFuture::new);
    Suspects again = opened();
    CompletableFuture<String> look = new CompletableFuture<>();
    again.watched(IMAGE, () -> look);
    CompletableFuture<String> other =
        again
            .watched("codes-1.0_2_18", () -> CompletableFuture.completedFuture("seen"))
            .toCompletableFuture();
    assertThat(other).isNotDone();
    look.complete("seen");
    assertThat(other).isCompletedWithValue("seen");
    assertThat(opened().count()).isZero();
  }

  private Suspects opened() {
    return Suspects.open(Optional.of(folder), Runnable::run);
  }
}
