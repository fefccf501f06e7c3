package ocelli.allinone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ocelli.allinone.UpProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with the console, against the whole product. */
class ConsoleIT {
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
  void wrongSecret_isSaidWithWhatToDo_andTheRightOneLetsIn() {
    console.open().credentials(ada.id(), "not-the-secret");

    assertThat(browser.text(".notice"))
        .contains("do not belong together", "client rotate", "wrong-credentials");

    console.credentials(ada.id(), ada.secret());
    browser.see(".intake");
    assertThat(browser.text(".who")).contains("ada");
    assertThat(browser.is("document.cookie === ''")).as("no script sees the session").isTrue();
    assertThat(browser.number("localStorage.length + sessionStorage.length")).isZero();
  }

  @Test
  void upload_showsEachWordInTextAndImage_bothWays() throws Exception {
    console.enter(ada).upload(folder, "receipt.png");
    console.seeResult("receipt.png");

    long words = browser.number("document.querySelectorAll('.w').length");
    assertThat(words).isGreaterThan(30);
    assertThat(browser.number("document.querySelectorAll('rect.word').length")).isEqualTo(words);
    assertThat(browser.text(".reading")).contains("GREEN GROCER", "TOTAL 23.10");
    assertThat(browser.is(EVERY_BOX_WITHIN_THE_IMAGE)).isTrue();

    console.clickInText(6);
    assertThat(console.chosen()).isEqualTo(6);
    assertThat(browser.text(".about")).contains(console.inText(6), "% sure");
    console.clickInImage(3);
    assertThat(console.chosen()).isEqualTo(3);

    assertThat(browser.text(".facts-line")).contains("words", "% sure", "tesseract");
    assertThat(browser.text(".sentence")).isNotBlank();
    browser.click(".raw summary");
    browser.until("document.querySelector('.raw pre').textContent.includes('ocr.v1m0.Text')");
    assertThat(browser.otherHosts()).isEmpty();
  }

  private static final String EVERY_BOX_WITHIN_THE_IMAGE =
      "(() => { const outer = document.querySelector('.print img').getBoundingClientRect();"
          + " return [...document.querySelectorAll('rect.word')].map(r => r.getBoundingClientRect())"
          + ".every(r => r.width > 2 && r.height > 2 && r.left >= outer.left - 1"
          + " && r.right <= outer.right + 1 && r.top >= outer.top - 1 && r.bottom <= outer.bottom + 1); })()";

  @Test
  void facesAndCodes_areFramedAndListed() throws Exception {
    console.enter(ada).upload(folder, "portrait.jpg");
    console.seeResult("portrait.jpg");
    assertThat(browser.all("rect.face")).isNotEmpty();
    browser.until("document.querySelector('.faces img').naturalWidth > 0");

    console.upload(folder, "parcel-label.png");
    console.seeResult("parcel-label.png");
    assertThat(browser.all("rect.code")).isNotEmpty();
    assertThat(browser.text(".codes")).contains("QR CODE", "https://example.org/parcel/4417-2093");
  }

  @Test
  void pdf_showsPageByPage() throws Exception {
    Path file = Pdf.write(folder.resolve("minutes.pdf"), "Lighthouse minutes", "Approved accounts");
    console.enter(ada);
    browser.all("#file").get(0).sendKeys(file.toString());
    console.seeResult("minutes.pdf");

    assertThat(browser.text(".reading")).contains("Lighthouse");
    browser.click(".pager button:nth-of-type(2)");
    browser.until("document.querySelector('.reading').textContent.includes('Approved')");
    assertThat(browser.text(".picture")).isNotNull();
  }

  @Test
  void url_isFetched_andItsProgressIsSeenAsItHappens() {
    console.enter(ada).fetch(source.at("/held/letter.png"));

    browser.until("document.querySelector('.stages .now')?.dataset.state === 'FETCHING'");
    assertThat(browser.text(".job.fetching")).contains("letter.png", "fetching");
    source.release();
    console.seeResult("letter.png");
    assertThat(browser.text(".reading")).contains("Lighthouse Trust");
  }

  @Test
  void anAnswerThatComesLate_doesNotUndoWhatWasHeardMeanwhile() {
    browser.before(
        "const asked = window.fetch; window.fetch = (...all) => asked(...all)"
            + ".then(answer => new Promise(given => setTimeout(() => given(answer), 2000)));");
    console.enter(ada).fetch(source.at("/held/letter.png"));

    browser.until("document.querySelector('.stages .now')?.dataset.state === 'FETCHING'");
    source.release();
    console.seeResult("letter.png");
  }

