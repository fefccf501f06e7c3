package ocelli.allinone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import ocelli.allinone.UpProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The ways in and out of the console beside the file dialog: by keyboard, dropped, pasted, over a
 * slow line; taken back, and shared with somebody who has no account.
 */
class ConsoleWaysIT {
  private static final int BYTES_PER_SECOND = 50_000; // Chromium's "Slow 3G": 400 kbit/s
  private static final int LATENCY_MILLIS = 400; // and its round trip

  @TempDir static Path folder;
  private static UpProcess ocelli;
  private static Account ada;
  private static Source source;

  private Browser browser;
  private ConsolePage console;

  @BeforeAll
  static void startOcelli() throws Exception {
    ocelli = UpProcess.start(folder.resolve("data"));
    ada = Account.full(ocelli, "ada");
    source = Source.open();
  }

  @AfterAll
  static void stopOcelli() throws Exception {
    source.close();
    assertThat(ocelli.terminate()).isZero();
  }

  @BeforeEach
  void openBrowser() throws Exception {
    browser = Browser.open(folder);
    console = new ConsolePage(browser, ocelli.url());
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @Test
  void byKeyboardAlone_fromSigningInToAWordOfAResult() {
    console.open();
    browser.tabTo("#client_id");
    browser.type(ada.id());
    browser.tabTo("#client_secret");
    browser.type(ada.secret());
    browser.type(Keys.ENTER);
    browser.see(".intake");
    browser.tabTo("#file");
    browser.tabTo("#url");
    browser.type(source.at("/images/receipt.png").toString());
    browser.type(Keys.ENTER);
    console.seeResult("receipt.png");

    browser.tabTo(".reading");
    browser.type(Keys.ARROW_RIGHT);
    browser.type(Keys.ARROW_RIGHT);
    assertThat(console.chosen()).isEqualTo(1);
    browser.type(Keys.END);
    assertThat(console.chosen())
        .isEqualTo(browser.number("document.querySelectorAll('.w').length - 1"));
    browser.type(Keys.ENTER);
    assertThat(browser.is("document.activeElement.matches('.view')")).isTrue();
    browser.type(Keys.HOME);
    assertThat(console.chosen()).isZero();
    browser.type(Keys.ESCAPE);
    assertThat(console.chosen()).isEqualTo(-1);
  }

  @Test
  void imageDroppedAnywhere_isTaken() throws Exception {
    Path file = Files.write(folder.resolve("dropped.png"), Sample.bytes("receipt.png"));
    console.enter(ada);

    browser.outside().dragOver(file);
    browser.until("document.querySelector('.drop').classList.contains('over')");
    browser.outside().drop(file);

    console.seeResult("dropped.png");
    assertThat(browser.text(".reading")).contains("GREEN GROCER");
    assertThat(browser.is("document.querySelector('.drop').classList.contains('over')")).isFalse();
  }

  @Test
  void imagePasted_isTaken_andTextIsLeftToTheField() throws Exception {
    console.enter(ada);
    browser.copyAndPaste(Sample.bytes("letter.png"));
    console.seeResult("image.png");
    assertThat(browser.text(".reading")).contains("Lighthouse Trust");

    long before = browser.number("document.querySelectorAll('.job').length");
    browser.run(
        "const data = new DataTransfer(); data.setData('text/plain', 'words');"
            + "document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data}))");
    console.fetch(source.at("/images/receipt.png"));
    console.seeResult("receipt.png");
    assertThat(browser.number("document.querySelectorAll('.job').length")).isEqualTo(before + 1);
  }

  @Test
  void cancelled_saysSo_andStaysSo() {
    console.enter(ada).fetch(source.at("/held/letter.png"));
    browser.until("document.querySelector('.stages .now')?.dataset.state === 'FETCHING'");

    browser.press("Cancel");
    browser.until(
        "document.querySelector('.stage').textContent.includes('This job was cancelled')");
    source.release(); // what comes now is nobody's
    console.fetch(source.at("/images/receipt.png"));
    console.seeResult("receipt.png");
    browser.until(
        "[...document.querySelectorAll('.job')].some(job =>"
            + " job.textContent.includes('letter.png') && job.textContent.includes('Cancelled'))");
  }

  @Test
  void slowLine_theUploadIsSeenToMove_andTheResultComes() throws Exception {
    browser.outside().line(LATENCY_MILLIS, BYTES_PER_SECOND);
    console.enter(ada).upload(folder, "colleague.jpg");

    browser.until("document.querySelector('.job.sending progress')?.value > 0");
    assertThat(browser.text(".job.sending")).contains("colleague.jpg", "uploading");
    console.seeResult("colleague.jpg");
  }

  @Test
  void whereWebSocketsDoNotPass_progressComesAllTheSame() {
    browser.before(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onclose({}), 1); }"
            + " close() {} };");
    console.enter(ada);
    browser.until(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/api/v1/services')).length > 1");
    console.fetch(source.at("/images/receipt.png"));

    console.seeResult("receipt.png");
    assertThat(
            browser.is(
                "performance.getEntriesByType('resource').some(e => e.name.endsWith('/events'))"))
        .isTrue();
  }

  @Test
  void noLine_isSaid_andWhatIsSentLaterArrives() throws Exception {
    console.enter(ada);
    browser.outside().offline();
    console.upload(folder, "screen.png");
    assertThat(browser.text(".intake .notice")).contains("Ocelli does not answer");

    browser.outside().line(0, -1);
    console.upload(folder, "screen.png");
    console.seeResult("screen.png");
  }

  @Test
  void sharedLink_showsAGuestTheResultWithoutFaces_untilItIsRevoked() throws Exception {
    console.enter(ada).upload(folder, "portrait.jpg");
    console.seeResult("portrait.jpg");
    URI link = console.share();

    try (Browser guest = Browser.open(folder)) {
      guest.go(link);
      guest.until("document.querySelector('.print img')?.naturalWidth > 0");
      assertThat(guest.path()).startsWith("/shared/");
      assertThat(guest.text("h1")).isEqualTo("portrait.jpg");
      assertThat(guest.all("rect.face, .faces img, .actions button")).isEmpty();

      browser.click("dialog .links button");
      browser.until("document.querySelectorAll('dialog .links li').length === 0");
      guest.go(link);
      assertThat(guest.text("h1")).isEqualTo("No such link");
    }
  }

  @Test
  void linkForOneView_showsTheResultOnce() throws Exception {
    console.enter(ada).upload(folder, "receipt.png");
    console.seeResult("receipt.png");
    URI link = console.share("#once");

    try (Browser guest = Browser.open(folder)) {
      guest.go(link);
      guest.until("document.querySelector('.print img')?.naturalWidth > 0");
      assertThat(guest.text(".reading")).contains("GREEN GROCER");
      guest.reload();
      assertThat(guest.text(".notice")).contains("could be seen once", "share-spent");
    }
    try (Browser second = Browser.open(folder)) {
      second.go(link);
      assertThat(second.status()).isEqualTo(410);
      assertThat(second.text("h1")).isEqualTo("This link has been used up");
    }
  }
}
