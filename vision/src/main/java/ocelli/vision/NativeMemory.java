package ocelli.vision;

/** The bound of what the native libraries may take. */
final class NativeMemory {
  /** Read once, by JavaCPP's first class: set before an engine opens. */
  private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxPhysicalBytes";

  private NativeMemory() {}

  /** Sets the bound, unless the command line did. */
  static void limit(long maxPhysicalBytes) {
    if (System.getProperty(MAX_PHYSICAL_BYTES) == null) {
      System.setProperty(MAX_PHYSICAL_BYTES, Long.toString(maxPhysicalBytes));
    }
  }
}
