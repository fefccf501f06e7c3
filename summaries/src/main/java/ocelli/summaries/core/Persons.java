package ocelli.summaries.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ocelli.summary.v1m0.Person;
import ocelli.summary.v1m0.Sighting;

/**
 * Which faces are of one person: those linked, directly or through others, by a distance of at most
 * 0.55. The links are the same in whatever order faces came, and so are the persons.
 */
final class Persons {
  // dlib's ResNet: 24 faces of 4 people without an error at 0.55 (STACK, Vision)
  private static final double ONE_PERSON = 0.55;
  // Beyond it, comparing every face with every other takes over half a second.
  private static final int MOST_FACES = 2000;

  private static final class Embedded {
    final Sighting sighting;
    final float[] numbers;

    Embedded(Sighting sighting, float[] numbers) {
      this.sighting = sighting;
      this.numbers = numbers;
    }
  }

  private Persons() {}

  /** The persons by falling number of faces, then by first sighting. */
  static List<Person> in(List<Seen> images) {
    List<Embedded> faces = embedded(images);
    int[] parent = linked(faces);
    Map<Integer, Person.Builder> persons = new LinkedHashMap<>();
    for (int i = 0; i < faces.size(); i++) {
      persons
          .computeIfAbsent(root(parent, i), first -> Person.newBuilder())
          .addSightings(faces.get(i).sighting);
    }
    return persons.values().stream()
        .map(Person.Builder::build)
        .sorted(Comparator.comparingInt(Person::getSightingsCount).reversed())
        .toList();
  }

  private static List<Embedded> embedded(List<Seen> images) {
    List<Embedded> faces = new ArrayList<>();
    for (Seen image : images) {
      image.faces().stream()
          .flatMap(List::stream)
          .filter(face -> face.getEmbeddingCount() > 0)
          .forEach(
              face ->
                  faces.add(
                      new Embedded(
                          Sighting.newBuilder()
                              .setImage(image.id())
                              .setFace(face.getNumber())
                              .build(),
                          array(face.getEmbeddingList()))));
    }
    return faces.subList(0, Math.min(faces.size(), MOST_FACES));
  }

  private static float[] array(List<Float> numbers) {
    float[] array = new float[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i);
    }
    return array;
  }

  private static int[] linked(List<Embedded> faces) {
    int[] parent = new int[faces.size()];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
      for (int j = 0; j < i; j++) {
        if (root(parent, i) != root(parent, j)
            && samePerson(faces.get(i).numbers, faces.get(j).numbers)) {
          link(parent, i, j);
        }
      }
    }
    return parent;
  }

  private static void link(int[] parent, int one, int other) {
    int a = root(parent, one);
    int b = root(parent, other);
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  private static int root(int[] parent, int face) {
    int root = face;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  private static boolean samePerson(float[] one, float[] other) {
    if (one.length != other.length) {
      return false;
    }
    double squares = 0;
    for (int i = 0; i < one.length && squares <= ONE_PERSON * ONE_PERSON; i++) {
      double difference = (double) one[i] - other[i];
      squares += difference * difference;
    }
    return squares <= ONE_PERSON * ONE_PERSON;
  }
}
