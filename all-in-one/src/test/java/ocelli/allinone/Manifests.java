package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** Kubernetes' manifests as they lie in the repository, and as they would be applied. */
final class Manifests {
  static final Path FOLDER = Path.of("..", "deploy", "kubernetes");
  private static final Path KUBECTL = Path.of("/usr/bin/kubectl");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> all;

  private Manifests(List<JsonNode> all) {
    this.all = all;
  }

  /** Whether there is a program here that lays the pieces together. */
  static boolean canRender() {
    return Files.isExecutable(KUBECTL);
  }

  /** What {@code kubectl apply -k} would send. */
  static Manifests rendered(String overlay) throws Exception {
    Process kubectl =
        new ProcessBuilder(KUBECTL.toString(), "kustomize", FOLDER.resolve(overlay).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text;
    try (InputStream out = kubectl.getInputStream()) {
      text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(kubectl.waitFor()).as("kubectl kustomize %s", overlay).isZero();
    return new Manifests(documents(text));
  }

  static List<JsonNode> documents(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    new Yaml().loadAll(yaml).forEach(document -> documents.add(JSON.valueToTree(document)));
    return documents;
  }

  /**
   * That the typed model knows every field.
   *
   * @throws IllegalArgumentException where it does not
   */
  static void validate(JsonNode manifest) throws Exception {
    String kind = manifest.path("kind").asText();
    JsonElement element = JsonParser.parseString(manifest.toString());
    try {
      Class.forName("io.kubernetes.client.openapi.models.V1" + kind)
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, element);
    } catch (InvocationTargetException e) {
      throw (IllegalArgumentException) e.getCause();
    }
  }

  /** Of some kinds. */
  Stream<JsonNode> of(String... kinds) {
    return all.stream().filter(one -> List.of(kinds).contains(one.path("kind").asText()));
  }

  List<JsonNode> all() {
    return all;
  }

  /** Those that run a service of ours. */
  List<JsonNode> workloads() {
    return of("Deployment", "StatefulSet")
        .filter(one -> one.at("/metadata/labels").has("ocelli.io/service"))
        .toList();
  }

  /** What a workload's process is started with. */
  Deployed deployed(JsonNode workload) {
    JsonNode container = workload.at("/spec/template/spec/containers/0");
    List<String> arguments = new ArrayList<>();
    container.path("args").forEach(argument -> arguments.add(argument.asText()));
    String memory = container.at("/resources/limits/memory").asText();
    assertThat(memory).endsWith("Mi");
    Map<String, String> shared = shared(container);
    return new Deployed(
        workload.at("/metadata/name").asText(),
        arguments,
        environment(workload, container, shared),
        shared.keySet(),
        Integer.parseInt(memory.replace("Mi", "")));
  }

  private Map<String, String> shared(JsonNode container) {
    Map<String, String> shared = new LinkedHashMap<>();
    for (JsonNode from : container.path("envFrom")) {
      String name = from.at("/configMapRef/name").asText();
      JsonNode map =
          of("ConfigMap")
              .filter(one -> one.at("/metadata/name").asText().equals(name))
              .findFirst()
              .orElseThrow();
      map.path("data")
          .fields()
          .forEachRemaining(entry -> shared.put(entry.getKey(), entry.getValue().asText()));
    }
    return shared;
  }

  /** As the kubelet makes it: what is named in $(…) must have come before. */
  private static Map<String, String> environment(
      JsonNode workload, JsonNode container, Map<String, String> shared) {
    Map<String, String> environment = new LinkedHashMap<>(shared);
    Set<String> steps = new HashSet<>();
    for (JsonNode variable : container.path("env")) {
      String expanded =
          REFERENCE
              .matcher(value(workload, variable))
              .replaceAll(
                  found -> {
                    assertThat(environment).containsKey(found.group(1));
                    steps.add(found.group(1));
                    return environment.getOrDefault(found.group(1), "");
                  });
      environment.put(variable.path("name").asText(), expanded);
    }
    environment.keySet().removeAll(steps); // there for another only
    return environment;
  }

  private static String value(JsonNode workload, JsonNode variable) {
    String field = variable.at("/valueFrom/fieldRef/fieldPath").asText();
    Matcher label = Pattern.compile("metadata\\.labels\\['(.+)']").matcher(field);
    if (label.matches()) {
      return workload.at("/spec/template/metadata/labels").path(label.group(1)).asText();
    }
    if (field.equals("status.podIP")) {
      return "10.244.0.7";
    }
    return variable.has("value") ? variable.path("value").asText() : "a".repeat(64);
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(array.elements(), Spliterator.ORDERED), false);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
