package ocelli.client.demo;

/** Colours, where somebody sees them. */
record Palette(boolean on) {
  String bold(String text) {
    return code("1", text);
  }

  String faint(String text) {
    return code("2", text);
  }

  String good(String text) {
    return code("32", text);
  }

  String bad(String text) {
    return code("31", text);
  }

  private String code(String number, String text) {
    return on ? "\u001b[" + number + "m" + text + "\u001b[0m" : text;
  }
}