  @Test
  void jobThatFails_saysWhyAndWhatToDo() {
    console.enter(ada).fetch(source.at("/gone.png"));
    assertThat(console.seeFailure())
        .contains("There is nothing at that address", "copy the address", "source-not-found");

    browser.until("document.querySelector('.job.failure')");
    console.fetch(source.at("/page.html"));
    browser.until("document.querySelector('.stage h1')?.textContent === 'page.html'");
    assertThat(console.seeFailure()).contains("no image and no PDF", "source-not-an-image");
  }

  @Test
  void fileThatIsNoImage_isRefusedInWords() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.png"), "only words");
    console.enter(ada);
    browser.all("#file").get(0).sendKeys(file.toString());

    assertThat(browser.text(".intake .notice"))
        .contains("no JPEG, PNG, WebP, GIF or PDF", "not-an-image");
  }

  @Test
  void search_findsJobsByWhatStandsInThem() throws Exception {
    Account reader = Account.full(ocelli, "reader");
    console.enter(reader);
    assertThat(browser.text(".own")).contains("Nothing yet");
    console.upload(folder, "receipt.png");
    console.seeResult("receipt.png");
    console.upload(folder, "letter.png");
    console.seeResult("letter.png");

    browser.see("#search").sendKeys("lighthouse");
    browser.until("document.querySelectorAll('.job').length === 1");
    assertThat(browser.text(".jobs")).contains("letter.png");
    browser.see("#search").sendKeys(" zebra");
    browser.until("document.querySelector('.own').textContent.includes('Nothing you sent')");
  }

  @Test
  void stream_showsWhatFlows_andStandsStillWhenAsked() throws Exception {
    Account sender = Account.full(ocelli, "sender");
    console.enter(sender);
    browser.click("nav a[href='#/stream']");
    assertThat(browser.text(".stream")).contains("Nothing flows");
    browser.until("document.querySelector('.stream [role=status]').textContent === 'live'");
    ApiSender.send(ocelli.url(), sender, "order-1", "letter.png");
    browser.until("document.querySelectorAll('.flow tbody tr').length >= 5");
    assertThat(browser.text(".flow")).contains("order-1", "Lighthouse Trust", "summary");

    browser.press("Pause");
    ApiSender.send(ocelli.url(), sender, "order-2", "receipt.png");
    browser.until("document.querySelector('.stream [aria-pressed]').textContent.includes('wait')");
    assertThat(browser.text(".flow")).doesNotContain("order-2");
    browser.press("Go on");
    browser.until("document.querySelector('.flow').textContent.includes('order-2')");
  }

  @Test
  void whoMayNot_isToldWhichClaimIsMissing() throws Exception {
    console.enter(Account.with(ocelli, "guest", List.of("ocr-*", "ingest-1.*")));

    assertThat(browser.text(".own .notice")).contains("may not do this", "jobs-1", "missing-claim");
    browser.click("nav a[href='#/stream']");
    assertThat(browser.text(".stream .notice")).contains("firehose-1.*");
  }

  @Test
  void sessionThatEnded_leadsBackToSigningIn() {
    console.enter(ada);
    browser.forgetCookies();
    console.fetch(source.at("/images/receipt.png"));

    assertThat(browser.text(".notice")).contains("session has ended", "Sign in again");
    console.credentials(ada.id(), ada.secret());
    browser.see(".intake");
    browser.press("Sign out");
    browser.see("#client_id");
    console.open();
    browser.see("#client_id");
    assertThat(browser.all(".notice")).isEmpty();
  }

  @Test
  void cookie_opensNothingForAnotherSite_andNothingAfterSigningOut() throws Exception {
    Visitor visitor = Visitor.signIn(ocelli.url(), ada);
    assertThat(visitor.setCookie())
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure"); // this Ocelli speaks http
    String own = ocelli.url().toString();

    assertThat(visitor.status("GET", "/api/v1/services", "")).isEqualTo(200);
    assertThat(visitor.status("GET", "/api/v1/services", "https://evil.example")).isEqualTo(403);
    assertThat(visitor.status("POST", "/api/v1/services", "")).isEqualTo(403);
    assertThat(visitor.status("POST", "/api/v1/services", "https://evil.example")).isEqualTo(403);
    assertThat(visitor.status("POST", "/api/v1/services", own)).isEqualTo(415);
    assertThat(visitor.status("POST", "/images/order-1", own)).as("not for pages").isEqualTo(401);
    assertThat(visitor.status("DELETE", "/session", "https://evil.example")).isEqualTo(403);

    assertThat(visitor.status("DELETE", "/session", own)).isEqualTo(204);
    assertThat(visitor.status("GET", "/api/v1/services", own)).isEqualTo(401);
    assertThat(visitor.status("GET", "/session", own)).isEqualTo(401);
  }
}
