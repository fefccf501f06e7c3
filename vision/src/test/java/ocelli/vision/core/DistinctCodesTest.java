package ocelli.vision.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctCodesTest {
  private static final FoundCode TICKET = code("ticket", 100, 100);

  @Test
  void of_sameTextAtTheSamePlace_isOneCode() {
    FoundCode again = code("ticket", 104, 97);
    assertThat(DistinctCodes.of(List.of(TICKET), List.of(again))).containsExactly(TICKET);
  }

  @Test
  void of_sameTextElsewhere_isAnotherCode() {
    FoundCode copy = code("ticket", 100, 400);
    assertThat(DistinctCodes.of(List.of(copy), List.of(TICKET))).containsExactly(TICKET, copy);
  }

  @Test
  void of_codes_comesFromTheTopThenFromTheLeft() {
    FoundCode right = code("b", 300, 100);
    FoundCode below = code("a", 0, 500);
    assertThat(DistinctCodes.of(List.of(below, right, TICKET), List.of()))
        .containsExactly(TICKET, right, below);
  }

  private static FoundCode code(String text, double x, double y) {
    return new FoundCode("QR_CODE", text, new Region(x, y, 50, 50).corners());
  }
}
