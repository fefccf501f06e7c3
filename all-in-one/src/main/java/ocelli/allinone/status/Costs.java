package ocelli.allinone.status;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;

/** What it costs that something is wrong, in words for everybody: {@code status.conf}. */
public final class Costs {
  private static final String AWAY = " is away";
  private static final String NODE_AWAY = " runs with fewer nodes";
  private static final String UNKNOWN = "Something of ours is not as it should be.";

  private final Config words;

  private Costs(Config words) {
    this.words = words;
  }

  /** The words of this product. */
  public static Costs ofThisProduct() {
    return new Costs(ConfigFactory.parseResources("status.conf").resolve());
  }

  /** What is wrong where no node of a service can be reached. */
  public static String away(String service) {
    return service + AWAY;
  }

  /** What is wrong where some nodes of a service cannot be reached. */
  public static String fewer(String service) {
    return service + NODE_AWAY;
  }

  /** Whether there are words of its own for what is wrong. */
  public boolean know(String what) {
    return words.hasPath(path(what));
  }

  /**
   * The words.
   *
   * @param what the name of a health check, or one of {@link #away} and {@link #fewer}
   */
  public String of(String what) {
    return know(what) ? words.getString(path(what)) : UNKNOWN;
  }

  private static String path(String what) {
    if (what.endsWith(AWAY)) {
      return ConfigUtil.joinPath("away", what.substring(0, what.length() - AWAY.length()));
    }
    if (what.endsWith(NODE_AWAY)) {
      return "fewer";
    }
    return ConfigUtil.joinPath("checks", what);
  }
}
