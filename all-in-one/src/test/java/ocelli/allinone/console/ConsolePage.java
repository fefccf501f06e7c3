package ocelli.allinone.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.By;

/** The console as a person uses it. */
final class ConsolePage {
  private final Browser browser;
  private final URI ocelli;

  ConsolePage(Browser browser, URI ocelli) {
    this.browser = browser;
    this.ocelli = ocelli;
  }

  ConsolePage open() {
    browser.go(ocelli.resolve("/"));
    return this;
  }

  /** Opens it and signs in. */
  ConsolePage enter(Account account) {
    open();
    credentials(account.id(), account.secret());
    browser.see(".intake");
    return this;
  }

  void credentials(String id, String secret) {
    browser.see("#client_id").clear();
    browser.see("#client_id").sendKeys(id);
    browser.see("#client_secret").clear();
    browser.see("#client_secret").sendKeys(secret);
    browser.press("Sign in");
  }

  /** Chooses one of the sample images. */
  void upload(Path folder, String sample) throws IOException {
    Path file = folder.resolve(sample);
    if (!Files.exists(file)) {
      Files.write(file, Sample.bytes(sample));
    }
    browser.see(".drop label");
    browser.all("#file").get(0).sendKeys(file.toAbsolutePath().toString());
  }

  void fetch(URI address) {
    browser.see("#url").sendKeys(address.toString());
    browser.press("Fetch");
  }

  /** Waits until a result is shown whose heading says so. */
  void seeResult(String name) {
    browser.until("location.hash.startsWith('#/results/')");
    browser.until("document.querySelector('.result h1')?.textContent === '" + name + "'");
    browser.until(
        "document.querySelector('.print img')?.complete"
            + " && document.querySelector('.print img').naturalWidth > 0");
  }

  /** Waits until the job shown has failed; what it says. */
  String seeFailure() {
    browser.until("document.querySelector('.stage .notice .fixed')");
    return browser.text(".stage article");
  }

  /**
   * Shares the result shown; the link.
   *
   * @param boxes of the dialog that are ticked first
   */
  URI share(String... boxes) {
    browser.press("Share");
    browser.see("dialog[open]");
    for (String box : boxes) {
      browser.click(box);
    }
    browser.press("Make a link");
    browser.see("dialog .notice input");
    return URI.create(
        String.valueOf(browser.all("dialog .notice input").get(0).getDomProperty("value")));
  }

  String inText(long word) {
    return browser.all(".reading [data-word='" + word + "']").get(0).getText();
  }

  void clickInText(long word) {
    browser.all(".reading [data-word='" + word + "']").get(0).click();
  }

  void clickInImage(long word) {
    browser.see(".overlay").findElement(By.cssSelector("rect[data-word='" + word + "']")).click();
  }

  /** The word that is marked in the text and in the image: the same, or −1 for none. */
  long chosen() {
    long inText = browser.number("document.querySelector('.w.chosen')?.dataset.word ?? -1");
    long inImage = browser.number("document.querySelector('rect.chosen')?.dataset.word ?? -1");
    if (inText != inImage) {
      throw new AssertionError("in the text " + inText + " is marked, in the image " + inImage);
    }
    return inText;
  }
}
