package ocelli.allinone.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A real Chromium with an empty profile, as somebody has who never was here. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90); // two cores shared by all tests
  private static final long LOOK_MILLIS = 50;
  private static final String DRIVER =
      System.getProperty("ocelli.it.chromedriver", "/usr/bin/chromedriver");
  private static final String CHROMIUM =
      System.getProperty("ocelli.it.chromium", "/usr/bin/chromium");

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  static Browser open(Path folder) throws IOException {
    if (!Files.isExecutable(Path.of(DRIVER))) {
      throw new AssertionError(
          DRIVER
              + " is missing: apt-get install chromium chromium-driver, or name another by"
              + " -Docelli.it.chromedriver and -Docelli.it.chromium");
    }
    Path profile = Files.createTempDirectory(folder, "chromium");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of(DRIVER).toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options), profile);
    browser.screen(1280, 860, "light");
    return browser;
  }

  /** The size of the screen in CSS pixels, and whether people want it light or dark. */
  Browser screen(int width, int height, String scheme) {
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    devTools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  void go(URI address) {
    driver.get(address.toString());
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** What the page itself was answered with. */
  long status() {
    return number("performance.getEntriesByType('navigation')[0].responseStatus");
  }

  /** Its line and what is dragged into it. */
  Outside outside() {
    return new Outside(this::devTools);
  }

  /** Copies an image to the clipboard and presses Ctrl and V. Chromium writes it anew as PNG. */
  void copyAndPaste(byte[] png) {
    devTools(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    Object copied =
        driver.executeAsyncScript(
            "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));"
                + "const image = new Blob([bytes], {type: 'image/png'});"
                + "navigator.clipboard.write([new ClipboardItem({'image/png': image})])"
                + ".then(() => arguments[1]('copied'), e => arguments[1](String(e)))",
            Base64.getEncoder().encodeToString(png));
    if (!"copied".equals(copied)) {
      throw new AssertionError("not copied: " + copied);
    }
    new Actions(driver).keyDown(Keys.CONTROL).sendKeys("v").keyUp(Keys.CONTROL).perform();
  }

  /** Runs before each page's own scripts. */
  void before(String script) {
    devTools("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  boolean is(String condition) {
    return Boolean.TRUE.equals(run("return !!(" + condition + ")"));
  }

  long number(String expression) {
    return ((Number) Objects.requireNonNull(run("return Number(" + expression + ")"))).longValue();
  }

  String text(String selector) {
    return see(selector).getText();
  }

  String path() {
    return URI.create(Objects.requireNonNull(driver.getCurrentUrl())).getPath();
  }

  String hash() {
    return String.valueOf(run("return location.hash"));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Waits for an element that can be seen. */
  WebElement see(String selector) {
    until(() -> "nothing to be seen of " + selector, () -> visible(selector));
    return driver.findElement(By.cssSelector(selector));
  }

  private boolean visible(String selector) {
    try {
      return all(selector).stream().anyMatch(WebElement::isDisplayed);
    } catch (StaleElementReferenceException e) { // redrawn while we looked
      return false;
    }
  }

  /** Waits for a condition of the page. */
  void until(String condition) {
    until(() -> condition, () -> is(condition));
  }

  private void until(Supplier<String> what, Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.get()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within "
                + PATIENCE
                + ": "
                + what.get()
                + "; the page at "
                + driver.getCurrentUrl()
                + " says:\n"
                + run("return document.body.innerText"));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void click(String selector) {
    see(selector).click();
  }

  /** Clicks the button that says so. */
  void press(String words) {
    String button =
        "[...document.querySelectorAll('button')].find(b => b.textContent.startsWith('"
            + words
            + "') && b.offsetParent !== null && !b.disabled)";
    until(button);
    ((WebElement) Objects.requireNonNull(run("return " + button))).click();
  }

  /** Types at whatever has the focus. */
  void type(CharSequence keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Goes on by Tab until an element has the focus, as somebody without a mouse does. */
  void tabTo(String selector) {
    for (int stop = 0; stop < 100; stop++) { // far more stops than a page has
      if (is("document.activeElement.matches('" + selector + "')")) {
        return;
      }
      type(Keys.TAB);
    }
    throw new AssertionError("Tab does not lead to " + selector);
  }

  void forgetCookies() {
    driver.manage().deleteAllCookies();
  }

  /** What axe finds wrong: a line for each rule and place; empty for nothing. */
  List<?> axe() throws IOException {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      run(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<?>)
        Objects.requireNonNull(
            driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                    + "Promise.all(document.getAnimations().filter(a =>"
                    + " a.effect.getComputedTiming().endTime < Infinity).map(a => a.finished.catch(() => {})))"
                    + ".then(() => axe.run()).then(r => done(r.violations.flatMap(v => v.nodes.map(n =>"
                    + " v.id + ': ' + n.target + ': ' + n.failureSummary))), e => done([String(e)]))"));
  }

  /** Hosts that the page asked for anything, but for its own. */
  List<?> otherHosts() {
    return (List<?>)
        Objects.requireNonNull(
            run(
                "return performance.getEntriesByType('resource').map(e => e.name)"
                    + ".filter(n => !n.startsWith(location.origin + '/') && !/^(data|blob):/.test(n))"));
  }

  /** The screen as WebP. */
  byte[] photograph() {
    Map<String, Object> shot =
        devTools("Page.captureScreenshot", Map.of("format", "webp", "quality", 90));
    return Base64.getDecoder().decode(String.valueOf(shot.get("data")));
  }

  private Map<String, Object> devTools(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
