package ocelli.client.samples;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Makes the sample images: {@code SampleMaker astronaut.png grace_hopper.jpg FOLDER}. */
final class SampleMaker {
  private final Path folder;

  private SampleMaker(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    BufferedImage astronaut = ImageIO.read(Path.of(arguments[0]).toFile());
    BufferedImage hopper = ImageIO.read(Path.of(arguments[1]).toFile());
    new SampleMaker(Path.of(arguments[2])).make(plain(astronaut), plain(hopper));
  }

  private void make(BufferedImage astronaut, BufferedImage hopper) throws IOException {
    jpeg("id-card", Papers.card(astronaut), 0.9f);
    jpeg("portrait", astronaut, 0.88f);
    // cwebp makes the WebP of it: the JDK has no writer for that format.
    png("portrait-mirrored", Photographs.mirrored(astronaut, 0.8));
    jpeg("colleague", hopper, 0.9f);
    png("receipt", Papers.receipt());
    png("parcel-label", Labels.parcel());
    png("product", Labels.product());
    write("shipment.gif", encoded("gif", Labels.shipment()));
    jpeg("bad-photo", Photographs.bad(Papers.receipt()), 0.8f);
    png("letter", Papers.letter());
    jpeg("programme-tilted", Photographs.turned(Papers.secondPage(), -3.5), 0.85f);
    png("screen", Papers.screen());
    byte[] whole = jpeg(Papers.letter(), 0.8f);
    write("broken.jpg", Arrays.copyOf(whole, whole.length * 2 / 5));
  }

  private void png(String name, BufferedImage image) throws IOException {
    write(name + ".png", encoded("png", image));
  }

  private void jpeg(String name, BufferedImage image, float quality) throws IOException {
    write(name + ".jpg", jpeg(image, quality));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] encoded(String format, BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("no writer for " + format);
    }
    return bytes.toByteArray();
  }

  private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage plain(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    copy.createGraphics().drawImage(image, 0, 0, null);
    return copy;
  }
}
