package ocelli.vision.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model's bytes, checked against the digest that it is known by.
 *
 * @param bytes as the library reads them; nobody writes to them
 * @param sha256 in hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that are handed to a native library once
public record ModelFile(byte[] bytes, String sha256) {

  /**
   * Reads a model from the class path.
   *
   * @param path from the root, as {@code /models/...}
   * @param sha256 what it must be
   * @throws IllegalStateException if it is missing or another one: results would not be comparable
   */
  public static ModelFile read(String path, String sha256) {
    try (InputStream in = ModelFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no model " + path + " on the class path");
      }
      byte[] bytes = in.readAllBytes();
      String found = digest(bytes);
      if (!found.equals(sha256)) {
        throw new IllegalStateException(path + " has SHA-256 " + found + ", not " + sha256);
      }
      return new ModelFile(bytes, sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
