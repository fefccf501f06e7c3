package ocelli.client.samples;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;

/**
 * The samples that are read: a receipt, a card, letters, a page as on a screen. All names are made
 * up.
 */
final class Papers {
  private static final Color WHITE = Color.WHITE;
  private static final String SANS = "DejaVu Sans";
  private static final String SERIF = "DejaVu Serif";
  private static final String MONO = "DejaVu Sans Mono";

  private Papers() {}

  static BufferedImage receipt() {
    return new Sheet(620, 900, new Color(0xfcfbf7), 50, 30)
        .font(MONO, Font.BOLD, 34)
        .centred("GREEN GROCER")
        .font(MONO, Font.PLAIN, 24)
        .centred("12 Harbour Street")
        .centred("Tel 555 0142")
        .rule()
        .row("2 Apples", "1.80")
        .row("1 Bread, rye", "3.40")
        .row("3 Tomatoes", "2.25")
        .row("1 Olive oil", "8.90")
        .row("1 Coffee beans", "6.75")
        .rule()
        .font(MONO, Font.BOLD, 28)
        .row("TOTAL", "23.10")
        .font(MONO, Font.PLAIN, 24)
        .row("Cash", "30.00")
        .row("Change", "6.90")
        .rule()
        .lines("Date  2026-11-14  17:42", "Till 3   Receipt 004417")
        .gap(30)
        .centred("Thank you for your visit")
        .done();
  }

  static BufferedImage card(BufferedImage photograph) {
    BufferedImage face = photograph.getSubimage(90, 0, 280, 340);
    return new Sheet(1000, 630, new Color(0xeef3f7), 400, 110)
        .box(0, 0, 1000, 90, 0x1f4e79)
        .picture(face, 50, 140, 310, 376)
        .font(SANS, Font.BOLD, 34)
        .lines("SAMPLE IDENTITY CARD")
        .gap(20)
        .font(SANS, Font.PLAIN, 22)
        .lines("Surname")
        .font(SANS, Font.BOLD, 30)
        .lines("SAMPLE")
        .font(SANS, Font.PLAIN, 22)
        .lines("Given name")
        .font(SANS, Font.BOLD, 30)
        .lines("EILEEN")
        .font(SANS, Font.PLAIN, 22)
        .lines("Card number")
        .font(SANS, Font.BOLD, 30)
        .lines("X 4417 2093")
        .font(SANS, Font.PLAIN, 22)
        .lines("Not a document. Made for a demonstration.")
        .done();
  }

  static BufferedImage letter() {
    return new Sheet(1000, 1100, WHITE, 90, 60)
        .font(SERIF, Font.BOLD, 30)
        .lines("Lighthouse Trust")
        .font(SERIF, Font.PLAIN, 24)
        .lines("4 Quay Road, Seahaven", "14 November 2026")
        .gap(40)
        .lines("Dear friends of the lighthouse,")
        .gap(16)
        .lines(
            "the lamp of our lighthouse has been repaired and will be",
            "lit again on the first Saturday of December. The keeper",
            "opens the tower at four in the afternoon; from the gallery",
            "one sees the harbour, the islands and, on a clear day, the",
            "mountains behind the bay.")
        .gap(16)
        .lines(
            "The repair cost 18,400 of which 12,950 were given by you.",
            "For this we thank each of you. Whoever wants to help with",
            "the rest finds our account on the back of this letter.")
        .gap(16)
        .lines("With kind regards")
        .gap(24)
        .font(SERIF, Font.ITALIC, 26)
        .lines("Ada Miller, chairwoman")
        .done();
  }

  static BufferedImage secondPage() {
    return new Sheet(1000, 760, new Color(0xfdfdfb), 90, 60)
        .font(SERIF, Font.BOLD, 28)
        .lines("Programme of the evening")
        .gap(14)
        .font(SERIF, Font.PLAIN, 24)
        .lines(
            "16:00  The tower opens",
            "17:00  A short history of the lamp",
            "17:30  Soup and bread in the boat house",
            "18:15  The lamp is lit",
            "18:30  Music by the harbour band")
        .gap(20)
        .lines(
            "Please bring a torch and warm clothes. There are 127",
            "steps and no lift. Children are welcome when somebody",
            "holds their hand.")
        .done();
  }

  static BufferedImage screen() {
    return new Sheet(1280, 720, new Color(0xf4f6f8), 300, 110)
        .box(0, 0, 1280, 64, 0x24303c)
        .box(0, 64, 250, 656, 0xe3e8ed)
        .font(SANS, Font.BOLD, 34)
        .lines("Orders of this week")
        .gap(18)
        .font(SANS, Font.PLAIN, 22)
        .lines(
            "1042   Paid      Ship to Seahaven",
            "1043   Open     Waiting for payment",
            "1044   Paid      Ship to Northport",
            "1045   Returned   Refund 12.40")
        .gap(24)
        .font(SANS, Font.BOLD, 22)
        .lines("Four orders, two ready to ship")
        .done();
  }
}
