package ocelli.client.demo;

/** The way a message came. */
enum Channel {
  WEBHOOK("webhook"),
  FIREHOSE("firehose");

  private final String word;

  Channel(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
