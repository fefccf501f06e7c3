package ocelli.firehose.actor;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.core.Tail;
import ocelli.firehose.core.Word;

/** One client's hub: its tail, and the connections that wait for more. Inside the actor only. */
final class Hub {
  private final Tail tail;
  private List<Waiting> waiting = new ArrayList<>();
  private int connections;

  private record Waiting(long position, ActorRef<Word> replyTo) {}

  Hub(Tail tail) {
    this.tail = tail;
  }

  void join() {
    connections++;
  }

  /** Whether that was the last connection. */
  boolean leave() {
    connections--;
    return connections <= 0;
  }

  void ask(long position, ActorRef<Word> replyTo) {
    waiting.add(new Waiting(position, replyTo));
    answer();
  }

  void appended(List<JournalRow> rows) {
    tail.appended(rows);
    answer();
  }

  void heardOf(long cursor) {
    tail.heardOf(cursor);
    answer();
  }

  /** Whoever still waits is told that nothing came. */
  void quiet() {
    List<Waiting> idle = waiting;
    waiting = new ArrayList<>();
    idle.forEach(one -> one.replyTo().tell(new Word.Quiet()));
  }

  private void answer() {
    List<Waiting> asking = waiting;
    waiting = new ArrayList<>();
    for (Waiting one : asking) {
      Optional<Word> word = tail.after(one.position());
      word.ifPresentOrElse(one.replyTo()::tell, () -> waiting.add(one));
    }
  }
}
