package ocelli.allinone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import ocelli.allinone.UpProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every screen on a telephone and on a desk, light and dark: nothing that axe finds wrong, nothing
 * cut off at the side. {@code -Docelli.it.screenshots=FOLDER} keeps a picture of each.
 */
class ConsoleLooksIT {
  private static final String SCREENSHOTS = System.getProperty("ocelli.it.screenshots", "");

  @TempDir static Path folder;
  private static UpProcess ocelli;
  private static Source source;
  private static Account ada;

  @BeforeAll
  static void startOcelli() throws Exception {
    ocelli = UpProcess.start(folder.resolve("data"));
    source = Source.open();
    ada = Account.full(ocelli, "ada");
    try (Browser browser = Browser.open(folder)) {
      ConsolePage console = new ConsolePage(browser, ocelli.url()).enter(ada);
      for (String sample :
          new String[] {"portrait.jpg", "broken.jpg", "parcel-label.png", "id-card.jpg"}) {
        console.upload(folder, sample);
        console.seeResult(sample);
      }
      console.fetch(source.at("/gone.png"));
      console.seeFailure();
    }
    ApiSender.send(ocelli.url(), ada, "order-1", "letter.png");
  }

  @AfterAll
  static void stopOcelli() throws Exception {
    source.close();
    ocelli.close();
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of(1280, 860, "light"),
        Arguments.of(1280, 860, "dark"),
        Arguments.of(360, 740, "light"),
        Arguments.of(360, 740, "dark"));
  }

  @ParameterizedTest(name = "{0} px, {2}")
  @MethodSource("looks")
  void everyScreen_hasNothingThatKeepsSomebodyOut(int width, int height, String scheme)
      throws Exception {
    try (Browser browser = Browser.open(folder)) {
      Look look = new Look(browser.screen(width, height, scheme), width + "-" + scheme);
      ConsolePage console = new ConsolePage(browser, ocelli.url()).open();
      browser.see("#client_id");
      look.at("sign-in");
      console.credentials(ada.id(), "wrong");
      browser.see(".notice");
      look.at("sign-in-refused");
      console.credentials(ada.id(), ada.secret());
      browser.until("document.querySelectorAll('.job').length >= 5");
      look.at("home");
      URI link = results(browser, console, look);
      theRest(browser, link, look);
    }
  }

  private static URI results(Browser browser, ConsolePage console, Look look) throws IOException {
    open(browser, "broken.jpg");
    console.seeResult("broken.jpg");
    look.at("result-broken");
    open(browser, "gone.png");
    console.seeFailure();
    look.at("job-failed");
    open(browser, "portrait.jpg");
    console.seeResult("portrait.jpg");
    look.at("result-face");
    open(browser, "id-card.jpg");
    console.seeResult("id-card.jpg");
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
    browser.until("document.querySelector('.raw pre').textContent.includes('timestamp')");
    look.at("result-details");
    browser.run("document.querySelectorAll('details').forEach(d => d.open = false)");
    console.clickInText(2);
    look.at("result");
    URI link = console.share();
    look.at("share");
    return link;
  }

  private static void theRest(Browser browser, URI link, Look look) throws IOException {
    browser.go(ocelli.url().resolve("/console/#/stream"));
    browser.run("location.reload()");
    browser.press("Show what is kept");
    browser.until("document.querySelectorAll('.flow tbody tr').length >= 5");
    look.at("stream");
    browser.go(ocelli.url().resolve("/console/help"));
    look.at("help");
    browser.go(link);
    browser.until("document.querySelector('.print img')?.naturalWidth > 0");
    look.at("shared");
    browser.go(ocelli.url().resolve("/shared/nothing.nothing"));
    browser.see(".notice");
    look.at("shared-refused");
  }

  private static void open(Browser browser, String name) {
    browser.until(
        "[...document.querySelectorAll('.job a')].some(a => a.textContent.startsWith('"
            + name
            + "'))");
    browser.run(
        "[...document.querySelectorAll('.job a')].find(a => a.textContent.startsWith('"
            + name
            + "')).click()");
  }

  /** Judges what is on the screen. */
  private record Look(Browser browser, String name) {
    void at(String screen) throws IOException {
      if (!SCREENSHOTS.isEmpty()) {
        Files.createDirectories(Path.of(SCREENSHOTS));
        Files.write(Path.of(SCREENSHOTS, screen + "-" + name + ".webp"), browser.photograph());
      }
      assertThat(browser.axe()).as(screen + " " + name).isEmpty();
      assertThat(browser.number("document.documentElement.scrollWidth - innerWidth"))
          .as(screen + " " + name + " is wider than the screen")
          .isNotPositive();
      assertThat(browser.otherHosts()).as(screen + " asks others").isEmpty();
    }
  }
}
